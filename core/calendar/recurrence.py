"""A series to its starts in a stretch of time. Bombs are refused before anything is expanded. Pure.

The library (recurring_ical_events) only sees times by the wall clock of the series' own zone, in a calendar written
here: no texts, no zones, no alarms. So nothing else in an event can break it, and its zone cache stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.calendar.moment import BROKEN, DAY, Moment

MAX_STEPS = 20_000  # of rules finer than daily
MAX_TIMES_A_DAY = 100
MAX_ROWS = 5_000  # appearances of one series in the span

_FINE = {"HOURLY": timedelta(hours=1), "MINUTELY": timedelta(minutes=1), "SECONDLY": timedelta(seconds=1)}
_COARSE = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_CLEAN = re.compile(r"[A-Z0-9=;,+:-]{1,2000}")
_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
_ALWAYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
_NTH = re.compile(r"[+-]?[1-4]?(?:MO|TU|WE|TH|FR|SA|SU)(?:,[+-]?[1-4]?(?:MO|TU|WE|TH|FR|SA|SU))*")
_EARLY_DAYS = re.compile(r"-?(?:[1-9]|1\d|2[0-8])(?:,-?(?:[1-9]|1\d|2[0-8]))*")


class Pace(StrEnum):
    """How a rule may be expanded."""

    QUICK = "quick"  # sure to end soon
    SLOW = "slow"  # may take long: only under a deadline
    BROKEN = "bad_rule"
    REFUSED = "too_often"


@dataclass(frozen=True, slots=True)
class Part:
    """An event of a series, by the wall clock of the series' zone. ``rules`` hold UNTIL as a wall, too."""

    index: int  # which event of the group it came from
    start: Moment
    length: timedelta
    sequence: int
    rules: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()  # RDATE and EXDATE lines
    again: Moment | None = None  # RECURRENCE-ID
    onwards: bool = False  # RANGE=THISANDFUTURE


@dataclass(frozen=True, slots=True)
class Row:
    """One appearance, by the wall clock: of which event, from when to when."""

    index: int
    start: datetime
    end: datetime


Rows = list[Row] | None  # None: the series is broken


class Overdue:
    """A series that had no answer when its time was up."""


OVERDUE = Overdue()


def judge_rule(text: str, start: datetime, last: datetime) -> Pace:
    """How the rule may be expanded for a series from ``start`` up to ``last`` (walls)."""
    if not _CLEAN.fullmatch(text):
        return Pace.BROKEN
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    interval = parts.get("INTERVAL", "1")
    if not interval.isdigit() or int(interval) < 1 or len(interval) > 6 or "" in parts.values():
        return Pace.BROKEN
    times = 1
    for name in _CLOCK:
        times *= len(parts.get(name, "").split(","))
    if times > MAX_TIMES_A_DAY:
        return Pace.REFUSED
    freq = parts.get("FREQ", "")
    if freq in _FINE:
        steps = (last - start) / (_FINE[freq] * int(interval))
        return Pace.REFUSED if min(steps, _count(parts)) > MAX_STEPS else Pace.SLOW
    if freq not in _COARSE:
        return Pace.BROKEN
    return Pace.QUICK if _matches_often(freq, parts) else Pace.SLOW


def _count(parts: dict[str, str]) -> float:
    """The steps a COUNT allows, where every step counts."""
    only_count = parts.keys() <= _ALWAYS and parts.get("COUNT", "").isdigit()
    return float(parts["COUNT"]) if only_count else float("inf")


def _matches_often(freq: str, parts: dict[str, str]) -> bool:
    """Whether the rule surely finds a date every few periods, so that the search for the next one ends soon."""
    extra = parts.keys() - _ALWAYS
    days_ok = _EARLY_DAYS.fullmatch(parts.get("BYMONTHDAY", "1")) is not None
    named_ok = _NTH.fullmatch(parts.get("BYDAY", "MO")) is not None
    months_ok = all(month.isdigit() and 1 <= int(month) <= 12 for month in parts.get("BYMONTH", "1").split(","))
    if freq in {"DAILY", "WEEKLY"}:
        return extra <= {"BYDAY"} and named_ok
    if not (days_ok and named_ok and months_ok):
        return False
    return extra in ({"BYMONTHDAY"}, {"BYDAY"}, set()) or (
        freq == "YEARLY" and extra in ({"BYMONTH"}, {"BYMONTH", "BYDAY"}, {"BYMONTH", "BYMONTHDAY"})
    )


def write_series(parts: list[Part]) -> str:
    """A calendar of floating times that holds the series and nothing else."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Liftslot//series//EN"]
    for part in parts:
        end = Moment(part.start.wall + part.length, part.start.is_date and not part.length % DAY)
        lines += ["BEGIN:VEVENT", "UID:series", f"X-INDEX:{part.index}", f"SEQUENCE:{max(part.sequence, 0)}"]
        lines += [write_moment("DTSTART", part.start), write_moment("DTEND", end)]
        lines += [f"RRULE:{rule}" for rule in part.rules]
        lines += part.dates
        if part.again:
            lines.append(
                write_moment("RECURRENCE-ID;RANGE=THISANDFUTURE" if part.onwards else "RECURRENCE-ID", part.again)
            )
        lines.append("END:VEVENT")
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def write_moment(name: str, moment: Moment) -> str:
    """The property with a floating value."""
    return f"{name};VALUE=DATE:{moment.wall:%Y%m%d}" if moment.is_date else f"{name}:{moment.wall:%Y%m%dT%H%M%S}"


def expand_series(text: str, first: datetime, last: datetime) -> list[Row] | None:
    """The appearances of a series written by ``write_series`` that touch the stretch; None where it is broken."""
    import recurring_ical_events  # noqa: PLC0415 - 0.12 s, only for what is unusual
    from icalendar import Calendar  # noqa: PLC0415

    try:
        found = recurring_ical_events.of(Calendar.from_ical(text)).between(first, last)
        rows = [
            Row(int(event["X-INDEX"]), _as_wall(event["DTSTART"].dt), _as_wall(event["DTEND"].dt))
            for event in found[:MAX_ROWS]
        ]
    except BROKEN:
        return None
    return sorted(rows, key=lambda row: (row.start, row.index))


def _as_wall(value: datetime) -> datetime:
    """A date as its midnight."""
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
