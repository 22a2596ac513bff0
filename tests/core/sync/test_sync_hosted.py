"""Hosted services as they are documented, played by the fake server over TLS: limits of Google, iCloud, Nextcloud."""

import contextlib

import pytest

from core.calendar.caldav import connect
from core.errors import InputError, NetworkError
from core.sync.decision import Decision
from tests.core.sync.weeks import Desk, lift, lifts
from tests.servers.fake import CALENDAR, HOME, Answer, fake_server


@pytest.fixture
def start(authority):
    """Starts a fake server over TLS; all of them end with the test."""
    context = authority.context()
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(fake_server(context))


@pytest.fixture
def log_in(authority):
    accounts = []

    def connect_to(fake):
        accounts.append(connect(fake.url, "alice", "secret", ca_file=authority.path, timeout_s=5))
        return accounts[-1]

    yield connect_to
    for account in accounts:
        account.client.close()


def peaceful(desk, wanted):
    desk.sync(wanted)
    return desk.sync(wanted).requests == 0 and desk.decide(wanted) == Decision()


def google(fake):
    """No MKCALENDAR, no condition but If-Match, no ETag after a PUT, extra properties dropped, categories too."""

    def before(request):
        if request.method == "MKCALENDAR":
            return Answer(405)
        if request.method == "PUT" and request.header("If-None-Match"):
            fake.calendar.keep(request.path, strip(request.body))
            return Answer(201)
        return None

    def strip(raw):
        kept = [line for line in raw.split(b"\r\n") if not line.startswith((b"X-LIFTSLOT", b"CATEGORIES"))]
        return b"\r\n".join(kept)

    fake.before = before
    fake.after = lambda request, answer: Answer(answer.status) if request.method == "PUT" else answer


def test_google_takes_our_sessions_and_a_second_sync_is_silent(start, log_in, tmp_path):
    fake = start()
    google(fake)
    desk = Desk(tmp_path, log_in(fake).open(CALENDAR))
    assert peaceful(desk, lifts(3))
    assert peaceful(desk, (lift(1, hours=1), lift(2)))
    desk.store.close()


def test_google_makes_no_calendar_and_that_is_said(start, log_in):
    fake = start()
    google(fake)
    with pytest.raises(InputError, match="caldav_not_made"):
        log_in(fake).make_calendar("Strength")


def test_icloud_hands_the_login_to_the_partition_of_the_account(start, log_in, tmp_path):
    front, partition = start(), start()
    front.home = partition.url + HOME[1:]
    account = log_in(front)
    assert account.home == front.home
    desk = Desk(tmp_path, account.open(account.list_calendars()[0].url))
    assert peaceful(desk, lifts(2))
    assert front.seen("PUT") == []
    desk.store.close()


def test_icloud_names_objects_on_either_host(start, log_in, tmp_path):
    front, partition = start(), start()
    front.home = partition.url + HOME[1:]

    def elsewhere(request, answer):
        body = answer.body.replace(b"<d:href>/dav", b"<d:href>" + front.url.rstrip("/").encode() + b"/dav")
        return Answer(answer.status, body, answer.headers) if request.method == "REPORT" else answer

    partition.after = elsewhere
    desk = Desk(tmp_path, log_in(front).open(partition.url + CALENDAR[1:]))
    assert peaceful(desk, lifts(2))
    desk.store.close()


def icloud(fake):
    """A body that it does not like is answered 404; a UID may be in one calendar only."""

    def strict(request):
        if request.method != "PUT":
            return None
        body = request.body
        good = b"\r\nDTEND" in body and b"METHOD" not in body and b"ATTENDEE" not in body and b"VTODO" not in body
        return None if good else Answer(404)

    fake.before = strict


def test_icloud_takes_our_sessions_which_always_have_an_end(start, log_in, tmp_path):
    fake = start()
    icloud(fake)
    desk = Desk(tmp_path, log_in(fake).open(CALENDAR))
    assert peaceful(desk, lifts(3))
    assert peaceful(desk, (lift(1, hours=1), lift(2)))
    desk.store.close()


