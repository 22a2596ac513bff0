"""A runner's week by hand, a way out that keeps its writes in memory, and the window on both."""

import os
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.errors import NetworkError, Phrase
from core.model.event import Occurrence, Problem
from core.model.plan import WeekRoom
from core.model.profile import Profile, Schedule, Window
from core.model.training import Dose, Entry, Form, Kind, Prescription, Session, SessionKind, Treated
from core.planner import State
from core.words import Words
from desktop.bridge import Bridge
from desktop.desk import ChangeKind, ChangeLine, Desk
from desktop.main_window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE_MS = 60_000  # a busy machine is no fault: what comes at all comes before this
OFFSCREEN = (
    r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"  # offscreen has no window manager
)


def pytest_collection_modifyitems(items):
    for item in items:
        if "desktop" in item.path.parts:
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN, extend=True))


class PatientBot(QtBot):
    """Waits for what has to come, not for a machine that has time."""

    def waitSignal(self, signal, *, timeout=PATIENCE_MS, **more):
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitUntil(self, callback, *, timeout=PATIENCE_MS):
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp, request):
    return PatientBot(request)


ZONE = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
EVENINGS = ((Window(17 * 60, 21 * 60),),) * 7


def at(day, hour, minute=0):
    return datetime.combine(MONDAY + timedelta(days=day), time(hour, minute), ZONE)


def make_event(uid, title, start, end, *, all_day=False):
    return Occurrence("club", uid, None, start, end, all_day, title)


def make_run(uid, title, start, minutes, kind, treated, **more):
    end = start + timedelta(minutes=minutes)
    event = make_event(uid, title, start, end)
    return Entry(event, kind, 0.93, (f"title: {title}",), treated, start, end, minutes, **more)


def make_all_day_run(uid, title, day):
    event = make_event(uid, title, at(day, 0), at(day + 1, 0), all_day=True)
    start = at(day, 7)
    end = start + timedelta(minutes=60)
    return Entry(event, Kind.EASY, 0.9, (), Treated.EASY, start, end, 60, time_assumed=True)


def make_appointment(uid, title, start, end, *, all_day=False):
    event = make_event(uid, title, start, end, all_day=all_day)
    return Entry(event, Kind.OTHER, 0.9, (), None, start, end, 60, busy=not all_day)


def make_dose(name="Front squat", **more):
    base = Dose("x", name, "squat", 3, 6, None, None, False, "3-0-1-0", 150, 2, 60.0, None, "Elbows high.", 2)
    return replace(base, **more)


def make_session(uid, start, letter="A", minutes=40, **more):
    content = Prescription(
        f"std_gym_{letter}", 2, (make_dose(), make_dose("Step-up", load_kg=None, per_side=True)), 39.6
    )
    end = start + timedelta(minutes=minutes)
    return Session(uid, SessionKind.STRENGTH, Form.FULL, start, end, template=content.template, content=content, **more)


def make_state(weeks=4, entries=None, sessions=None, problems=()):
    if entries is None:
        entries = (
            make_run("r1", "6 x 800 m", at(1, 7), 55, Kind.INTERVALS, Treated.QUALITY),
            make_run("r2", "Easy 8 km", at(2, 7), 42, Kind.EASY, Treated.EASY),
            make_run("r3", "Tempo 25 min", at(3, 7), 55, Kind.TEMPO, Treated.QUALITY),
            make_run("r5", "19", at(6, 8), 115, Kind.LONG, Treated.LONG, guessed=True),
            make_all_day_run("r6", "Jog", 4),
            make_appointment("a1", "Dentist", at(4, 16), at(4, 17, 30)),
            make_appointment("a2", "Anna visits", at(5, 0), at(7, 0), all_day=True),
        )
    if sessions is None:
        sessions = (make_session("s1", at(1, 17)), make_session("s2", at(3, 17), "B"))
    rooms = tuple(WeekRoom(MONDAY + timedelta(weeks=i), i % 4 + 1, 40, 25, 20) for i in range(weeks))
    profile = Profile(ZONE, schedule=Schedule(windows=EVENINGS))
    return State(profile, MONDAY, weeks, tuple(entries), problems, tuple(sessions), rooms=rooms)


