"""The text of an event of ours: what to do, then why here. It reads on a phone, one exercise a line.

Our lines stand between two markers; what the runner writes before or after them is his (``merge_description``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.catalogue import load_catalogue
from core.model.plan import Finding
from core.model.training import Dose, Form, Prescription, Session, SessionKind
from core.words import Words

FIRST_LINE = "— Liftslot —"
_LAST_LINE = re.compile(r"\[liftslot:[^\]\s]+\]")
_UNITS = ("reps", "seconds", "contacts")


def describe(session: Session, placement_findings: Sequence[Finding], words: Words) -> tuple[str, str]:
    """SUMMARY and DESCRIPTION of a session's event, without line folding; lines end with a line feed."""
    return summarise(session, words), "\n".join(_lines(session, placement_findings, words))


def summarise(session: Session, words: Words) -> str:
    """The short title: letter, form where it is not the full one, and the minutes in the calendar."""
    kind = "plyo" if session.kind is SessionKind.PLYO else session.form.value
    letter = "B" if "_B" in session.template else "A"
    return words.say(f"event.title.{kind}", letter=letter, minutes=round(session.span.minutes))


def merge_description(old_text: str, new_block: str) -> str:
    """``old_text`` with our block exchanged and every other character as it was.

    Without both markers the whole old text is the runner's own: the block follows it after an empty line.
    """
    ends = list(_LAST_LINE.finditer(old_text))
    start = old_text.rfind(FIRST_LINE, 0, ends[-1].start()) if ends else -1
    if start >= 0:
        return old_text[:start] + new_block + old_text[ends[-1].end() :]
    if not old_text.strip():
        return new_block
    return f"{old_text}\n\n{new_block}"


def short_id(uid: str) -> str:
    """The part of a UID that its event's text and marks show: eight characters of ``liftslot-<uuid4>@liftslot``."""
    return uid.removeprefix("liftslot-").partition("@")[0][:8]


def describe_dose(dose: Dose, words: Words) -> str:
    """Name, sets and amount, load, reserve and rest of an exercise on one line."""
    parts = [_amount(dose, words), _load(dose, words)]
    if dose.rir is not None:
        parts.append(words.say("event.rir", rir=dose.rir))
    if dose.rest_s and dose.superset is None:
        parts.append(words.say("event.rest", time=f"{dose.rest_s // 60}:{dose.rest_s % 60:02}"))
    details = " · ".join(part for part in parts if part)
    return words.say("event.exercise", name=name_of(dose, words), details=details)


def name_of(dose: Dose, words: Words) -> str:
    """The exercise's name in the language asked for, whatever language it was prescribed in."""
    return words.say(f"exercises.{dose.id}.name") if dose.id in load_catalogue().exercises else dose.name


def cue_of(dose: Dose, words: Words) -> str:
    """The exercise's cue in the language asked for."""
    return words.say(f"exercises.{dose.id}.cue") if dose.id in load_catalogue().exercises else dose.cue


def number_doses(doses: Sequence[Dose]) -> tuple[str, ...]:
    """What stands before each exercise: 1, 2, 3a, 3b, 4; the same number is done in turns."""
    numbers: list[str] = []
    number, last = 0, None
    for dose in doses:
        together = dose.superset is not None and dose.superset == last
        number += not together
        place = sum(1 for text in numbers if text.rstrip("abc") == str(number))
        numbers.append(f"{number}{'abc'[place]}" if dose.superset is not None else str(number))
        last = dose.superset
    return tuple(numbers)


def _lines(session: Session, findings: Sequence[Finding], words: Words) -> Iterator[str]:
    yield FIRST_LINE
    if session.content is not None:
        yield from _work_lines(session, session.content, words)
    reasons = [_reason(finding, words) for finding in findings]
    if session.pinned:
        reasons.insert(0, words.say("event.pinned"))
    if reasons:
        yield words.say("event.why")
        yield from (f"• {reason}" for reason in reasons)
        yield ""
    yield words.say("event.disclaimer")
    yield f"[liftslot:{short_id(session.uid)}]"


def _work_lines(session: Session, content: Prescription, words: Words) -> Iterator[str]:
    yield _headline(session, content, words)
    yield words.say("event.warm_up")
    for dose in content.doses:
        if dose.ramp_sets:
            yield words.say("event.ramp", name=name_of(dose, words), count=dose.ramp_sets)
    yield ""
    for number, dose in zip(number_doses(content.doses), content.doses, strict=True):
        yield f"{number}. {describe_dose(dose, words)} — {cue_of(dose, words)}"
    yield ""
    if any(dose.superset is not None for dose in content.doses):
        yield words.say("event.turns")
    if any(dose.rir is not None for dose in content.doses):
        yield words.say("event.reserve")
    yield ""


def _headline(session: Session, content: Prescription, words: Words) -> str:
    if session.kind is SessionKind.PLYO:
        return words.say("event.form.plyo")
    if session.form is not Form.FULL:
        return words.say(f"event.form.{session.form.value}")
    return words.say(f"event.wave.{content.wave_week}")


def _amount(dose: Dose, words: Words) -> str:
    unit = next(unit for unit in _UNITS if getattr(dose, unit) is not None)
    side = "_side" if dose.per_side else ""
    return words.say(f"event.dose.{unit}{side}", sets=dose.sets, amount=getattr(dose, unit))


def _load(dose: Dose, words: Words) -> str:
    """Kilograms, or that a comfortable weight will do, or nothing but the body; empty for springs."""
    if dose.load_kg is not None:
        text = f"{dose.load_kg:g}".replace(".", words.say("event.decimal"))
        return words.say("event.load.kg", kg=text)
    exercise = load_catalogue().exercises.get(dose.id)
    if exercise is None or dose.pattern in ("plyo", "mobility"):
        return ""
    return words.say("event.load.comfortable" if exercise.is_loaded else "event.load.bodyweight")


def _reason(finding: Finding, words: Words) -> str:
    sentence = words.say(f"rules.{finding.rule}", finding.params)
    if finding.points is None:
        return words.say("event.against", reason=sentence)
    return f"{finding.points:+} {sentence}" if finding.points else sentence
