"""TZID to time zone: the system's zone by that name first, then what the calendar itself defines. Pure.

The order is icalendar's: a VTIMEZONE for a name that everybody knows is not believed. Nothing is kept between
calendars, so that one feed's "Custom" zone never leaks into the next.
"""

from __future__ import annotations

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.calendar.content import read_fields
from core.calendar.vtimezone import make_zone

_TZID = frozenset({"TZID"})


class Zones:
    """The zones one calendar speaks of. Holds what it found, and the names that nobody knows."""

    __slots__ = ("_blocks", "_found", "default", "unknown")

    def __init__(self, blocks: list[bytes], default: str = "") -> None:
        self._blocks = blocks
        self.default = load_zone(default.strip()) if default else None  # X-WR-TIMEZONE
        self._found: dict[str, tzinfo | None] = {}
        self.unknown: set[str] = set()

    def find(self, tzid: str) -> tzinfo | None:
        """The zone of a TZID; None where it is unknown (kept in ``unknown``)."""
        if tzid not in self._found:
            zone = self._look_up(tzid)
            self._found[tzid] = zone
            if zone is None:
                self.unknown.add(tzid)
        return self._found[tzid]

    def _look_up(self, tzid: str) -> tzinfo | None:
        clean = tzid.strip().strip("/")
        return load_zone(clean) or self._find_defined(tzid) or _load_windows(clean) or _load_suffix(clean)

    def _find_defined(self, tzid: str) -> tzinfo | None:
        for block in self._blocks:
            fields, _ = read_fields(block, _TZID)
            names = fields.get("TZID")
            if names and names[0].value.strip() == tzid.strip():
                zone = make_zone(block)
                if zone is not None:
                    return zone
        return None


def load_zone(name: str) -> tzinfo | None:
    """The system's zone of that name (``Europe/Berlin``), UTC for its many names; None where there is none."""
    if name.upper() in {"UTC", "Z", "ETC/UTC", "GMT"}:
        return UTC
    if not name or len(name) > 80 or " " in name:  # asking for a name that cannot be takes 10 ms
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _load_windows(name: str) -> tzinfo | None:
    """The zone behind a Windows name ("W. Europe Standard Time")."""
    if "Time" not in name and "UTC" not in name:
        return None
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - 0.1 s, for Outlook only

    return load_zone(WINDOWS_TO_OLSON[name]) if name in WINDOWS_TO_OLSON else None


def _load_suffix(name: str) -> tzinfo | None:
    """The zone at the end of a globally unique name (``/mozilla.org/20050126_1/Europe/Oslo``)."""
    parts = name.split("/")
    for start in range(1, min(len(parts), 8)):
        zone = load_zone("/".join(parts[start:])) if len(parts) - start > 1 else None
        if zone:
            return zone
    return None
