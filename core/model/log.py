"""What a runner notes down: how he woke up, what he lifted, how runs felt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AreaPain:
    """Pain of one area (``core.model.exercise.AREAS``), 0-10; how stiff it was in the morning, in minutes."""

    area: str
    pain: int
    stiff_minutes: int = 0
    worse_than_yesterday: bool = False  # in the morning


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A morning's answers; None is "not said"."""

    day: date
    sleep_hours: float | None = None
    sleep_quality: int | None = None  # 1-5
    soreness: int | None = None  # 0-10, all in all
    resting_hr: float | None = None  # beats a minute
    rmssd_ms: float | None = None  # heart rate variability
    pain: int | None = None  # 0-10, the worst anywhere
    ill: bool = False
    areas: tuple[AreaPain, ...] = ()
    signs: tuple[str, ...] = ()  # stop signs ticked (core.training.injury.STOP_SIGNS)


@dataclass(frozen=True, slots=True)
class LiftedSet:
    """One set as it was done."""

    reps: int
    rir: int  # repetitions left, as the runner felt it


@dataclass(frozen=True, slots=True)
class Lifted:
    """One exercise of one day as it was done. ``load_kg`` None: body weight or a band."""

    day: date
    exercise: str
    load_kg: float | None
    sets: tuple[LiftedSet, ...]


@dataclass(frozen=True, slots=True)
class RunNote:
    """How a run felt. Pace in seconds a kilometre; splits in seconds for intervals with one target."""

    day: date
    effort: int | None = None  # 0-10
    pace_s: float | None = None
    splits_s: tuple[float, ...] = ()
    target_s: float | None = None
    is_key: bool = False
    soreness_before: int | None = None  # 0-10
