"""What surrounds a session: those before it, the runs near it, the races to come."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.catalogue import load_catalogue
from core.model.profile import Profile
from core.model.training import Entry, Form, Session, SessionKind
from core.rules.board import Board
from core.rules.race import taper_share
from core.training.brake import is_bigger_week, is_braked
from core.training.content import Order
from core.training.load import NOVICE_SESSIONS
from core.training.means import LEVELS, means_on
from core.training.novelty import ONBOARDING_DAYS, count_allowed, known_exercises, list_new

LOOK_BACK = timedelta(days=60)  # for what is usual (#53)
LOOK_AHEAD = timedelta(days=30)
AFTER_RUN_MINUTES = 60  # a run that ended so shortly before has done the warm-up
HARD_EXERCISE_SESSIONS = 12  # before that nothing of level 3
PAUSE_DAYS = 28  # after so long everything is new again (#24, #25)


@dataclass(frozen=True, slots=True)
class Course:
    """All sessions and entries by start, and the sessions' templates by UID."""

    sessions: Sequence[Session]
    templates: Mapping[str, str]
    profile: Profile
    entries: Sequence[Entry]
    board: Board  # the same runs, for what may be new before them (#24)


def order_for(course: Course, session: Session) -> Order:
    """All that decides what a session of the course holds."""
    day = session.start.date()
    lifts = _lifts_before(course, session)
    athlete = course.profile.athlete
    near, numbers = _near(course.entries, session), course.board.numbers
    lifted = athlete.sessions_done + sum(not lift.done for lift in lifts)
    novice = lifted < NOVICE_SESSIONS
    return Order(
        template=load_catalogue().templates[course.templates[session.uid]],
        wave_week=session.wave_week,
        form=session.form,
        means=means_on(course.profile, day, level=LEVELS if lifted >= HARD_EXERCISE_SESSIONS else LEVELS - 1),
        athlete=athlete,
        age=None if athlete.birth_year is None else day.year - athlete.birth_year,
        novice=novice,
        eased=novice or _was_paused(course, session, lifts),
        taper=taper_share(course.board, course.board.clock.day_of(int(session.start.timestamp()))),
        braked=is_braked(near, day),
        held=is_bigger_week(near, day),
        after_run=_comes_from_run(near, session),
        room=session.span.minutes,
        known=None if novice else _known(course, session),
        first_sets=numbers.first_sets,
        contacts=(numbers.plyo_contacts_start, numbers.plyo_contacts_most),
        new_allowed=count_allowed(course.board, session),
    )


def count_new(course: Course, session: Session) -> int:
    """How many of a session's exercises are new to the runner; 0 where nothing known could take their place (P12)."""
    exercises = load_catalogue().exercises
    if session.content is None:
        return 0
    order = order_for(course, session)
    if order.known is None:
        return 0
    present = [exercises[dose.id] for dose in session.content.doses if dose.id in exercises]
    news, needless = list_new(present, replace(order.means, only=order.known), exercises)
    return len(news) if needless else 0


def _known(course: Course, session: Session) -> frozenset[str] | None:
    """What was done lately; of someone who began with us nothing is hidden, of others the first weeks are."""
    began_here = course.profile.athlete.sessions_done < NOVICE_SESSIONS
    days = 0 if began_here else ONBOARDING_DAYS
    again = course.board.numbers.novelty_days
    return known_exercises(course.sessions, session.start, onboarding_days=days, new_after_days=again)


def _near(entries: Sequence[Entry], session: Session) -> Sequence[Entry]:
    """The entries that can matter to a session: nothing here looks further."""
    first = bisect_left(entries, session.start - LOOK_BACK, key=lambda e: e.start)
    return entries[first : bisect_left(entries, session.start + LOOK_AHEAD, key=lambda e: e.start)]


def _lifts_before(course: Course, session: Session) -> list[Session]:
    """Full sessions of ours before this one."""
    return [
        other
        for other in course.sessions
        if other.start < session.start
        and other.kind is SessionKind.STRENGTH
        and other.form is Form.FULL
        and not other.foreign
    ]


def _was_paused(course: Course, session: Session, lifts: Sequence[Session]) -> bool:
    """True where the last lift known is more than four weeks back."""
    days = [lift.start.date() for lift in lifts]
    if course.profile.athlete.last_session is not None:
        days.append(course.profile.athlete.last_session)
    before = [day for day in days if day < session.start.date()]
    return bool(before) and (session.start.date() - max(before)).days > PAUSE_DAYS


def _comes_from_run(entries: Sequence[Entry], session: Session) -> bool:
    window = timedelta(minutes=AFTER_RUN_MINUTES)
    return any(e.is_run and timedelta(0) <= session.start - e.end <= window for e in entries)
