"""The starts that a session might have, and what the rules say of each.

Between two *cuts* of a day (a run's end plus three hours, a window's edge, ...) no rule changes its mind, so the
rules are asked once for each stretch. ``tests/core/solver/test_slots.py`` proves it against asking for every start.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from core.model.plan import Finding, Verdict
from core.model.training import Form, SessionKind
from core.rules.board import Board, Lift
from core.rules.clock import DAY, HOUR, MINUTE
from core.rules.numbers import Numbers
from core.rules.rule import Evaluate, Scope, evaluators
from core.rules.slot import Slot
from core.rules.wishes import fit_window

LATEST = 1 << 62  # later than any instant
Findings = tuple[Finding, ...]

_BY_DAY = evaluators(SessionKind.STRENGTH, Scope.DAY)
_HARD_BY_SLOT = evaluators(SessionKind.STRENGTH, Scope.SLOT, hard=True)
_HARD_INSIDE = tuple(evaluate for evaluate in _HARD_BY_SLOT if evaluate is not fit_window)
_SOFT_BY_SLOT = evaluators(SessionKind.STRENGTH, Scope.SLOT, hard=False)
_BY_CONTENT = evaluators(SessionKind.STRENGTH, Scope.CONTENT)
_BY_OTHERS = evaluators(SessionKind.STRENGTH, Scope.OTHERS)
_LIFT = (*_BY_DAY, *_HARD_BY_SLOT, *_SOFT_BY_SLOT, *_BY_OTHERS, *_BY_CONTENT)
_PLYO = evaluators(SessionKind.PLYO, Scope.DAY, Scope.SLOT, Scope.OTHERS)


_BY_RULE = attrgetter("rule")


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
        return Verdict.FORBIDDEN
    if score >= numbers.score_good:
        return Verdict.GOOD
    return Verdict.OK if score >= numbers.score_ok else Verdict.AVOID


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
    hourly: bool = False  # for the eye: cut at whole hours too, and ask soft rules where a hard one closes

    def slot(self, start: int, lifts: Sequence[Lift] = ()) -> Slot:
        """One of the starts as a slot."""
        return Slot(
            self.board, self.board.facts(self.day), start, start + self.minutes * MINUTE, self.form, lifts=lifts
        )


def judge_starts(
    ask: Ask, starts: Sequence[int], by_day: Findings | None = None
) -> Iterator[tuple[int, int, Findings]]:
    """Stretches of starts (one at least) that all rules see alike: (first, how many, what is said of the first).

    Only rules that need no other sessions are asked; soft ones are not where ``ask`` wants no more than the verdict
    of what a hard one closes. ``by_day`` is what ``ask_day`` says, where that is known already.
    """
    by_day = ask_day(ask.slot(starts[0])) if by_day is None else by_day
    shut = not ask.hourly and any(finding.points is None for finding in by_day)
    for place, after in _split(ask, starts):
        slot = ask.slot(starts[place])
        hard = _ask(_HARD_BY_SLOT, slot)
        soft = () if shut or (hard and not ask.hourly) else _ask(_SOFT_BY_SLOT, slot)
        yield slot.start, after - place, by_day + hard + soft


def judge_open(ask: Ask, starts: Sequence[int], by_day: Findings) -> Iterator[tuple[int, int, Findings]]:
    """Of the stretches of ``judge_starts`` those that lie in a window and clear of everything else (P10)."""
    for place, after in _split(ask, starts):
        slot = ask.slot(starts[place])
        if fit_window(slot) is None:
            hard = _ask(_HARD_INSIDE, slot)
            yield slot.start, after - place, by_day + (hard or _ask(_SOFT_BY_SLOT, slot))


def _split(ask: Ask, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The places in ``starts`` at which stretches begin and end."""
    ends = {bisect_left(starts, cut) for cut in cut_day(ask, starts[0], starts[-1])}
    return pairwise((0, *sorted(ends), len(starts)))


def ask_day(slot: Slot) -> Findings:
    """What the rules say of every start of a day alike."""
    return _ask(_BY_DAY, slot)


