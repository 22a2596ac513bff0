"""Seven signals that tell whether strength and running still go together (training.md #66-#72).

Each compares two weeks with the two before: True is worse, False is not, None is too little data (#75).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean, pstdev

from core.model.log import CheckIn, Lifted, RunNote
from core.training.log import best_maxima
from core.training.readiness import is_hrv_in_band

DAYS = 14
POINTS_LEAST = 4  # in each half
EFFORT_MORE = 1.0  # of 10, at the same pace
PACE_BAND = 0.03
SPREAD_MORE = 0.01  # of the coefficient of variation
SPLITS_SLOWER = 0.02
STRENGTH_LESS = 0.05
LIFTS_LESS = 2
CALF_AREAS = ("achilles_mid", "achilles_insertional")
CALF_MORE = 2
CALF_MOST = 4
CALF_STIFF_MINUTES = 30
SLEEP_LESS_HOURS = 0.75
SLEEP_LEAST_HOURS = 6.5
QUALITY_LESS = 1.0
RESTING_HR_MORE = 3.0
HRV_DAYS_BELOW = 7


@dataclass(frozen=True, slots=True)
class Diary:
    """All that was noted, in any order."""

    checkins: tuple[CheckIn, ...] = ()
    lifted: tuple[Lifted, ...] = ()
    runs: tuple[RunNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Half:
    """The two weeks that end on a day. ``earlier`` are all check-ins up to it, for the runner's own band."""

    last: date
    checkins: tuple[CheckIn, ...]
    lifted: tuple[Lifted, ...]
    runs: tuple[RunNote, ...]
    earlier: tuple[CheckIn, ...]


Judge = Callable[[Half, Half], bool | None]


def cut_half(diary: Diary, last: date) -> Half:
    """What was noted in the two weeks that end on ``last``."""

    def is_inside(day: date) -> bool:
        return 0 <= (last - day).days < DAYS

    return Half(
        last,
        tuple(c for c in diary.checkins if is_inside(c.day)),
        tuple(lifted for lifted in diary.lifted if is_inside(lifted.day)),
        tuple(run for run in diary.runs if is_inside(run.day)),
        tuple(c for c in diary.checkins if c.day <= last),
    )


def judge_effort(now: Half, before: Half) -> bool | None:
    """Easy running at the same pace (within 3 %) feels a point harder."""
    then = [(r.effort, r.pace_s) for r in before.runs if r.effort is not None and r.pace_s and not r.is_key]
    pace = mean(p for _, p in then) if then else 0.0
    same = [r.effort for r in now.runs if r.effort is not None and r.pace_s and _is_near(r.pace_s, pace)]
    if not same or not then or len(same) + len(then) < POINTS_LEAST:
        return None
    return mean(same) - mean(effort for effort, _ in then) >= EFFORT_MORE


def judge_splits(now: Half, before: Half) -> bool | None:
    """Splits scatter by one percentage point more, or are 2 % slower at the same target."""
    new, old = _intervals(now), _intervals(before)
    if not new or not old:
        return None
    scatter = mean(map(_spread, new)) - mean(map(_spread, old))
    targets = {run.target_s for run in new} & {run.target_s for run in old}
    slower = [_pace(new, target) / _pace(old, target) - 1 for target in targets]
    return scatter >= SPREAD_MORE or any(change >= SPLITS_SLOWER for change in slower)


def judge_strength(now: Half, before: Half) -> bool | None:
    """The estimated maxima of two lifts or more fell by 5 %."""
    new, old = best_maxima(now.lifted), best_maxima(before.lifted)
    both = new.keys() & old.keys()
    if len(both) < LIFTS_LESS:
        return None
    return sum(new[lift] <= old[lift] * (1 - STRENGTH_LESS) for lift in both) >= LIFTS_LESS


def judge_calf(now: Half, before: Half) -> bool | None:
    """Calf or Achilles: pain of 4, stiff for more than half an hour, or two points more than before."""
    areas = [area for checkin in now.checkins for area in checkin.areas if area.area in CALF_AREAS]
    if any(area.pain >= CALF_MOST or area.stiff_minutes > CALF_STIFF_MINUTES for area in areas):
        return True
    old = [area.pain for checkin in before.checkins for area in checkin.areas if area.area in CALF_AREAS]
    if not _are_enough(areas, old):
        return None
    return mean(area.pain for area in areas) - mean(old) >= CALF_MORE


def judge_sleep(now: Half, before: Half) -> bool | None:
    """Under 6.5 hours in the mean, 45 minutes less than before, or a point less good."""
    hours, old_hours = (_values(half, lambda c: c.sleep_hours) for half in (now, before))
    quality, old_quality = (_values(half, lambda c: c.sleep_quality) for half in (now, before))
    known = False
    if len(hours) >= POINTS_LEAST:
        known = True
        less = mean(old_hours) - mean(hours) if len(old_hours) >= POINTS_LEAST else 0.0
        if mean(hours) < SLEEP_LEAST_HOURS or less >= SLEEP_LESS_HOURS:
            return True
    if _are_enough(quality, old_quality):
        known = True
        if mean(old_quality) - mean(quality) >= QUALITY_LESS:
            return True
    return False if known else None


def judge_resting_hr(now: Half, before: Half) -> bool | None:
    """The mean morning heart rate is three beats higher."""
    new, old = (_values(half, lambda c: c.resting_hr) for half in (now, before))
    return mean(new) - mean(old) >= RESTING_HR_MORE if _are_enough(new, old) else None


def judge_hrv(now: Half, before: Half) -> bool | None:
    """The weekly mean is below the runner's own band on seven days of fourteen or more."""
    del before
    days = [is_hrv_in_band(now.last - timedelta(days=ago), now.earlier) for ago in range(DAYS)]
    known = [is_in for is_in in days if is_in is not None]
    return known.count(False) >= HRV_DAYS_BELOW if len(known) >= HRV_DAYS_BELOW else None


SIGNALS: tuple[tuple[str, Judge], ...] = (
    ("effort", judge_effort),
    ("splits", judge_splits),
    ("strength", judge_strength),
    ("calf", judge_calf),
    ("sleep", judge_sleep),
    ("resting_hr", judge_resting_hr),
    ("hrv", judge_hrv),
)


def _are_enough(*values: Sequence[object]) -> bool:
    return all(len(some) >= POINTS_LEAST for some in values)


def _values(half: Half, read: Callable[[CheckIn], float | None]) -> list[float]:
    return [value for value in map(read, half.checkins) if value is not None]


def _is_near(pace_s: float, base_s: float) -> bool:
    return base_s > 0 and abs(pace_s / base_s - 1) <= PACE_BAND


def _intervals(half: Half) -> list[RunNote]:
    return [run for run in half.runs if len(run.splits_s) >= POINTS_LEAST]


def _spread(run: RunNote) -> float:
    return pstdev(run.splits_s) / mean(run.splits_s)


def _pace(runs: Sequence[RunNote], target_s: float | None) -> float:
    return mean(mean(run.splits_s) for run in runs if run.target_s == target_s)
