"""What could not be read, by name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from core.model.event import Problem
from core.words import Words
from desktop.dialogs.frame import Frame, make_table


class ProblemsDialog(Frame):
    """A list to read."""

    def __init__(self, words: Words, problems: Sequence[Problem], parent: QWidget | None = None) -> None:
        super().__init__(words.say("window.problems", count=len(problems)), words.say("window.problems_text"), parent)
        rows = [(problem.source, words.phrase(problem.phrase)) for problem in problems]
        heads = [words.say("window.column_source"), words.say("window.column_problem")]
        self.table = make_table(heads, rows, words.say("window.problems", count=len(problems)))
        self.column.addWidget(self.table, 1)
        self.add_buttons(None, words.say("window.close"))
