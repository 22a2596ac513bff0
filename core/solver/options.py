"""What else could be: other places for a session and what they cost, and what is left when a weekday is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.model.plan import Plan, Situation, SlotVerdict
from core.model.profile import OddDays
from core.model.training import Session, SessionKind
from core.rules.board import Board, Lift, lay_out, lifts_of, monday_of
from core.rules.rule import RULES, Scope
from core.rules.slot import WeekSlots
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


def stress_weekdays(situation: Situation) -> tuple[Stress, ...]:
    """For each weekday: how many sessions survive when it is lost in every week, each solved anew.

    Counted are those of the horizon that are not done yet.
    """
    total = _count_ahead(situation)
    return tuple(
        Stress(weekday, _count_ahead(lose_weekday(situation, weekday)), total)
        for weekday in range(len(situation.profile.schedule.windows))
    )


def _count_ahead(situation: Situation) -> int:
    last = monday_of(situation.first.toordinal()) + 7 * situation.weeks
    lifts = solve(situation).lifts
    return sum(situation.first.toordinal() <= lift.day < last and not lift.done for lift in lifts)


def lose_weekday(situation: Situation, weekday: int) -> Situation:
    """The situation without any window on that weekday; what is planned there, pinned or not, is free to move."""
    schedule = situation.profile.schedule
    days = [situation.first + timedelta(days=day) for day in range(7 * situation.weeks)]
    lost = tuple(OddDays(day, day, ()) for day in days if day.weekday() == weekday)
    profile = replace(situation.profile, schedule=replace(schedule, exceptions=(*schedule.exceptions, *lost)))
    free = tuple(each for each in situation.fixed if each.start.date().weekday() == weekday and _is_ahead(each, days))
    fixed = tuple(each for each in situation.fixed if each not in free)
    return replace(situation, profile=profile, fixed=fixed, accepted=(*situation.accepted, *free))


def _is_ahead(session: Session, days: Sequence[date]) -> bool:
    return not (session.done or session.foreign) and session.start.date() in days


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
