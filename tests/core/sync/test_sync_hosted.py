"""Hosted services as they are documented, played by the fake server over TLS: limits of Google, iCloud, Nextcloud."""

import contextlib

import pytest

from core.calendar.caldav import connect
from core.errors import InputError
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
