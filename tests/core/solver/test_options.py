"""Other places, what stands in the way, what would help, and what is left when a weekday is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck
from tests_weeks import EVENINGS, MONDAY, at, case_situation, entry, lift, repeat, situation

from core.model.plan import Situation
from core.model.profile import OddDays, Window
from core.solver.advice import advise, cut_out
from core.solver.options import list_others, sessions_of, stress_weekdays
from core.solver.search import plan
from core.words import LANGUAGES, Words

CLASSIC = ("tue Q 07:00/60", "wed E 07:00/45", "thu Q 07:00/60", "fri E 07:00/40", "sat E 07:00/30", "sun L 08:00/110")
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def advised(asked: Situation) -> dict[str, tuple[dict, int]]:
    week = advise(asked, plan(asked)).weeks[0]
    return {
        repair.phrase.id.rpartition(".")[2]: (dict(repair.phrase.params), repair.gain)
        for repair in reversed(week.repairs)
    }


def test_the_other_places_of_a_session_say_what_they_cost():
    asked = case_situation(3)
    sessions = sessions_of(plan(asked))
    others = list_others(asked, sessions, sessions[0].uid)
    assert [(other.slot.start, other.slot.score, other.cost) for other in others] == [
        (at("thu", "17:00"), 70, 20),
        (at("mon", "17:00"), 40, 60),
        (at("tue", "17:00"), 25, 70),
    ]


def test_another_window_is_proposed_with_its_score():
    params, gain = advised(case_situation(13))["window"]
    assert gain == 1
    assert params["minutes"] == 40


def test_another_day_for_a_quality_run_is_a_proposal_only():
    assert advised(case_situation(13))["run"] == ({"run": "Q thu", "day": "2026-01-12"}, 1)


def test_a_shorter_session_is_proposed_where_it_would_fit():
    windows = ((), (Window(1020, 1050),), (), (Window(1020, 1050),), (), (), ())
    assert advised(situation(*repeat(CLASSIC), schedule={"windows": windows}))["shorter"] == ({"minutes": 30}, 2)


def test_a_protected_day_is_proposed_where_it_would_do():
    asked = situation(*repeat(CLASSIC), schedule={"windows": ((), EVENINGS[0], (), EVENINGS[0], (), (), ()),
                                                  "protected_days": frozenset({3})})  # fmt: skip
    assert advised(asked)["free"] == ({"day": "2026-01-15"}, 1)


def test_a_pin_in_the_way_is_named():
    windows = ((), EVENINGS[0], (), EVENINGS[0], (), (), ())
    asked = situation(*repeat(CLASSIC), schedule={"windows": windows}, fixed=(lift("wed"), lift(-4)))
    assert advised(asked)["unpin"] == ({"day": "2026-01-14"}, 1)


def test_a_light_session_is_offered_where_the_runner_wants_to_be_asked():
    asked = case_situation(13)
    schedule = replace(asked.profile.schedule, second_session="offer")
    assert advised(replace(asked, profile=replace(asked.profile, schedule=schedule)))["light"] == (
        {"day": "2026-01-14"},
        1,
    )


def test_one_session_may_be_enough():
    assert advised(case_situation(6))["one"] == ({}, 0)


def test_a_full_week_needs_no_advice():
    assert advised(case_situation(1)) == {}


def test_advice_for_one_week_leaves_the_others_as_planned():
    asked = situation(*repeat(CLASSIC, 6), weeks=6)
    part = cut_out(asked, plan(asked), MONDAY + timedelta(weeks=3))
    assert (part.first, part.weeks) == (MONDAY + timedelta(weeks=2), 3)
    assert len(part.fixed) == 6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [2, 6, 7, 13])
def test_every_reason_and_repair_has_words(number, language):
    words = Words(language)
    week = advise(case_situation(number), plan(case_situation(number))).weeks[0]
    phrases = [*week.shortfall, *(repair.phrase for repair in week.repairs)]
    assert all(words.phrase(phrase) for phrase in phrases)
    assert bool(week.shortfall) == (len(week.placements) < 2)


def test_the_shortfall_says_what_closed_the_days():
    week = plan(case_situation(7)).weeks[0]
    assert [(phrase.id, dict(phrase.params).get("count")) for phrase in week.shortfall] == [
        ("rules.short.none", None),
        ("rules.short.P06", 7),
    ]


def test_a_light_second_session_is_explained():
    windows = ((), EVENINGS[0], (), (), EVENINGS[0], (), ())
    runs = ["mon E 07:00/40", "tue E 07:00/40", "wed Q 07:00/60", "fri E 07:00/40"]
    week = plan(situation(*repeat(runs), schedule={"windows": windows})).weeks[0]
    assert week.shortfall[0].id == "rules.short.light"


def test_a_lost_weekday_is_counted():
    windows = ((), EVENINGS[0], (), EVENINGS[0], (), (), ())
    asked = situation(*repeat(CLASSIC, 2), weeks=2, schedule={"windows": windows})
    assert [(stress.left, stress.total) for stress in stress_weekdays(asked)] == [(4, 4), (2, 4), (4, 4), (2, 4)] + [
        (4, 4)
    ] * 3


def test_a_race_in_the_way_is_not_helped_by_a_window():
    asked = situation(entry("sat X 09:00/100", km=21.1), schedule={"windows": ((),) * 7})
    assert "window" not in advised(replace(asked, first=at("wed").date()))


def test_of_equal_windows_the_one_at_the_usual_time_is_proposed():
    windows = ((Window(18 * 60, 20 * 60),), (), (Window(18 * 60, 20 * 60),), (), (), (), ())
    params, _gain = advised(situation(*repeat(CLASSIC), schedule={"windows": windows}))["window"]
    assert (params["time"], params["score"]) == ("18:00", 70)


def test_a_lost_weekday_takes_odd_days_and_pins_with_it():
    odd = (OddDays(MONDAY, MONDAY + timedelta(days=6), EVENINGS[0]),)
    asked = situation(*repeat(CLASSIC), schedule={"windows": ((),) * 7, "exceptions": odd}, fixed=(lift("thu"),))
    assert [stress.left for stress in stress_weekdays(asked)] == [2, 1, 2, 2, 2, 2, 2]
    only = situation(
        *repeat(CLASSIC), schedule={"windows": ((), (), (), EVENINGS[0], (), (), ())}, fixed=(lift("thu"),)
    )
    assert [stress.left for stress in stress_weekdays(only)] == [1, 1, 1, 0, 1, 1, 1]


def test_what_is_done_or_outside_the_horizon_is_not_counted_as_surviving():
    done = (lift(-5, done=True), lift("mon", done=True))
    asked = situation(*repeat(CLASSIC), fixed=done)
    assert {stress.total for stress in stress_weekdays(asked)} == {1}
