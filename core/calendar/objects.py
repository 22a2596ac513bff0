"""Pure: the objects of a CalDAV calendar read as one, each with the time zones that it brought along.

One read costs far less than one for each object; but a TZID means what its own VCALENDAR says (RFC 5545 3.6.5), and
two objects may define the same name differently. So only objects with the same definitions are read together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from core.calendar import ics
from core.model.event import Reading, Span

VTIMEZONE = re.compile(rb"(?is)BEGIN:VTIMEZONE.*?END:VTIMEZONE")


def read_objects(raws: Sequence[bytes], *, source: str, span: Span, zone: ZoneInfo) -> Reading:
    """What all objects hold in the span; sorted like ``ics.read``."""
    groups: dict[bytes, list[bytes]] = {}
    for raw in raws:
        groups.setdefault(b"".join(VTIMEZONE.findall(raw)), []).append(raw)
    readings = [ics.read(b"\r\n".join(group), source=source, span=span, zone=zone) for group in groups.values()]
    occurrences = [item for reading in readings for item in reading.occurrences]
    return Reading(
        source,
        tuple(sorted(occurrences, key=lambda item: (item.start, item.uid, item.recurrence_id or ""))),
        tuple(problem for reading in readings for problem in reading.problems),
        next((reading.name for reading in readings if reading.name), ""),
    )
