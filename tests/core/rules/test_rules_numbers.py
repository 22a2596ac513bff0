"""The numbers: settable by name, within their range."""

from __future__ import annotations

import pytest

from core.errors import InputError
from core.rules.numbers import NUMBERS, Numbers


def test_without_overrides_the_defaults_hold():
    assert Numbers.from_overrides(()) == Numbers()


def test_a_number_is_set_by_its_name():
    assert Numbers.from_overrides([("hours_gap_good", 2.5)]).hours_gap_good == 2.5


def test_a_whole_number_stays_whole():
    assert Numbers.from_overrides([("sessions_gap_days", 3.0)]).sessions_gap_days == 3


def test_an_unknown_name_is_refused_with_the_nearest_one():
    with pytest.raises(InputError) as caught:
        Numbers.from_overrides([("hours_gap_goood", 3)])
    assert caught.value.phrase.params == (("name", "hours_gap_goood"), ("nearest", "hours_gap_good"))


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.name)
def test_a_value_outside_its_range_is_refused(row):
    for value in (row.low - 1, row.high + 1):
        with pytest.raises(InputError, match="rule_range"):
            Numbers.from_overrides([(row.name, value)])


WHOLE = [row for row in NUMBERS if row.unit in ("days", "sessions", "runs", "sets", "points", "weeks", "raises")]


@pytest.mark.parametrize("row", [row for row in WHOLE if row.low < row.high], ids=lambda row: row.name)
def test_half_a_day_is_refused_with_what_is_allowed(row):
    with pytest.raises(InputError, match="rule_whole") as caught:
        Numbers.from_overrides([(row.name, row.low + 0.5)])
    said = dict(caught.value.phrase.params)
    assert (said["name"], said["low"], said["high"]) == (row.name, row.low, row.high)


def test_half_an_hour_is_taken_as_it_is():
    assert Numbers.from_overrides([("hours_before_bed", 2.5), ("minutes_per_km", 5.75)]).minutes_per_km == 5.75


STATED = {  # default and range as the rule table states them; the others are judgement
    "days_before_long": (1, 1, 2),
    "first_sessions": (4, 2, 6),
    "sessions_gap_days": (2, 2, 3),
    "sessions_week_max": (2, 1, 2),
    "hours_before_shift": (1, 0.5, 2),
    "plyo_per_week": (1, 1, 2),
    "long_minutes": (90, 75, 105),
    "long_km": (16, 14, 20),
    "hours_before_key_bonus": (48, 36, 60),
    "short_sleep_hours": (6, 5, 6.5),
    "easy_days_min": (2, 1, 3),
    "novelty_hours_before_key": (48, 36, 72),
    "novelty_days": (28, 21, 42),
    "race_a_off_days": (3, 2, 4),
    "race_a_primer_days": (6, 4, 10),
    "plyo_race_days": (5, 5, 7),
    "plyo_weeks": (8, 6, 12),
    "plyo_sessions": (12, 8, 20),
    "plyo_calf_raises": (20, 15, 25),
    "first_sets": (2, 1, 2),
    "plyo_in_warm_up": (0, 0, 1),
    "deload_weeks": (4, 4, 6),
    "plyo_contacts_start": (40, 30, 60),
    "plyo_contacts_most": (100, 80, 120),
}
AFTER_RACES = {  # within 30 % of each default, to the whole day
    "half_race_off_days": (3, 2, 4),
    "half_race_light_days": (4, 3, 5),
    "marathon_race_off_days": (7, 5, 9),
    "marathon_race_light_days": (14, 10, 18),
    "ultra_race_off_days": (10, 7, 13),
    "ultra_race_light_days": (21, 15, 27),
}


@pytest.mark.parametrize(("name", "stated"), sorted((STATED | AFTER_RACES).items()))
def test_a_number_has_the_default_and_the_range_that_the_table_states(name, stated):
    (row,) = [row for row in NUMBERS if row.name == name]
    assert (row.default, row.low, row.high) == stated


WEIGHTS = {
    "points_after_quality_best": 30, "points_after_quality_good": 22, "points_after_quality_soon": 8,
    "points_sore_after_quality_best": 10, "points_sore_after_quality_good": 10, "points_sore_after_quality_soon": 0,
    "points_after_easy": 20, "points_sore_after_easy": 30, "points_after_unknown": 8, "points_rest_day": -10,
    "points_before_easy_soon": -15, "points_before_easy_far": -5, "points_eve_of_quality": -45,
    "points_eve_of_unknown": -12, "points_after_long": -15, "points_after_big_long": -30, "points_far_from_key": 10,
    "points_big_weekend": -10, "points_double_day": -10, "points_late": -10, "points_short_sleep": -25,
    "points_same_weekday": 5, "points_pair_best": 10, "points_pair_wide": 5, "points_pair_close": -10,
    "points_few_easy_days": -15, "points_plyo_day": 20, "points_eve_of_medium_long": -12,
}  # fmt: skip


@pytest.mark.parametrize(("name", "points"), sorted(WEIGHTS.items()))
def test_a_weight_is_the_tables_and_may_be_a_quarter_more_or_less(name, points):
    (row,) = [row for row in NUMBERS if row.name == name]
    assert row.default == points
    assert row.low <= points - abs(points) / 4 <= points + abs(points) / 4 <= row.high
