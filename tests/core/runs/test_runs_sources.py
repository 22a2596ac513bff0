"""Feeds are read by their makers' own marks."""

import pytest
from tests_runs import day

from core.model.training import Kind
from core.runs.recognise import recognise


def seen(title, description="", **more):
    return recognise(day(title, description=description, **more))[0]


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("EASY_RUN", Kind.EASY),
        ("LONG_RUN", Kind.LONG),
        ("TEMPO", Kind.TEMPO),
        ("TAPER_INTERVALS", Kind.INTERVALS),
        ("HILLS", Kind.HILLS),
        ("WALK_RUN", Kind.EASY),
        ("RACE", Kind.RACE),
        ("LEGS_AND_CORE", Kind.STRENGTH),
        ("SOMETHING_NEW", Kind.UNKNOWN),
    ],
)
@pytest.mark.parametrize("state", ["UPCOMING", "COMPLETED"])
def test_a_runna_workout_is_what_its_uid_says(state, type_, kind):
    assert seen("🏃 Mystery", uid=f"{state}_PLAN_WORKOUT-1f2e_plan_week_3_{type_}_0").kind is kind


def test_a_runna_workout_lasts_what_its_property_says():
    assert seen("🏃 Easy Run • 8km", estimated_minutes=55.0).minutes == 55


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Run: Easy 40 min", Kind.EASY),
        ("Run: Tempo into VO2max spikes", Kind.TEMPO),
        ("Bike: Threshold 2x20", Kind.CROSS),
        ("Swim: Tempo 10x100", Kind.CROSS),
        ("Strength: Upper body", Kind.STRENGTH),
        ("Day Off: easy", Kind.REST),
        ("[BIKE] Strength", Kind.CROSS),
        ("Run: Secret", Kind.UNKNOWN),
        ("Custom: Intervals 6x800 m", Kind.INTERVALS),
        ("Note: Long run shoes", Kind.OTHER),
        ("Race: Local 10K", Kind.RACE),
    ],
)
def test_a_trainingpeaks_entry_begins_with_its_sport(title, kind):
    assert seen(title).kind is kind


def test_a_workout_type_in_the_description_says_the_sport():
    assert seen("Endurance", "Workout type: Bike\nPlanned Time: 2:00\n").kind is Kind.CROSS


def test_a_planned_time_is_the_length():
    assert seen("Run: Base", "Workout type: Run\nPlanned Time: 1:05\n").minutes == 65


def test_a_planned_distance_is_the_distance():
    assert seen("Run: Base", "Workout type: Run\nPlanned Distance: 10,5 km\n").distance_km == 10.5


def test_planned_miles_become_kilometres():
    assert seen("Run: Base", "Planned Distance: 10 mi").distance_km == pytest.approx(16.09)


def test_figures_of_a_feed_say_no_kind():
    assert seen("Run: Morning", "Workout type: Run\nActual Time: 2:45\nSpeed: 11 km/h\n").kind is not Kind.LONG


def test_a_trainerroad_ride_is_known_by_its_power():
    assert seen("1:30 - Mount Hale", "TSS 92, IF 0.78. Description: 3x12-minute sweet spot").kind is Kind.CROSS


def test_a_mountain_without_power_is_nothing():
    assert seen("1:30 - Mount Hale").kind is Kind.OTHER


@pytest.mark.parametrize("category", ["RACE_A", "RACE_B", "RACE_C"])
def test_a_race_of_intervals_icu_has_its_priority(category):
    found = seen("Club cup", categories=(category,))
    assert (found.kind, found.priority) == (Kind.RACE, category[-1])


@pytest.mark.parametrize("category", ["NOTE", "HOLIDAY", "SICK", "INJURED", "TARGET", "PLAN"])
def test_notes_of_intervals_icu_are_no_training(category):
    assert seen("Easy 5 km", categories=(category,)).kind is Kind.OTHER


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Sprint", Kind.INTERVALS), ("Base", Kind.EASY), ("Anaerobic", Kind.INTERVALS), ("Mystery", Kind.OTHER)],
)
def test_one_word_of_garmin_is_a_kind(title, kind):
    assert seen(title, product="-//Garmin//Connect//EN").kind is kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Run: 60 min E + 3x20 sec strides @ 5k effort on 40 sec easy jog recovery", Kind.EASY),
        ("30-50 min E", Kind.EASY),
        ("20 min warm up 5x5 min @ tempo on 1 min easy jog recovery 20 min warm down", Kind.TEMPO),
        ("20 min E 20 min M 10 min E", Kind.TEMPO),
        ("30 min E 30 min M 30 min E", Kind.LONG),
        ("T 3x10' (2' float)", Kind.TEMPO),
        ("I: 5x1k @ 3:45, 400 jog", Kind.INTERVALS),
    ],
)
def test_the_workout_itself_may_be_the_title(title, kind):
    assert seen(title).kind is kind


@pytest.mark.parametrize(
    "title", ["Training Week 3 Distance: 42 mi", "Final Training Week!", "11 Weeks to Goal: Base", "Race week!"]
)
def test_banners_are_no_runs(title):
    assert seen(title, days=7).kind is Kind.OTHER
    assert seen(title).kind is Kind.OTHER


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("10 km race, priority B", "B"),
        ("Half marathon (A race)", "A"),
        ("City 10k race", None),
        ("City Half Marathon (A)", "A"),
    ],
)
def test_a_priority_may_be_said(text, priority):
    assert seen(text).priority == priority
