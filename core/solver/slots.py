"""The starts that a session might have, and what the rules say of each.

Between two *turns* (a run's end plus three hours, a window's edge, ...) a rule says the same of every start, so each
rule is asked at its own turns only. ``tests/core/solver/test_slots.py`` proves it against asking for every start.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from core.model.plan import Finding, Verdict
from core.model.training import Form, SessionKind
from core.rules import wishes
from core.rules.board import Board, Lift
from core.rules.clock import DAY, MINUTE, Clock
from core.rules.numbers import Numbers
from core.rules.rule import Evaluate, Scope, evaluators
from core.rules.slot import Slot
from core.rules.turns import ROOM, SESSIONS, Watch, watch_day

Findings = tuple[Finding, ...]

GOOD, OK, AVOID, FORBIDDEN = Verdict.GOOD, Verdict.OK, Verdict.AVOID, Verdict.FORBIDDEN  # each look in there is a call
_BY_DAY = evaluators(SessionKind.STRENGTH, Scope.DAY)
_BY_SLOT = evaluators(SessionKind.STRENGTH, Scope.SLOT)
_BY_CONTENT = evaluators(SessionKind.STRENGTH, Scope.CONTENT)
_BY_OTHERS = evaluators(SessionKind.STRENGTH, Scope.OTHERS)
_ASIDE = tuple(evaluate for evaluate in _BY_OTHERS if evaluate is not SESSIONS.evaluate)
_LIFT = (*_BY_DAY, *_BY_SLOT, *_BY_OTHERS, *_BY_CONTENT)
_PLYO = evaluators(SessionKind.PLYO, Scope.DAY, Scope.SLOT, Scope.OTHERS)
_BY_RULE = itemgetter(0)


class Judged(NamedTuple):
    """What the rules say of one slot: ``points`` is the score before it is called forbidden."""

    findings: Findings
    points: int
    hard: bool

    def score(self) -> int | None:
        """The score, None where a hard rule forbids."""
        return None if self.hard else self.points


def weigh(findings: Findings, numbers: Numbers) -> Judged:
    """The findings in the table's order with their sum."""
    points, hard = numbers.score_base, False
    for finding in findings:
        if finding.points is None:
            hard = True
        else:
            points += finding.points
    return Judged(tuple(sorted(findings, key=_BY_RULE)), points, hard)


def verdict_of(score: int | None, numbers: Numbers) -> Verdict:
    """Good from 60, ok from 40, else avoid; forbidden without a score."""
    if score is None:
        return FORBIDDEN
    if score >= numbers.score_good:
        return GOOD
    return OK if score >= numbers.score_ok else AVOID


def judge(slot: Slot) -> Judged:
    """What all rules say of one slot, asked one by one."""
    return weigh(_ask(_PLYO if slot.kind is SessionKind.PLYO else _LIFT, slot), slot.numbers)


def _ask(rules: Sequence[Evaluate], slot: Slot) -> Findings:
    return tuple([found for evaluate in rules if (found := evaluate(slot)) is not None])


@dataclass(frozen=True, slots=True)
class Ask:
    """Many starts of one day for a session of one length and form."""

    board: Board
    day: int
    minutes: int
    form: Form

    def slot(self, start: int, lifts: Sequence[Lift] = ()) -> Slot:
        """One of the starts as a slot."""
        return Slot(
            self.board, self.board.facts(self.day), start, start + self.minutes * MINUTE, self.form, lifts=lifts
        )


def judge_starts(ask: Ask, starts: Sequence[int], by_day: Findings) -> Iterator[tuple[int, int, Findings]]:
    """Stretches of starts (one at least) that all rules see alike: (first, how many, what is said of the first).

    Only rules that need no other sessions are asked. ``by_day`` is what ``ask_day`` says of the day.
    """
    slot = ask.slot(starts[0])
    yield from _judge((ROOM, *watch_day(slot)), slot, starts, by_day)


