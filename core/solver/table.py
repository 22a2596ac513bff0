"""What the whole plan would be worth with a session at each start: for painting slots while a session is dragged.

The weeks before a slot are summed up forward, those after it backward; only its own week is weighed anew.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.model.plan import Situation
from core.rules.board import monday_of
from core.rules.clock import HOUR, MINUTE
from core.solver.chain import (
    Coupling,
    State,
    Values,
    best_before,
    coupling_of,
    value_after,
    value_backward,
    value_forward,
)
from core.solver.days import Stretch, is_hard
from core.solver.picks import Field, forgiven, lay_field, pick_of
from core.solver.weeks import (
    FULL_WORTH,
    KEPT_WORTH,
    NO_RACES,
    SESSION_WORTH,
    Choice,
    Part,
    Week,
    is_allowed,
    list_choices,
    open_week,
    part_of,
    points_together,
    weigh_choice,
)

QUARTER = 15


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
    known: dict[tuple[int, int, int, int, frozenset[int], int], int | None] = dataclasses.field(default_factory=dict)
    open: dict[int, tuple[Week, tuple[Part, ...]]] = dataclasses.field(default_factory=dict)


def value_table(situation: Situation, step_minutes: int = QUARTER) -> dict[datetime, Worth]:
    """Each start that no hard rule forbids -> the worth of the best plan that has a session of the day's form there.

    Sessions beyond those wanted are not counted in: a week that is full with standing ones has no starts.
    """
    ground = lay_field(situation)
    weeks = tuple(list_choices(ground, ground.monday + 7 * week) for week in range(ground.weeks))
    coupling = coupling_of(ground, weeks)
    before, after = value_forward(coupling, weeks), value_backward(coupling, weeks)
    tables = _Tables(ground, weeks, coupling, before, after)
    clock, known = ground.board.clock, {}
    found: dict[datetime, Worth] = {}
    for day in ground.picks:
        values = tuple(_day_values(tables, day, step_minutes))
        for wall, (_, worth) in zip(clock.walls(day, [start for start, _ in values]), values, strict=True):
            if worth not in known:
                known[worth] = read_worth(worth)
            found[wall] = known[worth]
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
    field = tables.field
    week, parts = _open_week(tables, monday_of(day))
    if not week.room:
        return
    partners = [part for part in parts if part.pick.day != day]
    stretches = _open_starts(field, day, step)
    starts = [lift.start for lift in (*[part.lift for part in partners], *week.standing)]
    undecided = _undecided(stretches, starts, round(field.board.numbers.hours_between_starts * HOUR))
    rests: dict[int, int | None] = {}
    beside: list[tuple[tuple[Part, ...], int]] | None = None
    for alike, stretch in stretches:
        for start in alike:
            key = bisect_right(undecided, start)
            if key not in rests:
                pick = pick_of(field.views[day].ask, stretch._replace(start=start))
                part = part_of(field, pick._replace(points=0))
                beside = _list_beside(tables, week, part, partners) if beside is None else beside
                rests[key] = _best_beside(week, part, beside)
            rest = rests[key]
            if rest is not None:
                yield start, rest + stretch.judged.points


def _open_week(tables: _Tables, monday: int) -> tuple[Week, tuple[Part, ...]]:
    """A week with all its picks, remembered for its seven days."""
    known = tables.open.get(monday)
    if known is None:
        field = tables.field
        picks = [pick for day in range(monday, monday + 7) for pick in field.picks.get(day, ())]
        known = tables.open[monday] = (open_week(field, monday), tuple([part_of(field, pick) for pick in picks]))
    return known


def _undecided(stretches: Sequence[tuple[Sequence[int], Stretch]], starts: Sequence[int], gap: int) -> list[int]:
    """The instants of the day at which another start becomes or stops being near (S15); nothing else depends on it."""
    if not stretches:
        return []
    first, last = stretches[0][0][0], stretches[-1][0][-1]
    edges = {start + sign * gap + (sign < 0) for start in starts for sign in (-1, 1)}
    return sorted([edge for edge in edges if first < edge <= last])


def _open_starts(field: Field, day: int, step: int) -> list[tuple[Sequence[int], Stretch]]:
    """The open starts of a day, stretch by stretch; a stretch has one start at least."""
    view, mercy = field.views[day], forgiven(field.board)
    if view.closers:
        return []
    starts = _starts_in_windows(field, day, step * MINUTE)
    found: list[tuple[Sequence[int], Stretch]] = []
    for stretch in view.with_starts(starts).fitting:
        if not is_hard(stretch.judged, mercy):
            place = bisect_left(starts, stretch.start)
            found.append((starts[place : place + stretch.times], stretch))
    return found


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


def _best_beside(week: Week, part: Part, beside: Sequence[tuple[tuple[Part, ...], int]]) -> int | None:
    """The best plan with this pick beside one of these; None where it cannot be."""
    return max([rest + points_together(week, (part, *others)) for others, rest in beside], default=None)


def _list_beside(
    tables: _Tables, week: Week, part: Part, partners: Sequence[Part]
) -> list[tuple[tuple[Part, ...], int]]:
    """What a pick of that day may stand beside in its week (nothing, or one partner), with the worth of that plan.

    It is the same for every start of the day but for what S14 to S17 say of the week, which is left out.
    """
    place, start = (week.monday - tables.field.monday) // 7, part.lift.start
    found: list[tuple[tuple[Part, ...], int]] = []
    for others in ((), *[(each,) for each in partners if week.room > 1]):
        chosen = (*others, part) if others and others[0].lift.start < start else (part, *others)
        if is_allowed(week, chosen):
            choice = weigh_choice(week, chosen, 0)
            around = _around(tables, place, choice)
            if around is not None:
                found.append((others, choice.worth + around))
    return found


def _around(tables: _Tables, place: int, choice: Choice) -> int | None:
    """The most that all other weeks can be worth around a choice, remembered by all that they see of it."""
    key = (place, choice.mask, choice.gains, choice.shuns, choice.races, choice.pause_day)
    if key not in tables.known:
        tables.known[key] = _weigh_around(tables, place, choice)
    return tables.known[key]


def _weigh_around(tables: _Tables, place: int, choice: Choice) -> int | None:
    coupling, before = tables.coupling, tables.before[place]
    if not coupling.tracks_pause:
        past = best_before(coupling, before, choice)
        return None if past is None else past + _after(tables, place, (0, NO_RACES, 0), choice)
    totals = [
        past + coupling.bonus(state, choice) + _after(tables, place, state, choice)
        for state, past in before.items()
        if coupling.permits(state, choice)
    ]
    return max(totals, default=None)


def _after(tables: _Tables, place: int, state: State, choice: Choice) -> int:
    at = (place + 1, tables.coupling.leads_to(state, choice))
    return value_after(tables.coupling, tables.weeks, tables.after, at)
