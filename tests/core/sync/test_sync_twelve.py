"""The twelve nasty behaviours that were measured on real servers, each a test with its number.

Some are proven where they belong: 10 and 12 also by the readers' tests of hostile calendars.
"""

import contextlib
import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.calendar.caldav import connect
from core.calendar.ics import read
from core.calendar.source import Item, Refused
from core.errors import NetworkError
from core.model.event import Span
from core.sync.decision import Decision
from core.sync.look import look
from core.sync.publish import publish
from core.sync.pull import pull
from tests.core.sync.faulty import FaultyCalendar
from tests.core.sync.weeks import RUN, URL, ZONE, Desk, lift, lifts
from tests.servers.fake import CALENDAR, Answer, error, fake_server, gone, multistatus, zipped

SPAN = Span(datetime(2026, 11, 23, tzinfo=ZONE), datetime(2026, 12, 21, tzinfo=ZONE))


@pytest.fixture
def fake():
    with fake_server() as fake:
        fake.calendar.keep(CALENDAR + "run-1.ics", RUN)
        yield fake


@pytest.fixture
def desk(fake, tmp_path):
    account = connect(fake.url, "alice", "secret", timeout_s=2)
    with contextlib.closing(account.client):
        desk = Desk(tmp_path, account.open(CALENDAR))
        yield desk
        desk.store.close()


@pytest.fixture
def held():
    """A server waits on it; set in the end, so that no thread is left behind."""
    event = threading.Event()
    yield event
    event.set()


def uids(fake):
    return sorted(line for raw in fake.calendar.objects.values() for line in raw.decode().split() if "UID:" in line)


def expected(*events):
    return sorted(["UID:run-1", *(f"UID:{event.uid}" for event in events)])


def test_01_a_weak_etag_never_turns_into_a_write_without_condition(fake, desk):
    desk.sync(lifts(1))
    fake.after = lambda _request, answer: zipped(answer)
    with pytest.raises(NetworkError):
        desk.sync((lift(1, hours=1),))
    assert all(request.header("If-Match") or request.header("If-None-Match") for request in fake.seen("PUT"))


def test_01_an_event_whose_version_is_unknown_is_not_overwritten(fake, desk):
    desk.sync(lifts(1))
    row = desk.store.all_rows()[0]
    desk.store.absorb(desk.source.url, [Item(row.href, None, row.base)], [], None)
    fake.requests.clear()
    fake.after = lambda _request, answer: Answer(
        answer.status,
        answer.body.replace(b"<d:getetag>&quot;", b"<d:getetag>W/&quot;").replace(b'<d:getetag>"', b'<d:getetag>W/"'),
        {name: f"W/{value}" if name == "ETag" else value for name, value in answer.headers.items()},
    )
    assert desk.sync((lift(1, hours=1),)).fault.id == "errors.caldav_etag_weak"
    assert fake.seen("PUT") == []


def test_01_a_version_that_only_the_object_itself_gives_is_asked_for(fake, desk):
    desk.sync(lifts(1))
    desk.decide(lifts(1))  # from now on by tokens
    row = desk.store.all_rows()[0]
    desk.store.absorb(desk.source.url, [Item(row.href, None, row.base)], [], desk.store.token(desk.source.url))
    assert desk.sync((lift(1, hours=1),)).written == (lift(1).uid,)
    assert all(request.header("If-Match") for request in fake.seen("PUT")[1:])


def test_01_an_event_of_unknown_version_that_changed_since_the_look_is_left(fake, desk):
    desk.sync(lifts(1))
    desk.decide(lifts(1))  # from now on by tokens
    row = desk.store.all_rows()[0]
    desk.store.absorb(desk.source.url, [Item(row.href, None, row.base)], [], desk.store.token(desk.source.url))
    decision = desk.decide((lift(1, hours=1),))
    edited = fake.calendar.objects[row.href].replace(b"Strength A", b"My lifting")
    fake.calendar.keep(row.href, edited)
    assert publish(decision, desk.source, desk.store).again == (lift(1).uid,)
    assert fake.calendar.objects[row.href] == edited


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_02_a_redirected_put_is_not_reported_as_saved(fake, desk, status):
    fake.before = lambda request: (
        Answer(status, headers={"Location": fake.url + "login"}) if request.method == "PUT" else None
    )
    report = desk.sync(lifts(2))
    assert (report.written, report.fault.id) == ((), "errors.caldav_redirected")
    fake.before = lambda _request: None
    desk.sync(lifts(2))
    assert uids(fake) == expected(*lifts(2))


