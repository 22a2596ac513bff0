from dataclasses import replace

import pytest

from core.model.plan import DayVerdict, Finding, SlotVerdict, Verdict, WeekPlan
from core.model.training import Form, Kind, Treated
from core.solver.options import Other
from core.words import LANGUAGES, Words
from desktop.dates import Dates
from desktop.panels.details import (
    find_entry,
    present_days,
    present_dose,
    present_entry_facts,
    present_others,
    present_session_details,
    shown_kind,
)
from desktop.week.present import Look, present_week

ENGLISH = Dates(Words("en"))


def row(dose):
    shown = present_dose(dose, ENGLISH)
    return shown.amount, shown.load, shown.effort, shown.note


def test_a_loaded_exercise_reads_like_this(make):
    assert row(make.dose()) == ("3 × 6", "60 kg", "RIR 2", "2 warm-up sets · tempo 3-0-1-0 · rest 150 s. Elbows high")


def test_an_exercise_without_a_load_is_done_with_a_comfortable_one(make):
    shown = row(make.dose(load_kg=None, per_side=True, tempo=None, ramp_sets=0, cue=""))
    assert shown == ("3 × 6 / side", "", "RIR 2", "a comfortable load · rest 150 s")


def test_a_hold_is_in_seconds(make):
    shown = row(make.dose(reps=None, seconds=30, load_kg=None, rir=None, tempo=None, rest_s=0, ramp_sets=0, cue=""))
    assert shown == ("3 × 30 s", "", "", "")


def test_jumps_are_in_contacts(make):
    assert row(make.dose(reps=None, contacts=20, load_kg=None))[0] == "3 × 20 contacts"


def test_why_here_lists_hard_rules_then_the_strongest_points(make):
    findings = (
        Finding("S08", 10),
        Finding("S04", -10),
        Finding("P02", None, (("run", "Long run"),)),
        Finding("S01", 30, (("run", "Tempo"), ("hours", 9))),
        Finding("S13", 0),
    )
    slot = SlotVerdict(make.at(1, 17), Form.FULL, Verdict.FORBIDDEN, None, findings)
    details = present_session_details(make.session("s", make.at(1, 17)), slot, ENGLISH)
    assert [(point.points, point.bad) for point in details.points] == [
        ("✕", True),
        ("+30", False),
        ("−10", True),
        ("+10", False),
    ]
    assert details.caption == "Placed by you, against a rule"


def test_where_nothing_is_forbidden_the_points_begin_at_fifty(make):
    slot = SlotVerdict(
        make.at(1, 17), Form.FULL, Verdict.GOOD, 80, (Finding("S01", 30, (("run", "Tempo"), ("hours", 9))),)
    )
    details = present_session_details(make.session("s", make.at(1, 17)), slot, ENGLISH)
    assert details.caption == "Why here · 80 points"
    assert [point.points for point in details.points] == ["+30", "50"]
    assert details.head == "Lift A · Tuesday 17:00 – 17:40"
    assert details.content_caption == "Exercises · 39.6 min"


def test_a_session_without_content_shows_its_room(make):
    slot = SlotVerdict(make.at(1, 17), Form.FULL, Verdict.OK, 50, ())
    bare = replace(make.session("s", make.at(1, 17)), content=None)
    details = present_session_details(bare, slot, ENGLISH)
    assert details.content_caption == "Exercises · 40.0 min"
    assert details.doses == ()


def test_other_places_say_when_how_good_and_what_they_cost(make):
    good = SlotVerdict(make.at(3, 17), Form.FULL, Verdict.GOOD, 90, (Finding("S08", 10),))
    plain = SlotVerdict(make.at(4, 17), Form.FULL, Verdict.OK, 50, ())
    bad = SlotVerdict(make.at(0, 17), Form.FULL, Verdict.AVOID, -20, ())
    others = present_others((Other(good, -10), Other(plain, 30), Other(bad, 100)), ENGLISH)
    assert [other.label for other in others] == ["Thu 17:00 · 90", "Fri 17:00 · 50", "Mon 17:00 · −20"]
    assert others[0].spoken.startswith("Move to Thu 17:00. Thursday at 17:00 (90) would gain 10 points. ")
    assert others[1].spoken == "Move to Fri 17:00. Friday at 17:00 (50) would cost 30 points."


def test_a_run_says_what_it_is_taken_for_and_why(make):
    state = make.state()
    facts = present_entry_facts(state.entries[3], ENGLISH)
    assert facts == (
        "Sunday 29 November, 08:00 – 09:55",
        "Taken for: long run ? (93 % sure)",
        "Because of title: 19",
    )


def test_a_run_that_the_week_made_the_long_one_says_so(make):
    entry = make.run("r", "19", make.at(6, 8), 115, Kind.UNKNOWN, Treated.LONG, guessed=True)
    facts = present_entry_facts(entry, ENGLISH)
    assert "the longest of the week (115 min)" in facts[-1]
    assert shown_kind(entry) is Kind.LONG
    assert shown_kind(make.state().entries[0]) is Kind.INTERVALS


def test_an_appointment_says_only_when(make):
    facts = present_entry_facts(make.appointment("a", "Dentist", make.at(4, 16), make.at(4, 17)), ENGLISH)
    assert facts == ("Friday 27 November, 16:00 – 17:00",)


def test_an_assumed_time_is_said(make):
    assert len(present_entry_facts(make.all_day_run("r", "Jog", 4), ENGLISH)) == 3


def test_the_entry_behind_every_card_is_found(make):
    state = make.state()
    rows = present_week(state, Look(make.MONDAY, make.at(0, 10)), ENGLISH)
    cards = [*rows.cards, *(bar.card for bar in rows.bars)]
    found = {card.uid: find_entry(state, card.key) for card in cards if not card.key.startswith("session/")}
    assert all(entry.uid == uid for uid, entry in found.items())
    assert find_entry(state, "nowhere") is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_of_a_day_has_words(make, language, verdict):
    score = None if verdict in {Verdict.FORBIDDEN, Verdict.UNAVAILABLE} else 50
    findings = (
        (Finding("P02", None, (("run", "Long run"),)),) if verdict is Verdict.FORBIDDEN else (Finding("S08", 10),)
    )
    day = DayVerdict(make.MONDAY, verdict, score, None, Form.FULL, findings)
    (line,) = present_days(WeekPlan(make.MONDAY, 1, 2, (), 0, (day,)), Dates(Words(language)))
    assert line.verdict_words
    assert line.sentence
