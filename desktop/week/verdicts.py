"""Pure: judged quarter hours become painted patches, the best other slots, and the line beside the ghost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.model.plan import SlotVerdict, Verdict
from desktop.dates import Dates
from desktop.sayings import Room, best_others, main_finding, room_of, say_finding
from desktop.week.geometry import DAY, SNAP, minute_of

RANK = (Verdict.GOOD, Verdict.OK, Verdict.AVOID, Verdict.FORBIDDEN, Verdict.UNAVAILABLE)


@dataclass(frozen=True, slots=True)
class Patch:
    """Neighbouring quarter hours of a day with the same verdict, and room."""

    day: date
    start: int
    end: int
    verdict: Verdict
    room: Room = Room.FREE


@dataclass(frozen=True, slots=True)
class Reason:
    """What the bubble beside the ghost says."""

    verdict: Verdict
    head: str
    sentence: str
    better: str = ""

    @property
    def spoken(self) -> str:
        """The same for a screen reader."""
        return " ".join(part for part in (self.head, self.sentence, self.better) if part)


def join_patches(slots: Sequence[SlotVerdict]) -> tuple[Patch, ...]:
    """The quarter hours as few patches, in order of time."""
    patches: list[Patch] = []
    for slot in slots:
        day, minute, room = slot.start.date(), minute_of(slot.start), room_of(slot)
        last = patches[-1] if patches else None
        if last and (last.day, last.end, last.verdict, last.room) == (day, minute, slot.verdict, room):
            patches[-1] = Patch(day, last.start, min(minute + SNAP, DAY), slot.verdict, room)
        else:
            patches.append(Patch(day, minute, min(minute + SNAP, DAY), slot.verdict, room))
    return tuple(patches)


def give_reason(slot: SlotVerdict, slots: Sequence[SlotVerdict], dates: Dates) -> Reason:
    """Why a slot is good or not, and a better one where there is one."""
    words = dates.words
    finding = main_finding(slot)
    head = words.say(f"window.here_{slot.verdict}", score=slot.score or 0)
    sentence = say_finding(finding, dates) if finding else ""
    others = best_others(slots, slot.start, 1)
    better = ""
    if others and RANK.index(others[0].verdict) < RANK.index(slot.verdict):
        better = words.say(
            f"window.better_{others[0].verdict}", when=dates.when(others[0].start), score=others[0].score or 0
        )
    return Reason(slot.verdict, head, sentence, better)
