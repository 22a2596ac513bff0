"""Verdicts of slots, weeks and days beside other sessions, and the check of a plan as it stands."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from datetime import timedelta

from tests_weeks import MONDAY, at, case_situation, entry, lift, repeat, situation

from core.model.training import Form, Kind
from core.rules.board import lay_out
from core.solver.judge import check, judge_days, judge_slot, judge_week

CLASSIC = ("tue Q 07:00/60", "wed E 07:00/45", "thu Q 07:00/60", "fri E 07:00/40", "sat E 07:00/30", "sun L 08:00/110")


def test_a_slot_says_its_verdict_score_and_every_rule_that_speaks():
    slot = judge_slot(case_situation(1), (), at("thu", "17:00"))
    assert (slot.verdict, slot.score, slot.form) == ("good", 90, Form.FULL)
    assert [finding.rule for finding in slot.findings] == ["S01", "S08"]


def test_a_forbidden_slot_has_no_score_and_tells_soft_rules_too():
    slot = judge_slot(case_situation(1), (), at("sat", "17:00"))
    assert (slot.verdict, slot.score) == ("forbidden", None)
    assert [finding.rule for finding in slot.findings] == ["P01", "S02"]


def test_the_length_may_be_given():
    assert judge_slot(case_situation(1), (), at("tue", "20:10"), minutes=50).score == 80  # ends with the window
    assert judge_slot(case_situation(1), (), at("tue", "20:10"), minutes=51).score is None


def test_a_week_without_other_sessions_is_answered_from_memory():
    asked = case_situation(1)
    assert all(
        one is other for one, other in zip(judge_week(asked, (), MONDAY), judge_week(asked, (), MONDAY), strict=True)
    )


def test_a_week_is_judged_the_same_however_many_were_remembered():
    asked = situation(*repeat(CLASSIC))
    first = judge_week(asked, [lift("tue")], MONDAY)
    for minute in range(60):
        judge_week(asked, [lift("tue", f"18:{minute:02}")], MONDAY)
    assert judge_week(asked, [lift("tue")], MONDAY) == first


def test_a_board_that_is_no_longer_wanted_goes_without_the_collector():
    asked = situation(*repeat(CLASSIC))
    days = weakref.ref(lay_out(asked).days)
    gc.collect()
    gc.disable()
    try:
        judge_week(asked, [lift("tue")], MONDAY)
        del asked
        for minutes in range(30, 40):
            judge_week(situation(*repeat(CLASSIC), room=minutes), (), MONDAY)
        assert days() is None
    finally:
        gc.enable()


def test_the_week_in_which_clocks_go_forward_still_has_672_slots():
    monday = MONDAY + timedelta(days=70)
    slots = judge_week(situation(), (), monday)
    assert len(slots) == 672
    assert f"{slots[6 * 96 + 8].start:%a %H:%M}" == "Sun 03:00"  # 02:00 does not exist


def test_a_day_is_judged_beside_the_sessions_that_are_given():
    days = judge_days(case_situation(1), [lift("tue")], MONDAY)
    assert [str(day.verdict) for day in days[:4]] == ["forbidden", "forbidden", "forbidden", "good"]


def test_a_plan_is_checked_without_a_search():
    breaches = check(case_situation(1), [lift("tue"), lift("sat")])
    assert [(breach.start, breach.finding.rule) for breach in breaches] == [(at("sat", "17:00"), "P01")]


def test_what_is_done_or_somebody_elses_is_not_blamed_but_counts():
    sessions = [replace(lift("sat"), done=True), replace(lift("fri"), foreign=True)]
    assert check(case_situation(1), sessions) == ()
    assert [b.finding.rule for b in check(case_situation(1), [*sessions, lift("thu")])] == ["P07", "P08"]


def test_the_check_knows_the_sessions_that_stand():
    asked = replace(case_situation(1), fixed=(lift("wed"),))
    assert [breach.finding.rule for breach in check(asked, [lift("thu")])] == ["P07"]


def test_somebody_elses_strength_is_not_in_its_own_way():
    theirs = entry("tue B 17:00/60")
    theirs = replace(theirs, kind=Kind.STRENGTH)
    asked = situation(theirs, fixed=(replace(lift("tue", foreign=True), uid=theirs.uid),))
    assert judge_slot(asked, (), at("tue", "17:00")).score is not None
    assert judge_slot(replace(asked, fixed=()), (), at("tue", "17:00")).score is None
