"""What the planner chooses: the Choice of the table, several weeks, pins, accepted sessions, races, beginners."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests_random_weeks import situations
from tests_weeks import DAYS, EVENINGS, MONDAY, ZONE, at, case_situation, entry, lift, repeat, situation

from core.model.plan import Plan, Situation
from core.model.profile import Window
from core.model.training import Form, Session, SessionKind
from core.solver.judge import check, judge_days
from core.solver.options import sessions_of
from core.solver.search import plan

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
CLASSIC = ("tue Q 07:00/60", "wed E 07:00/45", "thu Q 07:00/60", "fri E 07:00/40", "sat E 07:00/30", "sun L 08:00/110")


def placed(found: Plan, week: int = 0) -> list[tuple[str, str]]:
    return [(DAYS[p.start.weekday()], str(p.form)) for p in found.weeks[week].placements if p.kind == "strength"]


def test_a_week_without_runs_gets_two_sessions():
    assert placed(plan(situation())) == [("mon", "full"), ("thu", "full")]


def test_a_beginner_with_seven_unlabelled_runs_still_gets_two_sessions():
    asked = situation(*repeat([f"{day} U 07:00/40" for day in DAYS]), athlete={"sessions_done": 0})
    assert len(placed(plan(asked))) == 2


def test_strength_last_sunday_closes_monday():
    days = plan(situation(fixed=(lift(-1),))).weeks[0].days
    assert (days[0].verdict, [finding.rule for finding in days[0].findings]) == ("forbidden", ["P07"])


def test_a_long_run_next_monday_closes_sunday():
    assert [f.rule for f in plan(situation("7 L 08:00/100")).weeks[0].days[6].findings] == ["P01"]


def test_one_wish_a_week_is_one_session():
    assert placed(plan(case_situation_with(1, sessions_per_week=1))) == [("thu", "full")]


def case_situation_with(number: int, weeks: int = 1, **schedule: object) -> Situation:
    asked = case_situation(number, weeks)
    return replace(asked, profile=replace(asked.profile, schedule=replace(asked.profile.schedule, **schedule)))


@pytest.mark.parametrize("wish", ["none", "offer"])
def test_no_light_session_is_placed_where_it_is_not_wished(wish):
    assert placed(plan(case_situation_with(13, second_session=wish))) == []


def test_there_are_never_two_light_sessions_in_a_week():
    asked = situation(entry("-8 X 09:00/230", km=42.2), *(f"{day} E 07:00/40" for day in DAYS))
    assert [form for _, form in placed(plan(asked))] == ["light"]


def test_a_light_session_is_never_beside_a_primer():
    asked = situation(entry("11 X 09:00/50", km=10), entry("-4 X 09:00/50", km=10), *(f"{d} E 07:00/40" for d in DAYS))
    forms = [form for _, form in placed(plan(asked))]
    assert not {"light", "primer"} <= set(forms)


def test_a_full_week_of_races_gets_one_primer_only():
    asked = situation(entry("thu X 09:00/50", km=10), entry("10 X 09:00/50", km=10), weeks=2)
    forms = [form for week in (0, 1) for _, form in placed(plan(asked), week)]
    assert forms.count("primer") <= 1


def test_monday_and_sunday_are_neighbours_in_one_week_alone():
    windows = ((Window(1020, 1260),), (), (), (), (), (), (Window(1020, 1260),))
    assert len(placed(plan(situation(schedule={"windows": windows})))) == 1


def test_over_several_weeks_sunday_and_the_next_monday_are_apart():
    windows = ((Window(1020, 1260),), (), (), (), (), (), (Window(1020, 1260),))
    found = plan(situation(weeks=3, schedule={"windows": windows}))
    assert [[day for day, _ in placed(found, week)] for week in range(3)] == [["mon", "sun"], ["sun"], ["sun"]]


def test_the_same_weekdays_are_kept_over_the_weeks():
    found = plan(situation(*repeat(CLASSIC, 4), weeks=4))
    assert [placed(found, week) for week in range(4)] == [[("tue", "full"), ("thu", "full")]] * 4
    assert [week.score for week in found.weeks] == [170, 180, 180, 180]


def test_a_days_verdict_counts_only_sessions_that_stand():
    found = plan(situation(*repeat(CLASSIC, 2), weeks=2))
    assert [day.score for day in found.weeks[0].days] == [day.score for day in found.weeks[1].days]


def test_nothing_is_placed_before_the_first_day_or_before_now():
    late = situation(*repeat(CLASSIC), first=at("wed").date())
    assert placed(plan(late)) == [("wed", "light"), ("fri", "full")]
    now = replace(situation(*repeat(CLASSIC)), not_before=at("tue", "18:10"))
    assert plan(now).weeks[0].placements[0].start == at("tue", "18:30")


def test_a_skipped_day_is_not_used_again():
    assert "tue" not in dict(placed(plan(situation(*repeat(CLASSIC), skipped=(at("tue").date(),)))))


def test_a_pinned_session_stays_where_it_breaks_rules_and_counts():
    found = plan(situation(*repeat(CLASSIC), fixed=(lift("sat"),)))
    assert [day for day, _ in placed(found)] == ["tue", "sat"]
    assert found.weeks[0].placements[1].findings[0].rule == "P01"


def test_somebody_elses_strength_counts_as_a_session():
    foreign = lift("mon", foreign=True)
    assert [day for day, _ in placed(plan(situation(*repeat(CLASSIC), fixed=(foreign,))))] == ["mon", "thu"]


def accepted(*days: str) -> tuple[Session, ...]:
    return tuple(replace(lift(day), pinned=False, uid=f"kept {day}") for day in days)


def test_an_accepted_session_stays_where_it_still_fits():
    found = plan(situation(*repeat(CLASSIC), accepted=accepted("tue", "fri")))
    assert [(p.start.weekday(), p.uid) for p in found.weeks[0].placements] == [(1, "kept tue"), (4, "kept fri")]


def test_an_accepted_session_moves_where_a_place_is_clearly_better():
    found = plan(situation(*repeat(CLASSIC), accepted=accepted("wed")))
    assert [p.start.weekday() for p in found.weeks[0].placements] == [1, 3]


def test_an_accepted_session_that_became_invalid_moves_within_its_week():
    runs = [text.replace("sun L", "sat L") for text in CLASSIC if not text.startswith("sat")]
    found = plan(situation(*repeat(runs), accepted=accepted("tue", "fri")))
    assert [(p.start.weekday(), p.uid) for p in found.weeks[0].placements] == [(1, "kept tue"), (3, "kept fri")]


def test_after_a_pause_the_plan_itself_ends_it():
    runs = ["mon E 07:00/40", "wed E 07:00/40", "thu Q 07:00/60"]
    windows = ((), (), EVENINGS[0], (), (), EVENINGS[0], ())
    asked = situation(
        *repeat(runs, 2), weeks=2, athlete={"last_session": at(-40).date()}, schedule={"windows": windows}
    )
    found = plan(asked)
    assert [placed(found, week) for week in (0, 1)] == [[("sat", "full")], [("wed", "light"), ("sat", "full")]]
    assert [week.days[2].verdict for week in found.weeks] == ["forbidden", "avoid"]


def test_the_springy_set_follows_a_quality_run_on_a_day_without_strength():
    asked = situation(*repeat(CLASSIC), athlete={"plyometrics": True, "calf_raises": 20})
    week = plan(asked).weeks[0]
    springy = [p for p in week.placements if p.kind == "plyo"]
    assert [p.start for p in springy] == [at(3, "08:00")]
    assert [day for day, _ in placed(plan(asked))] == ["tue", "fri"]
    assert week.plyo_day == at("thu").date()


def test_a_springy_set_that_stands_is_told_and_not_doubled():
    there = Session("spring", SessionKind.PLYO, Form.FULL, at("tue", "08:00"), at("tue", "08:15"), pinned=True)
    asked = situation(*repeat(CLASSIC), fixed=(there,), athlete={"plyometrics": True, "calf_raises": 20})
    assert [p.uid for p in plan(asked).weeks[0].placements if p.kind == "plyo"] == ["spring"]


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(situations(fixed=()))
def test_the_planner_never_breaks_a_hard_rule(asked):
    assert check(asked, sessions_of(plan(asked))) == ()


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(situations())
def test_with_sessions_that_stand_only_those_break_rules(asked):
    standing = {session.uid for session in asked.fixed}
    assert {breach.uid for breach in check(asked, sessions_of(plan(asked)))} <= standing


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
@given(situations())
def test_the_same_situation_gives_the_same_plan(asked):
    again = replace(asked, profile=replace(asked.profile), entries=(*asked.entries,))
    assert repr(plan(again)) == repr(plan(asked))


def shift(asked: Situation, weeks: int) -> Situation:
    """Everything some weeks later (winter time only)."""
    by = timedelta(weeks=weeks)
    entries = tuple(replace(e, start=e.start + by, end=e.end + by) for e in asked.entries)
    fixed = tuple(replace(s, start=s.start + by, end=s.end + by) for s in asked.fixed)
    rooms = tuple(replace(room, monday=room.monday + by) for room in asked.rooms)
    return replace(asked, entries=entries, fixed=fixed, rooms=rooms, first=asked.first + by)


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
@given(situations(), st.integers(1, 4))
def test_a_shift_by_whole_weeks_changes_nothing_else(asked, weeks):
    by = timedelta(weeks=weeks)
    here, there = plan(asked), plan(shift(asked, weeks))
    assert [(p.start + by, p.form, p.score) for w in here.weeks for p in w.placements] == [
        (p.start, p.form, p.score) for w in there.weeks for p in w.placements
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(situations(fixed=()), st.integers(0, 6), st.integers(12, 40))
def test_more_free_time_never_means_fewer_sessions(asked, weekday, start):
    schedule = asked.profile.schedule
    more = (*schedule.windows[weekday], Window(start * 30, start * 30 + 120))
    windows = tuple(more if day == weekday else each for day, each in enumerate(schedule.windows))
    wider = replace(asked, profile=replace(asked.profile, schedule=replace(schedule, windows=windows)))
    assert count(plan(asked)) <= count(plan(wider))


def count(found: Plan) -> tuple[int, int]:
    places = [p for week in found.weeks for p in week.placements if p.kind == "strength"]
    return len(places), sum(1 for place in places if place.form is Form.FULL)


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(situations(), st.data())
def test_taking_a_session_away_never_breaks_a_rule(asked, data):
    sessions = sorted(asked.fixed, key=lambda session: session.start)
    if sessions:
        gone = data.draw(st.sampled_from(sessions))
        fewer = replace(asked, fixed=())
        rest = [session for session in sessions if session is not gone]
        before = {(b.uid, b.finding.rule) for b in check(fewer, sessions)}
        new = {(b.uid, b.finding.rule) for b in check(fewer, rest)} - before
        assert {rule for _uid, rule in new} <= {"P04"}  # without it there may be a pause of three weeks


def test_the_days_of_a_plan_are_those_of_the_judge():
    asked = situation(*repeat(CLASSIC, 2), weeks=2, fixed=(lift("wed"),))
    assert judge_days(asked, asked.fixed, MONDAY) == plan(asked).weeks[0].days


@pytest.mark.parametrize("monday", [76, 286])  # the weeks in which clocks change in 2026, as days after MONDAY
def test_both_weeks_of_changing_clocks_are_planned_by_the_wall_clock(monday):
    start = MONDAY + timedelta(days=monday - monday % 7)
    runs = [
        entry(f"{day + monday - monday % 7} {rest}")
        for day, rest in ((1, "Q 07:00/60"), (3, "Q 07:00/60"), (6, "L 08:00/110"))
    ]
    found = plan(situation(*runs, first=start))
    assert [f"{p.start:%a %H:%M}" for p in found.weeks[0].placements] == ["Tue 17:00", "Thu 17:00"]
    assert all(p.start.tzinfo is ZONE for p in found.weeks[0].placements)


SPRINGY = {"plyometrics": True, "calf_raises": 20}


def test_a_springy_set_is_not_put_on_a_day_that_is_over_or_skipped():
    late = situation(*repeat(CLASSIC), athlete=SPRINGY, first=at("thu").date(), skipped=(at("thu").date(),))
    assert plan(late).weeks[0].plyo_day is None


def test_an_accepted_springy_set_keeps_its_uid():
    there = Session("spring", SessionKind.PLYO, Form.FULL, at("thu", "08:00"), at("thu", "08:15"))
    found = plan(situation(*repeat(CLASSIC), athlete=SPRINGY, accepted=(there,)))
    assert [p.uid for p in found.weeks[0].placements if p.kind == "plyo"] == ["spring"]


def test_sessions_of_a_plan_are_its_strength_sessions():
    assert len(sessions_of(plan(situation(*repeat(CLASSIC), athlete=SPRINGY)))) == 2


def test_a_light_session_that_is_too_long_for_the_window_is_not_placed():
    asked = case_situation(13)
    rooms = tuple(replace(room, light=300) for room in asked.rooms)
    assert placed(plan(replace(asked, rooms=rooms))) == []
