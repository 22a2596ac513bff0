"""Plain daily, weekly, monthly and yearly series, expanded without a library. Pure.

Proven equal to recurring_ical_events by tests; anything beyond these few parts is left to it. A rule is plain only
where DTSTART itself fulfils it. Walls are naive datetimes in the series' own zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from core.calendar.vtimezone import WEEKDAYS, measure_month

MAX_COUNT = 10_000
MAX_INTERVAL = 1_000

_WEEK = timedelta(days=7)
_STEP = {"DAILY": timedelta(days=1), "WEEKLY": _WEEK}
_MONTHS = {"MONTHLY": 1, "YEARLY": 12}
_ALWAYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL"})
_NTH = re.compile(r"([+-]?[1-4])(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class ByDays:
    """Every ``every`` (whole days or weeks) from ``base`` on, on ``offsets`` (days after the period's start)."""

    base: datetime
    start: datetime
    every: timedelta
    offsets: tuple[int, ...] = (0,)

    def walls(self, skip_to: datetime | None) -> Iterator[datetime]:
        """All starts from DTSTART on, for ever; those surely before ``skip_to`` may be left out."""
        period = self.base
        if skip_to is not None and skip_to - _WEEK > period:
            period += (skip_to - _WEEK - period) // self.every * self.every
        while True:
            for days in self.offsets:
                wall = period + timedelta(days=days)
                if wall >= self.start:
                    yield wall
            period += self.every


@dataclass(frozen=True, slots=True)
class ByMonths:
    """Every ``every`` months on the day of ``start``, or on its nth weekday of the month (-1: the last)."""

    start: datetime
    every: int
    nth: int = 0

    def walls(self, skip_to: datetime | None) -> Iterator[datetime]:
        """All starts from DTSTART on, until the year 9999; those surely before ``skip_to`` may be left out."""
        month = first = self.start.year * 12 + self.start.month - 1
        if skip_to is not None:
            month += max(0, skip_to.year * 12 + skip_to.month - 3 - first) // self.every * self.every
        for number in range(month, 9999 * 12 + 12, self.every):
            day = self._day(number // 12, number % 12 + 1)
            if day:
                yield self.start.replace(year=number // 12, month=number % 12 + 1, day=day)

    def _day(self, year: int, month: int) -> int:
        """The day of that month; 0 where it has none."""
        first, length = measure_month(year, month)
        if not self.nth:
            return self.start.day if self.start.day <= length else 0
        day = (self.start.weekday() - first) % 7 + 1
        return day + 7 * (self.nth - 1) if self.nth > 0 else day + 7 * ((length - day) // 7 + 1 + self.nth)


@dataclass(frozen=True, slots=True)
class PlainRule:
    """A rule and its COUNT."""

    steps: ByDays | ByMonths
    count: int | None

    def walls(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """The starts from ``first`` to ``last``, both inclusive."""
        found = self.steps.walls(first if self.count is None else None)
        for wall in islice(found, self.count):
            if wall > last:
                return
            if wall >= first:
                yield wall


def read_rule(text: str, start: datetime) -> PlainRule | None:
    """The rule where it is a plain one; UNTIL is left to the caller. None for all others, bad ones included."""
    pieces = text.split(";")
    parts = dict(piece.partition("=")[::2] for piece in pieces)
    interval = _read_count(parts.get("INTERVAL", "1"), MAX_INTERVAL)
    count = _read_count(parts.get("COUNT", "1"), MAX_COUNT)
    if len(parts) < len(pieces) or interval is None or count is None:
        return None
    freq = parts.get("FREQ", "")
    steps = _read_months(freq, parts, start, interval) if freq in _MONTHS else _read_days(freq, parts, start, interval)
    return PlainRule(steps, count if "COUNT" in parts else None) if steps else None


def _read_count(text: str, limit: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= limit else None


def _read_days(freq: str, parts: dict[str, str], start: datetime, interval: int) -> ByDays | None:
    if freq not in _STEP or not parts.keys() <= _ALWAYS | {"BYDAY", "WKST"}:
        return None
    if freq == "DAILY":
        return ByDays(start, start, _STEP[freq] * interval) if "BYDAY" not in parts else None
    first_day = WEEKDAYS.get(parts.get("WKST", "MO"))
    named = parts["BYDAY"].split(",") if "BYDAY" in parts else [list(WEEKDAYS)[start.weekday()]]
    if first_day is None or not all(name in WEEKDAYS for name in named):
        return None
    offsets = tuple(sorted({(WEEKDAYS[name] - first_day) % 7 for name in named}))
    into_week = (start.weekday() - first_day) % 7
    if into_week not in offsets:
        return None
    return ByDays(start - timedelta(days=into_week), start, _STEP[freq] * interval, offsets)


def _read_months(freq: str, parts: dict[str, str], start: datetime, interval: int) -> ByMonths | None:
    extra = {name: parts[name] for name in parts.keys() - _ALWAYS - {"WKST"}}
    if extra.get("BYMONTH") == str(start.month) and freq == "YEARLY":
        del extra["BYMONTH"]
        in_month = True
    else:
        in_month = freq == "MONTHLY"
    if extra.get("BYMONTHDAY") == str(start.day) and in_month:
        del extra["BYMONTHDAY"]
    by_day = _NTH.fullmatch(extra.get("BYDAY", "")) if in_month and extra.keys() == {"BYDAY"} else None
    every = _MONTHS[freq] * interval
    if not by_day:
        return ByMonths(start, every) if not extra else None
    nth, length = int(by_day[1]), measure_month(start.year, start.month)[1]
    own = (start.day - 1) // 7 + 1 if nth > 0 else -((length - start.day) // 7 + 1)
    return ByMonths(start, every, nth) if WEEKDAYS[by_day[2]] == start.weekday() and own == nth else None
