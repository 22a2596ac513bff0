"""What the panels and dialogs ask the planner: answered beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from core import planner
from core.model.plan import WeekPlan
from core.planner import State
from desktop.bridge import LOCAL, Bridge
from desktop.jobs import Job, Ticket

if TYPE_CHECKING:
    from core.solver.options import Other, Stress

T = TypeVar("T")


class Questions:
    """One question at a time: a newer one drops the older, whose answer nobody waits for any more."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._asked: Ticket | None = None

    def list_others(self, uid: str, done: Callable[[tuple[Other, ...]], None]) -> None:
        """The cheapest other places for a session."""
        self._ask(lambda state: planner.list_others(state, uid), done)

    def explain_week(self, monday: date, done: Callable[[WeekPlan], None]) -> None:
        """Why a week holds no more than it does, and what would help."""
        self._ask(lambda state: planner.explain_week(state, monday), done)

    def stress(self, done: Callable[[tuple[Stress, ...]], None]) -> None:
        """What is left of the plan where a weekday is lost in every week."""
        self._ask(planner.stress, done)

    def drop(self) -> None:
        """Nobody waits for an answer any more."""
        if self._asked:
            self._asked.drop()

    def _ask(self, work: Callable[[State], T], done: Callable[[T], None]) -> None:
        state = self._bridge.state
        assert state is not None
        self.drop()
        job = Job(lambda _ticket: work(state), done, lambda fault: self._bridge.failed.emit(fault.phrase))
        self._asked = self._bridge.jobs.submit(LOCAL, job)
