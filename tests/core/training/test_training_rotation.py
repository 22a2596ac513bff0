"""A and B in turns, and the heavier hinge where more rest follows."""

from datetime import timedelta

import pytest

from core.model.training import Form, Treated
from core.training.rotation import hours_to_key_run


def letters(sessions):
    return [session.template.split("_")[2] for session in sessions]


def test_minimal_alternates_over_the_season(fill, lift, profile):
    runner = profile(plan="minimal")
    assert letters(fill([lift(1), lift(8), lift(10), lift(17)], profile=runner)) == ["A", "B", "A", "B"]


def test_minimal_goes_on_from_what_was_done_before(fill, lift, profile):
    before = lift(-6, template="min_gym_A", done=True)
    assert letters(fill([lift(1)], profile=profile(plan="minimal"), history=[before])) == ["B"]


@pytest.mark.parametrize("plan", ["standard", "advanced"])
def test_a_comes_first_and_b_second_where_nothing_else_decides(fill, lift, profile, plan):
    assert letters(fill([lift(1), lift(3), lift(8), lift(10)], profile=profile(plan=plan))) == ["A", "B", "A", "B"]


def test_b_goes_where_more_hours_follow_before_a_key_run(fill, lift, run):
    runs = [run(4, Treated.QUALITY), run(9, Treated.QUALITY)]
    assert letters(fill([lift(1), lift(3), lift(8), lift(10)], runs)) == ["B", "A", "A", "B"]


def test_equal_hours_leave_a_first(fill, lift, run):
    runs = [run(3, Treated.QUALITY), run(5, Treated.LONG)]
    assert letters(fill([lift(1), lift(3)], runs)) == ["A", "B"]


def test_easy_runs_decide_nothing(fill, lift, run):
    assert letters(fill([lift(1), lift(3)], [run(4), run(5, Treated.RECOVERY)])) == ["A", "B"]


def test_one_session_a_week_takes_turns(fill, lift):
    assert letters(fill([lift(1), lift(8), lift(15)])) == ["A", "B", "A"]


def test_a_new_session_complements_the_one_that_stays(fill, lift):
    kept = lift(3, template="std_gym_A")
    assert letters(fill([lift(1), kept])) == ["B", "A"]


def test_two_that_stay_keep_their_letters(fill, lift):
    assert letters(fill([lift(1, template="std_gym_B"), lift(3, template="std_gym_B")])) == ["B", "B"]


def test_foreign_strength_takes_no_turn(fill, lift):
    first, foreign = fill([lift(1), lift(3, foreign=True)])
    assert (first.template, foreign.template) == ("std_gym_A", "")


def test_light_sessions_take_turns_like_full_ones(fill, lift):
    assert letters(fill([lift(1), lift(3, form=Form.LIGHT)])) == ["A", "B"]


def test_hours_count_from_the_end_to_the_next_start(lift, run):
    session = lift(1)
    assert hours_to_key_run(session.end, [run(3, Treated.LONG, hour=8)]) == pytest.approx(38.25)
    assert hours_to_key_run(session.end, [run(0, Treated.LONG)]) == float("inf")


def test_content_of_home_b_without_equipment_is_a_template_of_its_own(fill, lift, profile):
    sessions = fill([lift(1), lift(3)], profile=profile(plan="minimal", place="home"))
    assert [s.template for s in sessions] == ["min_home_A", "min_home_B_noequip"]


def test_the_same_sessions_give_the_same_content(fill, lift, run):
    runs = [run(4, Treated.QUALITY)]
    sessions = [lift(1), lift(3)]
    assert fill(sessions, runs) == fill(list(sessions), list(runs))
    assert sessions[0].end - sessions[0].start == timedelta(minutes=45)


@pytest.mark.parametrize(("weeks", "template"), [(11, "std_gym_A"), (12, "adv_gym_A")])
def test_rule_33_the_advanced_plan_waits_for_twelve_weeks_of_strength(fill, lift, profile, weeks, template):
    (session,) = fill([lift(1)], profile=profile(plan="advanced", strength_weeks=weeks))
    assert session.template == template
