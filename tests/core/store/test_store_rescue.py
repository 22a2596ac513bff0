"""What a broken database can still tell is in the new one; the ledger and the copies are not taken from it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.calendar.source import Item
from core.model.ledger import LedgerRow, RowState, Skip
from core.store.database import Store
from tests.core.store.test_store_schemas import SESSION

ROW = LedgerRow("u1", "home", "http://c/", "/c/u1.ics", RowState.SYNCED, '"e"', b"base")
PAGE = 4096


@pytest.fixture
def path(tmp_path):
    """A database with something in every table, the copies last and largest."""
    path = tmp_path / "liftslot.db"
    sessions = [replace(SESSION, uid=f"u{n}", start=SESSION.start + timedelta(days=n)) for n in range(3)]
    with Store(path) as store:
        store.save_rows([ROW])
        store.save_sessions(sessions)
        store.save_skips([Skip("a", date(2026, 11, 24))])
        store.save_fact("wave", "2026-11-23")
        store.add_note("checkin", '{"sleep": 4}')
        store.absorb("http://c/", [Item(f"/c/{n}.ics", '"1"', b"x" * 900) for n in range(300)], [], "t1")
    return path


def read(store):
    """What is rescued."""
    uids = tuple(session.uid for session in store.sessions())
    return uids, store.skips(), store.fact("wave"), store.notes("checkin")


ALL = (("u0", "u1", "u2"), (Skip("a", date(2026, 11, 24)),), "2026-11-23", ('{"sleep": 4}',))


def spoil_end(raw):
    raw[len(raw) // 2 : len(raw) - PAGE] = b"\xaa" * (len(raw) - PAGE - len(raw) // 2)
    return raw


def cut(raw):
    return raw[: -40 * PAGE]


@pytest.mark.parametrize("damage", [spoil_end, cut])
def test_damage_in_the_copies_costs_only_the_copies(path, damage):
    path.write_bytes(damage(bytearray(path.read_bytes())))
    with Store(path) as store:
        assert store.set_aside.name == "liftslot.db.broken-1"
        assert read(store) == ALL
        assert (store.all_rows(), store.items("http://c/"), store.token("http://c/")) == ((), (), None)


def test_the_broken_file_is_told_of_once(path):
    path.write_bytes(cut(bytearray(path.read_bytes())))
    Store(path).close()
    with Store(path) as store:
        assert store.set_aside is None
        assert (store.take_set_aside(), store.take_set_aside()) == ("liftslot.db.broken-1", None)


@pytest.mark.parametrize("damage", [lambda raw: b"", lambda raw: b"no database " * 400, lambda raw: raw[:100]])
def test_a_file_with_nothing_left_in_it_begins_anew(path, damage):
    path.write_bytes(damage(path.read_bytes()))
    with Store(path) as store:
        assert read(store) == ((), (), None, ())
        store.save_sessions([SESSION])
        assert store.sessions() == (SESSION,)


def test_a_text_that_makes_no_sense_is_not_taken_over(path):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE session SET body = '{\"start\": 1}' WHERE uid = 'u1'")
        db.execute("INSERT INTO skip VALUES ('b', 'the 24th')")
        db.execute("INSERT INTO note (kind, body) VALUES ('checkin', '{')")
    path.write_bytes(cut(bytearray(path.read_bytes())))
    with Store(path) as store:
        assert read(store) == (("u0", "u2"), *ALL[1:])


@pytest.mark.parametrize("page", range(1, 12))
def test_garbage_in_any_early_page_never_stops_the_program(path, page):
    raw = bytearray(path.read_bytes())
    raw[page * PAGE : (page + 1) * PAGE] = b"\x5a" * PAGE
    path.write_bytes(raw)
    with Store(path) as store:
        assert store.set_aside is not None
        assert set(read(store)[0]) <= set(ALL[0])
