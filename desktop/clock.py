"""The only reader of the clock for commands, and of days and moments that people type."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from core.errors import InputError


def find_now(fixed: str | None, zone: ZoneInfo) -> datetime:
    """Now in a zone, or the moment that ``--now`` fixes for tests."""
    return parse_moment(fixed, zone) if fixed else datetime.now(UTC).astimezone(zone)


def parse_day(text: str) -> date:
    """A day like 2026-11-23; InputError ``day_form``."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError("day_form", text=text) from error


def parse_moment(text: str, zone: ZoneInfo) -> datetime:
    """A moment like "2026-11-24 18:00", in the runner's zone unless it names an offset; InputError ``moment_form``."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError("moment_form", text=text) from error
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
