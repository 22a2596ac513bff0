"""Pure: a session under the mouse, from the press to the drop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop.week.geometry import DAY, Grid, minute_of, place, snap
from desktop.week.present import Card

FAR_ENOUGH = 4.0  # pixels; less is a click
EDGE = 7.0  # pixels above the lower end of a card that change its length
STEP = 5  # minutes, when the length is changed
SHORTEST, LONGEST = 10, 120  # minutes, as the planner takes them


@dataclass(frozen=True, slots=True)
class Drag:
    """A card that was pressed. ``grip`` is in minutes after the card's start on the clock's face."""

    card: Card
    x: float
    y: float
    grip: float
    days_in: int = 0  # pressed on the part that many days after the start
    resizing: bool = False
    moved: bool = False
    start: datetime | None = None  # where it would begin now
    minutes: int = 0  # how long it would be now

    @property
    def target(self) -> datetime:
        """Where it would begin now."""
        return self.start or self.card.start


def press(card: Card, x: float, y: float, grid: Grid, *, resizing: bool = False) -> Drag:
    """The card as it is taken hold of."""
    days_in = (grid.day_at(x) - card.start.date()).days
    grip = grid.minute_at(y) + days_in * DAY - minute_of(card.start)
    return Drag(card, x, y, grip, days_in, resizing, minutes=length_of(card))


def length_of(card: Card) -> int:
    """Minutes by elapsed time."""
    return round((card.end.timestamp() - card.start.timestamp()) / 60)


def pull(drag: Drag, x: float, y: float, grid: Grid) -> Drag:
    """The drag with the mouse at another point; small trembling is still a click."""
    if not (drag.moved or abs(x - drag.x) >= FAR_ENOUGH or abs(y - drag.y) >= FAR_ENOUGH):
        return drag
    if drag.resizing:
        more = grid.minute_at(y) - grid.minute_at(drag.y)
        minutes = STEP * round((length_of(drag.card) + more) / STEP)
        return replace(drag, moved=True, minutes=min(max(minutes, SHORTEST), LONGEST))
    day = grid.day_at(x) - timedelta(days=drag.days_in)
    minute = snap(grid.minute_at(y) + drag.days_in * DAY - drag.grip)
    return replace(drag, moved=True, start=place(day, minute, grid.zone))


def ghost_span(drag: Drag) -> tuple[datetime, datetime]:
    """From when to when the ghost is: the length never changes by a move."""
    start = drag.target
    seconds = drag.minutes * 60 if drag.resizing else drag.card.end.timestamp() - drag.card.start.timestamp()
    return start, datetime.fromtimestamp(start.timestamp() + seconds, start.tzinfo)
