"""Where springy sets go once strength is placed: after a quality run, one a week, never in the way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from core.errors import Phrase
from core.model.plan import Finding, Placement, Situation
from core.model.training import Form, SessionKind
from core.rules.board import Board, Lift
from core.rules.clock import MINUTE
from core.rules.gate import missing_for_springs
from core.rules.plyo import is_plyo_wanted, is_warm_up, plyo_days
from core.rules.slot import Slot
from core.solver.slots import judge

STEP_MINUTES = 5
Beside = tuple[Sequence[int], Sequence[tuple[int, int]]]  # starts of the other springy sets, times of the day's lifts
WHY = (Finding("P14", 0),)  # it is where the rule wants it: worth saying, worth no points


def place_plyos(
    board: Board, situation: Situation, mondays: Sequence[int], lifts: Sequence[Lift]
) -> tuple[Placement, ...]:
    """The springy sets that stand and the new ones, by start; none where they are not wanted or the gate is shut."""
    fixed = [session for session in situation.fixed if session.kind is SessionKind.PLYO]
    starts = sorted(int(session.start.timestamp()) for session in fixed)
    found = [
        Placement(session.start, session.end, session.form, SessionKind.PLYO, 0, (), session.uid)
        for session in fixed
        if any(monday <= board.clock.day_of(int(session.start.timestamp())) < monday + 7 for monday in mondays)
    ]
    if is_plyo_wanted(board):
        uids = [session.uid for session in situation.accepted if session.kind is SessionKind.PLYO]
        slots = _new_sets(board, situation, mondays, lifts, starts)
        found.extend(_placement(slot, uid) for slot, uid in zip_longest(slots, uids[: len(slots)]))
    return tuple(sorted(found, key=lambda each: each.start))


def explain_no_springs(board: Board) -> tuple[Phrase, ...]:
    """What springy work waits for where it is wanted and its gate is shut."""
    athlete = board.profile.athlete
    return missing_for_springs(athlete, board.numbers) if athlete.plyometrics else ()


def _new_sets(
    board: Board, situation: Situation, mondays: Sequence[int], lifts: Sequence[Lift], starts: list[int]
) -> list[Slot]:
    found = []
    lifted = {lift.day for lift in lifts}
    for monday in mondays:
        days = sorted(plyo_days(board, monday), key=lambda day: (day in lifted, day))
        for day in days:
            taken = [(lift.start, lift.end) for lift in lifts if lift.day == day]
            slot = _first_free(board, situation, day, (starts, taken))
            if slot is not None:
                starts.append(slot.start)
                found.append(slot)
    return found


def _first_free(board: Board, situation: Situation, day: int, beside: Beside) -> Slot | None:
    """The earliest start after the day's quality run (there is one) that no rule forbids and no lift takes.

    Where the profile wants it in the warm-up, right before the run comes first.
    """
    starts, taken = beside
    run = board.facts(day).quality
    assert run is not None
    if board.date_of(day) < situation.first or board.date_of(day) in situation.skipped:
        return None
    length, latest = board.room(day).plyo * MINUTE, round(board.numbers.plyo_minutes_after) * MINUTE
    now = situation.not_before.timestamp() if situation.not_before is not None else 0
    slot = Slot(board, board.facts(day), 0, 0, Form.FULL, SessionKind.PLYO, plyos=tuple(starts))
    before = (run.start - length,) if board.numbers.plyo_in_warm_up else ()
    for start in (*before, *range(run.end, run.end + latest + 1, STEP_MINUTES * MINUTE)):
        there = slot._replace(start=start, end=start + length)
        free = all(there.end <= begin or end <= start for begin, end in taken)
        if free and start >= now and not judge(there).hard:
            return there
    return None


def _placement(slot: Slot, uid: str | None) -> Placement:
    clock = slot.board.clock
    return Placement(
        clock.wall(slot.start),
        clock.wall(slot.end),
        slot.form,
        SessionKind.PLYO,
        0,
        () if is_warm_up(slot) else WHY,
        uid,
    )
