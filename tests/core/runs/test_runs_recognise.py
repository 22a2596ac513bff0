"""Traps and principles of recognising one entry by itself."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests_runs import MONDAY, PROFILE, day, kind_of, timed

from core.model.training import Kind
from core.runs.recognise import recognise
from core.runs.week import understand

TRAPS = {
    "other": [
        "Sprint Review", "Run Payroll", "School run", "Dry run", "Running late", "Family Movie Marathon", "Marathonsitzung",
        "Maratón de series", "Marathon Expo", "Race trip", "Race condition debugging", "AA Recovery meeting", "Restmüll",
        "Rust meetup", "Tempo : Rouge", "Tempo timesheets", "Pixel 30", "2", "2026", "Day off - Julia", "Jogatina", "Course Taxi", "Opel Corsa",
        "Séance publique", "Loopbaangesprek", "laufende Projekte", "fin de carrera", "Long weekend", "Lange Besprechung",
        "Hill Climb", "[core] CoRE WG", "Base 1", "planning call", "bib pickup", "Gym renews", "Recovery Week", "Course",
        "Group run CANCELLED", "event 10 times", "Base event", "Marathon coding night", "1814 Motion", "Cheer for Anna at the half marathon", "跑通测试", "2h", "Test", "",
    ],
    "race": ["Sprint Trail Senyera", "Transvulcania", "Jogging de Verviers", "Crown King Scramble 50k", "Park Run", "NYC 26.2"],
    "long": ["19", "Marathon Simulation", "LSD 2h15", "17 mi", "1h30 Endurance avec 20mn allure Marathon", "长距离 28km"],
    "tempo": ["4 mi pace", "5 km fast", "Double T", "7 km, 2 km easy, 4 km at HMP, 1 km easy", "12 km incluyendo 10 km en 46:30", "8 km with 5 km in 22:30"],
    "intervals": ["5 x 1000m, Tempo: 4:20", "footing 25 mn suivi de 8x200m VMA", "Fahrtspiel 50 min", "6x800"],
    "hills": ["Bergsprints 6 x 100 m", "6 x (800m uphill at HMP, 60 seconds rest)", "10x90s up the lane, jog down"],
    "easy": [
        "12 km + 6 accélérations", "Lauf mit Steigerungen, locker 10 km", "6 x (run 1 min + walk 4 min)", "10 miles + Core",
        "5 minute walk, 30 minute jog, 5 minute walk", "Tuesday Group Run", "Dress rehearsal", "Easy run or rest", "8 km", "6", "12 km @ 4:30 pace", "Run with Tom", "Run home from work",
    ],
    "recovery": ["拖腿 5公里", "Very easy 5 km", "Z1 30 min"],
    "rest": ["Rest (travel)", "Injured: rest", "Skip training", "Rest or Easy Run", "no running!!", "Ruhetag mit Sauna und Massage", "休息日", "Off", "vila"],
    "cross": ["Active Recovery Ride", "Rest-day incline walk", "Zwift race", "Joga", "Sortie Blanmont 70 km", "Easy 70 km", "uscita lunga di 60 minuti in bicicletta", "Elliptical 40 min"],
    "strength": ["Stretch & strengthen", "3 sets of squats", "60' pesas", "Strength Training & Easy Run", "Push day", "🏋️ Legs"],
    "unknown": ["Half marathon training", "Run", "Laufen", "Hardlopen", "🏃‍♀️"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "title"), [(kind, title) for kind, titles in TRAPS.items() for title in titles])
def test_a_trap_is_seen(kind, title):
    assert kind_of(title) == kind


def test_the_description_decides_where_the_title_says_nothing():
    assert kind_of("Matagusanos", "Tirada larga semanal, ritmo conservador") == "long"


def test_the_title_outweighs_the_description():
    assert kind_of("Easy run", "Yesterday's tempo was hard") == "easy"


def test_a_category_says_training():
    assert kind_of("Matagusanos", "FC en Z2", categories=("Trail",)) == "easy"


def test_running_words_in_an_office_description_are_not_training():
    assert kind_of("Quarterly review", "run through the long list at a steady pace") == "other"


def test_the_evidence_names_what_was_read():
    assert recognise(day("Intervals 6x800 m"))[0].evidence[0] == "title: Intervals 6x800 m"


def test_a_clear_title_gives_more_confidence_than_a_bare_distance():
    assert recognise(day("Long run 20 km"))[0].confidence > 0.8 > 0.65 > recognise(day("8 km"))[0].confidence


def test_an_all_day_entry_of_several_days_is_a_banner():
    assert recognise(day("Long run camp", days=4))[0].kind is Kind.OTHER


@pytest.mark.parametrize(("title", "km"), [("Half marathon", 21.1), ("Marathon", 42.2), ("10 km race", 10)])
def test_a_race_has_the_length_of_its_name(title, km):
    assert recognise(day(title))[0].distance_km == km


TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["easy", "long run", "8 km", "6x800", "3 x 10'", "tempo", "@", "MP", "(", ")", "+", ",", "rest", "jog", "90%", "AM",
             "PM", "5k", "pace", "E", "T", "Z2", "x", "with", "/", ":", "1:30", "60m", "strides", "up", "marathon", "or", "休息", "组"]
        ),
        max_size=12,
    ).map(" ".join),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(title=TEXTS, description=TEXTS)
def test_any_text_gets_one_or_two_plain_answers(title, description):
    runs = recognise(day(title, description=description))
    assert len(runs) in (1, 2)
    assert all(0 <= run.confidence <= 1 and (run.minutes is None or run.minutes > 0) for run in runs)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(TEXTS, st.integers(0, 13), st.integers(0, 200), st.booleans()), max_size=8),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_the_feed_changes_nothing(rows, order):
    calendar = [
        day(title, when, uid=f"{number}") if whole else timed(title, when, minutes=minutes, uid=f"{number}")
        for number, (title, when, minutes, whole) in enumerate(rows)
    ]
    shuffled = list(calendar)
    order.shuffle(shuffled)
    assert understand(shuffled, PROFILE) == understand(calendar, PROFILE)


def test_a_hostile_title_costs_no_time():
    assert recognise(day("run x 10 ( " * 100_000, description="8 km + " * 100_000))


def test_nothing_is_lost():
    calendar = [timed(title, number % 7, uid=f"{number}") for number, title in enumerate(chain(*TRAPS.values()))]
    entries = understand(calendar, PROFILE)
    assert {entry.uid for entry in entries} == {occurrence.uid for occurrence in calendar}
    assert all(entry.start >= MONDAY for entry in entries)
