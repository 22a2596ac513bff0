"""What is new to a runner, and when it may come (training.md #24, #25, #79, P12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from core.model.exercise import Block, Exercise
from core.model.plan import Situation
from core.model.profile import Profile
from core.model.training import Entry, Form, Session
from core.rules.board import Board, lay_out
from core.rules.plyo import novelty_blocker
from core.rules.slot import Slot
from core.training.fit import UPPER
from core.training.means import Means
from core.training.swap import Exercises, choose_exercise, exchange, needed_patterns

NEW_AFTER_DAYS = 28  # not done for so long: new again (novelty_days of the profile)
ONBOARDING_DAYS = 14  # before that too little is known to call anything new
MOST_A_SESSION = 1


def lay_out_runs(profile: Profile, entries: Sequence[Entry], first: date) -> Board:
    """The runs as P12 reads them; the first day matters to shift workers alone."""
    return lay_out(Situation(profile, tuple(entries), first, 1, ()))


def known_exercises(
    sessions: Sequence[Session],
    start: datetime,
    *,
    onboarding_days: int = ONBOARDING_DAYS,
    new_after_days: int = NEW_AFTER_DAYS,
) -> frozenset[str] | None:
    """The exercises done or planned in the four weeks before a moment.

    None where lifting began, or began again after a pause of that length, less than two weeks before: then nothing
    can be called new. ``onboarding_days`` is what "began" is counted with at the very first session.
    """
    before = [s for s in sessions if s.content is not None and s.start < start]
    recent = [s for s in before if start - s.start <= timedelta(days=new_after_days)]
    if not recent:
        return None
    begin = _begin_of_chain(before, timedelta(days=new_after_days))
    grace = onboarding_days if begin is before[0].start else ONBOARDING_DAYS
    if start - begin < timedelta(days=grace):
        return None
    return frozenset(dose.id for s in recent if s.content is not None for dose in s.content.doses)


def _begin_of_chain(sessions: Sequence[Session], longest: timedelta) -> datetime:
    """The start of the first session after the last pause."""
    begin = sessions[0].start
    for one, other in pairwise(sessions):
        if other.start - one.start > longest:
            begin = other.start
    return begin


def count_allowed(board: Board, session: Session) -> int:
    """How many new exercises a session may bring: one, none close to a key run or in the weeks before a race."""
    start, end = int(session.start.timestamp()), int(session.end.timestamp())
    facts = board.facts(board.clock.day_of(start))
    slot = Slot(board, facts, start, end, session.form, session.kind, novel=MOST_A_SESSION)
    return 0 if session.form is not Form.FULL or novelty_blocker(slot) is not None else MOST_A_SESSION


def replace_new(blocks: Sequence[Block], means: Means, exercises: Exercises, allowed: int) -> tuple[Block, ...]:
    """The blocks with new exercises, beyond those allowed, exchanged for ones done lately (``means.only``).

    Where nothing known does the work, pushing and pulling are left out; of all other work the new one stays: a
    session without it would be no session.
    """
    everything = [item.exercise for block in blocks for item in block.items]
    present: list[Exercise | None] = list(everything)
    exchanged: list[int] = []
    for place, exercise in enumerate(everything):
        if exercise.id in (means.only or ()):
            continue
        others = [e for e in present if e is not None and e.id != exercise.id]
        present[place] = _stand_in(exercise, others, means, exercises)
        if present[place] is exercise:
            allowed -= 1  # what has to stay is the new one of this session
        else:
            exchanged.append(place)
    for place in exchanged[: max(allowed, 0)]:
        present[place] = everything[place]
    return exchange(blocks, present)


def list_new(present: Sequence[Exercise], means: Means, exercises: Exercises) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of a session's exercises that are new (not in ``means.only``); and of those, for which others would do."""
    news = [exercise for exercise in present if exercise.id not in (means.only or ())]
    needless = []
    for exercise in news:
        others = [e for e in present if e.id != exercise.id]
        if _stand_in(exercise, others, means, exercises) is not exercise:
            needless.append(exercise.id)
    return frozenset(exercise.id for exercise in news), frozenset(needless)


def _stand_in(exercise: Exercise, others: Sequence[Exercise], means: Means, exercises: Exercises) -> Exercise | None:
    """The known exercise that does a new one's work; None where it may go, itself where nothing else does it."""
    needed, taken = needed_patterns(exercise, others), {e.id for e in others}
    found = choose_exercise(exercise, means, exercises, needed=needed, taken=taken)
    return found or (None if exercise.pattern in UPPER else exercise)
