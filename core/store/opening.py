"""Opens the database file, brings it up to date, and sets one aside that is damaged or none of ours."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from core.errors import InputError
from core.store.migrations import APPLICATION_ID, FIRST_SIGNED, MIGRATIONS, migrate
from core.store.rescue import rescue

BUSY_SECONDS = 5.0  # how long a write waits for another process's


def open_database(path: Path) -> tuple[sqlite3.Connection, Path | None]:
    """The database, and where a broken one was put that stood in its place; what can be read of that one is taken over.

    ``InputError("store_newer")`` for a file of a later program; ``sqlite3.OperationalError`` and ``OSError`` as they come.
    """
    try:
        return _open(path), None
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
    aside = _move_aside(path)
    db = _open(path)
    rescue(aside, db)
    return db, aside


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        version = _check_version(db, path)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # a write to a server must not begin before its row is safe
        migrate(db, version)
    except BaseException:
        db.close()
        raise
    return db


def _check_version(db: sqlite3.Connection, path: Path) -> int:
    """The version of a whole database of ours; ``sqlite3.DatabaseError`` where it is damaged or another program's."""
    found = int(db.execute("PRAGMA user_version").fetchone()[0])
    if not _is_ours(db, found):
        raise sqlite3.DatabaseError(path.name)
    if found > len(MIGRATIONS):
        raise InputError("store_newer", name=path.name, found=found, known=len(MIGRATIONS))
    if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError(path.name)
    return found


def _is_ours(db: sqlite3.Connection, version: int) -> bool:
    """By its signature; a file from before there was one by a table of ours; an empty one may become ours."""
    signed = int(db.execute("PRAGMA application_id").fetchone()[0])
    if version >= FIRST_SIGNED:
        return signed == APPLICATION_ID
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return signed == 0 and ("event" in tables if version else not tables)


def _move_aside(path: Path) -> Path:
    """The broken file under a name that is free; its journal goes with it."""
    number = 1
    while (target := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    path.replace(target)
    for ending in ("-wal", "-shm"):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.replace(target.with_name(target.name + ending))
    return target
