"""The smallest set of rules and appointments that leaves no day open."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from tests_random_weeks import situations
from tests_weeks import EVENINGS, MONDAY, at, case_situation, lift, repeat, situation

from core.solver.advice import advise
from core.solver.conflict import find_conflict
from core.solver.options import week_dates
from core.solver.search import plan

CLASSIC = ("tue Q 07:00/60", "wed E 07:00/45", "thu Q 07:00/60", "fri E 07:00/40", "sat E 07:00/30", "sun L 08:00/110")
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def test_a_day_closed_by_two_rules_names_the_one_that_is_enough():
    asked = situation(*repeat(CLASSIC))
    blockers = find_conflict(asked, [lift("tue")], [at("wed").date()])
    assert [(blocker.day, blocker.finding.rule) for blocker in blockers] == [(at("wed").date(), "P07")]


def test_several_rules_may_close_a_day_only_together():
    asked = situation("wed Q 19:00/60", "wed B 20:10/60", "thu Q 07:00/60")
    blockers = find_conflict(asked, (), [at("wed").date()])
    assert {(blocker.finding.rule, blocker.entry.title) for blocker in blockers} == {("P03", "Q wed"), ("P10", "Q wed")}


def test_an_open_day_has_no_conflict():
    assert find_conflict(situation(*repeat(CLASSIC)), (), week_dates(MONDAY)) == ()


def test_a_day_without_a_window_is_closed_by_that():
    asked = situation(schedule={"windows": ((),) * 7})
    assert [blocker.finding.rule for blocker in find_conflict(asked, (), week_dates(MONDAY))] == ["P10"] * 7


def test_a_day_that_scores_too_little_is_closed_by_its_worst_rule():
    asked = situation(*repeat(("tue Q 07:00/60", "sun L 08:00/110")))
    assert [blocker.finding.rule for blocker in find_conflict(asked, (), [MONDAY])] == ["S06"]


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(situations(fixed=()))
def test_a_week_without_any_pick_has_a_conflict(asked):
    days = week_dates(MONDAY)
    if find_conflict(asked, (), days):
        assert plan(replace(asked, weeks=1)).weeks[0].placements == () or asked.weeks > 1


def names(blockers):
    return [(b.day.isoweekday(), b.finding.rule, b.entry.title if b.entry else "") for b in blockers]


def test_the_appointments_that_take_the_room_are_named():
    asked = situation("thu Q 07:00/60", "thu B 17:00/90", "thu B 19:00/120")
    found = find_conflict(asked, (), [at("thu").date()])
    assert [(blocker.finding.rule, blocker.entry.start.hour) for blocker in found] == [("P10", 17), ("P10", 19)]


def test_an_appointment_that_leaves_room_is_no_part_of_it():
    asked = situation("thu Q 07:00/60", "thu B 17:00/30", "thu B 17:30/210")
    (blocker,) = find_conflict(asked, (), [at("thu").date()])
    assert blocker.entry.start.strftime("%H:%M") == "17:30"


def test_the_run_behind_a_rule_is_named():
    asked = situation(*repeat(CLASSIC))
    found = find_conflict(asked, (), [at(day).date() for day in ("sat", "sun")])
    assert names(found) == [(6, "P01", "L sun"), (7, "P02", "L sun")]


def test_of_a_day_without_a_window_a_rule_that_closes_it_anyway_is_named():
    asked = situation(*repeat(CLASSIC), schedule={"windows": ((),) * 7})
    assert names(find_conflict(asked, (), week_dates(MONDAY)))[4:] == [
        (5, "P10", ""),
        (6, "P01", "L sun"),
        (7, "P02", "L sun"),
    ]


def test_starts_that_are_past_say_nothing():
    asked = replace(situation("wed B 19:00/120"), not_before=at("wed", "18:00"))
    assert names(find_conflict(asked, (), [at("tue").date(), at("wed").date()])) == [(3, "P10", "B wed")]


def test_a_short_week_of_a_plan_says_what_stands_in_the_way_of_one_more():
    asked = case_situation(13)
    assert names(advise(asked, plan(asked)).weeks[0].conflict) == [
        (1, "S06", "Q tue"), (2, "P10", ""), (4, "P10", ""), (5, "P10", ""), (6, "P01", "L sun"), (7, "P02", "L sun"),
    ]  # fmt: skip


def test_a_full_week_has_no_conflict():
    assert advise(case_situation(1), plan(case_situation(1))).weeks[0].conflict == ()


def test_beside_a_light_session_a_day_for_another_light_one_is_closed_too():
    windows = ((), EVENINGS[0], (), (), EVENINGS[0], (), ())
    runs = ["tue E 07:00/40", "wed Q 07:00/60", "fri E 07:00/40", "sat Q 07:00/60"]
    week = advise(asked := situation(*repeat(runs), schedule={"windows": windows}), plan(asked)).weeks[0]
    assert [place.form for place in week.placements] == ["light"]
    assert (5, "S06", "Q sat") in names(week.conflict) or (2, "S06", "Q wed") in names(week.conflict)
