"""Each fault at each of 104 writes over HTTP: in sync after one more run, nothing doubled, nothing lost."""

import contextlib
import shutil

import pytest

from core.calendar.caldav import connect
from core.model.ledger import RowState
from core.store.database import Store
from core.sync.decision import Decision
from tests.core.sync.breaking import ENDING, FAULTS, FAULTS_BEFORE, break_writes, mend
from tests.core.sync.faulty import BUSY, FaultyCalendar
from tests.core.sync.weeks import RUN, URL, Desk, lifts
from tests.servers.fake import CALENDAR, fake_server

COUNT = 104
LOST = frozenset({"request cut", *FAULTS_BEFORE})  # here nothing was stored
ALIKE = frozenset({"portal", "half a head", "reply cut in its head"})  # ends as others do: tried at five writes
STRIDE = 3  # three faults in a row would end a run


@pytest.fixture
def fake():
    with fake_server() as fake:
        fake.calendar.keep(CALENDAR + "run-1.ics", RUN)
        yield fake


@pytest.fixture
def desk(fake, tmp_path):
    account = connect(fake.url, "alice", "secret", timeout_s=5)
    with contextlib.closing(account.client):
        desk = Desk(tmp_path, account.open(CALENDAR))
        yield desk
        desk.store.close()


def is_whole(objects):
    """Every session once, and the run as it was."""
    uids = [line for raw in objects.values() for line in raw.split(b"\r\n") if line.startswith(b"UID:")]
    return sorted(uids) == sorted([b"UID:run-1", *(f"UID:{event.uid}".encode() for event in lifts(COUNT))])


@pytest.mark.parametrize("first", range(STRIDE))
@pytest.mark.parametrize("name", [name for name in FAULTS if name not in ENDING | ALIKE])
def test_a_fault_at_every_third_write_is_mended_by_one_more_run(fake, desk, name, first):
    """With three different beginnings these are all 104 writes."""
    hit = set(range(1 + first, COUNT + 1, STRIDE))
    break_writes(fake, name, lambda number: number in hit)
    report = desk.sync(lifts(COUNT))
    assert len(report.written) <= COUNT - (len(hit) if name in LOST else 0)
    mend(fake)
    desk.sync(lifts(COUNT))
    assert desk.decide(lifts(COUNT)) == Decision()
    assert is_whole(fake.calendar.objects)
    assert {row.state for row in desk.store.all_rows()} == {RowState.SYNCED}


@pytest.mark.parametrize("name", ["429", "429 though stored"])
def test_a_fault_that_ends_a_run_is_met_at_every_write(fake, desk, name):
    """Each run gets one write further than the one before; after each of them nothing is doubled."""
    for number in range(1, COUNT + 1):
        hit = 1 if name == "429 though stored" or number == 1 else 2
        break_writes(fake, name, lambda write, hit=hit: write == hit)
        report = desk.sync(lifts(min(number + 1, COUNT)))
        assert len(fake.calendar.objects) - 1 == (number if name == "429 though stored" else number - 1)
        assert (report.fault.id, report.wait_s) == ("errors.caldav_server_busy", 9)
    mend(fake)
    desk.sync(lifts(COUNT))
    assert desk.decide(lifts(COUNT)) == Decision()
    assert is_whole(fake.calendar.objects)


@pytest.fixture
def world(tmp_path):
    """A calendar in memory and a ledger, and copies of both."""
    desk = Desk(tmp_path, FaultyCalendar(URL))
    desk.source.keep(desk.source.href_for("run-1.ics"), RUN)
    yield desk
    desk.store.close()


def copy_of(world, folder):
    """The same calendar and ledger once more."""
    source = FaultyCalendar(URL)
    for href, raw in world.source.objects.items():
        source.keep(href, raw)
    folder.mkdir()
    world.store.close()
    shutil.copy(world.path, folder / world.path.name)
    world.store = Store(world.path)
    return Desk(folder, source)


@pytest.mark.parametrize("number", [1, 2, 3, 51, 52, 103, 104])
def test_one_run_after_a_busy_server_is_enough(world, tmp_path, number):
    world.source.faults = [*[None] * (number - 1), BUSY]
    report = world.sync(lifts(COUNT))
    assert (report.requests, report.written) == (number, ())  # a busy server is not even asked what it took
    assert len(world.source.objects) == 1 + number - 1
    after = copy_of(world, tmp_path / "after")
    after.sync(lifts(COUNT))
    assert after.decide(lifts(COUNT)) == Decision()
    assert is_whole(after.source.objects)
    after.store.close()
