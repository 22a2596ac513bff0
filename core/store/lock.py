"""One sync at a time, over all processes; the system lets go of the lock when a process ends in whatever way."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from core.errors import InputError


@contextlib.contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """The lock is ours inside the block; ``InputError("store_locked")`` where another process has it.

    The lock is an exclusive transaction on an empty database, because that works alike on every system.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise InputError("store_locked") from error
        yield
    finally:
        db.close()
