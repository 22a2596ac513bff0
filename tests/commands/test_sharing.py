"""What a shared file tells, and what it does not."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar
from tests_data import DATA

from core import planner
from core.errors import InputError
from core.share.export import Sharing
from core.words import Words
from desktop.commands import open_state
from desktop.mint import mint_from_place
from desktop.sharing import write_ics

WORDS = Words("en")
STAMP = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def state():
    """The week of case 11: runs without times."""
    opened, _readings = open_state(
        [str(DATA / "case-11.ics")], DATA / "case-11.toml", "2026-11-23", 1, "2026-11-22T12:00", words=WORDS
    )
    return planner.propose(opened, mint=mint_from_place, words=WORDS).state


def share(state, folder, **sharing):
    out = folder / "shared.ics"
    write_ics(state, out, Sharing(**sharing), WORDS, STAMP)
    return out.read_bytes(), Calendar.from_ical(out.read_bytes()).walk("VEVENT")


def test_strength_alone_is_the_sessions(state, tmp_path):
    _raw, events = share(state, tmp_path)
    assert len(events) == 2
    assert all("X-LIFTSLOT-ID" in event for event in events)


def test_all_of_it_has_the_runs_as_the_calendar_had_them(state, tmp_path):
    _raw, events = share(state, tmp_path, what="all")
    runs = [event for event in events if "X-LIFTSLOT-ID" not in event]
    assert len(runs) == 4
    assert {type(event["DTSTART"].dt).__name__ for event in runs} == {"date"}


@pytest.mark.parametrize("sharing", [{"what": "busy"}, {"what": "all", "private": True}, {"private": True}])
def test_a_private_file_tells_times_only(state, tmp_path, sharing):
    raw, events = share(state, tmp_path, **sharing)
    assert {str(event["SUMMARY"]) for event in events} == {"Busy"}
    for word in (b"X-LIFTSLOT", b"squat", b"Long run", b"case-run", b"Strength"):
        assert word not in raw


def test_a_second_file_updates_the_first(state, tmp_path):
    for sharing in ({}, {"what": "busy"}):
        first = [str(event["UID"]) for event in share(state, tmp_path, **sharing)[1]]
        assert first == [str(event["UID"]) for event in share(state, tmp_path, **sharing)[1]]


def test_a_file_that_cannot_be_written_leaves_the_old_one(state, tmp_path):
    (tmp_path / "shared.ics").mkdir()
    with pytest.raises(InputError) as caught:
        share(state, tmp_path)
    assert caught.value.id == "file_unwritable"
