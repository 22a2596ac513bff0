"""No calendar made to hurt takes long, raises, or costs the good event beside it."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.ics import read
from core.model.event import Span
from core.words import LANGUAGES, Words
from tests.torture.hostile import make_files

BERLIN = ZoneInfo("Europe/Berlin")
SPAN = Span(datetime(2026, 11, 16, tzinfo=BERLIN), datetime(2026, 12, 14, tzinfo=BERLIN))
FILES = dict(make_files())
SILENT = {  # read whole, with nothing to say
    *("byte order mark", "UTF-16", "only carriage returns", "only line feeds", "two carriage returns", "lower case"),
    *("a character folded in half", "words after the end"),
}
SECONDS = 10  # 2 on a quiet machine; a hang is what this is about


def read_it(raw):
    return read(raw, source="torture", span=SPAN, zone=BERLIN)


def find_good(reading):
    return [found.start for found in reading.occurrences if found.uid == "good"]


@pytest.mark.parametrize("name", FILES)
def test_the_good_event_survives_in_time(name):
    begun = time.monotonic()
    reading = read_it(FILES[name]())
    assert find_good(reading) == [datetime(2026, 11, 24, 7, tzinfo=UTC)]
    assert time.monotonic() - begun < SECONDS
    for problem in reading.problems:
        assert all(Words(language).phrase(problem.phrase) for language in LANGUAGES)


@pytest.mark.parametrize("name", sorted(SILENT))
def test_odd_spellings_are_no_problem(name):
    assert read_it(FILES[name]()).problems == ()


def test_a_calendar_cut_anywhere_says_so_and_keeps_what_is_whole():
    raw = b"BEGIN:VCALENDAR\r\n" + b"".join(
        b"BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:20261124T060000Z\r\nEND:VEVENT\r\n" % n for n in range(20)
    )
    for length in range(1, len(raw) + 1, 7):
        reading = read_it(raw[:length])
        assert reading.problems
        assert len(reading.occurrences) == raw[:length].count(b"END:VEVENT")


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_change_of_bytes_makes_reading_fail(data):
    name = data.draw(
        st.sampled_from(["every day since 1900", "latin-1", "two UNTILs", "dates of words", "two calendars"])
    )
    raw = bytearray(FILES[name]())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    reading = read_it(bytes(raw))
    assert reading == read_it(bytes(raw))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(raw):
    assert read_it(raw).problems or read_it(raw).occurrences == ()
