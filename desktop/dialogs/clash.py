"""Both sides changed a session: the two side by side, and which one holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.model.event import OwnEvent
from core.sync.decision import Clash
from core.sync.fields import MARK_LINE
from core.sync.settle import Keep, can_keep_both
from core.words import Words
from desktop.dates import Dates
from desktop.dialogs.frame import Frame
from desktop.theme import style


class ClashDialog(Frame):
    """Asks about one session after the other. ``choices`` holds the answers; accepted means: there are some."""

    def __init__(self, words: Words, clashes: Sequence[Clash], parent: QWidget | None = None) -> None:
        super().__init__(words.say("window.clash_title"), words.say("window.clash_text"), parent)
        self.setMinimumSize(700, 420)
        self.choices: dict[str, tuple[Clash, Keep]] = {}
        self._clashes, self._dates = clashes, Dates(words)
        self._sides = {keep: _SideBox(words.say(f"window.clash_side_{keep}")) for keep in (Keep.MINE, Keep.THEIRS)}
        row = QHBoxLayout()
        row.setSpacing(12)
        for box in self._sides.values():
            row.addWidget(box, 1)
        self.column.addLayout(row, 1)
        self.both_says = style(QLabel(words.say("window.clash_both_means")), "quiet")
        self.both_says.setWordWrap(True)
        self.column.addWidget(self.both_says)
        self.buttons = self._add_choices(words)
        self._show_next()

    def _add_choices(self, words: Words) -> dict[Keep, QPushButton]:
        row = QHBoxLayout()
        later = QPushButton(words.say("window.not_now"))
        later.clicked.connect(self._leave)
        row.addWidget(later)
        row.addStretch(1)
        buttons = {}
        for keep in Keep:
            button = QPushButton(words.say(f"window.clash_keep_{keep}"))
            button.setAutoDefault(False)  # Enter chooses nothing by itself
            button.clicked.connect(lambda _on=False, keep=keep: self._choose(keep))
            row.addWidget(button)
            buttons[keep] = button
        self.column.addLayout(row)
        later.setAutoDefault(False)
        later.setFocus()
        return buttons

    def _show_next(self) -> None:
        clash = self._clashes[len(self.choices)]
        self._sides[Keep.MINE].show_event(clash.ours, clash.fields, self._dates)
        zone = clash.ours.start.tzinfo  # one clock for both
        theirs = replace(clash.theirs, start=clash.theirs.start.astimezone(zone), end=clash.theirs.end.astimezone(zone))
        self._sides[Keep.THEIRS].show_event(theirs, clash.fields, self._dates)
        self.buttons[Keep.BOTH].setVisible(can_keep_both(clash))
        self.both_says.setVisible(can_keep_both(clash))

    def _choose(self, keep: Keep) -> None:
        clash = self._clashes[len(self.choices)]
        self.choices[clash.uid] = (clash, keep)
        if len(self.choices) == len(self._clashes):
            self.accept()
        else:
            self._show_next()

    def _leave(self) -> None:
        """What was chosen so far holds; the rest is asked again after the next reading."""
        if self.choices:
            self.accept()
        else:
            self.reject()


class _SideBox(QFrame):
    """One side: where it stands, its title, its time, its text; what clashes is set in bold."""

    def __init__(self, name: str) -> None:
        super().__init__()
        style(self, "box")
        self.name = name
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(style(QLabel(name.upper()), "caption"))
        self.title, self.when = QLabel(), QLabel()
        for label in (self.title, self.when):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName(name)
        column.addWidget(self.text, 1)

    def show_event(self, event: OwnEvent, fields: Sequence[str], dates: Dates) -> None:
        """Another event in the same box."""
        self.title.setText(event.summary)
        self.when.setText(f"{dates.full_day(event.start.date())}, {dates.span(event.start, event.end)}")
        for label, field in ((self.title, "summary"), (self.when, "start")):
            font = label.font()
            font.setBold(field in fields)
            label.setFont(font)
        self.text.setPlainText(MARK_LINE.sub("", event.description).strip())
        self.text.setAccessibleDescription(f"{self.title.text()}, {self.when.text()}")
