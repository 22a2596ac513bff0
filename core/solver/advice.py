"""Counterfactual repairs: for a week with too few sessions, changes that would help, each proven by solving again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from core.errors import Phrase
from core.model.plan import Blocker, Plan, Repair, Situation, WeekPlan
from core.model.profile import DAY_MINUTES, OddDays, Schedule, Window
from core.model.training import Entry, Form, Session, SessionKind, Treated
from core.rules.board import lay_out
from core.rules.race import form_of_day
from core.solver.conflict import find_conflict, starts_of
from core.solver.days import EVENING, DayView, room_for, view_day
from core.solver.options import sessions_of, week_dates
from core.solver.search import solve
from core.solver.slots import verdict_of

WAKING = Window(6 * 60, 21 * 60 + 30)  # where another window is looked for
SHORTER = (35, 30, 25, 20)
REPAIRS_MOST = 4
WINDOWS_MOST = 2
KINDS = ("light", "window", "unpin", "shorter", "free", "run")  # the least intrusive first


@dataclass(frozen=True, slots=True)
class _Gain:
    """What a change wins in a week: sessions, full ones, points."""

    sessions: int
    full: int
    score: int

    @property
    def is_real(self) -> bool:
        return (self.sessions, self.full) > (0, 0)


REACH = timedelta(weeks=6)  # no rule looks further than that from a session


def advise(situation: Situation, plan: Plan, weeks_most: int = 12) -> Plan:
    """The plan with repairs in its first short weeks. Runs are never moved: another day is a proposal only."""
    left, weeks = weeks_most, []
    for week in plan.weeks:
        short = bool(week.shortfall) and left > 0
        left -= short
        weeks.append(_advise_week(situation, plan, week) if short else week)
    return Plan(tuple(weeks))


def _advise_week(situation: Situation, plan: Plan, week: WeekPlan) -> WeekPlan:
    placed = [place.form for place in week.placements if place.kind == SessionKind.STRENGTH]
    conflict = explain_conflict(situation, plan, week) if len(placed) < week.wanted else ()
    return replace(week, repairs=find_repairs(situation, plan, week), conflict=conflict)


def explain_conflict(situation: Situation, plan: Plan, week: WeekPlan) -> tuple[Blocker, ...]:
    """Why no further session fits into a week of the plan, the others standing.

    Days before the first, days whose session the runner deleted, and days that hold one are left out.
    """
    numbers = lay_out(situation).numbers
    small = any(place.form is not Form.FULL for place in week.placements if place.kind == SessionKind.STRENGTH)
    light = situation.profile.schedule.second_session == "light" and not small
    planned = sessions_of(plan)
    known = {session.uid for session in planned}
    sessions = (*planned, *(session for session in situation.fixed if session.uid not in known))
    taken = {*situation.skipped, *(session.start.date() for session in sessions)}
    days = [day for day in week_dates(week.monday) if day >= situation.first and day not in taken]
    least = numbers.score_light if light else numbers.score_ok
    return find_conflict(situation, sessions, days, least) if days else ()


def find_repairs(situation: Situation, plan: Plan, week: WeekPlan) -> tuple[Repair, ...]:
    """What would help a short week, best first; at the end that one session may be enough."""
    part = cut_out(situation, plan, week.monday)
    now = _measure(part, week.monday)
    tried = [(_gain(now, _measure(changed, week.monday)), phrase) for phrase, changed in _changes(part, week)]
    real = sorted(
        (each for each in tried if each[0].is_real),
        key=lambda each: (-each[0].sessions, -each[0].full, *_preference(*each)),
    )
    chosen: list[Repair] = []
    for gain, phrase in real:
        alike = sum(1 for repair in chosen if repair.phrase.id == phrase.id)
        if alike < (WINDOWS_MOST if phrase.id == "rules.repair.window" else 1):
            chosen.append(Repair(phrase, gain.sessions))
    enough = [Repair(Phrase("rules.repair.one"), 0)] if now.sessions == 1 and week.wanted > 1 else []
    return (*chosen[:REPAIRS_MOST], *enough)


def _preference(gain: _Gain, phrase: Phrase) -> tuple[int, int, str]:
    """Among changes that win as much: the least intrusive kind, then the longest session or the best score."""
    amount = dict(phrase.params).get("minutes") if phrase.id == "rules.repair.shorter" else gain.score
    return (KINDS.index(phrase.id.rpartition(".")[2]), -int(amount or 0), str(phrase.params))


def cut_out(situation: Situation, plan: Plan, monday: date) -> Situation:
    """The week with its neighbours, all other planned sessions standing: what a change of the week can reach."""
    first = max(situation.first, monday - timedelta(weeks=1))
    start = first - timedelta(days=first.weekday())
    last = situation.first - timedelta(days=situation.first.weekday()) + timedelta(weeks=situation.weeks)
    weeks = min(3, (last - start).days // 7)
    known = {session.uid for session in situation.fixed}
    outside = [
        replace(session, pinned=True)
        for session in sessions_of(plan)
        if session.uid not in known and not start <= session.start.date() < start + timedelta(weeks=weeks)
    ]
    reach = (start - REACH, start + timedelta(weeks=weeks) + REACH)
    near = tuple(entry for entry in situation.entries if reach[0] <= entry.start.date() < reach[1])
    return replace(situation, first=first, weeks=weeks, fixed=(*situation.fixed, *outside), entries=near)


def _measure(situation: Situation, monday: date) -> _Gain:
    solved = solve(situation)
    first = monday.toordinal()
    lifts = [lift for lift in solved.lifts if first <= lift.day < first + 7]
    choice = solved.chain[(first - solved.field.monday) // 7]
    return _Gain(len(lifts), sum(1 for lift in lifts if lift.form is Form.FULL), choice.score)


def _gain(now: _Gain, then: _Gain) -> _Gain:
    return _Gain(then.sessions - now.sessions, then.full - now.full, then.score - now.score)


def _changes(situation: Situation, week: WeekPlan) -> Iterator[tuple[Phrase, Situation]]:
    yield from _more_windows(situation, week)
    yield from _shorter_sessions(situation)
    yield from _freed_days(situation, week)
    yield from _moved_runs(situation, week)
    yield from _loosened_pins(situation, week)
    yield from _lights_allowed(situation, week)


def _more_windows(situation: Situation, week: WeekPlan) -> Iterator[tuple[Phrase, Situation]]:
    """For each day the best start that it would have if all of it were free time; of equals that at the usual time."""
    usual = _usual_start(situation)
    for each in week.days:
        if each.day < situation.first:
            continue
        wide = _with_windows(situation, each.day, (WAKING,))
        board = lay_out(wide)
        day = each.day.toordinal()
        now = int(situation.not_before.timestamp()) if situation.not_before else None
        best = _best_start(view_day(board, day, (), not_before=now), usual)
        if best is None or (each.score is not None and each.best_start and best.points <= each.score):
            continue
        minutes = room_for(board, day, form_of_day(board, day))
        wall = board.clock.wall(best.start)
        start = _minute_of(wall)
        if verdict_of(best.points, board.numbers) in ("good", "ok") and start + minutes <= DAY_MINUTES:
            window = Window(start, start + minutes)
            windows = situation.profile.schedule.windows_on(each.day)
            clock = wall.strftime("%H:%M")
            params = (
                ("day", each.day.isoformat()),
                ("time", clock),
                ("score", best.points),
                ("minutes", minutes),
            )
            yield Phrase("rules.repair.window", params), _with_windows(situation, each.day, (*windows, window))


class _Best(NamedTuple):
    """A start and what it scores."""

    start: int
    points: int


def _best_start(view: DayView, usual: int) -> _Best | None:
    """The best start that no rule forbids; among equals the one nearest to the usual minute of the day."""
    most = view.best()
    if most is None:
        return None
    alike = [each for each in view.fitting if not each.judged.hard and each.judged.points == most.judged.points]
    starts = [start for each in alike for start in starts_of(view, each)]
    clock = view.ask.board.clock
    near = min(starts, key=lambda start: (abs(_minute_of(clock.wall(start)) - usual), start))
    return _Best(near, most.judged.points)


def _minute_of(wall: datetime) -> int:
    return wall.hour * 60 + wall.minute


def _usual_start(situation: Situation) -> int:
    """When the runner's windows open most often, in minutes after midnight."""
    opens = Counter(windows[0].start for windows in situation.profile.schedule.windows if windows)
    return min(opens, key=lambda minute: (-opens[minute], minute), default=EVENING)


