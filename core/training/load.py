"""Loads in kilograms: the first one, rounding, estimated maxima (training.md 2.4)."""

from __future__ import annotations

import math

from core.model.exercise import Exercise

E1RM_REPS_MOST = 12  # reps + RIR; above it the estimates part from each other
CAREFUL_AGE = 60
CAREFUL_SHARE = 0.75
STEP_MOST = 0.05  # of the load, from week to week
STEP_MOST_NOVICE = 0.10
INCREMENT_MOST = 0.10  # of the load; a bigger one waits for two more repetitions
NOVICE_SESSIONS = 4


def estimate_max(load_kg: float, reps: int, rir: int) -> float | None:
    """The lower of the Epley and Brzycki estimates in kg; None above 12 repetitions with those in reserve."""
    total = reps + rir
    if total > E1RM_REPS_MOST:
        return None
    return min(load_kg * (1 + total / 30), 36 * load_kg / (37 - total))


def working_load(max_kg: float, reps: int, rir: int, increment_kg: float) -> float:
    """The load for so many repetitions with so many left, rounded down to the increment."""
    return round_down(max_kg / (1 + (reps + rir) / 30), increment_kg)


def round_down(load_kg: float, increment_kg: float) -> float:
    """The highest multiple of the increment that is not above the load."""
    return math.floor(load_kg / increment_kg + 1e-9) * increment_kg


def first_load(exercise: Exercise, body_mass_kg: float | None, *, careful: bool = False) -> float | None:
    """A first load in kg from body mass; None where none is known: the runner picks a comfortable one.

    ``careful``: three quarters of it, for the first sessions ever and from the age of 60.
    """
    if not exercise.first_load_bw or exercise.increment_kg is None or body_mass_kg is None:
        return None
    share = CAREFUL_SHARE if careful else 1.0
    return round_down(exercise.first_load_bw * body_mass_kg * share, exercise.increment_kg) or None


def raise_load(load_kg: float, increment_kg: float, *, most: float = STEP_MOST) -> float:
    """The load raised by at most ``most`` of it, but by one increment at least.

    Unchanged where one increment is more than a tenth of the load: there repetitions grow first.
    """
    step = round_down(load_kg * most, increment_kg)
    if step == 0 and increment_kg <= load_kg * INCREMENT_MOST:
        step = increment_kg
    return load_kg + step
