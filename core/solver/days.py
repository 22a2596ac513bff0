"""Days as the planner sees them: every start of the grid judged, the best one, and the day's verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from core.model.plan import DayVerdict, Finding, Verdict
from core.model.training import Form
from core.rules.board import Board, Lift
from core.rules.race import form_of_day
from core.rules.slot import Slot
from core.rules.wishes import is_in_window
from core.solver.slots import (
    Ask,
    Findings,
    Judged,
    ask_day,
    ask_others,
    grid_starts,
    judge,
    judge_open,
    judge_starts,
    verdict_of,
    weigh,
)

FULL, LIGHT = Form.FULL, Form.LIGHT  # each look into an enumeration is a call
EVENING = 17 * 60  # a day without a window is judged at this time


class Stretch(NamedTuple):
    """Starts of the grid that all rules see alike: ``start`` is the first of them."""

    start: int
    times: int  # how many starts they are
    judged: Judged
    alone: Findings = ()  # what is said of it without the sessions that stand


@dataclass(frozen=True, slots=True)
class DayView:
    """A day judged in its form beside the sessions that stand.

    ``closers`` are the hard rules that close the whole day where nothing more can be said of any start. What lies
    outside the windows, or in such a day, is judged only when somebody asks: most never do.
    """

    ask: Ask
    lifts: tuple[Lift, ...]
    starts: Sequence[int]
    by_day: Findings = ()
    others: Findings = ()
    closers: Findings = ()
    _known: list[tuple[Stretch, ...]] = field(default_factory=list, compare=False, repr=False)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """All starts, stretch by stretch; judged anew each time."""
        return self._weigh(judge_starts(self.ask, self.starts, self.by_day)) if self.starts else ()

    @property
    def fitting(self) -> tuple[Stretch, ...]:
        """The stretches that P10 leaves open, whatever else is said of them; remembered."""
        if not self._known:
            none = self.closers or not self.starts
            self._known.append(() if none else self._weigh(judge_open(self.ask, self.starts, self.by_day)))
        return self._known[0]

    def with_starts(self, starts: Sequence[int]) -> DayView:
        """The same day with other starts."""
        if not self.starts:
            return view_starts(self.ask, self.lifts, starts)
        return DayView(self.ask, self.lifts, starts, self.by_day, self.others, self.closers)

    def _weigh(self, told: Iterable[tuple[int, int, Findings]]) -> tuple[Stretch, ...]:
        numbers, others = self.ask.board.numbers, self.others
        return tuple([Stretch(start, times, weigh(alone + others, numbers), alone) for start, times, alone in told])

    def best(self, forgiven: frozenset[str] = frozenset()) -> Stretch | None:
        """The earliest of the best starts that no rule forbids, but for the forgiven ones."""
        found: Stretch | None = None
        for each in self.fitting:
            better = found is None or each.judged.points > found.judged.points
            if better and not is_hard(each.judged, forgiven):
                found = each
        return found


def room_for(board: Board, day: int, form: Form) -> int:
    """Minutes in the calendar for a session of that form."""
    room = board.room(day)
    if form is FULL:
        return room.full
    return room.light if form is LIGHT else room.primer


def view_day(
    board: Board, day: int, lifts: Sequence[Lift], form: Form | None = None, not_before: int | None = None
) -> DayView:
    """A day judged in its form (or the one given), its starts from ``not_before`` (seconds) on."""
    form = form or form_of_day(board, day)
    ask = Ask(board, day, room_for(board, day, form), form)
    starts = grid_starts(board, day)
    if not_before is not None:
        starts = [start for start in starts if start >= not_before]
    return view_starts(ask, tuple(lifts), starts)


def view_starts(ask: Ask, lifts: tuple[Lift, ...], starts: Sequence[int]) -> DayView:
    """These starts of a day judged."""
    if not starts:
        return DayView(ask, lifts, ())
    slot = ask.slot(starts[0], lifts)
    by_day, others = ask_day(slot), ask_others(slot)
    closers = [finding for finding in by_day if finding.points is None]
    if closers and _is_plain(slot):
        closers += [finding for finding in others if finding.points is None]
        return DayView(ask, lifts, starts, by_day, others, tuple(closers))
    return DayView(ask, lifts, starts, by_day, others)


def _is_plain(slot: Slot) -> bool:
    """True where no hard rule but P10 can tell one start of the day from another (P03 and P13 cannot speak)."""
    return slot.facts.quality is None and slot.facts.unknown is None and not slot.board.shut


def evening(ask: Ask) -> int:
    """17:00 of a day, or its wake where that is later."""
    clock = ask.board.clock
    night = clock.sleep_ending(ask.day) if clock.sleep else None
    five = clock.edge(ask.day, EVENING)
    return five if night is None else max(five, night[1])


def say_day(board: Board, view: DayView, forgiven: frozenset[str] = frozenset()) -> DayVerdict:
    """The day's verdict; hard rules that are forgiven do not speak (a pause that the plan itself ends)."""
    if not view.starts:
        return _say_without_window(board, view, forgiven)
    best = view.best(forgiven)
    if best is None:
        return _forbidden(board, view, _union(view, forgiven))
    points, findings = best.judged.points, _but(best.judged.findings, forgiven)
    start = board.clock.wall(best.start)
    return DayVerdict(_date(view), verdict_of(points, board.numbers), points, start, view.ask.form, findings)


def say_whole_day(board: Board, view: DayView) -> Findings:
    """What is said of a lift that has a date and no time: that of the day's best start; P10 where it has no window."""
    if view.starts:
        return say_day(board, view).findings
    return judge(view.ask.slot(evening(view.ask), view.lifts)).findings


def _but(findings: Findings, forgiven: frozenset[str]) -> Findings:
    return tuple(finding for finding in findings if finding.rule not in forgiven) if forgiven else findings


def _say_without_window(board: Board, view: DayView, forgiven: frozenset[str]) -> DayVerdict:
    judged = judge(view.ask.slot(evening(view.ask), view.lifts))
    findings = _but(judged.findings, forgiven | {"P10"})
    if any(finding.points is None for finding in findings):
        return _forbidden(board, view, findings)
    return DayVerdict(_date(view), Verdict.UNAVAILABLE, judged.points, None, view.ask.form, findings)


def _forbidden(board: Board, view: DayView, findings: Findings) -> DayVerdict:
    hard = tuple(finding for finding in findings if finding.points is None)
    return DayVerdict(board.date_of(view.ask.day), Verdict.FORBIDDEN, None, None, view.ask.form, hard)


def _union(view: DayView, forgiven: frozenset[str]) -> Findings:
    """Every hard rule that spoke of some start, once, in the table's order; P10 only where it is alone.

    Starts so late that no window holds the session are no starts, unless the day has no others.
    """
    first: dict[str, Finding] = {finding.rule: finding for finding in _but(view.closers, forgiven)}
    stretches = view.stretches if not first else ()
    inside = [each for each in stretches if is_in_window(view.ask.slot(each.start))]
    for stretch in inside or stretches:
        for finding in _but(stretch.judged.findings, forgiven):
            if finding.points is None:
                first.setdefault(finding.rule, finding)
    if len(first) > 1:
        first.pop("P10", None)
    return tuple(first[rule] for rule in sorted(first))


def is_hard(judged: Judged, forgiven: frozenset[str] = frozenset()) -> bool:
    """True where a hard rule speaks that is not forgiven."""
    if not judged.hard or not forgiven:
        return judged.hard
    return any(finding.points is None and finding.rule not in forgiven for finding in judged.findings)


def _date(view: DayView) -> date:
    return view.ask.board.date_of(view.ask.day)
