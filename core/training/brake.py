"""When mileage jumps, loads wait (training.md #53) and when it drops, the wave follows it (#50)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from core.model.training import Entry, Treated
from core.training.wave import DELOAD_WEEK, LOADED_WEEK, WAVE_WEEKS

LONGER_RUN = 1.10  # of the longest run in the 30 days before it
LONGEST_DAYS = 30
MORE_WEEK = 1.30  # of the mean of the four weeks before
MEAN_WEEKS = 4
BRAKE_DAYS = 7
LIGHTER_WEEK = 0.80  # of the mean of the three weeks before
LIGHTER_MEAN_WEEKS = 3
BIGGER_WEEK = 1.10  # of the same mean
TINY = 1e-9  # minutes are sums of fractions
WAIT_WEEKS = 2  # so long a deload may wait for a lighter week of running


def is_braked(entries: Sequence[Entry], day: date) -> bool:
    """True in the seven days after one run much longer than usual, or in a week with much more running.

    Never where less than 30 days of runs are known before: then nobody knows what is usual.
    """
    runs = [e for e in entries if e.is_run and e.start.date() <= day]
    if not any((day - e.start.date()).days >= LONGEST_DAYS for e in runs):
        return False
    recent = [e for e in runs if (day - e.start.date()).days < BRAKE_DAYS]
    return any(_is_longest(run, runs) for run in recent) or _is_heavy_week(runs, day)


def align_waves(
    first: int, mondays: Sequence[date], entries: Sequence[Entry], every: int = WAVE_WEEKS
) -> tuple[int, ...]:
    """The wave weeks (1-4) of training weeks from a place in the wave on; its last week is the deload.

    A longer wave repeats week 3 before its deload.
    """
    return tuple(
        DELOAD_WEEK if place == every else min(place, LOADED_WEEK)
        for place in align_places(first, mondays, entries, every)
    )


def align_places(
    first: int, mondays: Sequence[date], entries: Sequence[Entry], every: int = WAVE_WEEKS
) -> tuple[int, ...]:
    """The places of training weeks in the wave (1 to ``every``), its end laid on lighter running and race weeks.

    A lighter week becomes the deload and the wave starts anew after it. A deload that is due waits a week (the one
    before it comes again) for a lighter one to come.
    """
    ahead = [*mondays, *(monday + timedelta(weeks=1) for monday in mondays[-1:])]
    lighter = list_lighter_weeks(entries, ahead)
    places: list[int] = []
    due = first
    for is_light, is_next_light in pairwise(lighter):
        place = every if is_light else due
        waited = len(places) - _last_below(places, every - 1) - 1
        if place == every and not is_light and waited <= WAIT_WEEKS and is_next_light:
            place = every - 1
        places.append(place)
        due = place % every + 1
    return tuple(places)


def find_place(monday: date, waves: Mapping[date, int], every: int = WAVE_WEEKS) -> int:
    """The place in the wave of a week that is in ``waves`` (Monday -> wave week); weeks 3 before it are counted."""
    if waves[monday] >= DELOAD_WEEK:
        return every
    place = waves[monday]
    while place >= LOADED_WEEK and waves.get(monday - timedelta(weeks=1)) == LOADED_WEEK:
        monday -= timedelta(weeks=1)
        place += 1
    return min(place, every - 1)


def list_lighter_weeks(entries: Sequence[Entry], mondays: Sequence[date]) -> list[bool]:
    """For each week: True with an A or B race, or with at most 80 % of the mean running of the three weeks before."""
    loads = sum_weeks(entries)
    races = {monday_of(e.start.date()) for e in entries if e.treated_as is Treated.RACE and e.priority in ("A", "B")}
    shares = [(monday, compare_week(loads, monday)) for monday in mondays]
    return [monday in races or (share is not None and share <= LIGHTER_WEEK + TINY) for monday, share in shares]


def is_bigger_week(entries: Sequence[Entry], day: date) -> bool:
    """True in a week with at least 110 % of the mean running of the three weeks before: no load increase (#50)."""
    share = compare_week(sum_weeks(entries), monday_of(day))
    return share is not None and share >= BIGGER_WEEK - TINY


def compare_week(loads: Mapping[date, float], monday: date) -> float | None:
    """A week's running as a share of the mean of the three before; None where one of the four has none."""
    before = [loads.get(monday - timedelta(weeks=back), 0.0) for back in range(1, LIGHTER_MEAN_WEEKS + 1)]
    here = loads.get(monday, 0.0)
    return here * len(before) / sum(before) if here and all(before) else None


def sum_weeks(entries: Sequence[Entry]) -> dict[date, float]:
    """Minutes of running by the Monday of their week."""
    loads: dict[date, float] = defaultdict(float)
    for entry in entries:
        if entry.is_run:
            loads[monday_of(entry.start.date())] += entry.minutes
    return loads


def monday_of(day: date) -> date:
    """The Monday of a date's training week."""
    return day - timedelta(days=day.weekday())


def _is_longest(run: Entry, runs: Sequence[Entry]) -> bool:
    before = [e.minutes for e in runs if 0 < (run.start.date() - e.start.date()).days <= LONGEST_DAYS and e is not run]
    return bool(before) and run.minutes > LONGER_RUN * max(before)


def _is_heavy_week(runs: Sequence[Entry], day: date) -> bool:
    loads, monday = sum_weeks(runs), monday_of(day)
    before = [loads.get(monday - timedelta(weeks=back), 0.0) for back in range(1, MEAN_WEEKS + 1)]
    return min(before) > 0 and loads.get(monday, 0.0) > MORE_WEEK * sum(before) / len(before)


def _last_below(waves: Sequence[int], week: int) -> int:
    """The index of the last wave week below ``week``; -1 where there is none."""
    return max((index for index, wave in enumerate(waves) if wave < week), default=-1)
