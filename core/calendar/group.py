"""All events of one UID to their appearances in a span: single ones, series, overrides, twins. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo

from core.calendar.content import Line
from core.calendar.entry import Entry, Frame, Stay, name_instance, stay_of
from core.calendar.moment import DAY, Moment, parse_moment
from core.calendar.recurrence import Pace, Part, Row, judge_rule, write_moment, write_series
from core.calendar.series import read_rule
from core.calendar.zones import Zones
from core.errors import Phrase
from core.model.event import Span

MAX_DATES = 50_000  # RDATE and EXDATE values of one event


@dataclass(frozen=True, slots=True)
class Request:
    """A series for the library."""

    text: str
    first: datetime
    last: datetime
    pace: Pace


@dataclass(slots=True)
class Group:
    """The events of one UID, and what became of them."""

    entries: list[Entry]
    frame: Frame
    zones: Zones
    span: Span
    stays: list[tuple[Entry, Stay]] = field(default_factory=list)
    problems: list[Phrase] = field(default_factory=list)
    request: Request | None = None
    master: Entry | None = None  # of the request

    @property
    def uid(self) -> str:
        """The UID they share."""
        return self.entries[0].uid


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
    for single in masters[1:] + ([] if masters else overrides):
        _add_single(group, single)
    if masters:
        _open_series(group, masters[0], overrides)


def _settle_twins(group: Group, masters: list[Entry]) -> list[Entry]:
    """The newest copies by SEQUENCE, a copy at the same time once; the rest is named."""
    newest = max((entry.sequence for entry in masters), default=-1)
    kept: list[Entry] = []
    for entry in masters:
        if entry.sequence < newest:
            group.problems.append(Phrase("problems.older_copy"))
        elif any((entry.start, entry.length) == (other.start, other.length) for other in kept):
            group.problems.append(Phrase("problems.same_copy"))
        else:
            kept.append(entry)
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


def _add_single(group: Group, entry: Entry) -> None:
    assert entry.start is not None
    if not entry.cancelled:
        group.stays.append((entry, stay_of(entry, entry.start, group.frame)))


def _open_series(group: Group, master: Entry, overrides: list[Entry]) -> None:
    if not master.recurs and not overrides:
        _add_single(group, master)
        return
    if not _expand_plainly(group, master, overrides):
        _ask_library(group, master, overrides)


def _expand_plainly(group: Group, master: Entry, overrides: list[Entry]) -> bool:
    """True where the series is a plain one and its appearances were added."""
    start = master.start
    assert start is not None
    rules = master.fields.get("RRULE", [])
    if len(rules) != 1 or not master.fields.keys().isdisjoint(("RDATE", "EXRULE")):
        return False
    plain = read_rule(rules[0].value, start.wall)
    without = _read_exceptions(master, start, group.zones)
    moved = _settle_overrides(overrides)
    walls = {again.wall_in(start.zone) for again in moved if again and again.is_date == start.is_date}
    if plain is None or without is None or len(walls) < len(overrides) or any(map(_is_odd, overrides)):
        return False
    first, last = _walls_of_span(group.span, start.zone or group.frame.floating)
    until = read_until(rules[0].value, start)
    for wall in plain.walls(first - master.length, last if until is None else min(last, until)):
        if wall not in walls and wall not in without[0] and wall.date() not in without[1]:
            _add_instance(group, master, replace(start, wall=wall))
    for again, entry in moved.items():
        wall = again.wall_in(start.zone) if again else start.wall
        if wall not in without[0] and wall.date() not in without[1]:
            _add_single(group, entry)
    return True


def _is_odd(override: Entry) -> bool:
    """An override that recurs or counts for what follows."""
    return override.recurs or "EXDATE" in override.fields or _is_onwards(override)


def _is_onwards(override: Entry) -> bool:
    return override.fields["RECURRENCE-ID"][0].param("RANGE") == "THISANDFUTURE"


def _add_instance(group: Group, master: Entry, start: Moment) -> None:
    if not master.cancelled:
        stay = stay_of(replace(master, end=None), start, group.frame)
        group.stays.append((master, replace(stay, recurrence_id=name_instance(start, group.frame))))


def _walls_of_span(span: Span, zone: tzinfo) -> tuple[datetime, datetime]:
    """The span by a zone's clock, a day wider on both sides."""
    first, last = (when.astimezone(zone).replace(tzinfo=None) for when in (span.start, span.end))
    return first - DAY, last + DAY


def _each_date(entry: Entry, name: str) -> Iterator[tuple[Line, str]]:
    for line in entry.fields.get(name, ()):
        for value in line.value.split(","):
            yield line, value


def _read_exceptions(master: Entry, start: Moment, zones: Zones) -> tuple[set[datetime], set[object]] | None:
    """EXDATE as walls and as whole days; None where a plain reading would not do."""
    walls: set[datetime] = set()
    days: set[object] = set()
    for line, value in _each_date(master, "EXDATE"):
        moment = parse_moment(value, line.param("TZID"), zones)
        if moment is None or (start.is_date and not moment.is_date):
            return None
        if moment.is_date:
            days.add(moment.wall.date())
        else:
            walls.add(moment.wall_in(start.zone))
    return walls, days