def _with_windows(situation: Situation, day: date, windows: tuple[Window, ...]) -> Situation:
    odd = OddDays(day, day, windows)
    return _with_schedule(situation, exceptions=(*situation.profile.schedule.exceptions, odd))


def _with_schedule(situation: Situation, **changes: object) -> Situation:
    schedule: Schedule = replace(situation.profile.schedule, **changes)  # type: ignore[arg-type]
    return replace(situation, profile=replace(situation.profile, schedule=schedule))


def _shorter_sessions(situation: Situation) -> Iterator[tuple[Phrase, Situation]]:
    for minutes in SHORTER:
        rooms = tuple(replace(room, full=min(room.full, minutes)) for room in situation.rooms)
        if rooms != situation.rooms:
            yield Phrase("rules.repair.shorter", (("minutes", minutes),)), replace(situation, rooms=rooms)


def _freed_days(situation: Situation, week: WeekPlan) -> Iterator[tuple[Phrase, Situation]]:
    kept = situation.profile.schedule.protected_days
    for each in week.days:
        if each.day.weekday() in kept:
            changed = _with_schedule(situation, protected_days=kept - {each.day.weekday()})
            yield Phrase("rules.repair.free", (("day", each.day.isoformat()),)), changed


def _moved_runs(situation: Situation, week: WeekPlan) -> Iterator[tuple[Phrase, Situation]]:
    """Each quality run of the week on each day of it that has no run."""
    dates = [each.day for each in week.days]
    taken = {entry.start.date() for entry in situation.entries if entry.is_run}
    for entry in situation.entries:
        if (
            entry.treated_as is Treated.QUALITY
            and entry.start.date() in dates
            and entry.start.date() >= situation.first
        ):
            for day in dates:
                if day not in taken and day >= situation.first:
                    params = (("run", entry.title), ("day", day.isoformat()))
                    yield Phrase("rules.repair.run", params), _with_run_on(situation, entry, day)


