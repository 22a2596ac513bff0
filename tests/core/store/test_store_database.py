"""The store keeps what it was given through restarts, damage and other processes."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.calendar.source import Item
from core.errors import InputError
from core.model.ledger import LedgerRow, RowState, Skip
from core.store.database import Store
from core.store.lock import hold_lock
from core.store.migrations import MIGRATIONS
from tests.core.store.kept import SESSION, START

ROW = LedgerRow("u1", "home", "http://c/", "/c/u1.ics", RowState.PUTTING, '"e"', b"base", b"want")
ITEM = Item("/c/a.ics", '"1"', b"BEGIN")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "store.db"


@pytest.fixture
def store(path):
    with Store(path) as store:
        yield store


def test_a_row_is_kept_whole(store, path):
    store.save_rows([ROW])
    with Store(path) as again:
        assert again.all_rows() == again.rows("http://c/") == (ROW,)


def test_a_saved_row_takes_the_place_of_the_older(store):
    store.save_rows([ROW])
    store.save_rows([replace(ROW, state=RowState.SYNCED)])
    assert [row.state for row in store.all_rows()] == [RowState.SYNCED]


def test_dropped_rows_are_forgotten(store):
    store.save_rows([ROW])
    store.drop_rows(["u1", "never there"])
    assert store.all_rows() == ()


def test_rows_are_saved_all_or_none(store):
    with pytest.raises(sqlite3.ProgrammingError):
        store.save_rows([ROW, replace(ROW, uid={})])
    assert store.all_rows() == ()


def test_a_copy_grows_and_shrinks_in_one_step(store):
    other = Item("/c/b.ics", None, b"OTHER")
    store.absorb("http://c/", [ITEM, other], [], "t1")
    store.absorb("http://c/", [replace(ITEM, etag='"2"')], ["/c/b.ics"], "t2")
    assert store.items("http://c/") == (replace(ITEM, etag='"2"'),)
    assert store.etags("http://c/") == {"/c/a.ics": '"2"'}
    assert store.token("http://c/") == "t2"


def test_a_forgotten_copy_leaves_the_ledger(store):
    store.absorb("http://c/", [ITEM], [], "t1")
    store.save_rows([ROW])
    store.forget_calendar("http://c/")
    assert (store.items("http://c/"), store.token("http://c/"), len(store.all_rows())) == ((), None, 1)


def test_a_feed_is_kept_with_its_validators(store):
    assert store.feed("club") is None
    store.save_feed("club", b"raw", etag='"f"', last_modified="Mon")
    assert store.feed("club") == (b"raw", '"f"', "Mon")


def test_sessions_come_back_as_they_were(store):
    later = replace(
        SESSION, uid="u0", start=START + timedelta(days=2), end=SESSION.end + timedelta(days=2), content=None
    )
    store.save_sessions([later, SESSION])
    assert store.sessions() == (SESSION, later)
    assert store.sessions()[0].start.tzinfo == START.tzinfo


def test_saving_sessions_forgets_the_others(store):
    store.save_sessions([SESSION])
    store.save_sessions([])
    assert store.sessions() == ()


def test_a_session_in_the_hour_that_comes_twice_keeps_its_instant(store):
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    store.save_sessions([replace(SESSION, start=twice, end=twice + timedelta(hours=5))])
    assert store.sessions()[0].start.timestamp() == twice.timestamp()


def test_skips_are_kept_by_day(store):
    skips = [Skip("b", date(2026, 11, 26)), Skip("a", date(2026, 11, 24))]
    store.save_skips(skips)
    store.save_skips(skips[:1])
    assert store.skips() == (skips[1], skips[0])


def test_a_skip_that_was_undone_is_forgotten_and_others_stay(store):
    kept, undone = Skip("b", date(2026, 11, 26)), Skip("a", date(2026, 11, 24))
    store.save_skips([kept, undone])
    store.save_skips([], undone=[undone])
    assert store.skips() == (kept,)


def test_facts_and_notes_are_kept(store):
    store.save_fact("wave", "2026-11-23")
    store.add_note("checkin", "{}")
    store.add_note("log", "1")
    store.add_note("checkin", "2")
    assert (store.fact("wave"), store.fact("none")) == ("2026-11-23", None)
    assert store.notes("checkin") == ("{}", "2")


def test_a_newer_database_is_refused_and_not_touched(store, path):
    store.close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.close()
    with pytest.raises(InputError, match="store_newer"):
        Store(path)
    assert not list(path.parent.glob("*.broken-*"))


@pytest.mark.parametrize("damage", [b"this is no database at all, not even nearly", b""])
def test_a_file_that_is_no_database_is_set_aside_and_begun_anew(path, damage):
    path.parent.mkdir()
    path.write_bytes(damage)
    with Store(path) as store:
        store.save_rows([ROW])
        assert (store.set_aside is not None) == bool(damage)


def test_a_database_damaged_in_the_middle_is_set_aside(path):
    with Store(path) as store:
        store.absorb("http://c/", [replace(ITEM, href=f"/c/{n}.ics", raw=b"x" * 500) for n in range(200)], [], None)
    raw = bytearray(path.read_bytes())
    raw[8192:40000] = b"\xaa" * (40000 - 8192)
    path.write_bytes(raw)
    with Store(path) as store:
        assert store.set_aside == path.with_name("store.db.broken-1")
        assert store.items("http://c/") == ()


def test_a_second_broken_file_gets_a_name_of_its_own(path):
    path.parent.mkdir()
    for _ in range(2):
        path.write_bytes(b"not a database, not at all, really not")
        Store(path).close()
    assert len(list(path.parent.glob("store.db.broken-*"))) == 2


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="store_unwritable"):
        Store(tmp_path / "file" / "store.db")


def test_a_full_disk_keeps_the_old_state(store):
    store.save_rows([ROW])
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(InputError, match="store_unwritable"):
        store.save_rows([replace(ROW, base=b"x" * 10**6)])
    assert store.all_rows() == (ROW,)


def test_a_write_waits_for_no_lock_for_ever(store, path, monkeypatch):
    monkeypatch.setattr("core.store.opening.BUSY_SECONDS", 0.1)
    with Store(path) as other:
        store._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match="store_locked"):
            other.save_rows([ROW])
        store._db.execute("ROLLBACK")


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
def test_every_older_version_is_brought_up_to_date(path, version):
    path.parent.mkdir()
    db = sqlite3.connect(path)
    for number in range(version):
        db.executescript(MIGRATIONS[number])
    db.execute(f"PRAGMA user_version = {version}")
    db.close()
    with Store(path) as store:
        store.save_rows([ROW])
        assert store.all_rows() == (ROW,)


HOLDER = """
import sys
from pathlib import Path
from core.store.lock import hold_lock
with hold_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_processes_never_hold_the_lock_at_once(tmp_path):
    lock = tmp_path / "sync.lock"
    arguments = [sys.executable, "-c", HOLDER, str(lock)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(InputError, match="store_locked"), hold_lock(lock):
            pass
        other.kill()
    with hold_lock(lock):
        assert lock.exists()


def test_a_path_that_cannot_be_a_database_is_said_and_nothing_is_moved(path):
    path.mkdir(parents=True)
    with pytest.raises(InputError, match="store_unwritable"):
        Store(path)
    assert path.is_dir()


def test_a_database_whose_tables_contradict_themselves_is_set_aside(store, path):
    store.absorb("http://c/", [], [], None)
    store.close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA writable_schema = ON")
    db.execute(
        "UPDATE sqlite_master SET sql = replace(sql, 'token TEXT', 'token TEXT NOT NULL') WHERE name = 'calendar'"
    )
    db.commit()
    db.close()
    with Store(path) as again:
        assert again.set_aside is not None
