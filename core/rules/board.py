"""A situation laid out for reading: days with their runs, races, closed hours and bedtimes.

Rules read a ``Board`` through a ``Slot``; nothing here judges. Times are seconds, days ordinals (see clock).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from core.model.plan import Situation, SlotVerdict, WeekRoom
from core.model.profile import Profile
from core.model.training import Entry, Form, Kind, Session, SessionKind, Treated
from core.rules.clock import HOUR, Clock, close_around, merge_spans
from core.rules.numbers import Numbers

PLAIN_ROOM = WeekRoom(date.min, wave_week=1, full=40, light=20, primer=20)
KEY = frozenset({Treated.QUALITY, Treated.LONG, Treated.RACE})
SOFT = frozenset({Treated.EASY, Treated.RECOVERY})
AHEAD = KEY | {Treated.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Run:
    """One run as rules see it."""

    day: int
    start: int
    end: int
    minutes: float
    treated: Treated
    title: str
    medium_long: bool
    km: float | None
    priority: str

    @property
    def is_easy(self) -> bool:
        """Easy and recovery runs, medium-long ones too."""
        return self.treated in SOFT


@dataclass(frozen=True, slots=True)
class DayFacts:
    """One day's runs, by start, and the first of each sort."""

    day: int
    runs: tuple[Run, ...] = ()
    long: Run | None = None
    quality: Run | None = None
    unknown: Run | None = None
    easy: Run | None = None
    medium_long: Run | None = None
    is_key: bool = False  # a quality, long or race run is on it


class Days(dict[int, DayFacts]):
    """Days with their facts; one that was never listed has none."""

    def __missing__(self, day: int) -> DayFacts:
        found = self[day] = DayFacts(day)
        return found


@dataclass(frozen=True, slots=True)
class Lift:
    """A session that stands, as other sessions' rules see it."""

    uid: str
    day: int
    start: int
    end: int
    form: Form
    done: bool


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """The situation laid out. ``busy`` and ``shut`` are sorted spans that do not touch; ``ahead`` the starts of key and unknown runs."""

    profile: Profile
    rooms: tuple[WeekRoom, ...]
    numbers: Numbers
    clock: Clock
    days: Days
    races: tuple[Run, ...]
    ahead: tuple[Run, ...]
    ahead_starts: tuple[int, ...]
    busy: tuple[tuple[int, int], ...]  # joined where they touch
    busy_starts: tuple[int, ...]
    shut: tuple[tuple[int, int], ...]  # after a night shift, asleep, right before a shift (P13)
    window_memo: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict, repr=False)
    opening_memo: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict, repr=False)
    room_memo: dict[int, WeekRoom] = field(default_factory=dict, repr=False)
    race_memo: dict[int, tuple[Run, ...]] = field(default_factory=dict, repr=False)
    open_memo: dict[int, frozenset[int]] = field(default_factory=dict, repr=False)
    day_memo: dict[Any, Any] = field(default_factory=dict, repr=False)  # core.solver.paint
    week_memo: dict[Any, tuple[SlotVerdict, ...]] = field(default_factory=dict, repr=False)  # read by judge_week

    def facts(self, day: int) -> DayFacts:
        """A day's facts; a day outside the calendar has none."""
        return self.days[day]

    def next_key(self, seconds: int) -> Run | None:
        """The first key or unknown run that starts at or after an instant."""
        place = bisect_left(self.ahead_starts, seconds)
        return self.ahead[place] if place < len(self.ahead) else None

    def is_clear(self, start: int, end: int, buffer: int) -> bool:
        """True where no run and no appointment is nearer than the buffer (seconds)."""
        place = bisect_left(self.busy_starts, end + buffer)
        return not place or self.busy[place - 1][1] <= start - buffer

    def calendar_day(self, seconds: int, guess: int) -> int:
        """The calendar day of an instant; cheap where the guess is right."""
        right = self.clock.midnight(guess) <= seconds < self.clock.midnight(guess + 1)
        return guess if right else self.clock.wall(seconds).toordinal()

    def windows(self, day: int) -> tuple[tuple[int, int], ...]:
        """The windows of a calendar day, joined with those that go on after midnight."""
        known = self.window_memo.get(day)
        if known is None:
            known, midnight = self._windows(day), self.clock.midnight(day + 1)
            known = merge_spans(known) if len(known) > 1 else known
            if known and known[-1][1] == midnight:
                later = [span for span in self._windows(day + 1) if span[0] == midnight]
                known = merge_spans([*known, *later])
            self.window_memo[day] = known
        return known

    def openings(self, day: int) -> tuple[tuple[int, int], ...]:
        """The windows of a calendar day as the runner gave them: each has a grid of its own."""
        listed = self._windows(day)
        return tuple(sorted(set(listed))) if len(listed) > 1 else listed

    def _windows(self, day: int) -> tuple[tuple[int, int], ...]:
        known = self.opening_memo.get(day)
        if known is None:
            listed = self.profile.schedule.windows_on(date.fromordinal(day))
            edge = self.clock.edge
            known = tuple([(edge(day, each.start), edge(day, each.end)) for each in listed])
            self.opening_memo[day] = known
        return known

    def room(self, day: int) -> WeekRoom:
        """How long sessions take in a day's week; the nearest week's where none is given."""
        monday = monday_of(day)
        known = self.room_memo.get(monday)
        if known is None:
            rooms = self.rooms or (PLAIN_ROOM,)
            known = min(rooms, key=lambda room: (abs(room.monday.toordinal() - monday), room.monday))
            self.room_memo[monday] = known
        return known

    def date_of(self, day: int) -> date:
        """The date of a day."""
        return date.fromordinal(day)

    def bedtime(self, day: int) -> int:
        """When the day's waking ends: the next sleep that is listed, else the bedtime of the profile."""
        tomorrow = self.clock.sleep_ending(day + 1) if self.clock.sleep else None
        if tomorrow is not None:
            return tomorrow[0]
        minute = self.profile.schedule.bedtime
        return self.clock.edge(day + 1 if minute < 12 * 60 else day, minute)  # by the clock, also when it changes


