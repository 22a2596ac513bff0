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
_SHORT = re.compile(rb"\nDURATION:PT(?:[01]?\dH)?(?:\d{1,3}M)?(?:\d{1,3}S)?")
_UNTIL = re.compile(rb"\nRRULE:[^\r\n]*;UNTIL=(\d{8})[^\r\n]*\r?\n[^ \t]")


FAR_BACK, FAR_AHEAD = b"00000000", b"99999999"  # where bytes alone do not tell the day

Days = tuple[bytes, bytes]  # YYYYMMDD, both inclusive


def choose_groups(raw: bytes, events: list[Stretch], days: Days) -> list[list[Stretch]]:
    """Events that may touch the days (which need a margin for zones), by UID, in the order they stand."""
    first, last = days
    uids, mates = group_events(raw, events)
    kept: dict[bytes, list[int]] = {}
    for place, (uid, event) in enumerate(zip(uids, events, strict=True)):
        if uid not in kept:
            begins, ends = find_days(raw, *event)
            if begins <= last and ends >= first:
                kept[uid] = mates.get(uid) or [place]
    return [[events[number] for number in members] for members in sorted(kept.values())]


def group_events(raw: bytes, events: list[Stretch]) -> tuple[list[bytes], dict[bytes, list[int]]]:
    """The UID of each event, and for UIDs that come more than once where they do."""
    seen: dict[bytes, int] = {}
    mates: dict[bytes, list[int]] = {}
    uids = [_read_uid(raw, begin, end) for begin, end in events]
    for index, uid in enumerate(uids):
        if seen.setdefault(uid, index) != index:
            mates.setdefault(uid, [seen[uid]]).append(index)
    return uids, mates


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


def find_days(raw: bytes, begin: int, end: int) -> Days:
    """The first and last day that the event can touch by its own clock; far apart where that cannot be told."""
    start = _START.search(raw, begin, end)
    if not start or raw.find(b"\nRDATE", begin, end) >= 0:
        return FAR_BACK, FAR_AHEAD
    if raw.find(b"\nRRULE", begin, end) >= 0:
        until = _UNTIL.search(raw, begin, end)
        if not until or raw.find(b"\nRRULE", until.end() - 1, end) >= 0:
            return start[1], FAR_AHEAD
        return start[1], max(until[1], _find_last(raw, begin, end, start[1]))
    return start[1], _find_last(raw, begin, end, start[1])


def _find_last(raw: bytes, begin: int, end: int, first: bytes) -> bytes:
    """The day of DTEND; ``first`` where it lasts less than two days from then."""
    stop = _END.search(raw, begin, end)
    if stop:
        return max(stop[1], first)
    if raw.find(b"\nDTEND", begin, end) >= 0:
        return FAR_AHEAD
    lengths = _LENGTH.findall(raw, begin, end)  # those of alarms too, which does no harm
    return first if all(_SHORT.fullmatch(length) for length in lengths) else FAR_AHEAD
