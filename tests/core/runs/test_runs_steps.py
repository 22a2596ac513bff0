"""The steps of a workout, their repetitions and roles, and the length of the whole."""

import pytest

from core.runs.facts import read_facts
from core.runs.vocabulary import load_vocabulary

WORDS = load_vocabulary()


def facts_of(text):
    return read_facts(text, WORDS)


def work_of(text):
    return [(step.times, step.km, step.seconds) for step in facts_of(text).repeats]


@pytest.mark.parametrize(
    ("text", "times", "km", "seconds"),
    [
        ("6x800 m", 6, 0.8, None),
        ("8 x 800", 8, 0.8, None),
        ("12 fois 200 mètres", 12, 0.2, None),
        ("15-mal 200 m", 15, 0.2, None),
        ("6 ripetute di 500m", 6, 0.5, None),
        ("10*30'-30'", 10, None, 30),
        ("5x1k @ 3:45, 400 jog", 5, 1, None),
        ("1000m x 5", 5, 1, None),
        ("3x10'", 3, None, 600),
        ("3 x 10", 3, None, 600),
        ("10x30/30", 10, None, 30),
        ("2 x (6 x 200 m)", 12, 0.2, None),
        ("8 组 400 米", 8, 0.4, None),
        ("400米×10组", 10, 0.4, None),
    ],
)
def test_repetitions_are_read_in_every_notation(text, times, km, seconds):
    assert work_of(text) == [(times, km, seconds)]


@pytest.mark.parametrize(
    "text",
    ["8 km easy with 6 x 20 sec strides", "10 km + 8 x 100 m Steigerungen", "45' + 6 accélérations", "12 km, 5x80 m"],
)
def test_strides_are_garnish(text):
    assert work_of(text) == []
    assert facts_of(text).garnish


@pytest.mark.parametrize(
    ("text", "km", "minutes"),
    [
        ("Easy 8 km", 8, None),
        ("8-10 km easy", 10, None),
        ("Long run: 110min, 18km", 18, 110),
        ("8km Long Run • 8km • 50m - 1h0m", 8, 60),
        ("2 km easy, 6 km at HMP, 2 km easy", 10, None),
        ("12 km, incl. 5 km at MP", 12, None),
        ("8-10 km easy with 5 x 25 sec strides", 10, None),
        ("10 km laufen mit 5 x 100 m Steigerungen", 10, None),
        ("10 km, consisting of: 3 km easy, 4 km at HMP, 3 km easy", 10, None),
        ("20 min warm up + 3x10 min tempo + 10 min cool down", None, 60),
        ("20mn Echauffement + 10*30'-30'", None, 25),
        ("5 km Einlaufen, 4 x 1 km, 2 km Auslaufen, (12 km)", 12, None),
        ("60 min easy / 15 min Stretching", None, 60),
        ("Longão 2:00", None, 120),
        ("Run at 18:30", None, None),
        ("6x800 m", None, None),
        ("3-2-1 km", None, None),
        ("5 x 4 km at MP", 20, None),
        ("Easy run", None, None),
    ],
)
def test_the_length_of_the_whole_is_read(text, km, minutes):
    facts = facts_of(text)
    assert (facts.km, facts.minutes) == (km and pytest.approx(km), minutes and pytest.approx(minutes))


@pytest.mark.parametrize(
    ("text", "speed"),
    [
        ("8 km @ marathon", "marathon_pace"),
        ("5 km @ half marathon", "half_pace"),
        ("10 km at 15k pace", "half_pace"),
        ("10 km at 42k pace", "marathon_pace"),
        ("10mn allure semi", "half_pace"),
        ("5 km at 10k pace", "fast_pace"),
        ("3 km ritmo maraton", "marathon_pace"),
        ("8 mi at 90% 5k", "half_pace"),
        ("8 mi at 80% 5k", "steady"),
        ("30 min a 90 % VMA", "half_pace"),
    ],
)
def test_a_distance_beside_a_pace_is_a_speed(text, speed):
    assert facts_of(text).has(speed)


def test_a_share_of_vo2max_may_be_easy():
    assert facts_of("60 min mit 70 Prozent der VO2max").has("easy")


def test_a_german_tempo_before_a_pace_is_only_the_pace():
    assert not facts_of("5 x 1000 m, Tempo: 4:20").has("tempo")


@pytest.mark.parametrize(("text", "km", "minutes"), [("5 E", 5, None), ("E 35'", None, 35), ("45 E", None, 45)])
def test_the_letters_of_daniels_count_beside_a_number(text, km, minutes):
    facts = facts_of(text)
    assert (facts.has("easy"), facts.km, facts.minutes) == (True, km, minutes)


def test_a_capital_m_among_letters_is_marathon_pace():
    facts = facts_of("2 E + 13 M + 2.5 E")
    assert (facts.has("marathon_pace"), facts.km) == (True, pytest.approx(17.5))


def test_a_letter_without_a_number_means_nothing():
    assert not facts_of("Plan E").has("easy")


@pytest.mark.parametrize(("text", "minutes"), [("Duurloop Z2 35m", 35), ("Interval 10x2m Z4", None), ("50m - 55m", 55)])
def test_few_metres_are_minutes(text, minutes):
    assert facts_of(text).minutes == minutes


def test_hill_repeats_of_sixty_metres_stay_metres():
    assert work_of("Backar 8 x 60 m") == [(8, 0.06, None)]


def test_an_empty_text_says_nothing():
    assert facts_of("  ").items == ()
