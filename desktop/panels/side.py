"""The side panel: why here, other places, the exercises; or the run; or the week."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.model.training import Kind
from core.words import Words
from desktop.panels.details import DayLine, DoseRow, OtherPlace, Point, SessionDetails
from desktop.panels.flow import FlowLayout
from desktop.panels.swatch import Swatch
from desktop.theme import Theme, make_icon, style

WIDTH = 344
Way = tuple[str, Sequence[str]]  # a caption and the sentences under it


class SidePanel(QScrollArea):
    """Boxes, one under the other; made anew for each thing that is shown."""

    moved = Signal(str, object)  # uid, datetime: to one of the other slots
    pinned = Signal(str, bool)
    skipped = Signal(str)
    done_after_all = Signal(str)  # uid of a session that was noted as missed
    corrected = Signal(object, str)  # Kind, scope

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.words, self.theme = words, theme
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._others: FlowLayout | None = None
        self._clear()

    def _clear(self) -> None:
        body = style(QWidget(), "sidebody")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(16, 14, 14, 14)
        self._column.setSpacing(12)
        self._column.addStretch(1)
        self._others = None
        self.setWidget(body)

    def _box(self) -> QVBoxLayout:
        frame = style(QFrame(), "box")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(8)
        self._column.insertWidget(self._column.count() - 1, frame)
        return inside

    # --- a session -----------------------------------------------------------------------------------------

    def show_session(self, details: SessionDetails) -> None:
        """Why here, and the exercises. The other slots come later, by ``show_others``."""
        self._clear()
        box = self._box()
        box.addWidget(self._label(f"\N{BLACK SQUARE} {details.head}", "head"))
        box.addWidget(self._label(details.caption.upper(), "caption"))
        box.addLayout(self._points(details.points))
        self._others = FlowLayout()
        box.addLayout(self._others)
        box.addLayout(self._session_buttons(details))
        if details.doses:
            box = self._box()
            box.addWidget(self._label(details.content_caption.upper(), "caption"))
            box.addLayout(self._doses(details.doses))

    def show_others(self, uid: str, others: Sequence[OtherPlace]) -> None:
        """The best other slots as buttons that move the session there."""
        if self._others is None or not others:
            return
        self._others.addWidget(self._label(self.words.say("window.instead"), "quiet"))
        for other in others:
            button = style(QPushButton(other.label), "chip")
            button.setAccessibleName(other.spoken)
            button.setToolTip(other.spoken)
            button.clicked.connect(lambda _on=False, start=other.start: self.moved.emit(uid, start))
            self._others.addWidget(button)

    def _session_buttons(self, details: SessionDetails) -> FlowLayout:
        row = FlowLayout()
        pin = style(QPushButton(self.words.say("window.unpin" if details.pinned else "window.pin")), "chip")
        pin.setIcon(make_icon("lock" if details.pinned else "unlock", self.theme, pixels=12))
        pin.clicked.connect(lambda: self.pinned.emit(details.uid, not details.pinned))
        skip = style(QPushButton(self.words.say("window.skip")), "chip")
        skip.clicked.connect(lambda: self.skipped.emit(details.uid))
        row.addWidget(pin)
        row.addWidget(skip)
        return row

    def _points(self, points: Sequence[Point]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 28)
        for row, point in enumerate(points):
            number = self._label(point.points, "danger" if point.bad else "good")
            grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._label(point.sentence), row, 1)
        return grid

    def _doses(self, doses: Sequence[DoseRow]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for number, dose in enumerate(doses):
            row = 3 * number
            line = style(QFrame(), "line")
            line.setFixedHeight(1)
            grid.addWidget(line, row, 0, 1, 4)
            grid.addWidget(self._label(dose.name, "dose"), row + 1, 0)
            for column, text in enumerate((dose.amount, dose.load, dose.effort), 1):
                cell = self._label(text, "dosage", wrap=False)
                grid.addWidget(cell, row + 1, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            if dose.note:
                grid.addWidget(self._label(dose.note, "note"), row + 2, 0, 1, 4)
        return grid

    def show_missed(self, uid: str, title: str, when: str) -> None:
        """A session that was not done, and the way back."""
        box = self.show_facts(title, (when, self.words.say("window.missed_note")))
        back = style(QPushButton(self.words.say("window.missed_undo")), "chip")
        back.clicked.connect(lambda: self.done_after_all.emit(uid))
        box.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    # --- a run, a week -------------------------------------------------------------------------------------

    def show_facts(self, title: str, facts: Sequence[str]) -> QVBoxLayout:
        """A run or an appointment: its title and what we know of it; returns the box, for what belongs to it."""
        self._clear()
        box = self._box()
        box.addWidget(self._label(title, "head"))
        for fact in facts:
            box.addWidget(self._label(fact, "quiet"))
        return box

    def show_kinds(self, kinds: Sequence[tuple[Kind, str]], now: Kind) -> None:
        """Below the facts: one click says what it is, for all titles like this or for this one alone."""
        box = self._box()
        box.addWidget(self._label(self.words.say("window.what_is_it").upper(), "caption"))
        chips = FlowLayout()
        alone = QCheckBox(self.words.say("window.only_this"))
        for kind, name in kinds:
            chip = style(QPushButton(name), "chosen" if kind is now else "chip")
            chip.clicked.connect(
                lambda _on=False, kind=kind: self.corrected.emit(kind, "this" if alone.isChecked() else "title")
            )
            chips.addWidget(chip)
        box.addLayout(chips)
        box.addWidget(alone)

    def show_week(self, caption: str, days: Sequence[DayLine], notes: Sequence[str], ways: Sequence[Way] = ()) -> None:
        """The week: what is short, what would help and what stands in the way, then the verdict of each day."""
        self._clear()
        box = self._box()
        box.addWidget(self._label(caption.upper(), "caption"))
        if not ways:
            box.addLayout(self._days(days))
        for note in notes:
            box.addWidget(self._label(note, "quiet"))
        for name, lines in ways:
            box = self._box()
            box.addWidget(self._label(name.upper(), "caption"))
            for line in lines:
                box.addWidget(self._label(line, "quiet"))
        if ways:
            self._box().addLayout(self._days(days))

    def _days(self, days: Sequence[DayLine]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for number, day in enumerate(days):
            row = 2 * number
            grid.addWidget(self._label(day.name, "strong", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Swatch(day.verdict, self.theme), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._label(day.verdict_words, "strong", wrap=False), row, 2, Qt.AlignmentFlag.AlignTop)
            if day.sentence:
                grid.addWidget(self._label(day.sentence, "quiet"), row + 1, 2)
        return grid

    def show_hint(self, text: str) -> None:
        """Nothing to show yet: what to do first."""
        self._clear()
        self._box().addWidget(self._label(text, "quiet"))

    def _label(self, text: str, name: str = "", *, wrap: bool = True) -> QLabel:
        label = style(QLabel(text), name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(wrap)
        return label
