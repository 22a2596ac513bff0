"""What stands in the way: the smallest set of rules and appointments that closes days, and whose entries they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from core.model.plan import Blocker, Finding, Situation
from core.model.training import Entry, Kind, Session, Treated
from core.rules.board import Board, Lift, lay_out, lifts_of
from core.rules.clock import MINUTE
from core.rules.wishes import is_in_window, no_room
from core.solver.days import DayView, Stretch, evening, view_day
from core.solver.judge import near_lifts
from core.solver.slots import Judged, ask_day, judge

NO_ROOM = "P10"
HOURS = "hours"
NAMED_BY = ("run", "race", "title")  # parameters that hold an entry's title
LONG_DAYS = {"P01": range(1, 3), "P02": range(1)}  # rules about long runs name none: how far off it is


def find_conflict(
    situation: Situation, sessions: Sequence[Session], days: Sequence[date], least: int | None = None
) -> tuple[Blocker, ...]:
    """The smallest set of rules and appointments that together close all starts of these days; empty where one is open.

    A start is closed by each hard rule that speaks of it (by each run or appointment that takes its room), or by its
    worst soft rule where it scores less than ``least`` (without it: too little even for a light session). The set
    closes the days by itself, and no smaller one does. Starts that are past say nothing.
    """
    board = lay_out(situation)
    lifts = lifts_of(sessions, board.clock)
    least = board.numbers.score_light if least is None else least
    found: list[Blocker] = []
    for day in days:
        told = tuple(_told(situation, board, day, lifts))
        closed = [_close(situation, each, least) for each in told]
        if not all(closed):
            return ()
        hours = _most_hours(told)
        cover = _smallest_cover(closed)  # each blocker closes one day only, so days are covered one by one
        found += [replace(blocker, finding=hours.get(blocker.finding, blocker.finding)) for blocker in cover]
    return tuple(sorted(found, key=_blocker_key))


_Told = tuple[date, Judged, int, int]  # day, what is said, start and end; seconds


def _told(situation: Situation, board: Board, day: date, lifts: Sequence[Lift]) -> Iterator[_Told]:
    """What is said of each start of the day that fits a window; of a day without one, that it has none."""
    near = near_lifts(lifts, day.toordinal())
    now = int(situation.not_before.timestamp()) if situation.not_before else None
    view = view_day(board, day.toordinal(), near)
    length = view.ask.minutes * MINUTE
    fitting = [each for each in view.stretches if is_in_window(view.ask.slot(each.start))]
    if not fitting:
        shut = [finding for finding in ask_day(view.ask.slot(evening(view.ask))) if finding.points is None]
        yield day, Judged((*shut, no_room(view.ask.minutes)), 0, hard=True), 0, 0
    for stretch in fitting:
        judged = judge(view.ask.slot(stretch.start, near))
        starts = starts_of(view, stretch) if _lacks_room(judged) else (stretch.start,)
        yield from ((day, judged, start, start + length) for start in starts if now is None or start >= now)


def starts_of(view: DayView, stretch: Stretch) -> Sequence[int]:
    """All starts of a stretch: what takes their room may differ."""
    place = view.starts.index(stretch.start)
    return view.starts[place : place + stretch.times]


def _lacks_room(judged: Judged) -> bool:
    return any(finding.rule == NO_ROOM for finding in judged.findings)


def _close(situation: Situation, told: _Told, least: int) -> frozenset[Blocker]:
    """All that closes a start, each enough by itself; empty where it is open."""
    day, judged, start, end = told
    hard = [finding for finding in judged.findings if finding.points is None]
    if not hard and judged.points >= least:
        return frozenset()
    worst = hard or [min(judged.findings, key=lambda finding: finding.points or 0)]
    found: set[Blocker] = set()
    for finding in map(_bare, worst):
        takers = _takers(situation, start, end) if finding.rule == NO_ROOM and end else []
        entries: Sequence[Entry | None] = takers or [_entry_of(situation, day, finding)]
        found.update(Blocker(day, finding, entry) for entry in entries)
    return frozenset(found)


def _bare(finding: Finding) -> Finding:
    """The finding without the hours, which differ from start to start."""
    return finding._replace(params=tuple(each for each in finding.params if each[0] != HOURS))


def _most_hours(told: Sequence[_Told]) -> dict[Finding, Finding]:
    """Bare findings -> the same with the most hours that any start of the day has: the nearest that it comes to open."""
    findings = [finding for _, judged, _, _ in told for finding in judged.findings]
    return {_bare(each): each for each in sorted(findings, key=lambda each: dict(each.params).get(HOURS, 0))}


def _takers(situation: Situation, start: int, end: int) -> list[Entry]:
    """The runs and appointments that leave no room for a session at that time, with the buffer."""
    buffer = situation.profile.schedule.buffer_minutes * MINUTE
    return [
        entry
        for entry in situation.entries
        if (entry.busy or entry.is_run)
        and entry.occurrence.own is None
        and entry.kind is not Kind.STRENGTH
        and entry.start.timestamp() < end + buffer
        and entry.end.timestamp() > start - buffer
    ]


def _entry_of(situation: Situation, day: date, finding: Finding) -> Entry | None:
    """The run that a rule speaks of: the nearest one with the title that it names, or the long run near the day."""
    titles = {value for name, value in finding.params if name in NAMED_BY}
    runs = [entry for entry in situation.entries if entry.is_run and entry.title in titles]
    if finding.rule in LONG_DAYS:
        dates = [day + timedelta(days=distance) for distance in LONG_DAYS[finding.rule]]
        runs = [e for e in situation.entries if e.treated_as is Treated.LONG and e.start.date() in dates]
    return min(runs, key=lambda entry: abs((entry.start.date() - day).days), default=None)


def _smallest_cover(closed: Sequence[frozenset[Blocker]]) -> tuple[Blocker, ...]:
    """The fewest blockers that close every start, the first in order among equals."""
    minimal = [each for each in set(closed) if not any(other < each for other in closed)]
    known = sorted({blocker for each in minimal for blocker in each}, key=_blocker_key)
    sure = {next(iter(each)) for each in minimal if len(each) == 1}
    rest = [blocker for blocker in known if blocker not in sure]
    sets = (sure.union(more) for size in range(len(rest) + 1) for more in combinations(rest, size))
    return tuple(sorted(next(chosen for chosen in sets if all(chosen & each for each in minimal)), key=_blocker_key))


def _blocker_key(blocker: Blocker) -> tuple[date, str, str, bool, str]:
    """An appointment before a run: it may be the runner's to move."""
    entry = blocker.entry
    where = f"{entry.start.isoformat()} {entry.uid}" if entry else ""
    is_run = entry is not None and entry.is_run
    return (blocker.day, blocker.finding.rule, str(blocker.finding.params), is_run, where)
