"""All events of one UID to their appearances in a span: single ones, plain series, overrides, twins. Pure."""

from __future__ import annotations

from datetime import datetime

from core.calendar.entry import Entry
from core.calendar.group import (
    Group,
    add_instance,
    add_single,
    counts_onwards,
    find_walls,
    list_dates,
    read_rules,
    read_until,
)
from core.calendar.moment import Moment, parse_moment
from core.calendar.series import read_rule
from core.calendar.zones import Zones
from core.errors import Phrase


def open_group(group: Group) -> None:
    """Fills ``stays`` and ``problems``; what needs the library becomes ``request``, to be closed with its rows."""
    readable = [entry for entry in group.entries if entry.start is not None]
    for entry in group.entries:
        group.problems += entry.notes
        if entry.start is None:
            group.problems.append(Phrase("problems.bad_start" if "DTSTART" in entry.fields else "problems.no_start"))
    masters = [entry for entry in readable if entry.recurrence_id is None]
    overrides = [entry for entry in readable if entry.recurrence_id is not None]
    masters = _settle_twins(group, masters)
    if not masters:
        overrides = list(_settle_overrides(overrides).values())
        for single in overrides:
            add_single(group, single)
    for place, master in enumerate(masters):
        _open_series(group, master, [] if place else overrides)


def _settle_twins(group: Group, masters: list[Entry]) -> list[Entry]:
    """The newest copies by SEQUENCE, a copy at the same time once; the rest is named."""
    newest = max((entry.sequence for entry in masters), default=-1)
    copies: dict[object, Entry] = {}
    for entry in masters:
        if entry.sequence < newest:
            group.problems.append(Phrase("problems.older_copy"))
        elif copies.setdefault((entry.start, entry.length), entry) is not entry:
            group.problems.append(Phrase("problems.same_copy"))
    kept = list(copies.values())
    if len(kept) > 1:
        group.problems.append(Phrase("problems.same_uid", (("count", len(kept)),)))
    return sorted(kept, key=lambda entry: not entry.recurs)


def _settle_overrides(overrides: list[Entry]) -> dict[Moment | None, Entry]:
    """The newest override of each appearance."""
    newest: dict[Moment | None, Entry] = {}
    for entry in overrides:
        other = newest.get(entry.recurrence_id)
        if other is None or entry.sequence > other.sequence:
            newest[entry.recurrence_id] = entry
    return newest


def _open_series(group: Group, master: Entry, overrides: list[Entry]) -> None:
    if not master.recurs and not overrides:
        add_single(group, master)
        return
    if not _expand_plainly(group, master, overrides):
        from core.calendar.asking import ask_library  # noqa: PLC0415 - 10 ms, for what is unusual

        ask_library(group, master, overrides)


def _expand_plainly(group: Group, master: Entry, overrides: list[Entry]) -> bool:
    """True where the series is a plain one and its appearances were added."""
    start = master.start
    assert start is not None
    rules = read_rules(master)
    if len(rules) != 1 or not master.fields.keys().isdisjoint(("RDATE", "EXRULE")):
        return False
    plain = read_rule(rules[0], start.wall)
    without = _read_exceptions(master, start, group.zones)
    moved = _settle_overrides(overrides)
    walls = {again.wall_in(start.zone) for again in moved if again and again.is_date == start.is_date}
    if plain is None or without is None or len(walls) < len(moved) or any(map(_is_odd, overrides)):
        return False
    first, last = find_walls(group.span, start.zone or group.frame.zone)
    until = read_until(rules[0], start)
    if until is not None and until < start.wall:
        group.problems.append(Phrase("problems.never"))
    for wall in plain.walls(first - master.length, last if until is None else min(last, until)):
        if wall not in walls and wall not in without[0] and wall.date() not in without[1]:
            add_instance(group, master, Moment(wall, start.is_date, start.zone))
    for again, entry in moved.items():
        wall = again.wall_in(start.zone) if again else start.wall
        if wall not in without[0] and not (start.is_date and wall.date() in without[1]):
            add_single(group, entry)
    return True


def _is_odd(override: Entry) -> bool:
    """An override that recurs or counts for what follows."""
    return override.recurs or "EXDATE" in override.fields or counts_onwards(override)


def _read_exceptions(master: Entry, start: Moment, zones: Zones) -> tuple[set[datetime], set[object]] | None:
    """EXDATE as walls and as whole days; None where a plain reading would not do."""
    walls: set[datetime] = set()
    days: set[object] = set()
    for line, value in list_dates(master, "EXDATE"):
        moment = parse_moment(value, line.param("TZID"), zones)
        if moment is None or (start.is_date and not moment.is_date):
            return None
        if moment.is_date:
            days.add(moment.wall.date())
        else:
            walls.add(moment.wall_in(start.zone))
    return walls, days
