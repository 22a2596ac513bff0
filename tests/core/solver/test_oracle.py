"""The optimum of the chain is the optimum of another model of the same problem, proven by CP-SAT."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests_oracle import Oracle
from tests_random_weeks import situations, standing

from core.model.plan import Situation
from core.solver.chain import START, coupling_of, value_backward
from core.solver.picks import lay_field
from core.solver.weeks import list_choices, points_standing

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@st.composite
def problems(draw: st.DrawFn) -> Situation:
    """Situations of one to four weeks with accepted sessions, pauses, pins, races and shift weeks."""
    weeks = draw(st.integers(1, 4))
    asked = draw(situations(weeks=st.just(weeks)))
    accepted = tuple(
        replace(each, pinned=False, uid=f"accepted {each.uid}") for each in draw(standing((0, 7 * weeks - 1), 4))
    )
    athlete = replace(asked.profile.athlete, last_session=draw(st.sampled_from([None, asked.first.replace(year=2025)])))
    return replace(asked, accepted=accepted, profile=replace(asked.profile, athlete=athlete))


def optimum_of_chain(asked: Situation) -> int:
    field = lay_field(asked)
    weeks = [list_choices(field, field.monday + 7 * week) for week in range(field.weeks)]
    total = value_backward(coupling_of(field, weeks), weeks)[0][START]
    inside = [lift for lift in field.lifts if field.monday <= lift.day < field.monday + 7 * field.weeks]
    return total - sum(points_standing(field, lift) for lift in inside)


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(problems())
def test_the_chain_finds_what_cp_sat_proves(asked):
    assert optimum_of_chain(asked) == Oracle(lay_field(asked)).solve()


@pytest.mark.oracle
@settings(max_examples=400, deadline=None, suppress_health_check=SLOW)
@given(problems())
def test_the_chain_finds_what_cp_sat_proves_many_times(asked):
    assert optimum_of_chain(asked) == Oracle(lay_field(asked)).solve()