class MemoryPublisher:
    """Writes into a dict what it was given; refuses while ``offline``, asks first while ``asks``."""

    def __init__(self):
        self.written = {}
        self.offline = self.asks = False
        self.exported = []

    def preview(self, state):
        lines = []
        for session in state.sessions:
            known = self.written.get(session.uid)
            if known != session.start:
                kind = ChangeKind.CREATE if known is None else ChangeKind.MOVE
                lines.append(ChangeLine(kind, "Lift", session.start, session.end, "39.6 min"))
        return tuple(lines)

    def publish(self, state, stop, progress, allowed):
        if self.asks and "gone" not in allowed:
            return Phrase("sync.question.gone", (("count", 2), ("known", 9)))
        if self.offline:
            raise NetworkError("offline_for_test", host="calendar.example")
        for done, session in enumerate(state.sessions, 1):
            if stop():
                break
            self.written[session.uid] = session.start
            progress(done, len(state.sessions))
        return Phrase("window.nothing_to_write")

    def export(self, state, path):
        self.exported.append(path)


class Box:
    """What tests need of this file, since test folders are no packages."""

    ZONE, MONDAY = ZONE, MONDAY
    at = staticmethod(at)
    run = staticmethod(make_run)
    appointment = staticmethod(make_appointment)
    session = staticmethod(make_session)
    dose = staticmethod(make_dose)
    state = staticmethod(make_state)
    all_day_run = staticmethod(make_all_day_run)
    problem = Problem("club.ics", "x1", Phrase("window.all_day"))


@pytest.fixture
def make():
    return Box


@pytest.fixture
def publisher():
    return MemoryPublisher()


def teach(state, entry, kind, scope):
    """The state with every entry of that title (or this one) of that kind."""
    like = [e for e in state.entries if e is entry or (scope == "title" and e.title == entry.title)]
    told = {id(e): replace(e, kind=kind, guessed=False, treated_as=Treated(kind)) for e in like}
    return replace(state, entries=tuple(told.get(id(e), e) for e in state.entries), sessions=())


@pytest.fixture
def bridge(qapp, publisher):
    counter = iter(range(1000))
    desk = Desk(lambda: at(0, 10, 24), lambda _place: f"new-{next(counter)}", publisher, teach)
    bridge = Bridge(Words("en"), desk)
    yield bridge
    bridge.close()


@pytest.fixture
def window(qtbot, bridge):
    window = MainWindow(bridge, "light")
    qtbot.addWidget(window)
    window.show()
    bridge.load(make_state())
    qtbot.waitUntil(lambda: not bridge.jobs.busy)
    return window


class Mouse:
    """A mouse over the canvas: where a card is, where a time is."""

    def __init__(self, window, qtbot):
        self.window, self.qtbot = window, qtbot

    @property
    def canvas(self):
        return self.window.week.canvas

    def over(self, uid):
        return self.canvas.buttons[f"session/{uid}"].geometry().center()

    def point(self, moment, down=10):
        grid = self.canvas.grid
        x = grid.left_of(moment.date()) + grid.column / 2
        return QPoint(round(x), round(grid.top_of(moment.hour * 60 + moment.minute)) + down)

    def press(self, point):
        QTest.mousePress(self.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        self.here = point
        self.qtbot.waitUntil(lambda: not self.window.bridge.jobs.busy)

    def move(self, point):
        QTest.mouseMove(self.canvas, (self.here + point) / 2)
        QTest.mouseMove(self.canvas, point)
        self.here = point

    def release(self):
        QTest.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.here)

    def drag(self, uid, moment):
        """From a point ten pixels under the card's top to where its top is at the moment."""
        start = next(s.start for s in self.window.bridge.state.sessions if s.uid == uid)
        self.press(self.point(start))
        self.move(self.point(moment))
        self.release()


@pytest.fixture
def mouse(window, qtbot):
    return Mouse(window, qtbot)


@pytest.fixture
def starts(bridge):
    """UID -> start of every session, as they are now."""
    return lambda: {session.uid: session.start for session in bridge.state.sessions}
