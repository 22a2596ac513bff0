"""What a rule is asked about: a stretch of a day for one session, and a week's sessions together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.errors import Param
from core.model.plan import Finding
from core.model.training import Form, SessionKind
from core.rules.board import Board, DayFacts, Lift, Run, monday_of
from core.rules.clock import HOUR
from core.rules.numbers import Numbers


class Slot(NamedTuple):
    """One session that might be: from ``start`` to ``end`` (seconds) on a day, beside the ``lifts`` that stand.

    A named tuple, because a season asks about thousands and these are made in half the time.
    """

    board: Board
    facts: DayFacts
    start: int
    end: int
    form: Form = Form.FULL
    kind: SessionKind = SessionKind.STRENGTH
    lifts: Sequence[Lift] = ()
    plyos: Sequence[int] = ()  # starts of the other springy sets
    novel: int = 0  # so many of its exercises are new to the runner

    @property
    def numbers(self) -> Numbers:
        """The numbers in force."""
        return self.board.numbers

    @property
    def day(self) -> int:
        """The day's ordinal."""
        return self.facts.day

    @property
    def minutes(self) -> int:
        """Its length."""
        return (self.end - self.start) // 60

    def on(self, distance: int) -> DayFacts:
        """The facts of the day that many days later."""
        return self.board.days[self.facts.day + distance]

    def last_run(self, *treated: str) -> Run | None:
        """The last run of these sorts on the day that ends before the session starts."""
        last = None
        for run in self.facts.runs:
            if run.end <= self.start and run.treated in treated and (last is None or run.end > last.end):
                last = run
        return last


class WeekSlots(NamedTuple):
    """A training week with the sessions that it would hold, by start."""

    board: Board
    monday: int
    lifts: Sequence[Lift]

    @property
    def numbers(self) -> Numbers:
        """The numbers in force."""
        return self.board.numbers


def same_week(one: int, other: int) -> bool:
    """True for two days of one training week, Monday to Sunday."""
    return monday_of(one) == monday_of(other)


def hours_between(earlier: int, later: int) -> int:
    """Whole hours of elapsed time, rounded down."""
    return (later - earlier) // HOUR


def forbid(rule: str, **params: Param) -> Finding:
    """What a hard rule says."""
    return Finding(rule, None, tuple(params.items()))


def count(rule: str, points: int, **params: Param) -> Finding | None:
    """What a soft rule says; nothing where a setting made it worth nothing."""
    return Finding(rule, points, tuple(params.items())) if points else None