def _with_run_on(situation: Situation, entry: Entry, day: date) -> Situation:
    shift = timedelta(days=(day - entry.start.date()).days)
    moved = replace(entry, start=entry.start + shift, end=entry.end + shift)
    entries: Sequence[Entry] = [moved if each is entry else each for each in situation.entries]
    return replace(situation, entries=tuple(sorted(entries, key=_entry_key)))


def _entry_key(entry: Entry) -> tuple[datetime, str]:
    return (entry.start, entry.uid)


def _loosened_pins(situation: Situation, week: WeekPlan) -> Iterator[tuple[Phrase, Situation]]:
    dates = [each.day for each in week.days]
    for session in situation.fixed:
        if session.start.date() in dates and _can_move(session):
            fixed = tuple(each for each in situation.fixed if each is not session)
            params = (("day", session.start.date().isoformat()),)
            changed = replace(situation, fixed=fixed, accepted=(*situation.accepted, session))
            yield Phrase("rules.repair.unpin", params), changed


def _can_move(session: Session) -> bool:
    return session.pinned and not session.done and not session.foreign


def _lights_allowed(situation: Situation, week: WeekPlan) -> Iterator[tuple[Phrase, Situation]]:
    """The light session that the runner wants to be asked about."""
    if situation.profile.schedule.second_session == "offer":
        changed = _with_schedule(situation, second_session="light")
        lights = {date.fromordinal(lift.day) for lift in solve(changed).lifts if lift.form is Form.LIGHT}
        for day in sorted(lights.intersection(each.day for each in week.days)):
            yield Phrase("rules.repair.light", (("day", day.isoformat()),)), changed
