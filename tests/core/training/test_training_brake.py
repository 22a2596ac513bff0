"""Mileage that jumps, and lighter weeks that the wave follows."""

from datetime import timedelta

import pytest

from core.model.training import Treated
from core.training.brake import align_waves, find_place, is_bigger_week, is_braked, list_lighter_weeks
from core.training.prescribe import rooms


def usual(run, weeks=range(-5, 0), minutes=60):
    return [run(7 * week + day, minutes=minutes) for week in weeks for day in (1, 3, 5)]


def test_a_run_a_tenth_longer_than_any_in_thirty_days_brakes_for_a_week(run, monday):
    runs = [*usual(run), run(0, minutes=67)]
    assert is_braked(runs, monday)
    assert is_braked(runs, monday + timedelta(days=6))
    assert not is_braked(runs, monday + timedelta(days=7))


def test_exactly_a_tenth_is_fine(run, monday):
    assert not is_braked([*usual(run), run(0, minutes=66)], monday)


def test_a_week_with_a_third_more_running_brakes(run, monday):
    runs = [*usual(run), *(run(day, minutes=60) for day in (0, 1, 2, 3))]
    assert is_braked(runs, monday + timedelta(days=4))
    assert not is_braked(runs, monday + timedelta(days=1))


def test_nobody_knows_what_is_usual_in_the_first_month(run, monday):
    runs = [*usual(run, range(-3, 0)), run(0, minutes=200)]
    assert not is_braked(runs, monday)


def test_a_braked_session_keeps_its_load_and_one_more_in_reserve(fill, lift, run, profile):
    strong = profile(body_mass_kg=90)
    (free,) = fill([lift(15)], usual(run), strong)
    (braked,) = fill([lift(15)], [*usual(run), run(14, minutes=90)], strong)
    assert free.content.doses[0].load_kg > braked.content.doses[0].load_kg
    assert (free.content.doses[0].rir, braked.content.doses[0].rir) == (2, 3)


@pytest.mark.parametrize(("minutes", "lighter"), [(48, True), (49, False)])
def test_a_lighter_week_has_at_most_four_fifths_of_the_usual(run, monday, minutes, lighter):
    runs = [*usual(run), *(run(day, minutes=minutes) for day in (1, 3, 5))]
    assert list_lighter_weeks(runs, [monday]) == [lighter]


@pytest.mark.parametrize(("priority", "lighter"), [("A", True), ("B", True), ("C", False)])
def test_a_race_week_is_a_lighter_week(run, monday, priority, lighter):
    runs = [*usual(run), *usual(run, [0]), run(6, Treated.RACE, priority=priority)]
    assert list_lighter_weeks(runs, [monday]) == [lighter]


def test_a_week_without_runs_says_nothing(run, monday):
    assert list_lighter_weeks(usual(run), [monday]) == [False]


def waves(run, monday, light, first=1, weeks=8):
    runs = [item for week in range(-4, weeks) for item in usual(run, [week], 30 if week in light else 60)]
    return align_waves(first, [monday + timedelta(weeks=week) for week in range(weeks)], runs)


def test_even_weeks_leave_the_wave_as_it_is(run, monday):
    assert waves(run, monday, ()) == (1, 2, 3, 4, 1, 2, 3, 4)


def test_a_lighter_week_becomes_the_deload_and_the_wave_starts_anew(run, monday):
    assert waves(run, monday, {2}) == (1, 2, 4, 1, 2, 3, 4, 1)


def test_a_deload_waits_a_week_for_a_lighter_one(run, monday):
    assert waves(run, monday, {4}) == (1, 2, 3, 3, 4, 1, 2, 3)


def test_rooms_follow_the_running_only_where_they_are_told_of_it(profile, run, monday):
    runs = [item for week in range(-4, 4) for item in usual(run, [week], 30 if week == 1 else 60)]
    assert [room.wave_week for room in rooms(profile(), monday, 4)] == [1, 2, 3, 4]
    assert [room.wave_week for room in rooms(profile(), monday, 4, 1, runs)] == [1, 4, 1, 2]


def test_right_after_a_deload_a_lighter_week_is_one_too(run, monday):
    assert waves(run, monday, {4}, first=4) == (4, 1, 2, 3, 4, 1, 2, 3)
    assert waves(run, monday, {0}) == (4, 1, 2, 3, 4, 1, 2, 3)


def test_the_week_after_the_horizon_is_looked_at_too(run, monday):
    runs = [item for week in range(-4, 5) for item in usual(run, [week], 30 if week == 4 else 60)]
    assert align_waves(1, [monday + timedelta(weeks=week) for week in range(4)], runs) == (1, 2, 3, 3)


@pytest.mark.parametrize(
    ("every", "waves"),
    [(4, (1, 2, 3, 4, 1, 2, 3)), (5, (1, 2, 3, 3, 4, 1, 2)), (6, (1, 2, 3, 3, 3, 4, 1))],
)
def test_a_longer_wave_repeats_its_third_week(monday, every, waves):
    assert align_waves(1, [monday + timedelta(weeks=week) for week in range(7)], (), every) == waves


@pytest.mark.parametrize(
    ("before", "every", "place"),
    [((1, 2, 3), 6, 3), ((2, 3, 3), 6, 4), ((3, 3, 3), 6, 5), ((3, 3, 3), 4, 3), ((3, 3, 4), 6, 6), ((3, 4, 1), 5, 1)],
)
def test_the_place_in_a_longer_wave_is_counted_by_its_third_weeks(monday, before, every, place):
    known = {monday - timedelta(weeks=2 - index): wave for index, wave in enumerate(before)}
    assert find_place(monday, known, every) == place


@pytest.mark.parametrize(("minutes", "bigger"), [(66, True), (65, False)])
def test_a_bigger_week_has_at_least_a_tenth_more_than_the_usual(run, monday, minutes, bigger):
    runs = [*usual(run), *(run(day, minutes=minutes) for day in (1, 3, 5))]
    assert is_bigger_week(runs, monday + timedelta(days=3)) is bigger


def test_in_a_bigger_week_the_load_stays_and_the_reserve_too(fill, lift, run, profile):
    strong = profile(body_mass_kg=90)
    more = [run(14 + day, minutes=66) for day in (1, 3, 5)]
    (free,) = fill([lift(15)], [*usual(run), *usual(run, [0, 1, 2])], strong)
    (held,) = fill([lift(15)], [*usual(run), *usual(run, [0, 1]), *more], strong)
    assert free.content.doses[0].load_kg > held.content.doses[0].load_kg
    assert free.content.doses[0].rir == held.content.doses[0].rir == 2
