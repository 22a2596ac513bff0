"""Of a private calendar the copy on disk holds only the times, and following it costs no more than any other."""

import pytest

from core.calendar.memory import MemoryCalendar
from core.store.database import Store
from core.sync.discreet import DiscreetCache
from core.sync.pull import Pulled, pull
from tests.core.sync.weeks import RUN, URL

SECRET = b"Easy run"


@pytest.fixture
def source():
    calendar = MemoryCalendar(URL)
    assert SECRET in RUN
    calendar.put(calendar.href_for("one.ics"), RUN, if_match=None)
    return calendar


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "liftslot.db") as store:
        yield store


def read_bytes(folder):
    return b"".join(path.read_bytes() for path in folder.glob("liftslot.db*"))


def test_no_byte_of_a_title_comes_to_the_disk(source, store, tmp_path):
    pull(source, DiscreetCache(store))
    (item,) = store.items(URL)
    assert b"DTSTART" in item.raw
    assert b"DTSTART" in read_bytes(tmp_path)
    assert SECRET not in read_bytes(tmp_path)


def test_a_second_pull_finds_nothing_new(source, store):
    cache = DiscreetCache(store)
    pull(source, cache)
    assert pull(source, cache) == Pulled((), (), 0, 1)
    assert pull(source, cache, thorough=True) == Pulled((), (), 0, 1)
