"""Everything known at one moment, and how newly read calendars change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from core.errors import InputError
from core.model.event import Occurrence, OwnEvent, Problem, Reading, Span
from core.model.plan import Plan, Situation, WeekRoom
from core.model.profile import Profile
from core.model.training import Entry, Form, Kind, Session, SessionKind

DAYS_BEFORE = 42  # habits (P16), races (P06), the weeks around (P15)
DAYS_AFTER = 400  # later races decide the priority of earlier ones (P05)
DAYS_SHOWN_AFTER = 120  # what is kept of them: no rule looks further, and the week can be turned that far
ONLY_DAY_AT = time(17)  # where only a session's day is known; the hour matters little
ONLY_DAY_LENGTH = timedelta(minutes=40)
WEEKS_MOST = 104


@dataclass(frozen=True, slots=True)
class State:
    """Everything known at one moment. ``sessions`` are ours, past and planned, sorted by start."""

    profile: Profile
    first: date
    weeks: int
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    sessions: tuple[Session, ...] = ()
    foreign: tuple[Session, ...] = ()  # strength that the runner's plan already holds
    rooms: tuple[WeekRoom, ...] = ()
    skipped: tuple[date, ...] = ()
    missed: tuple[Session, ...] = ()  # ours, that the runner did not do: they count nowhere
    not_before: datetime | None = None
    plan: Plan | None = None

    @property
    def monday(self) -> date:
        """Monday of the first week."""
        return monday_of(self.first)

    @property
    def horizon(self) -> Span:
        """From the first day to the end of the last week, in the runner's zone."""
        zone = self.profile.zone
        end = self.monday + timedelta(weeks=self.weeks)
        return Span(datetime.combine(self.first, time(), zone), datetime.combine(end, time(), zone))


def monday_of(day: date) -> date:
    """The Monday of a date's training week."""
    return day - timedelta(days=day.weekday())


def span_to_read(first: date, weeks: int, profile: Profile) -> Span:
    """The time that sources must be read for, so that every rule sees what it asks for."""
    start = datetime.combine(monday_of(first) - timedelta(days=DAYS_BEFORE), time(), profile.zone)
    end = datetime.combine(monday_of(first) + timedelta(weeks=weeks, days=DAYS_AFTER), time(), profile.zone)
    return Span(start, end)


def start_state(profile: Profile, first: date, weeks: int, *, not_before: datetime | None = None) -> State:
    """An empty State. InputError ``weeks_range`` outside 1 to 104 weeks."""
    if not 1 <= weeks <= WEEKS_MOST:
        raise InputError("weeks_range", weeks=weeks)
    return State(profile, first, weeks, not_before=not_before)


def list_entries(state: State, readings: Sequence[Reading], *, alone: bool = False) -> tuple[Entry, ...]:
    """What the calendars hold, understood: by nothing but the readings and the State's profile, first day and weeks."""
    from core.runs.week import understand  # noqa: PLC0415 - all of recognising; the State itself needs none of it

    theirs = [item for r in readings if r.use == "runs" for item in _list_theirs(r)]
    blocks = [_block(item) for r in readings if r.use != "runs" for item in _list_theirs(r)]
    understood = understand(theirs, state.profile, alone=alone)
    last = state.horizon.end + timedelta(days=DAYS_SHOWN_AFTER)
    near = [entry for entry in (*understood, *blocks) if entry.start < last]
    return tuple(sorted(near, key=lambda entry: (entry.start, entry.uid)))


def _list_theirs(reading: Reading) -> list[Occurrence]:
    return [item for item in reading.occurrences if item.own is None or not reading.ours]


def absorb(
    state: State,
    readings: Sequence[Reading],
    known: Sequence[Session] = (),
    *,
    alone: bool = False,
    entries: tuple[Entry, ...] | None = None,
) -> State:
    """The State with the calendars read anew.

    ``known`` are our sessions with their content (from the ledger or a history file); events of ours that are
    only in the readings become sessions without content. ``alone`` judges each entry without its week. ``entries`` is
    what ``list_entries`` gave for this State and these readings, where that is known.
    """
    occurrences = [item for reading in readings if reading.ours for item in reading.occurrences]
    entries = list_entries(state, readings, alone=alone) if entries is None else entries
    missed = {session.uid for session in state.missed}
    own = [item for item in occurrences if item.own is not None and item.uid not in missed]
    sessions = {item.uid: session_of(item) for item in own}
    sessions |= {session.uid: session for session in known}
    ours = sort_sessions(tuple(sessions.values()))
    return _measure(
        replace(
            state,
            entries=entries,
            problems=tuple(problem for reading in readings for problem in reading.problems),
            sessions=ours,
            foreign=sort_sessions((*_list_foreign(entries), *_recall_last(state.profile, entries, ours))),
        )
    )


def make_situation(state: State, *, without: str | None = None) -> Situation:
    """What the solver is asked; ``without`` leaves one session of ours out."""
    ours = [session for session in state.sessions if session.uid != without]
    movable = tuple(s for s in ours if is_movable(s, state) and s.span.overlaps(state.horizon))
    fixed = tuple(s for s in ours if s not in movable)
    return Situation(
        profile=state.profile,
        entries=state.entries,
        first=state.first,
        weeks=state.weeks,
        rooms=state.rooms,
        fixed=sort_sessions((*fixed, *state.foreign)),
        accepted=movable,
        skipped=(*state.skipped, *_list_called_off(state)),
        not_before=state.not_before,
    )