def careless(fake):
    """A server that takes every write whatever its condition says."""

    def act(request):
        if request.method == "PUT":
            fake.calendar.keep(request.path, request.body)
            return Answer(204)
        if request.method == "DELETE" and request.path in fake.calendar.objects:
            fake.calendar.drop(request.path)
            return Answer(204)
        return None

    return act


def test_03_a_server_without_conditions_still_loses_no_edit_to_a_deletion(fake, desk):
    desk.sync(lifts(2))
    decision = desk.decide(lifts(1))
    href = desk.href(2)
    edited = fake.calendar.objects[href].replace(b"Strength A", b"My lifting")
    fake.before = careless(fake)
    fake.calendar.keep(href, edited)  # between our look and our deletion
    assert publish(decision, desk.source, desk.store).again == (lift(2).uid,)
    assert fake.calendar.objects[href] == edited


@pytest.mark.parametrize("drop", ["before", "after"])
def test_04_a_write_whose_reply_was_lost_is_looked_up_not_repeated(fake, desk, drop):
    lost = []

    def early(request):
        if request.method == "PUT" and drop == "before" and not lost:
            lost.append(request)
            return Answer(drop=True)
        return None

    def late(request, answer):
        if request.method == "PUT" and drop == "after" and not lost:
            lost.append(request)
            return Answer(drop=True)
        return answer

    fake.before, fake.after = early, late
    desk.sync(lifts(2))
    desk.sync(lifts(2))
    assert uids(fake) == expected(*lifts(2))
    assert len(fake.seen("PUT")) == (3 if drop == "before" else 2)


def test_05_a_server_that_rewrites_is_not_written_to_again(tmp_path):
    source = FaultyCalendar(URL)
    source.rewrites = True
    desk = Desk(tmp_path, source)
    desk.sync(lifts(3))
    assert desk.sync(lifts(3)).requests == 0
    assert desk.decide(lifts(3)) == Decision()
    desk.store.close()


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b"<html>Welcome</html>", {"Content-Type": "text/html"}),
        Answer(207, b"<html>Welcome</html>", {"Content-Type": "text/html"}),
        multistatus(""),
        Answer(204),
        Answer(207, b"", {"Content-Type": "text/xml"}),
    ],
)
def test_06_an_empty_or_foreign_listing_deletes_nothing(fake, desk, answer):
    desk.sync(lifts(5))
    desk.store.absorb(desk.source.url, [], [], None)  # no token: everything is listed
    fake.before = lambda _request: answer
    with pytest.raises(NetworkError):
        desk.sync(lifts(5))
    fake.before = lambda _request: None
    assert desk.decide(lifts(5)) == Decision()


def test_06_a_calendar_that_comes_back_empty_is_a_question(fake, desk):
    desk.sync(lifts(5))
    desk.decide(lifts(5))
    for href in list(fake.calendar.objects):
        fake.calendar.drop(href)
    seen = look(desk.source, desk.store, desk.store)
    assert (seen.question.key, seen.question.count) == ("gone", 6)
    assert desk.sync(lifts(5)).requests == 0


def test_07_a_token_that_repeats_and_takes_back_is_harmless(tmp_path):
    source = FaultyCalendar(URL)
    source.repeats = True
    desk = Desk(tmp_path, source)
    desk.sync(lifts(3))
    assert desk.decide(lifts(3)) == Decision()
    desk.store.close()


def test_07_a_deletion_that_only_a_token_tells_is_checked_by_name(fake, desk):
    desk.sync(lifts(2))
    desk.decide(lifts(2))
    href = desk.href(1)
    fake.before = lambda request: (
        multistatus(gone(href), "t9") if request.method == "REPORT" and b"sync-collection" in request.body else None
    )
    assert desk.decide(lifts(2)).skips == ()


@pytest.mark.parametrize("answer", [error(403, "valid-sync-token"), error(412, "valid-sync-token"), Answer(400)])
def test_07_an_expired_token_means_list_everything(fake, desk, answer):
    desk.sync(lifts(2))
    desk.decide(lifts(2))
    fake.calendar.keep(CALENDAR + "new.ics", RUN.replace(b"run-1", b"run-2"))
    fake.before = lambda request: answer if b"sync-collection" in request.body else None
    assert pull(desk.source, desk.store).changed == (CALENDAR + "new.ics",)


def test_07_a_first_listing_with_past_deletions_is_no_deletion(fake, desk):
    desk.sync(lifts(2))
    token = desk.store.token(desk.source.url)
    fake.before = lambda request: (
        multistatus(gone(CALENDAR + "long-ago.ics"), "t9") if b"sync-collection" in request.body else None
    )
    assert pull(desk.source, desk.store).gone == ()
    assert token != "t9"