def judge_others(ask: Ask, start: int, lifts: Sequence[Lift]) -> Findings:
    """What the rules say that look at the other sessions."""
    return ask_others(ask.slot(start, lifts))


def ask_others(slot: Slot) -> Findings:
    """What the rules say of a slot that look at the other sessions."""
    return _ask(_BY_OTHERS, slot)


def cut_day(ask: Ask, first: int, last: int) -> list[int]:
    """The seconds from ``first`` to ``last`` at which some rule may change its mind about a start."""
    board, length = ask.board, ask.minutes * MINUTE
    cuts = [board.bedtime(ask.day) - round(board.numbers.hours_before_bed * HOUR) - length + 1]
    _cut_at_runs(ask, length, cuts)
    _cut_at_spans(ask, (first, last), length, cuts)
    _cut_before_keys(ask, (first, last), length, cuts)
    return [cut for cut in cuts if first < cut <= last]


def _cut_at_runs(ask: Ask, length: int, cuts: list[int]) -> None:
    numbers = ask.board.numbers
    gaps = [0, round(numbers.hours_gap_good * HOUR), round(numbers.hours_gap_best * HOUR)]
    if ask.hourly:
        gaps += range(0, 2 * DAY, HOUR)  # S01 and S05 say how many
    for run in ask.board.facts(ask.day).runs:
        cuts += [run.end + gap for gap in gaps]
        cuts += [run.start - length - gap + 1 for gap in gaps]


def _cut_at_spans(ask: Ask, reach: tuple[int, int], length: int, cuts: list[int]) -> None:
    board = ask.board
    buffer = board.profile.schedule.buffer_minutes * MINUTE
    wide = (reach[0] - buffer, reach[1] + length + buffer)
    for spans, margin in ((board.busy, buffer), (board.shut, 0)):
        for start, end in near_spans(spans, wide):
            cuts += (start - margin - length + 1, end + margin)
    day = board.calendar_day(reach[0], ask.day)
    while board.clock.midnight(day) <= reach[1]:
        cuts.append(board.clock.midnight(day))
        for start, end in board.windows(day):
            cuts += (start, end - length + 1)
        day += 1


def _cut_before_keys(ask: Ask, reach: tuple[int, int], length: int, cuts: list[int]) -> None:
    """Where the next key run changes, comes nearer than 48 hours, and where whole hours to it do (S02 says them)."""
    ahead = ask.board.ahead_starts
    bonus = round(ask.board.numbers.hours_before_key_bonus * HOUR)
    for place in range(bisect_right(ahead, reach[0]), len(ahead)):
        latest = ahead[place] - length + 1
        cuts += (latest, latest - bonus)
        if ask.hourly:
            cuts += range(reach[0] + (latest - reach[0]) % HOUR, min(latest, reach[1]) + 1, HOUR)
        if latest > reach[1]:
            return  # no later one can be the next of any of these starts


def near_spans(spans: Sequence[tuple[int, int]], reach: tuple[int, int]) -> Sequence[tuple[int, int]]:
    """Those of sorted, separate spans that touch a stretch of time."""
    first = bisect_left(spans, (reach[0],))
    first -= first > 0 and spans[first - 1][1] >= reach[0]
    return spans[first : bisect_right(spans, (reach[1], LATEST))]


def grid_starts(board: Board, day: int) -> list[int]:
    """The starts that the planner tries on a day: steps from the start of each of its windows."""
    clock, step = board.clock, board.profile.schedule.grid_minutes * MINUTE
    if not clock.sleep:
        end = clock.midnight(day + 1)
        tried = [range(opens, min(closes, end), step) for opens, closes in board.openings(day)]
        return list(tried[0]) if len(tried) == 1 else sorted({start for starts in tried for start in starts})
    found = {
        start
        for each in (day, day + 1)
        for opens, closes in board.openings(each)
        for start in range(opens, closes, step)
        if clock.day_of(start) == day
    }
    return sorted(found)
