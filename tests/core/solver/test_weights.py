"""The worked cases do not hang on the exact weights: each may be a quarter more or less."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests_weeks import case_situation, cases

from core.rules.numbers import NUMBERS
from core.solver.search import plan

WEIGHTS = [row for row in NUMBERS if row.unit == "points" and row.name.startswith("points_") and row.default]
EDGE = (13, "points_eve_of_quality", 1.25)  # its light Wednesday scores 25, five above the least


def days_of(number: int, numbers: tuple) -> list[int]:
    asked = case_situation(number)
    found = plan(replace(asked, profile=replace(asked.profile, numbers=numbers)))
    return [place.start.weekday() for place in found.weeks[0].placements]


def test_the_one_edge_loses_its_light_session():
    assert days_of(13, (("points_eve_of_quality", -56),)) == []


@pytest.mark.parametrize("row", WEIGHTS, ids=lambda row: row.name)
@pytest.mark.parametrize("share", [0.75, 1.25])
def test_a_quarter_more_or_less_leaves_the_chosen_days(row, share):
    value = min(max(round(row.default * share), row.low), row.high)
    for number in cases():
        if (number, row.name, share) == EDGE:
            continue
        assert days_of(number, ((row.name, value),)) == days_of(number, ()), number
