"""What a calendar holds: spans of time, occurrences, and what could not be read.

Every datetime here is aware. Spans are half-open: ``start`` belongs to them, ``end`` does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.errors import Phrase

BESIDE = "#occurrence-"  # between a UID and its occurrence: in no UID that anybody else makes


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of time between two aware datetimes."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> float:
        """Length in minutes, by elapsed time (a DST change counts)."""
        return (self.end.timestamp() - self.start.timestamp()) / 60

    def overlaps(self, other: Span) -> bool:
        """True where the two share an instant; touching ends do not count."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a source that was skipped or guessed, named so that nothing is lost silently."""

    source: str
    uid: str | None
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class OwnMark:
    """What an event of ours says about itself in X-LIFTSLOT-* properties."""

    id: str  # X-LIFTSLOT-ID, also in the last line of DESCRIPTION
    kind: str  # X-LIFTSLOT-KIND: strength | plyo
    form: str  # X-LIFTSLOT-FORM: full | light | primer
    template: str  # X-LIFTSLOT-TEMPLATE: id in resources/catalogue/templates.toml
    wave_week: int  # X-LIFTSLOT-WAVE: 1-4
    pinned: bool = False  # X-LIFTSLOT-PINNED


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One appearance of a VEVENT in time (RFC 5545), in the runner's zone.

    All-day occurrences run from local midnight to local midnight (``end`` exclusive).
    Cancelled occurrences never become one of these.
    """

    source: str
    uid: str
    recurrence_id: str | None
    start: datetime
    end: datetime
    all_day: bool
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()
    location: str = ""
    busy: bool = True  # False for TRANSP:TRANSPARENT
    estimated_minutes: float | None = (
        None  # X-WORKOUT-ESTIMATED-DURATION, or a DTEND given as a time on an all-day start
    )
    product: str = ""  # PRODID of the calendar, to know its maker
    own: OwnMark | None = None  # set where the event carries our marks

    @property
    def span(self) -> Span:
        """The time it takes."""
        return Span(self.start, self.end)

    @property
    def key(self) -> str:
        """Its UID; in a series with what tells its occurrences apart."""
        return self.uid if self.recurrence_id is None else f"{self.uid}{BESIDE}{self.recurrence_id}"


def uid_of(key: str) -> str:
    """The UID in a key."""
    return key.partition(BESIDE)[0]


@dataclass(frozen=True, slots=True)
class OwnEvent:
    """An event of ours as it is written: DTSTART and DTEND in the runner's zone, never ATTENDEE, ORGANIZER."""

    uid: str  # liftslot-<uuid4>@liftslot
    start: datetime
    end: datetime
    summary: str
    description: str
    mark: OwnMark
    categories: tuple[str, ...] = ("Strength",)
    location: str = ""
    alarm_minutes: int | None = None  # minutes before start; None: no VALARM
    sequence: int = 0
    all_day: bool = False  # start and end are local midnights, written as dates
    marked: bool = True  # False: a copy for somebody else, written without X-LIFTSLOT-*


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source gave for a span: occurrences sorted by (start, uid), and what could not be read."""

    source: str
    occurrences: tuple[Occurrence, ...] = ()
    problems: tuple[Problem, ...] = ()
    name: str = ""  # X-WR-CALNAME or displayname
    use: str = "runs"  # "busy": its entries only block time, whatever they are called
    ours: bool = True  # events of ours in it are the plan's; False: somebody put them there, and they only count
