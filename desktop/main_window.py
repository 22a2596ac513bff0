"""The window: bar, week, side panel, season; shell first, then the week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from core.errors import Phrase
from core.planner import State
from core.words import LANGUAGES
from desktop.announce import announce
from desktop.bridge import Bridge
from desktop.dates import Dates
from desktop.deeds import Deeds
from desktop.errands import Errands
from desktop.menus import Item, fill_menu_bar
from desktop.panels.season import Season, SeasonStrip, present_season
from desktop.panels.side import SidePanel
from desktop.panels.teller import Teller
from desktop.panels.topbar import BarState, TopBar
from desktop.theme import apply_theme, choose_theme
from desktop.week.paper import Frame
from desktop.week.present import session_key
from desktop.week.view import WeekView

MINUTE = 60_000
THEME_NAMES = ("system", "light", "dark")


class MainWindow(QMainWindow):
    """Shows the bridge's State and turns what the runner does into the bridge's calls."""

    asked_sync = Signal()  # the runner wants the calendars read again

    def __init__(self, bridge: Bridge, theme: str = "system") -> None:
        super().__init__()
        self.bridge = bridge
        self.theme_name = theme
        self.errands = Errands(bridge, self)
        self.changes: int | None = None
        self.status: Phrase | None = None
        self.bad = False
        self._first = self._this_monday()
        self._frame = Frame()
        self.setWindowTitle("Liftslot")
        self.setMinimumSize(1024, 640)
        self.resize(1440, 900)
        self._build()
        self._connect_bridge()
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._clock = QTimer(self)
        self._clock.setInterval(MINUTE)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    # --- the shell -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Everything anew: at the start, in another language, in another theme."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme = choose_theme(self.theme_name, app)
        apply_theme(app, theme)
        words = self.bridge.words
        self.dates = Dates(words)
        self._season = Season()
        self._season_of: State | None = None  # the State that it was made of
        self.bar = TopBar(words, theme)
        self.week = WeekView(self.bridge, theme, self._first, self._frame)
        self.side = SidePanel(words, theme)
        self.season = SeasonStrip(words, theme)
        self.teller = Teller(self.bridge, self.side, self.dates)
        self.deeds = Deeds(self.bridge, self.week, self.errands)
        self._lay_out()
        self.actions_by_id = fill_menu_bar(self, self._menu_items(), words)
        self._connect_parts()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is in the week."""
        super().showEvent(event)
        self.week.canvas.setFocus()

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.week, 1)
        middle.addWidget(self.side)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addWidget(self.season)
        body = QWidget()
        body.setLayout(column)
        self.setCentralWidget(body)

    def _connect_parts(self) -> None:
        bar, week, side = self.bar, self.week, self.side
        bar.went.connect(self.go)
        bar.undo.connect(self.errands.undo)
        bar.redo.connect(self.errands.redo)
        bar.plan.connect(self.errands.plan)
        bar.write.connect(self.errands.write)
        bar.stop.connect(self.bridge.stop)
        bar.asked.connect(self.errands.show_problems)
        bar.answered.connect(self.errands.show_questions)
        week.opened.connect(self.teller.tell)
        week.turned.connect(self._turned)
        week.framed.connect(self._reframe)
        side.moved.connect(self.bridge.move)
        side.pinned.connect(lambda uid, pinned: self.bridge.pin(uid, pinned=pinned))
        side.skipped.connect(self.bridge.skip)
        side.done_after_all.connect(self.bridge.take_back_miss)
        self.season.jumped.connect(self.week.show_week)

    def _connect_bridge(self) -> None:
        bridge = self.bridge
        bridge.changed.connect(self.refresh)
        bridge.counted.connect(self._count)
        bridge.progressed.connect(self._progressed)
        bridge.failed.connect(self._failed)
        bridge.noted.connect(self._noted)
        bridge.spoke.connect(self._build)
        self.errands.changed.connect(self.show_bar)

    def _menu_items(self) -> tuple[Item, ...]:
        week, errands, deeds = self.week, self.errands, self.deeds
        return (
            Item("file", "sync_now", self.asked_sync.emit, "F5"),
            Item("file", "write", errands.write, "Ctrl+S"),
            Item("file", "questions_menu", errands.show_questions),
            Item("file", "account_menu", errands.add_account),
            Item("file", "export", errands.export, "Ctrl+E"),
            Item("file"),
            Item("file", "quit", self.close, "Ctrl+Q"),
            Item("edit", "undo", errands.undo, "Ctrl+Z"),
            Item("edit", "redo", errands.redo, "Ctrl+Shift+Z; Ctrl+Y"),
            Item("edit"),
            Item("edit", "pin_menu", deeds.toggle_pin, "Ctrl+L"),
            Item("edit", "skip_menu", deeds.skip, "Del"),
            Item("edit", "missed_menu", deeds.miss, "Ctrl+M"),
            Item("edit"),
            Item("edit", "taught_menu", errands.show_taught),
            Item("plan", "plan_week", errands.plan, "Ctrl+P"),
            Item("plan", "stress_menu", errands.show_stress, "Ctrl+R"),
            Item("view", "today", lambda: self.go(0), "Ctrl+T"),
            Item("view", "previous_week", lambda: self.go(-1), "Ctrl+PgUp"),
            Item("view", "next_week", lambda: self.go(1), "Ctrl+PgDown"),
            Item("view"),
            Item("view", "zoom_in", lambda: week.set_zoom(week.frame.zoom + 1), "Ctrl++; Ctrl+="),
            Item("view", "zoom_out", lambda: week.set_zoom(week.frame.zoom - 1), "Ctrl+-"),
            Item("view", "one_week", lambda: week.set_days(7), "Ctrl+1", "weeks", week.frame.days == 7),
            Item("view", "two_weeks", lambda: week.set_days(14), "Ctrl+2", "weeks", week.frame.days == 14),
            Item("view", "hide_titles", week.hide_titles, "Ctrl+H"),
            Item("view"),
            *self._choices(),
            Item("help", "keys", errands.show_keys, "F1"),
            Item("help", "about", errands.show_about),
        )

    def _choices(self) -> tuple[Item, ...]:
        """Theme and language, one of each."""
        speak, spoken = self.bridge.speak, self.bridge.words.language
        return (
            *(self._choice("theme", name, partial(self.set_theme, name), self.theme_name) for name in THEME_NAMES),
            Item("view"),
            *(self._choice("language", code, partial(speak, code), spoken) for code in LANGUAGES),
        )

    def _choice(self, group: str, name: str, do: Callable[[], None], now: str) -> Item:
        return Item("view", f"{group}_{name}", do, "", group, name == now)

    # --- showing -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The bar, the panel and the season after a change; the week listens by itself."""
        self.show_bar()
        state = self.bridge.state
        if state and state is not self._season_of:
            self._season, self._season_of = present_season(state, self.dates), state
        if state:
            self.season.show_season(self._season, self.week.first)
        self.teller.tell_again(self.week.first)

    def show_bar(self) -> None:
        """The facts of the bar."""
        bridge, words, first = self.bridge, self.bridge.words, self.week.first
        problems = len(bridge.state.problems) if bridge.state else 0
        status = words.phrase(self.status) if self.status else ""
        if problems and not (self.bad or bridge.writing):
            status = words.say("window.problems", count=problems)
        self.bar.show_state(
            BarState(
                title=self.dates.week(first, self.week.frame.days),
                wave=self._wave(first),
                can_undo=bridge.can_undo,
                can_redo=bridge.can_redo,
                loaded=bridge.state is not None,
                planning=self.errands.planning,
                changes=self.changes,
                status=status,
                bad=self.bad or problems > 0,
                writing=bridge.writing,
                questions=self.errands.open.count,
            )
        )

    def _wave(self, monday: date) -> str:
        state = self.bridge.state
        room = next((room for room in state.rooms if room.monday == monday), None) if state else None
        return self.bridge.words.say(f"window.wave_{room.wave_week}") if room else ""

    def set_status(self, phrase: Phrase | None, *, bad: bool = False) -> None:
        """What the bar says at its right end: synced when, or what is wrong."""
        self.status, self.bad = phrase, bad
        self.show_bar()

    def set_theme(self, name: str) -> None:
        """Light, dark, or as the desktop is."""
        self.theme_name = name
        self._build()

    def _follow_system(self) -> None:
        if self.theme_name == "system":
            self._build()

    def go(self, weeks: int) -> None:
        """So many weeks on; 0 is this week."""
        self.week.show_week(self.week.first + timedelta(weeks=weeks) if weeks else self._this_monday())

    def _this_monday(self) -> date:
        state = self.bridge.state
        now = self.bridge.now()
        today = (now.astimezone(state.profile.zone) if state else now).date()
        return today - timedelta(days=today.weekday())

    def _tick(self) -> None:
        """The now-line moves."""
        if self.week.canvas.drag is None:
            self.week.refresh()

    def _reframe(self, frame: Frame) -> None:
        self._frame = frame
        self.show_bar()

    def _turned(self, first: date) -> None:
        self._first = first
        self.refresh()
        announce(self.week, self.dates.week(first, self.week.frame.days))

    def open_session(self, uid: str) -> None:
        """Choose a session of the shown week."""
        button = self.week.canvas.buttons.get(session_key(uid))
        if button:
            self.week.open(button.card)

    # --- what comes back -----------------------------------------------------------------------------------

    def _count(self, changes: int) -> None:
        self.changes = changes
        self.show_bar()

    def _progressed(self, done: int, total: int) -> None:
        self.set_status(Phrase("window.writing", (("done", done), ("total", total))))

    def _noted(self, phrase: Phrase) -> None:
        self.set_status(phrase)
        announce(self, self.bridge.words.phrase(phrase))

    def _failed(self, phrase: Phrase) -> None:
        self.set_status(phrase, bad=True)
        announce(self, self.bridge.words.phrase(phrase))

    def closeEvent(self, event: QCloseEvent) -> None:
        """The lanes end by themselves; a write under way is journaled."""
        self.bridge.close()
        super().closeEvent(event)


def grab(window: QWidget, path: Path) -> bool:
    """A picture of the window as it is."""
    return window.grab().save(str(path))
