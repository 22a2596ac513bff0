"""What the whole plan would be worth with a session at each start: for painting slots while a session is dragged.

The weeks before a slot are summed up forward, those after it backward; only its own week is weighed anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest

from core.model.plan import Situation
from core.rules.board import Lift, monday_of
from core.rules.clock import HOUR, MINUTE
from core.solver.chain import Coupling, Values, coupling_of, value_after, value_backward, value_forward
from core.solver.days import is_hard, view_starts
from core.solver.picks import Field, Pick, forgiven, lay_field, pick_of
from core.solver.weeks import (
    FULL_WORTH,
    KEPT_WORTH,
    SESSION_WORTH,
    Choice,
    is_allowed,
    list_choices,
    points_standing,
    weigh_choice,
)

QUARTER = 15
CLOSE_DAYS = 3  # further apart, 48 hours (72 at most) between starts are sure


@dataclass(frozen=True, slots=True, order=True)
class Worth:
    """A plan's worth in the order in which plans are compared."""

    sessions: int
    full: int
    kept: int
    score: int


@dataclass(frozen=True, slots=True)
class _Tables:
    field: Field
    weeks: tuple[tuple[Choice, ...], ...]
    coupling: Coupling
    before: Values
    after: Values


def value_table(situation: Situation, step_minutes: int = QUARTER) -> dict[datetime, Worth]:
    """Each start that no hard rule forbids -> the worth of the best plan that has a session of the day's form there.

    Sessions beyond those wanted are not counted in: a week that is full with standing ones has no starts.
    """
    field = lay_field(situation)
    weeks = tuple(list_choices(field, field.monday + 7 * week) for week in range(field.weeks))
    coupling = coupling_of(field, weeks)
    before, after = value_forward(coupling, weeks), value_backward(coupling, weeks)
    tables = _Tables(field, weeks, coupling, before, after)
    wall, found = field.board.clock.wall, {}
    for day in field.picks:
        for start, worth in _day_values(tables, day, step_minutes):
            found[wall(start)] = read_worth(worth)
    return found


def read_worth(worth: int) -> Worth:
    """The four figures packed into one."""
    score = (worth + KEPT_WORTH // 2) % KEPT_WORTH - KEPT_WORTH // 2
    rest = (worth - score) // KEPT_WORTH
    rest, kept = divmod(rest, FULL_WORTH // KEPT_WORTH)
    sessions, full = divmod(rest, SESSION_WORTH // FULL_WORTH)
    return Worth(sessions, full, kept, score)


def _day_values(tables: _Tables, day: int, step: int) -> Iterator[tuple[int, int]]:
    """Each open start of a day with the worth of the best plan that has a session there."""
    field, monday = tables.field, monday_of(day)
    standing = tuple(lift for lift in field.lifts if monday <= lift.day < monday + 7)
    if len(standing) >= field.wanted:
        return
    partners = [pick for other in range(monday, monday + 7) if other != day for pick in field.picks.get(other, ())]
    starts = [pick.start for pick in partners if abs(pick.day - day) <= CLOSE_DAYS]
    starts += [lift.start for lift in standing if abs(lift.day - day) <= CLOSE_DAYS]
    gap = field.board.numbers.hours_between_starts * HOUR
    rests: dict[tuple[bool, ...], int | None] = {}
    for first, points in _open_starts(field, day, step):
        for start in first:
            key = tuple([abs(start - other) < gap for other in starts])  # S15 is all that the start decides
            if key not in rests:
                rests[key] = _best_beside(tables, standing, _pick_at(field, day, start), partners)
            rest = rests[key]
            if rest is not None:
                yield start, rest + points


def _pick_at(field: Field, day: int, start: int) -> Pick:
    """A pick that is worth nothing by itself."""
    ask = field.views[day].ask
    there = view_starts(ask, field.views[day].lifts, [start]).stretches[0]
    return replace(pick_of(ask, there), points=0)


def _open_starts(field: Field, day: int, step: int) -> Iterator[tuple[Sequence[int], int]]:
    """The open starts of a day that score alike, with that score."""
    view, mercy = field.views[day], forgiven(field.board)
    starts = _starts_in_windows(field, day, step * MINUTE)
    place = 0
    stretches = view_starts(view.ask, view.lifts, starts).stretches
    for stretch, after in zip_longest(stretches, stretches[1:]):
        end = len(starts) if after is None else bisect_left(starts, after.start, place)
        if not is_hard(stretch.judged, mercy):
            yield starts[place:end], stretch.judged.points
        place = end


def _starts_in_windows(field: Field, day: int, step: int) -> list[int]:
    """The steps of the day that some window holds; all others are closed (P10)."""
    board, now = field.board, field.situation.not_before
    clock, length = board.clock, field.views[day].ask.minutes * MINUTE
    first = clock.midnight(day) if now is None else max(clock.midnight(day), int(now.timestamp()))
    found: set[int] = set()
    for each in (day, day + 1) if clock.sleep else (day,):
        opens = clock.midnight(each)
        for begin, end in board.windows(each):
            least = max(begin, first)
            found.update(range(least + (opens - least) % step, end - length + 1, step))
    return sorted(start for start in found if clock.day_of(start) == day) if clock.sleep else sorted(found)


def _best_beside(tables: _Tables, standing: Sequence[Lift], pick: Pick, partners: Sequence[Pick]) -> int | None:
    """The best plan with this pick, alone in its week or with one partner; None where it cannot be."""
    field = tables.field
    week = (pick.day - field.monday) // 7
    points = sum(points_standing(field, lift) for lift in standing)
    room = field.wanted - len(standing) - 1
    sets: list[tuple[Pick, ...]] = [(pick,)]
    if room > 0:
        sets += [tuple(sorted((pick, partner), key=lambda each: each.day)) for partner in partners]
    allowed = [chosen for chosen in sets if is_allowed(field, standing, chosen)]
    choices = (weigh_choice(field, field.monday + 7 * week, standing, chosen, points) for chosen in allowed)
    values = (_best_through(tables, week, choice) for choice in choices)
    return max((value for value in values if value is not None), default=None)


def _best_through(tables: _Tables, week: int, choice: Choice) -> int | None:
    """The most that a plan with this choice in its week can be worth; None where nothing may come before it."""
    coupling, best = tables.coupling, None
    for state, past in tables.before[week].items():
        if coupling.permits(state, choice):
            at = (week + 1, coupling.leads_to(state, choice))
            total = past + coupling.bonus(state, choice) + value_after(coupling, tables.weeks, tables.after, at)
            best = total if best is None else max(best, total)
    return None if best is None else best + choice.worth
