"""The text of our events, and how it lives beside the runner's own notes."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.plan import Finding
from core.model.profile import Athlete, Profile
from core.model.training import Form, Session, SessionKind
from core.share.describe import FIRST_LINE, describe, merge_description, read_form, short_id
from core.share.sheet import number_doses, summarise, to_week
from core.training.prescribe import fill
from core.words import LANGUAGES, Words

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 11, 24, 17, tzinfo=ZONE)
UID = "liftslot-0f8b7c1e-1111-4222-8333-444455556666@liftslot"
ENGLISH = Words("en")
BLOCK = f"{FIRST_LINE}\nwork\n[liftslot:0f8b7c1e]"


def make_session(language="en", minutes=40, **more):
    more = {"kind": SessionKind.STRENGTH, "form": Form.FULL} | more
    session = Session(UID, start=START, end=START + timedelta(minutes=minutes), **more)
    profile = Profile(ZONE, Athlete(body_mass_kg=64))
    return fill([session], profile=profile, entries=(), words=Words(language))[0]


def text(session, *findings, words=ENGLISH):
    return describe(session, findings, words)[1].split("\n")


@pytest.mark.parametrize(
    ("more", "title"),
    [
        ({}, "■ Lift A · 40 min"),
        ({"template": "std_home_B"}, "■ Lift B · 40 min"),
        ({"form": Form.LIGHT, "minutes": 20}, "■ Lift A, light · 20 min"),
        ({"form": Form.PRIMER, "minutes": 20}, "■ Lift A, primer · 20 min"),
        ({"kind": SessionKind.PLYO, "minutes": 15}, "■ Springs · 15 min"),
    ],
)
def test_the_title_is_short_and_shows_the_form(more, title):
    assert summarise(make_session(**more), ENGLISH) == title


def test_there_is_one_line_for_each_exercise():
    lines = text(make_session())
    assert "1. Front squat: 3 × 4 · 20 kg · RIR 3 · rest 2:30 — Elbows up, trunk firm all the way" in lines
    assert [line.partition(".")[0] for line in lines if " — " in line and line[0].isdigit()] == [
        "1", "2", "3", "4a", "4b", "5a", "5b",
    ]  # fmt: skip


def test_a_load_that_is_unknown_is_comfortable_and_none_is_body_weight():
    lines = "\n".join(text(make_session()))
    assert "Pallof press: 2 × 8 per side · comfortable weight · RIR 3 —" in lines
    assert "Push-up: 2 × 6 · body weight · RIR 3 —" in lines


def test_springs_tell_their_contacts_and_no_load():
    lines = "\n".join(text(make_session(kind=SessionKind.PLYO)))
    assert "Skipping drill: 1 × 20 contacts —" in lines
    assert "RIR =" not in lines


def test_decimals_follow_the_language():
    session = make_session()
    heavy = replace(session.content.doses[0], load_kg=22.5)
    session = replace(session, content=replace(session.content, doses=(heavy,)))
    assert "22,5 kg" in "\n".join(text(session, words=Words("fr")))
    assert "22.5 kg" in "\n".join(text(session))


def test_reasons_come_with_their_points():
    lines = text(make_session(), Finding("S08", 10), Finding("S04", -10))
    place = lines.index("Why here")
    assert lines[place + 1].startswith("• +10 ")
    assert lines[place + 2].startswith("• -10 ")


def test_a_place_that_the_runner_chose_says_so_and_what_speaks_against_it():
    lines = text(make_session(pinned=True), Finding("P01", None, (("run", "Long run"),)))
    assert "• You chose this time yourself." in lines
    assert any(line.startswith("• Against it: ") for line in lines)


def test_nothing_is_explained_where_nothing_was_said():
    assert "Why here" not in text(make_session())


def test_a_session_without_content_still_has_its_frame():
    lines = text(replace(make_session(), content=None))
    assert (lines[0], lines[-1]) == (FIRST_LINE, "[liftslot:0f8b7c1e]")
    assert len(lines) == 3


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_says_that_it_is_no_medical_advice_and_ends_with_our_mark(language, form):
    lines = text(make_session(language, form=form), words=Words(language))
    assert lines[-2] == Words(language).say("event.disclaimer")
    assert lines[-1] == "[liftslot:0f8b7c1e]"


def test_the_text_speaks_the_language_asked_for_whatever_it_was_prescribed_in():
    assert text(make_session("de"), words=ENGLISH) == text(make_session("en"), words=ENGLISH)


def test_an_exercise_that_the_catalogue_lost_keeps_the_name_it_had():
    session = make_session()
    odd = replace(session.content.doses[0], id="cossack_squat", name="Cossack squat", cue="Stay low", load_kg=None)
    lines = "\n".join(text(replace(session, content=replace(session.content, doses=(odd,)))))
    assert "1. Cossack squat: 3 × 4 · comfortable weight · RIR 3 · rest 2:30 — Stay low" in lines


def test_no_line_needs_more_than_three_on_a_phone():
    for language in LANGUAGES:
        assert max(map(len, text(make_session(language), words=Words(language)))) < 190


def test_a_printed_week_has_a_sheet_for_each_session_of_ours_by_start():
    later = replace(make_session(), uid="b", start=START + timedelta(days=2), end=START + timedelta(days=2, hours=1))
    sheets = to_week(
        [later, replace(later, uid="c", foreign=True), make_session()], {"b": [Finding("S08", 10)]}, ENGLISH
    )
    assert [sheet.uid for sheet in sheets] == [UID, "b"]
    assert [len(sheet.reasons) for sheet in sheets] == [0, 1]
    assert sheets[0].lines[0].details == "3 × 4 · 20 kg · RIR 3 · rest 2:30"


def test_exercises_done_in_turns_share_a_number():
    dose = make_session().content.doses[0]
    doses = [replace(dose, superset=turn) for turn in (None, 1, 1, 1, 2, 2, None)]
    assert number_doses(doses) == ("1", "2a", "2b", "2c", "3a", "3b", "4")


@pytest.mark.parametrize(("uid", "short"), [(UID, "0f8b7c1e"), ("abc", "abc")])
def test_a_short_id_is_the_beginning_of_the_uid(uid, short):
    assert short_id(uid) == short


@pytest.mark.parametrize("empty", ["", "\n", "  "])
def test_an_empty_text_becomes_the_block(empty):
    assert merge_description(empty, BLOCK) == BLOCK


def test_notes_around_the_block_stay_byte_for_byte():
    old = f"my shoes\r\n\r\n{FIRST_LINE}\nold\n[liftslot:0f8b7c1e]\n\n  felt great \t"
    assert merge_description(old, BLOCK) == f"my shoes\r\n\r\n{BLOCK}\n\n  felt great \t"


@pytest.mark.parametrize("old", ["only mine", f"{FIRST_LINE}\nmine, the end is cut", "cut before\n[liftslot:0f8b7c1e]"])
def test_without_both_markers_everything_is_the_runner_s(old):
    assert merge_description(old, BLOCK) == f"{old}\n\n{BLOCK}"


notes = st.text(st.characters(exclude_characters="[—"), max_size=60)


@settings(max_examples=200)
@given(notes, notes, st.integers(1, 3))
def test_however_often_it_is_rewritten_the_notes_survive(before, after, times):
    merged = f"{before}{FIRST_LINE}\nfirst\n[liftslot:0f8b7c1e]{after}"
    for number in range(times):
        merged = merge_description(merged, f"{FIRST_LINE}\n{number}\n[liftslot:0f8b7c1e]")
    assert merged == f"{before}{FIRST_LINE}\n{times - 1}\n[liftslot:0f8b7c1e]{after}"


@given(st.sampled_from([f"{FIRST_LINE}\nlost end", "lost start [liftslot:x]", "mine"]))
def test_after_the_block_was_damaged_the_next_rewrite_finds_the_new_one(old):
    once = merge_description(old, BLOCK)
    assert merge_description(once, BLOCK) == once


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", Form)
def test_the_form_is_read_from_our_own_titles_in_every_language(language, form):
    title = Words(language).say(f"event.title.{form}", letter="B", minutes=20)
    bare = title.removeprefix("■ ").partition(" · ")[0]
    assert [read_form(said) for said in (title, bare, bare.upper())] == [None if form is Form.FULL else form] * 3


@pytest.mark.parametrize("title", ["", "Strength", "Lift", "Light lift", "Lift heavy, light belt", "Easy run, light"])
def test_a_title_that_is_not_ours_says_no_form(title):
    assert read_form(title) is None
