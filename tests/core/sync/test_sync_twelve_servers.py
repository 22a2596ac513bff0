"""Of the twelve, those that a real server showed: proven on that very server (Debian's packages)."""

import contextlib

import pytest

from core.calendar.caldav import connect
from core.sync.decision import Decision
from core.sync.publish import publish
from tests.core.sync.weeks import RUN, Desk, lift, lifts
from tests.servers.debian import DEBIAN
from tests.servers.processes import open_folder

pytestmark = pytest.mark.servers
LONG = "Squat 3 x 5\n" * 200  # over a kilobyte: compressed where a client lets it be


@pytest.fixture(scope="module")
def start():
    """Starts a server of a name, once for the file."""
    with contextlib.ExitStack() as stack:
        running = {}

        def start(name):
            if name not in running:
                running[name] = stack.enter_context(DEBIAN[name](stack.enter_context(open_folder())))
            return running[name]

        yield start


@pytest.fixture
def open_desk(start, tmp_path):
    """A device and a second client on a fresh calendar of the server."""
    with contextlib.ExitStack() as stack:

        def open_desk(name):
            server = start(name)
            logins = [connect(server.url, server.user, server.password, timeout_s=10) for _ in range(2)]
            for login in logins:
                stack.callback(login.client.close)
            made = logins[0].make_calendar("Lifts")
            stack.callback(logins[1].client.exchange, "DELETE", made.url)  # the next test has the same UIDs
            desk = Desk(tmp_path, logins[0].open(made.url))
            stack.callback(desk.store.close)
            return desk, logins[1].open(made.url)

        yield open_desk


def rename(other, href):
    """The other client's edit, by its own look and condition."""
    item = other.get(href)
    edited = item.raw.replace(b"Strength A", b"My lifting")
    other.put(href, edited, if_match=item.etag)
    return edited


@pytest.mark.parametrize("name", ["cyrus", "sogo", "davical"])
def test_01_an_edit_between_look_and_write_is_not_overwritten_where_replies_could_be_compressed(open_desk, name):
    desk, other = open_desk(name)
    desk.sync((lift(1, text=LONG),))
    decision = desk.decide((lift(1, hours=1, text=LONG),))
    href = desk.href(1)
    rename(other, href)
    assert publish(decision, desk.source, desk.store).again == (lift(1).uid,)
    assert b"My lifting" in other.get(href).raw
    desk.sync((lift(1, hours=1, text=LONG),))
    stored = other.get(href).raw
    assert b"My lifting" in stored
    assert b"T190000" in stored


def test_03_an_edit_between_look_and_deletion_outlives_a_server_that_deletes_whatever_the_condition_says(open_desk):
    desk, other = open_desk("sogo")
    desk.sync(lifts(2))
    decision = desk.decide(lifts(1))
    href = desk.href(2)
    rename(other, href)
    assert publish(decision, desk.source, desk.store).again == (lift(2).uid,)
    assert b"My lifting" in other.get(href).raw


def test_04_many_refusals_on_one_connection_lose_no_write_where_it_is_dropped_after_each(open_desk):
    desk, _other = open_desk("sogo")
    for number in range(30):
        assert desk.source.get(desk.source.href_for(f"missing-{number}.ics")) is None
    assert len(desk.sync(lifts(3)).written) == 3


@pytest.mark.parametrize("name", ["cyrus", "sogo", "davical"])
def test_05_a_second_sync_writes_nothing_though_the_server_rewrote_all(open_desk, name):
    desk, _other = open_desk(name)
    desk.sync(lifts(3))
    assert desk.sync(lifts(3)).requests == 0
    assert desk.decide(lifts(3)) == Decision()


@pytest.mark.parametrize("name", ["davical", "sogo"])
def test_07_a_deletion_is_seen_by_a_token_that_repeats_and_nothing_else_is(open_desk, name):
    desk, other = open_desk(name)
    other.put(other.href_for("run-1.ics"), RUN, if_match=None)
    desk.sync(lifts(3))
    desk.decide(lifts(3))
    href = desk.href(2)
    other.delete(href, if_match=other.get(href).etag)
    assert [event.uid for event in desk.decide(lifts(3)).skips] == [lift(2).uid]


def test_08_a_strict_server_takes_what_we_write(open_desk):
    desk, _other = open_desk("cyrus")
    assert len(desk.sync(lifts(3)).written) == 3
    assert len(desk.sync((lift(1, hours=1), *lifts(3)[1:])).written) == 1


def test_09_a_uid_that_another_calendar_holds_is_named_and_not_forced(start, open_desk, tmp_path):
    desk, _other = open_desk("cyrus")
    desk.sync(lifts(1))
    (tmp_path / "second").mkdir()
    server = start("cyrus")
    login = connect(server.url, server.user, server.password, timeout_s=10)
    with contextlib.closing(login.client):
        more = login.make_calendar("More")
        second = Desk(tmp_path / "second", login.open(more.url))
        report = second.sync(lifts(1))
        second.store.close()
        login.client.exchange("DELETE", more.url)
    assert report.written == ()
    assert report.again or report.refused
