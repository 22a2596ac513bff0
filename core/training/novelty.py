"""What is new to a runner, and when it may come (training.md #24, #25, #79, P12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from core.model.exercise import Block
from core.model.training import Entry, Session, Treated
from core.training.means import Means
from core.training.rotation import hours_to_key_run
from core.training.swap import Exercises, choose_exercise, exchange, needed_patterns

NEW_AFTER_DAYS = 28  # not done for so long: new again
ONBOARDING_DAYS = 14  # before that too little is known to call anything new
HOURS_BEFORE_KEY_RUN = 48
DAYS_BEFORE_RACE = {"A": 21, "B": 14}
MOST_A_SESSION = 1


def known_exercises(
    sessions: Sequence[Session], start: datetime, *, onboarding_days: int = ONBOARDING_DAYS
) -> frozenset[str] | None:
    """The exercises done or planned in the four weeks before a moment.

    None where no session with content is known from ``onboarding_days`` before: then nothing can be called new.
    """
    before = [s for s in sessions if s.content is not None and s.start < start]
    if not any(start - s.start >= timedelta(days=onboarding_days) for s in before):
        return None
    recent = [s for s in before if start - s.start <= timedelta(days=NEW_AFTER_DAYS)]
    return frozenset(dose.id for s in recent if s.content is not None for dose in s.content.doses)


def count_allowed(entries: Sequence[Entry], session: Session) -> int:
    """How many new exercises a session may bring: one, none close to a key run or in the weeks before a race."""
    if hours_to_key_run(session.end, entries) < HOURS_BEFORE_KEY_RUN:
        return 0
    return 0 if _is_race_near(entries, session.start.date()) else MOST_A_SESSION


def replace_new(blocks: Sequence[Block], means: Means, exercises: Exercises, allowed: int) -> tuple[Block, ...]:
    """The blocks with new exercises, beyond those allowed, exchanged for ones done lately (``means.only``).

    A new one stays where nothing known does its work: no pattern is dropped for being new.
    """
    present = [item.exercise for block in blocks for item in block.items]
    for exercise in tuple(present):
        if exercise.id in (means.only or ()):
            continue
        if allowed > 0:
            allowed -= 1
            continue
        others = [e for e in present if e.id != exercise.id]
        needed = needed_patterns(exercise, others)
        found = choose_exercise(exercise, means, exercises, needed=needed, taken={e.id for e in others})
        if found is not None:
            present[present.index(exercise)] = found
    return exchange(blocks, present)


def _is_race_near(entries: Sequence[Entry], day: date) -> bool:
    return any(
        entry.treated_as is Treated.RACE
        and 0 <= (entry.start.date() - day).days <= DAYS_BEFORE_RACE.get(entry.priority or "", -1)
        for entry in entries
    )
