"""Runs, strength sessions and what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.model.event import Occurrence, Span

ALL_DAY = timedelta(hours=23)  # the shortest day: clocks go forward


class Kind(StrEnum):
    """What an entry of a calendar is (the names of the commands' JSON)."""

    EASY = "easy"
    RECOVERY = "recovery"
    LONG = "long"
    TEMPO = "tempo"
    INTERVALS = "intervals"
    HILLS = "hills"
    RACE = "race"
    REST = "rest"
    CROSS = "cross"
    STRENGTH = "strength"
    OTHER = "other"
    UNKNOWN = "unknown"  # a run of unknown kind


class Treated(StrEnum):
    """How the rules treat a run (rules.md 0 and P15)."""

    EASY = "easy"
    RECOVERY = "recovery"
    QUALITY = "quality"
    LONG = "long"
    RACE = "race"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """An occurrence and what we take it for. Sorted by (start, uid) wherever there are several.

    ``start`` and ``end`` are the times the rules use: assumed ones where the calendar gives none (P16).
    ``treated_as`` is None for what is not a run.
    """

    occurrence: Occurrence
    kind: Kind
    confidence: float  # 0-1
    evidence: tuple[str, ...]
    treated_as: Treated | None
    start: datetime
    end: datetime
    minutes: float
    distance_km: float | None = None
    priority: str | None = None  # A | B | C, races only, after P05's "none given" rule
    time_assumed: bool = False
    medium_long: bool = False  # P15 (d): treated as easy, see S18
    guessed: bool = False  # kind or treatment inferred from the week, shown with a question mark
    busy: bool = True  # False: banners, transparent and all-day entries that are no run

    @property
    def span(self) -> Span:
        """The time it takes, assumed times included."""
        return Span(self.start, self.end)

    @property
    def title(self) -> str:
        """What the runner reads in his calendar."""
        return self.occurrence.summary

    @property
    def uid(self) -> str:
        """UID of the event behind it."""
        return self.occurrence.uid

    @property
    def is_run(self) -> bool:
        """True for what the rules count as a run."""
        return self.treated_as is not None


class SessionKind(StrEnum):
    """Strength session or short plyometric set."""

    STRENGTH = "strength"
    PLYO = "plyo"


class Form(StrEnum):
    """How much of a session: rules.md 0."""

    FULL = "full"
    LIGHT = "light"  # sets halved, RIR 4 or more, nothing new
    PRIMER = "primer"  # sets halved, load kept, RIR 3 or more, at most 20 min


@dataclass(frozen=True, slots=True)
class Dose:
    """One exercise as prescribed; exactly one of reps, seconds, contacts is set."""

    id: str
    name: str
    pattern: str
    sets: int
    reps: int | None
    seconds: int | None
    contacts: int | None
    per_side: bool
    tempo: str | None  # "3-0-1-0": lower, pause, lift, top, in seconds
    rest_s: int
    rir: int | None
    load_kg: float | None  # None: "comfortable", or bodyweight
    superset: int | None  # the same number: done in turns
    cue: str = ""
    ramp_sets: int = 0  # warm-up sets before the first, not counted
    bodyweight: bool = False  # nothing but the body: made so, or no weights are there


@dataclass(frozen=True, slots=True)
class Prescription:
    """The content of a session."""

    template: str
    wave_week: int
    doses: tuple[Dose, ...]
    minutes: float  # computed with rules.md 2.3, one decimal


@dataclass(frozen=True, slots=True)
class Session:
    """A strength session in time. ``end - start`` is the room it takes in the calendar."""

    uid: str
    kind: SessionKind
    form: Form
    start: datetime
    end: datetime
    pinned: bool = False  # set by the runner's own hand: never moved by the planner
    done: bool = False
    template: str = ""
    wave_week: int = 1
    content: Prescription | None = None
    foreign: bool = False  # strength that somebody else's plan already holds: counted, never written

    @property
    def span(self) -> Span:
        """The time it takes."""
        return Span(self.start, self.end)

    @property
    def is_all_day(self) -> bool:
        """True where the calendar names its date and no time."""
        return self.end - self.start >= ALL_DAY
