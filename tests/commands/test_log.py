"""``liftslot log``: what became of a session, kept in the store."""

import json
from datetime import date, timedelta

import pytest

from core import planner
from core.store.accounts import Account, save_accounts
from core.store.log import NOTE_KIND, lifted_from_json
from core.words import LANGUAGES, Words
from desktop.__main__ import run_command
from desktop.home import load_profile
from desktop.mint import mint_from_place
from desktop.schema import LogOut
from desktop.workspace import ACCOUNTS_NAME, Workspace

MONDAY = date(2026, 11, 23)
TUESDAY, THURSDAY = "2026-11-24", "2026-11-26"
WEDNESDAY_NOON = "2026-11-25T12:00"
PROFILE = """
timezone = "Europe/Berlin"
[athlete]
body_mass_kg = 70
[schedule]
session_minutes = 40
[schedule.windows]
"""
RUNS = (("24", "6x800 m intervals", 60), ("25", "Easy run", 45), ("26", "Tempo run", 60), ("29", "Long run", 110))


def open_home(home, days):
    """A runner whose plan is made on Sunday, with evenings free on those days."""
    home.mkdir()
    (home / "profile.toml").write_text(PROFILE + "\n".join(f'{day} = ["17:00-21:00"]' for day in days))
    events = [
        f"BEGIN:VEVENT\r\nUID:{title}@test\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{title}\r\n"
        f"DTSTART;TZID=Europe/Berlin:202611{day}T070000\r\nDURATION:PT{minutes}M\r\n"
        "RRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\n"
        for day, title, minutes in RUNS
    ]
    runs = home.parent / "runs.ics"
    runs.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n")
    save_accounts(home / ACCOUNTS_NAME, (Account(name="runs", kind="file", url=str(runs)),))
    profile = load_profile(None)
    sunday = planner.start_state(profile, MONDAY, 1).horizon.start - timedelta(hours=12)
    work = Workspace(home, profile, Words("en"), lambda: sunday)
    work.refresh()
    state = planner.propose(work.load_state(MONDAY, 2), mint=mint_from_place, words=Words("en")).state
    work.save_sessions(state)
    return work


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LIFTSLOT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def work(home):
    return open_home(home, ("tue", "thu", "fri", "sat"))


@pytest.fixture
def log(capsys, work):
    def log(*arguments, now=WEDNESDAY_NOON):
        status = run_command(["log", *arguments, "--now", now])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return log


def known(work):
    state = work.load_state(MONDAY, 2)
    return [s.start.date().isoformat() for s in state.sessions], [s.start.date().isoformat() for s in state.missed]


def test_a_missed_session_is_offered_again_in_its_week(log, work):
    assert known(work)[0][:2] == [TUESDAY, THURSDAY]
    status, out, _err = log(TUESDAY, "--missed", "--json")
    answer = LogOut.model_validate_json(out)
    assert (status, answer.state, answer.start.date().isoformat()) == (0, "missed", TUESDAY)
    assert known(work) == (known(work)[0], [TUESDAY])
    assert TUESDAY not in known(work)[0]


def test_the_answer_says_where_it_fits_again(home, capsys):
    open_home(home, ("tue", "wed", "fri", "mon"))
    assert run_command(["log", TUESDAY, "--missed", "--now", WEDNESDAY_NOON, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["again"] == "2026-11-25T17:00:00+01:00"
    assert "It fits again in its week: Wed" in answer["text"]


def test_at_the_end_of_the_week_it_is_dropped(log, work):
    status, out, _err = log(THURSDAY, "--missed", now="2026-11-29T23:00")
    assert status == 0
    assert "It is dropped: its week has no other place" in out
    assert known(work)[1] == [THURSDAY]


def test_a_session_can_be_named_by_its_uid(log, work):
    uid = work.load_state(MONDAY, 2).sessions[0].uid
    assert json.loads(log(uid, "--missed", "--json")[1])["uid"] == uid
    assert known(work)[1] == [TUESDAY]


def test_missed_twice_is_missed_once_and_done_takes_it_back(log, work):
    first, second = log(TUESDAY, "--missed"), log(TUESDAY, "--missed")
    assert first == second
    assert log(TUESDAY, "--done")[0] == 0
    assert (TUESDAY in known(work)[0], known(work)[1]) == (True, [])


def test_what_was_done_is_kept_with_its_effort(log, work):
    status, out, _err = log(TUESDAY, "--done", "--rir", "1", "--json")
    answer = LogOut.model_validate_json(out)
    with work.open_store() as store:
        notes = [lifted_from_json(note) for note in store.notes(NOTE_KIND)]
    assert (status, answer.state) == (0, "done")
    assert [(note.exercise, [s.reps for s in note.sets]) for note in notes] == [(e.id, e.reps) for e in answer.lifted]
    assert {s.rir for note in notes for s in note.sets} == {1}
    assert notes[0].day.isoformat() == TUESDAY


def test_the_same_note_is_kept_once(log, work):
    log(TUESDAY, "--done")
    with work.open_store() as store:
        before = store.notes(NOTE_KIND)
    log(TUESDAY, "--done")
    with work.open_store() as store:
        assert store.notes(NOTE_KIND) == before


@pytest.mark.parametrize(
    "arguments",
    [
        [TUESDAY],
        [TUESDAY, "--missed", "--done"],
        [TUESDAY, "--missed", "--rir", "2"],
        [TUESDAY, "--done", "--rir", "11"],
        [TUESDAY, "--done", "--rir", "few"],
        ["2026-11-23", "--missed"],
        ["nothing@liftslot", "--missed"],
        [THURSDAY, "--missed"],
        [],
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_input_is_one_line_and_changes_nothing(log, work, arguments, language):
    before = known(work)
    status, out, err = log(*arguments, "--lang", language)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("liftslot: ")
    assert known(work) == before
