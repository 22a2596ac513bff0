"""How long a run is, as its text gives it: the sum of its steps, or what is said again in brackets or after a dot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.runs.steps import MINUTES_PER_KM, Step

_LEAST_WHOLE = 10.0  # minutes: a shorter time said again is a pause or a split, not the whole
_LEAST_REPEATS = 60.0  # minutes of repetitions that need no warm-up to be a whole run


def measure(steps: Sequence[Step]) -> tuple[float | None, float | None]:
    """Distance in km and length in minutes of the whole; None for each that the text does not give."""
    counted = [step for step in steps if step.is_measured and step.role not in ("pause", "side")]
    if not counted:
        return None, None
    chain = list(_chain(counted))
    again = [step for step in counted if step.joint == "again" and step not in chain and step.times == 1]
    km, minutes = _sum(chain)
    if (minutes or (km or 0.0) * MINUTES_PER_KM) < _LEAST_WHOLE:
        km, minutes = None, None  # "3-2-2-1 km" is no run of one kilometre
    for step in again:
        if step.km:
            km = max(km or 0.0, step.km) if minutes is None or step.minutes > _LEAST_WHOLE else km
        elif step.minutes >= _LEAST_WHOLE:
            minutes = max(minutes or 0.0, step.minutes)
    return km, minutes


def _chain(counted: Sequence[Step]) -> Iterator[Step]:
    """The first step and those added to it, up to the first that is only part of it."""
    for position, step in enumerate(counted):
        if position and step.joint == "included":
            return
        if position == 0 or step.joint == "added":
            yield step


def _sum(chain: Sequence[Step]) -> tuple[float | None, float | None]:
    repeats_only = all(step.times > 1 for step in chain)
    total = sum(step.minutes for step in chain)
    if repeats_only and total < _LEAST_REPEATS:
        return None, None
    if all(step.km for step in chain):
        return total / MINUTES_PER_KM, None
    distances = [step.km for step in chain if step.km]
    if len(chain) == 2 and len(distances) == 1 and all(step.times == 1 for step in chain):
        return distances[0], next(step.minutes for step in chain if not step.km)
    return None, total
