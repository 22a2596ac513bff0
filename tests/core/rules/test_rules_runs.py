"""Rules about runs: for each the nearest week that keeps it and the nearest that breaks it."""

from __future__ import annotations

import pytest
from tests_weeks import at, entry, lift, said, situation

FIVE = at("wed", "17:00")  # a session of 40 minutes, 17:00 to 17:40


def on(*runs: str, **more: object) -> object:
    return situation(*runs, **more)


@pytest.mark.parametrize(("day", "expected"), [("thu", "forbidden"), ("fri", None), ("wed", None)])
def test_p01_closes_the_eve_of_a_long_run_only(day, expected):
    assert said(on(f"{day} L 08:00/100"), "P01", FIVE) == expected


def test_p01_crosses_the_weeks_end():
    assert said(on("7 L 08:00/100"), "P01", at("sun", "17:00")) == "forbidden"


def test_p01_may_be_set_to_two_days():
    asked = on("fri L 08:00/100", numbers={"days_before_long": 2})
    assert said(asked, "P01", FIVE) == "forbidden"


@pytest.mark.parametrize("clock", ["08:00", "19:30"])
def test_p02_closes_the_long_runs_day_before_and_after_it(clock):
    assert said(on(f"wed L {clock}/90"), "P02", FIVE) == "forbidden"


def test_p02_leaves_the_day_after_open():
    assert said(on("tue L 08:00/90"), "P02", FIVE) is None


@pytest.mark.parametrize(
    ("run", "expected"),
    [("Q 17:40/60", "forbidden"), ("U 19:00/60", "forbidden"), ("Q 15:00/60", None), ("E 19:00/60", None)],
)
def test_p03_lets_quality_and_unknown_runs_come_first(run, expected):
    assert said(on(f"wed {run}"), "P03", FIVE) == expected


@pytest.mark.parametrize(("done", "expected"), [(3, "forbidden"), (4, None)])
def test_p04_closes_the_eve_of_quality_for_the_first_four_sessions(done, expected):
    assert said(on("thu Q 07:00/60", athlete={"sessions_done": done}), "P04", FIVE) == expected


@pytest.mark.parametrize(("days", "expected"), [(21, "forbidden"), (20, None)])
def test_p04_closes_it_after_twenty_one_days_without_lifting(days, expected):
    last = at(2 - days).date()
    assert said(on("thu Q 07:00/60", athlete={"last_session": last}), "P04", FIVE) == expected


def test_p04_counts_sessions_of_the_weeks_before_as_lifting():
    asked = on("thu Q 07:00/60", athlete={"last_session": at(-40).date()})
    assert said(asked, "P04", FIVE, [lift(-5)]) is None
    assert said(asked, "P04", FIVE, [lift("mon")]) == "forbidden"
    assert said(asked, "P04", FIVE, [lift("mon", done=True)]) is None


@pytest.mark.parametrize(("run", "expected"), [("Q", "forbidden"), ("U", None), ("E", None)])
def test_p04_means_quality_and_not_unknown_runs(run, expected):
    assert said(on(f"thu {run} 07:00/60", athlete={"doms_prone": True}), "P04", FIVE) == expected


@pytest.mark.parametrize(("end", "points"), [("11:00", 30), ("11:30", 22), ("14:00", 22), ("14:30", 8), ("16:45", 8)])
def test_s01_grows_with_the_gap_after_quality(end, points):
    hour, minute = (int(part) for part in end.split(":"))
    start = f"{hour - 1:02}:{minute:02}"
    assert said(on(f"wed Q {start}/60"), "S01", FIVE) == points


@pytest.mark.parametrize(("start", "points"), [("10:00", 10), ("13:00", 10), ("14:00", None)])
def test_s01_is_small_for_those_who_get_sore(start, points):
    assert said(on(f"wed Q {start}/60", athlete={"doms_prone": True}), "S01", FIVE) == points


@pytest.mark.parametrize(("run", "points"), [("E", 20), ("R", 20), ("M", 20), ("U", None)])
def test_s02_likes_the_evening_after_an_easy_run(run, points):
    assert said(on(f"wed {run} 07:00/40"), "S02", FIVE) == points


