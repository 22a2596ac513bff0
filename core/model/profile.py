"""What the runner told us about himself; read and checked by ``core.store.profile``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
WINDOW_DEFAULT = (6 * 60, 21 * 60 + 30)


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch of a day in minutes after local midnight, 0 <= start < end <= 1440."""

    start: int
    end: int


ALL_DAY_WINDOWS: tuple[tuple[Window, ...], ...] = ((Window(*WINDOW_DEFAULT),),) * 7


@dataclass(frozen=True, slots=True)
class Athlete:
    """Experience, wishes and history."""

    plan: str = "standard"  # minimal | standard | advanced
    place: str = "gym"  # gym | home
    equipment: frozenset[str] | None = None  # None: all that the place usually has
    sessions_done: int = 30
    last_session: date | None = None
    strength_weeks: int = 30
    calf_raises: int = 0
    doms_prone: bool = False
    birth_year: int | None = None
    body_mass_kg: float | None = None
    goal: str = "strength"  # strength | muscle
    injuries: tuple[str, ...] = ()
    plyometrics: bool = False


@dataclass(frozen=True, slots=True)
class Sleep:
    """The main sleep that ends on a date or on a weekday (0 = Monday); minutes after midnight.

    ``start > end`` means that it began the evening before.
    """

    day: date | int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OddDays:
    """Odd days (travel, holidays): what is not None replaces the usual, from ``first`` to ``last`` inclusive."""

    first: date
    last: date
    windows: tuple[Window, ...] | None = None
    place: str | None = None
    equipment: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """When lifting is possible."""

    sessions_per_week: int = 2
    second_session: str = "light"  # light | offer | none
    session_minutes: int | None = None  # a fixed length for placing; None: computed
    bedtime: int = 22 * 60 + 30  # minutes after midnight; under 12:00 means after midnight
    protected_days: frozenset[int] = frozenset()  # 0 = Monday
    buffer_minutes: int = 15
    grid_minutes: int = 30
    run_start: int = 7 * 60
    alarm_minutes: int | None = None  # an alarm so long before a session
    windows: tuple[tuple[Window, ...], ...] = ALL_DAY_WINDOWS  # seven, Monday first
    sleep: tuple[Sleep, ...] = ()
    exceptions: tuple[OddDays, ...] = ()

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """The windows of a date, exceptions first (the last one given wins)."""
        for odd in reversed(self.exceptions):
            if odd.first <= day <= odd.last and odd.windows is not None:
                return odd.windows
        return self.windows[day.weekday()]


@dataclass(frozen=True, slots=True)
class Correction:
    """What the runner taught us: entries like this are of that kind. Empty fields do not narrow."""

    title: str  # compared without case, accents and numbers' units; see core.runs
    kind: str
    weekday: int | None = None  # 0 = Monday
    uid: str | None = None  # only this one


@dataclass(frozen=True, slots=True)
class Profile:
    """The whole profile, defaults filled in."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    athlete: Athlete = field(default_factory=Athlete)
    schedule: Schedule = field(default_factory=Schedule)
    corrections: tuple[Correction, ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()  # the [rules] table; core.rules.numbers knows names and ranges
