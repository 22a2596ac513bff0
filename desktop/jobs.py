"""The only file that knows threads: work off the window's thread, answers on it.

One daemon thread per lane runs pure work on plain values. It never touches a QObject: it puts the answer into a
queue and wakes the window's thread with one byte through a socket pair; everything else happens there.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from core.errors import CoreError

T = TypeVar("T")


class Ticket:
    """A piece of work under way: can be stopped, and tells how far it is."""

    __slots__ = ("_dropped", "_progress", "_stop", "ended")

    def __init__(self, progress: Callable[[int, int], None]) -> None:
        self._stop = threading.Event()
        self._dropped = False
        self.ended = False  # true once its answer was delivered, whatever it was
        self._progress = progress

    @property
    def dropped(self) -> bool:
        """True where nobody waits for the answer any more."""
        return self._dropped

    def ask(self) -> None:
        """Ask the work to end early; what it has to tell is still delivered."""
        self._stop.set()

    def drop(self) -> None:
        """Ask the work to end; its answer is not delivered any more."""
        self._dropped = True
        self._stop.set()

    def stopped(self) -> bool:
        """True once it was asked to end; work that takes long looks here."""
        return self._stop.is_set()

    def report(self, done: int, total: int) -> None:
        """Tell the window how many of how many steps are done."""
        self._progress(done, total)


class Job(Generic[T]):
    """What to do and whom to tell; the callables after ``work`` run on the window's thread."""

    __slots__ = ("done", "failed", "progress", "work")

    def __init__(
        self,
        work: Callable[[Ticket], T],
        done: Callable[[T], None],
        failed: Callable[[CoreError], None],
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self.work = work
        self.done = done
        self.failed = failed
        self.progress = progress


class Jobs(QObject):
    """The lanes. Work in one lane runs in order, lanes run side by side."""

    idle = Signal()  # every answer was delivered, and nothing is under way

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, SimpleQueue[Callable[[], None] | None]] = {}
        self._answers: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._here, self._there = socket.socketpair()
        self._here.setblocking(False)
        self._there.setblocking(False)
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._deliver)
        self._running = 0

    @property
    def busy(self) -> bool:
        """True while work is under way."""
        return self._running > 0

    def submit(self, lane: str, job: Job[T]) -> Ticket:
        """Start a job in a lane as soon as the lane is free."""
        ticket = Ticket(lambda done, total: self._answer(lambda: job.progress(done, total)))
        self._running += 1
        self._lane(lane).put(lambda: self._answer(self._finish(job, ticket, run_job(job, ticket))))
        return ticket

    def close(self) -> None:
        """Let every lane end after what it is doing; nothing is delivered any more."""
        self._notifier.setEnabled(False)
        for lane in self._lanes.values():
            lane.put(None)
        self._lanes.clear()
        self._here.close()
        self._there.close()

    def _lane(self, name: str) -> SimpleQueue[Callable[[], None] | None]:
        if name not in self._lanes:
            tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
            threading.Thread(target=_serve, args=(tasks,), name=f"lane-{name}", daemon=True).start()
            self._lanes[name] = tasks
        return self._lanes[name]

    def _answer(self, call: Callable[[], None]) -> None:
        """Called in a lane: hand a call over to the window's thread and wake it."""
        self._answers.put(call)
        self._wake()

    def _wake(self) -> None:
        with suppress(OSError):  # a full pipe is awake already, a closed one needs no waking
            self._there.send(b"!")

    def _finish(self, job: Job[Any], ticket: Ticket, outcome: Outcome) -> Callable[[], None]:
        def deliver() -> None:
            self._running -= 1
            ticket.ended = True
            try:
                if not ticket.dropped:
                    outcome(job)
            finally:
                if not self._running:  # the answer may have asked for more
                    self.idle.emit()

        return deliver

    def _deliver(self) -> None:
        with suppress(BlockingIOError):
            self._here.recv(4096)
        try:
            while not self._answers.empty():
                self._answers.get()()
        finally:
            if not self._answers.empty():  # one of them was a bug: the others come with the next waking
                self._wake()


Outcome = Callable[[Job[Any]], None]


def run_job(job: Job[T], ticket: Ticket) -> Outcome:
    """What to tell the window after doing the work: the answer, a mendable fault, or a bug to raise there."""
    if ticket.dropped:
        return lambda _job: None
    try:
        answer = job.work(ticket)
    except CoreError as fault:
        refused = fault
        return lambda to: to.failed(refused)
    except Exception as bug:  # noqa: BLE001 - raised again on the window's thread, where the crash dialog is
        crash = bug
        return lambda _job: _raise(crash)
    return lambda to: to.done(answer)


def _raise(bug: Exception) -> None:
    raise bug


def _serve(tasks: SimpleQueue[Callable[[], None] | None]) -> None:
    while (task := tasks.get()) is not None:
        task()
