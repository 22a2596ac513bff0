"""What the rules say of a slot, a week or a day, given the other sessions; and of a plan as it stands.

Nothing here searches. ``sessions`` are always *all* the others: the caller leaves out the one that is asked about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from core.model.plan import DayVerdict, Finding, Situation, SlotVerdict, Verdict
from core.model.training import Form, Session, SessionKind
from core.rules.board import Board, Lift, lay_out, lifts_of
from core.rules.clock import DAY, HOUR, MINUTE
from core.rules.race import form_of_day
from core.rules.slot import Slot
from core.rules.spacing import keep_days_between
from core.solver.days import room_for, say_day, view_day
from core.solver.slots import Ask, Findings, Judged, judge, judge_others, judge_starts, verdict_of, weigh

HOURLY = "P07"  # the only one of the rules about other sessions that says hours
REMEMBERED_DAYS = 400
NEAR_DAYS = 40  # sessions further away say nothing to a week, but for the last one before a pause


@dataclass(frozen=True, slots=True)
class Breach:
    """A hard rule that a session of a plan breaks."""

    uid: str
    start: datetime
    finding: Finding


def judge_slot(
    situation: Situation,
    sessions: Sequence[Session],
    start: datetime,
    form: Form | None = None,
    minutes: int | None = None,
) -> SlotVerdict:
    """One start judged beside those sessions by every rule, in the day's form and length unless given."""
    board = lay_out(situation)
    seconds = int(start.timestamp())
    day = board.clock.day_of(seconds)
    form = form or form_of_day(board, day)
    length = (minutes or room_for(board, day, form)) * MINUTE
    slot = Slot(board, board.facts(day), seconds, seconds + length, form, lifts=lifts_of(sessions, board.clock))
    return _verdict(board, start, form, judge(slot))


def judge_week(
    situation: Situation,
    sessions: Sequence[Session],
    monday: date,
    step_minutes: int = 15,
    minutes: int | None = None,
) -> tuple[SlotVerdict, ...]:
    """Every start of a week, step by step from Monday 00:00 on the wall clock; 672 at quarter hours.

    A wall time that clocks skip is judged, and told, an hour later.
    """
    board = lay_out(situation)
    lifts = near_lifts(lifts_of(sessions, board.clock), monday.toordinal())
    found: list[SlotVerdict] = []
    for day in range(monday.toordinal(), monday.toordinal() + 7):
        for part in _bare_day(board, day, step_minutes, minutes):
            found.extend(_remember_beside(board, part, _near_day(lifts, part.ask.day)))
    return tuple(found)


def judge_days(situation: Situation, sessions: Sequence[Session], monday: date) -> tuple[DayVerdict, ...]:
    """The seven days of a week, each by its best start on the grid inside the windows, beside those sessions."""
    board = lay_out(situation)
    lifts = near_lifts(lifts_of(sessions, board.clock), monday.toordinal())
    first = monday.toordinal()
    return tuple(say_day(board, view_day(board, day, lifts)) for day in range(first, first + 7))


def check(situation: Situation, sessions: Sequence[Session]) -> tuple[Breach, ...]:
    """The hard rules that the sessions break as they stand, whoever placed them. No search."""
    board = lay_out(situation)
    given = {session.uid for session in sessions}
    everyone = [*sessions, *(session for session in situation.fixed if session.uid not in given)]
    found: list[Breach] = []
    for session in sorted(sessions, key=lambda each: (each.start, each.uid)):
        if not (session.foreign or session.done):
            others = [other for other in everyone if other.uid != session.uid]
            hard = (finding for finding in judge(slot_of(board, session, others)).findings if finding.points is None)
            found.extend(Breach(session.uid, session.start, finding) for finding in hard)
    return tuple(found)


def slot_of(board: Board, session: Session, others: Iterable[Session]) -> Slot:
    """A session where it stands, beside the others."""
    others = tuple(others)
    start, end = int(session.start.timestamp()), int(session.end.timestamp())
    plyos = tuple(int(other.start.timestamp()) for other in others if other.kind is SessionKind.PLYO)
    facts = board.facts(board.clock.day_of(start))
    lifts = lifts_of(others, board.clock)
    return Slot(board, facts, start, end, session.form, session.kind, lifts, plyos)


def near_lifts(lifts: Sequence[Lift], day: int) -> tuple[Lift, ...]:
    """The sessions that can matter to the week of a day: those around it and the last one before."""
    before = [lift for lift in lifts if lift.day < day - NEAR_DAYS]
    around = [lift for lift in lifts if abs(lift.day - day) <= NEAR_DAYS]
    return (*before[-1:], *around)


def _near_day(lifts: Sequence[Lift], day: int) -> list[Lift]:
    """Of a week's near sessions those that can matter to one day: a fortnight around it and the last one before."""
    before = [lift for lift in lifts if lift.day < day - 10]
    return before[-1:] + [lift for lift in lifts if -10 <= lift.day - day <= 10]


