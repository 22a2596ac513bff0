"""Our events as bytes and back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.timezone import tzp

from core.calendar.ics import compose, patch, read, read_own
from core.errors import InputError
from core.model.event import OwnEvent, OwnMark, Span

ZONES = [ZoneInfo(key) for key in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata")]
STAMP = datetime(2026, 11, 23, 12, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=200)
LINE = TEXT.map(lambda text: text.replace("\n", " ").strip()).filter(bool)


@st.composite
def own_events(draw):
    zone = draw(st.sampled_from(ZONES))
    minutes = draw(st.integers(0, 60 * 24 * 700))
    start = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(zone)
    end = (start.astimezone(UTC) + timedelta(minutes=draw(st.integers(1, 180)))).astimezone(zone)
    kind, form = draw(st.sampled_from(["strength", "plyo"])), draw(st.sampled_from(["full", "light", "primer"]))
    mark = OwnMark(str(draw(st.uuids())), kind, form, "std_gym_A", draw(st.integers(1, 4)), draw(st.booleans()))
    return OwnEvent(
        uid=f"liftslot-{mark.id}@liftslot",
        start=start,
        end=end,
        summary=draw(LINE),
        description=draw(TEXT),
        mark=mark,
        categories=tuple(draw(st.lists(LINE, max_size=3))),
        location=draw(st.one_of(st.just(""), LINE)),
        alarm_minutes=draw(st.one_of(st.none(), st.integers(0, 2000))),
        sequence=draw(st.integers(0, 99)),
    )


def make_event(**changes):
    zone = ZoneInfo("Europe/Berlin")
    fields = {
        "uid": "liftslot-1@liftslot",
        "start": datetime(2026, 11, 24, 18, tzinfo=zone),
        "end": datetime(2026, 11, 24, 18, 45, tzinfo=zone),
        "summary": "Strength",
        "description": "Squat\nWhy here",
        "mark": OwnMark("1", "strength", "full", "std_gym_A", 2),
    }
    return OwnEvent(**(fields | changes))


@settings(max_examples=150, deadline=None)
@given(own_events())
def test_what_is_composed_is_read_back_equal(event):
    raw = compose([event], stamp=STAMP)
    assert read_own(raw, event.start.tzinfo) == (event,)
    assert compose([event], stamp=STAMP) == raw


@settings(max_examples=50, deadline=None)
@given(st.lists(own_events(), min_size=1, max_size=4, unique_by=lambda event: event.uid))
def test_icalendar_reads_the_same_times_from_what_is_composed(events):
    tzp.use_default()
    found = Calendar.from_ical(compose(events, stamp=STAMP, name="Plan")).walk("VEVENT")
    assert [event.start for event in found] == [event.start for event in events]
    assert [str(event["SUMMARY"]) for event in found] == [event.summary for event in events]


def test_lines_are_folded_at_75_octets_and_end_in_crlf():
    raw = compose([make_event(description="ü🏃" * 200)], stamp=STAMP)
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert "".join(line.decode().removeprefix(" ") for line in lines).count("🏃") == 200


def test_no_attendee_no_organizer_and_no_method_is_written():
    raw = compose([make_event()], stamp=STAMP)
    assert not any(word in raw for word in (b"ATTENDEE", b"ORGANIZER", b"METHOD"))


def test_a_shared_calendar_carries_its_name_method_and_how_often_to_refresh():
    raw = compose([make_event()], stamp=STAMP, name="My, plan", method="PUBLISH")
    for line in (b"METHOD:PUBLISH", b"X-WR-CALNAME:My\\, plan", b"REFRESH-INTERVAL;VALUE=DURATION:PT6H"):
        assert line + b"\r\n" in raw


def test_an_event_whose_marks_are_lost_is_ours_by_its_uid():
    raw = compose([make_event()], stamp=STAMP)
    bare = b"\r\n".join(line for line in raw.split(b"\r\n") if not line.startswith(b"X-LIFTSLOT"))
    (event,) = read_own(bare, ZoneInfo("Europe/Berlin"))
    assert (event.uid, event.mark.id, event.start) == ("liftslot-1@liftslot", "1", make_event().start)


def test_a_foreign_event_is_not_ours():
    raw = compose([make_event()], stamp=STAMP).replace(b"LIFTSLOT", b"OTHER").replace(b"liftslot", b"other")
    assert read_own(raw, ZoneInfo("Europe/Berlin")) == ()


def test_categories_split_by_a_server_are_joined_again():
    raw = compose([make_event(categories=("Strength", "Gym"))], stamp=STAMP)
    split = raw.replace(b"CATEGORIES:Strength,Gym", b"CATEGORIES:Strength\r\nCATEGORIES:Gym")
    assert read_own(split, ZoneInfo("Europe/Berlin"))[0].categories == ("Strength", "Gym")


def test_reading_marks_an_occurrence_as_ours():
    event = make_event()
    span = Span(event.start - timedelta(days=1), event.end)
    (found,) = read(compose([event], stamp=STAMP), source="s", span=span, zone=ZoneInfo("Europe/Berlin")).occurrences
    assert (found.own, found.start, found.end) == (event.mark, event.start, event.end)


@settings(max_examples=80, deadline=None)
@given(own_events(), TEXT)
def test_a_patch_changes_the_named_property_and_no_other_byte(event, text):
    other = make_event(uid="liftslot-other@liftslot")
    raw = compose([other, event], stamp=STAMP)
    patched = patch(raw, event.uid, {"DESCRIPTION": text})
    assert patch(patched, event.uid, {"DESCRIPTION": event.description}) == raw
    assert read_own(patched, event.start.tzinfo)[1].description == text


def test_a_patch_adds_a_property_that_is_missing():
    raw = compose([make_event()], stamp=STAMP)
    bare = raw.replace(b"SUMMARY:Strength\r\n", b"")
    assert read_own(patch(bare, "liftslot-1@liftslot", {"SUMMARY": "Lift"}), ZoneInfo("UTC"))[0].summary == "Lift"


def test_a_patch_leaves_the_texts_of_an_alarm_alone():
    raw = compose([make_event(alarm_minutes=30)], stamp=STAMP)
    patched = patch(raw, "liftslot-1@liftslot", {"DESCRIPTION": "new"})
    assert b"DESCRIPTION:Strength\r\nEND:VALARM" in patched


def test_a_patch_moves_an_event_and_nothing_else():
    raw = compose([make_event()], stamp=STAMP)
    later = make_event(start=make_event().start + timedelta(days=1), end=make_event().end + timedelta(days=1))
    assert patch(raw, "liftslot-1@liftslot", {"DTSTART": later.start, "DTEND": later.end}) == compose(
        [later], stamp=STAMP
    )


def test_a_patch_keeps_line_feeds_and_a_byte_order_mark():
    raw = b"\xef\xbb\xbf" + compose([make_event()], stamp=STAMP).replace(b"\r\n", b"\n")
    patched = patch(raw, "liftslot-1@liftslot", {"SUMMARY": "Lift"})
    assert patched == raw.replace(b"SUMMARY:Strength", b"SUMMARY:Lift")


def test_a_patch_replaces_a_property_given_twice_once():
    raw = compose([make_event()], stamp=STAMP).replace(b"SUMMARY:Strength", b"SUMMARY:Strength\r\nsummary:Again")
    patched = patch(raw, "liftslot-1@liftslot", {"SUMMARY": "Lift"})
    assert patched.lower().count(b"summary:") == 1


def test_an_event_that_is_not_there_is_not_patched():
    with pytest.raises(InputError, match="event_missing"):
        patch(compose([make_event()], stamp=STAMP), "other", {"SUMMARY": "x"})


def test_bytes_that_are_not_utf8_are_never_written_back():
    raw = compose([make_event(location="X")], stamp=STAMP).replace(b"LOCATION:X", b"LOCATION:L\xe4ufe")
    with pytest.raises(InputError, match="not_utf8_kept"):
        patch(raw, "liftslot-1@liftslot", {"SUMMARY": "x"})


@pytest.mark.parametrize(
    ("trigger", "minutes"),
    [
        ("-PT1H30M", 90),
        ("PT0S", 0),
        ("PT10M", None),
        (";RELATED=END:-PT5M", None),
        (";VALUE=DATE-TIME:20261124T170000Z", None),
    ],
)
def test_the_first_alarm_before_the_start_is_ours(trigger, minutes):
    raw = compose([make_event(alarm_minutes=7)], stamp=STAMP)
    changed = raw.replace(b"TRIGGER:-PT7M", b"TRIGGER" + (trigger if ";" in trigger else f":{trigger}").encode())
    assert read_own(changed, ZoneInfo("UTC"))[0].alarm_minutes == minutes


def test_ours_without_readable_times_is_left_out():
    raw = compose([make_event()], stamp=STAMP).replace(b"DTSTART;TZID=Europe/Berlin:2026", b"DTSTART:soon")
    assert read_own(raw, ZoneInfo("UTC")) == ()


def test_the_hour_that_comes_twice_is_written_in_utc():
    zone = ZoneInfo("Europe/Berlin")
    event = make_event(
        start=datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=zone), end=datetime(2026, 10, 25, 4, tzinfo=zone)
    )
    raw = compose([event], stamp=STAMP)
    assert b"DTSTART:20261025T013000Z" in raw
    assert read_own(raw, zone)[0].start.timestamp() == event.start.timestamp()