def judge_open(ask: Ask, starts: Sequence[int], by_day: Findings) -> Iterator[tuple[int, int, Findings]]:
    """Of the stretches of ``judge_starts`` those that lie in a window and clear of everything else (P10)."""
    slot = ask.slot(starts[0])
    for begin, end in places_with_room(slot, starts):
        yield from _judge(watch_day(slot), move_slot(slot, starts[begin]), starts[begin:end], by_day)


def _judge(
    watches: Sequence[Watch], slot: Slot, starts: Sequence[int], by_day: Findings
) -> Iterator[tuple[int, int, Findings]]:
    turns = [find_turns(watch, slot, starts) for watch in watches]
    said = [watch.evaluate(slot) for watch in watches]
    begin = 0
    for place in sorted({place for places in turns for place in places}):
        yield starts[begin], place - begin, by_day + tuple(filter(None, said))
        begin, there = place, move_slot(slot, starts[place])
        for number, watch in enumerate(watches):
            if place in turns[number] or (watch.mark and said[number]):  # the hours in what is said go on
                said[number] = watch.evaluate(there)
    yield starts[begin], len(starts) - begin, by_day + tuple(filter(None, said))


def places_with_room(slot: Slot, starts: Sequence[int]) -> list[tuple[int, int]]:
    """The places in ``starts`` that P10 leaves open, as (first, the one after the last), by first and separate."""
    found: list[tuple[int, int]] = []
    after = 0
    for first, last in wishes.spans_with_room(slot, starts[-1]):
        begin, end = max(after, bisect_left(starts, first)), bisect_right(starts, last)
        if begin < end:
            found.append((begin, end))
            after = end
    return found


def find_turns(watch: Watch, slot: Slot, starts: Sequence[int]) -> Sequence[int]:
    """The places in ``starts`` at which a rule has to be asked anew, by place, without the first (``slot``)."""
    first, last = slot.start, starts[-1]
    turns = [turn for turn in watch.turns(slot, last) if first < turn <= last]
    return sorted({bisect_left(starts, turn) for turn in turns}) if turns else ()


def move_slot(slot: Slot, start: int) -> Slot:
    """The slot with another start on its day."""
    board, facts, first, end, form, kind, lifts, *_ = slot
    return Slot(board, facts, start, start + end - first, form, kind, lifts)


def ask_day(slot: Slot) -> Findings:
    """What the rules say of every start of a day alike."""
    return _ask(_BY_DAY, slot)


def ask_others(slot: Slot) -> Findings:
    """What the rules say of a slot that look at the other sessions."""
    return _ask(_BY_OTHERS, slot)


def ask_aside(slot: Slot) -> Findings:
    """Of what the rules say that look at the other sessions, all that every start of the day is told (P07 is not)."""
    return _ask(_ASIDE, slot)


def grid_starts(board: Board, day: int) -> list[int]:
    """The starts that the planner tries on a day: steps from the start of each of its windows, by the wall clock."""
    clock, step = board.clock, board.profile.schedule.grid_minutes * MINUTE
    if not clock.sleep and clock.is_plain(day):
        end = clock.midnight(day + 1)
        tried = [range(opens, min(closes, end), step) for opens, closes in board.openings(day)]
        return list(tried[0]) if len(tried) == 1 else sorted({start for starts in tried for start in starts})
    found = {
        start
        for each in ((day, day + 1) if clock.sleep else (day,))
        for opens, closes in board.openings(each)
        for start in _steps(clock, each, (opens, closes), step)
        if clock.day_of(start) == day
    }
    return sorted(found)


def _steps(clock: Clock, day: int, window: tuple[int, int], step: int) -> Iterable[int]:
    """Steps from a window's start, by the wall clock also on a day that changes it."""
    opens, closes = window
    if clock.is_plain(day):
        return range(opens, closes, step)
    first = clock.wall(opens)
    walls = range(first.hour * 60 + first.minute, DAY // MINUTE, step // MINUTE)
    return [start for minute in walls if (start := clock.edge(day, minute)) < closes]
