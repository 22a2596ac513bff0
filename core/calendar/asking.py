"""Series that are left to recurring_ical_events: refused, asked for, and its answer taken. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from core.calendar.entry import Entry
from core.calendar.group import (
    Group,
    Request,
    add_single,
    counts_onwards,
    find_walls,
    list_dates,
    read_rules,
    read_until,
    refuse_series,
)
from core.calendar.moment import DAY, Moment, parse_moment
from core.calendar.recurrence import MAX_ROWS, Pace, Part, Row, judge_rule, write_moment, write_series
from core.calendar.stay import place_instance
from core.errors import Phrase

MOST_SHIFT = timedelta(days=3660)
MAX_DATES = 50_000  # RDATE and EXDATE values of one event


def ask_library(group: Group, master: Entry, overrides: list[Entry]) -> None:
    """Turns the series into a request, or into a problem where it must not be expanded."""
    start = master.start
    assert start is not None
    first, last = find_walls(group.span, start.zone or group.frame.zone)
    rules = read_rules(master)
    paces = [judge_rule(rule, start.wall, last) for rule in rules]
    amount = sum(line.value.count(",") + 1 for name in ("RDATE", "EXDATE") for line in master.fields.get(name, ()))
    refused = next((pace for pace in paces if pace in {Pace.BROKEN, Pace.REFUSED}), None)
    if refused or amount > MAX_DATES:
        problem = Phrase(f"problems.{refused}" if refused else "problems.too_many_dates")
        refuse_series(group, master, problem)
        return
    slack = DAY + _find_shift(overrides, start)
    reach = (first - master.length - slack, last + slack)
    places = {id(entry): index for index, entry in enumerate(group.entries)}
    near = [entry for entry in overrides if _reaches(entry, start, reach) or counts_onwards(entry)]
    parts = [_make_part(places[id(entry)], entry, start) for entry in (master, *near)]
    parts[0] = replace(parts[0], dates=tuple(_write_dates(group, master, reach)))
    pace = Pace.SLOW if Pace.SLOW in paces else Pace.QUICK
    group.requests.append(Request(write_series(parts), first, last, pace, master))


def _find_shift(overrides: list[Entry], start: Moment) -> timedelta:
    """How far an override of all that follows moves it at most: what is excluded there is named by where it was."""
    shifts = [
        abs(entry.start.wall_in(start.zone) - entry.recurrence_id.wall_in(start.zone))
        for entry in overrides
        if entry.start and entry.recurrence_id and counts_onwards(entry)
    ]
    return min(max(shifts, default=timedelta(0)), MOST_SHIFT)


def _reaches(entry: Entry, start: Moment, reach: tuple[datetime, datetime]) -> bool:
    walls = [moment.wall_in(start.zone) for moment in (entry.start, entry.recurrence_id) if moment]
    return any(reach[0] <= wall + entry.length and wall <= reach[1] for wall in walls)


def _make_part(index: int, entry: Entry, start: Moment) -> Part:
    assert entry.start is not None
    again = entry.recurrence_id
    return Part(
        index=index,
        start=Moment(entry.start.wall_in(start.zone), entry.start.is_date),
        length=entry.length,
        sequence=entry.sequence,
        rules=tuple(_rewrite(rule, start) for rule in read_rules(entry)),
        again=Moment(again.wall_in(start.zone), again.is_date) if again else None,
        onwards=again is not None and counts_onwards(entry),
    )


def _rewrite(rule: str, start: Moment) -> str:
    """The rule with UNTIL by the series' clock."""
    until = read_until(rule, start)
    kept = [part for part in rule.split(";") if part and not part.startswith("UNTIL=")]
    if until is not None:
        kept.append(write_moment("UNTIL", Moment(until, start.is_date)).replace(";VALUE=DATE", "").replace(":", "="))
    return ";".join(kept)


def _write_dates(group: Group, master: Entry, reach: tuple[datetime, datetime]) -> Iterator[str]:
    """RDATE and EXDATE by the series' clock, those that matter for the span; unreadable ones are named."""
    assert master.start is not None
    zone = master.start.zone
    for name in ("RDATE", "EXDATE"):
        for line, value in list_dates(master, name):
            begin, slash, length = value.partition("/")
            moment = parse_moment(begin, line.param("TZID"), group.zones)
            if moment is None:
                group.problems.append(Phrase("problems.bad_date", (("value", value[:40]),)))
            elif reach[0] - timedelta(days=40) <= moment.wall_in(zone) <= reach[1]:
                stop = parse_moment(length, line.param("TZID"), group.zones) if slash else None
                end = f"{stop.wall_in(zone):%Y%m%dT%H%M%S}" if stop else length
                text = write_moment(name, Moment(moment.wall_in(zone), moment.is_date))
                yield f"{text.replace(':', ';VALUE=PERIOD:')}/{end}" if slash else text


def close_request(group: Group, request: Request, rows: list[Row]) -> None:
    """Adds the library's rows; names it where there are too many."""
    if len(rows) >= MAX_ROWS:
        group.problems.append(Phrase("problems.too_many_rows", (("limit", MAX_ROWS),)))
    for row in rows:
        entry = group.entries[row.index]
        if entry.cancelled:
            continue
        if entry.recurrence_id is not None and not counts_onwards(entry):
            add_single(group, entry)
        else:
            _add_row(group, entry, row, request.master)


def _add_row(group: Group, entry: Entry, row: Row, master: Entry) -> None:
    assert master.start
    assert entry.start
    start = Moment(row.start, entry.start.is_date, master.start.zone)
    group.stays.append(place_instance(entry, start, row.end - row.start, group.frame))
