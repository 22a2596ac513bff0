"""Two runs in one entry."""

import pytest
from tests_runs import day

from core.runs.recognise import recognise


def runs_of(title, description=""):
    return [(run.slot, str(run.kind), run.distance_km) for run in recognise(day(title, description=description))]


@pytest.mark.parametrize(
    ("title", "runs"),
    [
        ("Recovery AM 10 km PM 6 km", [("AM", "recovery", 10), ("PM", "recovery", 6)]),
        ("Recovery AM 6 km LT PM 12 km with 7 km at LT pace", [("AM", "recovery", 6), ("PM", "tempo", 12)]),
        ("Recovery AM 8 km Med-long run PM 18 km", [("AM", "recovery", 8), ("PM", "long", 18)]),
        ("AM: 10 km easy / PM: 8x400 m", [("AM", "easy", 10), ("PM", "intervals", None)]),
        ("Morgens: 8 km locker, abends: 10x400 m", [("AM", "easy", 8), ("PM", "intervals", None)]),
        ("Block AM: 5 km easy + 6 km tempo / PM: 6 km easy", [("AM", "tempo", 11), ("PM", "easy", 6)]),
    ],
)
def test_morning_and_evening_are_two_runs(title, runs):
    assert runs_of(title) == runs


def test_two_runs_may_be_counted():
    assert runs_of("2 recovery runs (16 km)", "8 km + 8 km") == [("AM", "recovery", 8), ("PM", "recovery", 8)]


def test_two_counted_runs_may_have_no_lengths():
    assert runs_of("2 easy runs") == [("AM", "easy", None), ("PM", "easy", None)]


@pytest.mark.parametrize("title", ["AM yoga, PM gym", "Easy 8 km at 7 AM", "AM 5 km AM 6 km"])
def test_what_is_not_surely_two_runs_is_one_entry(title):
    assert [slot for slot, _, _ in runs_of(title)] == [None]


def test_half_of_a_double_has_its_slot():
    assert runs_of("PM: 5 km easy") == [("PM", "easy", 5)]
