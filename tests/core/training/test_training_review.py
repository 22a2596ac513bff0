"""The look back every two weeks: seven signals and what they propose."""

from datetime import date, timedelta

import pytest

from core.model.log import AreaPain, CheckIn, Lifted, LiftedSet, RunNote
from core.training.review import PROPOSALS, is_due, offers_deload, review
from core.training.signals import SIGNALS, Diary
from core.words import LANGUAGES, Words

TODAY = date(2026, 11, 23)
OLD, NEW = range(14, 28), range(14)


def ago(days):
    return TODAY - timedelta(days=days)


def mornings(days, **values):
    return tuple(CheckIn(ago(number), **values) for number in days)


def calf(days, pain, **more):
    return mornings(days, areas=(AreaPain("achilles_mid", pain, **more),))


def lifts(days, load, *names):
    return tuple(Lifted(ago(day), name, load, (LiftedSet(6, 2),)) for day in days for name in names)


def easy(days, effort, pace=360.0):
    return tuple(RunNote(ago(day), effort=effort, pace_s=pace) for day in days)


def fast(day, *splits, target=90.0):
    return RunNote(ago(day), splits_s=splits, target_s=target, is_key=True)


def signal(name, **diary):
    return dict(review(Diary(**diary), TODAY).signals)[name]


@pytest.mark.parametrize("name", [name for name, _ in SIGNALS])
def test_without_data_every_signal_is_unknown(name):
    assert signal(name) is None


@pytest.mark.parametrize(("effort", "pace", "worse"), [(5, 360, True), (4, 360, False), (5, 369, True), (5, 372, None)])
def test_easy_runs_are_worse_where_the_same_pace_feels_a_point_harder(effort, pace, worse):
    assert signal("effort", runs=(*easy((15, 18), 4), *easy((1, 4), effort, pace))) is worse


def test_three_notes_of_easy_runs_are_too_few():
    assert signal("effort", runs=(*easy((15,), 4), *easy((1, 4), 6))) is None


STEADY = (90.0, 90.0, 90.0, 90.0)


@pytest.mark.parametrize(
    ("splits", "worse"),
    [
        (STEADY, False),
        ((92.0, 92.0, 92.0, 92.0), True),
        ((88.0, 90.0, 92.0, 90.0), True),
        ((89.5, 90.5, 90.0, 90.0), False),
    ],
)
def test_splits_are_worse_where_they_scatter_or_slow_down(splits, worse):
    assert signal("splits", runs=(fast(15, *STEADY), fast(1, *splits))) is worse


def test_slower_splits_at_another_target_are_not_worse():
    assert signal("splits", runs=(fast(15, *STEADY), fast(1, 120.0, 120.0, 120.0, 120.0, target=120.0))) is False


@pytest.mark.parametrize(("load", "names", "worse"), [(95.0, "ab", True), (96.0, "ab", False), (80.0, "a", None)])
def test_strength_is_worse_where_two_lifts_fell_by_five_percent(load, names, worse):
    assert signal("strength", lifted=(*lifts((15,), 100.0, *names), *lifts((1,), load, *names))) is worse


@pytest.mark.parametrize(("now", "worse"), [({"pain": 3}, True), ({"pain": 2}, False), ({"pain": 4}, True)])
def test_the_calf_is_worse_two_points_up_or_at_four(now, worse):
    assert signal("calf", checkins=(*calf(OLD, 1), *calf(NEW, **now))) is worse


def test_half_an_hour_of_stiffness_is_enough_without_any_comparison():
    assert signal("calf", checkins=calf((0,), 1, stiff_minutes=31)) is True
    assert signal("calf", checkins=calf((0,), 1, stiff_minutes=30)) is None


@pytest.mark.parametrize(("before", "now", "worse"), [(8.0, 7.25, True), (8.0, 7.3, False), (6.6, 6.4, True)])
def test_sleep_is_worse_three_quarters_of_an_hour_down_or_under_six_and_a_half(before, now, worse):
    assert signal("sleep", checkins=(*mornings(OLD, sleep_hours=before), *mornings(NEW, sleep_hours=now))) is worse


@pytest.mark.parametrize(("now", "worse"), [(3, True), (4, False)])
def test_sleep_is_worse_where_it_is_a_point_less_good(now, worse):
    assert signal("sleep", checkins=(*mornings(OLD, sleep_quality=4), *mornings(NEW, sleep_quality=now))) is worse


@pytest.mark.parametrize(("now", "worse"), [(53.0, True), (52.0, False)])
def test_the_pulse_is_worse_three_beats_up(now, worse):
    assert signal("resting_hr", checkins=(*mornings(OLD, resting_hr=50.0), *mornings(NEW, resting_hr=now))) is worse


@pytest.mark.parametrize(("now", "worse"), [(30.0, True), (60.0, False)])
def test_variability_is_worse_below_the_band_for_a_week(now, worse):
    steady = tuple(CheckIn(ago(day), rmssd_ms=58.0 + day % 5) for day in range(14, 42))
    assert signal("hrv", checkins=(*steady, *mornings(range(12), rmssd_ms=now))) is worse


TIRED = (*mornings(OLD, sleep_hours=8.0, resting_hr=50.0), *mornings(NEW, sleep_hours=6.0, resting_hr=55.0))
WEAK = (*lifts((15,), 100.0, "a", "b"), *lifts((1,), 90.0, "a", "b"))


def propose(**diary):
    return [phrase.id.rpartition(".")[2] for phrase in review(Diary(**diary), TODAY).proposals]


def test_three_worse_signals_ask_for_a_change_the_gentlest_first():
    assert propose(checkins=TIRED, lifted=WEAK) == list(PROPOSALS)


def test_two_are_not_enough_but_with_the_calf_they_are():
    assert propose(checkins=TIRED) == []
    sore = (*mornings(OLD, resting_hr=50.0), *mornings(NEW, resting_hr=55.0), *calf((0,), 5))
    assert propose(checkins=sore) == list(PROPOSALS)


def test_one_bad_night_changes_nothing():
    assert propose(checkins=mornings((0,), sleep_hours=3.0, resting_hr=80.0)) == []


def sore_run(day, soreness=4, *, is_key=True):
    return RunNote(ago(day), is_key=is_key, soreness_before=soreness)


def test_two_sore_key_runs_ask_for_fewer_sets_or_another_place():
    assert propose(runs=(sore_run(1), sore_run(8))) == ["more_rest", "fewer_sets"]


def test_sore_easy_runs_or_a_single_sore_key_run_ask_for_nothing():
    assert propose(runs=(sore_run(1), sore_run(3, is_key=False), sore_run(8, 3), sore_run(15))) == []


@pytest.mark.parametrize(("days", "due"), [(None, True), (13, False), (14, True)])
def test_a_review_is_due_every_two_weeks(days, due):
    assert is_due(TODAY, days and ago(days)) is due


def test_tired_twice_in_a_row_offers_the_easier_week():
    assert [offers_deload(count) for count in (0, 1, 2)] == [False, False, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_signal_and_proposal_has_words(language):
    words = Words(language)
    assert all(words.say(f"training.signal.{name}") for name, _ in SIGNALS)
    assert all(words.say(f"training.review.{name}") for name in PROPOSALS)
