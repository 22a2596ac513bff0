"""What is read equals icalendar and recurring_ical_events, on calendars that they can expand."""

import warnings
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.timezone import tzp

from core.calendar.ics import read
from core.model.event import Span

BERLIN = ZoneInfo("Europe/Berlin")
CUSTOM = """BEGIN:VTIMEZONE
TZID:Club Time
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:A
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:B
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
ZONES = ["", "Z", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Club Time", "date"]
NEW_YEAR = datetime(2026, 1, 1)  # noqa: DTZ001 - a wall clock
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def write(name, wall, zone):
    if zone == "date":
        return f"{name};VALUE=DATE:{wall:%Y%m%d}"
    tzid = f";TZID={zone}" if len(zone) > 1 else ""
    return f"{name}{tzid}:{wall:%Y%m%dT%H%M%S}{'Z' if zone == 'Z' else ''}"


def by_months(start, freq):
    """Parts that ask for the start's own day, in several ways, and for others."""
    nth, day = (start.day - 1) // 7 + 1, DAYS[start.weekday()]
    month = [f"BYMONTH={start.month}"] if freq == "YEARLY" else []
    yield [*month, f"BYDAY={nth}{day}"]
    yield [*month, f"BYDAY=-1{day}"]
    yield [*month, f"BYMONTHDAY={start.day}"]
    yield from (["BYDAY=1MO"], ["BYDAY=-1SU,2TU"], ["BYMONTHDAY=15,28"], ["BYDAY=FR;BYSETPOS=-1"], ["BYMONTH=2,5"])


@st.composite
def rules(draw, start, zone):
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 5))}")
    if freq == "WEEKLY":
        days = draw(st.lists(st.sampled_from(DAYS), max_size=3, unique=True))
        parts += [f"BYDAY={','.join(days)}"] if days else []
        parts += draw(st.sampled_from([[], [], ["WKST=SU"]]))
    if freq in {"MONTHLY", "YEARLY"}:
        parts += draw(st.sampled_from([[], [], *by_months(start, freq)]))
    limit = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if limit == "COUNT":
        parts.append(f"COUNT={draw(st.integers(1, 40))}")
    if limit == "UNTIL":
        until = start + timedelta(days=draw(st.integers(-3, 300)))
        suffix = "" if zone == "date" else f"T{until:%H%M%S}Z" if zone else f"T{until:%H%M%S}"
        parts.append(f"UNTIL={until:%Y%m%d}{suffix}")
    return ";".join(parts)


@st.composite
def groups(draw, uid):
    zone = draw(st.sampled_from(ZONES))
    start = NEW_YEAR + timedelta(days=draw(st.integers(0, 330)), minutes=15 * draw(st.integers(0, 95)))
    length = timedelta(days=draw(st.integers(1, 3))) if zone == "date" else timedelta(minutes=draw(st.integers(0, 300)))
    events = [event(uid, start, zone, length, 0)]
    if draw(st.integers(0, 3)):
        events[0].append(f"RRULE:{draw(rules(start, zone))}")
        out = draw(st.lists(st.integers(0, 60), max_size=3, unique=True))
        events[0] += [write("EXDATE", start + timedelta(days=days), zone) for days in out]
        extra = draw(st.lists(st.integers(0, 60), max_size=2, unique=True))
        events[0] += [write("RDATE", start + timedelta(days=days), zone) for days in extra]
        for days in draw(st.lists(st.integers(0, 8), max_size=2, unique=True)):
            again = start + timedelta(days=days * 7)
            moved = again + timedelta(days=draw(st.integers(-9, 9)), minutes=0 if zone == "date" else 30)
            onwards = ";RANGE=THISANDFUTURE" if draw(st.integers(0, 5)) == 0 else ""
            events.append(
                [
                    *event(uid, moved, zone, length, draw(st.integers(0, 2))),
                    write(f"RECURRENCE-ID{onwards}", again, zone),
                ]
            )
            events[-1] += draw(st.sampled_from([[], [], ["STATUS:CANCELLED"]]))
    return [line for lines in events for line in ["BEGIN:VEVENT", *lines, "END:VEVENT"]]


def event(uid, start, zone, length, number):
    return [
        f"UID:{uid}",
        f"SUMMARY:{uid} {number}",
        write("DTSTART", start, zone),
        write("DTEND", start + length, zone),
        f"SEQUENCE:{number}",
    ]


@st.composite
def calendars(draw):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *CUSTOM.splitlines()]
    if draw(st.integers(0, 4)) == 0:
        lines.append("X-WR-TIMEZONE:America/New_York")
    for number in range(draw(st.integers(1, 3))):
        lines += draw(groups(f"uid{number}"))
    text = "\r\n".join([*lines, "END:VCALENDAR", ""])
    if "X-WR" in text:  # their conversion to that zone loses RANGE
        text = text.replace(";RANGE=THISANDFUTURE", "")
    return text.encode()


def spans():
    starts = st.integers(0, 400).map(lambda days: datetime(2026, 1, 1, tzinfo=BERLIN) + timedelta(days=days))
    return st.builds(lambda start, days: Span(start, start + timedelta(days=days)), starts, st.integers(1, 120))


def convert(value):
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=BERLIN)
    return (value if value.tzinfo else value.replace(tzinfo=BERLIN)).astimezone(BERLIN)


def read_theirs(raw, span):
    tzp.use_default()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = recurring_ical_events.of(Calendar.from_ical(raw)).between(span.start, span.end)
    kept = [event for event in found if event.get("STATUS") != "CANCELLED"]
    return sorted(
        (str(event["UID"]), convert(event["DTSTART"].dt), convert(event["DTEND"].dt), str(event["SUMMARY"]))
        for event in kept
    )


def read_ours(raw, span):
    reading = read(raw, source="test", span=span, zone=BERLIN)
    return sorted((found.uid, found.start, found.end, found.summary) for found in reading.occurrences)


@settings(max_examples=150, deadline=None)
@given(calendars(), spans())
def test_every_calendar_gives_the_same_occurrences(raw, span):
    assert read_ours(raw, span) == read_theirs(raw, span)


def test_what_is_excluded_far_beyond_the_span_is_not_moved_into_it():
    """An override of all that follow moves them three days forward, and one of them is excluded."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:a", "SUMMARY:a"]
    lines += ["DTSTART:20260403T001500", "DTEND:20260403T011500", "RRULE:FREQ=DAILY", "EXDATE:20260423T001500"]
    lines += ["END:VEVENT", "BEGIN:VEVENT", "UID:a", "SUMMARY:b", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260403T001500"]
    lines += ["DTSTART:20260331T004500", "DTEND:20260331T014500", "END:VEVENT", "END:VCALENDAR", ""]
    raw = "\r\n".join(lines).encode()
    span = Span(datetime(2026, 4, 1, tzinfo=BERLIN), datetime(2026, 4, 21, tzinfo=BERLIN))
    days = [start.day for _uid, start, _end, _summary in read_ours(raw, span)]
    assert days == list(range(1, 20))
    assert read_ours(raw, span) == read_theirs(raw, span)
