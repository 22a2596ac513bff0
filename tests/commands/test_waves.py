"""The wave of four weeks follows the running, as the plan's JSON tells it."""

import json
from datetime import date, timedelta

import pytest

from desktop.__main__ import run_command

MONDAY = date(2026, 11, 23)
PROFILE = """
timezone = "Europe/Berlin"
[athlete]
body_mass_kg = 90
[schedule.windows]
mon = ["17:00-21:00"]
tue = ["17:00-21:00"]
wed = ["17:00-21:00"]
thu = ["17:00-21:00"]
fri = ["17:00-21:00"]
sat = ["17:00-21:00"]
sun = ["17:00-21:00"]
"""


def write_event(number, day, minutes, title):
    hour, minute = divmod(minutes, 60)
    return (
        f"BEGIN:VEVENT\r\nUID:{number}@test\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{title}\r\n"
        f"DTSTART;TZID=Europe/Berlin:{day:%Y%m%d}T070000\r\nDURATION:PT{hour}H{minute}M\r\nEND:VEVENT\r\n"
    )


@pytest.fixture
def plan(tmp_path, monkeypatch, capsys):
    """Weeks of running, each three runs of so many minutes, from five weeks before the plan on."""
    monkeypatch.setenv("LIFTSLOT_HOME", str(tmp_path / "home"))
    (tmp_path / "me.toml").write_text(PROFILE)

    def plan(loads, *more, weeks=6, extra=""):
        days = [(week, day) for week in range(-5, 8) for day in (1, 3, 5)]
        events = [
            write_event(number, MONDAY + timedelta(weeks=week, days=day), loads.get(week, 60), "Easy run")
            for number, (week, day) in enumerate(days)
        ]
        source = tmp_path / "runs.ics"
        source.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}{extra}END:VCALENDAR\r\n")
        call = ["plan", str(source), "--profile", str(tmp_path / "me.toml"), "--from", f"{MONDAY}", "--json"]
        assert run_command([*call, "--weeks", str(weeks), "--now", f"{MONDAY - timedelta(days=1)}T12:00", *more]) == 0
        return json.loads(capsys.readouterr().out)

    return plan


def waves(answer):
    return [week["wave_week"] for week in answer["weeks_detail"]]


def test_even_weeks_go_through_the_wave(plan):
    assert waves(plan({})) == [1, 2, 3, 4, 1, 2]


@pytest.mark.parametrize(("minutes", "expected"), [(48, [1, 4, 1, 2, 3, 4]), (49, [1, 2, 3, 4, 1, 2])])
def test_a_week_of_four_fifths_of_the_usual_running_is_the_deload(plan, minutes, expected):
    assert waves(plan({1: minutes})) == expected


def test_a_lighter_week_right_at_the_start_is_one_too(plan):
    assert waves(plan({0: 40})) == [4, 1, 2, 3, 4, 1]


def test_a_deload_that_is_due_waits_for_the_lighter_week_that_comes(plan):
    assert waves(plan({4: 40}, weeks=5)) == [1, 2, 3, 3, 4]
    assert waves(plan({4: 40}, weeks=4)) == [1, 2, 3, 3]


def test_a_race_week_is_a_deload(plan):
    race = write_event(99, MONDAY + timedelta(weeks=2, days=6), 50, "RACE: city 10 km")
    assert waves(plan({}, extra=race)) == [1, 2, 4, 1, 2, 3]


def loads_of(answer, monday):
    lifts = [
        s for s in answer["sessions"] if monday <= date.fromisoformat(s["start"][:10]) < monday + timedelta(days=7)
    ]
    return [(dose["id"], dose["load_kg"]) for session in lifts for dose in session["exercises"] if dose["load_kg"]]


def test_in_a_week_of_a_tenth_more_running_no_load_is_raised(plan):
    third = MONDAY + timedelta(weeks=2)
    usual, more, less = (dict(loads_of(plan({2: minutes}), third)) for minutes in (60, 66, 65))
    assert usual == less
    assert usual.keys() == more.keys()
    assert all(more[name] <= usual[name] for name in usual)
    assert any(more[name] < usual[name] for name in usual)


def test_a_plan_goes_on_with_the_wave_of_the_plan_before(plan, tmp_path):
    out = tmp_path / "before.ics"
    assert waves(plan({1: 40}, "--out", str(out), weeks=2)) == [1, 4]
    later = ["--from", f"{MONDAY + timedelta(weeks=2)}", "--now", f"{MONDAY + timedelta(days=13)}T12:00"]
    assert waves(plan({1: 40}, "--history", str(out), *later, weeks=3)) == [1, 2, 3]


@pytest.mark.parametrize(("every", "told"), [(4, [1, 2, 3, 4, 1, 2, 3]), (6, [1, 2, 3, 3, 3, 4, 1])])
def test_the_easier_week_comes_as_seldom_as_the_profile_says(plan, tmp_path, every, told):
    with (tmp_path / "me.toml").open("a") as profile:
        profile.write(f"[rules]\ndeload_weeks = {every}\n")
    assert waves(plan({}, weeks=7)) == told


def test_a_longer_wave_goes_on_where_the_history_left_it(plan, tmp_path):
    with (tmp_path / "me.toml").open("a") as profile:
        profile.write("[rules]\ndeload_weeks = 6\n")
    history = tmp_path / "history.ics"
    plan({}, "--out", str(history), weeks=4)
    call = ("--history", str(history), "--from", f"{MONDAY + timedelta(weeks=4)}", "--now")
    answer = plan({}, *call, f"{MONDAY + timedelta(weeks=4)}T00:00", weeks=3)
    assert waves(answer) == [3, 4, 1]
