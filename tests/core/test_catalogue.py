"""The catalogue: complete, consistent, and strict about its files."""

import pytest

from core.catalogue import CATALOGUE_FOLDER, equipment_names, load_catalogue, parse_catalogue
from core.errors import InputError
from core.model.exercise import AREAS, MOVES, PATTERNS
from core.words import LANGUAGES, Words

EXERCISES = (CATALOGUE_FOLDER / "exercises.toml").read_text("utf-8")
TEMPLATES = (CATALOGUE_FOLDER / "templates.toml").read_text("utf-8")
CATALOGUE = load_catalogue()
ALL = list(CATALOGUE.exercises.values())
SITE = 'pattern = "squat"\nlevel = 1\nsets = 2\nunit = "seconds"\ndose = [20, 40]\nrest_s = 45\nload = "bodyweight"\n'


def refusal(exercises=EXERCISES, templates=TEMPLATES):
    with pytest.raises(InputError) as caught:
        parse_catalogue(exercises, templates)
    return caught.value.id, dict(caught.value.params)


def test_there_are_59_exercises_and_16_templates():
    assert (len(CATALOGUE.exercises), len(CATALOGUE.templates)) == (59, 16)


def test_the_catalogue_is_read_once():
    assert load_catalogue() is CATALOGUE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exercise_has_its_words_in_every_language(language):
    words = Words(language)
    fields = ("name", "cue", "cue_more", "mistake")
    assert all(words.say(f"exercises.{e.id}.{field}").strip() for e in ALL for field in fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_exercises_share_a_name(language):
    names = {Words(language).say(f"exercises.{e.id}.name") for e in ALL}
    assert len(names) == len(ALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cues_are_short_enough_for_one_glance(language):
    assert max(len(Words(language).say(f"exercises.{e.id}.cue")) for e in ALL) <= 72


def test_every_pattern_has_an_exercise_that_needs_no_equipment():
    assert all(any(e.no_equipment_ok and pattern in e.covers for e in ALL) for pattern in PATTERNS)


def test_whatever_takes_the_place_at_home_can_be_done_at_home():
    assert all(CATALOGUE.exercises[e.home].home_ok for e in ALL if e.pattern != "plyo")


def test_easier_ones_are_never_harder():
    pairs = [(e, CATALOGUE.exercises[e.regression]) for e in ALL if e.regression]
    assert all(easier.level <= e.level for e, easier in pairs)


def test_rule_8_lowering_takes_two_seconds_or_more_but_in_side_steps():
    lifts = [e for e in ALL if e.pattern in PATTERNS and e.pattern != "trunk" and e.tempo]
    assert {e.id for e in lifts if e.tempo.lower < 2} == {"banded_lateral_walk"}


def test_add_ons_for_the_foot_never_count_as_calf_work():
    assert {e.id for e in ALL if e.add_on} == {"short_foot", "tibialis_raise"}
    assert CATALOGUE.exercises["short_foot"].covers == frozenset()


def test_an_exercise_is_never_preferred_and_avoided_for_the_same_area():
    assert all(len({*e.prefer, *e.caution, *e.avoid}) == len(e.prefer + e.caution + e.avoid) for e in ALL)


def test_everything_springy_but_skips_is_closed_to_a_shin_with_a_history():
    assert all("shin" in e.avoid for e in ALL if e.pattern == "plyo")


def test_the_words_for_equipment_come_from_the_exercises():
    assert equipment_names() >= {"barbell", "rack", "dumbbell", "band", "seated_calf_machine"}
    assert not any("|" in name for name in equipment_names())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_and_area_has_a_name(language):
    words = Words(language)
    assert all(words.say(f"training.pattern.{pattern}") for pattern in MOVES)
    assert all(words.say(f"training.area_name.{area}") for area in AREAS)


def test_an_unknown_key_is_told_with_its_line_and_the_nearest_name():
    broken = EXERCISES.replace("rest_s = 75", "rest = 75", 1)
    line = broken.splitlines().index("rest = 75") + 1
    assert refusal(broken) == (
        "catalogue_unknown",
        {"file": "exercises.toml", "line": line, "key": "rest", "nearest": "rest_s"},
    )


def test_a_key_outside_every_table_is_unknown():
    fault, params = refusal(templates="title = 1\n" + TEMPLATES)
    assert (fault, params["line"], params["key"]) == ("catalogue_unknown", 1, "title")


def test_a_missing_key_is_told_with_the_line_of_its_table():
    fault, params = refusal(f"[sit]\n{SITE}")
    assert (fault, params["line"], params["key"]) == ("catalogue_missing", 1, "home")


def test_broken_toml_is_refused():
    assert refusal("[sit")[0] == "catalogue_syntax"


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('pattern = "squat"', 'pattern = "squad"'),
        ("level = 1", "level = 4"),
        ("sets = 2", "sets = true"),
        ("dose = [8, 10]", "dose = [10, 8]"),
        ("dose = [8, 10]", "dose = [8]"),
        ('tempo = "3-1-1-0"', 'tempo = "3-1-1"'),
        ("first_load_bw = 0.0", "first_load_bw = -0.1"),
        ('prefer = ["knee"]', 'prefer = ["kneee"]'),
        ('home = "box_squat_chair"', 'home = "box_squat_stool"'),
        ("per_side = true", "per_side = 1"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(good, bad):
    broken = EXERCISES.replace(good, bad, 1)
    fault, params = refusal(broken)
    assert (fault, params["line"]) == ("catalogue_value", broken.splitlines().index(bad) + 1)


def test_repetitions_need_a_tempo():
    assert refusal(EXERCISES.replace('tempo = "3-1-1-0"\n', "", 1))[1]["key"] == "tempo"


@pytest.mark.parametrize("block", ["goblet_squat 3", "goblet_squad 3x8", "ramp: goblet_squat 3x8", "a + "])
def test_a_block_that_cannot_be_read_is_refused(block):
    fault, params = refusal(templates=TEMPLATES.replace("single_leg_rdl 2x6", block, 1))
    assert (fault, params["name"], params["key"]) == ("catalogue_value", "min_gym_A", "blocks")


def test_a_template_without_blocks_is_refused():
    assert refusal(templates='[empty]\nplan = "minimal"\nplace = "gym"\nblocks = []')[0] == "catalogue_value"
