"""Rules about sessions among themselves, pair terms among them."""

from __future__ import annotations

import pytest
from tests_weeks import MONDAY, at, lift, said, situation

from core.model.plan import Plan
from core.model.training import Form
from core.rules.board import lay_out, lifts_of
from core.rules.rule import RULES
from core.rules.slot import WeekSlots
from core.solver.judge import judge_slot

WEEK_RULES = {rule.id: rule.evaluate_week for rule in RULES if rule.evaluate_week}


def pair(rule: str, *sessions: object, asked: object = None) -> int | None:
    board = lay_out(asked or situation())
    found = WEEK_RULES[rule](WeekSlots(board, MONDAY.toordinal(), lifts_of(sessions, board.clock)))
    return found.points if found else None


@pytest.mark.parametrize(("other", "expected"), [
    ("tue", "forbidden"), ("wed", "forbidden"), ("thu", "forbidden"), ("mon", None), ("fri", None),
])  # fmt: skip
def test_p07_keeps_a_day_between_sessions(other, expected):
    assert said(situation(), "P07", at("wed", "17:00"), [lift(other)]) == expected


def test_p07_crosses_the_weeks_end_both_ways():
    assert said(situation(), "P07", at("mon", "17:00"), [lift(-1)]) == "forbidden"
    assert said(situation(), "P07", at("sun", "17:00"), [lift(7)]) == "forbidden"


def test_p07_counts_light_sessions_and_no_primers():
    assert said(situation(), "P07", at("wed", "17:00"), [lift("tue", form=Form.LIGHT)]) == "forbidden"
    assert said(situation(), "P07", at("wed", "17:00"), [lift("tue", form=Form.PRIMER)]) is None


def test_p07_may_be_set_to_three_days():
    asked = situation(numbers={"sessions_gap_days": 3})
    assert said(asked, "P07", at("wed", "17:00"), [lift("mon")]) == "forbidden"


def test_p07_says_the_hours_to_the_nearest_session():
    slot = judge_slot(situation(), [lift("tue", "17:00")], at("wed", "17:00"))
    assert dict(slot.findings[0].params)["hours"] == 23


@pytest.mark.parametrize(("sessions", "expected"), [
    (["mon", "fri"], "forbidden"), (["mon"], None), ([-3, "mon"], None), (["mon", 11], None),
])  # fmt: skip
def test_p08_allows_two_full_sessions_in_a_training_week(sessions, expected):
    assert said(situation(), "P08", at("wed", "17:00"), [lift(day) for day in sessions]) == expected


def test_p08_does_not_count_light_sessions_as_full():
    others = [lift("mon"), lift("fri", form=Form.LIGHT)]
    assert said(situation(), "P08", at("wed", "17:00"), others) is None
    assert said(situation(), "P08", at("wed", "17:00"), [lift("mon"), lift("fri")], form=Form.LIGHT) is None


def test_p09_holds_because_a_plan_has_no_runs_in_it():
    assert "entries" not in Plan.__dataclass_fields__


@pytest.mark.parametrize(("day", "points"), [(-5, 5), (-4, None), (-12, None)])
def test_s13_likes_last_weeks_weekday(day, points):
    assert said(situation(), "S13", at("wed", "17:00"), [lift(day)]) == points


@pytest.mark.parametrize(("day", "points"), [("wed", None), ("thu", 10), ("fri", 10), ("sat", 5), ("sun", None)])
def test_s14_spreads_a_pair_over_the_week(day, points):
    assert pair("S14", lift("mon"), lift(day)) == points


@pytest.mark.parametrize(("clock", "points"), [("17:00", None), ("16:59", -10)])
def test_s15_wants_forty_eight_hours_from_start_to_start(clock, points):
    assert pair("S15", lift("mon", "17:00"), lift("wed", clock)) == points


@pytest.mark.parametrize(("free", "points"), [(2, None), (1, -15), (0, -15)])
def test_s16_wants_two_easy_days(free, points):
    runs = [f"{day} Q 07:00/60" for day in ("wed", "thu", "fri", "sat", "sun")[: 5 - free]]
    assert pair("S16", lift("mon"), lift("tue"), asked=situation(*runs)) == points


def test_s16_does_not_call_unknown_runs_key():
    runs = [f"{day} U 07:00/60" for day in ("wed", "thu", "fri", "sat", "sun")]
    assert pair("S16", lift("mon"), asked=situation(*runs)) is None


WANTED = {"plyometrics": True, "calf_raises": 20, "strength_weeks": 8, "sessions_done": 12}
TWO = ("tue Q 07:00/60", "thu Q 07:00/60")


@pytest.mark.parametrize(("days", "points"), [(["tue", "fri"], 20), (["tue", "thu"], None), (["wed"], 20)])
def test_s17_likes_a_quality_day_left_for_springy_work(days, points):
    assert pair("S17", *(lift(day) for day in days), asked=situation(*TWO, athlete=WANTED)) == points


@pytest.mark.parametrize("missing", [{"plyometrics": False}, {"calf_raises": 19}, {"sessions_done": 11},
                                     {"strength_weeks": 7}, {"injuries": ("achilles_mid",)}])  # fmt: skip
def test_s17_is_silent_where_springy_work_is_not_wanted_or_locked(missing):
    assert pair("S17", lift("wed"), asked=situation(*TWO, athlete=WANTED | missing)) is None


def test_s17_wants_a_day_that_may_hold_the_springy_set():
    assert pair("S17", lift("wed"), asked=situation("sat Q 07:00/60", "sun L 08:00/100", athlete=WANTED)) is None
