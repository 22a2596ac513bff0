"""P12 from outside: our plans keep it, and a plan that does not is found."""

import pytest
from tests_data import DATA

from core.words import LANGUAGES, Words
from desktop.__main__ import run_command
from desktop.schema import CheckOut

PROFILE = ["--profile", str(DATA / "case-01.toml")]
WHEN = ["--from", "2026-11-23", "--weeks", "6", "--now", "2026-11-22T12:00"]
RUNS = (
    ("TU", 10, "6x800 m intervals", 60),
    ("WE", 11, "Easy run", 45),
    ("TH", 12, "Tempo run", 60),
    ("SU", 15, "Long run", 110),
)


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("LIFTSLOT_HOME", str(tmp_path / "home"))

    def run(*arguments):
        status = run_command([*arguments])
        return status, capsys.readouterr().out

    return run


@pytest.fixture
def calendar(tmp_path):
    """Every week: intervals on Tuesday, a tempo run on Thursday, the long run on Sunday."""
    events = [
        f"BEGIN:VEVENT\r\nUID:{title}@test\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{title}\r\n"
        f"DTSTART;TZID=Europe/Berlin:202611{day}T070000\r\nDURATION:PT{minutes}M\r\n"
        f"RRULE:FREQ=WEEKLY;BYDAY={weekday}\r\nEND:VEVENT\r\n"
        for weekday, day, title, minutes in RUNS
    ]
    path = tmp_path / "runs.ics"
    path.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n")
    return str(path)


def check(run, path, calendar, *more):
    status, out = run("check", str(path), calendar, *PROFILE, "--now", "2026-11-22T12:00", "--json", *more)
    answer = CheckOut.model_validate_json(out)
    return status, [(breach.start.date().isoformat(), rule.id) for breach in answer.breaches for rule in breach.rules]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exercise_that_was_written_into_a_session_before_a_key_run_is_found(run, tmp_path, calendar, language):
    out = tmp_path / "plan.ics"
    assert run("plan", calendar, *PROFILE, *WHEN, "--out", str(out), "--lang", language)[0] == 0
    assert check(run, out, calendar) == (0, [])
    names = [Words(language).say(f"exercises.{name}.name") for name in ("front_squat", "box_squat")]
    events = out.read_text(encoding="utf-8").split("BEGIN:VEVENT")
    (place,) = [number for number, event in enumerate(events) if "DTSTART;TZID=Europe/Berlin:20261215" in event]
    assert names[0] in events[place]
    events[place] = events[place].replace(names[0], names[1])
    out.write_text("BEGIN:VEVENT".join(events), encoding="utf-8")
    assert check(run, out, calendar) == (1, [("2026-12-15", "P12")])


def test_in_the_first_two_weeks_nothing_can_be_called_new(run, tmp_path, calendar):
    out = tmp_path / "plan.ics"
    assert run("plan", calendar, *PROFILE, *WHEN, "--out", str(out))[0] == 0
    first = [event for event in out.read_text(encoding="utf-8").split("BEGIN:VEVENT") if ":202611" in event]
    assert len(first) > 1
    text = out.read_text(encoding="utf-8").replace("Front squat", "Box squat")
    out.write_text(text, encoding="utf-8")
    assert check(run, out, calendar) == (0, [])


def test_what_was_done_before_the_plan_can_be_told(run, tmp_path, calendar):
    before, after = tmp_path / "before.ics", tmp_path / "after.ics"
    assert run("plan", calendar, *PROFILE, *WHEN, "--out", str(before))[0] == 0
    call = ["plan", calendar, *PROFILE, "--from", "2027-01-04", "--weeks", "1", "--now", "2027-01-03T12:00"]
    assert run(*call, "--history", str(before), "--out", str(after))[0] == 0
    after.write_text(after.read_text(encoding="utf-8").replace("Front squat", "Box squat"), encoding="utf-8")
    assert check(run, after, calendar)[0] == 0
    assert check(run, after, calendar, "--history", str(before), "--now", "2027-01-03T12:00")[1] == [
        ("2027-01-05", "P12")
    ]


def test_our_own_plan_keeps_it_on_a_trip_too(run, tmp_path, calendar):
    out, profile = tmp_path / "plan.ics", tmp_path / "me.toml"
    trip = '[[schedule.exceptions]]\ndate = 2026-12-14\nuntil = 2026-12-20\nplace = "home"\nequipment = []\n'
    profile.write_text((DATA / "case-01.toml").read_text() + trip)
    assert run("plan", calendar, "--profile", str(profile), *WHEN, "--out", str(out))[0] == 0
    status, _out = run("check", str(out), calendar, "--profile", str(profile), "--now", "2026-11-22T12:00")
    assert status == 0
