"""Corrections: learned by one click, found again after a refresh, narrowest first."""

from dataclasses import replace

import pytest
from tests_runs import PROFILE, day, read_week, timed

from core.model.profile import Correction
from core.model.training import Kind
from core.runs.correct import SCOPES, find_correction, learn, match, normalise
from core.runs.recognise import recognise
from core.runs.week import understand


def entry_of(occurrence):
    return understand([occurrence], PROFILE)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sortie côtes", "SORTIE COTES"),
        ("Easy 8 km", "easy 8km"),
        ("Long run: 10 miles", "Long Run 10 mi"),
        ("Easy – 45 minutes"[:-4], "easy 45 min"),
        ("8 - 10 km", "8-10 km"),
        ("Footing, 50'", "Footing 50 min"),
    ],
)
def test_titles_are_compared_without_case_accents_and_spelling_of_units(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), [("19", "18"), ("Easy 8 km", "Easy 9 km"), ("Easy 8 km", "Easy 8 mi")])
def test_other_numbers_are_other_titles(one, other):
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize("scope", SCOPES)
def test_what_is_learned_fits_the_entry_it_was_learned_from(scope):
    occurrence = day("19", 6)
    assert match(learn(entry_of(occurrence), Kind.LONG, scope), occurrence)


def test_a_correction_survives_a_new_uid_and_a_new_date():
    taught = learn(entry_of(day("19", 6, uid="UPCOMING-1")), Kind.LONG)
    assert match(taught, day("19", 13, uid="COMPLETED-1"))


def test_a_correction_for_sundays_leaves_tuesdays_alone():
    taught = learn(entry_of(day("19", 6)), Kind.LONG, "weekday")
    assert match(taught, day("19", 13))
    assert not match(taught, day("19", 8))


def test_a_correction_for_one_entry_leaves_its_twins_alone():
    taught = learn(entry_of(day("19", 6, uid="a")), Kind.LONG, "this")
    assert not match(taught, day("19", 6, uid="b"))


def test_the_narrowest_correction_wins_and_then_the_latest():
    corrections = (Correction("19", "tempo", weekday=6), Correction("19", "easy"), Correction("19", "long"))
    assert find_correction(day("19", 6), corrections).kind is Kind.TEMPO
    assert find_correction(day("19", 5), corrections).kind is Kind.LONG


def test_a_correction_of_an_unknown_kind_is_passed_over():
    assert find_correction(day("19"), (Correction("19", "joy"),)) is None


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_can_be_taught(kind):
    taught = replace(PROFILE, corrections=(Correction("Pixel 30", kind.value),))
    (entry,) = read_week(timed("Pixel 30"), profile=taught).values()
    assert (entry.kind, entry.confidence) == (kind, 1.0)


def test_a_corrected_banner_is_what_the_runner_says():
    assert recognise(day("Camp", days=5), (Correction("Camp", "easy"),))[0].kind is Kind.EASY


def test_an_empty_title_does_not_narrow():
    assert match(Correction("", "easy", uid="a"), day("19", 6, uid="a"))
    assert match(Correction("", "easy", weekday=6), day("19", 6))


def test_a_correction_of_everything_is_of_nothing():
    assert not match(Correction("", "easy"), day("19", 6))
