"""A missed session counts nowhere; its own week may offer it again, no other does (rules.md 84)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from core import planner
from core.model.event import Occurrence, OwnMark, Reading
from core.model.profile import Profile, Schedule, Window
from core.model.training import Form, Session, SessionKind
from core.planner import History
from core.words import Words

ZONE = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
EVENINGS = ((Window(17 * 60, 21 * 60),),) * 7
WORDS = Words("en")


def at(day, hour):
    return datetime.combine(MONDAY + timedelta(days=day), time(hour), ZONE)


def lift(day, **more):
    end = at(day, 17) + timedelta(minutes=40)
    return Session(f"s{day}", SessionKind.STRENGTH, Form.FULL, at(day, 17), end, **more)


def make_state(*sessions, now=(2, 12), windows=EVENINGS, weeks=2, **more):
    profile = Profile(ZONE, schedule=Schedule(windows=windows, session_minutes=40))
    moment = at(*now)
    start = planner.start_state(profile, moment.date(), weeks, not_before=moment)
    known = tuple(planner.mark_done(session, moment) for session in sessions)
    return planner.absorb(replace(start, **more), [Reading("club")], known)


def propose(state):
    places = iter(range(100))
    return planner.propose(state, mint=lambda _place: f"new-{next(places)}", words=WORDS)


def days(state):
    return [session.start.date() for session in state.sessions]


def test_the_week_of_a_missed_session_offers_it_again():
    state = make_state(lift(1), lift(4))
    kept = propose(state).state
    again = propose(planner.miss(state, "s1")).state
    assert [day for day in days(kept) if day < MONDAY + timedelta(days=7)] == [
        lift(1).start.date(),
        lift(4).start.date(),
    ]
    first_week = [session for session in again.sessions if session.start < at(7, 0)]
    assert [session.uid for session in first_week] == ["new-0", "s4"]
    assert first_week[0].start > at(2, 12)


def test_the_offer_says_what_was_missed_and_other_new_sessions_do_not():
    lines = {line.uid: line for line in propose(planner.miss(make_state(lift(1), lift(4)), "s1")).diff}
    said = [" ".join(WORDS.phrase(reason) for reason in line.reasons) for line in lines.values() if line.kind == "new"]
    assert said[0].endswith("The session of Tuesday was missed; its week still has room for one.")
    assert said[1:] == ["", ""]


def test_where_the_week_is_closed_it_is_dropped_and_no_other_week_has_more():
    windows = ((), EVENINGS[0], (), (), EVENINGS[0], (), ())
    state = make_state(lift(1), lift(4), windows=windows)
    before, after = propose(state).state, propose(planner.miss(state, "s1")).state
    assert [s for s in days(after) if s < MONDAY + timedelta(days=7)] == [lift(4).start.date()]
    assert days(after)[1:] == days(before)[2:]


def test_a_missed_session_leaves_the_days_around_it_open():
    state = make_state(lift(2), now=(2, 20))
    assert planner.judge_start(state, at(3, 17)).verdict == "forbidden"
    assert planner.judge_start(planner.miss(state, "s2"), at(3, 17)).verdict != "forbidden"


def test_what_was_called_off_before_its_time_is_not_offered_that_day():
    state = planner.miss(make_state(lift(2), lift(5), now=(2, 12)), "s2")
    assert lift(2).start.date() not in days(propose(state).state)


def test_what_was_missed_earlier_in_a_day_may_still_be_done_that_evening():
    state = planner.miss(make_state(lift(4), now=(4, 18), windows=((), (), (), (), EVENINGS[0], (), ())), "s4")
    (again,) = [session for session in propose(state).state.sessions if session.start < at(7, 0)]
    assert again.start >= at(4, 18)


def test_it_does_not_count_for_the_sessions_done():
    state = make_state(lift(-13), lift(-11), lift(-6), lift(-4), now=(0, 12))
    beginner = replace(state, profile=replace(state.profile, athlete=replace(state.profile.athlete, sessions_done=3)))
    missed = planner.miss(beginner, "s-4")
    assert "s-4" not in {session.uid for session in planner.make_situation(missed).fixed}


@pytest.mark.parametrize(("day", "can"), [(1, True), (2, True), (3, False)])
def test_what_is_still_to_come_on_another_day_cannot_be_missed(day, can):
    assert planner.can_be_missed(lift(day), at(2, 12).date()) is can


def test_it_can_be_taken_back():
    state = make_state(lift(1), lift(4))
    missed = planner.miss(state, "s1")
    assert (missed.missed[0].uid, days(missed)) == ("s1", [lift(4).start.date()])
    assert planner.take_back_miss(missed, "s1", at(2, 12)) == state


def test_undo_and_redo_know_it():
    state = make_state(lift(1), lift(4))
    history = History(state).push(planner.miss(state, "s1"))
    undone = history.undo()
    assert (undone.state.missed, len(undone.state.sessions)) == ((), 2)
    assert [session.uid for session in undone.redo().state.missed] == ["s1"]


def test_its_event_in_a_calendar_does_not_bring_it_back():
    mark = OwnMark("s1", "strength", "full", "std_gym_A", 1)
    event = Occurrence("club", "s1", None, at(1, 17), at(1, 18), all_day=False, summary="Lift", own=mark)
    state = planner.miss(make_state(lift(1)), "s1")
    assert planner.absorb(state, [Reading("club", (event,))]).sessions == ()


def test_the_wave_goes_on_from_it():
    state = planner.miss(make_state(lift(1, wave_week=3)), "s1")
    assert planner.absorb(state, [Reading("club")]).rooms[0].wave_week == 3
