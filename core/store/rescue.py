"""What can still be read of a broken database goes into the new one: sessions, skips, facts and the log.

Not the copies of calendars, which are read again, and not the ledger: a row of it that is wrong could cost an event. Our
events are recognised on the server by their marks instead.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from core.store.sessions import session_from_json

HEAD = 100  # bytes; the page's size at 16, the number of pages at 28 (sqlite.org/fileformat.html)
MOST_BYTES = 2**31  # more pages than that are no count but damage
Check = Callable[[str], object]  # raises where a text is not what it was
TABLES: tuple[tuple[str, str, str, Check], ...] = (
    ("session", "uid", "body", session_from_json),
    ("skip", "uid", "day", date.fromisoformat),
    ("fact", "name", "value", str),
    ("note", "kind", "body", json.loads),
)
TOLD = "set_aside"  # the fact that names the broken file until the runner was told


def rescue(broken: Path, db: sqlite3.Connection) -> None:
    """Every row that is readable and makes sense is in the new database, and the broken one's name beside them."""
    db.execute("BEGIN IMMEDIATE")
    with _completed(broken) as whole:
        for table, key, value, check in TABLES:
            rows = list(_read_rows(whole, f"SELECT {key}, {value} FROM {table}", check))  # noqa: S608 - names of our own
            db.executemany(f"INSERT OR IGNORE INTO {table} ({key}, {value}) VALUES (?, ?)", rows)  # noqa: S608
    db.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (TOLD, broken.name))
    db.execute("COMMIT")


def _read_head(broken: Path) -> bytes:
    with broken.open("rb") as file:
        return file.read(HEAD)


@contextlib.contextmanager
def _completed(broken: Path) -> Iterator[Path]:
    """The file itself, or a copy filled up with zeros where its end is missing: SQLite opens no shorter one."""
    head = _read_head(broken)
    size = int.from_bytes(head[16:18], "big") * int.from_bytes(head[28:32], "big")
    if len(head) < HEAD or not broken.stat().st_size < size < MOST_BYTES:
        yield broken
        return
    copy = broken.with_name(broken.name + ".copy")
    try:
        shutil.copyfile(broken, copy)
        os.truncate(copy, size)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _read_rows(broken: Path, query: str, check: Check) -> Iterator[tuple[str, str]]:
    """The rows up to the first that cannot be read."""
    try:
        with contextlib.closing(sqlite3.connect(f"{broken.resolve().as_uri()}?mode=ro", uri=True)) as old:
            for key, value in old.execute(query):
                if isinstance(key, str) and isinstance(value, str) and _makes_sense(value, check):
                    yield key, value
    except sqlite3.DatabaseError:
        return


def _makes_sense(text: str, check: Check) -> bool:
    try:
        check(text)
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return True
