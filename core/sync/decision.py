"""Pure: what a sync is about to do, as values that can be shown before anything is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.model.event import OwnEvent
from core.model.ledger import LedgerRow
from core.sync.fields import MergeText


class ChangeKind(StrEnum):
    """What a change does to the calendar."""

    CREATE = "create"
    MOVE = "move"  # other times, maybe other text too
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Change:
    """One write to come. ``event``: as it will be (a deletion: as it was); ``before``: as it is there now."""

    kind: ChangeKind
    row: LedgerRow  # as it is to be saved before the write
    event: OwnEvent
    before: OwnEvent | None = None

    @property
    def uid(self) -> str:
        """UID of the event."""
        return self.row.uid


@dataclass(frozen=True, slots=True)
class Adoption:
    """The runner (or another device) changed or made this event: the plan follows. ``before`` None: new to us.

    ``restored``: it was deleted, and somebody brought it back.
    """

    event: OwnEvent
    before: OwnEvent | None = None
    restored: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """Both sides changed the same fields; nothing is written until the runner chooses."""

    uid: str
    ours: OwnEvent
    theirs: OwnEvent
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that looks like a fault. ``id``: ``sync.<id>``; ``key`` goes into ``Consent`` to say yes."""

    key: str  # gone | deletes | found
    count: int
    known: int


@dataclass(frozen=True, slots=True)
class Consent:
    """What the runner already said yes to."""

    gone: bool = False  # so many events were really deleted
    deletes: bool = False  # so many of ours may be deleted
    found: bool = False  # events with our marks that we do not know are ours
    wait: bool = False  # servers that want to be left in peace are asked all the same


@dataclass(frozen=True, slots=True)
class Target:
    """The calendar where lifts go. ``since``: what started before it is history, never touched. ``stamp``: DTSTAMP."""

    account: str
    url: str
    zone: ZoneInfo
    since: datetime
    stamp: datetime
    consent: Consent = Consent()
    merge_text: MergeText | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything that a sync is about to do, each list in the order of time."""

    changes: tuple[Change, ...] = ()
    records: tuple[LedgerRow, ...] = ()  # rows to save, nothing to write
    forgets: tuple[str, ...] = ()  # rows to drop, nothing to write
    adoptions: tuple[Adoption, ...] = ()
    skips: tuple[OwnEvent, ...] = ()  # deleted by the runner: as they were
    conflicts: tuple[Clash, ...] = ()
    questions: tuple[Question, ...] = ()
    reborn: tuple[str, ...] = ()  # wanted again after we deleted them: they need a new UID
