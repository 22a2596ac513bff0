"""A database of every earlier version opens with all that it held; one that is not ours is left as it is, set aside."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from core.calendar.source import Item
from core.errors import InputError
from core.model.ledger import LedgerRow, RowState, Skip
from core.store.database import Store
from core.store.migrations import APPLICATION_ID, FIRST_SIGNED, MIGRATIONS
from tests.core.store.kept import SESSION

FOLDER = Path(__file__).resolve().parents[2] / "data" / "store"
VERSIONS = range(1, len(MIGRATIONS))


def make(path, version):
    """The database as a program of that version left it."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript((FOLDER / f"schema-{version}.sql").read_text(encoding="utf-8"))


def describe(path):
    """Tables and columns."""
    with closing(sqlite3.connect(path)) as db:
        tables = sorted(name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
        signed = db.execute("PRAGMA application_id").fetchone()[0], db.execute("PRAGMA user_version").fetchone()[0]
        return signed, {name: db.execute(f"PRAGMA table_info({name})").fetchall() for name in tables}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_an_earlier_version_keeps_all_that_it_held(tmp_path, version):
    path = tmp_path / "liftslot.db"
    make(path, version)
    plans = (b"old plan", b"new plan") if version >= 2 else (None, None)
    row = LedgerRow("u1", "home", "http://c/", "/c/u1.ics", RowState.PUTTING, '"e"', b"base", b"want", *plans)
    with Store(path) as store:
        assert store.set_aside is None
        assert store.all_rows() == (row,)
        assert store.items("http://c/") == (Item("/c/a.ics", '"1"', b"BEGIN"), Item("/c/b.ics", None, b"OTHER"))
        assert store.token("http://c/") == "t1"
        assert store.feed("club")[:3] == (b"raw", '"f"', "Mon")
        assert store.sessions() == (SESSION,)
        assert store.skips() == (Skip("a", date(2026, 11, 24)),)
        assert (store.fact("wave"), store.notes("checkin")) == ("2026-11-23", ("{}",))


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_database_ends_up_like_a_new_one(tmp_path, version):
    make(tmp_path / "old.db", version)
    for name in ("old.db", "new.db"):
        Store(tmp_path / name).close()
    assert describe(tmp_path / "old.db") == describe(tmp_path / "new.db")
    assert describe(tmp_path / "new.db")[0] == (APPLICATION_ID, len(MIGRATIONS))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_migration_that_fails_leaves_the_old_database(tmp_path, version, monkeypatch):
    path = tmp_path / "liftslot.db"
    make(path, version)
    before = describe(path)
    broken = MIGRATIONS[version] + "INSERT INTO nowhere VALUES (1);"
    monkeypatch.setattr("core.store.migrations.MIGRATIONS", (*MIGRATIONS[:version], broken, *MIGRATIONS[version + 1 :]))
    with pytest.raises(InputError, match="store_unwritable"):
        Store(path)
    assert describe(path) == before


@pytest.mark.parametrize("ahead", [1, 40])
def test_a_newer_database_is_refused_untouched(tmp_path, ahead):
    path = tmp_path / "liftslot.db"
    Store(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + ahead}")
    before = path.read_bytes()
    with pytest.raises(InputError, match="store_newer"):
        Store(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["liftslot.db"]


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE bookmark (url TEXT);",
        f"CREATE TABLE event (uid TEXT); PRAGMA user_version = {FIRST_SIGNED};",
        f"PRAGMA application_id = {APPLICATION_ID + 1}; PRAGMA user_version = 2; CREATE TABLE event (uid TEXT);",
        f"PRAGMA application_id = 7; PRAGMA user_version = {len(MIGRATIONS) + 9}; CREATE TABLE bookmark (url TEXT);",
    ],
)
def test_another_programs_database_is_set_aside_whole(tmp_path, script):
    path = tmp_path / "liftslot.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script)
    before = path.read_bytes()
    with Store(path) as store:
        assert store.set_aside.read_bytes() == before
        assert store.all_rows() == ()
