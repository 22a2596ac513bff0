"""Kilograms: estimates, rounding, and the way loads go on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue import load_catalogue
from core.model.log import Lifted, LiftedSet
from core.training.load import estimate_max, first_load, raise_load, round_down, working_load
from core.training.log import best_maxima
from core.training.progress import REASONS, Goal, begin_from, begin_wave, calibrate, carry_loads, progress
from core.words import Words

EXERCISES = load_catalogue().exercises
RDL = EXERCISES["rdl"]  # 2.5 kg steps
PRESS = EXERCISES["db_press"]  # 1 kg steps
GOAL = Goal(low=6, high=8, rir=2)


def day(number, load, *sets, exercise="rdl"):
    done = tuple(LiftedSet(reps, rir) for reps, rir in sets)
    return Lifted(date(2026, 11, 2) + timedelta(days=number), exercise, load, done)


def step(*days, exercise=RDL, goal=GOAL):
    found = progress(exercise, days, goal)
    return found.load_kg, found.reps, found.reason


def test_the_worked_example_of_the_rule_table_holds():
    assert estimate_max(60, 8, 2) == pytest.approx(80.0)
    assert working_load(80.0, 6, 2, 2.5) == 62.5


def test_long_sets_say_nothing_about_a_maximum():
    assert estimate_max(40, 10, 3) is None


def test_the_best_set_of_each_exercise_counts_and_long_ones_do_not():
    lifted = [day(0, 60.0, (8, 2), (20, 1)), day(3, 55.0, (8, 2)), day(3, None, (8, 2), exercise="push_up")]
    assert best_maxima(lifted) == {"rdl": pytest.approx(80.0)}


@given(st.floats(1, 300), st.integers(1, 10), st.integers(0, 2))
def test_an_estimate_is_never_below_the_load(load, reps, rir):
    assert estimate_max(load, reps, rir) >= load * 0.999


@given(st.floats(0.1, 400), st.sampled_from([1.0, 2.0, 2.5, 4.0, 5.0]))
def test_rounding_down_loses_less_than_one_step(load, increment):
    rounded = round_down(load, increment)
    assert load - rounded + 1e-6 >= 0
    assert load - rounded < increment


@pytest.mark.parametrize(("mass", "careful", "load"), [(70, False, 27.5), (70, True, 20.0), (None, False, None)])
def test_first_loads_are_careful(mass, careful, load):
    assert first_load(RDL, mass, careful=careful) == load


def test_an_exercise_that_starts_without_load_has_none():
    assert first_load(EXERCISES["box_squat"], 70) is None
    assert first_load(EXERCISES["kb_hinge_drill"], 30) is None  # under one step


@pytest.mark.parametrize(("birth_year", "load"), [(1966, 17.5), (1967, 22.5), (None, 22.5)])
def test_from_sixty_on_the_first_load_is_three_quarters(fill, lift, profile, birth_year, load):
    (session,) = fill([lift(1)], profile=profile(body_mass_kg=68, birth_year=birth_year))
    assert session.content.doses[0].load_kg == load


@pytest.mark.parametrize(("load", "raised"), [(100.0, 105.0), (30.0, 32.5), (20.0, 20.0)])
def test_a_raise_is_five_percent_or_one_step_where_that_is_small(load, raised):
    assert raise_load(load, 2.5) == raised


@pytest.mark.parametrize(("rir", "load"), [(6, 55.0), (5, 55.0), (4, 52.5), (3, 50.0), (1, 50.0), (0, 45.0)])
def test_the_first_set_calibrates_the_others(rir, load):
    assert calibrate(50.0, rir, 2.5) == load


def test_a_remembered_set_gives_a_first_load():
    assert begin_from(day(0, 60.0, (8, 2)), GOAL, 2.5) == 62.5
    assert begin_from(day(0, 60.0, (12, 2)), GOAL, 2.5) is None
    assert begin_from(day(0, None, (8, 2)), GOAL, 2.5) is None


def test_without_a_log_there_is_nothing_to_go_on_from():
    assert step(day(0, 40.0, (8, 2), exercise="hip_thrust")) == (None, 6, "first")


def test_repetitions_grow_before_the_load():
    assert step(day(0, 60.0, (7, 2), (6, 2))) == (60.0, 7, "keep")


def test_every_set_at_the_top_raises_the_load_and_starts_low_again():
    assert step(day(0, 60.0, (8, 2), (8, 3))) == (62.5, 6, "raise")


def test_upper_body_steps_are_smaller():
    assert step(day(0, 40.0, (8, 2), exercise="db_press"), exercise=PRESS) == (41.0, 6, "raise")


def test_the_top_without_reserve_is_not_enough():
    assert step(day(0, 60.0, (8, 2), (8, 1))) == (60.0, 8, "keep")


def test_two_over_the_goal_twice_raises_too():
    days = (day(0, 60.0, (7, 2), (10, 1)), day(7, 60.0, (7, 2), (10, 1)))
    assert step(*days) == (62.5, 6, "two_for_two")


def test_easy_twice_offers_more_but_not_to_a_novice():
    days = (day(0, 60.0, (6, 4), (6, 4)), day(7, 60.0, (6, 5), (6, 4)))
    assert step(*days) == (62.5, 6, "easy")
    assert step(*days, goal=Goal(6, 8, 2, novice=True))[2] == "keep"


def test_a_big_step_waits_for_two_more_repetitions():
    assert step(day(0, 20.0, (8, 2), (8, 2))) == (20.0, 9, "more_reps")
    assert step(day(0, 20.0, (10, 2), (10, 2))) == (22.5, 6, "raise")


def test_two_sets_with_nothing_left_lower_the_load():
    assert step(day(0, 60.0, (8, 0), (7, 0))) == (55.0, 6, "failed")
    assert step(day(0, 60.0, (8, 0), (7, 1)))[2] == "keep"


def test_two_repetitions_short_twice_in_a_row_lowers_the_load():
    short = day(0, 60.0, (6, 1), (4, 1)), day(7, 60.0, (6, 1), (4, 1))
    assert step(*short) == (55.0, 6, "missed")
    assert step(short[0])[2] == "keep"


def test_in_the_easier_week_nothing_goes_up():
    assert step(day(0, 60.0, (8, 3), (8, 3)), goal=Goal(6, 8, 2, wave_week=4)) == (60.0, 6, "deload")


def test_the_easier_week_takes_the_load_from_before_the_last_raise():
    days = (day(0, 60.0, (8, 2)), day(8, 62.5, (6, 2)))
    assert step(*days, goal=Goal(6, 8, 2, wave_week=4))[0] == 60.0


def test_a_session_takes_over_the_loads_that_were_lifted(fill, lift):
    (session,) = fill([lift(1)])
    lifted = [day(0, 40.0, (6, 2), (6, 2), exercise="front_squat")]
    loads = {d.id: d.load_kg for d in carry_loads(session.content, lifted, novice=False, braked=False).doses}
    assert (loads["front_squat"], loads["step_up"], loads["push_up"]) == (42.5, 8.0, None)


def test_an_exercise_that_the_catalogue_lost_keeps_its_load(fill, lift):
    (session,) = fill([lift(1)])
    odd = replace(session.content, doses=(replace(session.content.doses[0], id="cossack_squat"),))
    assert carry_loads(odd, [], novice=False, braked=False) == odd


def test_a_jump_in_mileage_stops_the_load():
    assert step(day(0, 60.0, (8, 3), (8, 3)), goal=Goal(6, 8, 2, braked=True)) == (60.0, 6, "braked")


def test_a_week_has_room_for_one_raise():
    days = (day(0, 60.0, (8, 2)), day(3, 62.5, (8, 2)))
    assert step(*days) == (62.5, 8, "week_cap")
    assert step(days[0], day(8, 62.5, (8, 2)))[2] == "raise"


def test_a_novice_may_raise_twice_as_much():
    days = (day(0, 60.0, (8, 2)), day(3, 62.5, (8, 2)))
    assert step(*days, goal=Goal(6, 8, 2, novice=True)) == (65.0, 6, "raise")


def test_bands_and_body_weight_grow_by_repetitions_only():
    days = day(0, None, (8, 2), (7, 2), exercise="band_row")
    assert step(days, exercise=EXERCISES["band_row"], goal=Goal(8, 12, 2)) == (None, 8, "keep")


@pytest.mark.parametrize(("sets", "load"), [(((6, 2), (6, 3)), 65.0), (((6, 1), (6, 2)), 62.5), (((5, 3),), 62.5)])
def test_the_next_wave_begins_where_week_three_went_well(sets, load):
    assert begin_wave(60.0, day(0, 65.0, *sets), GOAL, 2.5) == load


def test_every_reason_has_a_sentence():
    assert all(Words("de").say(f"training.load.{reason}") for reason in REASONS)


@given(
    st.lists(st.tuples(st.integers(1, 14), st.integers(0, 6)), min_size=1, max_size=4),
    st.sampled_from([20.0, 42.5, 60.0, 100.0]),
    st.booleans(),
)
def test_one_session_never_changes_a_load_by_more_than_a_tenth(sets, load, novice):
    found = progress(RDL, [day(0, load, *sets)], Goal(6, 8, 2, novice=novice))
    assert load * 0.87 <= found.load_kg <= max(load * 1.10, load + 2.5)
