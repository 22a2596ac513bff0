"""Weeks of shifts, pauses and races on which an independent reading of the rule table once differed from the program."""

from datetime import date, timedelta

import pytest
from tests_plans import Runner, calendar_text, day_of, rules_of, sessions_of

from core.rules.numbers import NUMBERS

ALL_DAY = "\n".join(f'{day} = ["06:00-23:00"]' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
DAY_SLEEP = '[[schedule.sleep]]\ndate = 2026-11-25\nfrom = "08:00"\nto = "15:00"'
LATE_SLEEP = '[[schedule.sleep]]\nday = "thu"\nfrom = "23:00"\nto = "07:00"'


@pytest.fixture
def runner(tmp_path, capsys):
    def runner(events, **profile):
        return Runner(tmp_path, capsys, events, **profile)

    return runner


def test_only_starts_that_fit_their_window_name_a_rule(runner):
    tempo, shift = ("Intervals 6x800 m", "20261126T2015", "20261126T2100"), ("Shift", "20261126T2200", "20261127T0600")
    answer = runner([tempo, shift], more=LATE_SLEEP).plan("2026-11-23")
    assert rules_of(day_of(answer, "2026-11-26")) == {"P03": None}


@pytest.mark.parametrize(("title", "rules"), [("Long run", {"P02"}), ("Shift", {"P13"})])
def test_a_run_of_six_hours_is_no_shift(runner, title, rules):
    event = (title, "20261126T1200", "20261126T1800")
    answer = runner([event], windows='thu = ["11:00-18:30"]', more=LATE_SLEEP, schedule="grid_minutes = 20", minutes=20)
    assert set(rules_of(day_of(answer.plan("2026-11-23"), "2026-11-26"))) == rules


def test_a_pause_that_the_plan_ends_closes_no_later_day(runner):
    events = [("Long run", f"{day}T0700", f"{day}T0900") for day in ("20261128", "20261205")]
    events += [("Tempo run", f"{day}T0700", f"{day}T0800") for day in ("20261129", "20261206")]
    answer = runner(events, athlete="last_session = 2026-10-20").plan("2026-11-23", weeks=2)
    assert rules_of(day_of(answer, "2026-11-28")) == {"P02": None, "P04": None}
    assert rules_of(day_of(answer, "2026-12-05")) == {"P02": None}


CLASSIC = [
    ("Intervals 6x800 m", "20261124T0700", "20261124T0800"),
    ("Easy run", "20261125T0700", "20261125T0745"),
    ("Tempo run", "20261126T0700", "20261126T0800"),
    ("Easy run", "20261127T0700", "20261127T0740"),
    ("Long run", "20261129T0800", "20261129T0950"),
]


def weekly(text, rule):
    return text.replace("SUMMARY:Strength class", f"SUMMARY:Strength class\r\nRRULE:{rule}")


def test_a_class_of_every_week_counts_as_a_session_in_each(runner, tmp_path):
    asked = runner([*CLASSIC, ("Strength class", "20261110T1800", "20261110T1900")])
    calendar = tmp_path / "runs.ics"
    calendar.write_text(weekly(calendar.read_text(), "FREQ=WEEKLY"))
    assert sessions_of(asked.plan("2026-11-23")) == [("2026-11-26T17:00", "full")]


def test_each_lift_of_a_series_is_checked(runner):
    plan = calendar_text([("Strength class", "20261124T1700", "20261124T1740")])
    status, answer = runner(CLASSIC).check(weekly(plan, "FREQ=DAILY;COUNT=3"), now="2026-11-23T00:00")
    found = [(each["uid"], each["start"][:10], {rule["id"] for rule in each["rules"]}) for each in answer["breaches"]]
    assert (status, answer["sessions"]) == (1, 3)
    assert found == [("0@example.org", f"2026-11-{day}", {"P07", "P08"}) for day in (24, 25, 26)]


def test_what_is_no_lift_in_a_plan_is_named(runner):
    plan = calendar_text([("Dinner", "20261124T1700", "20261124T1740")])
    status, answer = runner(CLASSIC).check(plan, now="2026-11-23T00:00")
    assert (status, answer["sessions"], len(answer["problems"])) == (0, 0, 1)


@pytest.mark.parametrize(
    ("days", "broken"),
    [
        (("20261124",), {}),
        (("20261128",), {"2026-11-28": {"P01"}}),
        (("20261124", "20261125"), {"2026-11-24": {"P07"}, "2026-11-25": {"P07"}}),
    ],
)
def test_a_lift_without_a_time_breaks_what_closes_its_whole_day(runner, days, broken):
    plan = calendar_text([("Strength", day) for day in days])
    status, answer = runner(CLASSIC).check(plan, now="2026-11-23T00:00")
    found = {each["start"][:10]: {rule["id"] for rule in each["rules"]} for each in answer["breaches"]}
    assert (status, found) == (int(bool(broken)), broken)


def test_a_lift_without_a_time_needs_a_window_that_day(runner):
    asked = runner(CLASSIC, windows='mon = ["17:00-21:00"]')
    status, answer = asked.check(calendar_text([("Strength", "20261124")]), now="2026-11-23T00:00")
    assert (status, [rule["id"] for rule in answer["breaches"][0]["rules"]]) == (1, ["P10"])


def test_a_class_without_a_time_belongs_to_its_date_also_for_shift_workers(runner):
    asked = runner([*CLASSIC, ("Strength class", "20261127")], more=LATE_SLEEP)
    assert rules_of(day_of(asked.plan("2026-11-23"), "2026-11-26")) == {"P07": None}


@pytest.mark.parametrize("end", ["low", "high"])
def test_every_number_may_stand_at_either_end_of_its_range(runner, end):
    numbers = "\n".join(f"{row.name} = {getattr(row, end)}" for row in NUMBERS)
    answer = runner(CLASSIC, more=f"[rules]\n{numbers}").plan("2026-11-23")
    assert {day["verdict"] for day in answer["weeks_detail"][0]["days"]} <= {"good", "ok", "avoid", "forbidden"}


@pytest.mark.parametrize("line", ["points_late = -16", "long_km = 20.1", "race_a_off_days = 1", "hours_gap_god = 3"])
def test_a_number_out_of_range_is_refused_in_one_line(runner, tmp_path, line):
    asked = runner(CLASSIC, more=f"[rules]\n{line}")
    status, out, error = asked.call("plan", str(tmp_path / "runs.ics"), "--json", now="2026-11-23T00:00")
    assert (status, out, error.count("\n")) == (2, "", 1)
    assert line.split()[0] in error


def test_a_springy_set_stands_beside_the_lift_of_its_day(runner):
    athlete = "plyometrics = true\ncalf_raises = 30"
    asked = runner(
        [("Tempo run", "20261124T1700", "20261124T1800")],
        windows='tue = ["18:00-20:00"]',
        athlete=athlete,
        schedule="buffer_minutes = 0",
    )
    times = sorted((each["start"][11:16], each["end"][11:16]) for each in asked.plan("2026-11-23")["sessions"])
    assert times == [("18:00", "18:40"), ("18:40", "18:55")]


LOCKED = {"en": "Springy work waits: 4 of 6 weeks", "de": "Federndes wartet noch: 4 von 6 Wochen",
          "fr": "Le bondissant attend : 4 semaines"}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_plan_says_once_why_springy_work_that_is_wanted_waits(runner, tmp_path, language):
    asked = runner(CLASSIC, athlete="plyometrics = true\ncalf_raises = 30\nstrength_weeks = 4",
                   more="[rules]\nplyo_weeks = 6")  # fmt: skip
    weeks = asked.plan("2026-11-23", "--lang", language, weeks=2)["weeks_detail"]
    assert [week["plyo_day"] for week in weeks] == [None, None]
    assert all(week["plyo_locked"].startswith(LOCKED[language]) for week in weeks)
    call = ("plan", str(tmp_path / "runs.ics"), "--from", "2026-11-23", "--weeks", "2", "--lang", language)
    assert asked.call(*call, now="2026-11-23T00:00")[1].count(LOCKED[language]) == 1


@pytest.mark.parametrize(("wish", "time"), [(0, ("18:00", "18:15")), (1, ("16:45", "17:00"))])
def test_a_springy_set_comes_in_the_warm_up_where_the_profile_says_so(runner, wish, time):
    tempo = [("Tempo run", "20261124T1700", "20261124T1800")]
    asked = runner(tempo, windows='mon = ["18:00-20:00"]', athlete="plyometrics = true\ncalf_raises = 30",
                   more=f"[rules]\nplyo_in_warm_up = {wish}")  # fmt: skip
    sessions = asked.plan("2026-11-23")["sessions"]
    (found,) = [(each["start"][11:16], each["end"][11:16], each["why"]) for each in sessions if each["kind"] == "plyo"]
    assert (found[:2], bool(found[2])) == (time, not wish)


@pytest.mark.parametrize("athlete", ["plyometrics = true\ncalf_raises = 30", "plyometrics = false"])
def test_a_plan_is_silent_where_springy_work_is_open_or_not_wanted(runner, athlete):
    (week,) = runner(CLASSIC, athlete=athlete).plan("2026-11-23")["weeks_detail"]
    assert week["plyo_locked"] is None


def test_a_class_in_the_history_is_written_once_for_each_week(runner, tmp_path):
    asked = runner(CLASSIC)
    history, out = tmp_path / "history.ics", tmp_path / "out.ics"
    history.write_text(
        weekly(calendar_text([("Strength class", "20261117T1800", "20261117T1900")]), "FREQ=WEEKLY;COUNT=3")
    )
    answer = asked.plan("2026-11-23", "--history", str(history), "--out", str(out), weeks=2)
    pinned = [each["uid"] for each in answer["sessions"] if each["pinned"]]
    written = [line for line in out.read_text().splitlines() if line.startswith("UID:0@example.org")]
    assert pinned == [f"0@example.org#occurrence-{day}T170000Z" for day in ("20261124", "20261201")]
    assert written == [f"UID:{uid}" for uid in pinned]


@pytest.mark.parametrize(("sunday", "start"), [("2026-10-25", "16:00"), ("2027-03-28", "16:00")])
def test_the_grid_is_by_the_wall_clock_also_on_the_days_that_change_it(runner, sunday, start):
    run = sunday.replace("-", "")
    asked = runner(
        [("Tempo run", f"{run}T0800", f"{run}T0900")],
        windows='sun = ["00:00-22:00"]',
        schedule="grid_minutes = 120",
    )
    monday = str(date.fromisoformat(sunday) - timedelta(days=6))
    assert day_of(asked.plan(monday), sunday)["best_start"][11:16] == start


@pytest.mark.parametrize(
    ("title", "rules"),
    [("Lift A, primer", []), ("Kraft A, Auffrischung", []), ("Renfo A, réveil", []), ("Lift A", ["P05"]),
     ("Lift A, light", ["P05"])],
)  # fmt: skip
def test_a_session_of_ours_without_marks_is_checked_in_the_form_of_its_title(runner, title, rules):
    asked = runner([("Half marathon (A race) 21.1 km", "20261129T0900", "20261129T1040")])
    _, answer = asked.check(calendar_text([(title, "20261125T1700", "20261125T1720")]), now="2026-11-23T00:00")
    assert [rule["id"] for breach in answer["breaches"] for rule in breach["rules"]] == rules
    assert answer["sessions"] == 1