def test_08_a_strict_server_takes_what_we_write(fake, desk):
    """As Cyrus and iCloud refuse: no DTEND, an end before the start, a METHOD, a TZID without its VTIMEZONE."""

    def strict(request):
        if request.method != "PUT":
            return None
        body = request.body
        good = b"\r\nDTEND" in body and b"METHOD" not in body and body.count(b"BEGIN:VTIMEZONE") == 1
        return (
            None if good and b"ATTENDEE" not in body and b"ORGANIZER" not in body else error(403, "valid-calendar-data")
        )

    fake.before = strict
    assert len(desk.sync(lifts(3)).written) == 3
    assert len(desk.sync((lift(1, hours=1), *lifts(3)[1:])).written) == 1


def test_08_a_refused_body_is_named_with_the_servers_reason(fake, desk):
    fake.before = lambda request: error(403, "valid-calendar-data") if request.method == "PUT" else None
    assert desk.sync(lifts(1)).refused == ((lift(1).uid, 403, "valid-calendar-data"),)


def trash_bin(fake):
    """Nextcloud's: a UID that was ever deleted is refused for good."""
    used = set()

    def act(request):
        raw = fake.calendar.objects.get(request.path)
        if request.method == "DELETE" and raw:
            used.update(line for line in raw.split(b"\r\n") if line.startswith(b"UID:"))
        if request.method == "PUT" and any(line in request.body for line in used):
            return Answer(400, b"Deleted calendar object with uid already exists in this calendar collection.")
        return None

    return act


def test_09_a_session_wanted_again_after_its_deletion_needs_a_new_uid(fake, desk):
    fake.before = trash_bin(fake)
    desk.sync(lifts(2))
    desk.sync(lifts(1))
    decision = desk.decide(lifts(2))
    assert (decision.reborn, decision.changes) == ((lift(2).uid,), ())
    fresh = lift(7, start=lift(2).start, end=lift(2).end)
    assert desk.sync((lift(1), fresh)).written == (fresh.uid,)


def test_09_a_uid_that_another_calendar_holds_is_not_forced(fake, desk):
    fake.before = lambda request: error(403, "unique-scheduling-object-resource") if request.method == "PUT" else None
    report = desk.sync(lifts(1))
    assert report.written == ()
    assert len(fake.seen("PUT")) == 1


def test_09_the_same_uid_at_a_second_href_is_not_ours_to_double(fake, desk):
    desk.sync(lifts(1))
    copy = fake.calendar.objects[desk.href(1)]
    fake.calendar.objects[CALENDAR + "copy.ics"] = copy
    assert desk.sync(lifts(1)).requests == 0


BOMBS = ["FREQ=WEEKLY;INTERVAL=0", "FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY"]


@pytest.mark.parametrize("bomb", BOMBS)
def test_10_a_recurrence_bomb_among_the_events_hides_no_other(fake, desk, bomb):
    raw = RUN.replace(b"UID:run-1", b"UID:bomb").replace(b"20261124", b"20001124")
    fake.calendar.keep(CALENDAR + "bomb.ics", raw.replace(b"SUMMARY", f"RRULE:{bomb}\r\nSUMMARY".encode()))
    pull(desk.source, desk.store)
    begun = datetime.now(tz=ZoneInfo("UTC"))
    found = {
        occurrence.uid
        for item in desk.store.items(desk.source.url)
        for occurrence in read(item.raw, source="x", span=SPAN, zone=ZONE).occurrences
    }
    assert "run-1" in found
    assert datetime.now(tz=ZoneInfo("UTC")) - begun < timedelta(seconds=20)


def test_10_the_server_is_never_asked_to_expand(fake, desk):
    desk.sync(lifts(1))
    assert all(b"time-range" not in request.body and b"expand" not in request.body for request in fake.requests)


def test_10_a_server_that_chokes_on_a_bomb_costs_nothing_that_was_read(fake, desk, held):
    desk.sync(lifts(2))
    desk.decide(lifts(2))
    fake.before = lambda request: held.wait(60) and None if request.method == "REPORT" else None
    desk.source.client.timeout_s = 0.05  # ten times that for a REPORT
    with pytest.raises(NetworkError, match="caldav_server_slow"):
        desk.decide(lifts(2))
    held.set()
    assert len(desk.store.items(desk.source.url)) == 3


