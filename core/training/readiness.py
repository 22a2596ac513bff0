"""Whether today is a day to lift as planned (training.md #57-#65, vectors in 2.7)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import mean, median, stdev

from core.model.log import CheckIn
from core.training.injury import PAIN_LIMITS, Light, Soreness, judge_area

SLEEP_HOURS = 6.5
SLEEP_QUALITY = 3
SORENESS_MILD = 3
SORENESS_MOST_IF_FALLING = 5
SORENESS_SEVERE = 7
PAIN_SEVERE = 6
RESTING_HR_MORE = 5.0  # beats above the median of four weeks
HRV_BAND_SD = 0.5
BASE_DAYS = 28
BASE_VALUES = 14
HRV_DAYS = 7
HRV_VALUES = 3
KNOWN_LEAST = 2
YES_SHARE = 0.5
AMBER_DAYS = 3  # so many in a row: both cuts, and mobility is offered


class Level(StrEnum):
    """What to do with today's session."""

    GREEN = "green"  # as planned
    AMBER = "amber"  # a tenth less load, or fewer sets
    RED = "red"  # mobility instead
    ASK = "ask"  # too little is known: ask for sleep and soreness


@dataclass(frozen=True, slots=True)
class Readiness:
    """The result with its inputs: each question with yes, no or unknown (None)."""

    level: Level
    answers: tuple[tuple[str, bool | None], ...]
    amber_days: int = 0  # in a row, today included
    areas: tuple[tuple[str, Light], ...] = ()  # areas with pain, and their lights

    @property
    def cuts_both(self) -> bool:
        """True on the third amber day in a row: load and sets, and mobility is offered."""
        return self.amber_days >= AMBER_DAYS


def assess(today: CheckIn, before: Sequence[CheckIn]) -> Readiness:
    """The readiness of a day; ``before`` are the check-ins of earlier days, in any order."""
    level = judge_level(today, before)
    amber = 1 + _count_amber(today.day, before) if level is Level.AMBER else 0
    return Readiness(level, answer(today, before), amber, judge_areas(today, before))


def judge_level(today: CheckIn, before: Sequence[CheckIn]) -> Level:
    """Red before amber before green; a bad HRV alone changes nothing (#64, #65)."""
    if _is_red(today):
        return Level.RED
    answers = dict(answer(today, before))
    known = {question: yes for question, yes in answers.items() if yes is not None}
    if len(known) < KNOWN_LEAST:
        return Level.ASK
    noes = {question for question, yes in known.items() if not yes}
    if sum(known.values()) / len(known) > YES_SHARE or noes == {"hrv"}:
        return Level.GREEN
    return Level.AMBER


def answer(today: CheckIn, before: Sequence[CheckIn]) -> tuple[tuple[str, bool | None], ...]:
    """The four questions, each yes, no, or None where too little is known."""
    return (
        ("sleep", _slept_well(today)),
        ("soreness", _is_soreness_mild(today, before)),
        ("resting_hr", _is_heart_calm(today, before)),
        ("hrv", is_hrv_in_band(today.day, [*before, today])),
    )


def judge_areas(today: CheckIn, before: Sequence[CheckIn]) -> tuple[tuple[str, Light], ...]:
    """The traffic light of each area that was named today, with the week before it."""
    return tuple((area.area, judge_area(_soreness_of(area.area, today, before))) for area in today.areas)


def is_hrv_in_band(day: date, checkins: Sequence[CheckIn]) -> bool | None:
    """Whether the mean of seven days is not below the runner's own band; None with too few values."""
    week = _logs(checkins, day, HRV_DAYS)
    base = _logs(checkins, day, BASE_DAYS)
    if len(week) < HRV_VALUES or len(base) < BASE_VALUES:
        return None
    return mean(week) >= mean(base) - HRV_BAND_SD * stdev(base)


def _is_red(today: CheckIn) -> bool:
    """Severe soreness, pain above what an area may have, illness, or a stop sign (#63)."""
    severe = (today.soreness or 0) >= SORENESS_SEVERE or (today.pain or 0) >= PAIN_SEVERE
    return today.ill or bool(today.signs) or severe or any(a.pain > PAIN_LIMITS[a.area] for a in today.areas)


def _slept_well(today: CheckIn) -> bool | None:
    if today.sleep_hours is None and today.sleep_quality is None:
        return None
    long_enough = today.sleep_hours is None or today.sleep_hours >= SLEEP_HOURS
    return long_enough and (today.sleep_quality is None or today.sleep_quality >= SLEEP_QUALITY)


def _is_soreness_mild(today: CheckIn, before: Sequence[CheckIn]) -> bool | None:
    if today.soreness is None:
        return None
    if today.soreness <= SORENESS_MILD:
        return True
    yesterday = _on(before, today.day - timedelta(days=1))
    is_falling = yesterday is not None and yesterday.soreness is not None and today.soreness < yesterday.soreness
    return today.soreness <= SORENESS_MOST_IF_FALLING and is_falling


def _is_heart_calm(today: CheckIn, before: Sequence[CheckIn]) -> bool | None:
    values = [c.resting_hr for c in _last(before, today.day, BASE_DAYS) if c.resting_hr is not None]
    if today.resting_hr is None or len(values) < BASE_VALUES:
        return None
    return today.resting_hr <= median(values) + RESTING_HR_MORE


def _soreness_of(area: str, today: CheckIn, before: Sequence[CheckIn]) -> Soreness:
    days = [*_last(before, today.day, 14), today]
    pains = [(today.day - c.day, a) for c in days for a in c.areas if a.area == area]
    week = [a for ago, a in pains if ago < timedelta(days=7)]
    earlier = [a.pain for ago, a in pains if timedelta(days=7) <= ago]
    return Soreness(
        area,
        week[-1].pain,
        sum(a.worse_than_yesterday for a in week),
        mean(a.pain for a in week),
        mean(earlier) if earlier else None,
    )


def _count_amber(day: date, before: Sequence[CheckIn]) -> int:
    """The amber days in a row that end the day before."""
    count = 0
    while (checkin := _on(before, day - timedelta(days=count + 1))) is not None:
        if judge_level(checkin, [c for c in before if c.day < checkin.day]) is not Level.AMBER:
            break
        count += 1
    return count


def _on(checkins: Sequence[CheckIn], day: date) -> CheckIn | None:
    return next((c for c in checkins if c.day == day), None)


def _last(checkins: Sequence[CheckIn], day: date, days: int) -> list[CheckIn]:
    """Those of the ``days`` days before and including a day, oldest first."""
    return sorted((c for c in checkins if 0 <= (day - c.day).days < days), key=lambda c: c.day)


def _logs(checkins: Sequence[CheckIn], day: date, days: int) -> list[float]:
    return [math.log(c.rmssd_ms) for c in _last(checkins, day, days) if c.rmssd_ms]