def _measure(state: State) -> State:
    """The State with the rooms of its weeks, the wave going on from the last known session."""
    from core.training import prescribe  # noqa: PLC0415 - the catalogue and what chooses from it

    rooms = prescribe.rooms(state.profile, state.monday, state.weeks, _first_place(state), state.entries)
    return replace(state, rooms=rooms)


def _first_place(state: State) -> int:
    """The place in the wave of the horizon's first week: counted on from the session known nearest to it, else 1.

    Lighter weeks of running in between have turned the wave (#50), so they are gone through again.
    """
    known = (*state.sessions, *state.missed)
    marked = [s for s in known if s.wave_week and s.kind is SessionKind.STRENGTH]
    if not marked:
        return 1
    from core.rules.numbers import Numbers  # noqa: PLC0415
    from core.training.brake import align_places, find_place  # noqa: PLC0415

    every = Numbers.from_overrides(state.profile.numbers).deload_weeks
    nearest = min(marked, key=lambda s: (abs((s.start.date() - state.monday).days), s.start))
    begin = monday_of(nearest.start.date())
    waves = {monday_of(s.start.date()): s.wave_week for s in marked} | {begin: nearest.wave_week}
    place = find_place(begin, waves, every)
    weeks = (state.monday - begin).days // 7
    if weeks <= 0:
        return (place - 1 + weeks) % every + 1
    between = [begin + timedelta(weeks=week) for week in range(weeks + 1)]
    return align_places(place, between, state.entries, every)[-1]


def _list_called_off(state: State) -> list[date]:
    """The days of sessions that were called missed before their time: nothing is offered there instead."""
    now = state.not_before
    return [session.start.date() for session in state.missed if now is not None and session.start >= now]


def is_movable(session: Session, state: State) -> bool:
    """True where the planner may move a session: not pinned, not done, not begun, inside the days it plans."""
    if session.pinned or session.done or session.start.date() < state.first:
        return False
    return state.not_before is None or session.start >= state.not_before


def sort_sessions(sessions: Sequence[Session]) -> tuple[Session, ...]:
    """Sessions by start, then UID."""
    return tuple(sorted(sessions, key=lambda session: (session.start, session.uid)))


def session_of(occurrence: Occurrence) -> Session:
    """The session behind an event of ours, without its content."""
    mark = occurrence.own
    assert mark is not None
    start, end = _find_times(occurrence)
    return Session(
        occurrence.uid,
        SessionKind(mark.kind),
        Form(mark.form),
        start,
        end,
        pinned=mark.pinned,
        template=mark.template,
        wave_week=mark.wave_week,
    )


def mark_done(session: Session, now: datetime) -> Session:
    """The session as done where it ended before ``now``."""
    return replace(session, done=session.end <= now)


def _block(occurrence: Occurrence) -> Entry:
    """An entry of a calendar that only says when the runner is busy."""
    return Entry(
        occurrence,
        Kind.OTHER,
        1.0,
        (),
        None,
        occurrence.start,
        occurrence.end,
        occurrence.span.minutes,
        busy=occurrence.busy and not occurrence.all_day,
    )


def _find_times(event: OwnEvent | Occurrence) -> tuple[datetime, datetime]:
    """When it is; of one that names only its day, a likely time."""
    if not event.all_day:
        return event.start, event.end
    start = datetime.combine(event.start.date(), ONLY_DAY_AT, event.start.tzinfo)
    return start, start + ONLY_DAY_LENGTH


def session_from_event(event: OwnEvent) -> Session:
    """The session behind an event of ours as it was read back, without its content."""
    mark = event.mark
    start, end = _find_times(event)
    return Session(
        event.uid,
        SessionKind(mark.kind),
        Form(mark.form),
        start,
        end,
        pinned=mark.pinned,
        template=mark.template,
        wave_week=mark.wave_week,
    )


def _list_foreign(entries: Sequence[Entry]) -> list[Session]:
    return [_foreign_session(entry) for entry in entries if entry.kind is Kind.STRENGTH]


def _recall_last(profile: Profile, entries: Sequence[Entry], ours: Sequence[Session]) -> list[Session]:
    """The session of ``last_session`` where no calendar holds it: done, so the days after it are closed (P07)."""
    day = profile.athlete.last_session
    if day is None or any(s.start.date() == day for s in (*_list_foreign(entries), *ours)):
        return []
    start = datetime.combine(day, ONLY_DAY_AT, profile.zone)
    return [
        Session(
            f"last-session-{day.isoformat()}",
            SessionKind.STRENGTH,
            Form.FULL,
            start,
            start + ONLY_DAY_LENGTH,
            pinned=True,
            done=True,
            foreign=True,
        )
    ]


def _foreign_session(entry: Entry) -> Session:
    uid = entry.occurrence.key  # a class every Tuesday is one event and many sessions
    start, end = _find_times(entry.occurrence) if entry.occurrence.all_day else (entry.start, entry.end)
    return Session(uid, SessionKind.STRENGTH, Form.FULL, start, end, pinned=True, foreign=True)
