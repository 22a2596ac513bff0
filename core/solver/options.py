"""What else could be: other places for a session and what they cost, what stands in the way, what would help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from core.model.plan import Finding, Plan, Situation, SlotVerdict
from core.model.profile import Window
from core.model.training import Session, SessionKind
from core.rules.board import Board, Lift, lay_out, lifts_of, monday_of
from core.rules.rule import RULES, Scope
from core.rules.slot import WeekSlots
from core.rules.wishes import is_in_window
from core.solver.days import view_day
from core.solver.judge import judge_slot, near_lifts, slot_of
from core.solver.search import solve
from core.solver.slots import Judged, judge

OTHERS_MOST = 3
_OF_WEEK = tuple(rule.evaluate_week for rule in RULES if rule.scope is Scope.WEEK and rule.evaluate_week is not None)


@dataclass(frozen=True, slots=True)
class Other:
    """Another place for a session; ``cost`` is what the week's score would lose there (negative: gain)."""

    slot: SlotVerdict
    cost: int


@dataclass(frozen=True, slots=True)
class Blocker:
    """A rule that closes a day, with its parameters."""

    day: date
    finding: Finding


@dataclass(frozen=True, slots=True)
class Stress:
    """What is left of a plan when one weekday is lost every week."""

    weekday: int
    left: int
    total: int


def list_others(situation: Situation, sessions: Sequence[Session], uid: str) -> tuple[Other, ...]:
    """The best start of each other day of the session's week, the other sessions staying: the cheapest three."""
    board = lay_out(situation)
    session = next(each for each in sessions if each.uid == uid)
    rest = [each for each in sessions if each.uid != uid]
    lifts = lifts_of(rest, board.clock)
    here = lifts_of([session], board.clock)[0]
    now = _week_worth(board, lifts, here, judge(slot_of(board, session, rest)))
    found = []
    for day in range(monday_of(here.day), monday_of(here.day) + 7):
        best = view_day(board, day, near_lifts(lifts, day)).best() if day != here.day else None
        if best is not None:
            slot = judge_slot(situation, rest, board.clock.wall(best.start))
            there = replace(here, day=day, start=best.start, end=best.start + here.end - here.start)
            found.append(Other(slot, now - _week_worth(board, lifts, there, best.judged)))
    return tuple(sorted(found, key=lambda other: (other.cost, other.slot.start))[:OTHERS_MOST])


def _week_worth(board: Board, lifts: Sequence[Lift], lift: Lift, judged: Judged) -> int:
    """The score of a session and what it brings its week's pair terms."""
    monday = monday_of(lift.day)
    week = sorted((*(each for each in lifts if monday_of(each.day) == monday), lift), key=lambda each: each.start)
    slots = WeekSlots(board, monday, week)
    found = [evaluate(slots) for evaluate in _OF_WEEK]
    return judged.points + sum(finding.points or 0 for finding in found if finding is not None)


def find_conflict(situation: Situation, sessions: Sequence[Session], days: Sequence[date]) -> tuple[Blocker, ...]:
    """The smallest set of rules that together close all starts of these days; empty where one is open.

    A start is closed by each hard rule that speaks of it, or by its worst soft rule where it scores too little
    even for a light session. Without any one member of the set, some start would be open.
    """
    board = lay_out(situation)
    lifts = lifts_of(sessions, board.clock)
    closed: list[frozenset[Blocker]] = []
    for day in days:
        for said in _said(board, day.toordinal(), near_lifts(lifts, day.toordinal())):
            closers = _closers(said, board.numbers.score_light)
            if not closers:
                return ()
            closed.append(frozenset(Blocker(day, finding) for finding in closers))
    return _smallest_cover(closed)


def _said(board: Board, day: int, lifts: Sequence[Lift]) -> Iterator[Judged]:
    """What is said of each stretch of the day that fits a window; of a day without one, that it has none."""
    view = view_day(board, day, lifts)
    slots = [view.ask.slot(stretch.start, lifts) for stretch in view.stretches]
    fitting = [slot for slot in slots if is_in_window(slot)]
    yield from map(judge, fitting)
    if not fitting:
        yield Judged((Finding("P10", None, (("minutes", view.ask.minutes),)),), 0, hard=True)


def _closers(judged: Judged, least: int) -> tuple[Finding, ...]:
    hard = tuple(_bare(finding) for finding in judged.findings if finding.points is None)
    if hard or judged.points >= least:
        return hard
    return (_bare(min(judged.findings, key=lambda finding: finding.points or 0)),)


def _bare(finding: Finding) -> Finding:
    """The finding without the hours, which differ from start to start."""
    return finding._replace(params=tuple(each for each in finding.params if each[0] != "hours"))


def _smallest_cover(closed: Sequence[frozenset[Blocker]]) -> tuple[Blocker, ...]:
    """The fewest blockers that close every start, the first in order among equals."""
    minimal = [each for each in set(closed) if not any(other < each for other in closed)]
    known = sorted({blocker for each in minimal for blocker in each}, key=_blocker_key)
    sure = {next(iter(each)) for each in minimal if len(each) == 1}
    rest = [blocker for blocker in known if blocker not in sure]
    sets = (sure.union(more) for size in range(len(rest) + 1) for more in combinations(rest, size))
    return tuple(sorted(next(chosen for chosen in sets if all(chosen & each for each in minimal)), key=_blocker_key))


def _blocker_key(blocker: Blocker) -> tuple[date, str, str]:
    return (blocker.day, blocker.finding.rule, str(blocker.finding.params))


def stress_weekdays(situation: Situation) -> tuple[Stress, ...]:
    """For each weekday: how many sessions survive when it is lost in every week, each solved anew."""
    total = len(solve(situation).lifts)
    return tuple(Stress(weekday, len(solve(lose_weekday(situation, weekday)).lifts), total) for weekday in range(7))


def lose_weekday(situation: Situation, weekday: int) -> Situation:
    """The situation without any window on that weekday; planned sessions there are free to move."""
    schedule = situation.profile.schedule
    nothing: tuple[Window, ...] = ()
    windows = tuple(nothing if day == weekday else each for day, each in enumerate(schedule.windows))
    odd = tuple(
        replace(each, windows=nothing) if each.first == each.last and each.first.weekday() == weekday else each
        for each in schedule.exceptions
    )
    profile = replace(situation.profile, schedule=replace(schedule, windows=windows, exceptions=odd))
    return replace(situation, profile=profile)


def sessions_of(plan: Plan) -> tuple[Session, ...]:
    """The plan's strength sessions as sessions, for judging around them; UIDs are made up where there are none."""
    found = []
    for week in plan.weeks:
        for place in week.placements:
            if place.kind == SessionKind.STRENGTH:
                uid = place.uid or f"planned {place.start.isoformat()}"
                found.append(Session(uid, SessionKind.STRENGTH, place.form, place.start, place.end))
    return tuple(found)


def week_dates(monday: date) -> tuple[date, ...]:
    """The seven dates of a week."""
    return tuple(monday + timedelta(days=day) for day in range(7))
