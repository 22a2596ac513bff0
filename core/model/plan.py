"""What the solver is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from core.errors import Params, Phrase
from core.model.profile import Profile
from core.model.training import Entry, Form, Session


class Verdict(StrEnum):
    """Best first; ``unavailable`` is only ever a day's verdict."""

    GOOD = "good"
    OK = "ok"
    AVOID = "avoid"
    FORBIDDEN = "forbidden"
    UNAVAILABLE = "unavailable"


class Finding(NamedTuple):
    """A rule that spoke. ``points`` is None for a hard rule; the sentence is ``rules.<rule>`` with ``params``.

    A named tuple, as ``SlotVerdict`` is: a week has hundreds of both, and these are made in a third of the time.
    """

    rule: str
    points: int | None
    params: Params = ()


class SlotVerdict(NamedTuple):
    """One start time judged: ``score`` is 50 plus the points, None where forbidden."""

    start: datetime
    form: Form
    verdict: Verdict
    score: int | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DayVerdict:
    """A day judged by its best start on the grid inside the windows."""

    day: date
    verdict: Verdict
    score: int | None
    best_start: datetime | None
    form: Form
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class WeekRoom:
    """How long sessions take in one training week, in minutes of the calendar."""

    monday: date
    wave_week: int  # 1-4
    full: int
    light: int
    primer: int
    plyo: int = 15


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the rules read besides the sessions being placed.

    ``entries`` reach at least five weeks before ``first`` and as far after the horizon as is known.
    ``fixed`` sessions stay where they are (done, pinned, foreign, or outside the horizon).
    ``accepted`` ones were agreed earlier: moved only where they became invalid or clearly worse.
    """

    profile: Profile
    entries: tuple[Entry, ...]
    first: date  # nothing is placed before this day
    weeks: int  # training weeks from the Monday of ``first``
    rooms: tuple[WeekRoom, ...]  # one for each week
    fixed: tuple[Session, ...] = ()
    accepted: tuple[Session, ...] = ()
    skipped: tuple[date, ...] = ()  # days whose session the runner deleted: not re-created there
    not_before: datetime | None = None  # now: nothing is placed in the past


@dataclass(frozen=True, slots=True)
class Placement:
    """A session's place as chosen: no content yet."""

    start: datetime
    end: datetime
    form: Form
    kind: str  # strength | plyo
    score: int
    findings: tuple[Finding, ...]
    uid: str | None = None  # of the fixed or accepted session that this is


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of the circumstances that would help, proven by solving again."""

    phrase: Phrase
    gain: int  # sessions won


@dataclass(frozen=True, slots=True)
class Blocker:
    """What closes a day: a rule, and the run or appointment behind it where there is one."""

    day: date
    finding: Finding
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """One training week, Monday first."""

    monday: date
    wave_week: int
    wanted: int
    placements: tuple[Placement, ...]  # strength and plyo, by start
    score: int  # with the pair terms S14-S17; 0 where nothing is placed
    days: tuple[DayVerdict, ...]  # seven
    plyo_day: date | None = None
    shortfall: tuple[Phrase, ...] = ()
    repairs: tuple[Repair, ...] = ()
    pair_findings: tuple[Finding, ...] = ()  # S14-S17 as they counted
    plyo_locked: tuple[Phrase, ...] = ()  # what springy work that is wanted still waits for
    conflict: tuple[Blocker, ...] = ()  # the fewest that together leave no day open for one more


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer for the whole horizon."""

    weeks: tuple[WeekPlan, ...]
