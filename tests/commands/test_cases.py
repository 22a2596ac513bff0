"""``liftslot plan`` on the nine worked cases: verdict, score and rules of every day, and what is placed."""

import json
import re

import pytest
from tests_data import CASES, DATA, build_cases

from desktop.__main__ import run_command

CASE_IDS = [case["case"] for case in CASES]


@pytest.fixture(params=CASES, ids=CASE_IDS)
def case(request):
    return request.param


@pytest.fixture
def answer(case, capsys, monkeypatch):
    return plan_case(case, capsys)


def plan_case(case, capsys):
    name = f"case-{case['case']:02d}"
    arguments = ["plan", str(DATA / f"{name}.ics"), "--profile", str(DATA / f"{name}.toml")]
    arguments += ["--from", "2026-11-23", "--weeks", "1", "--now", "2026-11-22T12:00", "--json", "--lang", "en"]
    assert run_command(arguments) == 0
    return json.loads(capsys.readouterr().out)


def day_name(day):
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[build_cases.date.fromisoformat(day["date"]).weekday()]


def write_rule(rule):
    return rule["id"] if rule["points"] is None else f"{rule['id']}{rule['points']:+d}"


def test_every_day_has_its_verdict_score_and_rules(case, answer):
    days = {
        day_name(day): {
            "verdict": day["verdict"],
            "score": day["score"],
            "rules": sorted(map(write_rule, day["rules"])),
        }
        for day in answer["weeks_detail"][0]["days"]
    }
    expected = case["expect"]["verdicts"]
    assert days == {name: {**day, "rules": sorted(day["rules"])} for name, day in expected.items()}


def test_the_chosen_sessions_are_the_cases(case, answer):
    placed = [
        (day_name({"date": s["start"][:10]}), s["start"][11:16], s["form"], s["score"]) for s in answer["sessions"]
    ]
    expected = case["expect"]["placed"]
    assert placed == [(p["day"], p["earliest_best_start"], p["kind"], p["score"]) for p in expected]


def test_the_week_has_the_cases_score(case, answer):
    assert answer["weeks_detail"][0]["score"] == case["expect"]["pair_score"]
    assert answer["weeks_detail"][0]["plyo_day"] == case["expect"]["plyo_day"]


def test_the_runs_are_treated_as_in_the_case(case, answer):
    monday = build_cases.MONDAY.isoformat()
    found = [entry["treated_as"] for entry in answer["entries"] if entry["start"][:10] >= monday]
    assert found == [run["treated_as"] for run in case["runs"] if not run["day"].startswith("prev")]


def test_every_session_has_exercises_and_reasons(answer):
    for session in answer["sessions"]:
        assert len(session["exercises"]) >= 5
        assert session["why"]
        assert re.fullmatch(r"liftslot-[0-9a-f-]{36}@liftslot", session["uid"])


def test_the_same_input_gives_the_same_bytes(case, capsys, answer):
    assert plan_case(case, capsys) == answer


def test_the_calendars_and_profiles_are_the_cases():
    for name, text in build_cases.list_files().items():
        assert (DATA / name).read_bytes() == text.encode(), f"run: python tests/data/build_cases.py ({name})"
