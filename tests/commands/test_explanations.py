"""One explanation: the plan's JSON, the window's panel and the text of an event say the same sentences."""

import json
from pathlib import Path

import pytest
from tests_data import DATA

from core import planner
from core.share.export import to_events
from core.words import LANGUAGES, Words
from desktop import report
from desktop.__main__ import run_command
from desktop.commands import open_state
from desktop.dates import Dates
from desktop.mint import mint_from_place
from desktop.panels.details import present_others, present_session_details, present_ways

NUMBERS = sorted(int(path.stem[-2:]) for path in DATA.glob("case-*.ics"))
NOW = "2026-11-22T12:00"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LIFTSLOT_HOME", str(tmp_path / "home"))


def propose(number, words):
    source, profile = DATA / f"case-{number:02}.ics", DATA / f"case-{number:02}.toml"
    state, _readings = open_state([str(source)], Path(profile), "2026-11-23", 2, NOW, words=Words("en"))
    return planner.propose(state, mint=mint_from_place, words=words).state


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_session_is_explained_alike_everywhere(number, language):
    words = Words(language)
    state = propose(number, words)
    findings = {uid: slot.findings for uid, slot in planner.explain_sessions(state).items()}
    texts = {event.uid: event.description for event in to_events(state.sessions, findings, words)}
    for told in report.report_plan(state, words).sessions:
        reasons = [rule.text for rule in told.why]
        verdict = planner.judge_start(state, told.start, told.uid)
        details = present_session_details(planner.find(state, told.uid), verdict, Dates(words))
        assert sorted(point.sentence for point in details.points[:-1]) == sorted(reasons)
        assert [line for line in texts[told.uid].splitlines() if line.startswith("\N{BULLET}")] == [
            f"\N{BULLET} {rule.points:+} {rule.text}" for rule in told.why
        ]
        assert verdict.score == told.score


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_places_and_ways_out_are_told_alike_everywhere(language):
    words = Words(language)
    state = propose(13, words)
    answer = report.report_plan(state, words)
    for told in answer.sessions:
        places = present_others(planner.list_others(state, told.uid), Dates(words))
        assert len(places) == len(told.others)
        assert all(other.text in place.spoken for other, place in zip(told.others, places, strict=True))
    for week, told in zip(state.plan.weeks, answer.weeks_detail, strict=True):
        (_help, repairs), (_way, conflict) = present_ways(week, Dates(words))
        assert " ".join(conflict) == told.conflict.text
        assert all(said.startswith(repair.text) for said, repair in zip(repairs, told.repairs, strict=True))


def run(capsys, *arguments):
    status = run_command([*arguments])
    return status, capsys.readouterr().out


CALL = (
    "plan",
    str(DATA / "case-13.ics"),
    "--profile",
    str(DATA / "case-13.toml"),
    "--from",
    "2026-11-23",
    "--now",
    NOW,
)


def test_a_short_week_names_rules_and_entries_in_the_json(capsys):
    status, out = run(capsys, *CALL, "--weeks", "1", "--json")
    (week,) = json.loads(out)["weeks_detail"]
    assert (status, week["placed"], week["wanted"]) == (0, 1, 2)
    assert set(week["conflict"]["rules"]) == {"S06", "P10", "P01", "P02"}
    assert {entry["summary"] for entry in week["conflict"]["entries"]} == {"Intervals 6x800 m", "Long run"}
    assert all(repair["text"] for repair in week["repairs"])
    assert any("Thursday at 18:00 would score 90" in repair["text"] for repair in week["repairs"])


def test_what_is_lost_with_a_weekday_is_told_where_it_is_asked_for(capsys):
    plain = json.loads(run(capsys, *CALL, "--json")[1])
    asked = json.loads(run(capsys, *CALL, "--stress", "--json")[1])
    assert plain["stress"] is None
    assert [each["weekday"] for each in asked["stress"]] == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    placed = sum(week["placed"] for week in asked["weeks_detail"])
    assert all(0 <= each["survive"] <= each["of"] == placed and each["text"] for each in asked["stress"])
    assert "If every Wednesday is lost" in run(capsys, *CALL, "--stress")[1]


def test_the_answer_for_people_holds_conflict_gains_and_other_places(capsys):
    _status, out = run(capsys, *CALL, "--weeks", "1")
    text = " ".join(out.split())
    assert "These alone leave no room for one more session:" in text
    assert "(+1 session)" in text
    assert "Monday at 18:00 (-20) would cost 45 points." in text


def test_why_tells_every_rule_its_points_and_where_a_slot_starts(capsys):
    call = ["why", *CALL[1:4], "--now", NOW, "--at", "2026-11-25 18:00"]
    text = " ".join(run(capsys, *call)[1].split())
    assert "avoid (25)" in text
    assert all(part in text for part in ("+20", "[S02]", "-45", "[S06]", "50 Where every free slot starts"))
    answer = json.loads(run(capsys, *call, "--json")[1])
    assert 50 + sum(rule["points"] for rule in answer["rules"]) == answer["score"] == 25
