"""Areas with a history: lights, stop card, and what they do to a session."""

import pytest

from core.catalogue import load_catalogue
from core.errors import Phrase
from core.model.exercise import AREAS
from core.training.injury import PAIN_LIMITS, STOP_SIGNS, Light, Soreness, judge_area, stop_card
from core.words import LANGUAGES, Words

EXERCISES = load_catalogue().exercises
BANNED = ("tendin", "fasciitis", "fasciopath", "stress fracture", "syndrom", "thrombos", "arthrit", "fraktur")


def ids(session):
    return {dose.id for dose in session.content.doses}


def test_every_area_has_a_limit():
    assert set(PAIN_LIMITS) == set(AREAS)


@pytest.mark.parametrize("area", AREAS)
def test_an_area_is_open_up_to_its_limit_and_closed_above(area):
    limit = PAIN_LIMITS[area]
    assert judge_area(Soreness(area, limit)) is not Light.RED
    assert judge_area(Soreness(area, limit + 1)) is Light.RED


def test_a_mean_that_rose_by_two_in_a_week_closes_an_area():
    assert judge_area(Soreness("hip", 2, week_mean=2.5, week_before_mean=0.5)) is Light.RED
    assert judge_area(Soreness("hip", 2, week_mean=2.5, week_before_mean=0.6)) is Light.GREEN


def test_the_stop_card_tells_the_urgent_ones_first():
    card = stop_card(["limp", "chest_pain"])
    assert card == (
        Phrase("training.stop.emergency"),
        Phrase("training.stop.sign.chest_pain"),
        Phrase("training.stop.sign.limp"),
    )


def test_other_signs_ask_for_a_look_and_none_for_nothing():
    assert stop_card(["night_pain"])[0] == Phrase("training.stop.check")
    assert stop_card(["happy"]) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stop_card_names_no_diagnosis(language):
    text = " ".join(Words(language).phrase(phrase) for phrase in stop_card(STOP_SIGNS)).lower()
    assert not any(word in text for word in BANNED)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("place", ["gym", "home"])
@pytest.mark.parametrize("plan", ["minimal", "standard", "advanced"])
def test_what_an_area_forbids_is_never_chosen_and_no_movement_is_lost(fill, lift, profile, area, place, plan):
    for session in fill([lift(1), lift(3)], profile=profile(plan=plan, place=place, injuries=(area,))):
        exercises = [EXERCISES[name] for name in ids(session)]
        covered = set().union(*(exercise.covers for exercise in exercises))
        assert not any(area in exercise.avoid for exercise in exercises)
        assert covered >= {"squat", "hinge", "calf", "trunk"}
        assert covered & {"unilateral_knee", "unilateral_hip"}


def test_a_knee_history_ranks_kind_exercises_first(fill, lift, profile):
    first, second = fill([lift(1), lift(3)], profile=profile(injuries=("knee",)))
    assert ids(first) >= {"box_squat", "step_up"}
    assert {"front_squat", "bulgarian_split_squat", "trap_bar_deadlift"}.isdisjoint(ids(first) | ids(second))


def test_an_achilles_history_begins_with_still_holds_and_slow_raises(fill, lift, profile):
    first, second = fill([lift(1), lift(3)], profile=profile(injuries=("achilles_mid",)))
    assert "calf_iso_hold" in ids(first)
    (raises,) = [dose for dose in second.content.doses if dose.pattern == "calf"]
    assert raises.tempo == "3-1-3-1"


def test_at_the_heel_nothing_goes_below_floor_level(fill, lift, profile):
    runner = profile(place="home", injuries=("achilles_insertional",))
    assert all("bent_knee_calf_raise_step" not in ids(session) for session in fill([lift(1), lift(3)], profile=runner))


def test_two_histories_at_once_still_leave_a_session(fill, lift, profile):
    (session,) = fill([lift(1)], profile=profile(injuries=("knee", "low_back", "achilles_mid")))
    assert len(session.content.doses) == 7
