"""Wall time and elapsed time, and the days that rules count: calendar days, or waking days for shift workers.

Everything is integer seconds since the epoch (elapsed time: a DST change counts) and day ordinals
(``date.toordinal``). A waking day runs from a wake to the next; where no sleep is listed it begins at midnight.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from core.model.profile import DAY_MINUTES, Sleep

MINUTE = 60
HOUR = 3600
DAY = 24 * HOUR
LATEST = 1 << 62  # later than any instant


@dataclass(frozen=True, slots=True)
class Clock:
    """The runner's zone and sleep; remembers the midnights it worked out."""

    zone: ZoneInfo
    sleep: tuple[Sleep, ...] = ()
    _midnights: dict[int, int] = field(default_factory=dict, compare=False, repr=False)

    def midnight(self, day: int) -> int:
        """Seconds at which a calendar day begins."""
        try:
            return self._midnights[day]
        except KeyError:
            begun = datetime.fromordinal(day).replace(tzinfo=self.zone)
            found = self._midnights[day] = int(begun.timestamp())
            return found

    def wall(self, seconds: float) -> datetime:
        """The aware wall time of an instant."""
        return datetime.fromtimestamp(seconds, self.zone)

    def steps(self, day: int, minutes: int) -> list[int]:
        """Instants from midnight to midnight on the wall clock, step by step; an hour later where clocks skip one."""
        if self.is_plain(day):
            opens = self.midnight(day)
            return list(range(opens, opens + DAY, minutes * MINUTE))
        return [self.edge(day, minute) for minute in range(0, DAY_MINUTES, minutes)]

    def wall_steps(self, day: int, minutes: int) -> list[datetime]:
        """The aware wall times of the ``steps`` of a day on which clocks do not change."""
        start = self._local(day, 0)
        return [start + lapse for lapse in _lapses(minutes)]

    def walls(self, day: int, instants: Sequence[int]) -> list[datetime]:
        """The aware wall times of instants; quick for those of a day on which clocks do not change."""
        opens = self.midnight(day)
        plain = self.is_plain(day) and instants and opens <= instants[0] and instants[-1] < opens + DAY
        if not plain:
            return [self.wall(instant) for instant in instants]
        start = self._local(day, 0)
        return [start + _lapse(instant - opens) for instant in instants]

    def is_plain(self, day: int) -> bool:
        """True where clocks do not change on a calendar day."""
        return self.midnight(day + 1) - self.midnight(day) == DAY

    def day_of(self, seconds: float) -> int:
        """The day an instant belongs to: before the wake it is still yesterday."""
        day = self.wall(seconds).toordinal()
        night = self.sleep_ending(day) if self.sleep else None
        return day - 1 if night is not None and seconds < night[1] else day

    def sleep_ending(self, day: int) -> tuple[int, int] | None:
        """Start and end of the main sleep listed for a day; one given for the date wins over its weekday."""
        listed = self._listed(day)
        if listed is None:
            return None
        before = 1 if listed.start > listed.end else 0
        return self.edge(day - before, listed.start), self.edge(day, listed.end)

    def _listed(self, day: int) -> Sleep | None:
        when = date.fromordinal(day)
        exact = [each for each in self.sleep if each.day == when]
        usual = [each for each in self.sleep if each.day == when.weekday()]
        return next(iter(exact + usual), None)

    def edge(self, day: int, minute: int) -> int:
        """Seconds of a wall time, the first of two at the end of summer time, an hour later where clocks skip it."""
        opens = self.midnight(day)
        if self.midnight(day + 1) - opens == DAY:
            return opens + minute * MINUTE
        found = int(self._local(day, minute).timestamp())
        real = self.wall(found)
        return found if real.hour * 60 + real.minute == minute % DAY_MINUTES else opens + minute * MINUTE

    def _local(self, day: int, minute: int) -> datetime:
        hours, minutes = divmod(minute, 60)
        extra, hours = divmod(hours, 24)
        return datetime.combine(date.fromordinal(day + extra), time(hours, minutes), self.zone)


@lru_cache(maxsize=2048)
def _lapse(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)


@lru_cache(maxsize=8)
def _lapses(minutes: int) -> tuple[timedelta, ...]:
    return tuple([timedelta(minutes=minute) for minute in range(0, DAY_MINUTES, minutes)])


def merge_spans(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same time as few sorted spans."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def close_around(
    clock: Clock, shifts: Sequence[tuple[int, int]], before: int, days: Iterable[int]
) -> tuple[tuple[int, int], ...]:
    """The hours of no lifting (P13): shifts from ``before`` seconds earlier on, the days' sleeps, the way to bed."""
    spans = [(start - before, end) for start, end in shifts]
    for day in days:
        night = clock.sleep_ending(day)
        if night is not None:
            spans += [night, *awake_too_long(clock, shifts, night[0])]
    return merge_spans(spans)


def near_spans(spans: Sequence[tuple[int, int]], reach: tuple[int, int]) -> Sequence[tuple[int, int]]:
    """Those of sorted, separate spans that touch a stretch of time."""
    first = bisect_left(spans, (reach[0],))
    first -= first > 0 and spans[first - 1][1] >= reach[0]
    return spans[first : bisect_right(spans, (reach[1], LATEST))]


def awake_too_long(clock: Clock, shifts: Sequence[tuple[int, int]], asleep: int) -> list[tuple[int, int]]:
    """From the end of a night shift to the sleep after it; a sleep by day says that the night was worked."""
    bed = clock.wall(asleep)
    nights = [(end, asleep) for start, end in shifts if 0 <= asleep - end <= 12 * HOUR and _is_night(clock, start, end)]
    if not nights and 4 <= bed.hour < 16:
        return [(clock.midnight(bed.toordinal()), asleep)]
    return nights


def _is_night(clock: Clock, start: int, end: int) -> bool:
    """True for a shift through the small hours."""
    begun = clock.wall(start)
    return begun.toordinal() < clock.wall(end).toordinal() or begun.hour < 4
