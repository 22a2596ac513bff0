"""Many objects of one calendar, read together without mixing up their time zones."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.calendar.objects import read_objects
from core.model.event import Span

ZONE = ZoneInfo("Europe/Berlin")
SPAN = Span(datetime(2026, 11, 20, tzinfo=ZONE), datetime(2026, 12, 1, tzinfo=ZONE))


def write_object(uid, offset):
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "BEGIN:VTIMEZONE",
            "TZID:Club",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            f"TZOFFSETFROM:{offset}",
            f"TZOFFSETTO:{offset}",
            "END:STANDARD",
            "END:VTIMEZONE",
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20261101T000000Z",
            "DTSTART;TZID=Club:20261124T070000",
            "DTEND;TZID=Club:20261124T080000",
            "SUMMARY:Easy run",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    ).encode()


def read(*raws):
    return read_objects(raws, source="x", span=SPAN, zone=ZONE)


def test_two_objects_may_mean_different_offsets_by_one_name():
    starts = {
        item.uid: item.start.utcoffset() and item.start
        for item in read(write_object("a", "+0500"), write_object("b", "-0300")).occurrences
    }
    assert starts["b"] - starts["a"] == timedelta(hours=8)


def test_occurrences_are_sorted_over_all_objects():
    found = read(write_object("b", "+0100"), write_object("a", "+0500"), write_object("c", "+0100")).occurrences
    assert [item.uid for item in found] == ["a", "b", "c"]


def test_a_broken_object_is_named_and_the_others_stay():
    broken = write_object("broken", "+0100").replace(b"DTSTART;TZID=Club:20261124T070000\r\n", b"")
    reading = read(broken, write_object("a", "+0100"))
    assert [item.uid for item in reading.occurrences] == ["a"]
    assert [problem.uid for problem in reading.problems] == ["broken"]


def test_no_object_is_an_empty_reading():
    assert read().occurrences == ()
