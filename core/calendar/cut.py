"""A calendar's bytes cut into components, without reading them. Pure.

The quick cut trusts the usual spelling and finds offsets only; whatever looks odd is cut again line by line.
Both take time in proportion to the bytes, whatever is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.calendar.content import Fields, read_fields

_BEGIN, _END = b"\nBEGIN:VEVENT", b"\nEND:VEVENT"
_EDGE = re.compile(rb"(?im)^(BEGIN|END)[ \t]*:[ \t]*([A-Z0-9-]+)[ \t]*\r*$")
_ODD = re.compile(rb"(?i)\nbegin[ \t]*:[ \t]*vevent")
_CLOSED = re.compile(rb"(?i)\nEND[ \t]*:[ \t]*VCALENDAR")
_HEAD = frozenset({"PRODID", "X-WR-TIMEZONE", "X-WR-CALNAME", "CALSCALE", "NAME"})

MAX_BYTES = 64 * 1024 * 1024
MAX_EVENTS = 100_000  # that are read; some more are counted
MOST_EVENTS = 200_000  # from here on counting alone would take seconds: nothing is read
MAX_UNCLOSED = 100  # that are named one by one

Stretch = tuple[int, int]  # offsets into the bytes: BEGIN line to the end of the END line's word


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are, as offsets into straightened bytes."""

    events: list[Stretch]
    unclosed: list[Stretch]  # begun and never ended, the first MAX_UNCLOSED
    unnamed: int  # how many more of those
    gaps: list[Stretch]  # what lies outside the events


@dataclass(frozen=True, slots=True)
class Cut:
    """A calendar taken apart. ``raw`` may differ from what was given (byte order mark, lone CR)."""

    raw: bytes
    layout: Layout
    zones: list[bytes]
    head: Fields
    is_calendar: bool
    truncated: bool  # no END:VCALENDAR after the last component


def has_far_too_many(raw: bytes) -> bool:
    """Whether bytes in the usual spelling hold more events than are even counted: 50 ms for the biggest file."""
    return raw.count(_BEGIN) > MOST_EVENTS


def cut_components(given: bytes) -> Cut:
    """The components of any bytes; never fails."""
    raw = straighten(given)
    return read_layout(raw, find_layout(raw))


def find_layout(raw: bytes) -> Layout:
    """Where the components of straightened bytes are."""
    events, unclosed = _cut_quickly(raw), list[Stretch]()
    gaps = _find_gaps(len(raw), events) if events is not None else []
    if events is None or _ODD.search(_join(raw, gaps)):
        events, unclosed = _cut_carefully(raw)
        gaps = _find_gaps(len(raw), sorted(events + unclosed))
    return Layout(events, unclosed[:MAX_UNCLOSED], max(0, len(unclosed) - MAX_UNCLOSED), gaps)


def read_layout(raw: bytes, layout: Layout) -> Cut:
    """What stands outside the events is read: time zones, and what the calendar says of itself."""
    rest = _join(raw, layout.gaps)
    zones, head, is_calendar = _read_rest(rest)
    return Cut(raw, layout, zones, head, is_calendar, not _CLOSED.search(rest[-200:]))


def straighten(raw: bytes) -> bytes:
    """Bytes in which every event's line has a newline before it; no byte order mark; lone CRs become LFs."""
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
    elif raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.decode("utf-16", "replace").encode()
    elif raw.startswith((b"B\0E\0", b"\0B\0E")):  # the same without a mark
        raw = raw.decode("utf-16-le" if raw[1:2] == b"\0" else "utf-16-be", "replace").encode()
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    return raw if raw.startswith(b"BEGIN:VCALENDAR") else b"\n" + raw  # as a rule without a copy of it all


def _cut_quickly(raw: bytes) -> list[Stretch] | None:
    """Events of a calendar in the usual spelling; None where anything is nested or left open."""
    events: list[Stretch] = []
    begin = raw.find(_BEGIN)
    while begin >= 0:
        end = raw.find(_END, begin)
        following = raw.find(_BEGIN, begin + len(_BEGIN))
        if end < 0 or 0 <= following < end:
            return None
        events.append((begin + 1, end + len(_END)))
        begin = following
    return events


def _cut_carefully(raw: bytes) -> tuple[list[Stretch], list[Stretch]]:
    """Closed and unclosed events, line by line; an event that another one interrupts ends there, unclosed."""
    closed: list[Stretch] = []
    unclosed: list[Stretch] = []
    begun: int | None = None
    for match in _EDGE.finditer(raw):
        opens, name = match[1].upper() == b"BEGIN", match[2].upper()
        if begun is not None and name == (b"VEVENT" if opens else b"VCALENDAR"):
            unclosed.append((begun, match.start()))
            begun = None
        if name == b"VEVENT" and opens:
            begun = match.start()
        elif name == b"VEVENT" and begun is not None:
            closed.append((begun, match.end()))
            begun = None
    if begun is not None:
        unclosed.append((begun, len(raw)))
    return closed, unclosed


def _find_gaps(size: int, events: list[Stretch]) -> list[Stretch]:
    """What lies outside the events, line ends between them left out."""
    gaps, last = [], 0
    for begin, end in events:
        if begin - last > 2:
            gaps.append((last, begin))
        last = end
    return [*gaps, (last, size)]


def _join(raw: bytes, gaps: list[Stretch]) -> bytes:
    return b"".join([raw[begin:end] for begin, end in gaps])


def _read_rest(rest: bytes) -> tuple[list[bytes], Fields, bool]:
    """The time zones, the calendar's own properties, and whether a calendar begins at all."""
    zones: list[bytes] = []
    plain: list[bytes] = [b"BEGIN:VCALENDAR\n"]
    last = 0
    for name, begin, end in _find_inner(rest):
        plain.append(rest[last:begin])
        last = end
        if name == b"VTIMEZONE":
            zones.append(rest[begin:end])
    plain.append(rest[last:])
    own = _EDGE.sub(b"", b"".join(plain[1:]))
    head, _ = read_fields(plain[0] + own, _HEAD)
    return zones, head, any(match[2].upper() == b"VCALENDAR" for match in _EDGE.finditer(rest))


def _find_inner(rest: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name and offsets of the components inside the calendar, in order, without what is inside them."""
    inner, begun = b"", 0
    for match in _EDGE.finditer(rest):
        opens, name = match[1].upper() == b"BEGIN", match[2].upper()
        if name == b"VCALENDAR":
            inner = b""
        elif opens and (not inner or (name == b"VTIMEZONE" != inner)):
            inner, begun = name, match.start()
        elif not opens and name == inner:
            yield inner, begun, match.end()
            inner = b""
