"""Pure: what of an event of ours is ours to compare, and how two edits of it come together.

Servers rewrite what they store (order, case, categories, extra properties). Only these fields tell an edit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.calendar.ics import compose, patch, read_own
from core.model.event import OwnEvent

OWNED = ("start", "end", "summary", "description", "location")
OWN_UID = re.compile(r"liftslot-[0-9a-fA-F-]{36}@liftslot")
OWN_UID_LINE = re.compile(rb"(?im)^UID(?:;[^:\r\n]*)?:liftslot-")
CANCELLED_LINE = re.compile(rb"(?im)^STATUS(?:;[^:\r\n]*)?:CANCELLED\s*$")
MARK_LINE = re.compile(r"\[liftslot:[^\]\s]+\]")

MergeText = Callable[[str, str], str]  # (their text, our text) -> both


@dataclass(frozen=True, slots=True)
class Own:
    """An event of ours, its owned fields in one spelling."""

    event: OwnEvent

    @property
    def start(self) -> datetime:
        """As an instant, so that two spellings of one time are equal."""
        return self.event.start.astimezone(UTC)

    @property
    def end(self) -> datetime:
        """As an instant."""
        return self.event.end.astimezone(UTC)

    @property
    def summary(self) -> str:
        """Without the blanks that servers add and drop."""
        return tidy(self.event.summary)

    @property
    def description(self) -> str:
        """Without the blanks that servers add and drop."""
        return tidy(self.event.description)

    @property
    def location(self) -> str:
        """Without the blanks that servers add and drop."""
        return tidy(self.event.location)


def tidy(text: str) -> str:
    """The text with one kind of newline and no blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def read_event(raw: bytes | None, uid: str, zone: ZoneInfo) -> Own | None:
    """The event of this UID in an object, None where it is not there, cancelled, or cannot be read."""
    found = () if raw is None else read_own(raw, zone)
    return next((Own(event) for event in found if event.uid == uid), None)


def is_cancelled(raw: bytes) -> bool:
    """True where somebody cancelled the event instead of deleting it."""
    return CANCELLED_LINE.search(raw) is not None


def find_own(raw: bytes, zone: ZoneInfo) -> tuple[OwnEvent, ...]:
    """The events of an object that at least two of our marks agree on: UID, X-LIFTSLOT-ID, last line of the text."""
    if not OWN_UID_LINE.search(raw):
        return ()
    return tuple(event for event in read_own(raw, zone) if _count_marks(event, raw) >= 2)


def _count_marks(event: OwnEvent, raw: bytes) -> int:
    named = OWN_UID.fullmatch(event.uid) is not None
    return named + (b"X-LIFTSLOT-ID" in raw.upper()) + (MARK_LINE.search(event.description) is not None)


def differing(one: Own, other: Own) -> frozenset[str]:
    """The names of the owned fields in which two differ."""
    return frozenset(name for name in OWNED if getattr(one, name) != getattr(other, name))


def lagging(wish: Own, stored: Own) -> frozenset[str]:
    """The owned fields in which the plan's event is another than the stored one.

    One that names only its day agrees with every time on that day: the runner took the hour out, and it stays out.
    """
    names = differing(wish, stored)
    if stored.event.all_day and not wish.event.all_day:
        day = wish.event.start.astimezone(stored.event.start.tzinfo).date()
        if stored.event.start.date() == day:
            return names - {"start", "end"}
    return names


@dataclass(frozen=True, slots=True)
class Sides:
    """The plan's event now and when it was last at peace, the stored one now and then."""

    ours: OwnEvent
    last: Own
    theirs: Own
    base: Own


@dataclass(frozen=True, slots=True)
class Merged:
    """Both edits in one event; ``clashing`` names the fields that both changed, each in its own way."""

    event: OwnEvent
    clashing: frozenset[str]


def merge(sides: Sides, merge_text: MergeText | None) -> Merged:
    """What is stored, with those fields that the plan changed. Times count as one field.

    A text that the plan changed goes through ``merge_text``, so that the runner's notes beside it stay. A plan that has
    what the calendar last had followed it, and changed nothing of its own.
    """
    wanted = Own(sides.ours)
    mine = _times_as_one(differing(sides.last, wanted)) & _times_as_one(lagging(wanted, sides.base))
    other = _times_as_one(differing(sides.base, sides.theirs))
    both = mine & other & _times_as_one(lagging(wanted, sides.theirs))
    names = mine | ({"end"} if "start" in mine else set())
    event = replace(sides.theirs.event, mark=sides.ours.mark, **{name: getattr(sides.ours, name) for name in names})
    if "description" in mine and merge_text is not None:
        text = merge_text(sides.theirs.event.description, sides.ours.description)
        event, both = replace(event, description=text), both - {"description"}
    return Merged(event, both)


def rewrite(raw: bytes, before: OwnEvent, event: OwnEvent, stamp: datetime) -> bytes:
    """The bytes that turn one into the other, with what others added: alarms, colours, properties of their own.

    Where the session itself became another one the event is composed anew, their alarm kept.
    """
    if event.mark != before.mark or Own(event).location != Own(before).location:
        kept = replace(event, alarm_minutes=before.alarm_minutes, sequence=before.sequence + 1)
        return compose([kept], stamp=stamp)
    values: dict[str, str | datetime] = {}
    if {"start", "end"} & differing(Own(before), Own(event)):
        values |= {"DTSTART": event.start, "DTEND": event.end}
    if "summary" in differing(Own(before), Own(event)):
        values["SUMMARY"] = event.summary
    if "description" in differing(Own(before), Own(event)):
        values["DESCRIPTION"] = event.description
    return patch(raw, event.uid, values).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _times_as_one(names: frozenset[str]) -> frozenset[str]:
    return names - {"end"} | {"start"} if "end" in names else names
