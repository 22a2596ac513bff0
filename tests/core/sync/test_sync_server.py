"""The sync on a real server: the runner's events stay byte for byte, and a kill at any write loses nothing."""

import contextlib
import subprocess
import sys

import pytest

from core.calendar.caldav import connect
from core.calendar.source import Stored
from core.sync.decision import Decision
from tests.core.sync.weeks import RUN, Desk, lift, lifts
from tests.servers.debian import DEBIAN
from tests.servers.processes import open_folder, radicale, xandikos

SERVERS = {"radicale": radicale, "xandikos": xandikos} | DEBIAN
NAMES = ["radicale", "xandikos", *(pytest.param(name, marks=pytest.mark.servers) for name in DEBIAN)]


@pytest.fixture(scope="module", params=NAMES)
def server(request):
    with open_folder() as folder, SERVERS[request.param](folder) as running:
        yield running


@pytest.fixture
def source(server):
    account = connect(server.url, server.user, server.password, timeout_s=10)
    with contextlib.closing(account.client):
        calendar = account.open(account.make_calendar("Lifts").url)
        assert isinstance(calendar.put(calendar.href_for("run-1.ics"), RUN, if_match=None), Stored)
        yield calendar
        for href, etag in calendar.listing().etags:  # Cyrus wants a UID once in all calendars
            calendar.delete(href, if_match=etag)


@pytest.fixture
def desk(source, tmp_path):
    desk = Desk(tmp_path, source)
    yield desk
    desk.store.close()


def run_sync(server, desk, count, fatal):
    arguments = [server.url, desk.source.url, str(desk.path.parent), str(count), str(fatal)]
    return subprocess.run(
        [sys.executable, "-m", "tests.core.sync.kill_me", *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def uids(source):
    return sorted(line for item in source.everything().items for line in item.raw.decode().split() if "UID:" in line)


def test_a_second_sync_writes_nothing_though_the_server_rewrote_all(desk):
    assert len(desk.sync(lifts(4)).written) == 4
    assert desk.decide(lifts(4)) == Decision()
    assert desk.sync(lifts(4)).requests == 0


def test_the_runners_own_event_is_byte_identical_afterwards(desk):
    href = desk.source.href_for("run-1.ics")
    before = desk.source.get(href)
    desk.sync(lifts(3))
    desk.sync((lift(1, hours=1), lift(2)))
    assert desk.source.get(href) == before


def test_a_move_is_on_the_server_at_the_new_time(desk):
    desk.sync(lifts(2))
    desk.sync((lift(1, hours=-1.5), lift(2)))
    assert b"T163000" in desk.source.get(desk.href(1)).raw


def test_an_edit_of_another_client_is_kept(desk):
    desk.sync(lifts(1))
    item = desk.source.get(desk.href(1))
    desk.source.put(item.href, item.raw.replace(b"T180000", b"T173000"), if_match=item.etag)
    adopted = desk.decide(lifts(1)).adoptions[0].event
    assert adopted.start == lift(1, hours=-0.5).start
    desk.sync((adopted,))
    assert desk.decide((adopted,)) == Decision()


def test_a_deletion_of_another_client_is_kept(desk):
    desk.sync(lifts(2))
    desk.source.delete(desk.href(2), if_match=desk.source.get(desk.href(2)).etag)
    assert [event.uid for event in desk.decide(lifts(2)).skips] == [lift(2).uid]
    assert desk.sync(lifts(2)).requests == 0


@pytest.mark.parametrize("fatal", [1, 2, 3, -1, -2, -3])
def test_a_kill_at_a_write_doubles_and_loses_nothing(server, desk, fatal):
    desk.store.close()
    assert run_sync(server, desk, 3, fatal).returncode == -9
    assert run_sync(server, desk, 3, 0).returncode == 0
    assert uids(desk.source) == sorted(["UID:run-1", *(f"UID:{event.uid}" for event in lifts(3))])
    assert run_sync(server, desk, 3, 0).stdout == "0 0\n"


@pytest.mark.parametrize("fatal", [1, -1])
def test_a_kill_at_a_deletion_is_mended_by_the_next_run(server, desk, fatal):
    desk.sync(lifts(2))
    desk.store.close()
    assert run_sync(server, desk, 1, fatal).returncode == -9
    assert run_sync(server, desk, 1, 0).returncode == 0
    assert uids(desk.source) == sorted(["UID:run-1", f"UID:{lift(1).uid}"])
