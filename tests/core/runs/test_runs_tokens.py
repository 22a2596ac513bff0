"""Words, quantities with units, and separators are cut out of any title."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.runs.text import flatten, fold
from core.runs.vocabulary import load_vocabulary

TOKENIZER = load_vocabulary().tokenizer


def quantities(text):
    found = [token.quantity for token in TOKENIZER.split(text) if token.quantity]
    return [(quantity.unit, quantity.low, quantity.high) for quantity in found]


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("8 km", "km", 8, 8),
        ("8-10 km", "km", 8, 10),
        ("10,5 km", "km", 10.5, 10.5),
        ("1,200 m", "km", 1.2, 1.2),
        ("5k", "km", 5, 5),
        ("15-K", "km", 15, 15),
        ("8公里", "km", 8, 8),
        ("45 min", "s", 2700, 2700),
        ("45mn", "s", 2700, 2700),
        ("45'", "s", 2700, 2700),
        ("1'30\"", "s", 90, 90),
        ('90"', "s", 90, 90),
        ("30 Sek.", "s", 30, 30),
        ("1h15", "s", 4500, 4500),
        ("1h0m", "s", 3600, 3600),
        ("2h", "s", 7200, 7200),
        ("1:05:00", "s", 3900, 3900),
        ("2 Stunden", "s", 7200, 7200),
        ("30分钟", "s", 1800, 1800),
        ("二十五公里", "km", 25, 25),
        ("一百二十分钟", "s", 7200, 7200),
        ("2hrs20", "s", 8400, 8400),
        ("4m30s", "s", 270, 270),
        ("ten miles", "km", 16.09344, 16.09344),
        ("half an hour", "s", 1800, 1800),
        ("Z2", "zone", 2, 2),
        ("Zone 3-4", "zone", 3, 4),
        ("RPE 4-5", "rpe", 4, 5),
        ("6x", "count", 6, 6),
        ("10–12 ×", "count", 10, 12),
        ("85-90 %", "percent", 90, 90),
        ("19", "number", 19, 19),
    ],
)
def test_a_quantity_is_read_with_its_unit(text, unit, low, high):
    assert quantities(text) == [(unit, pytest.approx(low), pytest.approx(high))]


def test_miles_become_kilometres():
    assert quantities("10 mi") == [("km", pytest.approx(16.09344), pytest.approx(16.09344))]


@pytest.mark.parametrize("text", ["@ 3:45", "6:15 min/km", "4:30/km", "12 km/h", "5'30\" au km"])
def test_a_pace_is_no_length(text):
    assert [unit for unit, _, _ in quantities(text)] == ["pace"]


@pytest.mark.parametrize("text", ["HR 130-145", "145 bpm", "Puls 140"])
def test_a_heart_rate_is_no_length(text):
    assert [unit for unit, _, _ in quantities(text)] == ["heart"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("keep heart rate low", ["keep", "heart", "rate", "low"]),
        ("hold your HR 130-145 there", ["hold", "your", "hr130-145", "there"]),
        ("run in zone 2 today", ["run", "in", "zone2", "today"]),
        ("Intervalle x 5, locker", ["intervalle", "x5", ",", "locker"]),
        ("jog w/u, then GA1 easy", ["jog", "w/u", ",", "then", "ga1", "easy"]),
        ("easy e跑 now", ["easy", "e跑", "now"]),
    ],
)
def test_a_run_of_words_ends_where_a_figure_begins(text, words):
    assert [token.text for token in TOKENIZER.split(text)] == words


def test_clock_times_are_no_quantities():
    assert quantities("Training 7:30 pm, home by 9pm") == []


def test_a_count_may_follow():
    assert quantities("1000 m x 5") == [("km", 1, 1), ("count", 5, 5)]


def test_accents_and_typography_are_folded():
    assert fold("V̇O₂max – Récup’ 6 × 400") == "vo2max - recup' 6 x 400"


def test_capitals_stay_in_flat_text():
    assert flatten("Côtes GA1") == "Cotes GA1"


def test_runners_are_signs_whatever_their_skin():
    assert [token.text for token in TOKENIZER.split("🏃🏽\u200d♀️ 5 km")] == ["🏃", "5km"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_cut_without_fault(text):
    assert all(token.text for token in TOKENIZER.split(text))
