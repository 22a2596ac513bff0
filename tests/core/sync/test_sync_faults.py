"""Each fault at each write: in peace after at most one more run, nothing doubled, nothing lost."""

import contextlib

import pytest

from core.calendar.caldav import connect
from core.errors import NetworkError
from core.model.ledger import RowState
from core.sync.decision import Decision
from core.sync.publish import publish
from tests.core.sync.breaking import FAULTS, break_writes, mend
from tests.core.sync.faulty import FaultyCalendar
from tests.core.sync.weeks import RUN, URL, Desk, lift, lifts
from tests.servers.fake import CALENDAR, Answer, fake_server

COUNT = 5


@pytest.fixture(scope="module")
def fake():
    with fake_server() as fake:
        yield fake


@pytest.fixture
def desk(fake, tmp_path):
    """A device and a fresh calendar on the fake server."""
    mend(fake)
    for href in list(fake.calendar.objects):
        fake.calendar.drop(href)
    account = connect(fake.url, "alice", "secret", timeout_s=1)
    with contextlib.closing(account.client):
        desk = Desk(tmp_path, account.open(CALENDAR))
        fake.calendar.keep(CALENDAR + "run-1.ics", RUN)
        yield desk
        desk.store.close()


def in_peace(fake, desk, count):
    assert desk.decide(lifts(count)) == Decision()
    assert fake.calendar.objects[CALENDAR + "run-1.ics"] == RUN
    assert len(fake.calendar.objects) == count + 1


@pytest.mark.parametrize("position", range(1, COUNT + 1))
@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_at_one_write_is_mended_by_one_more_run(fake, desk, name, position):
    break_writes(fake, name, lambda number: number == position)
    desk.sync(lifts(COUNT))
    desk.sync(lifts(COUNT))
    in_peace(fake, desk, COUNT)


@pytest.mark.parametrize("position", [1, 2])
@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_at_a_move_or_a_deletion_is_mended_too(fake, desk, name, position):
    desk.sync(lifts(3))
    wanted = (lift(1, hours=1), lift(2))
    break_writes(fake, name, lambda number: number == position)
    desk.sync(wanted)
    desk.sync(wanted)
    assert desk.decide(wanted) == Decision()
    assert len(fake.calendar.objects) == 3


def test_a_busy_server_is_left_in_peace_at_once(fake, desk):
    fake.requests.clear()
    break_writes(fake, "429", lambda number: number == 2)
    report = desk.sync(lifts(COUNT))
    assert (report.wait_s, len(report.waiting)) == (9, COUNT)
    assert len(fake.seen("PUT")) == 2
    assert fake.requests[-1].method == "PUT"  # not even asked what it stored


def test_what_was_written_before_a_fault_is_confirmed(fake, desk):
    break_writes(fake, "500", lambda number: number >= 3)
    assert desk.sync(lifts(COUNT)).written == (lift(1).uid, lift(2).uid)


def test_three_faults_in_a_row_end_the_run(fake, desk):
    fake.requests.clear()
    fake.before = lambda request: Answer(500) if request.method == "PUT" else None
    report = desk.sync(lifts(COUNT))
    assert len(fake.seen("PUT")) == 3
    assert report.fault.id == "errors.caldav_server_failed"


def test_a_refused_event_is_named_and_does_not_stop_the_others(fake, desk):
    break_writes(fake, "refused", lambda number: number == 2)
    report = desk.sync(lifts(3))
    assert report.refused == ((lift(2).uid, 403, "valid-calendar-data"),)
    assert len(report.written) == 2


def test_a_confirmation_that_fails_leaves_everything_begun(fake, desk):
    decision = desk.decide(lifts(2))
    fake.before = lambda request: Answer(500) if request.method == "REPORT" else None
    report = publish(decision, desk.source, desk.store)
    assert (report.written, len(report.waiting)) == ((), 2)
    assert {row.state for row in desk.store.all_rows()} == {RowState.PUTTING}


def test_a_hundred_and_four_sessions_are_as_many_writes_and_one_look(fake, desk):
    decision = desk.decide(lifts(104))
    fake.requests.clear()
    assert len(publish(decision, desk.source, desk.store).written) == 104
    assert [request.method for request in fake.requests] == ["PUT"] * 104 + ["REPORT"]


def test_a_poll_without_news_is_one_request(fake, desk):
    desk.sync(lifts(2))
    desk.decide(lifts(2))
    fake.requests.clear()
    assert desk.decide(lifts(2)) == Decision()
    assert [request.method for request in fake.requests] == ["REPORT"]


def test_a_stop_between_two_writes_keeps_what_was_done(desk):
    asked = iter([False, False, True])
    report = desk.sync(lifts(5), stop=lambda: next(asked))
    assert (len(report.written), len(report.waiting)) == (2, 3)
    desk.sync(lifts(5))
    assert desk.decide(lifts(5)) == Decision()


def test_progress_counts_every_write(desk):
    seen = []
    publish(desk.decide(lifts(3)), desk.source, desk.store, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_read_that_fails_changes_nothing_here(tmp_path):
    source = FaultyCalendar(URL)
    desk = Desk(tmp_path, source)
    desk.sync(lifts(2))
    source.reading = [True]
    with pytest.raises(NetworkError):
        desk.sync(lifts(2))
    assert len(desk.store.all_rows()) == 2
    desk.store.close()