def monday_of(day: int) -> int:
    """The Monday of a day's training week."""
    return day - (day - 1) % 7


def weekday_of(day: int) -> int:
    """0 is Monday."""
    return (day - 1) % 7


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """What a board is made from, compared by identity: looking into hundreds of entries each time is slow."""

    situation: Situation
    strength: tuple[str, ...]  # UIDs of somebody else's strength that counts as sessions already

    def __hash__(self) -> int:
        return hash((id(self.situation.profile), id(self.situation.entries), self.strength))

    def __eq__(self, other: object) -> bool:
        assert isinstance(other, _Ground)  # only ever compared inside its own cache
        mine, theirs = self.situation, other.situation
        same = mine.profile is theirs.profile and mine.entries is theirs.entries and mine.first == theirs.first
        return same and mine.weeks == theirs.weeks and mine.rooms == theirs.rooms and self.strength == other.strength


def lay_out(situation: Situation) -> Board:
    """The board of a situation; the last few are remembered, whatever sessions stand on them."""
    return _lay_out(_Ground(situation, tuple(sorted(session.uid for session in situation.fixed if session.foreign))))


@lru_cache(maxsize=8)
def _lay_out(ground: _Ground) -> Board:
    situation = ground.situation
    profile = situation.profile
    clock = Clock(profile.zone, profile.schedule.sleep)
    timed = [(int(each.start.timestamp()), int(each.end.timestamp()), each) for each in situation.entries]
    runs = sorted(_runs(timed, clock), key=lambda run: (run.start, run.end, run.title))
    busy = _busy(timed, ground.strength)
    ahead = tuple(run for run in runs if run.treated in AHEAD)
    joined = merge_spans(busy)
    return Board(
        profile,
        situation.rooms,
        Numbers.from_overrides(profile.numbers),
        clock,
        _days(runs),
        tuple(run for run in runs if run.treated is Treated.RACE),
        ahead,
        tuple(run.start for run in ahead),
        joined,
        tuple(start for start, _ in joined),
        _shut(situation, clock, timed) if clock.sleep else (),
        room_memo={room.monday.toordinal(): room for room in reversed(situation.rooms)},
    )


def _runs(timed: Iterable[tuple[int, int, Entry]], clock: Clock) -> Iterable[Run]:
    for start, end, entry in timed:
        if entry.treated_as is None:
            continue
        yield Run(
            clock.day_of(start),
            start,
            end,
            entry.minutes,
            entry.treated_as,
            entry.title,
            entry.medium_long,
            entry.distance_km,
            entry.priority or "A",
        )


def _days(runs: Sequence[Run]) -> Days:
    by_day: dict[int, list[Run]] = {}
    for run in runs:
        by_day.setdefault(run.day, []).append(run)
    return Days({day: _day(day, tuple(found)) for day, found in by_day.items()})


def _day(day: int, runs: tuple[Run, ...]) -> DayFacts:
    first = {run.treated: run for run in reversed(runs)}
    easy = [run for run in runs if run.is_easy]
    medium = [run for run in easy if run.medium_long]
    return DayFacts(
        day,
        runs,
        first.get(Treated.LONG),
        first.get(Treated.QUALITY),
        first.get(Treated.UNKNOWN),
        easy[0] if easy else None,
        medium[0] if medium else None,
        not KEY.isdisjoint(first),
    )


def _busy(timed: Iterable[tuple[int, int, Entry]], strength: Sequence[str]) -> list[tuple[int, int]]:
    found = [
        (start, end)
        for start, end, entry in timed
        if (entry.busy or entry.is_run)
        and entry.occurrence.own is None
        and not (entry.kind is Kind.STRENGTH and entry.occurrence.key in strength)
    ]
    found.sort()
    return found


def _shut(situation: Situation, clock: Clock, timed: Iterable[tuple[int, int, Entry]]) -> tuple[tuple[int, int], ...]:
    numbers = Numbers.from_overrides(situation.profile.numbers)
    work = [(start, end) for start, end, entry in timed if entry.kind is Kind.OTHER and entry.busy]  # an ultra is none
    shifts = sorted([span for span in work if span[1] - span[0] >= numbers.shift_hours * HOUR])
    first = situation.first.toordinal() - 8
    days = range(first, first + 7 * situation.weeks + 16)
    return close_around(clock, shifts, round(numbers.hours_before_shift * HOUR), days)


def lifts_of(sessions: Iterable[Session], clock: Clock) -> tuple[Lift, ...]:
    """Strength sessions (no springy sets) as other sessions' rules see them, by start."""
    found = []
    for session in sessions:
        if session.kind is SessionKind.STRENGTH:
            start, end = int(session.start.timestamp()), int(session.end.timestamp())
            day = clock.day_of(end - 1 if session.is_all_day else start)
            found.append(Lift(session.uid, day, start, end, session.form, session.done))
    return tuple(sorted(found, key=lambda lift: (lift.start, lift.uid)))
