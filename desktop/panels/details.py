"""Pure: what the side panel says of a session, of a run, of a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.model.plan import DayVerdict, Finding, SlotVerdict, Verdict, WeekPlan
from core.model.training import Dose, Entry, Kind, Session, Treated
from core.share.reasons import say_conflict, say_other, say_repair
from desktop.dates import Dates
from desktop.sayings import main_finding, name_kind, name_session, say_finding

if TYPE_CHECKING:
    from core.planner import State
    from core.solver.options import Other

TAUGHT = (
    Kind.EASY,
    Kind.RECOVERY,
    Kind.LONG,
    Kind.TEMPO,
    Kind.INTERVALS,
    Kind.HILLS,
    Kind.RACE,
    Kind.CROSS,
    Kind.OTHER,
)  # what the runner can say that an entry is
START_POINTS = 50  # where every slot starts (rules.md 5)


@dataclass(frozen=True, slots=True)
class Point:
    """A rule that spoke: ``+30``, and its sentence; ``bad`` where it speaks against."""

    points: str
    sentence: str
    bad: bool = False


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """Another slot, as a button."""

    label: str
    start: datetime
    spoken: str


@dataclass(frozen=True, slots=True)
class DoseRow:
    """An exercise as a row of the table."""

    name: str
    amount: str
    load: str
    effort: str
    note: str


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """Everything about a session."""

    uid: str
    head: str
    caption: str
    points: tuple[Point, ...]
    pinned: bool
    content_caption: str
    doses: tuple[DoseRow, ...]


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of the week's overview."""

    day: date
    name: str
    verdict: Verdict
    verdict_words: str
    sentence: str


def present_session_details(session: Session, verdict: SlotVerdict, dates: Dates) -> SessionDetails:
    """Why a session stands where it stands, and what is in it."""
    words = dates.words
    forbidden = verdict.score is None
    caption = words.say("window.why_forbidden") if forbidden else words.say("window.why_here", score=verdict.score or 0)
    points = [_point(finding, dates) for finding in _by_weight(verdict.findings)]
    if not forbidden:
        points.append(Point(str(START_POINTS), words.say("window.start_points")))
    minutes = session.content.minutes if session.content else session.span.minutes
    return SessionDetails(
        uid=session.uid,
        head=f"{name_session(session, dates)} · {dates.long_when(session.start, session.end)}",
        caption=caption,
        points=tuple(points),
        pinned=session.pinned,
        content_caption=words.say("window.exercises", minutes=f"{minutes:.1f}"),
        doses=tuple(present_dose(dose, dates) for dose in (session.content.doses if session.content else ())),
    )


def _by_weight(findings: Sequence[Finding]) -> list[Finding]:
    """Hard rules, then the strongest first; rules that count nothing are left out."""
    telling = [finding for finding in findings if finding.points != 0]
    return sorted(telling, key=lambda f: (f.points is not None, -abs(f.points or 0), f.rule))


def _point(finding: Finding, dates: Dates) -> Point:
    if finding.points is None:
        return Point("\N{MULTIPLICATION X}", say_finding(finding, dates), bad=True)
    return Point(_number(finding.points, "+d"), say_finding(finding, dates), bad=finding.points < 0)


def _number(number: int, form: str = "d") -> str:
    return format(number, form).replace("-", "\N{MINUS SIGN}")


def present_sessions(sessions: Sequence[tuple[Session, SlotVerdict]], dates: Dates) -> tuple[DayLine, ...]:
    """The sessions of a week with their verdicts where they stand."""
    lines = []
    for session, slot in sessions:
        day, finding = session.start.date(), main_finding(slot)
        score = dates.words.say("window.verdict_forbidden") if slot.score is None else _number(slot.score)
        said = f"{name_session(session, dates)} · {dates.time(session.start)} · {score}"
        sentence = say_finding(finding, dates) if finding else ""
        lines.append(DayLine(day, f"{dates.short_day(day)} {day.day}", slot.verdict, said, sentence))
    return tuple(lines)


def present_others(others: Sequence[Other], dates: Dates) -> tuple[OtherPlace, ...]:
    """The cheapest other places with their scores, and what the week would lose there."""
    words, places = dates.words, []
    for other in others:
        slot, finding = other.slot, main_finding(other.slot)
        if slot.score is None:
            continue
        said = [f"{words.say('window.move_to', when=dates.when(slot.start))}."]
        said += [say_other(slot, other.cost, words), say_finding(finding, dates) if finding else ""]
        label = f"{dates.when(slot.start)} · {_number(slot.score)}"
        places.append(OtherPlace(label, slot.start, " ".join(part for part in said if part)))
    return tuple(places)


