"""Pure: names of sessions and kinds, sentences of rules, and which of several verdicts speaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from core.model.plan import Finding, SlotVerdict, Verdict
from core.model.training import Entry, Session, SessionKind, Treated
from core.share import reasons
from desktop.dates import Dates

OFFERED = (Verdict.GOOD, Verdict.OK)  # what is proposed instead
NO_ROOM = "P10"  # outside the windows or too near to an appointment


class Chosen(Protocol):
    """A card of the week as the panels know it."""

    @property
    def key(self) -> str:
        """Stable for one occurrence."""
        ...

    @property
    def uid(self) -> str:
        """UID of the event."""
        ...

    @property
    def title(self) -> str:
        """As the week shows it."""
        ...


def name_kind(entry: Entry, dates: Dates) -> str:
    """The kind in words, with a question mark where it was guessed."""
    told = entry.treated_as if entry.treated_as in {Treated.LONG, Treated.RACE} else entry.kind
    kind = dates.words.say(f"window.kind_{told}")
    return f"{kind} ?" if entry.guessed else kind


def name_session(session: Session, dates: Dates) -> str:
    """``Lift A``, ``Lift A · light``, ``Springs``."""
    if session.kind is SessionKind.PLYO:
        return dates.words.say("window.session_plyo")
    letter = next((letter for letter in "ABC" if f"_{letter}" in session.template), "")
    name = dates.words.say("window.session_lift", letter=letter).strip()
    return name if session.form == "full" else f"{name} · {dates.words.say(f'window.form_{session.form}')}"


def say_finding(finding: Finding, dates: Dates) -> str:
    """The sentence of a rule that spoke."""
    return reasons.say_finding(finding, dates.words)


class Room(StrEnum):
    """Whether a slot has room, apart from what else is said of it."""

    FREE = "free"
    TAKEN = "taken"  # no room, and another hard rule forbids it too
    ONLY = "only"  # nothing but the missing room forbids it


def room_of(slot: SlotVerdict) -> Room:
    """What the missing room has to do with a slot's verdict."""
    hard = {finding.rule for finding in slot.findings if finding.points is None}
    if NO_ROOM not in hard:
        return Room.FREE
    return Room.ONLY if hard == {NO_ROOM} else Room.TAKEN


def find_slot(slots: Sequence[SlotVerdict], start: datetime) -> SlotVerdict | None:
    """The slot that begins then."""
    return next((slot for slot in slots if slot.start == start), None)


def best_others(slots: Sequence[SlotVerdict], start: datetime, count: int = 3) -> tuple[SlotVerdict, ...]:
    """The best slot of each other day, and of this day where it is better; best first, only good and ok ones."""
    here = find_slot(slots, start)
    best: dict[date, SlotVerdict] = {}
    for slot in slots:
        if slot.score is None or slot.start == start:
            continue
        if slot.start.date() == start.date() and (here is None or slot.score <= (here.score or 0)):
            continue
        known = best.get(slot.start.date())
        if known is None or slot.score > (known.score or 0):
            best[slot.start.date()] = slot
    ranked = sorted(best.values(), key=lambda slot: (-(slot.score or 0), slot.start))
    return tuple(slot for slot in ranked if slot.verdict in OFFERED)[:count]


def main_finding(slot: SlotVerdict) -> Finding | None:
    """The rule that decides: a hard one (missing room last), else the strongest one in the verdict's direction."""
    hard = [finding for finding in slot.findings if finding.points is None]
    if hard:
        return next((finding for finding in hard if finding.rule != NO_ROOM), hard[0])
    sign = 1 if slot.verdict in {Verdict.GOOD, Verdict.OK} else -1
    soft = [finding for finding in slot.findings if finding.points]
    return max(soft, key=lambda finding: sign * (finding.points or 0), default=None)