CUSTOM = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTIMEZONE\r\nTZID:Club\r\nBEGIN:STANDARD\r\n"
    b"DTSTART:20000101T000000\r\nTZOFFSETFROM:%s\r\nTZOFFSETTO:%s\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n"
    b"UID:c\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;TZID=Club:20261124T070000\r\nDURATION:PT1H\r\nSUMMARY:Run\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_11_two_calendars_with_one_zone_name_keep_their_own_offsets():
    hours = [
        read(CUSTOM % (offset, offset), source="x", span=SPAN, zone=ZoneInfo("UTC")).occurrences[0].start.hour
        for offset in (b"+0200", b"-0500", b"+0200")
    ]
    assert hours == [5, 12, 5]


def read_times(raw, zone="Europe/Berlin"):
    reading = read(raw, source="x", span=SPAN, zone=ZoneInfo(zone))
    return [(found.start.isoformat(), found.all_day) for found in reading.occurrences], len(reading.problems)


def test_11_a_time_without_a_zone_is_by_the_runners_clock_and_a_day_is_a_day():
    floating = RUN.replace(b"20261124T060000Z", b"20261124T070000").replace(b"20261124T070000Z", b"20261124T080000")
    day = RUN.replace(b"DTSTART:20261124T060000Z", b"DTSTART;VALUE=DATE:20261124").replace(
        b"DTEND:20261124T070000Z", b"DTEND;VALUE=DATE:20261125"
    )
    assert read_times(floating) == ([("2026-11-24T07:00:00+01:00", False)], 0)
    assert read_times(floating, "America/New_York") == ([("2026-11-24T07:00:00-05:00", False)], 0)
    assert read_times(day) == ([("2026-11-24T00:00:00+01:00", True)], 0)


def test_11_a_calendars_own_zone_holds_for_its_times_without_a_zone():
    raw = RUN.replace(b"VERSION:2.0", b"VERSION:2.0\r\nX-WR-TIMEZONE:America/New_York")
    raw = raw.replace(b"20261124T060000Z", b"20261124T070000").replace(b"20261124T070000Z", b"20261124T080000")
    assert read_times(raw) == ([("2026-11-24T13:00:00+01:00", False)], 0)


def test_11_an_unknown_zone_is_named_not_taken_for_a_floating_time():
    raw = RUN.replace(b"DTSTART:20261124T060000Z", b"DTSTART;TZID=Nowhere/Club:20261124T060000")
    assert read_times(raw)[1] == 1


def test_12_what_was_cancelled_and_a_twin_are_no_second_appointment():
    twin = RUN.split(b"BEGIN:VEVENT")[1].split(b"END:VCALENDAR")[0]
    two = RUN.replace(b"END:VCALENDAR", b"BEGIN:VEVENT" + twin + b"END:VCALENDAR")
    assert len(read_times(two)[0]) == 1
    assert read_times(RUN.replace(b"SUMMARY:", b"STATUS:CANCELLED\r\nSUMMARY:"))[0] == []
    series = RUN.replace(b"SUMMARY:", b"RRULE:FREQ=DAILY;COUNT=3\r\nSUMMARY:")
    gone = twin.replace(b"SUMMARY:", b"RECURRENCE-ID:20261125T060000Z\r\nSTATUS:CANCELLED\r\nSUMMARY:")
    assert len(read_times(series.replace(b"END:VCALENDAR", b"BEGIN:VEVENT" + gone + b"END:VCALENDAR"))[0]) == 2


def test_12_one_broken_event_in_a_reply_leaves_the_others(fake, desk):
    for number in range(2, 501):
        fake.calendar.objects[f"{CALENDAR}run-{number}.ics"] = RUN.replace(b"run-1", b"run-%d" % number)
    fake.calendar.objects[CALENDAR + "run-2.ics"] = RUN.replace(b"run-1", b"run-2").replace(b"DTSTART:", b"DTSTART:x")
    pull(desk.source, desk.store)
    readings = [read(item.raw, source="x", span=SPAN, zone=ZONE) for item in desk.store.items(desk.source.url)]
    assert sum(len(reading.occurrences) for reading in readings) == 499
    assert [problem.uid for reading in readings for problem in reading.problems] == ["run-2"]


def test_12_one_row_that_failed_in_a_reply_leaves_the_others(fake, desk):
    desk.sync(lifts(2))

    def spoil(request, answer):
        if b"calendar-query" not in request.body:
            return answer
        return Answer(207, answer.body.replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 500 Oops", 1), answer.headers)

    desk.store.forget_calendar(desk.source.url)
    fake.after = spoil
    pulled = pull(desk.source, desk.store)
    assert (len(pulled.changed), len(pulled.unread)) == (2, 1)


def test_a_refusal_is_told_apart_from_a_conflict(fake, desk):
    fake.before = lambda request: Answer(415) if request.method == "PUT" else None
    assert desk.source.put(CALENDAR + "x.ics", RUN, if_match=None) == Refused(415)
