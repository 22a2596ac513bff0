"""A runner whose database broke: it is set aside, he is told where, and the calendar is as it was."""

import sqlite3
from contextlib import closing

import pytest

SYNC = ("sync", "--yes", "--json")


@pytest.fixture
def database(life):
    life.sync_here()
    return life.home / "liftslot.db"


def spoil_end(path):
    raw = bytearray(path.read_bytes())
    raw[-8 * 4096 : -4096] = b"\xaa" * (7 * 4096)
    path.write_bytes(raw)


def test_what_was_rescued_needs_no_question(life, database):
    life.delete_lift(next(iter(life.lifts())))
    life.sync_here()
    times, runs = life.times(), life.objects("Running")
    spoil_end(database)
    status, out, _err = life.run("doctor")
    assert (status, "liftslot.db.broken-1" in out) == (1, True)
    status, _out, err = life.run(*SYNC)
    assert status == 0, err
    assert "liftslot.db.broken-1" in err.splitlines()[0]
    assert (life.times(), life.objects("Running")) == (times, runs)
    status, _out, err = life.run(*SYNC)
    assert (status, "broken" in err) == (0, False)
    assert life.times() == times


@pytest.mark.parametrize("garbage", [b"", b"this was a database once, and now it is only words", b"\0" * 8192])
def test_where_nothing_is_left_the_sessions_come_back_with_consent(life, database, garbage):
    times, runs = life.times(), life.objects("Running")
    database.write_bytes(garbage)
    status, told = life.sync()
    assert (status, [question["key"] for question in told["questions"]], told["written"]) == (1, ["found"], 0)
    assert life.times() == times
    status, told = life.sync("--allow", "found")
    assert (status, told["written"]) == (0, 0)
    assert life.sync_here().changes == []
    assert (life.times(), life.objects("Running")) == (times, runs)


def test_a_newer_database_is_refused_in_one_line(life, database):
    with closing(sqlite3.connect(database)) as db:
        db.execute("PRAGMA user_version = 99")
    times = life.times()
    status, out, err = life.run(*SYNC)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert life.times() == times
    assert not list(life.home.glob("*.broken-*"))
