"""Rules about the runner's own hours: P10, P11, P13, S04, S11, S12."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from core.model.plan import Finding
from core.model.training import SessionKind
from core.rules.board import weekday_of
from core.rules.clock import HOUR, MINUTE, near_spans
from core.rules.slot import Slot, count, forbid


def fit_window(slot: Slot) -> Finding | None:
    """P10: inside a window of the runner's, and clear of every run and appointment by the buffer.

    A springy set belongs to its run: it needs no window and no buffer, but free time.
    """
    board = slot.board
    if slot.kind is SessionKind.PLYO:
        fits = board.is_clear(slot.start, slot.end, 0)
    else:
        buffer = board.profile.schedule.buffer_minutes * MINUTE
        fits = is_in_window(slot) and board.is_clear(slot.start, slot.end, buffer)
    return None if fits else no_room(slot.minutes)


@cache
def no_room(minutes: int) -> Finding:
    """What P10 says of a session of that length."""
    return forbid("P10", minutes=minutes)


def spans_with_room(slot: Slot, last: int) -> list[tuple[int, int]]:
    """The starts that P10 leaves open from the slot's to ``last`` on its day: (first, last) of each span, by first.

    The same as asking ``fit_window`` for each, read from the windows and what lies in them. Not for springy sets.
    """
    board, length, day = slot.board, slot.end - slot.start, slot.facts.day
    buffer = board.profile.schedule.buffer_minutes * MINUTE
    windows = board.windows(day)
    if last >= board.clock.midnight(day + 1):
        windows += board.windows(day + 1)  # a shift worker's day goes on after midnight
    found = []
    for opens, closes in windows:
        begin = opens
        for start, end in near_spans(board.busy, (opens - buffer, closes + buffer)):
            if begin <= start - buffer - length:
                found.append((begin, start - buffer - length))
            begin = max(begin, end + buffer)
        if begin <= closes - length:
            found.append((begin, closes - length))
    return found


def is_in_window(slot: Slot) -> bool:
    """True where one window holds all of it."""
    board, start, end = slot.board, slot.start, slot.end
    for opens, closes in board.windows(slot.day):
        if opens <= start and end <= closes:
            return True
    day = board.calendar_day(start, slot.day)  # a shift worker's day goes on after midnight
    return day != slot.day and any(opens <= start and end <= closes for opens, closes in board.windows(day))


def keep_day_free(slot: Slot) -> Finding | None:
    """P11: the runner asked to keep this weekday free."""
    if weekday_of(slot.day) in slot.board.profile.schedule.protected_days:
        return forbid("P11")
    return None


def sleep_after_shift(slot: Slot) -> Finding | None:
    """P13: asleep, between a night shift and the sleep after it, or right before a shift."""
    shut = slot.board.shut
    if not shut:
        return None
    place = bisect_left(shut, slot.end, key=lambda span: span[0])
    if place and shut[place - 1][1] > slot.start:
        return forbid("P13")
    return None


def keep_rest_day(slot: Slot) -> Finding | None:
    """S04: a day without a run is a rest day."""
    return None if slot.facts.runs else count("S04", slot.numbers.points_rest_day)


def end_before_bed(slot: Slot) -> Finding | None:
    """S11: later than an hour and a half before bed."""
    latest = slot.board.bedtime(slot.day) - slot.numbers.hours_before_bed * HOUR
    return count("S11", slot.numbers.points_late) if slot.end > latest else None


def mind_short_sleep(slot: Slot) -> Finding | None:
    """S12: the listed sleep before the day was short."""
    night = slot.board.clock.sleep_ending(slot.day) if slot.board.clock.sleep else None
    if night is None or night[1] - night[0] >= slot.numbers.short_sleep_hours * HOUR:
        return None
    return count("S12", slot.numbers.points_short_sleep, hours=(night[1] - night[0]) // HOUR)
