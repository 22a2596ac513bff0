"""How loads go on from what was lifted (training.md 2.4, #9, #13, #31, #42-#45, #53)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.catalogue import load_catalogue
from core.model.exercise import Exercise
from core.model.log import Lifted
from core.model.training import Prescription
from core.training.load import (
    INCREMENT_MOST,
    STEP_MOST,
    STEP_MOST_NOVICE,
    estimate_max,
    round_down,
    working_load,
)
from core.training.wave import DELOAD_WEEK

CALIBRATION = ((5, 0.10), (4, 0.05), (1, 0.0), (0, -0.10))  # reserve of the first set, change of the load
UPPER_STEP = 0.025
LOWER_STEP = 0.05
BIG_INCREMENT_REPS = 2  # beyond the highest dose, before an increment above a tenth of the load
CUT = 0.05
EASY_RIR = 4
REPS_OVER = 2  # 2-for-2
REPS_UNDER = 2
FAILED_SETS = 2
WENT_WELL_RIR = 2
WEEK = timedelta(days=7)
UPPER = ("upper_push", "upper_pull")


REASONS = (
    "first",
    "keep",
    "raise",
    "two_for_two",
    "easy",
    "more_reps",
    "week_cap",
    "braked",
    "deload",
    "failed",
    "missed",
)


@dataclass(frozen=True, slots=True)
class Goal:
    """What one exercise asks for, and what holds the runner back."""

    low: int  # repetitions
    high: int
    rir: int
    wave_week: int = 1
    novice: bool = False
    braked: bool = False  # mileage jumped or an area hurts: no increase for a week


@dataclass(frozen=True, slots=True)
class NextLoad:
    """The load for the next session and why: a key of ``training.load.<reason>``."""

    load_kg: float | None
    reps: int
    reason: str  # one of REASONS


def calibrate(load_kg: float, first_rir: int, increment_kg: float) -> float:
    """The load for the sets after the first, from what was left in reserve in it, rounded down to the step."""
    change = next(change for rir, change in CALIBRATION if first_rir >= rir)
    return round_down(load_kg * (1 + change), increment_kg)


def begin_from(known: Lifted, goal: Goal, increment_kg: float) -> float | None:
    """A first load from a set that the runner remembers; None where it was too long to tell (over 12)."""
    best = known.sets[0]
    top = estimate_max(known.load_kg, best.reps, best.rir) if known.load_kg else None
    return None if top is None else working_load(top, goal.low, goal.rir, increment_kg)


def progress(exercise: Exercise, history: Sequence[Lifted], goal: Goal) -> NextLoad:
    """Double progression: repetitions up to the highest dose, then load, then repetitions again.

    ``history`` are the days on which this exercise was lifted, in any order. Without a load, or for one that has
    no step, only repetitions are told.
    """
    lifted = sorted((day for day in history if day.exercise == exercise.id), key=lambda day: day.day)
    if not lifted:
        return NextLoad(None, goal.low, "first")
    load, step = lifted[-1].load_kg, exercise.increment_kg
    if load is None or step is None:
        return NextLoad(load, _one_more(lifted[-1], goal.high), "keep")
    if _has_failed(lifted[-1]) or _has_missed(lifted, goal):
        why = "failed" if _has_failed(lifted[-1]) else "missed"
        return NextLoad(round_down(load * (1 - CUT), step), goal.low, why)
    if goal.wave_week == DELOAD_WEEK:
        return NextLoad(min(day.load_kg or load for day in lifted[-2:]), goal.low, "deload")
    reason = _find_reason(lifted, goal)
    if reason is None:
        return NextLoad(load, _one_more(lifted[-1], goal.high), "keep")
    return _raise(exercise, lifted, goal, reason)


def carry_loads(content: Prescription, history: Sequence[Lifted], *, novice: bool, braked: bool) -> Prescription:
    """The content with the loads that follow from what was lifted; what was never lifted keeps its first load."""
    exercises = load_catalogue().exercises
    doses = []
    for dose in content.doses:
        exercise = exercises.get(dose.id)
        if exercise is None or dose.reps is None or exercise.increment_kg is None:
            doses.append(dose)
            continue
        goal = Goal(exercise.low, exercise.high, exercise.rir or WENT_WELL_RIR, content.wave_week, novice, braked)
        load = progress(exercise, history, goal).load_kg
        doses.append(dose if load is None else replace(dose, load_kg=load))
    return replace(content, doses=tuple(doses))


def begin_wave(week_1_kg: float, week_3: Lifted, goal: Goal, increment_kg: float) -> float:
    """The load of the next wave's first week: that of week 3 where it went well, else half the step there."""
    week_3_kg = week_3.load_kg or week_1_kg
    if all(s.reps >= goal.low and s.rir >= WENT_WELL_RIR for s in week_3.sets):
        return week_3_kg
    return round_down(week_1_kg + (week_3_kg - week_1_kg) / 2, increment_kg)


def _find_reason(lifted: Sequence[Lifted], goal: Goal) -> str | None:
    """Why the load may go up; None where it may not yet."""
    last, two = lifted[-1], lifted[-2:]
    if all(s.reps >= goal.high and s.rir >= goal.rir for s in last.sets):
        return "raise"
    if len(two) < 2:
        return None
    if all(day.sets[-1].reps >= goal.high + REPS_OVER for day in two):
        return "two_for_two"
    if not goal.novice and all(s.rir >= EASY_RIR for day in two for s in day.sets):
        return "easy"
    return None


def _raise(exercise: Exercise, lifted: Sequence[Lifted], goal: Goal, reason: str) -> NextLoad:
    last, load, increment = lifted[-1], lifted[-1].load_kg or 0.0, exercise.increment_kg or 1.0
    if goal.braked:
        return NextLoad(load, goal.low, "braked")
    beyond = goal.high + BIG_INCREMENT_REPS
    if increment > load * INCREMENT_MOST and any(s.reps < beyond for s in last.sets):
        return NextLoad(load, _one_more(last, beyond), "more_reps")
    share = UPPER_STEP if exercise.pattern in UPPER else LOWER_STEP
    raised = load + max(round_down(load * share, increment), increment)
    if raised > _week_cap(lifted, goal, increment):
        return NextLoad(load, goal.high, "week_cap")
    return NextLoad(raised, goal.low, reason)


def _week_cap(lifted: Sequence[Lifted], goal: Goal, increment_kg: float) -> float:
    """The highest load allowed: 5 % (novices 10 %) above the lowest of the last seven days, or one step above."""
    since = lifted[-1].day - WEEK
    lowest = min(day.load_kg for day in lifted if day.load_kg is not None and day.day > since)
    return max(lowest * (1 + (STEP_MOST_NOVICE if goal.novice else STEP_MOST)), lowest + increment_kg)


def _has_failed(last: Lifted) -> bool:
    return sum(s.rir == 0 for s in last.sets) >= FAILED_SETS


def _has_missed(lifted: Sequence[Lifted], goal: Goal) -> bool:
    """True where the lowest dose was missed by two repetitions or more, twice in a row."""
    two = lifted[-2:]
    return len(two) == 2 and all(any(s.reps <= goal.low - REPS_UNDER for s in day.sets) for day in two)


def _one_more(last: Lifted, most: int) -> int:
    """One repetition more than the weakest set had, up to the most."""
    return min(min(s.reps for s in last.sets) + 1, most)