def present_dose(dose: Dose, dates: Dates) -> DoseRow:
    """``Front squat  3 x 6  60 kg  RIR 2``, with tempo, rest and cue below."""
    words = dates.words
    note = [] if dose.load_kg or not dose.reps else [words.say("window.comfortable")]
    note += [words.say("window.ramp_sets", count=dose.ramp_sets)] if dose.ramp_sets else []
    note += [words.say("window.tempo", tempo=dose.tempo)] if dose.tempo else []
    note += [words.say("window.rest", seconds=dose.rest_s)] if dose.rest_s else []
    return DoseRow(
        name=dose.name,
        amount=_amount(dose, dates),
        load=words.say("window.kilos", kilos=f"{dose.load_kg:g}") if dose.load_kg else "",
        effort=words.say("window.rir", rir=dose.rir) if dose.rir is not None else "",
        note=". ".join(part for part in (" · ".join(note), dose.cue.rstrip(".")) if part),
    )


def _amount(dose: Dose, dates: Dates) -> str:
    words = dates.words
    if dose.seconds is not None:
        each = words.say("window.seconds", seconds=dose.seconds)
    elif dose.contacts is not None:
        each = words.say("window.contacts", count=dose.contacts)
    else:
        each = str(dose.reps)
    side = f" {words.say('window.per_side')}" if dose.per_side else ""
    return f"{dose.sets} \N{MULTIPLICATION SIGN} {each}{side}"


def present_entry_facts(entry: Entry, dates: Dates) -> tuple[str, ...]:
    """What we take an entry for, and why; nothing of appointments but their time."""
    words = dates.words
    facts = [f"{dates.full_day(entry.start.date())}, {dates.span(entry.start, entry.end)}"]
    if not entry.is_run:
        return tuple(facts)
    facts.append(words.say("window.taken_for", kind=name_kind(entry, dates), percent=round(entry.confidence * 100)))
    if entry.evidence:
        facts.append(words.say("window.because", evidence="; ".join(entry.evidence)))
    if entry.treated_as is Treated.LONG and entry.kind is Kind.UNKNOWN:
        facts.append(words.say("rules.P15", title=entry.title, minutes=round(entry.minutes)))
    if entry.time_assumed:
        facts.append(words.say("rules.P16"))
    return tuple(facts)


def shown_kind(entry: Entry) -> Kind:
    """The kind that the card shows: long where the week made an unlabelled run the long one."""
    return Kind.LONG if entry.treated_as is Treated.LONG else entry.kind


def can_correct(entry: Entry) -> bool:
    """True for what was recognised; a calendar that only blocks time is taken as it is."""
    return entry.kind is not Kind.OTHER or bool(entry.evidence) or entry.confidence < 1


def present_days(week: WeekPlan, dates: Dates) -> tuple[DayLine, ...]:
    """The seven days as the planner saw them."""
    return tuple(_day_line(day, dates) for day in week.days)


def present_ways(week: WeekPlan, dates: Dates) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Captions with their sentences: what would help, and what stands in the way of one more session."""
    words = dates.words
    parts = (
        (words.say("window.would_help"), tuple(say_repair(repair, words) for repair in week.repairs)),
        (words.say("window.in_the_way"), say_conflict(week.conflict, words)),
    )
    return tuple(part for part in parts if part[1])


def _day_line(day: DayVerdict, dates: Dates) -> DayLine:
    words = dates.words
    said = words.say(f"window.verdict_{day.verdict}")
    if day.score is not None:
        said = f"{said} · {_number(day.score)}"
    hard = [f for f in day.findings if f.points is None]
    soft = sorted((f for f in day.findings if f.points), key=lambda f: -abs(f.points or 0))
    finding = next(iter((*hard, *soft)), None)
    sentence = say_finding(finding, dates) if finding else ""
    return DayLine(day.day, f"{dates.short_day(day.day)} {day.day.day}", day.verdict, said, sentence)


def find_entry(state: State, key: str) -> Entry | None:
    """The entry behind a card."""
    for entry in state.entries:
        occurrence = entry.occurrence
        stem = f"{occurrence.source}/{entry.uid}/{occurrence.recurrence_id or occurrence.start.isoformat()}/"
        if key.startswith(stem):
            return entry
    return None
