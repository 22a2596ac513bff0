"""The sentences of a plan: a rule that spoke, what stands in the way, what would help, what a lost weekday costs.

Said here once, so that the window, the commands, their JSON and the text of an event cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from core.model.plan import Blocker, Finding, Repair, SlotVerdict
from core.words import Words

NO_ROOM = "P10"
SOME_MONDAY = date(2024, 1, 1)


def say_finding(finding: Finding, words: Words) -> str:
    """The sentence of a rule that spoke."""
    return words.say(f"rules.{finding.rule}", finding.params)


def say_conflict(conflict: Sequence[Blocker], words: Words) -> tuple[str, ...]:
    """What stands in the way together: a heading, then a line for each; nothing where nothing does."""
    lines = dict.fromkeys(say_blocker(blocker, words) for blocker in conflict)
    return (words.say("rules.conflict.days"), *lines) if lines else ()


def say_blocker(blocker: Blocker, words: Words) -> str:
    """One line of a conflict, with its day."""
    day = blocker.day.isoformat()
    if blocker.finding.rule == NO_ROOM and blocker.entry is not None:
        return words.say("rules.conflict.entry", day=day, title=blocker.entry.title)
    return words.say("rules.conflict.rule", day=day, reason=say_finding(blocker.finding, words))


def say_other(slot: SlotVerdict, cost: int, words: Words) -> str:
    """Another place for a session, and what the week would lose (or gain) there."""
    name = "rules.other.costs" if cost >= 0 else "rules.other.gains"
    day, time = slot.start.date().isoformat(), f"{slot.start:%H:%M}"
    return words.say(name, day=day, time=time, score=slot.score or 0, count=abs(cost))


def say_repair(repair: Repair, words: Words) -> str:
    """A change that would help, and what it gains."""
    said = words.phrase(repair.phrase)
    return f"{said} {words.say('rules.repair.gain', count=repair.gain)}" if repair.gain else said


def say_stress(weekday: int, left: int, total: int, words: Words) -> str:
    """What survives where a weekday (0 is Monday) is lost in every week."""
    day = (SOME_MONDAY + timedelta(days=weekday)).isoformat()
    return words.say("rules.stress", day=day, left=left, count=total)
