"""Everything that has to survive the program: one SQLite file, every change whole or not at all.

The ledger is the authority on what is ours; the copies of calendars are a cache and may be thrown away.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from core.calendar.source import Item
from core.errors import InputError
from core.model.ledger import LedgerRow, RowState, Skip
from core.model.training import Session
from core.store.opening import open_database
from core.store.rescue import TOLD
from core.store.sessions import session_from_json, session_to_json

COLUMNS = "uid, account, calendar_url, href, state, etag, base, desired, wanted, wanting"


class Store:
    """The database in one file, made where it is missing. Used by one thread; open another for another thread.

    ``InputError("store_newer")`` for a file of a later version. A file that is damaged or another program's is set aside
    (``set_aside`` names it) and a new one begun with what can still be read of it: the calendars are read again, our
    events recognised by their marks.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db, self.set_aside = open_database(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is asked of it any more."""
        self._db.close()

    def take_set_aside(self) -> str | None:
        """The name of a broken file that was set aside, once: whoever asks tells the runner."""
        name = self.fact(TOLD)
        if name:
            with self._write() as db:
                db.execute("DELETE FROM fact WHERE name = ?", (TOLD,))
        return name

    # The ledger (core.sync.ledger.Ledger)

    def rows(self, calendar_url: str) -> tuple[LedgerRow, ...]:
        """The rows of one calendar, by uid."""
        found = self._db.execute(f"SELECT {COLUMNS} FROM event WHERE calendar_url = ? ORDER BY uid", (calendar_url,))  # noqa: S608
        return tuple(_to_row(values) for values in found)

    def all_rows(self) -> tuple[LedgerRow, ...]:
        """The rows of every calendar, by uid."""
        return tuple(_to_row(values) for values in self._db.execute(f"SELECT {COLUMNS} FROM event ORDER BY uid"))  # noqa: S608

    def save_rows(self, rows: Iterable[LedgerRow]) -> None:
        """Writes these rows, all or none."""
        with self._write() as db:
            db.executemany(
                f"INSERT OR REPLACE INTO event ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                [_from_row(row) for row in rows],
            )

    def drop_rows(self, uids: Iterable[str]) -> None:
        """Forgets these rows, all or none."""
        with self._write() as db:
            db.executemany("DELETE FROM event WHERE uid = ?", [(uid,) for uid in uids])

    # The copies of calendars (core.sync.ledger.Cache)

    def token(self, calendar_url: str) -> str | None:
        """The token of the copy; None where none was kept."""
        return self._value("SELECT token FROM calendar WHERE url = ?", calendar_url)

    def etags(self, calendar_url: str) -> dict[str, str | None]:
        """Href to etag of the copy."""
        return dict(self._db.execute("SELECT href, etag FROM object WHERE calendar_url = ?", (calendar_url,)))

    def items(self, calendar_url: str) -> tuple[Item, ...]:
        """The objects of the copy, by href."""
        found = self._db.execute(
            "SELECT href, etag, raw FROM object WHERE calendar_url = ? ORDER BY href", (calendar_url,)
        )
        return tuple(Item(*values) for values in found)

    def absorb(self, calendar_url: str, items: Sequence[Item], gone: Iterable[str], token: str | None) -> None:
        """The copy is now this much further, all or nothing."""
        with self._write() as db:
            db.executemany(
                "INSERT OR REPLACE INTO object (calendar_url, href, etag, raw) VALUES (?, ?, ?, ?)",
                [(calendar_url, item.href, item.etag, item.raw) for item in items],
            )
            db.executemany(
                "DELETE FROM object WHERE calendar_url = ? AND href = ?", [(calendar_url, href) for href in gone]
            )
            db.execute("INSERT OR REPLACE INTO calendar (url, token) VALUES (?, ?)", (calendar_url, token))

    def forget_calendar(self, calendar_url: str) -> None:
        """Throws a copy away; the ledger stays."""
        with self._write() as db:
            db.execute("DELETE FROM object WHERE calendar_url = ?", (calendar_url,))
            db.execute("DELETE FROM calendar WHERE url = ?", (calendar_url,))

    # Feeds: the last bytes of an address or file, under the name of its account

    def feed(self, name: str) -> tuple[bytes, str | None, str | None] | None:
        """Bytes, ETag and Last-Modified of the last good read; None where there was none."""
        found = self._db.execute("SELECT raw, etag, last_modified FROM feed WHERE name = ?", (name,)).fetchone()
        return None if found is None else (found[0], found[1], found[2])

    def feed_version(self, name: str) -> tuple[int, str | None, str | None] | None:
        """Which copy there is (every new one has another number), its ETag and Last-Modified; its bytes stay on disk."""
        query = "SELECT version, etag, last_modified FROM feed WHERE name = ?"
        found = self._db.execute(query, (name,)).fetchone()
        return None if found is None else (found[0], found[1], found[2])

    def feed_index(self, name: str) -> bytes:
        """What ``core.calendar.index.make_index`` gave for the bytes; empty where none was kept."""
        found = self._db.execute("SELECT shortcut FROM feed WHERE name = ?", (name,)).fetchone()
        return b"" if found is None else bytes(found[0])

    def save_feed(self, name: str, raw: bytes, *, etag: str | None = None, last_modified: str | None = None) -> None:
        """Keeps a good read; a shortcut to the bytes before it is forgotten."""
        with self._write() as db:
            newest = db.execute("SELECT coalesce(max(version), 0) + 1 FROM feed").fetchone()[0]
            db.execute(
                "INSERT OR REPLACE INTO feed (name, raw, etag, last_modified, version) VALUES (?, ?, ?, ?, ?)",
                (name, raw, etag, last_modified, newest),
            )

    def save_feed_index(self, name: str, index: bytes) -> None:
        """Keeps the shortcut to the bytes that are there."""
        with self._write() as db:
            db.execute("UPDATE feed SET shortcut = ? WHERE name = ?", (index, name))

    # Sessions, skips, and small facts

    def sessions(self) -> tuple[Session, ...]:
        """Our sessions with their content, by start, in the zone that they were saved in."""
        found = [session_from_json(body) for (body,) in self._db.execute("SELECT body FROM session")]
        return tuple(sorted(found, key=lambda session: (session.start, session.uid)))

    def save_sessions(self, sessions: Iterable[Session]) -> None:
        """These are our sessions now; others are forgotten."""
        with self._write() as db:
            db.execute("DELETE FROM session")
            db.executemany(
                "INSERT INTO session (uid, body) VALUES (?, ?)", [(s.uid, session_to_json(s)) for s in sessions]
            )

    def skips(self) -> tuple[Skip, ...]:
        """The sessions that the runner deleted, by day."""
        found = self._db.execute("SELECT uid, day FROM skip ORDER BY day, uid")
        return tuple(Skip(uid, date.fromisoformat(day)) for uid, day in found)

    def save_skips(self, skips: Iterable[Skip], *, undone: Iterable[Skip] = ()) -> None:
        """Adds these to the skips; ``undone`` are forgotten, in the same write."""
        with self._write() as db:
            db.executemany("DELETE FROM skip WHERE uid = ?", [(skip.uid,) for skip in undone])
            values = [(skip.uid, skip.day.isoformat()) for skip in skips]
            db.executemany("INSERT OR REPLACE INTO skip (uid, day) VALUES (?, ?)", values)

    def fact(self, name: str) -> str | None:
        """A small fact such as the Monday of wave week 1; None where it was never set."""
        return self._value("SELECT value FROM fact WHERE name = ?", name)

    def save_fact(self, name: str, value: str) -> None:
        """Sets a small fact."""
        with self._write() as db:
            db.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (name, value))

    def notes(self, kind: str) -> tuple[str, ...]:
        """The log's entries of one kind (JSON texts), oldest first."""
        found = self._db.execute("SELECT body FROM note WHERE kind = ? ORDER BY id", (kind,))
        return tuple(body for (body,) in found)

    def add_note(self, kind: str, body: str) -> None:
        """Adds an entry to the log (a check-in, what was lifted)."""
        with self._write() as db:
            db.execute("INSERT INTO note (kind, body) VALUES (?, ?)", (kind, body))

    def _value(self, query: str, key: str) -> str | None:
        found = self._db.execute(query, (key,)).fetchone()
        return None if found is None or found[0] is None else str(found[0])

    @contextlib.contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        """One transaction, on disk when the block is left, undone where it fails."""
        with _explained(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")


def _to_row(values: Sequence[object]) -> LedgerRow:
    uid, account, url, href, state, *rest = values
    return LedgerRow(uid, account, url, href, RowState(state), *rest)  # type: ignore[arg-type]


def _from_row(row: LedgerRow) -> tuple[str | bytes | None, ...]:
    head = (row.uid, row.account, row.calendar_url, row.href, row.state.value)
    return (*head, row.etag, row.base, row.desired, row.wanted, row.wanting)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """A full or read-only disk, or another process's lock, as a fault that the runner can mend."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        if "locked" in str(error):
            raise InputError("store_locked") from error
        raise InputError("store_unwritable", name=path.name, detail=str(error)) from error
