"""What the runner taught, and how he takes it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QTableWidgetItem, QWidget

from core.model.profile import Correction
from core.words import Words
from desktop.dates import Dates
from desktop.dialogs.frame import Frame, make_table


class TaughtDialog(Frame):
    """A table of corrections; the chosen one can be removed. What is taken for what changes at once."""

    forgot = Signal(object)  # Correction

    def __init__(self, words: Words, corrections: Sequence[Correction], parent: QWidget | None = None) -> None:
        super().__init__(words.say("window.taught_title"), words.say("window.taught_text"), parent)
        self.setMinimumSize(600, 360)
        self._words, self._corrections = words, tuple[Correction, ...]()
        heads = [words.say(f"window.column_{name}") for name in ("entry", "kind", "where")]
        self.table = make_table(heads, (), words.say("window.taught_title"))
        self.column.addWidget(self.table, 1)
        self.remove = QPushButton(words.say("window.taught_remove"))
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self._remove)
        self.column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.table.itemSelectionChanged.connect(self._follow_choice)
        self.add_buttons(None, words.say("window.close"))
        self.show_corrections(corrections)

    def show_corrections(self, corrections: Sequence[Correction]) -> None:
        """Each once, in the order in which they were taught; the row stays chosen where there still is one."""
        row = self.table.currentRow()
        self._corrections = tuple(dict.fromkeys(corrections))
        self.text.setText(self._words.say("window.taught_text" if self._corrections else "window.taught_none"))
        self.table.setRowCount(len(self._corrections))
        for number, correction in enumerate(self._corrections):
            for column, cell in enumerate(present_correction(correction, Dates(self._words))):
                self.table.setItem(number, column, QTableWidgetItem(cell))
        self.table.resizeRowsToContents()
        self.table.setCurrentCell(min(max(row, 0), len(self._corrections) - 1), 0)
        self._follow_choice()

    def _follow_choice(self) -> None:
        self.remove.setEnabled(0 <= self.table.currentRow() < len(self._corrections))

    def _remove(self) -> None:
        self.remove.setEnabled(False)  # until the list comes back
        self.forgot.emit(self._corrections[self.table.currentRow()])


def present_correction(correction: Correction, dates: Dates) -> tuple[str, str, str]:
    """Title, what it is taken for, and for which entries."""
    words = dates.words
    title = correction.title or words.say("window.taught_any")
    where = words.say("window.taught_like")
    if correction.uid is not None:
        where = words.say("window.taught_this")
    elif correction.weekday is not None:
        where = words.say("window.taught_weekday", day=words.say(f"days.{correction.weekday}"))
    return title, words.say(f"window.kind_{correction.kind}"), where
