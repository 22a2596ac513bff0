"""Pure: where a time is on the canvas, and which time is under a point.

The canvas shows wall-clock days of 24 hours in seven (or fourteen) columns, also where a clock change makes a day
shorter or longer: a time that does not exist slides forward by the gap, of a doubled hour the first is taken.
Lengths are device-independent pixels, minutes count from local midnight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = 24 * 60
SNAP = 15
SMALLEST = 18.0  # height of a line of text in a card
GAP = 3.0  # between a card and the line of its column


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    def contains(self, x: float, y: float) -> bool:
        """True where the point is inside."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a span that falls on one day: minutes from midnight, 0 <= start < end <= 1440."""

    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The measures of a canvas that shows ``days`` days from ``first`` on."""

    first: date
    zone: ZoneInfo
    width: float
    hour: float = 46.0  # height of an hour
    gutter: float = 44.0  # width of the column with the hours
    days: int = 7

    @property
    def height(self) -> float:
        """Height of a whole day."""
        return 24 * self.hour

    @property
    def column(self) -> float:
        """Width of a day."""
        return max(self.width - self.gutter, 1.0) / self.days

    def left_of(self, day: date) -> float:
        """Left edge of a day's column."""
        return self.gutter + (day - self.first).days * self.column

    def top_of(self, minute: float) -> float:
        """Height of a minute of the day."""
        return minute * self.hour / 60

    def day_at(self, x: float) -> date:
        """The day under a point, the nearest one outside the columns."""
        index = int((x - self.gutter) // self.column)
        return self.first + timedelta(days=min(max(index, 0), self.days - 1))

    def minute_at(self, y: float) -> float:
        """The minute of the day at a height, from 0 to 1440."""
        return min(max(y * 60 / self.hour, 0.0), float(DAY))

    def start_at(self, x: float, y: float, grip: float = 0.0) -> datetime:
        """The quarter hour at which something begins whose top is ``grip`` pixels above the point.

        The last one of a day is 23:45, so that a start never leaves the day that it is shown on.
        """
        return place(self.day_at(x), snap(self.minute_at(y - grip)), self.zone)

    def stretch(self, piece: Piece) -> Piece:
        """The piece, long enough to be read and clicked; at the end of the day it stays inside."""
        least = round(SMALLEST * 60 / self.hour)
        return Piece(piece.day, piece.start, min(max(piece.end, piece.start + least), DAY))

    def box_of(self, piece: Piece, lane: int = 0, lanes: int = 1) -> Box:
        """The rectangle of a piece in the lane-th of so many lanes."""
        width = (self.column - 2 * GAP) / lanes
        top = self.top_of(piece.start)
        height = max(self.top_of(piece.end) - top, 2.0)
        return Box(self.left_of(piece.day) + GAP + lane * width, top, width - (1 if lanes > 1 else 0), height)


def snap(minute: float) -> int:
    """The nearest quarter hour, 23:45 at the latest."""
    return int(min(max(SNAP * round(minute / SNAP), 0), DAY - SNAP))


def place(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The aware time of a minute of a day; a time that does not exist slides forward by the gap."""
    wall = datetime.combine(day, time(), zone) + timedelta(minutes=minute)
    return wall.astimezone(UTC).astimezone(zone)


def minute_of(moment: datetime) -> int:
    """Wall-clock minutes after midnight."""
    return moment.hour * 60 + moment.minute


def cut(start: datetime, end: datetime, zone: ZoneInfo) -> tuple[Piece, ...]:
    """A span as pieces, one for each day that it touches; a span without length becomes a quarter hour."""
    start, end = start.astimezone(zone), end.astimezone(zone)
    if start >= end:
        end = (start.astimezone(UTC) + timedelta(minutes=SNAP)).astimezone(zone)
    pieces = []
    day, minute = start.date(), minute_of(start)
    while day < end.date():
        pieces.append(Piece(day, minute, DAY))
        day, minute = day + timedelta(days=1), 0
    last = minute_of(end)
    if last > minute or not pieces:
        pieces.append(Piece(day, minute, max(last, min(minute + SNAP, DAY))))
    return tuple(pieces)


def share_lanes(pieces: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """For each (start, end) its lane and the number of lanes of the group that it overlaps with."""
    order = sorted(range(len(pieces)), key=lambda i: (pieces[i][0], -pieces[i][1], i))
    lane: dict[int, int] = {}
    lanes: dict[int, int] = {}
    group: list[int] = []
    ends: list[int] = []
    for index in order:
        start, end = pieces[index]
        if group and start >= max(ends):
            lanes |= dict.fromkeys(group, len(ends))
            group, ends = [], []
        free = next((i for i, until in enumerate(ends) if until <= start), len(ends))
        ends[free : free + 1] = [end]
        lane[index] = free
        group.append(index)
    lanes |= dict.fromkeys(group, len(ends))
    return tuple((lane[i], lanes[i]) for i in range(len(pieces)))
