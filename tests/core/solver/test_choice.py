"""The Choice of the rule table once more, by trying every set of days of one week."""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests_random_weeks import situations

from core.model.plan import DayVerdict
from core.model.training import Form
from core.solver.search import plan

Candidate = tuple[int, Form]


def list_candidates(days: tuple[DayVerdict, ...], *, lights: bool) -> list[Candidate]:
    found: list[Candidate] = []
    for place, day in enumerate(days):
        if day.score is None or day.best_start is None:
            continue
        if day.verdict in ("good", "ok"):
            found.append((place, day.form))
        elif lights and day.score >= 20 and day.form is not Form.PRIMER:
            found.append((place, Form.LIGHT))
    return found


def is_possible(one: Candidate, other: Candidate) -> bool:
    forms = sorted((one[1], other[1]))
    return 2 <= other[0] - one[0] <= 5 and forms not in (["light", "light"], ["light", "primer"], ["primer", "primer"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(situations(weeks=st.just(1), fixed=()))
def test_no_other_set_of_days_holds_more_sessions_or_more_full_ones(asked):
    week = plan(asked).weeks[0]
    candidates = list_candidates(week.days, lights=asked.profile.schedule.second_session == "light")
    sets = [(), *((each,) for each in candidates)]
    if week.wanted == 2:
        sets += [pair for pair in combinations(candidates, 2) if is_possible(*pair)]
    best = max((len(chosen), sum(1 for _, form in chosen if form is Form.FULL)) for chosen in sets)
    placed = [place.form for place in week.placements if place.kind == "strength"]
    assert (len(placed), placed.count(Form.FULL)) == best
