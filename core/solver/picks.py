"""What the search may pick: for each day the best start in each form that the table allows, and what stands already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from core.model.plan import Situation
from core.model.training import Form, Session, SessionKind
from core.rules.board import Board, Lift, lay_out, lifts_of, monday_of
from core.rules.clock import MINUTE
from core.rules.race import primer_races
from core.rules.runs import is_unused
from core.solver.days import DayView, Stretch, view_day, view_starts
from core.solver.slots import Ask, Findings

ONLY_PAUSE = frozenset({"P04"})


class Pick(NamedTuple):
    """One session that the search may place. ``points`` is its score without what planned sessions add to it."""

    day: int
    start: int
    end: int
    form: Form
    points: int
    races: frozenset[int] = frozenset()  # starts of the races that it would be the primer of
    after_pause: bool = False  # P04 closes it unless the plan itself lifts in the weeks before
    uid: str | None = None  # the accepted session that stays here
    kept: int = 0  # 1 where moving that session would be a change to avoid
    said: Findings = ()  # what the rules say that look at no other session

    @property
    def key(self) -> tuple[int, int, str]:
        """Earlier first; a session that stays before a new one."""
        return (self.day, self.start, "" if self.uid else "new")


@dataclass(frozen=True, slots=True)
class Field:
    """All that the search chooses from. ``views`` and ``picks`` by day."""

    situation: Situation
    board: Board
    first: int
    monday: int
    weeks: int
    wanted: int
    lifts: tuple[Lift, ...]
    views: dict[int, DayView]
    picks: dict[int, tuple[Pick, ...]]
    pair_points: dict[tuple[int, ...], int] = field(default_factory=dict)  # remembered by core.solver.weeks


def lay_field(situation: Situation) -> Field:
    """The situation as the search sees it."""
    board = lay_out(situation)
    first = situation.first.toordinal()
    monday = monday_of(first)
    lifts = lifts_of(situation.fixed, board.clock)
    wanted = min(situation.profile.schedule.sessions_per_week, board.numbers.sessions_week_max)
    ground = Field(situation, board, first, monday, situation.weeks, wanted, lifts, {}, {})
    accepted = _by_day(situation.accepted, board)
    taken = {lift.day for lift in lifts} | {day.toordinal() for day in situation.skipped}
    near: tuple[Lift, ...] = ()
    for day in range(monday, monday + 7 * situation.weeks):
        near = near_week(lifts, day) if day == monday_of(day) else near
        ground.views[day] = _view(ground, day, near)
        if day >= first and day not in taken:
            ground.picks[day] = tuple(_picks(ground, day, accepted.get(day, ())))
    _mark_kept(ground)
    return ground


def _by_day(sessions: Iterable[Session], board: Board) -> dict[int, list[Session]]:
    found: dict[int, list[Session]] = {}
    for session in sessions:
        if session.kind is SessionKind.STRENGTH:
            found.setdefault(board.clock.day_of(int(session.start.timestamp())), []).append(session)
    return found


def near_week(lifts: Sequence[Lift], day: int) -> tuple[Lift, ...]:
    """Those sessions that rules may look at from a day or its week: the month before, the days after."""
    return tuple([lift for lift in lifts if day - 40 <= lift.day <= day + 14])


def _view(field: Field, day: int, near: tuple[Lift, ...]) -> DayView:
    now = field.situation.not_before
    not_before = int(now.timestamp()) if now is not None and day >= field.first else None
    return view_day(field.board, day, near, not_before=not_before)


def _picks(field: Field, day: int, accepted: Sequence[Session]) -> Iterator[Pick]:
    view = field.views[day]
    best = view.best(forgiven(field.board))
    if best is None:
        return
    form = _form_allowed(field, view.ask.form, best.judged.points)
    if form is not None:
        if form is not view.ask.form:
            view = _as_light(field, view, best.start)
            best = view.best(forgiven(field.board))
        if best is not None:
            yield pick_of(view.ask, best)
    for session in accepted:
        stays = _pick_accepted(field, session, field.views[day])
        if stays is not None:
            yield stays


def forgiven(board: Board) -> frozenset[str]:
    """P04 for a pause, which the plan itself may end: left to the search."""
    return frozenset() if is_unused(board) else ONLY_PAUSE


def _form_allowed(field: Field, form: Form, points: int) -> Form | None:
    """The form that a day of that score may hold (the table's Choice); None for no session."""
    numbers = field.board.numbers
    if points >= numbers.score_ok:
        return form
    wish = field.situation.profile.schedule.second_session
    if form is Form.PRIMER or points < numbers.score_light or wish != "light":
        return None
    return Form.LIGHT


def _as_light(field: Field, view: DayView, start: int) -> DayView:
    """The day with a light session at its best start: the day's verdict is what allows it (the table's Choice)."""
    board, day = field.board, view.ask.day
    return view_starts(Ask(board, day, board.room(day).light, Form.LIGHT), view.lifts, [start])


def pick_of(ask: Ask, best: Stretch) -> Pick:
    """The pick at the start of a stretch."""
    primer = ask.form is Form.PRIMER
    races = frozenset(race.start for race in primer_races(ask.board, ask.day)) if primer else frozenset()
    paused = best.judged.hard  # P04 is all that is ever forgiven
    end = best.start + ask.minutes * MINUTE
    return Pick(ask.day, best.start, end, ask.form, best.judged.points, races, paused, said=best.alone)


def _pick_accepted(field: Field, session: Session, view: DayView) -> Pick | None:
    """The accepted session where it stands, in the form that its place allows now; None where it cannot stay."""
    form = view.ask.form
    for wished in (form, Form.LIGHT):
        ask = _ask_accepted(field.board, session, view.ask.day, wished)
        there = view_starts(ask, view.lifts, [int(session.start.timestamp())])
        best = there.best(forgiven(field.board))
        if best is not None and _form_allowed(field, form, best.judged.points) is wished:
            return pick_of(ask, best)._replace(uid=session.uid)
    return None


def _ask_accepted(board: Board, session: Session, day: int, form: Form) -> Ask:
    room = board.room(day)
    minutes = (
        round(session.span.minutes)
        if session.form is form
        else {Form.FULL: room.full, Form.LIGHT: room.light}.get(form, room.primer)
    )
    return Ask(board, day, minutes, form)


def _mark_kept(field: Field) -> None:
    """Accepted sessions that are still worth their place count as changes when they move."""
    for day, picks in field.picks.items() if field.situation.accepted else ():
        field.picks[day] = tuple([pick._replace(kept=_worth(field, pick)) if pick.uid else pick for pick in picks])


def _worth(field: Field, pick: Pick) -> int:
    """1 unless a place of the same week is clearly better and free of the other accepted sessions."""
    numbers = field.board.numbers
    days = range(monday_of(pick.day), monday_of(pick.day) + 7)
    others = [each.day for day in days for each in field.picks.get(day, ()) if each.uid and each.day != pick.day]
    rivals = [
        rival.points
        for day in days
        for rival in field.picks.get(day, ())
        if all(abs(day - other) >= numbers.sessions_gap_days for other in others)
    ]
    return 0 if max(rivals, default=0) - pick.points >= numbers.points_clearly_worse else 1
