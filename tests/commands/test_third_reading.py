"""Weeks of shifts, pauses and races on which an independent reading of the rule table once differed from the program."""

import pytest
from tests_plans import Runner, day_of, rules_of

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
