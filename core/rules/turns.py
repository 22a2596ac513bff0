"""Where a rule may change its mind about a start, as the start moves through a day.

A rule about starts is *watched*: it is asked at the first start and again at each of its turns, and says the same of
all starts between two of them, but for whole hours to or from a run. Those are counted from a *mark*.
``tests/core/solver/test_slots.py`` proves it against asking for every start.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from math import ceil
from operator import attrgetter
from typing import NamedTuple

from core.rules import runs, spacing, wishes
from core.rules.clock import HOUR, MINUTE, near_spans
from core.rules.rule import Evaluate
from core.rules.slot import Slot


class Mark(NamedTuple):
    """A start from which whole hours are counted: up after it, down before it."""

    start: int
    rising: bool


class Sight(NamedTuple):
    """What there is on a day to speak of: runs by their sort, shifts in the calendar."""

    quality: bool
    unknown: bool
    easy: bool
    shifts: bool


class Watch(NamedTuple):
    """A rule about starts with its turns.

    ``turns`` gives, for the first slot of a day and the last start of it, the starts at which the rule may change its
    mind; others may be among them. ``speaks`` tells of which days it can say anything. ``mark`` says from where it
    counts hours, at a slot that it speaks of.
    """

    rule: str
    evaluate: Evaluate
    turns: Callable[[Slot, int], list[int]]
    speaks: Callable[[Sight], bool] | None = None
    mark: Callable[[Slot], Mark | None] | None = None


def _turn_before_hard_runs(slot: Slot, _last: int) -> list[int]:
    length = slot.end - slot.start
    return [run.start - length + 1 for run in slot.facts.runs if run.treated in runs.NEVER_BEFORE]


def _turn_with_room(slot: Slot, last: int) -> list[int]:
    board, first, length = slot.board, slot.start, slot.end - slot.start
    buffer = board.profile.schedule.buffer_minutes * MINUTE
    turns: list[int] = []
    for start, end in near_spans(board.busy, (first - buffer, last + length + buffer)):
        turns += (start - buffer - length + 1, end + buffer)
    day = board.calendar_day(first, slot.facts.day)
    while (midnight := board.clock.midnight(day)) <= last:
        turns.append(midnight)
        for opens, closes in board.windows(day):
            turns += (opens, closes - length + 1)
        day += 1
    return turns


def _turn_with_shifts(slot: Slot, last: int) -> list[int]:
    length = slot.end - slot.start
    spans = near_spans(slot.board.shut, (slot.start, last + length))
    return [turn for start, end in spans for turn in (start - length + 1, end)]


def _turn_after_quality(slot: Slot, _last: int) -> list[int]:
    numbers = slot.board.numbers
    gaps = (0, ceil(numbers.hours_gap_good * HOUR), ceil(numbers.hours_gap_best * HOUR))
    return [run.end + gap for run in slot.facts.runs if run.treated is runs.QUALITY for gap in gaps]


def _turn_after_easy(slot: Slot, last: int) -> list[int]:
    length, ahead = slot.end - slot.start, slot.board.ahead_starts
    passed = ahead[bisect_left(ahead, slot.end) : bisect_left(ahead, last + length)]
    return [run.end for run in slot.facts.runs if run.is_easy] + [start - length + 1 for start in passed]


def _turn_after_unknown(slot: Slot, _last: int) -> list[int]:
    return [run.end for run in slot.facts.runs if run.treated is runs.UNKNOWN]


def _turn_before_easy(slot: Slot, _last: int) -> list[int]:
    length, far = slot.end - slot.start, ceil(slot.board.numbers.hours_gap_best * HOUR)
    latest = [run.start - length + 1 for run in slot.facts.runs if run.is_easy]
    return latest + [turn - far for turn in latest]


def _turn_before_keys(slot: Slot, last: int) -> list[int]:
    ahead, length = slot.board.ahead_starts, slot.end - slot.start
    bonus = ceil(slot.board.numbers.hours_before_key_bonus * HOUR)
    turns: list[int] = []
    for place in range(bisect_left(ahead, slot.end), len(ahead)):
        latest = ahead[place] - length + 1
        turns += (latest, latest - bonus)
        if latest > last:
            break  # no later one can be the next of any of these starts
    return turns


def _turn_before_bed(slot: Slot, _last: int) -> list[int]:
    board, length = slot.board, slot.end - slot.start
    return [board.bedtime(slot.facts.day) - length - ceil(board.numbers.hours_before_bed * HOUR) + 1]


def _turn_at_sessions(slot: Slot, _last: int) -> list[int]:
    starts = sorted([lift.start for lift in spacing.lifts_too_near(slot)])
    return starts + [(one + other) // 2 + 1 for one, other in pairwise(starts)]


def _mark_after_quality(slot: Slot) -> Mark | None:
    run = slot.last_run(runs.QUALITY)
    return None if run is None else Mark(run.end, rising=True)


def _mark_before_key(slot: Slot) -> Mark | None:
    run = slot.board.next_key(slot.end)
    return None if run is None else Mark(run.start - (slot.end - slot.start), rising=False)


def _mark_before_easy(slot: Slot) -> Mark | None:
    run = runs.next_easy(slot)
    return None if run is None else Mark(run.start - (slot.end - slot.start), rising=False)


def _mark_at_session(slot: Slot) -> Mark | None:
    lift = spacing.nearest_lift(slot)
    if lift is None:
        return None
    if lift.start <= slot.start:
        return Mark(lift.end, rising=True)
    return Mark(lift.start - (slot.end - slot.start), rising=False)


def _sees_hard_run(sight: Sight) -> bool:
    return sight.quality or sight.unknown


def _sees_easy_day(sight: Sight) -> bool:
    return sight.easy and not sight.quality


_INSIDE = (
    Watch("P03", runs.run_before_lifting, _turn_before_hard_runs, _sees_hard_run),
    Watch("P13", wishes.sleep_after_shift, _turn_with_shifts, attrgetter("shifts")),
    Watch("S01", runs.lift_after_quality, _turn_after_quality, attrgetter("quality"), _mark_after_quality),
    Watch("S02", runs.lift_after_easy, _turn_after_easy, _sees_easy_day, _mark_before_key),
    Watch("S03", runs.lift_after_unknown, _turn_after_unknown, attrgetter("unknown")),
    Watch("S05", runs.lift_before_easy, _turn_before_easy, attrgetter("easy"), _mark_before_easy),
    Watch("S08", runs.lift_far_from_key, _turn_before_keys),
    Watch("S11", wishes.end_before_bed, _turn_before_bed),
)
ROOM = Watch("P10", wishes.fit_window, _turn_with_room)
SESSIONS = Watch("P07", spacing.keep_days_between, _turn_at_sessions, mark=_mark_at_session)


def watch_day(slot: Slot) -> tuple[Watch, ...]:
    """The rules that can speak of starts of the slot's day where there is room (P10), in the table's order."""
    facts = slot.facts
    quality, unknown, easy = facts.quality is not None, facts.unknown is not None, facts.easy is not None
    return _watch_for(Sight(quality, unknown, easy, bool(slot.board.shut)))


@cache
def _watch_for(sight: Sight) -> tuple[Watch, ...]:
    return tuple(watch for watch in _INSIDE if watch.speaks is None or watch.speaks(sight))
