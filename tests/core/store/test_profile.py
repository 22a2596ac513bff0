"""The profile file: read strictly, with the line and the nearest valid name of what is wrong."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from core.errors import InputError
from core.model.profile import Correction, OddDays, Profile, Sleep, Window
from core.store.profile import parse_profile
from core.words import LANGUAGES, Words

UTC = ZoneInfo("UTC")

WHOLE = """
timezone = "Europe/Berlin"
[athlete]
plan = "minimal"
place = "home"
equipment = ["band", "step"]
sessions_done = 2
last_session = 2026-11-18
strength_weeks = 3
calf_raises = 25
doms_prone = true
birth_year = 1984
body_mass_kg = 68
goal = "muscle"
injuries = ["achilles_mid"]
plyometrics = true
[schedule]
sessions_per_week = 1
second_session = "offer"
session_minutes = 40
bedtime = "23:00"
protected_days = ["mon"]
buffer_minutes = 10
grid_minutes = 15
run_start = "06:30"
alarm_minutes = 30
[schedule.windows]
tue = ["17:00-21:00", "12:00-13:30"]
[[schedule.sleep]]
day = "wed"
from = "08:00"
to = "15:00"
[[schedule.sleep]]
date = 2026-11-25
from = "22:00"
to = "06:00"
[[schedule.exceptions]]
date = 2026-11-26
until = 2026-11-28
windows = []
place = "home"
equipment = []
[[runs.corrections]]
title = "19"
kind = "long"
weekday = "sun"
[rules]
hours_gap_good = 3
"""


def parse(text):
    return parse_profile(text, source="profile.toml", zone=UTC)


def refuse(text):
    with pytest.raises(InputError) as caught:
        parse(text)
    return caught.value.id, dict(caught.value.params)


def test_an_empty_profile_is_the_defaults_in_the_systems_zone():
    assert parse("") == Profile(zone=UTC)


def test_the_athlete_is_read():
    athlete = parse(WHOLE).athlete
    assert (athlete.plan, athlete.place, athlete.goal) == ("minimal", "home", "muscle")
    assert athlete.equipment == frozenset({"band", "step"})
    assert (athlete.sessions_done, athlete.last_session) == (2, date(2026, 11, 18))
    assert (athlete.doms_prone, athlete.plyometrics, athlete.injuries) == (True, True, ("achilles_mid",))


def test_the_schedule_is_read():
    schedule = parse(WHOLE).schedule
    assert (schedule.sessions_per_week, schedule.second_session, schedule.session_minutes) == (1, "offer", 40)
    assert (schedule.bedtime, schedule.run_start, schedule.alarm_minutes) == (23 * 60, 6 * 60 + 30, 30)
    assert (schedule.protected_days, schedule.buffer_minutes, schedule.grid_minutes) == (frozenset({0}), 10, 15)


def test_windows_are_sorted_and_a_day_left_out_has_none():
    windows = parse(WHOLE).schedule.windows
    assert windows[1] == (Window(12 * 60, 13 * 60 + 30), Window(17 * 60, 21 * 60))
    assert windows[0] == ()


def test_windows_that_touch_stay_two_with_a_grid_each():
    schedule = parse('[schedule.windows]\nmon = ["19:00-21:00", "17:00-19:00", "17:00-19:00"]').schedule
    assert schedule.windows[0] == (Window(17 * 60, 19 * 60), Window(19 * 60, 21 * 60))


def test_sleep_and_odd_days_are_read():
    schedule = parse(WHOLE).schedule
    assert schedule.sleep == (Sleep(2, 480, 900), Sleep(date(2026, 11, 25), 1320, 360))
    assert schedule.exceptions == (OddDays(date(2026, 11, 26), date(2026, 11, 28), (), "home", frozenset()),)


def test_the_last_exception_of_a_day_wins():
    schedule = parse(WHOLE).schedule
    assert schedule.windows_on(date(2026, 11, 26)) == ()
    assert schedule.windows_on(date(2026, 12, 1)) == schedule.windows[1]


def test_corrections_and_numbers_are_kept():
    profile = parse(WHOLE)
    assert profile.corrections == (Correction("19", "long", 6, None),)
    assert profile.numbers == (("hours_gap_good", 3.0),)


def test_a_zone_in_the_file_wins_over_the_systems():
    assert parse(WHOLE).zone == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "id", "params"),
    [
        (
            "[athlete]\nplan = 'standard'\nplce = 'gym'",
            "profile_unknown",
            {"line": 3, "name": "plce", "nearest": "place"},
        ),
        ("[athlete]\n\n[schedul]\n", "profile_unknown", {"line": 3, "name": "schedul", "nearest": "schedule"}),
        ("[schedule]\nbed_time = '22:00'", "profile_unknown", {"line": 2, "nearest": "bedtime"}),
        (
            "[[schedule.sleep]]\nday = 'wed'\nfrm = '08:00'\nto = '15:00'",
            "profile_unknown",
            {"line": 3, "nearest": "from"},
        ),
        ("[athlete]\nplan = 'huge'", "profile_value", {"line": 2, "name": "athlete.plan"}),
        ("[athlete]\nsessions_done = -1", "profile_value", {"line": 2, "name": "athlete.sessions_done"}),
        ("[schedule]\nbedtime = '25:00'", "profile_value", {"line": 2, "detail": 'a time is written like "17:30"'}),
        ("[schedule.windows]\nmon = ['21:00-17:00']", "profile_value", {"line": 2}),
        ("[schedule.windows]\nmon = ['17:00']", "profile_value", {"line": 2}),
        ("[[runs.corrections]]\ntitle = '19'\nkind = 'longish'", "profile_value", {"line": 3}),
        (
            "[athlete]\nequipment = ['barbell', 'rak']",
            "equipment_unknown",
            {"line": 2, "name": "rak", "nearest": "rack"},
        ),
        (
            "[athlete]\nequipment = [\n  'band',\n  'dumbell',\n]",
            "equipment_unknown",
            {"line": 4, "nearest": "dumbbell"},
        ),
        (
            "[athlete]\nequipment = ['band']\n[[schedule.exceptions]]\ndate = 2026-11-26\nequipment = ['bnd']",
            "equipment_unknown",
            {"line": 5, "name": "bnd", "nearest": "band"},
        ),
        ("timezone = 'Europe/Berln'", "profile_zone", {"nearest": "Europe/Berlin"}),
        ("timezone = 'Nowhere'", "profile_zone", {"name": "Nowhere"}),
        ("[[schedule.sleep]]\nfrom = '08:00'\nto = '15:00'", "profile_sleep", {}),
        ("[[schedule.exceptions]]\ndate = 2026-11-26\nuntil = 2026-11-20", "profile_until", {"last": "2026-11-20"}),
        ("[athlete\n", "profile_syntax", {"source": "profile.toml"}),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, id, params):
    found_id, found = refuse(text)
    assert found_id == id
    assert {key: found[key] for key in params} == params


def test_a_number_of_no_rule_is_refused():
    found_id, found = refuse("[rules]\nhours_gap_god = 3")
    assert (found_id, found["nearest"]) == ("rule_unknown", "hours_gap_good")


def test_a_number_outside_its_range_is_refused():
    assert refuse("[rules]\nhours_gap_good = 300")[0] == "rule_range"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_one_line_in_every_language(language):
    for text in (
        "[athlete]\nplce = 1",
        "[athlete]\nplan = 1",
        "timezone = 'x'",
        "[a",
        "[rules]\nx = 1",
        "[rules]\nplyo_weeks = 7.5",
    ):
        with pytest.raises(InputError) as caught:
            parse(text)
        assert "\n" not in Words(language).phrase(caught.value.phrase)
