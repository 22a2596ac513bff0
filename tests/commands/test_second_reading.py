"""Weeks on which a second, independent reading of the rule table once differed from the program."""

import json

import pytest

from desktop.__main__ import run_command

EVENINGS = "\n".join(f'{day} = ["17:00-21:00"]' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))


@pytest.fixture
def plan(tmp_path, capsys):
    def plan(runs, first, *, windows=EVENINGS, athlete="", schedule="", weeks=1):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
        for number, (title, start, end) in enumerate(runs):
            lines += ["BEGIN:VEVENT", f"UID:{number}@example.org", "DTSTAMP:20260101T000000Z", f"SUMMARY:{title}"]
            lines += [f"DTSTART;TZID=Europe/Berlin:{start}00", f"DTEND;TZID=Europe/Berlin:{end}00", "END:VEVENT"]
        (tmp_path / "runs.ics").write_text("\r\n".join([*lines, "END:VCALENDAR", ""]))
        (tmp_path / "me.toml").write_text(
            f'timezone = "Europe/Berlin"\n[athlete]\n{athlete}\n[schedule]\nsession_minutes = 40\n{schedule}\n'
            f"[schedule.windows]\n{windows}\n"
        )
        call = ["plan", str(tmp_path / "runs.ics"), "--profile", str(tmp_path / "me.toml"), "--from", first]
        assert run_command([*call, "--weeks", str(weeks), "--now", f"{first}T00:00", "--json", "--lang", "en"]) == 0
        return json.loads(capsys.readouterr().out)

    return plan


def day_of(answer, day):
    return next(found for week in answer["weeks_detail"] for found in week["days"] if found["date"] == day)


def rules_of(day):
    return {rule["id"]: rule["points"] for rule in day["rules"]}


@pytest.mark.parametrize(
    ("first", "windows", "late", "day"),
    [
        ("2026-10-19", 'sun = ["20:10-21:00"]', False, "2026-10-25"),
        ("2026-03-23", 'sun = ["20:30-21:30"]', True, "2026-03-29"),
    ],
)
def test_bedtime_is_by_the_clock_also_on_the_days_that_change_it(plan, first, windows, late, day):
    answer = plan([], first, windows=windows)
    assert ("S11" in rules_of(day_of(answer, day))) is late


def test_the_last_session_of_the_profile_closes_the_day_after_it(plan):
    run = ("Easy run", "20261124T0700", "20261124T0800")
    answer = plan([run], "2026-11-23", athlete="last_session = 2026-11-22")
    monday = day_of(answer, "2026-11-23")
    assert (monday["verdict"], list(rules_of(monday))) == ("forbidden", ["P07"])


def test_the_last_session_of_the_profile_counts_in_its_week(plan):
    answer = plan([], "2026-11-25", athlete="last_session = 2026-11-24")
    assert [session["start"][:10] for session in answer["sessions"]][:1] != ["2026-11-25"]
    assert len(answer["sessions"]) == 1


def test_a_light_session_stands_at_its_days_best_start_with_its_days_score(plan):
    runs = [("Medium long run", "20261126T1830", "20261126T1950"), ("Easy run", "20261127T1900", "20261127T2020")]
    answer = plan(runs, "2026-11-23", windows='wed = ["17:00-21:00"]\nthu = ["17:00-21:00"]')
    days = {day["date"]: day for day in answer["weeks_detail"][0]["days"]}
    for session in answer["sessions"]:
        day = days[session["start"][:10]]
        assert (session["start"], session["score"]) == (day["best_start"], day["score"])


def test_the_longest_of_yesterdays_long_runs_tires_today(plan):
    runs = [("Long run", "20261128T0700", "20261128T0800"), ("Long run", "20261128T1600", "20261128T1840")]
    assert rules_of(day_of(plan(runs, "2026-11-23"), "2026-11-29"))["S07"] == -30


def test_each_window_has_its_own_grid(plan):
    meeting = ("Busy meeting", "20261124T1200", "20261124T1300")
    answer = plan([meeting], "2026-11-23", windows='tue = ["12:00-13:30", "13:20-14:05"]')
    assert day_of(answer, "2026-11-24")["best_start"] == "2026-11-24T13:20:00+01:00"


def test_a_race_is_second_to_a_longer_one_most_of_a_year_later(plan):
    runs = [("10 km race", "20261128T1000", "20261128T1100"), ("Marathon race", "20270911T0900", "20270911T1300")]
    entries = plan(runs, "2026-11-23")["entries"]
    assert [entry["priority"] for entry in entries] == ["B"]


def test_a_week_with_all_it_wants_has_no_shortfall(plan):
    answer = plan([("Half marathon race (B race)", "20261129T1000", "20261129T1200")], "2026-11-23")
    week = answer["weeks_detail"][0]
    assert (week["placed"], week["shortfall"]) == (2, [])


def test_an_unknown_run_speaks_beside_an_easy_one(plan):
    runs = [("Easy run", "20261124T0700", "20261124T0740"), ("Run", "20261124T1200", "20261124T1230")]
    found = rules_of(day_of(plan(runs, "2026-11-23"), "2026-11-24"))
    assert (found["S02"], found["S03"]) == (20, 8)
