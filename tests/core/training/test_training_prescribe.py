"""What fill puts into sessions, and how much room they get."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalogue import load_catalogue
from core.model.exercise import AREAS
from core.model.profile import Athlete, OddDays, Profile, Schedule
from core.model.training import Form, SessionKind, Treated
from core.training.balance import missing_patterns
from core.training.content import Order, build_blocks, measure
from core.training.fit import drop_set
from core.training.means import Means
from core.training.prescribe import rooms
from core.training.wave import count_hard_sets

TABLE = tomllib.loads((Path(__file__).parents[2] / "data/training/templates.toml").read_text("utf-8"))
EXERCISES = load_catalogue().exercises
LIFTS = [t for t in load_catalogue().templates.values() if t.plan != "plyo"]
PLANS = ("minimal", "standard", "advanced")


def ids(session):
    return [dose.id for dose in session.content.doses]


def dose_of(session, exercise):
    return next(dose for dose in session.content.doses if dose.id == exercise)


@pytest.mark.parametrize("plan", ["standard", "advanced"])
@pytest.mark.parametrize("place", ["gym", "home"])
@pytest.mark.parametrize("week", [1, 2, 3, 4])
def test_a_session_right_after_a_run_is_the_table_s(fill, lift, run, profile, plan, place, week):
    sessions = [lift(7 * week - 6), lift(7 * week - 4)]
    runs = [run(7 * week - 6, hour=15), run(7 * week - 4, hour=15)]
    for session in fill(sessions, runs, profile(plan=plan, place=place)):
        row = TABLE[session.template][str(week)]
        assert session.content.minutes == pytest.approx(row["after_run"], abs=0.05)
        assert sum(dose.sets for dose in session.content.doses) == row["hard_sets"]


@pytest.mark.parametrize("gap", [0, 60])
def test_a_run_that_ended_within_the_hour_has_done_the_warm_up(fill, lift, run, gap):
    (session,) = fill([lift(1)], [run(1, hour=15, minutes=120 - gap)])
    assert session.content.minutes == 36.1


@pytest.mark.parametrize("minutes", [59, 121])
def test_an_earlier_run_or_one_still_going_on_has_not(fill, lift, run, minutes):
    (session,) = fill([lift(1)], [run(1, hour=15, minutes=minutes)])
    assert session.content.minutes == 39.4


def test_rule_2_a_minimal_session_is_cut_to_thirty_minutes(fill, lift, profile):
    (session,) = fill([lift(8)], profile=profile(plan="minimal"))
    assert session.content.minutes <= 30
    assert [dose.sets for dose in session.content.doses] == [3, 2, 2, 1, 1]


def test_a_session_fits_the_room_it_has_but_for_the_slack(fill, lift):
    (session,) = fill([lift(1, minutes=30)])
    assert 30 < session.content.minutes <= 33


def test_forty_minutes_hold_every_week_of_the_standard_plan(fill, lift):
    sessions = fill([lift(day, minutes=40) for day in (1, 8, 15, 22)])
    assert [s.content.minutes for s in sessions] == [39.4, 39.8, 39.7, 24.1]


def test_a_primer_is_short_and_keeps_the_load_of_week_three(fill, lift, profile):
    heavy = profile(body_mass_kg=90)
    primer, full = fill([lift(1, form=Form.PRIMER, minutes=20), lift(15)], profile=heavy)
    assert primer.content.minutes <= 20
    assert primer.content.doses[0].load_kg == dose_of(full, "front_squat").load_kg
    assert {dose.rir for dose in primer.content.doses} <= {3, None}


def test_a_light_session_has_the_doses_of_week_four(fill, lift):
    light, easy = fill([lift(1, form=Form.LIGHT, uid="a"), lift(22, uid="b", template="std_gym_A")])
    assert [(d.id, d.sets, d.reps, d.rir) for d in light.content.doses] == [
        (d.id, d.sets, d.reps, d.rir) for d in easy.content.doses
    ]


def test_a_light_session_drops_pushing_and_pulling_before_anything_else(fill, lift):
    (session,) = fill([lift(1, form=Form.LIGHT, minutes=22)])
    assert {"upper_push", "upper_pull"}.isdisjoint(dose.pattern for dose in session.content.doses)
    assert dose_of(session, "front_squat").sets == 2


def test_effort_follows_the_wave(fill, lift):
    sessions = fill([lift(1), lift(8), lift(15), lift(22)])
    squats = [session.content.doses[0] for session in sessions]
    assert [dose.rir for dose in squats] == [3, 2, 2, 4]


def test_the_first_load_comes_from_body_mass(fill, lift):
    (session,) = fill([lift(1)])
    assert dose_of(session, "front_squat").load_kg == 22.5  # 0.35 x 68 = 23.8


def test_without_a_body_mass_no_load_is_invented(fill, lift, profile):
    (session,) = fill([lift(1)], profile=profile())
    assert {dose.load_kg for dose in session.content.doses} == {None}


def test_supersets_are_numbered_and_only_the_first_lift_ramps(fill, lift):
    (session,) = fill([lift(1)])
    assert [dose.superset for dose in session.content.doses] == [None, None, None, 1, 1, 2, 2]
    assert [dose.ramp_sets for dose in session.content.doses] == [2, 0, 0, 0, 0, 0, 0]


def test_a_session_with_one_set_of_everything_cannot_be_cut_further():
    blocks = build_blocks(Order(LIFTS[0], 4, room=5.0))
    assert {item.sets for block in blocks for item in block.items} == {1}
    assert drop_set(blocks) == blocks


def test_muscle_means_two_repetitions_more_in_every_week(fill, lift, profile):
    sessions = fill([lift(day, template="std_gym_A") for day in (1, 8, 15)], profile=profile(goal="muscle"))
    assert [dose_of(session, "front_squat").reps for session in sessions] == [6, 8, 6]
    assert dose_of(sessions[0], "push_up").reps == 6  # no load, so nothing to grow on


def test_fifty_and_older_keep_one_more_in_reserve_in_the_first_two_weeks(fill, lift, profile):
    sessions = fill([lift(1), lift(8), lift(15)], profile=profile(birth_year=1970))
    assert [session.content.doses[0].rir for session in sessions] == [4, 3, 2]


def test_the_week_before_the_last_one_to_an_a_race_has_fewer_sets(fill, lift, run):
    race = run(13, Treated.RACE, minutes=100, priority="A", km=21.1)
    (session,), (usual,) = fill([lift(1)], [race]), fill([lift(1)])
    assert (sum_sets(session), sum_sets(usual)) == (12, 16)
    assert session.content.doses[:3] == usual.content.doses[:3]  # squat, hinge and single-leg work stay


@pytest.mark.parametrize(
    ("numbers", "sets"),
    [
        ((("taper_sets_share", 0.5),), 8),
        ((("taper_first_day", 10), ("taper_last_day", 11)), 16),
        ((("taper_km", 42),), 16),
    ],
)
def test_the_runners_own_numbers_shape_the_taper(fill, lift, run, profile, numbers, sets):
    race = run(13, Treated.RACE, minutes=100, priority="A", km=21.1)
    (session,) = fill([lift(1)], [race], replace(profile(), numbers=numbers))
    assert sum_sets(session) == sets


def sum_sets(session):
    return sum(dose.sets for dose in session.content.doses)


@pytest.mark.parametrize(("priority", "km", "minutes"), [("B", 21.1, 100), ("A", 10.0, 45), ("A", None, 75)])
def test_a_smaller_race_changes_no_sets(fill, lift, run, priority, km, minutes):
    (session,) = fill([lift(1)], [run(13, Treated.RACE, minutes=minutes, priority=priority, km=km)])
    assert session.content.doses[0].sets == 3


def test_content_that_is_there_stays_whatever_moves(fill, lift):
    (before,) = fill([lift(1)])
    (after,) = fill([lift(3, uid=before.uid, template=before.template, content=before.content)])
    assert after.content is before.content


def test_foreign_strength_stays_empty(fill, lift):
    (session,) = fill([lift(1, foreign=True)])
    assert session.content is None


def test_sessions_come_back_in_the_order_given(fill, lift):
    assert [s.uid for s in fill([lift(3), lift(1)])] == ["s003", "s001"]


def test_an_unknown_template_is_chosen_anew(fill, lift):
    (session,) = fill([lift(1, template="upper_body_day")])
    assert session.template == "std_gym_A"


def test_travel_turns_a_gym_session_into_one_for_home(fill, lift, profile, monday):
    trip = OddDays(monday + timedelta(days=1), monday + timedelta(days=1), place="home", equipment=frozenset())
    away, back = fill([lift(1), lift(3)], profile=profile(Schedule(exceptions=(trip,))))
    assert (away.template, back.template) == ("std_home_A", "std_gym_B")
    assert all(EXERCISES[name].no_equipment_ok for name in ids(away))


def test_springy_sets_take_the_path_step_by_step(fill, lift):
    sessions = [lift(day, kind=SessionKind.PLYO, minutes=15) for day in (1, 15, 22, 43)]
    assert [s.template for s in fill(sessions)] == ["plyo_1", "plyo_1", "plyo_2", "plyo_3"]


def test_a_springy_set_that_is_there_keeps_its_step(fill, lift):
    sessions = [lift(1, kind=SessionKind.PLYO, template="plyo_2"), lift(8, kind=SessionKind.PLYO)]
    assert [s.template for s in fill(sessions)] == ["plyo_2", "plyo_1"]


@pytest.mark.parametrize("sets", [1, 2])
def test_a_beginners_first_sets_are_as_many_as_the_profile_says(fill, lift, sets):
    asked = Profile(lift(1).start.tzinfo, Athlete(sessions_done=0), numbers=(("first_sets", sets),))
    (session,) = fill([lift(1)], profile=asked)
    assert {dose.sets for dose in session.content.doses} == {sets}


def count_of(session):
    return sum(
        dose.sets * (dose.contacts or dose.reps) * (2 if dose.per_side else 1)
        for dose in session.content.doses
        if EXERCISES[dose.id].contacts is not None
    )


def spring(fill, lift, template, week, *numbers):
    sessions = [lift(week * 7 - 6, kind=SessionKind.PLYO, minutes=15, template=template)]
    (session,) = fill(sessions, profile=Profile(lift(1).start.tzinfo, numbers=numbers))
    return session


@pytest.mark.parametrize("start", [30, 40, 60])
def test_the_first_springy_set_has_the_contacts_of_the_profile(fill, lift, start):
    assert count_of(spring(fill, lift, "plyo_1", 1, ("plyo_contacts_start", start))) == start


@pytest.mark.parametrize(("most", "contacts"), [(80, 80), (100, 94), (120, 94)])
def test_no_springy_set_has_more_contacts_than_the_profile_allows(fill, lift, most, contacts):
    assert 0 <= contacts - count_of(spring(fill, lift, "plyo_3", 3, ("plyo_contacts_most", most))) <= 2


@pytest.mark.parametrize(("most", "least"), [(80, 76), (120, 116)])
def test_a_high_start_grows_to_the_most_and_not_past_it(fill, lift, most, least):
    numbers = (("plyo_contacts_start", 60), ("plyo_contacts_most", most))
    counts = [count_of(spring(fill, lift, f"plyo_{step}", 3, *numbers)) for step in (1, 2, 3)]
    assert sorted(counts) == counts
    assert least <= counts[-1] <= most


def test_contacts_have_no_tempo_and_no_reserve(fill, lift):
    (session,) = fill([lift(1, kind=SessionKind.PLYO, minutes=15)])
    skips = dose_of(session, "skipping_drill")
    assert (skips.contacts, skips.reps, skips.tempo, skips.rir) == (20, None, None, None)


@pytest.mark.parametrize(("plan", "full", "light"), [("minimal", 30, 20), ("standard", 40, 30), ("advanced", 45, 25)])
def test_rooms_are_as_long_as_the_longest_cold_session(profile, monday, plan, full, light):
    (room,) = rooms(profile(plan=plan), monday, 1)
    assert (room.full, room.light, room.primer, room.plyo) == (full, light, 20, 15)


def test_rooms_follow_the_wave(profile, monday):
    found = rooms(profile(), monday, 5, 3)
    assert [(r.monday, r.wave_week, r.full) for r in found] == [
        (monday, 3, 40),
        (monday + timedelta(weeks=1), 4, 30),
        (monday + timedelta(weeks=2), 1, 40),
        (monday + timedelta(weeks=3), 2, 45),
        (monday + timedelta(weeks=4), 3, 40),
    ]


@pytest.mark.parametrize(("fixed", "light", "primer"), [(40, 40, 20), (25, 25, 20), (15, 15, 15)])
def test_a_fixed_length_is_the_room_of_full_sessions(profile, monday, fixed, light, primer):
    (room,) = rooms(profile(Schedule(session_minutes=fixed)), monday, 1)
    assert (room.full, room.light, room.primer) == (fixed, light, primer)


def test_beginners_need_less_room_at_first(profile, monday):
    first, _, third = rooms(profile(sessions_done=0), monday, 3)
    assert first.full < third.full


orders = st.builds(
    Order,
    template=st.sampled_from(LIFTS),
    wave_week=st.integers(1, 4),
    form=st.sampled_from(Form),
    means=st.builds(
        Means,
        place=st.sampled_from(["gym", "home"]),
        equipment=st.sampled_from([None, frozenset(), frozenset({"dumbbell"}), frozenset({"band", "barbell"})]),
        injuries=st.lists(st.sampled_from(AREAS), max_size=3, unique=True).map(tuple),
    ),
    athlete=st.builds(Athlete, goal=st.sampled_from(["strength", "muscle"])),
    eased=st.booleans(),
    taper=st.sampled_from([1.0, 0.75, 0.5]),
    after_run=st.booleans(),
    novice=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(orders)
def test_rules_3_and_4_hold_whatever_is_asked(order):
    patterns = set().union(*(item.exercise.covers for block in build_blocks(order) for item in block.items))
    assert patterns >= {"squat", "hinge", "calf", "trunk"}
    assert patterns & {"unilateral_knee", "unilateral_hip"}


@settings(max_examples=150, deadline=None)
@given(orders)
def test_rules_2_and_7_hold_whatever_is_asked(order):
    blocks = build_blocks(order)
    assert measure(blocks, order) <= order.limit or all(i.sets == 1 for b in blocks for i in b.items)
    assert count_hard_sets(blocks) <= (12 if order.template.plan == "minimal" else 18)


@settings(max_examples=150, deadline=None)
@given(orders)
def test_only_what_is_there_is_used_and_nothing_twice(order):
    used = [item.exercise for block in build_blocks(order) for item in block.items]
    assert len({e.id for e in used}) == len(used)
    assert all(order.means.allows(EXERCISES[e.id]) for e in used)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(PLANS), st.sampled_from(["gym", "home"]), st.integers(0, 40))
def test_shorter_forms_never_need_more_room(plan, place, done):
    profile = Profile(athlete=Athlete(plan=plan, place=place, sessions_done=done))
    for room in rooms(profile, date(2026, 11, 23), 4):
        assert 15 <= room.primer <= room.light <= room.full <= 45


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("place", ["gym", "home"])
def test_rule_5_a_week_of_two_sessions_misses_no_pattern(fill, lift, profile, plan, place):
    sessions = fill([lift(1), lift(3)], profile=profile(plan=plan, place=place))
    assert missing_patterns([session.content for session in sessions]) == ()


def test_rule_5_a_single_session_may_miss_one(fill, lift):
    (session,) = fill([lift(3, template="std_gym_B")])
    lost = replace(session.content.doses[0], id="cossack_squat")
    assert missing_patterns([session.content]) == ("unilateral_hip",)
    assert "squat" in missing_patterns([replace(session.content, doses=(lost,))])
    assert missing_patterns([]) == ()
