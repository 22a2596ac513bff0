"""A server that asks for peace gets it from the next run too; ``--allow wait`` asks it all the same."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from core.store.database import Store
from tests.servers.fake import CALENDAR, HOME, Answer, fake_server

RUN = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:run-1\r\nDTSTAMP:20261101T000000Z\r\n"
    b"DTSTART:20261124T060000Z\r\nDTEND:20261124T070000Z\r\nSUMMARY:Tempo 25 min\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
BEGIN = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def fake(run, home, ring):
    with fake_server() as fake:
        fake.calendar.keep(CALENDAR + "run-1.ics", RUN)
        assert run("account", "add", "home", fake.url, "--user", "alice", "--runs", "lifts", stdin="secret\n")[0] == 0
        yield fake


@pytest.fixture
def sync(run):
    def sync(*arguments, minutes=0):
        now = f"{BEGIN + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}"  # by the runner's own clock
        status, out, err = run("sync", "--yes", "--json", "--now", now, *arguments)
        return status, json.loads(out) if out else {}, err

    return sync


def busy(fake, method, retry_after="600"):
    fake.requests.clear()
    fake.before = lambda request: (
        Answer(429, headers={"Retry-After": retry_after}) if request.method == method else None
    )


def recover(fake):
    fake.requests.clear()
    fake.before = lambda _request: None


def test_after_a_busy_write_the_next_run_asks_nothing_until_the_time_is_up(fake, sync):
    busy(fake, "PUT")
    status, out, _err = sync()
    assert (status, out["written"], len(fake.seen("PUT"))) == (3, 0, 1)
    recover(fake)
    status, _out, err = sync(minutes=5)
    assert (status, fake.requests) == (3, [])
    assert "left in peace until 09:10" in err
    status, out, _err = sync(minutes=11)
    assert (status, out["written"]) == (0, len(out["changes"]))
    assert len(fake.seen("PUT")) == out["written"] > 0


def test_a_busy_read_is_kept_too(fake, sync):
    busy(fake, "PROPFIND")
    assert sync()[0] == 3
    assert len(fake.requests) == 1
    recover(fake)
    assert sync(minutes=5)[0] == 3
    assert fake.requests == []


def test_the_runner_may_insist(fake, sync):
    busy(fake, "PROPFIND")
    sync()
    recover(fake)
    assert sync("--allow", "wait", minutes=5)[0] == 0


def test_yes_alone_is_no_insisting(fake, sync):
    busy(fake, "PROPFIND")
    sync()
    recover(fake)
    assert sync("--yes", minutes=1)[0] == 3


def test_a_mad_server_is_asked_again_after_six_hours(fake, sync):
    busy(fake, "PROPFIND", "31536000")
    sync()
    recover(fake)
    assert sync(minutes=359)[0] == 3
    assert sync(minutes=361)[0] == 0


def test_the_other_accounts_go_on(fake, run, sync, tmp_path):
    (tmp_path / "club.ics").write_bytes(RUN.replace(b"run-1", b"run-2"))
    run("account", "add", "club", str(tmp_path / "club.ics"))
    busy(fake, "PROPFIND")
    sync()
    with Store(tmp_path / "home" / "liftslot.db") as store:
        assert store.feed("club") is not None
        assert store.fact("wait:home") is not None
        assert store.fact("wait:club") is None


def test_a_busy_feed_is_left_in_peace_too(fake, run, sync):
    fake.password = None
    fake.calendars[HOME + "feed/"] = fake.calendars[CALENDAR]
    fake.before = lambda request: (
        Answer(200, RUN, {"Content-Type": "text/calendar"}) if "club" in request.path else None
    )
    assert run("account", "add", "club", fake.url + "club.ics")[0] == 0
    fake.before = lambda request: Answer(503, headers={"Retry-After": "600"}) if "club" in request.path else None
    assert len(sync()[1]["problems"]) == 1
    fake.requests.clear()
    assert "09:10" in sync(minutes=5)[1]["problems"][0]["message"]
    assert not [request for request in fake.requests if "club" in request.path]


def test_where_nothing_changed_a_sync_sends_one_request_a_calendar(fake, sync):
    assert sync()[1]["written"] > 0
    sync(minutes=1)  # learns the collection's token after our own writes
    recover(fake)
    status, out, _err = sync(minutes=2)
    assert (status, out["written"], out["changes"]) == (0, 0, [])
    methods = [request.method for request in fake.requests]
    assert methods == ["PROPFIND"] * 3 + ["REPORT"] * 2  # where the calendars are, once; then runs and lifts


def test_what_a_cut_listing_hid_is_found_on_the_next_day(fake, sync, home):
    url = fake.url.rstrip("/") + CALENDAR
    assert sync()[1]["written"] > 0
    with Store(home / "liftslot.db") as store:
        token = store.token(url)
        store.absorb(url, (), (CALENDAR + "run-1.ics",), token)
    sync(minutes=1)
    with Store(home / "liftslot.db") as store:
        assert CALENDAR + "run-1.ics" not in store.etags(url)
    sync(minutes=24 * 60)
    with Store(home / "liftslot.db") as store:
        assert CALENDAR + "run-1.ics" in store.etags(url)
