"""The worked cases of the rule table: every day's verdict, score and rules, and the days that are chosen."""

from __future__ import annotations

import pytest
from tests_weeks import DAYS, case_situation, cases

from core.model.plan import Plan
from core.solver.search import plan

NUMBERS = sorted(cases())


@pytest.fixture(params=NUMBERS, scope="module")
def solved(request: pytest.FixtureRequest) -> tuple[dict, Plan]:
    return cases()[request.param]["expect"], plan(case_situation(request.param))


def test_every_day_has_the_verdict_the_score_and_the_rules_of_the_case(solved):
    expect, found = solved
    for name, day in zip(DAYS, found.weeks[0].days, strict=True):
        wanted = expect["verdicts"][name.title()]
        rules = [f"{f.rule}{f.points:+d}" if f.points is not None else f.rule for f in day.findings]
        assert (day.verdict, day.score, rules) == (wanted["verdict"], wanted["score"], wanted["rules"]), name


def test_the_chosen_sessions_are_those_of_the_case(solved):
    expect, found = solved
    placed = [(DAYS[p.start.weekday()].title(), f"{p.start:%H:%M}", p.form, p.score) for p in found.weeks[0].placements]
    wanted = [(p["day"], p["earliest_best_start"], p["kind"], p["score"]) for p in expect["placed"]]
    assert placed == wanted


def test_the_weeks_score_is_that_of_the_case(solved):
    expect, found = solved
    assert found.weeks[0].score == expect["pair_score"]
    assert found.weeks[0].plyo_day is expect["plyo_day"]
