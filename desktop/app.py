"""Composition root: the window is on the screen first; what it works with is imported and opened behind it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from core.errors import CoreError
from core.words import Words, choose_language
from desktop.bridge import LOCAL, Bridge
from desktop.crash import LOG_NAME, make_hook
from desktop.desk import Desk
from desktop.home import find_home, find_language
from desktop.jobs import Job, Jobs, Ticket
from desktop.main_window import MainWindow, grab
from desktop.mint import mint_fresh

if TYPE_CHECKING:
    from core.planner import State
    from desktop.workspace import Workspace

FAULT = 2


def open_window() -> int:
    """The window on the runner's own calendars; returns the exit status."""
    app = start_qt()
    words = Words(choose_language(None, find_language()))
    window = MainWindow(Bridge(words, Desk(_now, mint_fresh)))
    sys.excepthook = make_hook(find_home() / LOG_NAME, _now, window.errands.show_crash, sys.__excepthook__)
    window.show()
    QTimer.singleShot(0, lambda: _open_home(window, app))
    return app.exec()


def _open_home(window: MainWindow, app: QApplication) -> None:
    """The runner's home folder, opened beside the window's thread: its imports take longer than the window's own."""
    words = window.bridge.words

    def work(_ticket: Ticket) -> Callable[[], None]:
        from desktop import shell  # noqa: PLC0415 - stores, servers and checks of settings: not before the first paint

        workspace = shell.open_workspace(words)
        return lambda: shell.load_first(shell.furnish(window, workspace))

    def refuse(fault: CoreError) -> None:
        sys.stderr.write(f"liftslot: {words.phrase(fault.phrase)}\n")
        app.exit(FAULT)

    window.bridge.jobs.submit(LOCAL, Job(work, lambda furnish: furnish(), refuse))


def show_state(workspace: Workspace, state: State, *, picture: Path, stays: bool) -> None:
    """The window on a State: its picture into a file, and open until it is closed where it ``stays``."""
    from desktop import shell  # noqa: PLC0415 - see _open_home

    app = start_qt()
    shown = shell.build_shell(workspace)
    shown.bridge.load(state)
    shell.say_synced(shown)
    shown.window.show()
    shell.select_first(shown)

    def settle() -> None:
        QTimer.singleShot(SETTLE_MS, drawing.quit)

    drawing = QEventLoop()  # not the application's own: its quit may arrive late and end the next loop that runs
    when_idle(shown.bridge.jobs, lambda: QTimer.singleShot(SETTLE_MS, lambda: when_idle(shown.bridge.jobs, settle)))
    drawing.exec()
    picture.parent.mkdir(parents=True, exist_ok=True)
    grab(shown.window, picture)
    if stays:
        app.exec()
    shown.window.close()


def when_idle(jobs: Jobs, do: Callable[[], None]) -> None:
    """Do it once: now, or as soon as all work under way has been answered."""
    waiting = [do]

    def look() -> None:
        if waiting and not jobs.busy:
            waiting.pop()()

    jobs.idle.connect(look)
    QTimer.singleShot(0, look)


SETTLE_MS = 200  # after an answer the layout and the panel's next question come with the loop's next turns


def start_qt() -> QApplication:
    """The application object, once."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Liftslot")
    app.setDesktopFileName("liftslot")
    return app


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
