"""After the calendar changed: the least change, with the reasons; runs found again under new UIDs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests_weeks import EVENINGS, at, entry, lift, repeat, situation

from core.model.training import Kind, Session, Treated
from core.solver.options import sessions_of
from core.solver.repair import Diff, match_runs, repair
from core.solver.search import plan
from core.words import LANGUAGES, Words

CLASSIC = ("tue Q 07:00/60", "wed E 07:00/45", "thu Q 07:00/60", "fri E 07:00/40", "sat E 07:00/30", "sun L 08:00/110")
SATURDAY = ("tue Q 07:00/60", "wed E 07:00/45", "thu Q 07:00/60", "fri E 07:00/40", "sun E 07:00/30", "sat L 08:00/110")


def loose(*days: str) -> list[Session]:
    return [replace(lift(day), pinned=False) for day in days]


def told(diff: Diff) -> list[tuple[str, str, list[str]]]:
    return [
        (str(line.change), f"{line.before.start:%a}" if line.before else "", [phrase.id for phrase in line.reasons])
        for line in diff.lines
    ]


def test_nothing_changes_where_nothing_changed():
    asked = situation(*repeat(CLASSIC))
    diff = repair(asked, sessions_of(plan(asked)))
    assert told(diff) == [("kept", "Tue", []), ("kept", "Thu", [])]


def test_a_session_on_the_new_eve_of_the_long_run_moves_and_says_why():
    old = repeat(CLASSIC)
    long = next(each for each in old if each.title == "L sun" and each.start > at("mon"))
    new = [
        replace(each, occurrence=long.occurrence) if each.start == at("sat", "08:00") else each
        for each in repeat(SATURDAY)
    ]
    diff = repair(situation(*new), loose("tue", "fri"), old)
    assert told(diff) == [
        ("kept", "Tue", []),
        ("moved", "Fri", ["rules.diff.moved", "rules.diff.run_moved", "rules.P01"]),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reasons_have_words_in_every_language(language):
    words = Words(language)
    old, asked = repeat(CLASSIC), replace(situation(*repeat(SATURDAY)), not_before=at("wed"))
    for line in repair(asked, loose("fri"), old, missed=loose("tue")).lines:
        assert all(words.phrase(phrase) for phrase in line.reasons)


def test_a_pinned_session_stays_where_it_is_now_forbidden():
    diff = repair(situation(*repeat(SATURDAY)), [*loose("tue"), lift("fri")])
    assert told(diff) == [("kept", "Tue", [])]
    assert [place.start for place in diff.plan.weeks[0].placements] == [at("tue", "17:00"), at("fri", "17:00")]


def test_an_appointment_on_a_session_moves_it():
    diff = repair(situation(*repeat(CLASSIC), "tue B 16:00/120"), loose("tue", "thu"))
    moved = diff.lines[0]
    assert (moved.after.start, [phrase.id for phrase in moved.reasons]) == (
        at("tue", "18:30"),
        ["rules.diff.moved", "rules.P10"],
    )


def test_a_session_that_fits_nowhere_any_more_is_dropped():
    runs = [entry("-1 X 09:00/230", km=42.2)]
    diff = repair(situation(*runs), loose("tue"))
    assert told(diff) == [("dropped", "Tue", ["rules.diff.dropped", "rules.P06"])]


def test_a_new_session_in_the_week_of_a_missed_one_says_so():
    asked = replace(situation(*repeat(CLASSIC), weeks=2), not_before=at("wed"), first=at("wed").date())
    diff = repair(asked, loose("fri"), missed=loose("tue"))
    assert told(diff)[:2] == [("new", "", ["rules.diff.new", "rules.diff.again"]), ("kept", "Fri", [])]
    assert dict(diff.lines[0].reasons[1].params) == {"day": at("tue").date().isoformat()}
    assert diff.lines[0].after.start > at("wed")
    assert [reasons for _change, _before, reasons in told(diff)[2:]] == [["rules.diff.new"]] * 2


def test_a_missed_session_explains_one_new_session_and_no_more():
    asked = replace(situation(*repeat(CLASSIC)), not_before=at("tue"), first=at("tue").date())
    reasons = [line.reasons for line in repair(asked, (), missed=loose("mon")).lines]
    assert [len(each) for each in reasons] == [2, 1]


def test_a_session_that_was_done_counts_and_is_not_told():
    asked = replace(situation(*repeat(CLASSIC)), not_before=at("wed"), first=at("wed").date())
    diff = repair(asked, [replace(lift("tue"), done=True, pinned=False), *loose("thu")])
    assert told(diff) == [("kept", "Thu", [])]


def test_a_session_on_a_day_that_is_light_now_changes_its_form():
    windows = (EVENINGS[0], (), (), (), (), (), ())
    asked = situation(entry("-4 X 09:00/100", km=21.1), "mon E 07:00/40", schedule={"windows": windows})
    assert told(repair(asked, loose("mon"))) == [("changed", "Mon", ["rules.diff.changed"])]


def test_a_clearly_better_place_takes_a_session_along():
    lines = told(repair(situation(*repeat(CLASSIC)), loose("wed")))
    assert lines[0][0] == "moved"
    assert lines[0][2][1] == "rules.S06"


def test_runs_are_found_again_under_new_uids():
    old = [entry("tue Q 07:00/60", km=10.0), entry("sun L 08:00/110", km=20.0)]
    new = [
        replace(each, occurrence=replace(each.occurrence, uid=f"new {each.uid}"), distance_km=each.distance_km * 1.1)
        for each in old
    ]
    assert match_runs(old, new) == ()


def test_a_run_on_another_day_has_moved():
    changes = match_runs(
        [entry("sun L 08:00/110")], [replace(entry("sat L 08:00/110"), occurrence=entry("sun L 08:00/110").occurrence)]
    )
    assert [(str(change.change), change.phrase.id) for change in changes] == [("moved", "rules.diff.run_moved")]


def test_a_run_at_another_time_of_the_day_has_moved():
    old, new = entry("sun L 08:00/110"), entry("sun L 10:00/110")
    assert [change.phrase.id for change in match_runs([old], [new])] == ["rules.diff.run_time"]


def test_a_run_of_another_kind_has_changed():
    old = entry("tue E 07:00/60")
    new = replace(old, kind=Kind.TEMPO, treated_as=Treated.QUALITY, occurrence=replace(old.occurrence, uid="other"))
    assert [change.phrase.id for change in match_runs([old], [new])] == ["rules.diff.run_changed"]


def test_runs_that_come_and_go_are_named():
    changes = match_runs([entry("tue Q 07:00/60")], [entry("sat L 08:00/110")])
    assert [(str(change.change), change.phrase.id) for change in changes] == [
        ("dropped", "rules.diff.run_vanished"),
        ("new", "rules.diff.run_appeared"),
    ]


def test_a_much_longer_run_on_the_same_day_is_another_run():
    old, new = entry("tue E 07:00/60", km=8.0), entry("tue E 09:00/60", km=12.0)
    new = replace(new, occurrence=replace(new.occurrence, summary="something else"))
    assert len(match_runs([old], [new])) == 2
