"""A zone that a calendar defines itself (VTIMEZONE, RFC 5545 section 3.6.5). Pure.

Understood are the onsets that real zones have: fixed dates (DTSTART, RDATE) and yearly rules by month, weekday and
day of the month. Anything else makes no zone, so that the name counts as unknown and is reported.
Walls between two onsets get the offset of the earlier one, as in dateutil, which icalendar uses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from core.calendar.content import Fields, read_fields

WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
MAX_DATES = 2_000  # fixed onsets in one definition; a zone of two centuries has about 400

_PART = re.compile(rb"(?ims)^BEGIN:(?:STANDARD|DAYLIGHT)\b.*?^END:(?:STANDARD|DAYLIGHT)\b")
_WANTED = frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?")
_STAMP = re.compile(r"(\d{8})(?:T(\d{6}))?Z?")
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_KNOWN = frozenset({"FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "INTERVAL", "WKST"})
_Onset = tuple[datetime, timedelta, timedelta]  # wall by the clock before, offset before, offset after
_NEVER = datetime.max  # noqa: DTZ901 - naive wall clock throughout


@dataclass(frozen=True, slots=True)
class _Rule:
    """One STANDARD or DAYLIGHT part."""

    dates: tuple[datetime, ...]
    months: tuple[int, ...]  # empty: no yearly rule
    weekdays: tuple[tuple[int, int], ...]  # (which one in the month, 0 for every; weekday)
    days: tuple[int, ...]
    until: datetime
    before: timedelta
    after: timedelta

    def onsets(self, year: int) -> list[datetime]:
        """The walls at which it begins in a year, by the clock before."""
        found = {wall for wall in self.dates if wall.year == year}
        first = self.dates[0]
        for month in self.months:
            for day in range(1, measure_month(year, month)[1] + 1):
                wall = first.replace(year=year, month=month, day=day)
                if first <= wall <= self.until and self._matches(wall):
                    found.add(wall)
        return sorted(found)

    def _matches(self, wall: datetime) -> bool:
        length = measure_month(wall.year, wall.month)[1]
        if self.days and not {wall.day, wall.day - length - 1} & set(self.days):
            return False
        if not self.weekdays:
            return bool(self.days) or wall.day == self.dates[0].day
        which = {0, (wall.day - 1) // 7 + 1, -((length - wall.day) // 7 + 1)}
        return any(weekday == wall.weekday() and nth in which for nth, weekday in self.weekdays)


class DefinedZone(tzinfo):
    """The zone of a VTIMEZONE. Immutable but for a cache of years."""

    def __init__(self, name: str, rules: list[_Rule]) -> None:
        self._name = name
        self._rules = rules
        self._single: dict[int, list[_Onset]] = {}
        self._years: dict[int, tuple[list[datetime], list[_Onset]]] = {}
        self._steps = sorted({onset.year for rule in rules for onset in rule.dates})
        self._first = min(rules, key=lambda rule: rule.dates[0]).before

    def utcoffset(self, wall: datetime | None, /) -> timedelta:
        """Offset at a wall clock; ``fold`` chooses between the two of an hour that comes twice."""
        if wall is None:
            return self._first
        naive = datetime.combine(wall, wall.time())  # without its zone, much quicker than by replace
        walls, onsets = self._years.get(naive.year) or self._look_around(naive.year)
        at = bisect_right(walls, naive) - 1
        if wall.fold and at + 1 < len(onsets):
            onset, before, after = onsets[at + 1]
            if after < before and naive >= onset + (after - before):
                return after
        return onsets[at][2] if at >= 0 else self._first

    def dst(self, _wall: datetime | None, /) -> timedelta:
        """Not told apart."""
        return timedelta(0)

    def tzname(self, _wall: datetime | None, /) -> str:
        """The TZID."""
        return self._name

    def fromutc(self, utc: datetime, /) -> datetime:
        """The wall clock of an instant given in UTC."""
        naive = utc.replace(tzinfo=None)
        offset = self._first
        for onset, before, after in (self._years.get(naive.year) or self._look_around(naive.year))[1]:
            if onset - before <= naive:
                offset = after
        wall = naive + offset
        fold = self.utcoffset(wall) != offset
        return wall.replace(tzinfo=self, fold=int(fold))

    def _look_around(self, year: int) -> tuple[list[datetime], list[_Onset]]:
        """The onsets of this year and the next, and of the last year before that had one; their walls apart."""
        earlier = [step for step in self._steps if step < year]
        years = {*earlier[-1:], max(year - 1, 1), year, min(year + 1, 9999)}
        found = [onset for one in years for onset in self._find_onsets(one)]
        found += [(rule.until, rule.before, rule.after) for rule in self._rules if rule.until.year < year - 1]
        found.sort()
        self._years[year] = [onset[0] for onset in found], found
        return self._years[year]

    def _find_onsets(self, year: int) -> list[_Onset]:
        if year not in self._single:
            self._single[year] = [(wall, rule.before, rule.after) for rule in self._rules for wall in rule.onsets(year)]
        return self._single[year]


def measure_month(year: int, month: int) -> tuple[int, int]:
    """The weekday of its first day (0 is Monday) and its number of days. The standard library's costs 2 ms to import."""
    first = date(year, month, 1)
    if month == 12:
        return first.weekday(), 31
    return first.weekday(), (date(year, month + 1, 1) - first).days


