"""The events of one UID and what became of them, and how one appearance is added. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from core.calendar.content import Line
from core.calendar.entry import Entry
from core.calendar.moment import DAY, Moment, parse_moment
from core.calendar.stay import Frame, Stay, place_instance, place_single
from core.calendar.zones import Zones
from core.errors import Phrase
from core.model.event import Span

if TYPE_CHECKING:
    from core.calendar.recurrence import Pace


@dataclass(frozen=True, slots=True)
class Request:
    """A series for the library."""

    text: str
    first: datetime
    last: datetime
    pace: Pace
    master: Entry


@dataclass(slots=True)
class Group:
    """The events of one UID, and what became of them."""

    entries: list[Entry]
    frame: Frame
    zones: Zones
    span: Span
    stays: list[Stay] = field(default_factory=list)
    problems: list[Phrase] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    @property
    def uid(self) -> str:
        """The UID they share."""
        return self.entries[0].uid


def add_single(group: Group, entry: Entry) -> None:
    """Adds the event at its own time, unless it is cancelled."""
    assert entry.start is not None
    if not entry.cancelled:
        group.stays.append(place_single(entry, entry.start, group.frame))


def add_instance(group: Group, master: Entry, start: Moment) -> None:
    """Adds one appearance of a series, unless that is cancelled."""
    if not master.cancelled:
        group.stays.append(place_instance(master, start, master.length, group.frame))


def refuse_series(group: Group, master: Entry, problem: Phrase) -> None:
    """Names the problem; the first appearance and the overrides, which are certain, are still shown."""
    group.problems.append(problem)
    assert master.start is not None
    add_instance(group, master, master.start)
    for entry in group.entries:
        if entry.start and entry.recurrence_id:
            add_single(group, entry)


def find_walls(span: Span, zone: tzinfo) -> tuple[datetime, datetime]:
    """The span by a zone's clock, a day wider on both sides."""
    first, last = (when.astimezone(zone).replace(tzinfo=None) for when in (span.start, span.end))
    return first - DAY, last + DAY


def list_dates(entry: Entry, name: str) -> Iterator[tuple[Line, str]]:
    """The values of RDATE or EXDATE, each with its line."""
    for line in entry.fields.get(name, ()):
        for value in line.value.split(","):
            yield line, value


def counts_onwards(override: Entry) -> bool:
    """True for an override of one appearance and all that follow (RANGE=THISANDFUTURE)."""
    return override.fields["RECURRENCE-ID"][0].param("RANGE") == "THISANDFUTURE"


def read_rules(entry: Entry) -> list[str]:
    """Its rules in capitals, without empty ones, empty parts, and the negative COUNT that some write for "no end"."""
    texts = (line.value.replace("\\;", ";").upper().strip() for line in entry.fields.get("RRULE", ()))
    rules = (";".join(part for part in text.split(";") if part and not part.startswith("COUNT=-")) for text in texts)
    return [rule for rule in rules if rule]


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
