"""Each fault at each write: in peace after at most one more run, nothing doubled, nothing lost."""

import contextlib

import pytest

from core.calendar.caldav import connect
from core.errors import NetworkError
from core.model.ledger import RowState
from core.sync.decision import Decision
from core.sync.publish import publish
from tests.core.sync.faulty import AFTER, BEFORE, BUSY, FaultyCalendar
from tests.core.sync.weeks import RUN, URL, Desk, lift, lifts
from tests.servers.fake import CALENDAR, Answer, error, fake_server

COUNT = 5


@pytest.fixture(scope="module")
def fake():
    with fake_server() as fake:
        yield fake


@pytest.fixture
def desk(fake, tmp_path):
    """A device and a fresh calendar on the fake server."""
    fake.before, fake.after = (lambda _request: None), (lambda _request, answer: answer)
    for href in list(fake.calendar.objects):
        fake.calendar.drop(href)
    account = connect(fake.url, "alice", "secret", timeout_s=1)
    with contextlib.closing(account.client):
        desk = Desk(tmp_path, account.open(CALENDAR))
        fake.calendar.keep(CALENDAR + "run-1.ics", RUN)
        yield desk
        desk.store.close()


def once(position, twist):
    """A twist that acts at one write only."""
    seen = []

    def act(request, *answer):
        if request.method in {"PUT", "DELETE"}:
            seen.append(request)
            if len(seen) == position:
                return twist(*answer)
        return answer[0] if answer else None

    return act


FAULTS_BEFORE = {
    "412": lambda: Answer(412),
    "429": lambda: Answer(429, headers={"Retry-After": "9"}),
    "500": lambda: Answer(500),
    "503": lambda: Answer(503, headers={"Retry-After": "9"}),
    "dropped": lambda: Answer(drop=True),
    "refused": lambda: error(403, "valid-calendar-data"),
    "redirected": lambda: Answer(302, headers={"Location": "/login"}),
    "portal": lambda: Answer(200, b"<html/>", {"Content-Type": "text/html"}),
}
FAULTS_AFTER = {
    "reply lost": lambda _answer: Answer(drop=True),
    "500 though stored": lambda _answer: Answer(500),
    "412 though stored": lambda _answer: Answer(412),
    "uid conflict though stored": lambda _answer: error(409, "no-uid-conflict"),
}


def in_peace(fake, desk, count):
    assert desk.decide(lifts(count)) == Decision()
    assert fake.calendar.objects[CALENDAR + "run-1.ics"] == RUN
    assert len(fake.calendar.objects) == count + 1


@pytest.mark.parametrize("position", range(1, COUNT + 1))
@pytest.mark.parametrize("name", [*FAULTS_BEFORE, *FAULTS_AFTER])
def test_one_fault_at_one_write_is_mended_by_one_more_run(fake, desk, name, position):
    if name in FAULTS_BEFORE:
        fake.before = once(position, FAULTS_BEFORE[name])
    else:
        fake.after = once(position, FAULTS_AFTER[name])
    desk.sync(lifts(COUNT))
    desk.sync(lifts(COUNT))
    in_peace(fake, desk, COUNT)


@pytest.mark.parametrize("position", [1, 2])
@pytest.mark.parametrize("name", [*FAULTS_BEFORE, *FAULTS_AFTER])
def test_one_fault_at_a_move_or_a_deletion_is_mended_too(fake, desk, name, position):
    desk.sync(lifts(3))
    wanted = (lift(1, hours=1), lift(2))
    fake.before = once(position, FAULTS_BEFORE[name]) if name in FAULTS_BEFORE else fake.before
    fake.after = once(position, FAULTS_AFTER[name]) if name in FAULTS_AFTER else fake.after
    desk.sync(wanted)
    desk.sync(wanted)
    assert desk.decide(wanted) == Decision()
    assert len(fake.calendar.objects) == 3


def test_a_busy_server_is_left_in_peace_at_once(fake, desk):
    fake.requests.clear()
    fake.before = once(2, FAULTS_BEFORE["429"])
    report = desk.sync(lifts(COUNT))
    assert (report.wait_s, len(report.waiting)) == (9, 3)
    assert len(fake.seen("PUT")) == 2


def test_what_was_written_before_a_fault_is_confirmed(fake, desk):
    fake.before = once(3, FAULTS_BEFORE["429"])
    assert desk.sync(lifts(COUNT)).written == (lift(1).uid, lift(2).uid)


def test_three_faults_in_a_row_end_the_run(fake, desk):
    fake.requests.clear()
    fake.before = lambda request: Answer(500) if request.method == "PUT" else None
    report = desk.sync(lifts(COUNT))
    assert len(fake.seen("PUT")) == 3
    assert report.fault.id == "errors.caldav_server_failed"


def test_a_refused_event_is_named_and_does_not_stop_the_others(fake, desk):
    fake.before = once(2, FAULTS_BEFORE["refused"])
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


@pytest.mark.slow
@pytest.mark.servers
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("fault", [BEFORE, AFTER, BUSY])
def test_a_fault_at_each_of_104_writes_is_mended_by_one_more_run(tmp_path, fault):
    for position in range(104):
        source = FaultyCalendar(URL)
        (tmp_path / str(position)).mkdir()
        desk = Desk(tmp_path / str(position), source)
        source.faults = [None] * position + [fault]
        desk.sync(lifts(104))
        desk.sync(lifts(104))
        assert (len(source.objects), desk.decide(lifts(104)).changes) == (104, ())
        desk.store.close()


def test_a_read_that_fails_changes_nothing_here(tmp_path):
    source = FaultyCalendar(URL)
    desk = Desk(tmp_path, source)
    desk.sync(lifts(2))
    source.reading = [True]
    with pytest.raises(NetworkError):
        desk.sync(lifts(2))
    assert len(desk.store.all_rows()) == 2
    desk.store.close()
