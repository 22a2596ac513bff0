"""Readiness: the vectors of the rule table, and what each question needs to be answered."""

from datetime import date, timedelta

import pytest

from core.model.log import AreaPain, CheckIn
from core.training.injury import Light
from core.training.readiness import Level, assess, is_hrv_in_band

TODAY = date(2026, 11, 23)


def day(ago, **values):
    return CheckIn(TODAY - timedelta(days=ago), **values)


def make_past(*, soreness=None, heart=True, variability=None):
    """Four weeks with a median pulse of 50, and a variability that goes up (True), down (False) or is unknown."""
    week = {True: 60.0, False: 30.0, None: None}[variability]
    return [
        day(
            ago,
            resting_hr=50.0 if heart else None,
            rmssd_ms=(week if ago < 7 else 45.0 + ago % 3) if variability is not None else None,
            soreness=soreness if ago == 1 else None,
        )
        for ago in range(1, 28)
    ]


VECTORS = [  # hours, quality, soreness, yesterday, pulse above median, HRV in band, yes, known, level
    (7.5, 4, 2, 2, 1, True, 4, 4, Level.GREEN),
    (5.5, 3, 2, 2, 1, True, 3, 4, Level.GREEN),
    (5.5, 2, 5, 4, 1, True, 2, 4, Level.AMBER),
    (7, 4, 2, 2, 2, False, 3, 4, Level.GREEN),
    (7, 4, 5, 6, 3, None, 3, 3, Level.GREEN),
    (7, 4, 5, 5, 7, True, 2, 4, Level.AMBER),
    (5.5, 2, 6, 5, 7, False, 0, 4, Level.AMBER),
    (7, 4, None, None, None, False, 1, 2, Level.GREEN),
    (None, None, None, None, None, True, 1, 1, Level.ASK),
    (8, 5, 7, 6, 0, True, 3, 4, Level.RED),
]


@pytest.mark.parametrize(("hours", "quality", "sore", "before", "pulse", "hrv", "yes", "known", "level"), VECTORS)
def test_the_vectors_of_the_rule_table_hold(hours, quality, sore, before, pulse, hrv, yes, known, level):
    today = day(0, sleep_hours=hours, sleep_quality=quality, soreness=sore, resting_hr=pulse and 50.0 + pulse)
    if pulse == 0:
        today = day(0, sleep_hours=hours, sleep_quality=quality, soreness=sore, resting_hr=50.0)
    found = assess(today, make_past(soreness=before, variability=hrv))
    answers = [answer for _, answer in found.answers if answer is not None]
    assert (found.level, sum(answers), len(answers)) == (level, yes, known)


@pytest.mark.parametrize(
    "bad", [{"pain": 6}, {"ill": True}, {"signs": ("limp",)}, {"areas": (AreaPain("knee", 3),)}, {"soreness": 7}]
)
def test_pain_illness_and_stop_signs_are_red_whatever_else(bad):
    assert assess(day(0, sleep_hours=9, sleep_quality=5, **({"soreness": 0} | bad)), []).level is Level.RED


def test_the_third_amber_day_in_a_row_cuts_both():
    tired = {"sleep_hours": 5.0, "soreness": 6}
    found = assess(day(0, **tired), [day(1, **tired), day(2, **tired)])
    assert (found.level, found.amber_days, found.cuts_both) == (Level.AMBER, 3, True)


def test_a_better_day_in_between_starts_the_count_anew():
    tired = {"sleep_hours": 5.0, "soreness": 6}
    found = assess(day(0, **tired), [day(1, sleep_hours=8.0, soreness=1), day(2, **tired)])
    assert (found.amber_days, found.cuts_both) == (1, False)


def test_a_green_day_counts_no_amber():
    assert assess(day(0, sleep_hours=8.0, soreness=1), []).amber_days == 0


def test_half_of_the_sleep_is_enough_to_judge_it():
    assert dict(assess(day(0, sleep_quality=2), []).answers)["sleep"] is False
    assert dict(assess(day(0, sleep_hours=8.0), []).answers)["sleep"] is True


def test_soreness_of_five_needs_a_worse_yesterday():
    assert dict(assess(day(0, soreness=5), []).answers)["soreness"] is False
    assert dict(assess(day(0, soreness=5), [day(1)]).answers)["soreness"] is False


def test_a_pulse_needs_fourteen_mornings():
    past = [day(ago, resting_hr=50.0) for ago in range(1, 14)]
    assert dict(assess(day(0, resting_hr=50.0), past).answers)["resting_hr"] is None


@pytest.mark.parametrize(("in_week", "in_base"), [(2, 14), (3, 10)])
def test_variability_needs_three_values_a_week_and_fourteen_in_four(in_week, in_base):
    past = [day(ago, rmssd_ms=50.0) for ago in range(in_week)]
    past += [day(ago, rmssd_ms=50.0) for ago in range(7, 7 + in_base - 3)]
    assert is_hrv_in_band(TODAY, past) is None


@pytest.mark.parametrize(
    ("now", "earlier", "light"),
    [
        ({"pain": 2}, 2, Light.GREEN),
        ({"pain": 4}, 4, Light.YELLOW),
        ({"pain": 5}, 2, Light.RED),
        ({"pain": 1, "worse_than_yesterday": True}, 1, Light.GREEN),
    ],
)
def test_an_area_has_its_own_light(now, earlier, light):
    past = [day(ago, areas=(AreaPain("hip", earlier),)) for ago in (8, 9)]
    assert assess(day(0, areas=(AreaPain("hip", **now),)), past).areas == (("hip", light),)


def test_two_worse_mornings_close_an_area():
    worse = (AreaPain("hip", 1, worse_than_yesterday=True),)
    assert assess(day(0, areas=worse), [day(2, areas=worse)]).areas == (("hip", Light.RED),)
