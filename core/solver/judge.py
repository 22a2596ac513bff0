"""What the rules say of a slot, a week or a day, given the other sessions; and of a plan as it stands.

Nothing here searches. ``sessions`` are always *all* the others: the caller leaves out the one that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from core.model.plan import DayVerdict, Finding, Situation, SlotVerdict
from core.model.training import Form, Session, SessionKind
from core.rules.board import Board, Lift, lay_out, lifts_of
from core.rules.clock import MINUTE
from core.rules.race import form_of_day
from core.rules.slot import Slot
from core.solver.days import room_for, say_day, say_whole_day, view_day
from core.solver.paint import paint_day
from core.solver.slots import Findings, Judged, judge, verdict_of

REMEMBERED_WEEKS = 8
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
    lifts = lifts_of(_sessions_near(sessions, monday), board.clock)
    key = (monday, step_minutes, minutes, *((lift.start, lift.end, lift.form, lift.done) for lift in lifts))
    known = board.week_memo.get(key)
    if known is None:
        if len(board.week_memo) >= REMEMBERED_WEEKS:
            board.week_memo.clear()
        first = monday.toordinal()
        days = [paint_day(board, day, step_minutes, minutes, lifts) for day in range(first, first + 7)]
        known = board.week_memo[key] = tuple(chain.from_iterable(days))
    return known


def _sessions_near(sessions: Sequence[Session], monday: date) -> list[Session]:
    """Those that can matter to a week: all around it and the last strength before, found before times are worked out."""
    first, last = monday - timedelta(days=12), monday + timedelta(days=18)  # wider by the days that zones differ
    near = [each for each in sessions if first <= each.start.date() <= last]
    before = [each for each in sessions if each.start.date() < first and each.kind is SessionKind.STRENGTH]
    return [*near, max(before, key=_by_start)] if before else near


def _by_start(session: Session) -> tuple[datetime, str]:
    return (session.start, session.uid)


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
            hard = (finding for finding in _findings_on(board, session, others) if finding.points is None)
            found.extend(Breach(session.uid, session.start, finding) for finding in hard)
    return tuple(found)


def _findings_on(board: Board, session: Session, others: Sequence[Session]) -> Findings:
    """What is said of a session where it stands; of one with a date and no time, what is said of its day."""
    if not session.is_all_day:
        return judge(slot_of(board, session, others)).findings
    day = lifts_of([session], board.clock)[0].day
    return say_whole_day(board, view_day(board, day, near_lifts(lifts_of(others, board.clock), day), session.form))


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


def _verdict(board: Board, start: datetime, form: Form, judged: Judged) -> SlotVerdict:
    score = judged.score()
    wall = start.astimezone(board.clock.zone)
    return SlotVerdict(wall, form, verdict_of(score, board.numbers), score, judged.findings)
