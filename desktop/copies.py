"""Calendars that were read before open quicker: by the last reading while the program runs, by an index between runs."""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from core import planner
from core.calendar import ics
from core.calendar.index import index_fits, make_index
from core.calendar.objects import read_objects
from core.errors import CoreError
from core.model.event import Occurrence, Reading, Span
from core.model.training import Entry
from core.planner import State
from core.store.database import Store

WORTH_BYTES = 256 * 1024  # a smaller calendar is read in less time than an index is looked for
MOST_FILES = 32  # indexes of single files; the one longest unused goes first
ENDING = ".index"


class Shelf(Protocol):
    """Where the index of one calendar is kept."""

    def load(self) -> bytes:
        """What was kept; empty where nothing was, or where it cannot be read."""

    def save(self, index: bytes) -> None:
        """Keep this one from now on; where that cannot be, the next reading is slower and nothing else."""


@dataclass(frozen=True, slots=True)
class FileShelf:
    """An index in a file of its own. ``key`` names the calendar and may be a secret: only its checksum is written."""

    folder: Path
    key: str

    @property
    def _path(self) -> Path:
        return self.folder / f"{zlib.crc32(self.key.encode('utf-8', 'surrogatepass')):08x}{ENDING}"

    def load(self) -> bytes:
        """The file's bytes."""
        try:
            return self._path.read_bytes()
        except OSError:
            return b""

    def save(self, index: bytes) -> None:
        """Write it whole or not at all, and make room."""
        begun = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                begun.write_bytes(index)
                begun.replace(self._path)
            finally:
                begun.unlink(missing_ok=True)
            kept = sorted(self.folder.glob("*" + ENDING), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in kept[MOST_FILES:]:
                path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class FeedShelf:
    """An index beside the copy of a feed."""

    store: Store
    name: str

    def load(self) -> bytes:
        """The index beside the copy."""
        return self.store.feed_index(self.name)

    def save(self, index: bytes) -> None:
        """Write it beside the copy."""
        with contextlib.suppress(CoreError):
            self.store.save_feed_index(self.name, index)


def read_indexed(raw: bytes, source: str, span: Span, zone: ZoneInfo, shelf: Shelf) -> Reading:
    """``ics.read`` by the index on the shelf, which is put there where it is not, or belongs to other bytes."""
    if len(raw) < WORTH_BYTES:
        return ics.read(raw, source=source, span=span, zone=zone)
    index = shelf.load()
    if not index_fits(raw, index):
        index = make_index(raw)
        if index:
            shelf.save(index)
    return ics.read(raw, source=source, span=span, zone=zone, index=index)


@dataclass(frozen=True, slots=True)
class Known:
    """Events of ours that are accounted for; of one that somebody made a series, only the first is ours."""

    uids: frozenset[str]
    starts: frozenset[tuple[str, datetime]]

    def holds(self, item: Occurrence) -> bool:
        """True for an event of ours that is accounted for."""
        if item.own is None or item.uid not in self.uids:
            return False
        return item.recurrence_id is None or (item.uid, item.start) in self.starts


@dataclass(slots=True)
class Copies:
    """The copies in the store as they were last read: again only where the copy, the span or the zone is another."""

    _last: dict[str, tuple[object, Reading]] = field(default_factory=dict)
    _understood: tuple[object, object, tuple[Entry, ...]] | None = None

    def read_feed(self, store: Store, name: str, span: Span, zone: ZoneInfo) -> Reading | None:
        """What a feed or file held when it was last fetched; None where it never was."""
        version = store.feed_version(name)
        if version is None:
            return None
        return self._keep(name, (version, span, zone), lambda: _read_feed(store, name, span, zone))

    def read_calendar(self, store: Store, url: str, name: str, when: tuple[Span, ZoneInfo]) -> Reading:
        """What a server's calendar held when it was last pulled. An object without an etag proves nothing."""
        etags = store.etags(url)

        def read() -> Reading:
            return read_objects([item.raw for item in store.items(url)], source=name, span=when[0], zone=when[1])

        return read() if None in etags.values() else self._keep(url, (etags, name, when), read)

    def leave_out(self, url: str, reading: Reading, known: Known) -> Reading:
        """The reading without the sessions that the plan knows: they are its own, wherever else they stand."""
        if not any(known.holds(item) for item in reading.occurrences):
            return reading

        def leave() -> Reading:
            return replace(reading, occurrences=tuple(item for item in reading.occurrences if not known.holds(item)))

        return self._keep(f"without:{url}", (reading, known), leave)

    def list_entries(self, state: State, readings: tuple[Reading, ...]) -> tuple[Entry, ...]:
        """What the readings hold, understood again only where a reading, the profile or the span is another.

        The same reading is the very same object: times that are equal can still be two, where clocks go back.
        """
        held = [reading.occurrences for reading in readings]  # alive, so that no other gets its identity
        same = [(reading.use, reading.ours, id(reading.occurrences)) for reading in readings]
        proof, last = (state.profile, state.first, state.weeks, same), self._understood
        if last is None or last[0] != proof:
            last = self._understood = (proof, held, planner.list_entries(state, readings))
        return last[2]

    def _keep(self, name: str, proof: object, read: Callable[[], Reading]) -> Reading:
        last = self._last.get(name)
        if last is None or last[0] != proof:
            last = self._last[name] = (proof, read())
        return last[1]


def _read_feed(store: Store, name: str, span: Span, zone: ZoneInfo) -> Reading:
    kept = store.feed(name)
    raw = kept[0] if kept else b""
    return read_indexed(raw, name, span, zone, FeedShelf(store, name)) if raw else Reading(name)
