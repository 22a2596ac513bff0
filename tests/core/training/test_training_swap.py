"""Exercises exchanged for place, equipment and level."""

from datetime import timedelta

import pytest

from core.catalogue import load_catalogue
from core.model.exercise import Block, Item
from core.model.profile import OddDays, Schedule
from core.training.content import Order, build_blocks
from core.training.means import Means, means_on
from core.training.swap import choose_exercise, follow, swap_blocks

EXERCISES = load_catalogue().exercises
TEMPLATES = load_catalogue().templates


def swap(name, **means):
    exercise = EXERCISES[name]
    found = choose_exercise(exercise, Means(**means), EXERCISES, needed=frozenset({exercise.pattern}))
    return found and found.id


def test_nothing_changes_where_everything_is_there():
    template = TEMPLATES["std_gym_A"]
    assert swap_blocks(template.blocks, Means(), EXERCISES) == template.blocks


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("front_squat", "split_squat"),
        ("trap_bar_deadlift", "single_leg_rdl"),
        ("bulgarian_split_squat", "reverse_lunge"),
        ("standing_calf_raise", "bent_knee_calf_raise_step"),
        ("cable_anti_rotation", "side_plank"),
        ("cable_row", "band_row"),
        ("goblet_squat", "goblet_squat"),
    ],
)
def test_rule_35_home_has_its_own_exercise_for_every_pattern(name, home):
    assert swap(name, place="home") == home


@pytest.mark.parametrize(
    ("name", "equipment", "found"),
    [
        ("front_squat", {"barbell", "rack"}, "front_squat"),
        ("front_squat", {"dumbbell"}, "goblet_squat"),
        ("rdl", {"dumbbell"}, "rdl"),
        ("hip_thrust", {"barbell"}, "glute_bridge"),
        ("one_arm_row", {"dumbbell"}, "one_arm_row"),
        ("pallof_press", {"cable"}, "pallof_press"),
        ("cable_row", set(), "prone_pull"),
    ],
)
def test_equipment_narrows_the_choice(name, equipment, found):
    assert swap(name, equipment=frozenset(equipment)) == found


@pytest.mark.parametrize(
    ("name", "easier"),
    [
        ("front_squat", "goblet_squat"),
        ("single_leg_rdl", "kickstand_rdl"),
        ("step_up", "low_step_up"),
        ("pallof_press", "kneeling_anti_rotation_hold"),
        ("push_up", "incline_push_up"),
    ],
)
def test_rule_36_the_first_weeks_take_the_easier_one(name, easier):
    assert swap(name, level=1) == easier


def test_the_chain_of_easier_ones_ends():
    assert [e.id for e in follow(EXERCISES["bulgarian_split_squat"], "regression", EXERCISES)] == [
        "split_squat",
        "supported_split_squat",
        "box_squat_chair",
        "wall_sit",
    ]


@pytest.mark.parametrize("key", ["regression", "progression"])
def test_no_chain_turns_in_a_circle(key):
    assert all(len(list(follow(e, key, EXERCISES))) < len(EXERCISES) for e in EXERCISES.values())


def test_an_exercise_with_no_successor_is_left_out():
    assert swap("goblet_squat", only=frozenset({"push_up"})) is None
    block = Block((Item(EXERCISES["goblet_squat"], 3, 8),), 1)
    assert swap_blocks([block], Means(only=frozenset({"push_up"})), EXERCISES) == ()


def test_an_add_on_never_stands_in_for_calf_work():
    assert swap("seated_calf_raise", only=frozenset({"short_foot", "tibialis_raise"})) is None


def test_amounts_keep_their_place_in_the_range():
    block = Block((Item(EXERCISES["front_squat"], 3, 5),), 2)
    (swapped,) = swap_blocks([block], Means(place="home"), EXERCISES)
    (item,) = swapped.items
    assert (item.exercise.id, item.sets, item.amount, swapped.ramp) == ("split_squat", 3, 9, 2)


def test_holds_take_the_place_of_repetitions_with_their_own_amount():
    block = Block((Item(EXERCISES["pallof_press"], 2, 10),))
    (swapped,) = swap_blocks([block], Means(level=1), EXERCISES)
    assert swapped.items[0].amount == 15


@pytest.mark.parametrize(
    ("means", "ramp"),
    [(Means(), 1), (Means(injuries=("knee",)), 0), (Means("home", frozenset({"band"})), 0)],
)
def test_warm_up_sets_go_where_there_is_no_load_to_warm_up_for(means, ramp):
    assert build_blocks(Order(TEMPLATES["min_gym_A"], 1, means=means))[0].ramp == ramp


def test_springy_work_needs_no_gym():
    assert Means(place="home", equipment=frozenset()).allows(EXERCISES["low_hurdle_hop"])


def test_the_last_of_two_odd_spans_decides(profile, monday):
    week = monday + timedelta(days=6)
    odd = (OddDays(monday, week, place="home"), OddDays(monday, monday, equipment=frozenset({"band"})))
    runner = profile(Schedule(exceptions=odd), injuries=("hip",))
    assert means_on(runner, monday) == Means("home", frozenset({"band"}), ("hip",))
    assert means_on(runner, week) == Means("home", None, ("hip",))
    assert means_on(runner, week + timedelta(days=1)) == Means("gym", None, ("hip",))


@pytest.mark.parametrize(
    ("name", "equipment", "can"),
    [
        ("step_up", None, True),
        ("step_up", {"barbell"}, False),
        ("step_up", {"kettlebell"}, True),
        ("band_row", {"band"}, True),
        ("seated_calf_raise", {"seated_calf_machine"}, True),
        ("suitcase_carry", set(), True),
        ("push_up", {"dumbbell"}, False),
        ("single_leg_calf_raise", None, False),
    ],
)
def test_an_exercise_is_loaded_only_with_what_is_there(name, equipment, can):
    there = None if equipment is None else frozenset(equipment)
    assert Means(equipment=there).can_load(EXERCISES[name]) is can


def test_without_weights_repetitions_grow_instead_of_the_load():
    template = TEMPLATES["std_home_A"]
    bare, usual = (
        build_blocks(Order(template, 3, means=Means("home", equipment))) for equipment in (frozenset(), None)
    )
    assert (bare[2].items[0].amount, usual[2].items[0].amount) == (10, 8)
