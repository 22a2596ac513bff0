"""What is kept of a private calendar: when its entries are, and nothing that says what they are."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from benchmarks.read_shapes import make_calendar
from core.calendar.ics import read
from core.calendar.times_only import keep_times
from core.model.event import Span
from tests.torture.hostile import make_files

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 11, 16, tzinfo=BERLIN)
SPAN = Span(START, START + timedelta(weeks=4))
PRIVATE = b"\r\n".join(
    [
        *(b"BEGIN:VCALENDAR", b"X-WR-CALNAME:My divorce", b"X-WR-TIMEZONE:Europe/Berlin", b"BEGIN:VEVENT", b"UID:a"),
        *(b"DTSTART;TZID=Europe/Berlin:20261124T160000", b"DTEND;TZID=Europe/Berlin:20261124T170000"),
        *(b"SUMMARY:Lawyer", b"DESCRIPTION:Bring the", b"  letter of the Lawyer", b"LOCATION:Elm Street"),
        *(
            b"ATTENDEE;CN=Dr. Adams:mailto:adams@example.org",
            b"CATEGORIES:Trouble",
            b"X-NOTE:Lawyer",
            b"STATUS:CONFIRMED",
        ),
        *(b"RRULE:FREQ=WEEKLY;COUNT=3", b"EXDATE;TZID=Europe/Berlin:20261201T160000", b"STATUS of the Lawyer"),
        *(
            b"BEGIN:VALARM",
            b"TRIGGER:-PT15M",
            b"DESCRIPTION:Lawyer",
            b"END:VALARM",
            b"END:VEVENT",
            b"END:VCALENDAR",
            b"",
        ),
    ]
)


def times(raw, span=SPAN):
    """When things are and whether they take time, as far as a reading tells."""
    return [
        (o.uid, o.recurrence_id, o.start, o.end, o.all_day, o.busy)
        for o in read(raw, source="x", span=span, zone=BERLIN).occurrences
    ]


def test_nothing_is_left_of_what_an_entry_tells():
    kept = keep_times(PRIVATE)
    for word in (b"awyer", b"divorce", b"letter", b"Elm", b"Adams", b"adams", b"Trouble"):
        assert word not in kept


def test_every_time_is_left():
    assert len(times(PRIVATE)) == 2
    assert times(keep_times(PRIVATE)) == times(PRIVATE)


def test_what_was_kept_is_kept_as_it_is():
    assert keep_times(keep_times(PRIVATE)) == keep_times(PRIVATE)


def test_of_nothing_nothing_is_kept():
    assert keep_times(b"") == b""
    assert keep_times(b"<html>My divorce</html>") == b""


def test_a_year_of_all_shapes_has_the_same_times():
    raw = make_calendar(1_000, 1)
    span = Span(datetime(2022, 1, 1, tzinfo=BERLIN), datetime(2023, 1, 1, tzinfo=BERLIN))
    assert len(times(raw, span)) > 500
    assert times(keep_times(raw), span) == times(raw, span)


@pytest.mark.parametrize(("name", "make"), list(make_files()), ids=[name for name, _ in make_files()])
def test_a_hostile_calendar_has_the_same_times(name, make):
    raw = make()
    assert times(keep_times(raw)) == times(raw)