def make_zone(block: bytes) -> DefinedZone | None:
    """The zone a VTIMEZONE defines; None where it cannot be understood."""
    rules = []
    for part in _PART.findall(block):
        rule = _read_rule(read_fields(part, _WANTED)[0])
        if rule is None:
            return None
        rules.append(rule)
    name = read_fields(block, frozenset({"TZID"}))[0].get("TZID")
    return DefinedZone(name[0].value if name else "", rules) if rules else None


def _read_rule(fields: Fields) -> _Rule | None:
    before, after = (_read_offset(fields, name) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    values = [
        value for name in ("DTSTART", "RDATE") for line in fields.get(name, []) for value in line.value.split(",")
    ]
    dates = [_read_stamp(value) for value in values[:MAX_DATES]]
    known = tuple(date for date in dates if date)
    if before is None or after is None or not known or len(known) != len(values):
        return None
    lines = fields.get("RRULE", [])
    if not lines:
        return _Rule(known, (), (), (), _NEVER, before, after)
    if len(lines) > 1:
        return None
    return _read_yearly(known, lines[0].value.upper(), before, after)


def _read_yearly(dates: tuple[datetime, ...], text: str, before: timedelta, after: timedelta) -> _Rule | None:
    parts = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    if not parts.keys() <= _KNOWN or parts.get("FREQ") != "YEARLY" or parts.get("INTERVAL", "1") != "1":
        return None
    until = _read_stamp(parts["UNTIL"]) if "UNTIL" in parts else _NEVER
    if until is None:
        return None
    if parts.get("UNTIL", "").endswith("Z"):
        until += before
    try:
        months = tuple(int(month) for month in parts.get("BYMONTH", str(dates[0].month)).split(","))
        days = tuple(int(day) for day in parts["BYMONTHDAY"].split(",")) if "BYMONTHDAY" in parts else ()
    except ValueError:
        return None
    weekdays = [_BY_DAY.fullmatch(day) for day in parts["BYDAY"].split(",")] if "BYDAY" in parts else []
    if not all(weekdays) or not all(1 <= month <= 12 for month in months):
        return None
    named = tuple((int(match[1] or 0), WEEKDAYS[match[2]]) for match in weekdays if match)
    return _Rule(dates, months, named, days, until, before, after)


def _read_offset(fields: Fields, name: str) -> timedelta | None:
    match = _OFFSET.fullmatch(fields[name][0].value.strip()) if name in fields else None
    if not match or int(match[2]) > 23 or int(match[3]) > 59:
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -size if match[1] == "-" else size


def _read_stamp(value: str) -> datetime | None:
    match = _STAMP.fullmatch(value.strip())
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2] or '000000'}") if match else None
    except ValueError:
        return None
