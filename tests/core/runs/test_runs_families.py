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
    "a race is told by how often it was held": (
        "race",
        ["34. Apfelblütenlauf", "12th Harbour Run", "II Letni Bieg Jabłek", "XIV Carrera del Puente"],
    ),
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
    "a small letter away from its figure is a word": ("easy", ["8 km i parken", "1:10 h locker"]),
    "hours are written with every language's letter": ("long", ["1u50 rustig", "1 tim 40 lugnt", "1 Std. 45 locker"]),
    "who watches, helps or fetches first does not run": (
        "other",
        ["Cheering at Leith marathon", "Volunteering 10 km", "Bénévole semi 21 km", "Watching the Perth marathon"],
    ),
    "a race that this is before or after is another": (
        "easy",
        ["Easy 6 km after the marathon", "locker 5 km nach dem Wettkampf", "7 km rustig na de halve marathon"],
    ),
    "hills may be counted without a length": ("hills", ["Treppen x8", "Quarry steps session x6"]),
    "repetitions may be counted behind a star": ("intervals", ["400m*10", "1200*4 jog 90 s"]),
    "the first zone is easy where it lasts": ("easy", ["14 km Z1", "Zone 1-2 50 min"]),
    "rest may be explained": ("rest", ["Rest (if sore)", "Off / sleep", "Rest, honestly"]),
    "leave is no rest": ("other", ["Off (annual leave)", "Off, back on Monday"]),
    "a share of effort is a pace": ("tempo", ["25 min at 82% effort, 10 min easy"]),
    "a number that opens a title as runners do is a length": (
        "easy",
        ["7 with Nora", "9 along the canal", "AM: 6, legs heavy", "6ish easy"],
    ),
    "a number that opens other titles is none": ("other", ["7 with two kids", "AM: 9 to 5", "4 at Luigi's"]),
    "a named trail and its length are a race": ("race", ["Five Lochs Trail 31", "Grey Mesa 50M"]),
    "a type line's word is one": ("strength", ["WeightTraining"]),
    "work beside a sport's word is work": (
        "other",
        ["Sprint budget", "Recovery audit", "Intervall Rechnung", "Core playlist", "Marathon screening"],
    ),
    "a speed limit is no distance": ("other", ["Tempo 30 Infoabend"]),
    "a slow word beside a pace is no tempo run": (
        "easy",
        ["40 min in lockerem Tempo", "9 km spokojnym tempem", "35 min a ritmo comodo", "7 km à allure tranquille"],
    ),
    "a pace by itself is no tempo run": ("long", ["16 miles at 8:45 pace"]),
    "distances in a row are repetitions": (
        "intervals",
        ["300-600-900-600-300", "1000 (3:50) - 2000 (7:50) - 1000 (3:45)"],
    ),
    "fast and slow by turns are intervals": (
        "intervals",
        ["6 km: 1 minute fast, 2 minutes slow", "8 km (2 Minuten schnell, 3 Minuten langsam)"],
    ),
    "what is repeated for ten minutes and more is threshold": ("tempo", ["2x8km", "3 x 12 min"]),
    "long at a fast pace is threshold": ("tempo", ["25 min at 95% of 5k pace"]),
    "a run that is also a race is a run in a workout": ("intervals", ["carrera / series", "Carrera 6x1km"]),
    "yoga after a run leaves it a run": ("easy", ["9 miles easy, core, then yoga at home"]),
    "light strength after a run adds nothing to it": ("easy", ["70 min locker / 20 min leichte Kräftigung"]),
    "a rehearsal of a short race is fast": ("tempo", ["Race simulation 12 km"]),
    "numbers may be written out": ("easy", ["four miles easy", "eine halbe Stunde locker", "trois km de footing"]),
    "counts may be written out": ("intervals", ["five 3 minute hard efforts"]),
    "repetitions are counted with every script's x": ("intervals", ["Отрезки 10х400 м", "8 χ 300 μ"]),  # noqa: RUF001
    "a zone is one in every language": ("easy", ["бег в зоне 2", "bieg w strefie 2", "Lauf in Zone 2"]),  # noqa: RUF001
    "an easy run with walking pauses is easy": ("easy", ["5 x 4 min langsamer Dauerlauf, 2 min Gehpause"]),
    "a long outing by bicycle is no run": ("cross", ["sortie longue à vélo 2h", "uscita lunga in bici"]),
    "a number with a part at pace is a length": ("tempo", ["9 w/ 5 @ T", "14 w last 8 MP"]),
    "what is denied is not there": ("easy", ["25 minutes running, no walking", "6 km easy, not a race"]),
    "a beginner's plan counts its days": ("easy", ["W3D2: 90s run, 90s walk, repeat", "W5D1 20 minutes running"]),
    "laps of a park are no lengths of a pool": ("tempo", ["threshold, 3 x 2 laps of the moor"]),
    "a race's name may be explained": ("race", ["ELK MESA HALF (goal!)"]),
    "letters that add up to too far are minutes": ("tempo", ["Run: 30 M 10 E 30 M"]),
    "zones with their minutes are a session": ("recovery", ["5 min Zone 1, 20 min Zone 1"]),
    "where practice is off one runs all the same": ("easy", ["No practice. Easy run on your own"]),
    "a sport before the colon is the sport": ("cross", ["Rowing: 40 min, steady state"]),
    "a word may be run into its unit": ("tempo", ["7 miles w/ 40mintempo", "35mintempo"]),
    "a unit that only begins like another stays whole": ("easy", ["10minutes easy", "9kilometers easy"]),
    "an easy ride is no run": ("cross", ["Easy aerobic ride"]),
    "a run for a marathon's plan is no marathon": ("easy", ["Marathon easy run"]),
    "Chinese numbers are numbers": ("long", ["二十五公里", "十八公里慢跑"]),
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
        ("Club training, Tuesday", "6 x 5 minutes at threshold, 2 minutes jog recovery", "tempo"),
        ("200, 400, 600, 400, 200", "Take a 30-second break after each.", "intervals"),
        ("Hill repeats", "Cycling · 22.0 km", "cross"),
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
