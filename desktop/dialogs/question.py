"""A question that a sync asks before it goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.words import Words
from desktop.dialogs.frame import Frame


class QuestionDialog(Frame):
    """Accepted means yes; leaving it changes nothing."""

    def __init__(self, words: Words, question: str, parent: QWidget | None = None) -> None:
        super().__init__(words.say("window.question_title"), question, parent)
        self.add_buttons(words.say("window.yes_go_on"), words.say("window.not_now"))
