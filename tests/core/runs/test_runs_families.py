"""Families of entries that no single word tells: who runs along, what a number means, which language it is."""

import pytest
from tests_runs import kind_of, timed

from core.model.training import Kind
from core.runs.numbers import SURE
from core.runs.recognise import recognise

FAMILIES = {
    "a run in company is easy": (
        "easy",
        ["Run with Ola", "Hardlopen met Fien", "run home from work", "Lauf mit Kinderwagen", "Run along Foxglove Park"],
    ),
    "a bare number beside a running word is a length": (
        "easy",
        ["easy 7", "7 easy", "6 w strides", "Easy 5 round the lake", "easy 40"],
    ),
    "a long number stays long": ("long", ["Long 18", "long 26", "LSR 16"]),
    "a session that is only counted is what its description says": ("other", ["Session 4", "Tuesday"]),
    "stretched letters are those of the word": ("rest", ["Resttttt"]),
    "umlauts may be written out": ("easy", ["gemuetlicher Dauerlauf"]),
    "a race is told by its name's ending": ("race", ["Thornby Half", "Great Quill Half!!", "Owlet 10 Mile"]),
    "a race is told by how often it was held": ("race", ["34. Apfelblütenlauf", "12th Harbour Run"]),
    "walk breaks make no intervals": ("easy", ["6x (2 min laufen, 2 min gehen)", "8 x (run 1 min, walk 2 min)"]),
    "metres uphill are no length": ("easy", ["12 km locker 400 HM"]),
    "money and followers are no race": ("other", ["10k followers party", "5k loan repayment", "10-K filing"]),
    "prose takes a strong word back": (
        "other",
        ["Marathon of talks about pensions", "marathon bargaining until everybody sleeps"],
    ),
    "a word stands anywhere in a script without spaces": ("easy", ["奥森慢跑", "和老王慢跑"]),
    "prose takes a word back without spaces too": ("other", ["力量建筑公司拜访", "半马力发动机测试"]),
    "what follows a run's comma is beside it": ("easy", ["Easy run, then dentist"]),
    "a speed limit is no distance": ("other", ["Tempo 30 Infoabend"]),
}


@pytest.mark.parametrize(("kind", "title"), [(kind, title) for kind, titles in FAMILIES.values() for title in titles])
def test_a_family_is_seen(kind, title):
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    ("title", "description", "kind"),
    [
        ("Session 4", "1h40 off road with the group, all easy", "long"),
        ("Einheit 1", "45 min ganz locker, Puls unter 140", "easy"),
        ("Wednesday", "8 x 45 sec up the hill, jog down", "hills"),
        ("Session 5", "No running. Walk if you must.", "rest"),
        ("Training 2", "Excel for beginners, room 4", "other"),
    ],
)
def test_a_title_that_says_nothing_gives_way_to_the_description(title, description, kind):
    assert kind_of(title, description) == kind


def test_what_is_read_of_the_description_is_not_said_to_be_the_title():
    found = recognise(timed("Session 4", description="40 min easy"))[0]
    assert found.evidence[0] == "description: easy"


def test_a_run_in_company_is_a_guess():
    assert recognise(timed("Run with Ola"))[0].confidence < SURE


def test_a_word_means_what_it_means_in_the_language_of_the_title():
    assert kind_of("Footing avec les copains") == "easy"  # "les" is a lesson in Dutch
    assert kind_of("les om half acht") == "other"


def test_what_the_maker_calls_a_run_is_no_other_sport():
    assert recognise(timed("Run: Aerobic 45"))[0].kind is Kind.EASY


def test_a_time_of_day_is_no_length():
    assert recognise(timed("Footing club", description="RDV 18h30 au stade, 50 min"))[0].minutes == 50


@pytest.mark.parametrize("title", ["am 5 / pm 4", "früh 6 km, abends 8 km locker"])
def test_two_runs_may_be_told_by_bare_words(title):
    assert len(recognise(timed(title))) == 2
