"""The templates against the rule table: doses, minutes, sets and patterns of every week."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from core.catalogue import load_catalogue
from core.training.duration import minutes
from core.training.wave import count_contacts, count_hard_sets, wave_blocks

TEMPLATES = load_catalogue().templates
TABLE = tomllib.loads((Path(__file__).parents[2] / "data/training/templates.toml").read_text("utf-8"))
ROWS = [(name, int(week), row) for name, weeks in TABLE.items() for week, row in weeks.items()]
LIFTS = [t for t in TEMPLATES.values() if t.plan != "plyo"]
UNILATERAL = {"unilateral_knee", "unilateral_hip"}


def items(template, week=1):
    return [item for block in wave_blocks(template, week) for item in block.items]


def patterns(template):
    return set().union(*(item.exercise.covers for item in items(template)))


@pytest.mark.parametrize(("id", "week", "row"), ROWS)
def test_doses_are_those_of_the_table(id, week, row):
    blocks = wave_blocks(TEMPLATES[id], week)
    written = (" + ".join(f"{i.exercise.id} {i.sets}x{i.amount}" for i in block.items) for block in blocks)
    assert " ; ".join(written) == row["doses"]


@pytest.mark.parametrize(("id", "week", "row"), ROWS)
def test_minutes_are_those_of_the_table(id, week, row):
    found = (minutes(TEMPLATES[id], week=week, after_run=warm) for warm in (True, False))
    assert tuple(found) == pytest.approx((row["after_run"], row["cold"]), abs=0.05)


@pytest.mark.parametrize(("id", "week", "row"), ROWS)
def test_hard_sets_and_contacts_are_those_of_the_table(id, week, row):
    blocks = wave_blocks(TEMPLATES[id], week)
    assert count_hard_sets(blocks) == row["hard_sets"]
    assert count_contacts(blocks) == row.get("contacts", 0)


def test_the_table_holds_every_template():
    assert set(TABLE) == set(TEMPLATES)


@pytest.mark.parametrize("template", LIFTS, ids=lambda t: t.id)
def test_rule_3_every_session_has_the_five_movements(template):
    assert patterns(template) >= {"squat", "hinge", "calf", "trunk"}
    assert patterns(template) & UNILATERAL


@pytest.mark.parametrize("plan", ["min", "std", "adv"])
@pytest.mark.parametrize("place", ["gym", "home"])
def test_rule_5_a_week_has_both_kinds_of_single_leg_work(plan, place):
    week = [t for t in LIFTS if t.id.startswith(f"{plan}_{place}")]
    assert set().union(*(patterns(t) for t in week)) >= UNILATERAL


@pytest.mark.parametrize("template", LIFTS, ids=lambda t: t.id)
def test_rule_6_pushing_and_pulling_from_standard_upward(template):
    assert (patterns(template) >= {"upper_push", "upper_pull"}) is (template.plan != "minimal")


@pytest.mark.parametrize("week", [1, 2, 3])
@pytest.mark.parametrize("template", LIFTS, ids=lambda t: t.id)
def test_rule_7_volume_is_moderate(template, week):
    most = 4 if template.plan == "advanced" else 3
    assert all(2 <= item.sets <= most for item in items(template, week))
    assert count_hard_sets(wave_blocks(template, week)) <= (12 if template.plan == "minimal" else 18)


@pytest.mark.parametrize("template", LIFTS, ids=lambda t: t.id)
def test_rule_11_nobody_is_asked_for_fewer_than_four_repetitions(template):
    assert all(item.amount >= 4 for week in (1, 2, 3, 4) for item in items(template, week))


@pytest.mark.parametrize("template", LIFTS, ids=lambda t: t.id)
def test_rules_27_and_29_the_number_of_exercises_fits_the_plan(template):
    assert len(items(template)) in ((5,) if template.plan == "minimal" else (6, 7, 8))


@pytest.mark.parametrize("template", LIFTS, ids=lambda t: t.id)
def test_rule_46_week_four_is_a_deload(template):
    share = count_hard_sets(wave_blocks(template, 4)) / count_hard_sets(wave_blocks(template, 3))
    assert 0.40 <= share <= 0.60


def test_rule_48_contacts_start_at_forty_and_stay_under_a_hundred():
    path = [count_contacts(wave_blocks(TEMPLATES[f"plyo_{step}"], w)) for step in (1, 2, 3) for w in (1, 2, 3)]
    assert path[0] == 40
    assert max(path) <= 100


def test_the_springy_path_grows_from_step_to_step():
    first = [count_contacts(wave_blocks(TEMPLATES[f"plyo_{step}"], 1)) for step in (1, 2, 3)]
    assert all(more > less for less, more in pairwise(first))
