"""What is left of the plan where a weekday is lost in every week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableWidgetItem, QWidget

from core.share.reasons import say_stress
from core.words import Words
from desktop.dialogs.frame import Frame, make_table

if TYPE_CHECKING:
    from core.solver.options import Stress


class StressDialog(Frame):
    """A row for each weekday; filled when the planner has tried them all."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words.say("window.stress_title"), words.say("window.stress_working"), parent)
        self.setMinimumSize(600, 400)
        self._words = words
        heads = [words.say(f"window.column_{name}") for name in ("day", "left", "means")]
        self.table = make_table(heads, (), words.say("window.stress_title"))
        self.column.addWidget(self.table, 1)
        self.add_buttons(None, words.say("window.close"))

    def show_stress(self, stress: Sequence[Stress]) -> None:
        """The seven answers; a sentence where there is nothing to lose."""
        found = [each for each in stress if each.total]
        self.text.setText(self._words.say("window.stress_text" if found else "window.stress_none"))
        self.table.setRowCount(len(found))
        for row, each in enumerate(found):
            for column, cell in enumerate(present_stress(each, self._words)):
                self.table.setItem(row, column, QTableWidgetItem(cell))
        self.table.resizeRowsToContents()


def present_stress(stress: Stress, words: Words) -> tuple[str, str, str]:
    """The weekday, how many are left, and the sentence."""
    left = words.say("window.stress_left", left=stress.left, total=stress.total)
    return words.say(f"days.{stress.weekday}"), left, say_stress(stress.weekday, stress.left, stress.total, words)
