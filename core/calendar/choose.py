"""Which events can touch a span, told from their bytes alone. Pure.

Nothing is dropped that might matter: what cannot be judged quickly is kept and read. All events of a UID stay
together, because an override or a newer copy changes what the others mean.
"""

from __future__ import annotations

import re

from core.calendar.cut import Stretch

_UID = re.compile(rb"\nUID(?:;[^:\r\n]*)?:([^\r\n]*)")
_DATE = rb"(\d{4}(?:(?:0[13578]|1[02])(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)(?:0[1-9]|[12]\d|30)|02(?:0[1-9]|[12]\d)))"
_TIME = rb"(?:T(?:[01]\d|2[0-3])[0-5]\d[0-6]\dZ?)?[ \t]*[\r\n]"
_START = re.compile(rb"\nDTSTART(?:;[^:\r\n]*)?:" + _DATE + _TIME)
_END = re.compile(rb"\nDTEND(?:;[^:\r\n]*)?:" + _DATE + _TIME)
_LENGTH = re.compile(rb"\nDURATION[^\r\n]*")
_SHORT = re.compile(rb"\nDURATION:PT(?:[0-3]?\dH)?(?:\d{1,3}M)?(?:\d{1,3}S)?")
_UNTIL = re.compile(rb"\nRRULE:[^\r\n]*;UNTIL=(\d{8})[^\r\n]*\r?\n[^ \t]")


def choose_groups(raw: bytes, events: list[Stretch], first: bytes, last: bytes) -> list[list[Stretch]]:
    """Events that may touch the days from ``first`` to ``last`` (``YYYYMMDD``, with a margin for zones), by UID."""
    seen: dict[bytes, int] = {}
    mates: dict[bytes, list[int]] = {}
    kept: dict[bytes, None] = {}
    for index, (begin, end) in enumerate(events):
        uid = _read_uid(raw, begin, end)
        if uid in seen:
            mates.setdefault(uid, [seen[uid]]).append(index)
        else:
            seen[uid] = index
        if uid not in kept and may_touch(raw, begin, end, (first, last)):
            kept[uid] = None
    return [[events[index] for index in mates.get(uid) or (seen[uid],)] for uid in kept]


def _read_uid(raw: bytes, begin: int, end: int) -> bytes:
    """The UID's bytes; a name of its own for an event without a plain one."""
    match = _UID.search(raw, begin, end)
    if not match or not match[1].strip():
        return b"\n%d" % begin
    after = match.end() + (raw[match.end() : match.end() + 1] == b"\r") + 1
    if raw[after : after + 1] not in (b" ", b"\t"):
        return match[1].strip()
    folded = re.compile(rb"\nUID[^:\r\n]*:((?:[^\n]|\n[ \t])*)").search(raw, begin, end)
    return re.sub(rb"\r?\n[ \t]", b"", folded[1]).strip() if folded else match[1].strip()


def may_touch(raw: bytes, begin: int, end: int, days: tuple[bytes, bytes]) -> bool:
    """False only where the event surely lies outside the days."""
    if raw.find(b"\nRDATE", begin, end) >= 0:
        return True
    start = _START.search(raw, begin, end)
    if not start:
        return True
    first, last = days
    if start[1] > last:
        return False
    if raw.find(b"\nRRULE", begin, end) >= 0:
        until = _UNTIL.search(raw, begin, end)
        return not until or until[1] >= first or raw.find(b"\nRRULE", until.end() - 1, end) >= 0
    return start[1] >= first or _may_last(raw, begin, end, first)


def _may_last(raw: bytes, begin: int, end: int, first: bytes) -> bool:
    """Whether an event that began before ``first`` may still be going on then."""
    stop = _END.search(raw, begin, end)
    if stop:
        return stop[1] >= first
    if raw.find(b"\nDTEND", begin, end) >= 0:
        return True
    lengths = _LENGTH.findall(raw, begin, end)  # those of alarms too, which does no harm
    return any(not _SHORT.fullmatch(length) for length in lengths)
