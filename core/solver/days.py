"""Days as the planner sees them: every start of the grid judged, the best one, and the day's verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.model.plan import DayVerdict, Finding, Verdict
from core.model.training import Form
from core.rules.board import Board, Lift
from core.rules.race import form_of_day
from core.solver.slots import Ask, Findings, Judged, grid_starts, judge, judge_others, judge_starts, verdict_of, weigh

EVENING = 17 * 60  # a day without a window is judged at this time


@dataclass(frozen=True, slots=True)
class Stretch:
    """Starts of the grid that all rules see alike: ``start`` is the first of them."""

    start: int
    judged: Judged
    alone: Findings = ()  # what is said of it without the sessions that stand


@dataclass(frozen=True, slots=True)
class DayView:
    """A day judged in its form beside the sessions that stand, stretch by stretch."""

    ask: Ask
    lifts: tuple[Lift, ...]
    stretches: tuple[Stretch, ...]

    def best(self, forgiven: frozenset[str] = frozenset()) -> Stretch | None:
        """The earliest of the best starts that no rule forbids, but for the forgiven ones."""
        found: Stretch | None = None
        for each in self.stretches:
            better = found is None or each.judged.points > found.judged.points
            if better and not is_hard(each.judged, forgiven):
                found = each
        return found


def room_for(board: Board, day: int, form: Form) -> int:
    """Minutes in the calendar for a session of that form."""
    room = board.room(day)
    return {Form.FULL: room.full, Form.LIGHT: room.light, Form.PRIMER: room.primer}[form]


def view_day(
    board: Board, day: int, lifts: Sequence[Lift], form: Form | None = None, not_before: int | None = None
) -> DayView:
    """A day judged in its form (or the one given), its starts from ``not_before`` (seconds) on."""
    form = form or form_of_day(board, day)
    ask = Ask(board, day, room_for(board, day, form), form)
    starts = [start for start in grid_starts(board, day) if not_before is None or start >= not_before]
    return view_starts(ask, tuple(lifts), starts)


def view_starts(ask: Ask, lifts: tuple[Lift, ...], starts: Sequence[int]) -> DayView:
    """These starts of a day judged."""
    if not starts:
        return DayView(ask, lifts, ())
    others = judge_others(ask, starts[0], lifts)
    numbers = ask.board.numbers
    found = [Stretch(start, weigh(alone + others, numbers), alone) for start, _, alone in judge_starts(ask, starts)]
    return DayView(ask, lifts, tuple(found))


def evening(ask: Ask) -> int:
    """17:00 of a day, or its wake where that is later."""
    clock = ask.board.clock
    night = clock.sleep_ending(ask.day) if clock.sleep else None
    five = clock.edge(ask.day, EVENING)
    return five if night is None else max(five, night[1])


def say_day(board: Board, view: DayView, forgiven: frozenset[str] = frozenset()) -> DayVerdict:
    """The day's verdict; hard rules that are forgiven do not speak (a pause that the plan itself ends)."""
    if not view.stretches:
        return _say_without_window(board, view, forgiven)
    best = view.best(forgiven)
    if best is None:
        return _forbidden(board, view, _union(view))
    points, findings = best.judged.points, _but(best.judged.findings, forgiven)
    start = board.clock.wall(best.start)
    return DayVerdict(_date(view), verdict_of(points, board.numbers), points, start, view.ask.form, findings)


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


def _union(view: DayView) -> Findings:
    """Every hard rule that spoke of some start, once, in the table's order; P10 only where it is alone."""
    first: dict[str, Finding] = {}
    for stretch in view.stretches:
        for finding in stretch.judged.findings:
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
