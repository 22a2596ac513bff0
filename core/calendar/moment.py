"""DATE, DATE-TIME and DURATION values (RFC 5545 sections 3.3.4 to 3.3.6), and what real feeds write instead. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

from core.calendar.content import Line
from core.calendar.zones import Zones

# What the standard library and the recurrence library raise for values that cannot be.
BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, RecursionError)
DAY = timedelta(days=1)
EARLIEST, LATEST = datetime(1, 1, 3), datetime(9999, 12, 29)  # noqa: DTZ001 - any zone's wall is a date between
LONGEST = timedelta(days=3660)  # an event of ten years is a mistake, and arithmetic beyond year 9999 fails

_BASIC = r"(\d{4})(\d{2})(\d{2})(?:[T ](\d{2})(\d{2})(\d{2})?(Z?))?"
_ISO_DAY = r"(\d{4})-(\d{2})-(\d{2})"  # compiled where they are met, which is hardly ever
_ISO_TIME = r"(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
_Stamp = tuple[datetime, bool, bool]  # wall, whether it is a date, whether it is UTC
_LENGTH = re.compile(r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE)


class Moment(NamedTuple):  # made by the ten thousand, like ``Line``
    """A DATE (``wall`` at midnight) or DATE-TIME as written: wall clock and zone (None: floating)."""

    wall: datetime  # naive
    is_date: bool
    zone: tzinfo | None = None

    def aware(self, default: tzinfo) -> datetime:
        """The instant; floating times and dates are taken in ``default``."""
        return place_wall(self.wall, self.zone or default)

    def wall_in(self, zone: tzinfo | None) -> datetime:
        """The naive wall clock of ``zone``; dates and floating times keep theirs."""
        if self.zone is None or zone is None or self.zone is zone or self.is_date:
            return self.wall
        return place_wall(place_wall(self.wall, self.zone).astimezone(zone), None)


def place_wall(wall: datetime, zone: tzinfo | None) -> datetime:
    """``wall.replace(tzinfo=zone)`` in a fifth of its time, which counts where it is done ten thousand times."""
    return datetime.combine(wall, wall.time(), zone)


def read_moment(line: Line, zones: Zones) -> Moment | None:
    """The moment a property holds; None where it holds none. VALUE is not believed, the digits are."""
    return parse_moment(line.value, line.param("TZID"), zones)


def parse_moment(value: str, tzid: str | None, zones: Zones) -> Moment | None:
    """The moment of one value (``20261124``, ``20261124T070000Z``, also with dashes and colons)."""
    found = _read_usual(value) or _read_unusual(value.strip())
    if not found:
        return None
    wall, is_date, is_utc = found
    if is_date:
        return Moment(wall, is_date=True)
    named = zones.find(tzid) if tzid else None  # believed before a Z beside it, as icalendar does
    return _place(wall, named or (UTC if is_utc else None), None if tzid else zones.default)


def _read_usual(value: str) -> _Stamp | None:
    """A value in the standard's own spelling, several times as quickly."""
    digits = value[:8] + value[9:15]
    if not digits.isdigit() or value[8:9] not in {"", "T"} or value[15:] not in {"", "Z"}:
        return None
    try:
        return datetime.fromisoformat(value[:15]), len(value) == 8, len(value) == 16
    except ValueError:
        return None


def _read_unusual(value: str) -> _Stamp | None:
    """A value in any spelling that is understood."""
    match = _match(value)
    if not match:
        return None
    year, month, day, hour, minute, second, _ = match.groups("0")
    try:
        wall = datetime(int(year), int(month), int(day), int(hour), int(minute), min(int(second), 59))  # noqa: DTZ001
    except ValueError:
        return None
    return wall, match[4] is None, bool(match[7])


def _place(wall: datetime, zone: tzinfo | None, default: tzinfo | None) -> Moment:
    """X-WR-TIMEZONE takes UTC and floating times to itself, so that a series keeps its hour over the seasons."""
    if default is None:
        return Moment(wall, is_date=False, zone=zone)
    if zone is UTC and not EARLIEST < wall < LATEST:
        return Moment(wall, is_date=False, zone=UTC)
    moved = place_wall(place_wall(wall, UTC).astimezone(default), None) if zone is UTC else wall
    return Moment(moved, is_date=False, zone=default)


def _match(value: str) -> re.Match[str] | None:
    match = re.fullmatch(_BASIC, value, re.IGNORECASE)
    if match or "-" not in value[:6]:
        return match
    value = re.sub(_ISO_DAY, r"\1\2\3", value)
    value = re.sub(_ISO_TIME, lambda time: time[1] + time[2] + (time[3] or "00"), value)
    return re.fullmatch(_BASIC, value, re.IGNORECASE)


def parse_length(value: str) -> timedelta | None:
    """A DURATION, at most ten years and never negative; None for anything else."""
    match = _LENGTH.fullmatch(value.strip())
    if not match or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (
        int(part or 0) if len(part or "") < 9 else 10**9 for part in match.groups()[1:]
    )
    if match[1] == "-" or weeks > 530 or days > 3660:
        return None
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return length if length <= LONGEST else None
