"""Our own events read back, also after a server or another program has rewritten them. Pure."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from core.calendar.content import parse_line, split_list, unfold
from core.calendar.cut import cut_components
from core.calendar.entry import Entry, read_entry, read_mark
from core.calendar.moment import parse_length
from core.calendar.zones import Zones
from core.model.event import OwnEvent

_ALARM = re.compile(rb"(?ims)^BEGIN:VALARM\b.*?^END:VALARM\b")
_TRIGGER = re.compile(rb"(?im)^TRIGGER[^\r\n]*")


def read_own(raw: bytes, zone: ZoneInfo) -> tuple[OwnEvent, ...]:
    """The events of ours in a calendar, times in the runner's zone, in the order they stand.

    Events without our marks or UID, and ours without readable times, are left out.
    """
    cut = cut_components(raw)
    zones = Zones(cut.zones)
    found = []
    for begin, end in cut.layout.events:
        block = cut.raw[begin:end]
        if b"iftslot" in block or b"LIFTSLOT" in unfold(block).upper():
            event = _as_own(read_entry(block, zones), block, zone)
            if event:
                found.append(event)
    return tuple(found)


def _as_own(entry: Entry, block: bytes, zone: ZoneInfo) -> OwnEvent | None:
    mark = read_mark(entry)
    if mark is None or entry.start is None or entry.cancelled:
        return None
    start = entry.start.aware(zone)
    end = entry.end.aware(zone) if entry.end and entry.length else start + entry.length
    return OwnEvent(
        uid=entry.uid,
        start=start.astimezone(zone),
        end=end.astimezone(zone),
        summary=entry.text("SUMMARY"),
        description=entry.text("DESCRIPTION", 10**6),
        mark=mark,
        categories=tuple(name for line in entry.fields.get("CATEGORIES", ()) for name in split_list(line.value)),
        location=entry.text("LOCATION"),
        alarm_minutes=_read_alarm(block),
        sequence=max(entry.sequence, 0),
        all_day=entry.start.is_date,
    )


def _read_alarm(block: bytes) -> int | None:
    """Minutes before the start of the first alarm that rings before it."""
    for alarm in _ALARM.findall(unfold(block)):
        trigger = _TRIGGER.search(alarm)
        line = parse_line(trigger[0].decode("utf-8", "replace")) if trigger else None
        length = parse_length(line.value.strip().removeprefix("-")) if line else None
        before = line is not None and line.value.strip().startswith("-") and line.param("RELATED") != "END"
        if length is not None and (before or not length):
            return int(length.total_seconds()) // 60
    return None
