"""When an event takes place, in the runner's zone, and the occurrence that this makes. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from core.calendar.content import split_list
from core.calendar.entry import MAX_TEXT, Entry, read_mark
from core.calendar.moment import Moment, place_wall
from core.model.event import Occurrence, Span


@dataclass(frozen=True, slots=True)
class Frame:
    """What all occurrences of one calendar share."""

    source: str
    zone: ZoneInfo  # the runner's; floating times are taken in it
    product: str = ""


class Stay(NamedTuple):  # made by the ten thousand, like ``Line``
    """One appearance of an event, in the runner's zone; all-day ones from local midnight to local midnight."""

    entry: Entry
    start: datetime
    end: datetime
    all_day: bool
    again: Moment | None = None  # which one of a series

    def touches(self, span: Span) -> bool:
        """Overlap; a stay of no length counts where it begins."""
        if self.start >= span.end:
            return False
        return span.start < self.end or (self.start == self.end and span.start <= self.start)


def place_instance(entry: Entry, start: Moment, length: timedelta, frame: Frame) -> Stay:
    """The appearance of a series that begins at ``start``; its length is by the clock of the series' zone."""
    return _place(entry, start, length, frame, start)


def place_single(entry: Entry, start: Moment, frame: Frame) -> Stay:
    """The appearance of an event at its own times."""
    end = entry.end
    if end and not start.is_date and end.zone and end.zone is not start.zone and entry.length > timedelta(0):
        begin = start.aware(frame.zone).astimezone(frame.zone)
        return Stay(entry, begin, end.aware(frame.zone).astimezone(frame.zone), False, entry.recurrence_id)
    return _place(entry, start, entry.length, frame, entry.recurrence_id)


def _place(entry: Entry, start: Moment, length: timedelta, frame: Frame, again: Moment | None) -> Stay:
    zone = frame.zone
    if start.is_date or start.zone is None:
        begin = place_wall(start.wall, zone)
        end = begin + length
        return Stay(entry, begin, end, start.is_date, again)
    begin = place_wall(start.wall, start.zone)
    end = begin + length
    return Stay(entry, begin.astimezone(zone), end.astimezone(zone), False, again)


def name_instance(moment: Moment, zone: ZoneInfo) -> str:
    """RECURRENCE-ID in one spelling: ``20261124`` or ``20261124T060000Z``."""
    if moment.is_date:
        day = moment.wall
        return f"{day.year:04}{day.month:02}{day.day:02}"
    at = moment.aware(zone).astimezone(UTC)  # put together by hand: strftime takes four times as long
    return f"{at.year:04}{at.month:02}{at.day:02}T{at.hour:02}{at.minute:02}{at.second:02}Z"


def describe(entry: Entry, frame: Frame) -> Callable[..., Occurrence]:
    """What all appearances of an event have in common, waiting for their times."""
    return partial(
        Occurrence,
        source=frame.source,
        uid=entry.uid,
        summary=entry.text("SUMMARY"),
        description=entry.text("DESCRIPTION", MAX_TEXT),
        categories=tuple(name for line in entry.fields.get("CATEGORIES", ()) for name in split_list(line.value)),
        location=entry.text("LOCATION"),
        busy=entry.value("TRANSP").strip().upper() != "TRANSPARENT",
        estimated_minutes=entry.estimated_minutes,
        product=frame.product,
        own=read_mark(entry),
    )


def find_occurrences(stays: list[Stay], span: Span, frame: Frame) -> list[Occurrence]:
    """The occurrences that overlap the span."""
    made: dict[int, Callable[..., Occurrence]] = {}
    found = []
    for stay in stays:
        if stay.touches(span):
            make = made.get(id(stay.entry)) or made.setdefault(id(stay.entry), describe(stay.entry, frame))
            again = name_instance(stay.again, frame.zone) if stay.again else None
            found.append(make(recurrence_id=again, start=stay.start, end=stay.end, all_day=stay.all_day))
    return found