def test_a_body_that_icloud_refuses_by_404_is_named_and_not_tried_for_ever(start, log_in, tmp_path):
    fake = start()
    fake.before = lambda request: Answer(404) if request.method == "PUT" else None
    desk = Desk(tmp_path, log_in(fake).open(CALENDAR))
    report = desk.sync(lifts(1))
    assert (report.refused, report.again) == (((lift(1).uid, 404, ""),), ())
    desk.store.close()


def test_icloud_moves_an_account_to_another_partition_and_nothing_is_doubled(start, log_in, tmp_path):
    """The calendar's address has the old partition in it; the new one knows it by its path."""
    front, old, new = start(), start(), start()
    front.home = old.url + HOME[1:]
    desk = Desk(tmp_path, log_in(front).open(old.url + CALENDAR[1:]))
    assert peaceful(desk, lifts(2))
    new.calendar.objects.update(old.calendar.objects)
    front.home = new.url + HOME[1:]
    old.before = lambda _request: Answer(301, headers={"Location": new.url})
    with pytest.raises(NetworkError, match="caldav_redirected"):
        desk.sync(lifts(2))
    assert log_in(front).home == new.url + HOME[1:]
    assert len(new.calendar.objects) == 2
    desk.store.close()


def test_nextcloud_that_mends_a_body_and_gives_no_version_is_not_written_to_again(start, log_in, tmp_path):
    fake = start()

    def mend(request, answer):
        if request.method != "PUT" or answer.status != 201:
            return answer
        fake.calendar.objects[request.path] = request.body.replace(b"CATEGORIES:", b"X-OC:1\r\nCATEGORIES:")
        return Answer(201)

    fake.after = mend
    desk = Desk(tmp_path, log_in(fake).open(CALENDAR))
    assert peaceful(desk, lifts(2))
    desk.store.close()


def test_nextcloud_that_forbids_a_deletion_is_named_and_asked_no_more_than_once_a_sync(start, log_in, tmp_path):
    """The third deletion of one name runs into its trash bin: 403."""
    fake = start()
    desk = Desk(tmp_path, log_in(fake).open(CALENDAR))
    desk.sync(lifts(2))
    fake.before = lambda request: Answer(403) if request.method == "DELETE" else None
    report = desk.sync(lifts(1))
    assert (report.refused, len(fake.seen("DELETE"))) == (((lift(2).uid, 403, ""),), 1)
    assert len(fake.calendar.objects) == 2
    desk.store.close()


def test_nextcloud_never_sees_a_uid_again_that_it_has_in_its_trash(start, log_in, tmp_path):
    fake = start()
    seen, binned = set(), set()

    def trash(request):
        name = request.path.rpartition("/")[2]
        if request.method == "DELETE":
            binned.add(name)
        if request.method == "PUT" and name in binned:
            seen.add(name)
            return Answer(400)
        return None

    fake.before = trash
    desk = Desk(tmp_path, log_in(fake).open(CALENDAR))
    assert peaceful(desk, lifts(2))
    assert peaceful(desk, lifts(1))
    assert desk.sync(lifts(2)).requests == 0
    assert (seen, len(binned)) == (set(), 1)
    desk.store.close()


def test_a_subscribed_calendar_without_versions_is_read_but_never_written(start, log_in, tmp_path):
    fake = start()
    fake.after = lambda _request, answer: Answer(
        answer.status,
        answer.body.replace(b"<d:getetag>", b"<d:other>").replace(b"</d:getetag>", b"</d:other>"),
        {name: value for name, value in answer.headers.items() if name != "ETag"},
    )
    desk = Desk(tmp_path, log_in(fake).open(CALENDAR))
    desk.sync(lifts(1))
    fake.requests.clear()
    desk.sync((lift(1, hours=1),))
    assert fake.seen("PUT", "DELETE") == []
    desk.store.close()
