"""How long sessions will take, and what is in each (training.md 1, 2.3)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from core.catalogue import load_catalogue
from core.model.plan import WeekRoom
from core.model.profile import Profile
from core.model.training import Entry, Form, Session
from core.rules.numbers import Numbers
from core.training import content
from core.training.brake import align_waves
from core.training.content import Order
from core.training.course import Course, count_new, order_for
from core.training.load import NOVICE_SESSIONS
from core.training.means import means_on
from core.training.novelty import count_allowed, lay_out_runs
from core.training.rotation import choose_templates, template_id
from core.words import Words

ROOM_STEP_MINUTES = 5
NO_DAY = date(2000, 1, 1)  # stands where there is neither a session nor a run


def rooms(
    profile: Profile, monday_first: date, weeks: int, first_place: int = 1, entries: Sequence[Entry] = ()
) -> tuple[WeekRoom, ...]:
    """The minutes that sessions take in the calendar, week by week from a Monday on.

    The longest session of the week done cold, rounded up to five minutes. A length that the runner fixed is that of
    full sessions, and no shorter form is longer. ``first_place`` is that of the first week in the wave. With ``entries`` the easier week of the wave follows lighter weeks
    of running (#50).
    """
    mondays = [monday_first + timedelta(weeks=index) for index in range(weeks)]
    waves = align_waves(first_place, mondays, entries, Numbers.from_overrides(profile.numbers).deload_weeks)
    return tuple(_room(profile, mondays[index], index, waves[index]) for index in range(weeks))


def fill(
    sessions: Sequence[Session],
    *,
    profile: Profile,
    entries: Sequence[Entry],
    words: Words,
    history: Sequence[Session] = (),
) -> tuple[Session, ...]:
    """The sessions with their content, in the order given.

    A session that has content keeps it: a move is not a rewrite. Foreign ones stay empty. ``history``: earlier
    sessions that are not among them.
    """
    every = sorted((*history, *sessions), key=lambda s: (s.start, s.uid))
    course = make_course(every, profile, entries)
    for index, session in enumerate(every):
        if session.content is None and not session.foreign:
            order = order_for(course, session)
            every[index] = replace(session, template=order.template.id, content=content.prescribe(order, words))
    filled = {session.uid: session for session in every}
    return tuple(filled[session.uid] for session in sessions)


def make_course(sessions: Sequence[Session], profile: Profile, entries: Sequence[Entry]) -> Course:
    """What surrounds sessions that are sorted by start; a list of them may be filled while it is read."""
    around = sorted(entries, key=lambda e: (e.start, e.uid))
    first = min((known[0].start.date() for known in (sessions, around) if known), default=NO_DAY)
    board = lay_out_runs(profile, around, first)
    return Course(sessions, choose_templates(sessions, profile, around), profile, around, board)


def clear_early(
    sessions: Sequence[Session], since: datetime | None, *, profile: Profile, entries: Sequence[Entry]
) -> tuple[Session, ...]:
    """The sessions, those from ``since`` on without content where an exercise in it comes too early (P12).

    The calendar changed since it was written, or the runner moved it: ``fill`` writes it anew, the slot stays.
    """
    every = sorted(sessions, key=lambda s: (s.start, s.uid))
    course = make_course(every, profile, entries)
    for index, session in enumerate(every):
        if not (session.done or session.foreign or (since is not None and session.start < since)):
            allowed = count_allowed(course.board, session)
            if count_new(course, session) > allowed:
                every[index] = replace(session, content=None)
    cleared = {session.uid: session for session in every}
    return tuple(cleared[session.uid] for session in sessions)


def _room(profile: Profile, monday: date, index: int, week: int) -> WeekRoom:
    done_after = profile.athlete.sessions_done + (index + 1) * profile.schedule.sessions_per_week
    longest = dict.fromkeys(Form, 0.0)
    for order in _orders(profile, monday, week, novice=done_after <= NOVICE_SESSIONS):
        longest[order.form] = max(longest[order.form], _minutes(order))
    full, light, primer = (_round_up(longest[form]) for form in (Form.FULL, Form.LIGHT, Form.PRIMER))
    fixed = profile.schedule.session_minutes
    if fixed is not None:
        full, light, primer = fixed, fixed, min(fixed, primer)
    return WeekRoom(monday, week, full, light, primer)


def _orders(profile: Profile, monday: date, week: int, *, novice: bool) -> Iterator[Order]:
    """Every cold session that a week could hold."""
    templates = load_catalogue().templates
    days = [monday + timedelta(days=number) for number in range(7)]
    for means, day in {means_on(profile, day): day for day in reversed(days)}.items():
        for letter in "AB":
            template = templates[template_id(profile, day, letter)]
            for form in Form:
                yield Order(template, week, form, means, profile.athlete, novice=novice, eased=novice)


@lru_cache(maxsize=256)
def _minutes(order: Order) -> float:
    """Minutes of a session; the weeks of a wave come round and round."""
    return content.measure(content.build_blocks(order), order)


def _round_up(minutes: float) -> int:
    return math.ceil(minutes / ROOM_STEP_MINUTES) * ROOM_STEP_MINUTES
