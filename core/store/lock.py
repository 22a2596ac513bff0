"""One sync at a time, over all processes; the system lets go of the lock when a process ends in whatever way."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from core.errors import InputError


@contextlib.contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """The lock is ours inside the block.

    ``InputError("store_locked")`` where another process has it, ``InputError("store_unwritable")`` where the folder
    cannot be written. The lock is an exclusive transaction on an empty database, because that works alike on every system.
    """
    db = _open(path)
    try:
        yield
    finally:
        db.close()


def _open(path: Path) -> sqlite3.Connection:
    """The lock's database inside its exclusive transaction."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=0, isolation_level=None)
    except (sqlite3.OperationalError, OSError) as error:
        raise _refuse(path, error) from error
    try:
        db.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        db.close()
        raise _refuse(path, error) from error
    return db


def _refuse(path: Path, error: Exception) -> InputError:
    if "locked" in str(error):
        return InputError("store_locked")
    return InputError("store_unwritable", name=path.name, detail=str(error))
