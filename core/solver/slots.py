"""The starts that a session might have, and what the rules say of each.

Between two *cuts* of a day (a run's end plus three hours, a window's edge, ...) no rule changes its mind, so the
rules are asked once for each stretch. ``tests/core/solver/test_slots.py`` proves it against asking for every start.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.model.plan import Finding, Verdict
from core.model.training import Form, SessionKind
from core.rules.board import Board, Lift
from core.rules.clock import DAY, HOUR, MINUTE
from core.rules.numbers import Numbers
from core.rules.rule import Evaluate, Scope, evaluators
from core.rules.slot import Slot

Findings = tuple[Finding, ...]

_BY_DAY = evaluators(SessionKind.STRENGTH, Scope.DAY)
_BY_SLOT = evaluators(SessionKind.STRENGTH, Scope.SLOT)
_BY_OTHERS = evaluators(SessionKind.STRENGTH, Scope.OTHERS)
_PLYO = evaluators(SessionKind.PLYO, Scope.DAY, Scope.SLOT, Scope.OTHERS)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of one slot: ``points`` is the score before it is called forbidden."""

    findings: Findings
    points: int
    hard: bool

    def score(self) -> int | None:
        """The score, None where a hard rule forbids."""
        return None if self.hard else self.points


def weigh(findings: Findings, numbers: Numbers) -> Judged:
    """The findings in the table's order with their sum."""
    ordered = tuple(sorted(findings, key=_rule_id))
    points = numbers.score_base + sum(finding.points or 0 for finding in ordered)
    return Judged(ordered, points, any(finding.points is None for finding in ordered))


def _rule_id(finding: Finding) -> str:
    return finding.rule


def verdict_of(score: int | None, numbers: Numbers) -> Verdict:
    """Good from 60, ok from 40, else avoid; forbidden without a score."""
    if score is None:
        return Verdict.FORBIDDEN
    if score >= numbers.score_good:
        return Verdict.GOOD
    return Verdict.OK if score >= numbers.score_ok else Verdict.AVOID


def judge(slot: Slot) -> Judged:
    """What all rules say of one slot, asked one by one."""
    rules = _PLYO if slot.kind is SessionKind.PLYO else (*_BY_DAY, *_BY_SLOT, *_BY_OTHERS)
    return weigh(tuple(_ask(rules, slot)), slot.numbers)


def _ask(rules: Sequence[Evaluate], slot: Slot) -> Iterator[Finding]:
    for evaluate in rules:
        found = evaluate(slot)
        if found is not None:
            yield found


@dataclass(frozen=True, slots=True)
class Ask:
    """Many starts of one day for a session of one length and form."""

    board: Board
    day: int
    minutes: int
    form: Form
    hourly: bool = False  # cut at whole hours too, where findings say hours

    def slot(self, start: int, lifts: Sequence[Lift] = ()) -> Slot:
        """One of the starts as a slot."""
        return Slot(
            self.board, self.board.facts(self.day), start, start + self.minutes * MINUTE, self.form, lifts=lifts
        )


def judge_starts(ask: Ask, starts: Iterable[int]) -> Iterator[tuple[int, Findings]]:
    """Each start with what the rules say that need no other sessions; sums as in ``weigh``."""
    cuts = cut_day(ask)
    by_day: Findings | None = None
    known: dict[int, Findings] = {}
    for start in starts:
        stretch = bisect_right(cuts, start)
        if stretch not in known:
            slot = ask.slot(start)
            if by_day is None:
                by_day = tuple(_ask(_BY_DAY, slot))
            known[stretch] = by_day + tuple(_ask(_BY_SLOT, slot))
        yield start, known[stretch]


def judge_others(ask: Ask, start: int, lifts: Sequence[Lift]) -> Findings:
    """What the rules say that look at the other sessions."""
    return tuple(_ask(_BY_OTHERS, ask.slot(start, lifts)))


def cut_day(ask: Ask) -> list[int]:
    """The seconds at which some rule may change its mind about a start, sorted."""
    board, length = ask.board, ask.minutes * MINUTE
    early = board.clock.midnight(ask.day)
    cuts = {board.bedtime(ask.day) - round(board.numbers.hours_before_bed * HOUR) - length + 1}
    cuts.update(_cuts_of_runs(ask, length))
    cuts.update(_cuts_of_spans(board, (early - DAY, early + 3 * DAY), length))
    cuts.update(_cuts_before_key(ask, early, length))
    return sorted(cuts)


def _cuts_of_runs(ask: Ask, length: int) -> Iterator[int]:
    numbers = ask.board.numbers
    gaps = [0, round(numbers.hours_gap_good * HOUR), round(numbers.hours_gap_best * HOUR)]
    if ask.hourly:
        gaps += range(0, 2 * DAY, HOUR)  # S01 and S05 say how many
    for run in ask.board.facts(ask.day).runs:
        for gap in gaps:
            yield run.end + gap
            yield run.start - length - gap + 1


def _cuts_of_spans(board: Board, reach: tuple[int, int], length: int) -> Iterator[int]:
    buffer = board.profile.schedule.buffer_minutes * MINUTE
    for spans, margin in ((board.busy, buffer), (board.shut, 0)):
        for start, end in near_spans(spans, reach):
            yield start - margin - length + 1
            yield end + margin
    first = board.clock.day_of(reach[0] + DAY)
    for day in (first, first + 1):
        for start, end in board.windows(day):
            yield start
            yield end - length + 1
            yield board.clock.midnight(day)


def _cuts_before_key(ask: Ask, early: int, length: int) -> Iterator[int]:
    ahead = ask.board.ahead
    place = bisect_right(ahead, early, key=lambda run: run.start)
    bonus = round(ask.board.numbers.hours_before_key_bonus * HOUR)
    for run in ahead[place:]:
        if run.start > early + 6 * DAY:
            return
        latest = run.start - length + 1
        yield latest
        yield latest - bonus
        if ask.hourly:  # S02 says how many hours are left
            yield from range(early + (latest - early) % HOUR, min(latest, early + 2 * DAY), HOUR)


def near_spans(spans: Sequence[tuple[int, int]], reach: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Those of sorted, separate spans that touch a stretch of time."""
    place = max(0, bisect_right(spans, reach[0], key=lambda span: span[1]))
    for start, end in spans[place:]:
        if start > reach[1]:
            return
        yield start, end


def grid_starts(board: Board, day: int) -> list[int]:
    """The starts that the planner tries on a day: steps from the start of each of its windows."""
    step = board.profile.schedule.grid_minutes * MINUTE
    days = (day, day + 1) if board.clock.sleep else (day,)
    found = {
        start
        for each in days
        for opens, closes in board.windows(each)
        for start in range(opens, closes, step)
        if board.clock.day_of(start) == day
    }
    return sorted(found)
