"""Rules about springy work (P14, S17) and about what is new to the runner (P12)."""

from __future__ import annotations

from core.model.plan import Finding
from core.model.training import Treated
from core.rules.board import Board, Run, monday_of
from core.rules.clock import HOUR, MINUTE
from core.rules.gate import missing_for_springs
from core.rules.slot import Slot, WeekSlots, count, forbid, same_week


def spring_after_speed(slot: Slot) -> Finding | None:
    """P14: right after a quality run, rarely, away from the long run and the race, behind its gate."""
    tests = (is_gate_open(slot.board), follows_quality(slot), is_rare(slot), is_away(slot))
    return None if all(tests) else forbid("P14")


def is_gate_open(board: Board) -> bool:
    """True where weeks, sessions, calf raises and history allow springy work (statement 47)."""
    return not missing_for_springs(board.profile.athlete, board.numbers)


def follows_quality(slot: Slot) -> bool:
    """True within an hour after the end of a quality run of the day; right before it where the profile says so."""
    if is_warm_up(slot):
        return True
    run = slot.last_run(Treated.QUALITY)
    return run is not None and slot.start - run.end <= slot.numbers.plyo_minutes_after * MINUTE


def is_warm_up(slot: Slot) -> bool:
    """True where the set ends as a quality run begins and the profile wants it in the warm-up (ambiguity A5)."""
    qualities = (run for run in slot.facts.runs if run.treated is Treated.QUALITY)
    return bool(slot.numbers.plyo_in_warm_up) and any(run.start == slot.end for run in qualities)


def is_rare(slot: Slot) -> bool:
    """True where the week has room for it and no other set is within 48 hours."""
    clock, gap = slot.board.clock, slot.numbers.plyo_gap_hours * HOUR
    week = [start for start in slot.plyos if same_week(clock.day_of(start), slot.day)]
    near = any(abs(slot.start - start) < gap for start in slot.plyos)
    return len(week) < slot.numbers.plyo_per_week and not near


def is_away(slot: Slot) -> bool:
    """True on no day beside or of a long run, nor in the last days before an A race."""
    if any(slot.on(distance).long is not None for distance in (-1, 0, 1)):
        return False
    far = [race.day - slot.day for race in slot.board.races if race.priority == "A"]
    return not any(0 <= days <= slot.numbers.plyo_race_days for days in far)


def is_plyo_wanted(board: Board) -> bool:
    """True where the runner asked for springy work and its gate is open."""
    return board.profile.athlete.plyometrics and is_gate_open(board)


def leave_plyo_day(week: WeekSlots) -> Finding | None:
    """S17: where springy work is wanted, a quality day that could hold it stays free of strength."""
    if not is_plyo_wanted(week.board):
        return None
    lifted = {lift.day for lift in week.lifts}
    for day in plyo_days(week.board, week.monday):
        if day not in lifted:
            return count("S17", week.numbers.points_plyo_day, day=week.board.date_of(day).isoformat())
    return None


def plyo_days(board: Board, monday: int) -> tuple[int, ...]:
    """The days of a week whose quality run a springy set may follow."""
    days = [day for day in range(monday, monday + 7) if board.facts(day).quality is not None]
    return tuple(day for day in days if is_away(Slot(board, board.facts(day), 0, 0)))


def wait_with_new(slot: Slot) -> Finding | None:
    """P12: a new exercise waits before a key run, a race, and a block of many key runs; two never come together."""
    if not slot.novel:
        return None
    run = novelty_blocker(slot)
    if run is not None:
        return forbid("P12", run=run.title, count=1)
    return forbid("P12", run="", count=slot.novel) if slot.novel > 1 else None


def novelty_blocker(slot: Slot) -> Run | None:
    """The run that a new exercise has to wait for, if any (statement 24)."""
    numbers = slot.numbers
    within = numbers.novelty_hours_before_key * HOUR
    for run in slot.board.ahead:
        if 0 <= run.start - slot.end < within:
            return run
    lock = {"A": numbers.novelty_days_before_a, "B": numbers.novelty_days_before_b}
    for race in slot.board.races:
        if 0 <= race.day - slot.day <= lock.get(race.priority, -1):
            return race
    return _block_ahead(slot)


def _block_ahead(slot: Slot) -> Run | None:
    """The first key run of a week with four or more that begins within seven days."""
    next_monday = monday_of(slot.day) + 7
    for monday in (next_monday - 7, next_monday):
        keys = [run for day in range(monday, monday + 7) for run in slot.board.facts(day).runs]
        keys = [run for run in keys if run.treated in (Treated.QUALITY, Treated.LONG, Treated.RACE)]
        near = monday - slot.day <= slot.numbers.novelty_block_days
        if near and len(keys) >= slot.numbers.novelty_block_keys and keys[-1].day >= slot.day:
            return keys[0]
    return None
