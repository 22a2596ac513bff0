"""Every number of the rules: name, default, range, unit, source. The profile's [rules] table sets them.

Sources: ``rules 2.2`` is a section of the rule table, ``L24`` a line of the document behind it, ``[8]`` a paper of
its list, and "judgement" a rule of thumb of ours without a citation, which the program says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import cache
from typing import Any, cast

from core.errors import InputError

JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the table: what it is by default, how far it may be set, its unit and where it is from."""

    name: str
    default: float
    low: float
    high: float
    unit: str
    source: str


def number(default: float, low: float, high: float, unit: str, source: str = JUDGEMENT) -> Any:  # noqa: ANN401
    """A field of ``Numbers`` that knows its range; ``Any`` because dataclasses swap it for the default."""
    return field(default=default, metadata={"low": low, "high": high, "unit": unit, "source": source})


def points(default: int, source: str = JUDGEMENT, *, low: int | None = None, high: int | None = None) -> Any:  # noqa: ANN401
    """A weight of the score: half to one and a half of its default unless said otherwise."""
    ends = sorted((default // 2, default + default // 2))
    return number(default, ends[0] if low is None else low, ends[1] if high is None else high, "points", source)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers in force. Made by ``from_overrides``; the plain constructor gives the defaults."""

    # the score and its verdicts
    score_base: int = number(50, 50, 50, "points")
    score_good: int = number(60, 50, 75, "points")
    score_ok: int = number(40, 30, 50, "points")
    score_light: int = number(20, 10, 35, "points")
    # after and before runs
    hours_gap_best: float = number(6, 5, 8, "hours", "rules 2.2 [3][7]")
    hours_gap_good: float = number(3, 2, 4, "hours", "rules 2.2 [8]")
    hours_before_key_bonus: float = number(48, 36, 60, "hours", "S08 [6][9]")
    days_before_long: int = number(1, 1, 2, "days", "P01 L24")
    big_long_minutes: float = number(150, 120, 180, "minutes", "S07 [22]")
    points_after_quality_best: int = points(30, "S01 L34 [7]")
    points_after_quality_good: int = points(22, "S01 L34 [8]")
    points_after_quality_soon: int = points(8, "S01 L34")
    points_after_easy: int = points(20, "S02 L24")
    points_after_unknown: int = points(8)
    points_rest_day: int = points(-10, "S04 L172")
    points_before_easy_soon: int = points(-15, "S05 [3]")
    points_before_easy_far: int = points(-5, "S05 [3]", low=-10, high=0)
    points_eve_of_quality: int = points(-45, "S06 L54 [3]")
    points_eve_of_unknown: int = points(-12)
    points_eve_of_medium_long: int = points(-12)
    points_after_long: int = points(-15, "S07 L54")
    points_after_big_long: int = points(-30, "S07 [22]")
    points_far_from_key: int = points(10, "S08 [6]")
    points_big_weekend: int = points(-10, "S09 L135")
    points_double_day: int = points(-10)
    # soreness: beginners, pauses, those who know that they get sore
    first_sessions: int = number(4, 2, 6, "sessions", "P04 L54 [6]")
    pause_days: int = number(21, 14, 28, "days", "P04 [9]")
    points_sore_after_quality_best: int = points(10, "L65")
    points_sore_after_quality_good: int = points(10, "L65")
    points_sore_after_quality_soon: int = points(0, "L65", low=-5, high=8)
    points_sore_after_easy: int = points(30, "L65")
    # sessions among themselves
    sessions_gap_days: int = number(2, 2, 3, "days", "P07 [12]")
    sessions_week_max: int = number(2, 1, 2, "sessions", "P08 L4 L19")
    hours_between_starts: float = number(48, 36, 72, "hours", "S15 [12]")
    easy_days_min: int = number(2, 1, 3, "days", "S16 L55")
    points_same_weekday: int = points(5)
    points_pair_best: int = points(10, "S14 [12]")
    points_pair_wide: int = points(5, "S14 [12]")
    points_pair_close: int = points(-10, "S15 [12]")
    points_few_easy_days: int = points(-15, "S16 L55")
    points_clearly_worse: int = number(30, 15, 60, "points")
    # races
    race_a_off_days: int = number(3, 2, 4, "days", "rules 2.2 [21]")
    race_a_primer_days: int = number(6, 4, 10, "days", "rules 2.2 [21]")
    race_b_off_days: int = number(2, 1, 3, "days")
    race_b_primer_days: int = number(4, 3, 6, "days")
    race_c_off_days: int = number(1, 0, 2, "days")
    primers_per_race: int = number(1, 1, 1, "sessions", "P05")
    short_race_km: float = number(10.5, 10, 12, "km", "rules 2.2 [22]")
    half_race_km: float = number(21.5, 21.1, 25, "km", "rules 2.2 [22]")
    marathon_race_km: float = number(43, 42.2, 45, "km", "rules 2.2 [22]")
    short_race_off_days: int = number(1, 0, 2, "days")
    short_race_light_days: int = number(2, 1, 3, "days")
    half_race_off_days: int = number(3, 2, 4, "days")
    half_race_light_days: int = number(4, 3, 5, "days")
    marathon_race_off_days: int = number(7, 5, 9, "days", "rules 2.2 [22]")
    marathon_race_light_days: int = number(14, 10, 18, "days", "rules 2.2 [22]")
    ultra_race_off_days: int = number(10, 7, 13, "days", "rules 2.2 [22]")
    ultra_race_light_days: int = number(21, 15, 27, "days", "rules 2.2 [22]")
    taper_first_day: int = number(7, 5, 10, "days", "rules 2.2 [21]")
    taper_last_day: int = number(13, 10, 20, "days", "rules 2.2 [21]")
    taper_sets_share: float = number(0.75, 0.5, 1, "share", "rules 2.2 [21]")
    taper_km: float = number(21, 15, 42, "km", "rules 2.2")
    # wishes and sleep
    hours_before_bed: float = number(1.5, 0.5, 3, "hours")
    points_late: int = points(-10)
    short_sleep_hours: float = number(6, 5, 6.5, "hours", "S12 [27]")
    points_short_sleep: int = points(-25, "S12 [27]")
    hours_before_shift: float = number(1, 0.5, 2, "hours", "P13 [27]")
    shift_hours: float = number(5, 4, 8, "hours")
    # something new
    novelty_hours_before_key: float = number(48, 36, 72, "hours", "L64 [10]")
    novelty_days_before_a: int = number(21, 14, 28, "days", "L64")
    novelty_days_before_b: int = number(14, 7, 21, "days", "L64")
    novelty_block_days: int = number(7, 5, 10, "days", "L64")
    novelty_block_keys: int = number(4, 3, 6, "runs", "L64")
    novelty_days: int = number(28, 21, 42, "days", "L64 [10]")
    first_sets: int = number(2, 1, 2, "sets", "L65 [10]")
    # springy work
    plyo_minutes_after: float = number(60, 15, 90, "minutes", "P14 L94")
    plyo_gap_hours: float = number(48, 48, 72, "hours", "P14 [23]")
    plyo_per_week: int = number(1, 1, 2, "sets", "L120 [23]")
    plyo_race_days: int = number(5, 5, 7, "days", "rules 2.2")
    plyo_weeks: int = number(8, 6, 12, "weeks", "L119")
    plyo_sessions: int = number(12, 8, 20, "sessions", "L119")
    plyo_calf_raises: int = number(20, 15, 25, "raises", "L119 [23]")
    plyo_in_warm_up: int = number(0, 0, 1, "(1: yes)", "L124")
    plyo_contacts_start: int = number(40, 30, 60, "contacts", "L120 [23]")
    plyo_contacts_most: int = number(100, 80, 120, "contacts", "L120 [23]")
    points_plyo_day: int = points(20, "S17 L60")
    # the wave
    deload_weeks: int = number(4, 4, 6, "weeks", "L115 [20]")
    # which run is the long one, and times that the calendar does not give (read by core.runs)
    long_minutes: float = number(90, 75, 105, "minutes", "P15")
    long_km: float = number(16, 14, 20, "km", "P15")
    long_share: float = number(0.85, 0.7, 1, "share", "P15")
    long_sure_minutes: float = number(150, 120, 180, "minutes", "P15")
    long_runs_min: int = number(3, 2, 5, "runs", "P15")
    long_least_minutes: float = number(45, 30, 60, "minutes", "P15")
    long_ratio: float = number(1.3, 1.1, 1.6, "ratio", "P15")
    minutes_per_km: float = number(6, 3.5, 9, "minutes", "P16")
    run_minutes: float = number(60, 30, 90, "minutes", "P16")
    long_run_minutes: float = number(120, 90, 180, "minutes", "P16")

    @classmethod
    def from_overrides(cls, pairs: Iterable[tuple[str, float]]) -> Numbers:
        """The defaults with these names set. InputError ``rule_unknown``, ``rule_range`` or ``rule_whole`` else."""
        values: dict[str, Any] = {name: _checked(name, value) for name, value in pairs}
        return cls(**values)


NUMBERS: tuple[Number, ...] = tuple(
    Number(each.name, cast("float", each.default), **each.metadata) for each in fields(Numbers)
)


@cache
def _by_name() -> dict[str, Number]:
    return {each.name: each for each in NUMBERS}


def _checked(name: str, value: float) -> float:
    table = _by_name()
    if name not in table:
        nearest = get_close_matches(name, table, n=1, cutoff=0)[0]
        raise InputError("rule_unknown", name=name, nearest=nearest)
    row = table[name]
    if not row.low <= value <= row.high:
        raise InputError("rule_range", name=name, value=value, low=row.low, high=row.high, unit=row.unit)
    if not isinstance(row.default, int) or row.unit in ("hours", "minutes", "km"):
        return value
    if value != round(value):
        raise InputError("rule_whole", name=name, value=value, low=row.low, high=row.high, unit=row.unit)
    return round(value)
