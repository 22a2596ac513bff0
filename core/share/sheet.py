"""A session as sentences and lines, for every paper and screen: the event's text, a printed week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.catalogue import letter_of, load_catalogue
from core.model.plan import Finding
from core.model.training import Dose, Form, Prescription, Session, SessionKind
from core.share.reasons import say_finding
from core.words import Words

_UNITS = ("reps", "seconds", "contacts")
_UNLOADED = ("plyo", "mobility")


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise. Empty texts say that there is nothing to tell."""

    number: str  # "3", or "4a" and "4b" for two done in turns
    name: str
    amount: str  # "3 × 4", "2 × 20 s per side"
    load: str  # "22.5 kg", "comfortable weight", "body weight"
    reserve: str  # "RIR 3"
    rest: str  # "rest 2:30"
    cue: str

    @property
    def details(self) -> str:
        """Everything but name and cue, in short."""
        return " · ".join(part for part in (self.amount, self.load, self.reserve, self.rest) if part)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A session, ready to be set on any page."""

    uid: str
    start: datetime
    end: datetime
    title: str
    headline: str
    before: tuple[str, ...]  # warm-up, and lighter sets
    lines: tuple[Line, ...]
    notes: tuple[str, ...]  # how to read the lines
    reasons: tuple[str, ...]  # why here
    disclaimer: str


def to_sheet(session: Session, findings: Sequence[Finding], words: Words) -> Sheet:
    """The sheet of a session in the language of ``words``; ``findings`` are those of its place."""
    content = session.content
    reasons = [_say_reason(finding, words) for finding in findings]
    if session.pinned:
        reasons.insert(0, words.say("event.pinned"))
    return Sheet(
        uid=session.uid,
        start=session.start,
        end=session.end,
        title=summarise(session, words),
        headline=_headline(session, words) if content else "",
        before=tuple(_preparation(content, words)) if content else (),
        lines=to_lines(content.doses, words) if content else (),
        notes=tuple(_notes(content, words)) if content else (),
        reasons=tuple(reasons),
        disclaimer=words.say("event.disclaimer"),
    )


def to_week(sessions: Sequence[Session], findings: dict[str, Sequence[Finding]], words: Words) -> tuple[Sheet, ...]:
    """The sheets of a week's sessions, by start, for printing; somebody else's strength is left out."""
    own = sorted((s for s in sessions if not s.foreign), key=lambda s: (s.start, s.uid))
    return tuple(to_sheet(session, findings.get(session.uid, ()), words) for session in own)


def summarise(session: Session, words: Words) -> str:
    """The short title: letter, form where it is not the full one, and the minutes in the calendar."""
    kind = "plyo" if session.kind is SessionKind.PLYO else session.form.value
    minutes = round(session.span.minutes)
    return words.say(f"event.title.{kind}", letter=letter_of(session.template), minutes=minutes)


def to_lines(doses: Sequence[Dose], words: Words) -> tuple[Line, ...]:
    """One line for each exercise, in the language asked for whatever it was prescribed in."""
    return tuple(_to_line(number, dose, words) for number, dose in zip(number_doses(doses), doses, strict=True))


def number_doses(doses: Sequence[Dose]) -> tuple[str, ...]:
    """What stands before each exercise: 1, 2, 3a, 3b, 4; the same number is done in turns."""
    numbers: list[str] = []
    number, last = 0, None
    for dose in doses:
        together = dose.superset is not None and dose.superset == last
        number += not together
        place = sum(1 for text in numbers if text.rstrip("abcdef") == str(number))
        numbers.append(f"{number}{'abcdef'[place]}" if dose.superset is not None else str(number))
        last = dose.superset
    return tuple(numbers)


def _to_line(number: str, dose: Dose, words: Words) -> Line:
    is_known = dose.id in load_catalogue().exercises
    rest = f"{dose.rest_s // 60}:{dose.rest_s % 60:02}"
    return Line(
        number=number,
        name=_say_name(dose, words),
        amount=_say_amount(dose, words),
        load=_say_load(dose, words),
        reserve=words.say("event.rir", rir=dose.rir) if dose.rir is not None else "",
        rest=words.say("event.rest", time=rest) if dose.rest_s and dose.sets > 1 and dose.superset is None else "",
        cue=words.say(f"exercises.{dose.id}.cue") if is_known else dose.cue,
    )


def _say_name(dose: Dose, words: Words) -> str:
    return words.say(f"exercises.{dose.id}.name") if dose.id in load_catalogue().exercises else dose.name


def _say_amount(dose: Dose, words: Words) -> str:
    unit = next(unit for unit in _UNITS if getattr(dose, unit) is not None)
    side = "_side" if dose.per_side else ""
    return words.say(f"event.dose.{unit}{side}", sets=dose.sets, amount=getattr(dose, unit))


def _say_load(dose: Dose, words: Words) -> str:
    """Kilograms, or that a comfortable weight will do, or nothing but the body; empty for springs and mobility."""
    if dose.load_kg is not None:
        return words.say("event.load.kg", kg=f"{dose.load_kg:g}".replace(".", words.say("event.decimal")))
    if dose.bodyweight:
        return words.say("event.load.bodyweight")
    return "" if dose.pattern in _UNLOADED else words.say("event.load.comfortable")


def _headline(session: Session, words: Words) -> str:
    if session.kind is SessionKind.PLYO:
        return words.say("event.form.plyo")
    if session.form is not Form.FULL:
        return words.say(f"event.form.{session.form.value}")
    return words.say(f"event.wave.{session.wave_week}")


def _preparation(content: Prescription, words: Words) -> Iterator[str]:
    yield words.say("event.warm_up")
    for dose in content.doses:
        if dose.ramp_sets:
            yield words.say("event.ramp", name=_say_name(dose, words), count=dose.ramp_sets)


def _notes(content: Prescription, words: Words) -> Iterator[str]:
    if any(dose.superset is not None for dose in content.doses):
        yield words.say("event.turns")
    if any(dose.rir is not None for dose in content.doses):
        yield words.say("event.reserve")


def _say_reason(finding: Finding, words: Words) -> str:
    sentence = say_finding(finding, words)
    if finding.points is None:
        return words.say("event.against", reason=sentence)
    return f"{finding.points:+} {sentence}" if finding.points else sentence
