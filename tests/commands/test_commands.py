"""The commands as people and programs call them: answers, exit status, odd input."""

import http.server
import io
import json
import sys
import threading
from functools import partial

import pytest
from tests_data import DATA

from core.calendar import expansion
from core.words import LANGUAGES
from desktop import __main__ as main_module
from desktop.__main__ import run_command
from desktop.schema import CheckOut, PlanOut, RunsOut, SlotOut

CASE = str(DATA / "case-01.ics")
PROFILE = ["--profile", str(DATA / "case-01.toml")]
WHEN = ["--now", "2026-11-22T12:00"]
WEEK = ["--from", "2026-11-23", "--weeks", "1"]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LIFTSLOT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def run(capsys):
    def run(*arguments):
        status = run_command([*arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def plan_file(run, tmp_path):
    out = tmp_path / "plan.ics"
    assert run("plan", CASE, *PROFILE, *WEEK, *WHEN, "--out", str(out), "--json")[0] == 0
    return out


def one_line(status, err):
    return status == 2 and err.count("\n") == 1 and err.startswith("liftslot: ") and "Traceback" not in err


# --- answers ---------------------------------------------------------------------------------------------------


def test_the_json_of_runs_has_its_shape(run):
    status, out, err = run("runs", CASE, *PROFILE, *WEEK, "--json")
    assert (status, err) == (0, "")
    assert len(RunsOut.model_validate_json(out.replace('"from"', '"from_"')).entries) == 6


def test_the_json_of_a_plan_has_its_shape_and_standard_output_nothing_else(run):
    status, out, err = run("plan", CASE, *PROFILE, *WEEK, *WHEN, "--json")
    assert (status, err) == (0, "")
    assert [len(week.days) for week in PlanOut.model_validate_json(out.replace('"from"', '"from_"')).weeks_detail] == [
        7
    ]


def test_the_same_call_gives_the_same_bytes(run):
    call = ["plan", CASE, *PROFILE, "--from", "2026-11-23", *WHEN, "--json"]
    assert run(*call) == run(*call)


def test_several_sources_are_one_calendar(run):
    _status, out, _err = run("runs", CASE, str(DATA / "case-03.ics"), *PROFILE, *WEEK, "--json")
    assert len(json.loads(out)["entries"]) == 11


def test_a_plan_starts_in_mid_week_where_it_is_told_to(run):
    _status, out, _err = run("plan", CASE, *PROFILE, "--from", "2026-11-25", "--weeks", "1", *WHEN, "--json")
    plan = json.loads(out)
    assert plan["weeks_detail"][0]["start"] == "2026-11-23"
    assert all(session["start"] >= "2026-11-25" for session in plan["sessions"])
    assert all(entry["start"] >= "2026-11-25" for entry in plan["entries"])


def test_weeks_are_weeks_of_the_wave(run):
    _status, out, _err = run("plan", CASE, *PROFILE, "--from", "2026-11-23", "--weeks", "5", *WHEN, "--json")
    assert [week["wave_week"] for week in json.loads(out)["weeks_detail"]] == [1, 2, 3, 4, 1]


def test_the_reasons_are_in_the_wished_language(run):
    texts = {
        lang: run("why", CASE, *PROFILE, *WHEN, "--at", "2026-11-28 17:00", "--lang", lang)[1] for lang in LANGUAGES
    }
    assert len(set(texts.values())) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("at", "verdict", "rule"),
    [
        ("2026-11-24 17:00", "good", "S01"),
        ("2026-11-28 17:00", "forbidden", "P01"),
        ("2026-11-29 17:00", "forbidden", "P02"),
        ("2026-11-24 06:00", "forbidden", "P03"),
        ("2026-11-24 05:00", "forbidden", "P10"),
    ],
)
def test_why_names_the_verdict_and_the_rule(run, at, verdict, rule):
    status, out, _err = run("why", CASE, *PROFILE, *WHEN, "--at", at, "--json")
    slot = SlotOut.model_validate_json(out)
    assert (status, slot.verdict) == (0, verdict)
    assert rule in {found.id for found in slot.rules}


def test_why_offers_better_starts(run):
    slot = SlotOut.model_validate_json(run("why", CASE, *PROFILE, *WHEN, "--at", "2026-11-28 17:00", "--json")[1])
    assert [(better.start.isoformat(), better.score) for better in slot.better][:1] == [
        ("2026-11-26T17:00:00+01:00", 90)
    ]


def test_the_answers_for_people_say_the_same(run):
    assert "■ 17:00" in run("plan", CASE, *PROFILE, *WEEK, *WHEN)[1]
    assert "Long run" in run("runs", CASE, *PROFILE, *WEEK)[1]
    assert "P01" in run("why", CASE, *PROFILE, *WHEN, "--at", "2026-11-28 17:00")[1]


# --- a plan checked again --------------------------------------------------------------------------------------


def test_a_plan_of_ours_breaks_no_rule(run, plan_file):
    status, out, _err = run("check", str(plan_file), CASE, *PROFILE, *WHEN, "--json")
    assert status == 0
    assert CheckOut.model_validate_json(out).sessions == 2


def test_a_plan_moved_by_hand_onto_the_eve_of_the_long_run_is_found(run, plan_file):
    plan_file.write_bytes(plan_file.read_bytes().replace(b"20261126T17", b"20261128T17"))
    status, out, _err = run("check", str(plan_file), CASE, *PROFILE, *WHEN, "--json")
    assert status == 1
    assert [rule.id for breach in CheckOut.model_validate_json(out).breaches for rule in breach.rules] == ["P01"]
    assert "P01" in run("check", str(plan_file), CASE, *PROFILE, *WHEN)[1]


def test_strength_of_another_program_is_checked_too(run, tmp_path):
    other = tmp_path / "other.ics"
    other.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@other\r\nDTSTAMP:20261101T000000Z\r\n"
        "DTSTART:20261128T160000Z\r\nDTEND:20261128T164000Z\r\nSUMMARY:Strength training\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    status, out, _err = run("check", str(other), CASE, *PROFILE, *WHEN, "--json")
    assert (status, CheckOut.model_validate_json(out).sessions) == (1, 1)


def test_sessions_done_before_close_the_days_after_them(run, plan_file):
    call = ["plan", CASE, *PROFILE, "--from", "2026-11-27", "--weeks", "1", "--now", "2026-11-27T06:00", "--json"]
    _status, out, _err = run(*call, "--history", str(plan_file))
    friday = json.loads(out)["weeks_detail"][0]["days"][4]
    assert (friday["verdict"], [rule["id"] for rule in friday["rules"]]) == ("forbidden", ["P07", "P08"])


# --- odd input -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan"],
        ["plna", "x.ics"],
        ["plan", "no-such-file.ics"],
        ["plan", CASE, "--weeks", "0"],
        ["plan", CASE, "--weeks", "105"],
        ["plan", CASE, "--weeks", "many"],
        ["plan", CASE, "--from", "tomorrow"],
        ["plan", CASE, "--profile", "no-such.toml"],
        ["plan", CASE, "--nonsense"],
        ["why", CASE, "--at", "some day"],
        ["check", "no-such-plan.ics", CASE],
        ["export", "--out", "x.ics"],
        ["export", "--out", "x.ics", "--what", "everything"],
        ["sync"],
        ["plan", "ftp://example.org/x.ics"],
    ],
)
def test_bad_input_is_one_line_with_status_two(run, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, out, err = run(*arguments)
    assert one_line(status, err), err
    assert out == ""


@pytest.mark.parametrize("raw", [b"", b"<!DOCTYPE html><html><body>Log in</body></html>", b"\x00\x01\x02", b"hello"])
def test_what_is_no_calendar_is_said_in_one_line(run, tmp_path, raw):
    (tmp_path / "x.ics").write_bytes(raw)
    status, _out, err = run("runs", str(tmp_path / "x.ics"), *WEEK)
    assert one_line(status, err), err


def test_a_folder_is_no_calendar(run, tmp_path):
    status, _out, err = run("runs", str(tmp_path), *WEEK)
    assert one_line(status, err), err


def test_a_broken_event_is_named_and_the_others_stay(run, tmp_path):
    raw = (DATA / "case-01.ics").read_bytes()
    broken = b"BEGIN:VEVENT\r\nUID:broken@example.org\r\nSUMMARY:No start\r\nEND:VEVENT\r\nEND:VCALENDAR"
    (tmp_path / "x.ics").write_bytes(raw.replace(b"END:VCALENDAR", broken))
    status, out, _err = run("runs", str(tmp_path / "x.ics"), *PROFILE, *WEEK, "--json")
    answer = json.loads(out)
    assert (status, len(answer["entries"])) == (0, 6)
    assert [(p["source"], p["uid"]) for p in answer["problems"]] == [("x.ics", "broken@example.org")]


def test_an_unwritable_place_loses_nothing_and_is_one_line(run, tmp_path):
    (tmp_path / "file").write_text("here")
    status, _out, err = run("plan", CASE, *PROFILE, *WEEK, *WHEN, "--out", str(tmp_path / "file" / "x.ics"))
    assert one_line(status, err), err
    assert (tmp_path / "file").read_text() == "here"


def test_standard_input_is_a_source(run, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO((DATA / "case-01.ics").read_bytes()))
    monkeypatch.setattr("sys.stdin", stdin)
    _status, out, _err = run("runs", "-", *PROFILE, *WEEK, "--json")
    assert len(json.loads(out)["entries"]) == 6


# --- addresses -------------------------------------------------------------------------------------------------


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def web():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(DATA)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_is_a_source(run, web):
    _status, out, _err = run("runs", f"{web}/case-01.ics", *PROFILE, *WEEK, "--json")
    assert len(json.loads(out)["entries"]) == 6


def test_a_missing_page_is_status_two_or_three_in_one_line(run, web):
    status, _out, err = run("runs", f"{web}/secret-token.ics", *WEEK)
    assert status in {2, 3}
    assert err.count("\n") == 1
    assert "secret-token" not in err


def test_a_host_that_does_not_answer_is_status_three(run):
    status, _out, err = run("runs", "http://127.0.0.1:9/x.ics", *WEEK)
    assert (status, err.count("\n")) == (3, 1)


def test_a_built_program_expands_series_when_it_starts_itself(monkeypatch):
    asked = []
    assert main_module.CHILD_FLAG == expansion.CHILD_FLAG
    monkeypatch.setattr("sys.argv", ["liftslot", main_module.CHILD_FLAG])
    monkeypatch.setattr(expansion, "serve", lambda given, taken: asked.append((given, taken)))
    main_module.main()
    assert asked == [(sys.stdin, sys.stdout)]
