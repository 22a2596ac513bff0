"""P15 against a second reading of the rule table, on random weeks."""

from statistics import median

from hypothesis import given, settings
from hypothesis import strategies as st
from tests_runs import PROFILE, timed

from core.model.training import Treated
from core.runs.week import understand

TITLES = {
    "Easy run": "easy",
    "Run": "unknown",
    "Intervals 6x800 m": "quality",
    "Long run": "long",
    "Recovery run": "recovery",
}
RUNS = st.lists(
    st.tuples(st.sampled_from(sorted(TITLES)), st.integers(0, 6), st.integers(20, 40).map(lambda n: n * 5)),
    min_size=1,
    max_size=7,
    unique_by=lambda run: run[1],
)


def long_days(runs):
    """The days of the long runs as section 5 of the rule table words it: (a), then (b), then (c)."""
    runs = sorted((when, TITLES[title], minutes) for title, when, minutes in runs)
    longest = max(minutes for _, _, minutes in runs)
    at_top = [when for when, _, minutes in runs if minutes == longest]
    found = {when for when, said, _ in runs if said == "long"}
    for when, said, minutes in runs:
        if said in ("easy", "unknown") and minutes >= 90 and (minutes >= 0.85 * longest or minutes >= 150):
            found.add(when)
        if said == "quality" and minutes >= 90 and at_top == [when]:
            found.add(when)
    if found or len(runs) < 3:
        return found
    others = [minutes for when, _, minutes in runs if when != at_top[-1]]
    said = next(said for when, said, _ in runs if when == at_top[-1])
    stands_out = longest >= 45 and longest >= 1.3 * median(others)
    return {at_top[-1]} if said in ("easy", "unknown") and stands_out else set()


def read(runs):
    return understand([timed(title, when, minutes=minutes) for title, when, minutes in runs], PROFILE)


@settings(max_examples=150, deadline=None)
@given(RUNS)
def test_the_long_runs_of_any_week_are_those_of_the_table(runs):
    assert {e.start.weekday() for e in read(runs) if e.treated_as is Treated.LONG} == long_days(runs)


@settings(max_examples=80, deadline=None)
@given(RUNS)
def test_easy_and_unknown_runs_of_ninety_minutes_are_long_or_medium_long(runs):
    for entry in read(runs):
        if entry.title in ("Easy run", "Run") and entry.minutes >= 90:
            assert (entry.treated_as is Treated.LONG) != entry.medium_long


@settings(max_examples=60, deadline=None)
@given(RUNS)
def test_no_run_is_moved_or_lost(runs):
    entries = read(runs)
    assert [(e.start, e.end) for e in entries] == [(e.occurrence.start, e.occurrence.end) for e in entries]
    assert len(entries) == len(runs)
