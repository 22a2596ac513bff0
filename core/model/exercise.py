"""Exercises and session templates, as the catalogue tells of them."""

from __future__ import annotations

from dataclasses import dataclass

PATTERNS = ("squat", "hinge", "unilateral_knee", "unilateral_hip", "calf", "trunk", "upper_push", "upper_pull")
MOVES = (*PATTERNS, "plyo", "mobility")
AREAS = ("achilles_mid", "achilles_insertional", "knee", "hip", "shin", "plantar", "hamstring", "low_back")
UNITS = ("reps", "seconds", "contacts")
PLANS = ("minimal", "standard", "advanced", "plyo")
_BODYWEIGHT = "bodyweight"


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds of one repetition: lowering, pause, lifting, pause at the top."""

    lower: int
    pause: int
    lift: int
    top: int

    @property
    def seconds(self) -> int:
        """Length of one repetition."""
        return self.lower + self.pause + self.lift + self.top

    def __str__(self) -> str:
        return f"{self.lower}-{self.pause}-{self.lift}-{self.top}"


@dataclass(frozen=True, slots=True)
class Exercise:
    """What is true of an exercise, whoever does it (the keys of exercises.toml)."""

    id: str
    pattern: str
    level: int  # 1 first weeks, 2 main, 3 experienced
    sets: int
    unit: str  # reps | seconds | contacts
    low: int
    high: int
    rest_s: int
    load: str
    home: str  # takes its place at home; itself where it can stay
    also: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    per_side: bool = False
    tempo: Tempo | None = None
    rir: int | None = None
    regression: str | None = None
    progression: str | None = None
    prefer: tuple[str, ...] = ()
    caution: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    first_load_bw: float | None = None
    increment_kg: float | None = None
    contacts: int | None = None
    add_on: bool = False
    home_ok: bool = False
    no_equipment_ok: bool = False
    lines: tuple[int, ...] = ()

    @property
    def covers(self) -> frozenset[str]:
        """The patterns it counts for; none for an add-on."""
        return frozenset() if self.add_on else frozenset((self.pattern, *self.also))

    @property
    def is_loaded(self) -> bool:
        """True where progress comes from load: not bodyweight, and not one that starts without load."""
        return self.load != _BODYWEIGHT and self.first_load_bw != 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise in a session: sets of ``amount`` repetitions, seconds or contacts."""

    exercise: Exercise
    sets: int
    amount: int


@dataclass(frozen=True, slots=True)
class Block:
    """One exercise, or two or more done in turns; ``ramp`` warm-up sets before the first."""

    items: tuple[Item, ...]
    ramp: int = 0


@dataclass(frozen=True, slots=True)
class Template:
    """A session as it is in wave week 1."""

    id: str
    plan: str  # minimal | standard | advanced | plyo
    place: str  # gym | home
    blocks: tuple[Block, ...]
    unloaded: bool = False