def read_until(rule: str, start: Moment) -> datetime | None:
    """UNTIL by the series' clock, as recurring_ical_events reads it; None where there is none.

    A time without Z in a series with a zone counts as UTC and as local, whichever is earlier.
    """
    found = rule.upper().partition("UNTIL=")[2].partition(";")[0].strip()
    if not found:
        return None
    moment = parse_moment(found, None, Zones([]))
    if moment is None:
        return None
    if start.is_date:
        return moment.wall.replace(hour=0, minute=0, second=0)
    if start.zone is None:
        return moment.wall
    local = moment.wall.replace(tzinfo=UTC).astimezone(start.zone).replace(tzinfo=None)
    return local if moment.zone else min(local, moment.wall)


def _ask_library(group: Group, master: Entry, overrides: list[Entry]) -> None:
    """Turns the series into a request, or into a problem where it must not be expanded."""
    start = master.start
    assert start is not None
    first, last = _walls_of_span(group.span, start.zone or group.frame.floating)
    rules = [line.value.strip().upper() for line in master.fields.get("RRULE", [])]
    paces = [judge_rule(rule, start.wall, last) for rule in rules]
    amount = sum(line.value.count(",") + 1 for name in ("RDATE", "EXDATE") for line in master.fields.get(name, ()))
    refused = next((pace for pace in paces if pace in {Pace.BROKEN, Pace.REFUSED}), None)
    if refused or amount > MAX_DATES:
        problem = Phrase(f"problems.{refused}" if refused else "problems.too_many_dates")
        refuse_series(group, master, problem)
        return
    reach = (first - master.length - DAY, last + DAY)
    parts = [_make_part(0, master, start)]
    parts[0] = replace(parts[0], rules=tuple(_rewrite(rule, start) for rule in rules))
    parts[0] = replace(parts[0], dates=tuple(_write_dates(group, master, reach)))
    parts += [
        _make_part(group.entries.index(entry), entry, start)
        for entry in overrides
        if _reaches(entry, start, reach) or _is_onwards(entry)
    ]
    parts[0] = replace(parts[0], index=group.entries.index(master))
    pace = Pace.SLOW if Pace.SLOW in paces else Pace.QUICK
    group.master = master
    group.request = Request(write_series(parts), first, last, pace)


def refuse_series(group: Group, master: Entry, problem: Phrase) -> None:
    """Names the problem; the first appearance and the overrides, which are certain, are still shown."""
    group.problems.append(problem)
    assert master.start is not None
    _add_instance(group, master, master.start)
    for entry in group.entries:
        if entry.start and entry.recurrence_id:
            _add_single(group, entry)


def _reaches(entry: Entry, start: Moment, reach: tuple[datetime, datetime]) -> bool:
    walls = [moment.wall_in(start.zone) for moment in (entry.start, entry.recurrence_id) if moment]
    return any(reach[0] <= wall + length and wall <= reach[1] for wall in walls for length in (entry.length,))


def _make_part(index: int, entry: Entry, start: Moment) -> Part:
    assert entry.start is not None
    again = entry.recurrence_id
    return Part(
        index=index,
        start=Moment(entry.start.wall_in(start.zone), entry.start.is_date),
        length=entry.length,
        sequence=entry.sequence,
        again=Moment(again.wall_in(start.zone), again.is_date) if again else None,
        onwards=again is not None and _is_onwards(entry),
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
        for line, value in _each_date(master, name):
            begin, slash, length = value.partition("/")
            moment = parse_moment(begin, line.param("TZID"), group.zones)
            if moment is None:
                group.problems.append(Phrase("problems.bad_date", (("value", value[:40]),)))
            elif reach[0] - timedelta(days=40) <= moment.wall_in(zone) <= reach[1]:
                stop = parse_moment(length, line.param("TZID"), group.zones) if slash else None
                end = f"{stop.wall_in(zone):%Y%m%dT%H%M%S}" if stop else length
                text = write_moment(name, Moment(moment.wall_in(zone), moment.is_date))
                yield f"{text.replace(':', ';VALUE=PERIOD:')}/{end}" if slash else text


def close_group(group: Group, rows: list[Row]) -> None:
    """Adds the library's rows."""
    for row in rows:
        entry = group.entries[row.index]
        if entry.cancelled:
            continue
        if entry.recurrence_id is not None and not _is_onwards(entry):
            _add_single(group, entry)
        else:
            _add_row(group, entry, row)


def _add_row(group: Group, entry: Entry, row: Row) -> None:
    assert group.master
    assert group.master.start
    assert entry.start
    start = Moment(row.start, entry.start.is_date, group.master.start.zone)
    stay = stay_of(replace(entry, end=None, length=row.end - row.start, recurrence_id=None), start, group.frame)
    group.stays.append((entry, replace(stay, recurrence_id=name_instance(start, group.frame))))
