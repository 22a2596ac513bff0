"""How the window answers: time to import and to the first paint, and to a moved mouse. Prints milliseconds.

    python benchmarks/window_feel.py

Offscreen, with the demo's season on the screen. The aim for a moved mouse is 50 ms.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core import planner
from core.calendar.objects import read_objects
from core.planner import State
from core.store.profile import parse_profile
from core.words import Words
from desktop.app import start_qt
from desktop.bridge import Bridge
from desktop.desk import Desk
from desktop.home import find_zone
from desktop.main_window import MainWindow
from desktop.mint import mint_fresh
from desktop.season import PROFILE_FILE, build_season

ROOT = Path(__file__).resolve().parent.parent
IMPORT = "import time; t = time.perf_counter(); import desktop.app; print((time.perf_counter() - t) * 1000)"
MOVES = 60
IMPORTS = 5
WEEKS = 4

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read when the application object is made


def read_state(now: datetime) -> State:
    """The demo's season as a calendar would give it, planned."""
    profile = parse_profile(PROFILE_FILE.read_text(encoding="utf-8"), source=PROFILE_FILE.name, zone=find_zone())
    monday = planner.monday_of(now.date())
    raws = [event.raw for event in build_season(monday)]
    span = planner.span_to_read(monday, WEEKS, profile)
    state = planner.start_state(profile, monday, WEEKS, not_before=now)
    read = planner.absorb(state, (read_objects(raws, source="demo", span=span, zone=profile.zone),), ())
    return planner.propose(read, mint=mint_fresh, words=Words("en")).state


def clock(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def tell(name: str, took: list[float]) -> None:
    print(f"{name:<34} median {statistics.median(took):7.1f} ms   worst {max(took):7.1f} ms   of {len(took)}")


def wait(window: MainWindow) -> None:
    while window.bridge.jobs.busy:
        QApplication.processEvents()


def paint_shell(now: datetime) -> float:
    """Milliseconds from nothing to the painted shell, imports aside."""
    begun = time.perf_counter()
    window = MainWindow(Bridge(Words("en"), Desk(lambda: now, mint_fresh)), "light")
    window.show()
    window.grab()
    took = (time.perf_counter() - begun) * 1000
    window.close()
    return took


def move_mouse(window: MainWindow, state: State) -> list[float]:
    """Press on a session, carry it over the week; each move with everything that follows from it."""
    window.week.show_week(planner.monday_of(state.sessions[-1].start.date()))
    canvas = window.week.canvas
    card = canvas.buttons[f"session/{state.sessions[-1].uid}"].geometry().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, card)
    wait(window)
    took = []
    for step in range(MOVES):
        x = round(canvas.grid.gutter + (step % 7 + 0.5) * canvas.grid.column)
        point = QPoint(x, round(canvas.grid.hour * (12 + step % 9)))

        def move(point: QPoint = point) -> None:
            QTest.mouseMove(canvas, point)
            QApplication.processEvents()

        took.append(clock(move))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton)
    return took


def main() -> None:
    runs = [
        subprocess.run([sys.executable, "-c", IMPORT], cwd=ROOT, capture_output=True, check=True)
        for _ in range(IMPORTS)
    ]
    tell("import desktop.app", [float(run.stdout) for run in runs])
    app = start_qt()
    now = datetime.now(UTC).astimezone()
    tell("shell built and painted", [paint_shell(now) for _ in range(IMPORTS)])
    state = read_state(now)
    window = MainWindow(Bridge(Words("en"), Desk(lambda: now, mint_fresh)), "light")
    window.show()
    tell("a season shown", [clock(lambda: window.bridge.load(state))])
    wait(window)
    tell("mouse moved with a session", move_mouse(window, state))
    window.close()
    app.processEvents()


if __name__ == "__main__":
    main()
