"""A calendar's index: which of its events touch which days, so that opening it again reads only those. Pure.

An index is a shortcut and nothing else: one that does not belong to the bytes, or is damaged, counts as none.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from dataclasses import dataclass

from core.calendar.choose import Days, find_days, group_events
from core.calendar.content import Line
from core.calendar.cut import MAX_BYTES, MAX_EVENTS, Cut, Stretch, cut_components, straighten

VERSION = 2
_COLUMNS = "firsts", "lasts", "sizes", "begins", "ends"


@dataclass(frozen=True, slots=True)
class Index:
    """Groups of events of one UID as columns: their days as numbers (20261124), sizes, and their events' offsets."""

    cut: Cut  # without its events
    firsts: array[int]
    lasts: array[int]
    sizes: array[int]
    begins: array[int]  # group after group
    ends: array[int]

    def choose(self, days: Days) -> list[list[Stretch]]:
        """The groups that may touch the days."""
        first, last = int(days[0]), int(days[1])
        chosen = []
        place = 0
        for size, begins, ends in zip(self.sizes, self.firsts, self.lasts, strict=True):
            if begins <= last and ends >= first:
                chosen.append(
                    list(zip(self.begins[place : place + size], self.ends[place : place + size], strict=True))
                )
            place += size
        return chosen


def make_index(raw: bytes) -> bytes:
    """The index of a calendar, to be kept beside its bytes; empty for what is no calendar or too big to be read."""
    cut = cut_components(raw)
    if not cut.is_calendar or len(cut.events) > MAX_EVENTS or len(raw) > MAX_BYTES:
        return b""
    uids, mates = group_events(cut.raw, cut.events)
    columns: dict[str, array[int]] = {name: array("I") for name in _COLUMNS}
    done: set[bytes] = set()
    for place, uid in enumerate(uids):
        if uid in done:
            continue
        members = [cut.events[number] for number in mates.get(uid) or (place,)]
        done.add(uid)
        days = [find_days(cut.raw, *event) for event in members]
        columns["firsts"].append(int(min(first for first, _ in days)))
        columns["lasts"].append(int(max(last for _, last in days)))
        columns["sizes"].append(len(members))
        columns["begins"].extend(begin for begin, _ in members)
        columns["ends"].extend(end for _, end in members)
    head = json.dumps(_describe(raw, cut, columns)).encode()
    whole = head + b"\n" + b"".join(columns[name].tobytes() for name in _COLUMNS)
    return b"%d\n%s" % (zlib.crc32(whole), whole)


def _describe(raw: bytes, cut: Cut, columns: dict[str, array[int]]) -> dict[str, object]:
    return {
        "version": VERSION,
        "order": sys.byteorder,
        "size": len(raw),
        "sum": zlib.crc32(raw),
        "lengths": [len(columns[name]) for name in _COLUMNS],
        "unclosed": cut.unclosed,
        "unnamed": cut.unnamed,
        "zones": [zone.decode("latin-1") for zone in cut.zones],
        "head": {name: [[line.params, line.value] for line in lines] for name, lines in cut.head.items()},
        "is_calendar": cut.is_calendar,
        "truncated": cut.truncated,
    }


def read_index(raw: bytes, kept: bytes) -> Index | None:
    """The index, where it belongs to these very bytes; None for every other."""
    checksum, _, whole = kept.partition(b"\n")
    if checksum != b"%d" % zlib.crc32(whole):
        return None
    described, _, body = whole.partition(b"\n")
    about = json.loads(described)
    mine = (about["version"], about["order"], about["size"], about["sum"])
    if mine != (VERSION, sys.byteorder, len(raw), zlib.crc32(raw)):
        return None
    return Index(_restore(raw, about), *_read_columns(body, about["lengths"]))


def _read_columns(body: bytes, lengths: list[int]) -> list[array[int]]:
    columns, place = [], 0
    for length in lengths:
        column = array("I")
        column.frombytes(body[place : place + length * column.itemsize])
        columns.append(column)
        place += length * column.itemsize
    return columns


def _restore(raw: bytes, about: dict[str, object]) -> Cut:
    head = about["head"]
    zones = about["zones"]
    unclosed = about["unclosed"]
    assert isinstance(head, dict)
    assert isinstance(zones, list)
    assert isinstance(unclosed, list)
    return Cut(
        raw=straighten(raw),
        events=[],
        unclosed=[(begin, end) for begin, end in unclosed],
        unnamed=int(str(about["unnamed"])),
        zones=[zone.encode("latin-1") for zone in zones],
        head={name: [Line(name, *parts) for parts in lines] for name, lines in head.items()},
        is_calendar=bool(about["is_calendar"]),
        truncated=bool(about["truncated"]),
    )