def test_s02_is_silent_on_a_quality_day_and_before_the_run():
    assert said(on("wed E 07:00/40", "wed Q 12:00/60"), "S02", FIVE) is None
    assert said(on("wed E 19:00/40"), "S02", FIVE) is None


def test_s02_is_thirty_for_those_who_get_sore():
    assert said(on("wed E 07:00/40", athlete={"doms_prone": True}), "S02", FIVE) == 30


@pytest.mark.parametrize(("runs", "points"), [(["wed U 07:00/40"], 8), (["wed U 07:00/40", "wed E 12:00/30"], 8)])
def test_s03_likes_the_evening_after_an_unknown_run(runs, points):
    assert said(on(*runs), "S03", FIVE) == points


@pytest.mark.parametrize(("runs", "points"), [([], -10), (["wed E 07:00/40"], None), (["tue E 07:00/40"], -10)])
def test_s04_counts_a_day_without_a_run_as_rest(runs, points):
    assert said(on(*runs), "S04", FIVE) == points


@pytest.mark.parametrize(("clock", "points"), [("23:40", -5), ("23:30", -15), ("18:00", -15), ("16:00", None)])
def test_s05_minds_an_easy_run_still_to_come(clock, points):
    assert said(on(f"wed E {clock}/15"), "S05", FIVE) == points


@pytest.mark.parametrize(("run", "points"), [("Q", -45), ("U", -12), ("E", None)])
def test_s06_keeps_legs_for_tomorrow(run, points):
    assert said(on(f"thu {run} 07:00/60"), "S06", FIVE) == points


@pytest.mark.parametrize(("runs", "points"), [
    (["tue L 08:00/149"], -15), (["tue L 08:00/150"], -30), (["mon L 08:00/90", "tue L 08:00/90"], -30),
    (["mon L 08:00/90"], None),
])  # fmt: skip
def test_s07_minds_the_long_run_of_yesterday(runs, points):
    assert said(on(*runs), "S07", FIVE) == points


@pytest.mark.parametrize(("run", "points"), [
    ("fri Q 17:40/60", 10), ("fri Q 17:28/60", None), ("fri U 17:28/60", None), ("fri E 12:00/60", 10),
    ("fri L 17:28/60", None), ("fri X 17:28/60", None),
])  # fmt: skip
def test_s08_is_for_forty_eight_hours_to_the_next_key_run(run, points):
    assert said(on(run), "S08", FIVE) == points


def test_s08_counts_elapsed_hours_over_the_end_of_summer_time():
    october = 7 * 41 - 1  # Sunday, 25 October 2026, has 25 hours
    asked = on(f"{october + 1} Q 16:40/60")
    assert said(asked, "S08", at(october - 1, "17:00")) == 10
    assert said(on(f"{october + 1} Q 16:30/60"), "S08", at(october - 1, "17:00")) is None


@pytest.mark.parametrize(("days", "points"), [(("fri", "sat"), -10), (("fri", "sun"), None), (("sat", "sun"), None)])
def test_s09_sees_two_long_runs_in_a_row_coming(days, points):
    assert said(on(*(f"{day} L 08:00/100" for day in days)), "S09", FIVE) == points


@pytest.mark.parametrize(("runs", "points"), [
    (["wed E 07:00/40", "wed E 12:00/30"], -10), (["wed E 07:00/40", "wed E 20:00/30"], -10),
    (["wed E 07:00/40"], None),
])  # fmt: skip
def test_s10_counts_two_runs_as_enough(runs, points):
    assert said(on(*runs), "S10", FIVE) == points


@pytest.mark.parametrize(("run", "points"), [("M", -12), ("E", None)])
def test_s18_minds_a_longer_run_tomorrow(run, points):
    assert said(on(f"thu {run} 07:00/95"), "S18", FIVE) == points


def test_a_run_after_midnight_belongs_to_its_own_day():
    assert said(on(entry("thu L 00:30/100")), "P01", FIVE) == "forbidden"
