from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.plan import Finding, SlotVerdict, Verdict
from core.model.training import Form
from core.words import Words
from desktop.dates import Dates
from desktop.sayings import Room, best_others, main_finding, room_of
from desktop.week.verdicts import give_reason, join_patches

ENGLISH = Dates(Words("en"))


def slot(start, score, *findings):
    verdict = (
        Verdict.FORBIDDEN
        if score is None
        else Verdict.GOOD
        if score >= 60
        else Verdict.OK
        if score >= 40
        else Verdict.AVOID
    )
    return SlotVerdict(start, Form.FULL, verdict, score, findings)


NO_ROOM, LONG_RUN = Finding("P10", None, (("minutes", 40),)), Finding("P01", None, (("run", "Long run"),))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([None, 20, 50, 80]), min_size=672, max_size=672))
def test_patches_cover_every_quarter_hour_once(scores):
    first = datetime(2026, 11, 23, tzinfo=UTC)
    slots = [slot(first + timedelta(minutes=15 * i), score) for i, score in enumerate(scores)]
    covered = [(p.day, m, p.verdict) for p in join_patches(slots) for m in range(p.start, p.end, 15)]
    assert covered == [(s.start.date(), s.start.hour * 60 + s.start.minute, s.verdict) for s in slots]


def test_neighbours_with_one_verdict_are_one_patch(make):
    slots = [slot(make.at(1, 17, m), 80) for m in (0, 15, 30)] + [slot(make.at(1, 17, 45), 20)]
    assert [(p.start, p.end) for p in join_patches(slots)] == [(1020, 1065), (1065, 1080)]


def test_missing_room_is_told_apart_from_a_rule_of_training(make):
    start = make.at(1, 17)
    rooms = [room_of(slot(start, None, *f)) for f in ((NO_ROOM,), (NO_ROOM, LONG_RUN), (LONG_RUN,))]
    assert rooms == [Room.ONLY, Room.TAKEN, Room.FREE]


def test_a_rule_of_training_speaks_before_missing_room(make):
    assert main_finding(slot(make.at(5, 17), None, NO_ROOM, LONG_RUN)) == LONG_RUN
    assert main_finding(slot(make.at(5, 17), None, NO_ROOM)) == NO_ROOM


def test_the_strongest_reason_speaks_in_the_verdicts_direction(make):
    for_it, against = Finding("S01", 30), Finding("S04", -10)
    assert main_finding(slot(make.at(1, 17), 70, for_it, against)) == for_it
    assert main_finding(slot(make.at(1, 17), 20, for_it, against)) == against
    assert main_finding(slot(make.at(1, 17), 50)) is None


def test_the_best_others_are_one_for_each_day_best_first(make):
    slots = [slot(make.at(d, 17 + h), 50 + 10 * d - h) for d in range(5) for h in range(2)]
    assert [s.score for s in best_others(slots, make.at(0, 17))] == [90, 80, 70]


def test_the_same_day_is_offered_only_where_it_is_better(make):
    slots = [slot(make.at(1, 17), 70), slot(make.at(1, 18), 60), slot(make.at(1, 19), 80)]
    assert [s.start.hour for s in best_others(slots, make.at(1, 17))] == [19]
    assert best_others(slots, make.at(1, 19)) == ()


def test_a_forbidden_slot_names_a_better_one(make):
    bad, good = slot(make.at(5, 17), None, LONG_RUN), slot(make.at(3, 17), 90)
    reason = give_reason(bad, (bad, good), ENGLISH)
    assert reason.head == "Not here."
    assert "long run" in reason.sentence
    assert reason.better == "Thu 17:00 would be good (90)"
    assert reason.spoken.startswith("Not here. ")


def test_a_good_slot_names_no_other(make):
    good = slot(make.at(3, 17), 70, Finding("S08", 10))
    assert give_reason(good, (good, slot(make.at(1, 17), 90)), ENGLISH).better == ""
