"""When mileage jumps, loads wait (training.md #53) and when it drops, the wave follows it (#50)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from core.model.training import Entry, Treated
from core.training.wave import DELOAD_WEEK, WAVE_WEEKS

LONGER_RUN = 1.10  # of the longest run in the 30 days before it
LONGEST_DAYS = 30
MORE_WEEK = 1.30  # of the mean of the four weeks before
MEAN_WEEKS = 4
BRAKE_DAYS = 7
LIGHTER_WEEK = 0.80  # of the mean of the three weeks before
LIGHTER_MEAN_WEEKS = 3
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


def align_waves(first: int, mondays: Sequence[date], entries: Sequence[Entry]) -> tuple[int, ...]:
    """The wave weeks (1-4) of training weeks, the deload laid on lighter running weeks and race weeks.

    A lighter week becomes week 4 and the wave starts anew after it. A deload that is due waits up to two weeks
    (week 3 again) for a lighter one to come.
    """
    lighter = [is_lighter_week(entries, monday) for monday in mondays]
    waves: list[int] = []
    due = first
    for index, is_light in enumerate(lighter):
        wave = DELOAD_WEEK if is_light and due > 1 else due
        waited = len(waves) - _last_below(waves, DELOAD_WEEK - 1) - 1
        if wave == DELOAD_WEEK and not is_light and waited <= WAIT_WEEKS and any(lighter[index + 1 : index + 2]):
            wave = DELOAD_WEEK - 1
        waves.append(wave)
        due = wave % WAVE_WEEKS + 1
    return tuple(waves)


def is_lighter_week(entries: Sequence[Entry], monday: date) -> bool:
    """True for a week with an A or B race, or with at most 80 % of the mean running of the three weeks before."""
    week = [e for e in entries if e.is_run and monday <= e.start.date() < monday + timedelta(days=7)]
    if any(e.treated_as is Treated.RACE and e.priority in ("A", "B") for e in week):
        return True
    before = [week_minutes(entries, monday - timedelta(weeks=back)) for back in range(1, LIGHTER_MEAN_WEEKS + 1)]
    return bool(week) and min(before) > 0 and week_minutes(entries, monday) <= LIGHTER_WEEK * sum(before) / len(before)


def week_minutes(entries: Sequence[Entry], monday: date) -> float:
    """Minutes of running in the week from a Monday on."""
    return sum(e.minutes for e in entries if e.is_run and monday <= e.start.date() < monday + timedelta(days=7))


def _is_longest(run: Entry, runs: Sequence[Entry]) -> bool:
    before = [e.minutes for e in runs if 0 < (run.start.date() - e.start.date()).days <= LONGEST_DAYS and e is not run]
    return bool(before) and run.minutes > LONGER_RUN * max(before)


def _is_heavy_week(runs: Sequence[Entry], day: date) -> bool:
    monday = day - timedelta(days=day.weekday())
    before = [week_minutes(runs, monday - timedelta(weeks=back)) for back in range(1, MEAN_WEEKS + 1)]
    return min(before) > 0 and week_minutes(runs, monday) > MORE_WEEK * sum(before) / len(before)


def _last_below(waves: Sequence[int], week: int) -> int:
    """The index of the last wave week below ``week``; -1 where there is none."""
    return max((index for index, wave in enumerate(waves) if wave < week), default=-1)
