"""Which run of a training week is the long one (rules.md P15), and which are medium-long."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from core.model.training import Treated
from core.rules.numbers import Numbers
from core.runs.draft import Draft


def find_long(runs: Sequence[Draft], numbers: Numbers) -> frozenset[int]:
    """The positions of the long runs of one week, races left out by the caller, runs sorted by start."""
    longest = max((run.minutes for run in runs), default=0.0)
    found = {position for position, run in enumerate(runs) if run.said is Treated.LONG}
    alone = sum(run.minutes >= longest for run in runs) == 1
    by_length = (_is_long_by_length(run, longest, numbers, alone=alone) for run in runs)
    found |= {position for position, is_long in enumerate(by_length) if is_long}
    return frozenset(found or _find_standing_out(runs, longest, numbers))


def is_medium_long(run: Draft, numbers: Numbers) -> bool:
    """True for an easy or unknown run of a long run's length that is not the long run, and where the title says so."""
    return run.found.medium_long or (run.said in (Treated.EASY, Treated.UNKNOWN) and _reaches(run, numbers))


def _is_long_by_length(run: Draft, longest: float, numbers: Numbers, *, alone: bool) -> bool:
    """(b) ``alone``: no two runs of the week are the longest."""
    if _is_settled(run) or not _reaches(run, numbers):
        return False
    if run.is_open:
        return run.minutes >= numbers.long_share * longest or run.minutes >= numbers.long_sure_minutes
    return run.said is Treated.QUALITY and alone and run.minutes >= longest


def _is_settled(run: Draft) -> bool:
    """True where the runner's or the title's own word wins: corrected, or "medium long"."""
    return run.found.corrected or run.found.medium_long


def _reaches(run: Draft, numbers: Numbers) -> bool:
    return run.minutes >= numbers.long_minutes or (run.found.distance_km or 0.0) >= numbers.long_km


def _find_standing_out(runs: Sequence[Draft], longest: float, numbers: Numbers) -> set[int]:
    """(c) The longest run of three or more where it stands out, the later of equals."""
    if len(runs) < numbers.long_runs_min:
        return set()
    position = max(place for place, run in enumerate(runs) if run.minutes >= longest)
    usual = median(run.minutes for place, run in enumerate(runs) if place != position)
    run = runs[position]
    stands_out = run.minutes >= numbers.long_least_minutes and run.minutes >= numbers.long_ratio * usual
    return {position} if run.is_open and not _is_settled(run) and stands_out else set()
