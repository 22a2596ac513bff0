"""A calendar's index: which of its events touch which days, so that opening it again reads only those. Pure.

An index is a shortcut and nothing else: one that does not belong to the bytes, or is damaged, counts as none. It
belongs to them by a checksum over all of them (1.5 ms for ten thousand events): a file's size and time are no proof.
It is one row of 32-bit numbers: what it belongs to, how many of each there are, then the columns.
"""

from __future__ import annotations

import zlib
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.calendar.cut import (
    MAX_BYTES,
    MAX_EVENTS,
    Cut,
    Layout,
    Stretch,
    cut_components,
    has_far_too_many,
    read_layout,
    straighten,
)

if TYPE_CHECKING:
    from core.calendar.choose import Days

VERSION = 0x4C530003  # in the other byte order it is another number
_HEAD = 9  # numbers before the columns: checksum of all the others, what ``_describe`` says, five counts


@dataclass(frozen=True, slots=True)
class Index:
    """Groups of events of one UID as columns: their days as numbers (20261124), and where their events are."""

    cut: Cut  # without its events
    firsts: array[int]
    lasts: array[int]
    places: array[int]  # of each group's first event in the columns below; one more for the end
    begins: array[int]  # group after group
    ends: array[int]

    def choose(self, days: Days) -> list[list[Stretch]]:
        """The groups that may touch the days."""
        first, last = int(days[0]), int(days[1])
        days_of = zip(self.firsts, self.lasts, strict=True)
        near = [number for number, (begins, ends) in enumerate(days_of) if begins <= last and ends >= first]
        columns = self.begins, self.ends
        found = (slice(self.places[number], self.places[number + 1]) for number in near)
        return [_pair(*(column[where] for column in columns)) for where in found]


def make_index(raw: bytes) -> bytes:
    """The index of a calendar, to be kept beside its bytes; empty for what is no calendar or too big to be read."""
    from core.calendar.choose import find_days, group_events  # noqa: PLC0415 - 3 ms, not for reading one

    if len(raw) > MAX_BYTES or has_far_too_many(raw):
        return b""
    cut = cut_components(raw)
    if not cut.is_calendar or len(cut.layout.events) > MAX_EVENTS:
        return b""
    events, columns = cut.layout.events, tuple(array("I") for _ in range(5))
    firsts, lasts, places, begins, ends = columns
    uids, mates = group_events(cut.raw, events)
    for number, uid in enumerate(uids):
        members = mates.get(uid) or [number]
        if members[0] == number:
            days = [find_days(cut.raw, *events[member]) for member in members]
            firsts.append(int(min(first for first, _ in days)))
            lasts.append(int(max(last for _, last in days)))
            places.append(len(begins))
            begins.extend(events[member][0] for member in members)
            ends.extend(events[member][1] for member in members)
    places.append(len(begins))
    return _pack(raw, cut.layout, columns)


def _pack(raw: bytes, layout: Layout, columns: tuple[array[int], ...]) -> bytes:
    outside = (layout.gaps, layout.unclosed)
    row = array("I", _describe(raw))
    row.extend((layout.unnamed, len(columns[0]), len(columns[3]), len(layout.gaps), len(layout.unclosed)))
    for column in columns:
        row.extend(column)
    for stretches in outside:
        row.extend(begin for begin, _ in stretches)
        row.extend(end for _, end in stretches)
    return array("I", (zlib.crc32(row),)).tobytes() + row.tobytes()


def _describe(raw: bytes) -> tuple[int, int, int]:
    """What an index says of the bytes that it belongs to."""
    return VERSION, len(raw), zlib.crc32(raw)


def index_fits(raw: bytes, kept: bytes) -> bool:
    """Whether the index is whole and belongs to these very bytes."""
    row = array("I")
    if len(kept) < _HEAD * row.itemsize or len(kept) % row.itemsize:
        return False
    row.frombytes(kept)
    return row[0] == zlib.crc32(memoryview(row)[1:]) and tuple(row[1:4]) == _describe(raw)


def read_index(raw: bytes, kept: bytes) -> Index | None:
    """The index, where it belongs to these very bytes; None for every other."""
    if not index_fits(raw, kept):
        return None
    row = array("I", kept)
    unnamed, groups, events, gaps, unclosed = row[4:_HEAD]
    columns, place = [], _HEAD
    for length in (groups, groups, groups + 1, events, events, gaps, gaps, unclosed, unclosed):
        columns.append(row[place : place + length])
        place += length
    outside, open_ended = _pair(*columns[5:7]), _pair(*columns[7:9])
    layout = Layout([], open_ended, unnamed, outside)
    return Index(read_layout(straighten(raw), layout), *columns[:5])


def _pair(begins: array[int], ends: array[int]) -> list[Stretch]:
    return list(zip(begins, ends, strict=True))
