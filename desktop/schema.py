"""The shapes of the commands' JSON (docs/commands.md): names may be added, never changed."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

VERSION = 1


class Out(BaseModel):
    """What all shapes share: no unknown names, no changes after the fact."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EntryOut(Out):
    """One occurrence and what we take it for."""

    uid: str
    recurrence_id: str | None
    start: datetime
    end: datetime
    all_day: bool
    time_assumed: bool
    summary: str
    kind: str
    treated_as: str | None
    confidence: float
    evidence: list[str]
    minutes: float
    distance_km: float | None
    priority: str | None
    busy: bool


class ProblemOut(Out):
    """Something in a source that could not be read."""

    source: str
    uid: str | None
    message: str


class RunsOut(Out):
    """The answer of ``liftslot runs --json``."""

    version: int = VERSION
    timezone: str
    from_: date = Field(serialization_alias="from")
    weeks: int
    entries: list[EntryOut]
    problems: list[ProblemOut]


class RuleOut(Out):
    """A rule that spoke; ``points`` is null for a hard one."""

    id: str
    points: int | None
    text: str


class DayOut(Out):
    """A day by its best start."""

    date: date
    verdict: str
    score: int | None
    best_start: datetime | None
    form: str
    rules: list[RuleOut]


class TextOut(Out):
    """A sentence."""

    text: str


class TakerOut(Out):
    """A run or an appointment that stands in the way."""

    uid: str
    summary: str
    start: datetime


class ConflictOut(Out):
    """The fewest rules and entries that leave no day of a week open for one more session."""

    rules: list[str]
    entries: list[TakerOut]
    text: str


class StressOut(Out):
    """How many sessions survive where one weekday is lost in every week."""

    weekday: str
    survive: int
    of: int
    text: str


class RepairOut(Out):
    """A change that would win sessions."""

    text: str
    gain: int


class WeekOut(Out):
    """One training week."""

    start: date
    wave_week: int
    wanted: int
    placed: int
    score: int
    days: list[DayOut]
    plyo_day: date | None
    plyo_locked: str | None = None
    shortfall: list[TextOut]
    repairs: list[RepairOut]
    conflict: ConflictOut | None


class ExerciseOut(Out):
    """One exercise as prescribed."""

    id: str
    name: str
    pattern: str
    sets: int
    reps: int | None
    seconds: int | None
    contacts: int | None
    per_side: bool
    tempo: str | None
    rest_s: int
    rir: int | None
    load_kg: float | None
    superset: int | None


class OtherOut(Out):
    """Another place for a session; ``cost`` is what the week's score would lose there."""

    start: datetime
    score: int | None
    cost: int
    verdict: str
    rules: list[RuleOut]
    text: str


class SessionOut(Out):
    """One session, its reasons and its exercises."""

    uid: str
    kind: str
    form: str
    template: str
    start: datetime
    end: datetime
    minutes: float
    score: int | None
    pinned: bool
    why: list[RuleOut]
    others: list[OtherOut]
    exercises: list[ExerciseOut]


class PlanOut(RunsOut):
    """The answer of ``liftslot plan --json``."""

    weeks_detail: list[WeekOut]
    sessions: list[SessionOut]
    stress: list[StressOut] | None = None


class SlotOut(Out):
    """The answer of ``liftslot why --json``."""

    version: int = VERSION
    start: datetime
    form: str
    verdict: str
    score: int | None
    rules: list[RuleOut]
    better: list[SlotOut]


class BreachOut(Out):
    """A session and the hard rules that it breaks."""

    uid: str
    start: datetime
    rules: list[RuleOut]


class CheckOut(Out):
    """The answer of ``liftslot check --json``."""

    version: int = VERSION
    ok: bool
    sessions: int
    breaches: list[BreachOut]
    problems: list[ProblemOut]


class ChangeOut(Out):
    """One write to an event of ours."""

    kind: str
    uid: str
    title: str
    start: datetime
    end: datetime


class QuestionOut(Out):
    """What the runner has to answer before a sync goes on; ``key`` is what ``--allow`` takes."""

    key: str
    text: str


class SyncOut(Out):
    """The answer of ``liftslot sync --json``."""

    version: int = VERSION
    changes: list[ChangeOut]
    written: int
    adopted: list[str]
    skipped: list[str]
    conflicts: list[str]
    questions: list[QuestionOut]
    problems: list[ProblemOut]
    fault: str | None = None


class LiftedOut(Out):
    """An exercise as it was done, a number for each set."""

    id: str
    load_kg: float | None
    reps: list[int]
    rir: list[int]


class LogOut(Out):
    """The answer of ``liftslot log --json``; ``again``: where its own week could hold a missed session once more."""

    version: int = VERSION
    uid: str
    start: datetime
    state: str
    again: datetime | None
    lifted: list[LiftedOut]
    text: str


class FindingOut(Out):
    """One thing that was looked at; ``text`` says what is wrong and how to mend it."""

    name: str
    ok: bool
    text: str


class DoctorOut(Out):
    """The answer of ``liftslot doctor --json``."""

    version: int = VERSION
    ok: bool
    python: str
    system: str
    packages: dict[str, str]
    home: str
    findings: list[FindingOut]
