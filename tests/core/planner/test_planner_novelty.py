"""A session whose exercise comes too early keeps its slot and gets one that is known (P12)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from core import planner
from core.model.event import Occurrence
from core.model.profile import Athlete, Profile
from core.model.training import Entry, Form, Kind, Session, SessionKind, Treated
from core.training.prescribe import fill
from core.words import Words

ZONE = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
WORDS = Words("en")


def at(day, hour):
    return datetime.combine(MONDAY + timedelta(days=day), time(hour), ZONE)


def lift(day, **more):
    return Session(f"s{day}", SessionKind.STRENGTH, Form.FULL, at(day, 17), at(day, 17) + timedelta(minutes=45), **more)


def tempo(day):
    event = Occurrence("club", f"r{day}", None, at(day, 7), at(day, 8), all_day=False, summary="Tempo")
    return Entry(event, Kind.TEMPO, 1.0, (), Treated.QUALITY, event.start, event.end, 60)


def ids(session):
    return {dose.id for dose in session.content.doses}


@pytest.fixture
def state():
    """Three weeks of the minimal plan, done; in the fourth the first session of the standard one."""
    past = fill(
        [lift(day, done=True) for day in (-20, -18, -13, -11, -6, -4)],
        profile=Profile(ZONE, Athlete(plan="minimal")),
        entries=(),
        words=WORDS,
    )
    profile = Profile(ZONE, Athlete(plan="standard"))
    (new,) = fill([lift(1)], profile=profile, entries=(), words=WORDS, history=past)
    start = planner.start_state(profile, MONDAY, 1, not_before=at(0, 12))
    return replace(start, sessions=(*past, new))


def known(state):
    return set().union(*(ids(session) for session in state.sessions[:-1]))


def test_far_from_key_runs_one_new_exercise_stays(state):
    assert len(ids(state.sessions[-1]) - known(state)) == 1
    assert planner.fill_contents(state, WORDS) == state


def test_a_key_run_that_comes_near_has_the_new_exercise_exchanged(state):
    after = planner.fill_contents(replace(state, entries=(tempo(2),)), WORDS)
    assert ids(after.sessions[-1]) <= known(state)
    assert [(s.uid, s.start, s.template) for s in after.sessions] == [
        (s.uid, s.start, s.template) for s in state.sessions
    ]


def test_what_is_done_or_over_stays_as_it_was(state):
    over = replace(state, entries=(tempo(2),), not_before=at(2, 12))
    assert planner.fill_contents(over, WORDS) == over


def named(state):
    return {session.uid: sorted(ids(session)) for session in state.sessions}


def test_a_check_names_the_run_that_the_new_exercise_waits_for(state):
    found = planner.check_sessions(replace(state, entries=(tempo(3),)), named(state))
    assert [(b.uid, b.finding.rule, dict(b.finding.params)["run"]) for b in found] == [("s1", "P12", "Tempo")]


def test_a_check_lets_one_new_exercise_pass_but_not_two(state):
    assert planner.check_sessions(state, named(state)) == ()
    two = named(state) | {"s1": ["goblet_squat", "single_leg_rdl", "side_plank", "cable_row", "db_press"]}
    (found,) = planner.check_sessions(state, two)
    assert (found.finding.rule, dict(found.finding.params)["count"]) == ("P12", 2)
    assert "2" in WORDS.say("rules.P12", found.finding.params)


def test_a_check_that_knows_no_exercises_says_nothing_of_them(state):
    assert planner.check_sessions(replace(state, entries=(tempo(3),))) == ()
