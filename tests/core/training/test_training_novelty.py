"""New exercises: one at a time, never close to a key run."""

from dataclasses import replace

import pytest

from core.catalogue import load_catalogue
from core.model.training import Form, Treated
from core.training.novelty import count_allowed, known_exercises, lay_out_runs

EXERCISES = load_catalogue().exercises


@pytest.fixture
def board(monday, profile):
    return lambda entries, numbers=(): lay_out_runs(replace(profile(), numbers=numbers), entries, monday)


def ids(session):
    return {dose.id for dose in session.content.doses}


def weeks(lift, count, **more):
    return [lift(7 * week + day, **more) for week in range(count) for day in (1, 3)]


def test_in_the_first_two_weeks_nothing_can_be_called_new(fill, lift):
    sessions = fill(weeks(lift, 2))
    assert known_exercises(sessions, lift(10).start) is None
    assert known_exercises(sessions, lift(15).start) == ids(sessions[0]) | ids(sessions[1])


def test_what_was_not_done_for_four_weeks_is_new_again(fill, lift):
    sessions = fill([lift(1), lift(22)])
    assert known_exercises(sessions, lift(29).start) == ids(sessions[0]) | ids(sessions[1])
    assert known_exercises(sessions, lift(30).start) == ids(sessions[1])


def test_a_beginner_meets_one_new_exercise_a_session(fill, lift, profile):
    sessions = fill(weeks(lift, 8), profile=profile(sessions_done=0))
    for index, session in enumerate(sessions[4:], start=4):
        known = set().union(*(ids(earlier) for earlier in sessions[:index]))
        assert len(ids(session) - known) <= 1


def test_the_first_four_sessions_are_easy_ones(fill, lift, profile):
    for session in fill(weeks(lift, 2), profile=profile(sessions_done=0)):
        assert all(EXERCISES[dose.id].level == 1 and dose.sets <= 2 for dose in session.content.doses)
        assert all(dose.rir in (4, None) for dose in session.content.doses)


def test_sessions_already_done_are_not_counted_twice(fill, lift, profile):
    done = [lift(-6, done=True), lift(-4, done=True)]
    (session,) = fill([lift(1)], profile=profile(sessions_done=4), history=done)
    assert session.content.doses[0].sets == 3


def test_the_hardest_exercises_wait_for_twelve_sessions(fill, lift, profile):
    early, late = (fill([lift(1)], profile=profile(sessions_done=done))[0] for done in (11, 12))
    assert ("front_squat" in ids(early), "front_squat" in ids(late)) == (False, True)


def test_a_new_exercise_has_two_sets_and_four_in_reserve(fill, lift, profile):
    sessions = fill(weeks(lift, 8), profile=profile(sessions_done=0))
    (swing,) = [s for s in sessions[4:] if "trap_bar_deadlift" in ids(s)][:1]
    (dose,) = [dose for dose in swing.content.doses if dose.id == "trap_bar_deadlift"]
    assert (dose.sets, dose.rir) == (2, 4)


@pytest.mark.parametrize(("hour", "allowed"), [(17, 0), (18, 1)])
def test_rule_24_nothing_new_within_48_hours_of_a_key_run(lift, run, board, hour, allowed):
    assert count_allowed(board([run(3, Treated.QUALITY, hour=hour)]), lift(1)) == allowed


@pytest.mark.parametrize(
    ("priority", "day", "allowed"), [("A", 22, 0), ("A", 23, 1), ("B", 15, 0), ("B", 16, 1), ("C", 9, 1)]
)
def test_rule_24_nothing_new_in_the_weeks_before_a_race(lift, run, board, priority, day, allowed):
    assert count_allowed(board([run(day, Treated.RACE, priority=priority)]), lift(1)) == allowed


def test_close_to_a_key_run_a_known_exercise_takes_the_place_of_a_new_one(fill, lift, run, profile):
    before = fill(weeks(lift, 3), profile=profile(plan="minimal"))
    (session,) = fill([lift(22)], [run(23, Treated.QUALITY)], profile(plan="advanced"), history=before)
    assert ids(session) <= set().union(*map(ids, before))


def test_a_deload_brings_nothing_new(fill, lift, profile):
    before = fill(weeks(lift, 3), profile=profile(plan="minimal"))
    (session,) = fill([lift(22)], profile=profile(plan="advanced"), history=before)
    assert "front_squat" not in ids(session)


def test_after_a_long_pause_the_first_session_is_easy(fill, lift, profile, monday):
    (session,) = fill([lift(29)], profile=profile(last_session=monday, body_mass_kg=68))
    assert {dose.sets for dose in session.content.doses} == {2}
    assert session.content.doses[0].load_kg == 15.0  # three quarters of 22.5, in whole steps


def test_after_a_shorter_one_it_is_as_planned(fill, lift, profile, monday):
    (session,) = fill([lift(28)], profile=profile(last_session=monday))
    assert session.content.doses[0].sets == 3


def test_light_sessions_do_not_count_as_practice(fill, lift, profile):
    light = [lift(day, form=Form.LIGHT) for day in (1, 3, 8, 10)]
    session = fill([*light, lift(15)], profile=profile(sessions_done=0))[-1]
    assert {dose.rir for dose in session.content.doses} <= {4, None}


def test_after_a_pause_of_four_weeks_nothing_can_be_called_new_for_two(fill, lift):
    sessions = fill([*weeks(lift, 3), lift(50), lift(52), lift(65)])
    assert known_exercises(sessions, lift(50).start) is None
    assert known_exercises(sessions, lift(57).start) is None
    assert known_exercises(sessions, lift(66).start) == ids(sessions[-1]) | ids(sessions[-2]) | ids(sessions[-3])


@pytest.mark.parametrize(("form", "allowed"), [(Form.FULL, 1), (Form.LIGHT, 0), (Form.PRIMER, 0)])
def test_light_sessions_and_primers_bring_nothing_new(lift, board, form, allowed):
    assert count_allowed(board([]), lift(1, form=form)) == allowed


@pytest.mark.parametrize(("hours", "allowed"), [(48, 1), (49, 0)])
def test_the_hours_that_a_new_exercise_waits_are_the_runners_own(lift, run, board, hours, allowed):
    runs = [run(3, Treated.QUALITY, hour=18)]  # 48.25 hours after the session
    assert count_allowed(board(runs, (("novelty_hours_before_key", hours),)), lift(1)) == allowed


def test_before_a_week_of_four_key_runs_nothing_is_new(lift, run, board):
    block = [run(day, Treated.QUALITY) for day in (8, 10, 12, 13)]
    assert (count_allowed(board(block), lift(1)), count_allowed(board(block[1:]), lift(1))) == (0, 1)


def test_where_nothing_known_does_it_pushing_and_pulling_are_left_out(fill, lift, run, profile):
    before = fill(weeks(lift, 3), profile=profile(plan="minimal"))
    near, far = (fill([lift(22, wave_week=1)], [run(day, Treated.QUALITY)], profile(), before)[0] for day in (23, 27))
    assert {EXERCISES[name].pattern for name in ids(near)} & {"upper_push", "upper_pull"} == set()
    known = set().union(*map(ids, before))
    assert ids(near) <= known
    assert len(ids(far) - known) == 1


def test_what_has_to_stay_is_the_one_new_exercise_of_a_session(fill, lift, profile):
    careful = profile(plan="minimal", place="home", sessions_done=3, injuries=("achilles_mid",))
    first, second = fill([lift(2), lift(5)], profile=careful)
    assert ids(second) - ids(first) == {"low_step_up"}
