"""Plain daily and weekly series, expanded without a library. Pure.

Proven equal to recurring_ical_events by tests; anything beyond these few parts is left to it.
Walls are naive datetimes in the series' own zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.calendar.vtimezone import WEEKDAYS

_KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"})
_STEP = {"DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}
MAX_COUNT = 10_000
MAX_INTERVAL = 1_000


@dataclass(frozen=True, slots=True)
class PlainRule:
    """Every ``every`` from ``start`` on; weekly ones on ``offsets`` (days after the start of the week)."""

    base: datetime  # the first period's start: DTSTART, or its time of day on the first day of its week
    start: datetime
    every: timedelta
    offsets: tuple[int, ...]
    count: int | None

    def walls(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """The starts from ``first`` to ``last``, both inclusive."""
        left = self.count
        period = self.base
        if left is None and first - timedelta(days=7) > period:
            period += (first - timedelta(days=7) - period) // self.every * self.every
        while period <= last and left != 0:
            for wall in (period + timedelta(days=day) for day in self.offsets):
                if wall < self.start or left == 0:
                    continue
                left = None if left is None else left - 1
                if first <= wall <= last:
                    yield wall
            period += self.every


def read_rule(text: str, start: datetime) -> PlainRule | None:
    """The rule where it is one of ours; UNTIL is left to the caller. None for all others, bad ones included."""
    pieces = text.strip().upper().split(";")
    parts = dict(piece.partition("=")[::2] for piece in pieces)
    step = _STEP.get(parts.get("FREQ", ""))
    interval, count = (
        _read_count(parts.get("INTERVAL", "1"), MAX_INTERVAL),
        _read_count(parts.get("COUNT", "1"), MAX_COUNT),
    )
    if step is None or len(parts) < len(pieces) or not parts.keys() <= _KNOWN or interval is None or count is None:
        return None
    limit = count if "COUNT" in parts else None
    if step.days == 1:
        return PlainRule(start, start, step * interval, (0,), limit) if "BYDAY" not in parts else None
    first_day = WEEKDAYS.get(parts.get("WKST", "MO"))
    named = parts["BYDAY"].split(",") if "BYDAY" in parts else [list(WEEKDAYS)[start.weekday()]]
    if first_day is None or not all(name in WEEKDAYS for name in named):
        return None
    offsets = tuple(sorted({(WEEKDAYS[name] - first_day) % 7 for name in named}))
    into_week = (start.weekday() - first_day) % 7
    if into_week not in offsets:
        return None
    return PlainRule(start - timedelta(days=into_week), start, step * interval, offsets, limit)


def _read_count(text: str, limit: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= limit else None
