"""Each shape that running calendars really have, read on its own."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.calendar import cut
from core.calendar.ics import read
from core.calendar.index import make_index
from core.model.event import Span
from core.words import LANGUAGES, Words

BERLIN = ZoneInfo("Europe/Berlin")
SPAN = Span(datetime(2026, 11, 16, tzinfo=BERLIN), datetime(2026, 12, 14, tzinfo=BERLIN))


def calendar(*lines, head=()):
    body = ["BEGIN:VCALENDAR", "VERSION:2.0", *head, *lines, "END:VCALENDAR", ""]
    return "\r\n".join(body).encode()


def event(*lines, uid="e"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Run", *lines, "END:VEVENT"])


def read_all(*lines, head=(), span=SPAN):
    return read(calendar(*lines, head=head), source="test", span=span, zone=BERLIN)


def read_one(*lines, head=(), **other):
    (found,) = read_all(event(*lines), head=head, **other).occurrences
    return found


def name_problems(reading):
    for problem in reading.problems:
        assert all(Words(language).phrase(problem.phrase) for language in LANGUAGES)
    return [problem.phrase.id.removeprefix("problems.") for problem in reading.problems]


def at(day, hour=0, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


def test_a_date_runs_from_midnight_to_midnight():
    found = read_one("DTSTART;VALUE=DATE:20261124")
    assert (found.start, found.end, found.all_day) == (at(24), at(25), True)


def test_a_date_without_its_label_is_a_date_and_the_estimate_is_in_seconds():
    found = read_one("DTSTART:20261124", "X-WORKOUT-ESTIMATED-DURATION:1800")
    assert (found.all_day, found.estimated_minutes) == (True, 30)


def test_a_date_labelled_as_a_time_is_a_date():
    found = read_one("DTSTART;VALUE=DATE-TIME:20261124", "DTEND;VALUE=DATE-TIME:20261124")
    assert (found.start, found.end, found.all_day) == (at(24), at(25), True)


@pytest.mark.parametrize("end", ["DTEND:20261124T011500Z", "DURATION:PT1H15M", "DTEND:20261124T011500"])
def test_a_date_that_ends_at_a_time_tells_the_planned_minutes(end):
    found = read_one("DTSTART;VALUE=DATE:20261124", end)
    assert (found.start, found.end, found.all_day, found.estimated_minutes) == (at(24), at(25), True, 75)


def test_a_date_that_ends_at_a_time_days_later_lasts_whole_days():
    found = read_one("DTSTART;VALUE=DATE:20261124", "DTEND:20261126T011500Z")
    assert (found.end, found.estimated_minutes) == (at(27), None)


def test_a_floating_time_is_the_runners():
    assert read_one("DTSTART:20261124T070000", "DTEND:20261124T080000").start == at(24, 7)


def test_a_time_in_utc_or_another_zone_is_converted():
    assert read_one("DTSTART:20261124T070000Z").start == at(24, 8)
    assert read_one("DTSTART;TZID=America/New_York:20261124T070000").start == at(24, 13)


@pytest.mark.parametrize(
    "tzid", ["/mozilla.org/20050126_1/Europe/Helsinki", '"FLE Standard Time"', "/Europe/Helsinki/", "Europe/Helsinki"]
)
def test_zones_have_many_names(tzid):
    assert read_one(f"DTSTART;TZID={tzid}:20261124T080000").start == at(24, 7)


def test_an_unknown_zone_is_named_and_taken_as_the_runners():
    reading = read_all(event("DTSTART;TZID=Mars/Olympus:20261124T070000"))
    assert [found.start for found in reading.occurrences] == [at(24, 7)]
    assert (reading.problems[0].uid, name_problems(reading)) == ("e", ["zone_unknown_event"])


def test_two_calendars_with_the_same_custom_zone_do_not_mix():
    part = "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:{0}\r\nTZOFFSETTO:{0}\r\n"
    zones = [part.format(offset) + "END:STANDARD\r\nEND:VTIMEZONE" for offset in ("+0300", "-0500")]
    starts = [read_all(zone, event("DTSTART;TZID=Mine:20261124T120000")).occurrences[0].start for zone in zones]
    assert starts == [at(24, 10), at(24, 18)]
    assert name_problems(read_all(event("DTSTART;TZID=Mine:20261124T120000"))) == ["zone_unknown_event"]


def test_a_floating_time_belongs_to_the_calendars_zone():
    assert read_one("DTSTART:20261124T070000", head=["X-WR-TIMEZONE:Europe/Helsinki"]).start == at(24, 6)


def test_a_series_in_utc_keeps_its_hour_in_the_calendars_zone():
    span = Span(datetime(2026, 10, 19, tzinfo=BERLIN), datetime(2026, 11, 2, tzinfo=BERLIN))
    lines = event("DTSTART:20261020T050000Z", "RRULE:FREQ=WEEKLY")
    found = read_all(lines, head=["X-WR-TIMEZONE:Europe/Berlin"], span=span).occurrences
    assert [one.start.hour for one in found] == [7, 7]


def test_an_unknown_zone_of_the_calendar_is_named():
    assert name_problems(read_all(head=["X-WR-TIMEZONE:Mars"])) == ["zone_unknown"]


def test_a_time_named_once_for_both_ends_counts_for_both():
    found = read_one("DTSTART:20261124T070000", "DTEND;TZID=Europe/Helsinki:20261124T080000")
    assert (found.start, found.end) == (at(24, 6), at(24, 7))


def test_a_flight_ends_in_another_zone():
    found = read_one("DTSTART;TZID=Europe/Berlin:20261124T100000", "DTEND;TZID=America/New_York:20261124T130000")
    assert found.end - found.start == timedelta(hours=9)


def test_times_with_dashes_and_colons_are_read():
    assert read_one("DTSTART:2026-11-24T07:00:00Z").start == at(24, 8)
    assert read_one("DTSTART:2026-11-24").all_day


def test_an_end_before_the_start_is_named_and_the_start_is_kept():
    reading = read_all(event("DTSTART:20261124T070000", "DTEND:20261124T060000"))
    assert [(found.start, found.end) for found in reading.occurrences] == [(at(24, 7), at(24, 7))]
    assert name_problems(reading) == ["end_before_start"]


@pytest.mark.parametrize(
    ("lines", "id"),
    [
        (["X-A:1"], "no_start"),
        (["DTSTART:soon"], "bad_start"),
        (["DTSTART:20261124T070000", "DTEND:later"], "bad_end"),
        (["DTSTART:20261124T070000", "DURATION:long"], "bad_duration"),
        (["DTSTART:20261124T070000", "DURATION:-PT1H"], "bad_duration"),
        (["DTSTART:20261124T070000", "DURATION:P999999999999D"], "bad_duration"),
        (["DTSTART:20261124T070000", "DTEND:20991124T070000"], "too_long"),
        (["DTSTART:20261124T070000", "RRULE:FREQ=WEEKLY;INTERVAL=0"], "bad_rule"),
        (["DTSTART:20261124T070000", "RRULE:FREQ=SECONDLY"], "too_often"),
        (["DTSTART:20261124T070000", "RRULE:FREQ=DAILY;UNTIL=20261001"], "never"),
        (["DTSTART:20261124T070000", "RDATE:whenever"], "bad_date"),
        (["DTSTART;TZID=Asia/Tokyo:00010101T000000", "RRULE:FREQ=DAILY;BYMONTH=13"], "unreadable"),
        (["DTSTART:20261124T070000", "RECURRENCE-ID;TZID=America/New_York:99991231T235959"], "unreadable"),
        (["DTSTART:20261124T070000", "RRULE:FREQ=DAILY;BYDAY=XX"], "bad_rule"),
        (["DTSTART:99991230T235959Z", "DURATION:P9D", "RDATE:20261124T070000Z"], "unreadable"),
    ],
)
def test_what_is_wrong_with_an_event_is_named(lines, id):
    reading = read_all(event(*lines), event("DTSTART:20261125", uid="good"))
    assert id in name_problems(reading)
    assert reading.problems[0].uid == "e"
    assert "good" in [found.uid for found in reading.occurrences]


def test_a_cancelled_event_is_no_occurrence():
    assert read_all(event("DTSTART:20261124T070000", "STATUS:CANCELLED")).occurrences == ()


def test_a_cancelled_appearance_leaves_the_others():
    series = event("DTSTART:20261116T070000", "RRULE:FREQ=WEEKLY")
    gone = event("DTSTART:20261123T070000", "RECURRENCE-ID:20261123T070000", "STATUS:CANCELLED")
    assert [found.start.day for found in read_all(series, gone).occurrences] == [16, 30, 7]


def test_a_moved_appearance_is_at_its_new_time_with_its_old_name():
    series = event("DTSTART:20261116T070000", "RRULE:FREQ=WEEKLY;COUNT=2")
    moved = event("DTSTART:20261124T180000", "RECURRENCE-ID:20261123T070000")
    found = read_all(series, moved).occurrences[1]
    assert (found.start, found.recurrence_id) == (at(24, 18), "20261123T060000Z")


def test_an_appearance_whose_series_is_gone_is_shown():
    found = read_one("DTSTART:20261124T180000", "RECURRENCE-ID;VALUE=DATE:20261123")
    assert (found.start, found.recurrence_id) == (at(24, 18), "20261123")


def test_a_transparent_event_is_not_busy():
    assert not read_one("DTSTART:20261124T070000", "TRANSP:TRANSPARENT").busy
    assert read_one("DTSTART:20261124T070000").busy


def test_texts_are_unescaped_and_categories_joined():
    found = read_one(
        "DTSTART:20261124", "DESCRIPTION:a\\, b\\nc\\\\n", "CATEGORIES:Run,Long\\, slow", "CATEGORIES:Club"
    )
    assert (found.description, found.categories) == ("a, b\nc\\n", ("Run", "Long, slow", "Club"))


def test_the_alarms_texts_are_not_the_events():
    alarm = ["BEGIN:VALARM", "DESCRIPTION:Ring", "DURATION:PT5M", "END:VALARM"]
    found = read_one(*alarm, "DTSTART:20261124T070000", "DTEND:20261124T080000", "DESCRIPTION:Run")
    assert (found.description, found.end) == ("Run", at(24, 8))


def test_an_older_copy_gives_way_and_is_named():
    old, new = event("DTSTART:20261124T070000", "SEQUENCE:1"), event("DTSTART:20261125T070000", "SEQUENCE:2")
    reading = read_all(new, old)
    assert [found.start.day for found in reading.occurrences] == [25]
    assert name_problems(reading) == ["older_copy"]


def test_events_that_share_a_uid_are_all_shown_and_named():
    days = [
        event(f"DTSTART:202611{day}T070000", *more) for day, more in ((24, []), (25, []), (26, ["RRULE:FREQ=WEEKLY"]))
    ]
    reading = read_all(*days, event("DTSTART:20261125T070000"))
    assert [found.start.day for found in reading.occurrences] == [24, 25, 26, 3, 10]
    assert name_problems(reading) == ["same_copy", "same_uid"]


def test_a_missing_uid_is_made_up_and_stays_the_same():
    raw = calendar("BEGIN:VEVENT\r\nDTSTART:20261124\r\nEND:VEVENT")
    uids = {read(raw, source="test", span=SPAN, zone=BERLIN).occurrences[0].uid for _ in range(2)}
    assert len(uids) == 1
    assert uids.pop().startswith("no-uid-")


def test_a_folded_uid_is_one():
    folded = "BEGIN:VEVENT\r\nUID:long-\r\n er\r\nDTSTART:20261124\r\nEND:VEVENT"
    other = event("DTSTART:20261125", "RECURRENCE-ID;VALUE=DATE:20261124", uid="long-er")
    assert [found.start.day for found in read_all(folded, other).occurrences] == [25]


def test_the_calendars_name_and_maker_are_kept():
    reading = read_all(event("DTSTART:20261124"), head=["X-WR-CALNAME:My\\, plan", "PRODID:-//Runna//EN"])
    assert (reading.name, reading.occurrences[0].product) == ("My, plan", "-//Runna//EN")


@pytest.mark.parametrize(
    ("raw", "id"),
    [
        (b"", "empty"),
        (b"hello", "not_a_calendar"),
        (b"<!DOCTYPE html><html>", "web_page"),
        (b"BEGIN:VCALENDAR\r\n", "truncated"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a", "unclosed"),
        (b"BEGIN:VCALENDAR\r\nCALSCALE:HEBREW\r\nEND:VCALENDAR\r\n", "not_gregorian"),
    ],
)
def test_what_is_wrong_with_the_whole_is_named(raw, id):
    assert id in name_problems(read(raw, source="test", span=SPAN, zone=BERLIN))


def test_a_calendar_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr("core.calendar.ics.MAX_BYTES", 10)
    assert name_problems(read_all(event("DTSTART:20261124"))) == ["too_big"]


def test_events_over_the_limit_are_counted(monkeypatch):
    monkeypatch.setattr("core.calendar.ics.MAX_EVENTS", 1)
    reading = read_all(event("DTSTART:20261124"), event("DTSTART:20261125", uid="f"))
    assert name_problems(reading) == ["too_many_events"]
    assert len(reading.occurrences) == 1


def test_events_far_over_the_limit_are_refused_in_one_line_and_get_no_index(monkeypatch):
    monkeypatch.setattr("core.calendar.cut.MOST_EVENTS", 2)
    some = [event("DTSTART:20261124", uid=f"e{number}") for number in range(3)]
    assert len(read_all(*some[:2]).occurrences) == 2
    assert (read_all(*some).occurrences, name_problems(read_all(*some))) == ((), ["far_too_many_events"])
    assert make_index(calendar(*some[:2]))
    assert make_index(calendar(*some)) == b""


def test_events_touch_the_span_only_where_they_share_an_instant():
    before, after = event("DTSTART;VALUE=DATE:20261115"), event("DTSTART;VALUE=DATE:20261214", uid="f")
    into = event("DTSTART:20261110T000000", "DTEND:20261116T000100", uid="g")
    first = event("DTSTART:20261116T000000", uid="h")
    assert [found.uid for found in read_all(before, after, into, first).occurrences] == ["g", "h"]


def test_an_event_that_lasts_long_without_an_end_is_found():
    assert read_one("DTSTART:20261101T000000", "DURATION:P3W").end == datetime(2026, 11, 22, tzinfo=BERLIN)


def test_a_night_with_the_clock_change_has_its_real_length():
    span = Span(datetime(2026, 10, 24, tzinfo=BERLIN), datetime(2026, 10, 26, tzinfo=BERLIN))
    found = read_one("DTSTART:20261024T220000Z", "DTEND:20261025T050000Z", span=span)
    assert found.end.astimezone(UTC) - found.start.astimezone(UTC) == timedelta(hours=7)


def test_limits_are_those_that_the_messages_name():
    assert (cut.MAX_BYTES >> 20, cut.MAX_EVENTS, cut.MOST_EVENTS) == (64, 100_000, 200_000)


def test_a_series_that_recurs_too_often_in_the_span_is_cut_and_named(monkeypatch):
    monkeypatch.setattr("core.calendar.recurrence.MAX_ROWS", 3)
    monkeypatch.setattr("core.calendar.asking.MAX_ROWS", 3)
    reading = read_all(event("DTSTART:20261116T070000", "RRULE:FREQ=DAILY;BYDAY=MO,TU"))
    assert (len(reading.occurrences), name_problems(reading)) == (3, ["too_many_rows"])


def test_more_series_than_usual_go_to_the_child(monkeypatch):
    monkeypatch.setattr("core.calendar.answer.MAX_IN_PROCESS", 0)
    assert len(read_all(event("DTSTART:20261116T070000", "RRULE:FREQ=DAILY;BYDAY=MO,TU")).occurrences) == 8


def test_an_override_that_cannot_be_matched_plainly_is_left_to_the_library():
    series = event("DTSTART:20261116T070000", "RRULE:FREQ=DAILY;COUNT=3")
    onwards = event("DTSTART:20261117T180000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261117T070000")
    found = read_all(series, onwards).occurrences
    assert [(one.start.day, one.start.hour) for one in found] == [(16, 7), (17, 18), (18, 18)]


def test_an_exception_that_cannot_be_read_leaves_the_rest():
    reading = read_all(event("DTSTART:20261116T070000", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261117T070000,tomorrow"))
    assert [found.start.day for found in reading.occurrences] == [16, 18]
    assert name_problems(reading) == ["bad_date"]


def test_a_whole_day_taken_out_takes_out_the_time_on_it():
    lines = ["DTSTART:20261116T070000", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20261117"]
    assert [found.start.day for found in read_all(event(*lines)).occurrences] == [16, 18]


def test_an_additional_date_with_a_length_of_its_own_is_read():
    extra = "RDATE;VALUE=PERIOD:20261120T070000Z/PT2H,20261121T070000Z/20261121T083000Z"
    found = read_all(event("DTSTART:20261116T070000Z", "DTEND:20261116T080000Z", extra)).occurrences
    assert [(one.end - one.start).seconds // 60 for one in found] == [60, 120, 90]


@pytest.mark.parametrize("until", ["20261118", "20261118T060000Z", "20261118T070000", "whenever"])
def test_until_is_understood_in_every_spelling(until):
    found = read_all(event("DTSTART;TZID=Europe/Berlin:20261116T070000", f"RRULE:FREQ=DAILY;UNTIL={until}")).occurrences
    assert [one.start.day for one in found[:3]][-1] in {17, 18}


def test_a_time_at_the_edge_of_all_time_keeps_its_zone():
    reading = read_all(
        event("DTSTART:00010101T000000Z", "RRULE:FREQ=YEARLY;INTERVAL=2025"), head=["X-WR-TIMEZONE:Asia/Tokyo"]
    )
    assert reading.occurrences == ()


def test_a_parameter_with_an_open_quote_does_not_cost_the_line():
    found = read_one('DTSTART;X-A="open:20261124T070000', "DTSTART:20261124T070000")
    assert found.start == at(24, 7)


def test_a_line_that_only_looks_like_a_property_is_passed_over():
    assert read_one("DTSTART:20261124T070000", "SUMMARY;no colon here").summary == "Run"


def test_of_a_series_that_is_refused_the_certain_appearances_are_shown():
    series = event("DTSTART:20261116T070000", "RRULE:FREQ=SECONDLY")
    moved = event("DTSTART:20261118T070000", "RECURRENCE-ID:20261117T070000")
    assert [found.start.day for found in read_all(series, moved).occurrences] == [16, 18]


def test_of_a_cancelled_series_only_what_was_moved_is_left():
    series = event("DTSTART:20261116T070000", "RRULE:FREQ=DAILY", "STATUS:CANCELLED")
    moved = event("DTSTART:20261118T080000", "RECURRENCE-ID:20261118T070000")
    assert [found.start.hour for found in read_all(series, moved).occurrences] == [8]


def test_events_in_the_span_over_the_limit_are_counted(monkeypatch):
    monkeypatch.setattr("core.calendar.ics.MAX_READ", 1)
    reading = read_all(event("DTSTART:20261124"), event("DTSTART:20261125", uid="f"))
    assert (len(reading.occurrences), name_problems(reading)) == (1, ["too_many_events"])


def test_of_many_events_that_never_end_some_are_named_and_the_rest_is_counted():
    events = b"".join(b"BEGIN:VEVENT\nUID:%d\n" % number for number in range(150))
    reading = read(b"BEGIN:VCALENDAR\n" + events, source="test", span=SPAN, zone=BERLIN)
    assert name_problems(reading).count("unclosed") == 100
    assert ("count", 50) in next(
        one.phrase.params for one in reading.problems if one.phrase.id == "problems.unclosed_more"
    )


def test_what_is_wrong_in_the_same_way_with_the_same_event_is_named_once():
    reading = read(
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 9 + b"END:VEVENT\n", source="test", span=SPAN, zone=BERLIN
    )
    assert sorted(name_problems(reading)) == ["no_start", "truncated", "unclosed"]


@pytest.mark.parametrize(
    "inside",
    [
        "END:VALARM",
        "BEGIN:VALARM\r\nACTION:DISPLAY",
        "BEGIN:VTIMEZONE",
        "BEGIN : VEVENT",
        "BEGIN:VALARM\r\nBEGIN:X-A\r\nEND:VALARM",
        "BEGIN : VALARM\r\nDESCRIPTION:Ring\r\nEND : VALARM",
    ],
)
def test_a_component_that_never_ends_or_begins_costs_the_event_nothing(inside):
    raw = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{inside}\r\nUID:e\r\nDTSTART:20261124T060000Z\r\nSUMMARY:Easy\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    (found,) = read(raw.encode(), source="test", span=SPAN, zone=BERLIN).occurrences
    assert (found.uid, found.summary, found.description) == ("e", "Easy", "")


def test_spaces_before_the_colon_of_begin_and_end_cost_the_event_nothing():
    raw = b"BEGIN:VCALENDAR\nBEGIN : VEVENT\nUID:e\nDTSTART:20261124T060000Z\nEND : VEVENT\nEND:VCALENDAR\n"
    assert [found.uid for found in read(raw, source="test", span=SPAN, zone=BERLIN).occurrences] == ["e"]