@dataclass(frozen=True, slots=True)
class _Part:
    """The starts of one rules' day on one calendar day, judged as if no other session stood."""

    ask: Ask
    starts: tuple[int, ...]
    walls: tuple[datetime, ...]
    alone: tuple[Findings, ...]
    verdicts: tuple[SlotVerdict, ...] = ()


def _bare_day(board: Board, day: int, step: int, minutes: int | None) -> tuple[_Part, ...]:
    key = ("bare", day, step, minutes)
    known: tuple[_Part, ...] | None = board.memo.get(key)
    if known is None:
        known = tuple(_bare_parts(board, day, step, minutes))
        board.memo[key] = known
    return known


def _bare_parts(board: Board, day: int, step: int, minutes: int | None) -> Iterable[_Part]:
    clock = board.clock
    starts: dict[int, list[int]] = {}
    for seconds in clock.steps(day, step):
        starts.setdefault(clock.day_of(seconds) if clock.sleep else day, []).append(seconds)
    for each, found in starts.items():
        form = form_of_day(board, each)
        ask = Ask(board, each, minutes or room_for(board, each, form), form, hourly=True)
        alone = tuple(findings for _, times, findings in judge_starts(ask, found) for _ in range(times))
        part = _Part(ask, tuple(found), tuple(clock.walls(day, found)), alone)
        yield replace(part, verdicts=tuple(_verdicts(ask, part, [()] * len(found))))


def _remember_beside(board: Board, part: _Part, lifts: Sequence[Lift]) -> Sequence[SlotVerdict]:
    """The same question is asked again with every press of the mouse; the last few hundred days are remembered."""
    key = (id(part), *((lift.start, lift.end, lift.form, lift.done) for lift in lifts))
    known: Sequence[SlotVerdict] | None = board.beside_memo.get(key)
    if known is None:
        if len(board.beside_memo) >= REMEMBERED_DAYS:
            board.beside_memo.clear()
        known = board.beside_memo[key] = tuple(_beside(board, part, lifts))
    return known


def _beside(board: Board, part: _Part, lifts: Sequence[Lift]) -> Iterable[SlotVerdict]:
    """The part's verdicts once other sessions stand; the very same objects where none of them speaks."""
    ask = part.ask
    others = judge_others(ask, part.starts[0], lifts)
    if not others:
        return part.verdicts
    if not any(finding.rule == HOURLY for finding in others):
        return _verdicts(ask, part, [others] * len(part.starts))
    near = [lift for lift in lifts if abs(lift.day - ask.day) < board.numbers.sessions_gap_days]
    rest = tuple(finding for finding in others if finding.rule != HOURLY)
    cuts = sorted(set(_cuts_of_lifts(ask, near)))
    known: dict[int, Findings] = {}
    said = []
    for start in part.starts:
        stretch = bisect_right(cuts, start)
        if stretch not in known:
            known[stretch] = (*rest, *filter(None, (keep_days_between(ask.slot(start, near)),)))
        said.append(known[stretch])
    return _verdicts(ask, part, said)


def _cuts_of_lifts(ask: Ask, lifts: Iterable[Lift]) -> Iterable[int]:
    """Where the nearest session changes and where whole hours to it do (P07 says how many)."""
    length, early = ask.minutes * MINUTE, ask.board.clock.midnight(ask.day)
    starts = sorted(lift.start for lift in lifts)
    yield from ((one + other) // 2 + 1 for one, other in pairwise(starts))
    for lift in lifts:
        yield lift.start
        yield lift.start + 1
        edges = [lift.end] if lift.day <= ask.day else []
        edges += [lift.start - length + 1] if lift.day >= ask.day else []
        for edge in edges:
            yield from range(early + (edge - early) % HOUR, early + 2 * DAY, HOUR)


def _verdicts(ask: Ask, part: _Part, others: Sequence[Findings]) -> Iterable[SlotVerdict]:
    """The part's slots with what other sessions add; starts that are told the same share one answer."""
    numbers = ask.board.numbers
    known: dict[tuple[int, int], tuple[Form, Verdict, int | None, Findings]] = {}
    for wall, alone, more in zip(part.walls, part.alone, others, strict=True):
        key = (id(alone), id(more))
        told = known.get(key)
        if told is None:
            judged = weigh(alone + more, numbers)
            score = judged.score()
            told = known[key] = (ask.form, verdict_of(score, numbers), score, judged.findings)
        yield SlotVerdict(wall, *told)


def _verdict(board: Board, start: datetime, form: Form, judged: Judged) -> SlotVerdict:
    score = judged.score()
    wall = start.astimezone(board.clock.zone)
    return SlotVerdict(wall, form, verdict_of(score, board.numbers), score, judged.findings)
