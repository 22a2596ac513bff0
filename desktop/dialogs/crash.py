"""What the runner sees of a bug."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.words import Words
from desktop.dialogs.frame import Frame


class CrashDialog(Frame):
    """Says that it is our fault, that the calendar is safe, and where the report lies."""

    def __init__(self, words: Words, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(words.say("window.crash_title"), words.say("window.crash_text", log=str(log)), parent)
        self.add_buttons(None, words.say("window.close"))
