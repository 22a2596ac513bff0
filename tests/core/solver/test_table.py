"""The worth of the whole plan with a session at each start, against the plan itself and against CP-SAT."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests_oracle import Oracle
from tests_random_weeks import situations
from tests_weeks import at, case_situation, lift, repeat, situation

from core.model.training import Form
from core.rules.race import primer_races
from core.solver.chain import START, coupling_of, value_backward
from core.solver.judge import judge_slot
from core.solver.picks import Pick, lay_field
from core.solver.table import Worth, read_worth, value_table
from core.solver.weeks import list_choices

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def test_the_best_starts_are_worth_the_plan_itself():
    table = value_table(case_situation(1))
    assert table[at("tue", "17:00")] == table[at("thu", "17:00")] == max(table.values()) == Worth(2, 2, 0, 170)


def test_a_start_is_worth_the_best_plan_around_it():
    assert value_table(case_situation(1))[at("fri", "17:00")] == Worth(2, 2, 0, 160)


def test_a_forbidden_start_is_not_in_the_table():
    assert not any(start.weekday() in (5, 6) for start in value_table(case_situation(1)))


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(situations(fixed=()), st.randoms(use_true_random=False))
def test_cp_sat_proves_the_worth_of_a_start(asked, chance):
    field = lay_field(asked)
    table = value_table(asked)
    for start in chance.sample(sorted(table), min(3, len(table))):
        slot = judge_slot(asked, (), start)
        day = field.board.clock.day_of(int(start.timestamp()))
        minutes = field.views[day].ask.minutes
        begin = int(start.timestamp())
        paused = any(finding.rule == "P04" for finding in slot.findings)
        primer = slot.form is Form.PRIMER
        races = frozenset(race.start for race in primer_races(field.board, day)) if primer else frozenset()
        points = 50 + sum(finding.points or 0 for finding in slot.findings)
        pick = Pick(day, begin, begin + minutes * 60, slot.form, points, races, paused)
        wider = replace(field, picks=field.picks | {day: (pick,)})
        assert read_worth(Oracle(wider).solve(pick)) == table[start]


@settings(max_examples=15, deadline=None)
@given(situations(fixed=()))
def test_no_start_is_worth_more_than_the_plan_but_where_the_table_bends(asked):
    field = lay_field(asked)
    weeks = [list_choices(field, field.monday + 7 * week) for week in range(field.weeks)]
    best = read_worth(value_backward(coupling_of(field, weeks), weeks)[0][START])
    usual = {
        field.board.clock.wall(pick.start) for picks in field.picks.values() for pick in picks if pick.form == "full"
    }
    assert all(worth <= best for start, worth in value_table(asked).items() if start in usual)


def test_sixteen_weeks_have_a_worth_for_every_open_quarter_hour():
    table = value_table(situation(*repeat(["tue Q 07:00/60", "sun L 08:00/110"], 4), weeks=4))
    mondays = [start for start in table if start.weekday() == 0]
    assert len(mondays) == 4 * 14
    assert max(mondays) - min(mondays) == timedelta(weeks=3, hours=3, minutes=15)


def test_a_week_that_is_full_has_no_open_starts():
    asked = situation(*repeat(["tue Q 07:00/60"]), fixed=(lift("tue"), lift("fri")))
    assert value_table(asked) == {}


def test_in_one_week_alone_sunday_is_beside_monday():
    table = value_table(situation(fixed=(lift("mon"),)))
    assert {start.weekday() for start in table} == {2, 3, 4, 5}


def test_nothing_is_worth_anything_in_the_past():
    table = value_table(replace(case_situation(1), not_before=at("thu", "18:00")))
    assert min(table) == at("thu", "18:00")
