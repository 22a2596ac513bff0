"""What we know of the events that we wrote: one row for each, the authority on what is ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RowState(StrEnum):
    """Where an event of ours stands between us and the server."""

    PLANNED = "planned"  # wanted, surely not on the server
    PUTTING = "putting"  # a PUT was begun; only a look at the server tells whether it arrived
    SYNCED = "synced"  # ``base`` is what the server holds
    DELETING = "deleting"  # a DELETE was begun
    CONFLICT = "conflict"  # both sides changed the same field; the runner decides
    ORPHAN = "orphan"  # its calendar is no longer ours to write
    SKIPPED = "skipped"  # the runner deleted it: never written again
    DELETED = "deleted"  # we deleted it: its UID and href are used up, servers keep them in a trash bin


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An event of ours.

    ``base``: the bytes last read back; ``desired``: the bytes of a write begun. ``wanted``: what the plan asked for
    when both were last at peace, ``wanting``: what it asks for in a write begun; they differ from what is stored where
    the runner's own title or notes were kept.
    """

    uid: str
    account: str
    calendar_url: str
    href: str
    state: RowState
    etag: str | None = None
    base: bytes | None = None
    desired: bytes | None = None
    wanted: bytes | None = None
    wanting: bytes | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """A session that the runner deleted: it is not created again on that day."""

    uid: str
    day: date
