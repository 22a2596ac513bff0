"""The week as a whole: head, scrolled canvas, bubble, keyboard; turns what is done into calls of the bridge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.model.plan import Verdict
from desktop.announce import announce
from desktop.bridge import Bridge
from desktop.dates import Dates
from desktop.theme import Theme
from desktop.week.canvas import Canvas
from desktop.week.card import CardButton
from desktop.week.drag import LONGEST, SHORTEST, STEP, Drag, length_of
from desktop.week.geometry import Grid, minute_of, place
from desktop.week.guide import Guide
from desktop.week.head import Head
from desktop.week.paper import DEFAULT, STEPS, ZOOMS, Frame, Paper
from desktop.week.present import Card, Look, Role, WeekRows, present_week
from desktop.week.verdicts import Reason
from desktop.week.why import Bubble

LABEL = 10
REFUSALS = {
    Role.BUSY: ("refuse_appointment", "refuse_hint"),
    Role.OTHER_SPORT: ("refuse_appointment", "refuse_hint"),
    Role.FOREIGN: ("refuse_foreign", "refuse_hint"),
    Role.STRENGTH: ("refuse_done", "refuse_done_hint"),  # of ours, only what is over does not move
    Role.MISSED: ("missed_note", ""),
}  # role -> why its card does not move, and what can be done instead; all other roles are runs
LENGTH_KEYS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class WeekView(QWidget):
    """Shows one week (or two) of the bridge's State."""

    opened = Signal(object)  # Card, or None
    turned = Signal(object)  # date: the first day that is shown now
    framed = Signal(object)  # Frame: how much is shown now

    def __init__(self, bridge: Bridge, theme: Theme, first: date, frame: Frame = DEFAULT) -> None:
        super().__init__()
        self.setObjectName("week")
        self.bridge, self.theme, self.first = bridge, theme, first
        self.dates = Dates(bridge.words)
        self.frame = frame
        self.chosen: str | None = None
        self._scrolled = False
        grid = Grid(first, _zone_of(bridge), 800)
        self.head = Head(theme, grid, bridge.words.say("window.all_day_lane"), self)
        self.canvas = Canvas(theme, grid)
        self.canvas.setAccessibleName(bridge.words.say("window.week_name"))
        self._build()
        self.guide = Guide(self.canvas, self.area, Bubble(self, theme), bridge)
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.area = Paper(self)
        self.area.setWidget(self.canvas)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.area, 1)

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.dropped.connect(self._drop)
        canvas.refused.connect(self.refuse)
        canvas.opened.connect(self.open)
        canvas.cleared.connect(lambda: self.open(None))
        self.head.opened.connect(self.open)
        self.area.zoomed.connect(lambda step: self.set_zoom(self.frame.zoom + step))
        self.guide.turned.connect(lambda side: self.show_week(self.first + timedelta(days=7 * side)))
        self.bridge.changed.connect(self.refresh)

    # --- showing -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the bridge's State as it is now."""
        state = self.bridge.state
        self._let_go_of_what_is_gone()
        now = self.bridge.now()
        width = max(self.width() - self.area.verticalScrollBar().sizeHint().width(), 200)
        grid = Grid(self.first, _zone_of(self.bridge), width, self.frame.hour, days=self.frame.days)
        rows = self._rows(now) if state else WeekRows((), (), ())
        self.head.show_rows(rows, grid)
        self.canvas.show_rows(rows, grid, now)
        self._mark_chosen()
        if state and not self._scrolled:
            self._scrolled = True
            QTimer.singleShot(0, self, self.scroll_to_start)

    def _let_go_of_what_is_gone(self) -> None:
        """A session under the mouse that a newly read calendar does not hold any more."""
        drag, state = self.canvas.drag, self.bridge.state
        if drag and drag.card.movable and not any(s.uid == drag.card.uid for s in (state.sessions if state else ())):
            self.canvas.end_drag()

    def _rows(self, now: datetime) -> WeekRows:
        state = self.bridge.state
        assert state is not None
        last = self.first + timedelta(days=self.frame.days)
        shown = [s for s in state.sessions if self.first <= s.start.date() < last]
        verdicts = {s.uid: self.bridge.verdict(s.uid) for s in shown if not s.done and s.start >= now}
        return present_week(state, Look(self.first, now, self.frame.days, self.frame.private, verdicts), self.dates)

    def scroll_to_start(self) -> None:
        """Half an hour above the earliest card, or 06:00."""
        earliest = min((minute_of(b.card.start) for b in self.canvas.buttons_in_order()), default=7 * 60)
        top = self.canvas.grid.top_of(max(min(earliest, 7 * 60) - 60, 0))
        self.area.verticalScrollBar().setValue(max(round(top) - LABEL, 0))  # the hour beside the line is whole

    def show_week(self, first: date) -> None:
        """Another first day."""
        if first == self.first:
            return
        self.first = first
        self.refresh()
        self.guide.judge_again()
        self.turned.emit(first)

    def set_zoom(self, zoom: int) -> None:
        """Lines at 60, 30 or 15 minutes (0, 1, 2); the middle of the view stays."""
        bar, page = self.area.verticalScrollBar(), self.area.viewport().height()
        middle = (bar.value() + page / 2) / self.canvas.grid.hour
        self.frame = replace(self.frame, zoom=min(max(zoom, 0), len(ZOOMS) - 1))
        self.refresh()
        self.framed.emit(self.frame)
        QTimer.singleShot(0, self, lambda: bar.setValue(round(middle * self.frame.hour - page / 2)))

    def set_days(self, days: int) -> None:
        """One week or two."""
        self._reframe(replace(self.frame, days=days))

    def hide_titles(self) -> None:
        """Appointments say only that they are there, or their titles again."""
        self._reframe(replace(self.frame, private=not self.frame.private))

    def _reframe(self, frame: Frame) -> None:
        self.frame = frame
        self.refresh()
        self.framed.emit(self.frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the new width."""
        super().resizeEvent(event)
        self.refresh()

    def open(self, card: Card | None) -> None:
        """Choose a card, or none."""
        self.chosen = card.key if card else None
        self._mark_chosen()
        self.opened.emit(card)

    def _mark_chosen(self) -> None:
        for button in (*self.canvas.buttons.values(), *self.head.buttons.values()):
            mine = button.card.key == self.chosen
            if button.chosen != mine:
                button.chosen = mine
                button.update()

    def _drop(self, drag: Drag) -> None:
        if drag.resizing:
            self.bridge.resize(drag.card.uid, drag.minutes)
        else:
            self.bridge.move(drag.card.uid, drag.target)
        self.guide.say_verdict(drag.card.uid)

    # --- the keyboard --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Alt and arrows move."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & LENGTH_KEYS == LENGTH_KEYS:
            self.stretch(STEP if step[1] > 0 else -STEP if step[1] else 0)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.nudge(*step)
        else:
            self.walk(1 if sum(step) > 0 else -1)

    def buttons(self) -> list[CardButton]:
        """All cards by time, the all-day ones of a moment first."""
        both = (*self.head.buttons.values(), *self.canvas.buttons_in_order())
        return sorted(both, key=lambda b: (b.card.start, not b.card.all_day, b.card.key))

    def focused(self) -> CardButton | None:
        """The card that has the keyboard, else the chosen one."""
        held = next((b for b in self.buttons() if b.hasFocus()), None)
        return held or next((b for b in self.buttons() if b.chosen), None)

    def walk(self, step: int) -> None:
        """To the next card in time, or the one before."""
        buttons, here = self.buttons(), self.focused()
        if not buttons:
            return
        index = buttons.index(here) + step if here else 0
        target = buttons[min(max(index, 0), len(buttons) - 1)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if target.parent() is self.canvas:
            self.area.ensureWidgetVisible(target, 0, 40)

    def nudge(self, days: int, minutes: int) -> None:
        """The card that has the keyboard, so much later; the week turns with it."""
        button = self.focused()
        if button is None:
            return
        card = button.card
        if not card.movable:
            self.refuse(card)
            return
        zone = self.canvas.grid.zone
        wall = card.start.astimezone(zone).replace(tzinfo=None) + timedelta(days=days, minutes=minutes)
        start = place(wall.date(), wall.hour * 60 + wall.minute, zone)
        self.bridge.move(card.uid, start)
        self.follow_to(card, start)
        reason = self.guide.say_verdict(card.uid)
        moved = self.canvas.buttons.get(card.key)
        if reason and moved:
            self.guide.tell_briefly(reason, QRect(moved.mapTo(self, QPoint(0, 0)), moved.size()))

    def stretch(self, minutes: int) -> None:
        """The session that has the keyboard, so much longer."""
        button = self.focused()
        if button and button.card.movable and minutes:
            length = min(max(length_of(button.card) + minutes, SHORTEST), LONGEST)
            self.bridge.resize(button.card.uid, length)
            announce(self, self.bridge.words.say("window.minutes", count=length))

    def follow_to(self, card: Card, start: datetime) -> None:
        """Show the week where a card is now, and give it the keyboard."""
        if not self.first <= start.date() < self.first + timedelta(days=self.frame.days):
            self.show_week(start.date() - timedelta(days=start.weekday()))
        button = self.canvas.buttons.get(card.key)
        if button:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(button, 0, 40)

    # --- words ---------------------------------------------------------------------------------------------

    def refuse(self, card: Card) -> None:
        """Say why a card does not move."""
        words = self.bridge.words
        why, hint = REFUSALS.get(card.role, ("refuse_run", "refuse_hint"))
        reason = Reason(Verdict.FORBIDDEN, words.say(f"window.{why}"), words.say(f"window.{hint}") if hint else "")
        button = self.canvas.buttons.get(card.key) or self.head.buttons.get(card.key)
        if button:
            self.guide.tell_briefly(reason, QRect(button.mapTo(self, QPoint(0, 0)), button.size()))
        announce(self, reason.spoken)


def _zone_of(bridge: Bridge) -> ZoneInfo:
    return bridge.state.profile.zone if bridge.state else ZoneInfo("UTC")
