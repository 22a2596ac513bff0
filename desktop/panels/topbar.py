"""The bar over the week: where we are, what can be done, whether the calendar agrees."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from core.words import Words
from desktop.theme import Theme, make_icon, style


@dataclass(frozen=True, slots=True)
class BarState:
    """What the bar shows."""

    title: str = ""
    wave: str = ""
    can_undo: bool = False
    can_redo: bool = False
    loaded: bool = False
    planning: bool = False
    changes: int | None = None  # writes that are waiting; None where nothing can be written
    status: str = ""
    bad: bool = False  # the status is a fault
    writing: bool = False
    questions: int = 0  # that wait for an answer


class TopBar(QWidget):
    """Buttons that tell; the window decides."""

    went = Signal(int)  # weeks; 0: to today
    undo = Signal()
    redo = Signal()
    plan = Signal()
    write = Signal()
    asked = Signal()  # about the status
    stop = Signal()
    answered = Signal()  # the runner wants to answer what is open

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(48)
        self.words, self.theme = words, theme
        self.previous = self._icon_button("previous", "window.previous_week")
        self.today = QPushButton(words.say("window.today"))
        self.next = self._icon_button("next", "window.next_week")
        self.title = style(QLabel(), "title")
        self.wave = style(QLabel(), "wave")
        self.wave.setFixedHeight(24)
        self.undo_button = self._icon_button("undo", "window.undo")
        self.redo_button = self._icon_button("redo", "window.redo")
        self.plan_button = style(QPushButton(words.say("window.plan_week")), "primary")
        self.write_button = QPushButton()
        self.stop_button = QPushButton(words.say("window.stop"))
        self.questions = style(QPushButton(), "link")
        self.status = style(QPushButton(), "link")
        self._lay_out()
        self._connect()
        self.show_state(BarState())

    def _icon_button(self, icon: str, id: str) -> QPushButton:
        button = style(QPushButton(), "icon")
        button.setIcon(make_icon(icon, self.theme))
        button.setIconSize(QSize(16, 16))
        button.setFixedSize(34, 30)
        button.setToolTip(self.words.say(id))
        button.setAccessibleName(self.words.say(id))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        for widget in (self.previous, self.today, self.next, self.title, self.wave):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (
            self.undo_button,
            self.redo_button,
            self.plan_button,
            self.write_button,
            self.stop_button,
            self.questions,
            self.status,
        ):
            row.addWidget(widget)
        for button in (self.today, self.plan_button, self.write_button, self.stop_button, self.questions, self.status):
            button.setFixedHeight(30)
        self.status.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.went.emit(-1))
        self.today.clicked.connect(lambda: self.went.emit(0))
        self.next.clicked.connect(lambda: self.went.emit(1))
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        self.plan_button.clicked.connect(self.plan)
        self.write_button.clicked.connect(self.write)
        self.stop_button.clicked.connect(self.stop)
        self.questions.clicked.connect(self.answered)
        self.status.clicked.connect(self.asked)

    def show_state(self, state: BarState) -> None:
        """Show other facts."""
        self.title.setText(state.title)
        self.wave.setText(state.wave)
        self.wave.setVisible(bool(state.wave))
        self.undo_button.setEnabled(state.can_undo)
        self.redo_button.setEnabled(state.can_redo)
        self.plan_button.setEnabled(state.loaded and not state.planning)
        self.plan_button.setText(self.words.say("window.planning" if state.planning else "window.plan_week"))
        self.stop_button.setVisible(state.writing)
        self.write_button.setVisible(state.changes is not None and not state.writing)
        self.write_button.setEnabled(bool(state.changes))
        if state.changes is not None:
            sentence = "window.write_changes" if state.changes else "window.write_nothing"
            self.write_button.setText(self.words.say(sentence, count=state.changes))
        self.questions.setVisible(state.questions > 0)
        self.questions.setText(self.words.say("window.questions", count=state.questions))
        self.questions.setIcon(make_icon("warning", self.theme, "danger", 14))
        self.status.setText(state.status)
        self.status.setVisible(bool(state.status))
        icon, token = ("warning", "danger") if state.bad else ("sync" if state.writing else "check", "quiet")
        self.status.setIcon(make_icon(icon, self.theme, token, 14))
