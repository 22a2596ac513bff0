"""What a rule is, and the one list of all of them.

A rule is a small function from what it is asked about to what it says, or nothing. ``Scope`` tells the solver how
often it has to ask: once a day, for every start, for every change of the other sessions, once a week.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core.model.plan import Finding
from core.model.training import SessionKind
from core.rules import plyo, race, runs, spacing, wishes
from core.rules.slot import Slot, WeekSlots


class Scope(StrEnum):
    """What a rule's answer depends on."""

    DAY = "day"  # the day and the form alone
    SLOT = "slot"  # the start and the length too
    OTHERS = "others"  # the other sessions too
    CONTENT = "content"  # what is in the session too
    WEEK = "week"  # all sessions of a week together
    ELSEWHERE = "elsewhere"  # applied by core.runs, or true by the shape of a plan


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the table. ``numbers`` are the names in ``core.rules.numbers`` that it reads."""

    id: str
    hard: bool
    scope: Scope
    source: str
    evaluate: Callable[[Slot], Finding | None] | None = None
    evaluate_week: Callable[[WeekSlots], Finding | None] | None = None
    numbers: tuple[str, ...] = ()

    def speaks_of(self, kind: SessionKind) -> bool:
        """True where the rule is about sessions of this kind."""
        return self.id in (FOR_PLYO if kind is SessionKind.PLYO else FOR_LIFTS)


def _about(id: str, scope: Scope, evaluate: Callable[[Slot], Finding | None], source: str, numbers: str = "") -> Rule:
    return Rule(id, id.startswith("P"), scope, source, evaluate, numbers=tuple(numbers.split()))


def _week(id: str, evaluate: Callable[[WeekSlots], Finding | None], source: str, numbers: str) -> Rule:
    return Rule(id, hard=False, scope=Scope.WEEK, source=source, evaluate_week=evaluate, numbers=tuple(numbers.split()))


def _elsewhere(id: str, source: str, numbers: str = "") -> Rule:
    return Rule(id, hard=True, scope=Scope.ELSEWHERE, source=source, numbers=tuple(numbers.split()))


RULES: tuple[Rule, ...] = (
    _about("P01", Scope.DAY, runs.keep_eve_of_long, "L24 L34 L59 L63", "days_before_long"),
    _about("P02", Scope.DAY, runs.keep_long_day, "L34 L59"),
    _about("P03", Scope.SLOT, runs.run_before_lifting, "L34 [3]"),
    _about("P04", Scope.OTHERS, runs.spare_the_unused, "L54 L65 [6][9]", "first_sessions pause_days"),
    _about(
        "P05",
        Scope.DAY,
        race.taper_before_race,
        "L31 [21] judgement",
        "race_a_off_days race_a_primer_days race_b_off_days race_b_primer_days race_c_off_days",
    ),
    _about(
        "P06",
        Scope.DAY,
        race.repair_after_race,
        "[22] judgement",
        "short_race_km half_race_km marathon_race_km short_race_off_days short_race_light_days half_race_off_days "
        "half_race_light_days marathon_race_off_days marathon_race_light_days ultra_race_off_days ultra_race_light_days",
    ),
    _about("P07", Scope.OTHERS, spacing.keep_days_between, "[12]", "sessions_gap_days"),
    _about("P08", Scope.OTHERS, spacing.keep_week_small, "L4 L19", "sessions_week_max primers_per_race"),
    _elsewhere("P09", "L31"),  # a plan holds sessions only: no answer of the solver can name a run's event
    _about("P10", Scope.SLOT, wishes.fit_window, "judgement"),
    _about("P11", Scope.DAY, wishes.keep_day_free, "L172"),
    _about(
        "P12",
        Scope.CONTENT,
        plyo.wait_with_new,
        "L64 [10]",
        "novelty_hours_before_key novelty_days_before_a novelty_days_before_b novelty_block_days novelty_block_keys "
        "novelty_days",
    ),
    _about("P13", Scope.SLOT, wishes.sleep_after_shift, "judgement [27]", "hours_before_shift shift_hours"),
    _about(
        "P14",
        Scope.OTHERS,
        plyo.spring_after_speed,
        "L60 L94 L119 L124",
        "plyo_minutes_after plyo_gap_hours plyo_per_week plyo_race_days plyo_weeks plyo_sessions plyo_calf_raises "
        "plyo_in_warm_up plyo_contacts_start plyo_contacts_most",
    ),
    _elsewhere(
        "P15",
        "judgement",
        "long_minutes long_km long_share long_sure_minutes long_runs_min long_least_minutes long_ratio",
    ),
    _elsewhere("P16", "judgement", "minutes_per_km run_minutes long_run_minutes"),
    _about(
        "S01",
        Scope.SLOT,
        runs.lift_after_quality,
        "L34 L55 L61 [7][8]",
        "hours_gap_best hours_gap_good points_after_quality_best points_after_quality_good points_after_quality_soon "
        "points_sore_after_quality_best points_sore_after_quality_good points_sore_after_quality_soon",
    ),
    _about("S02", Scope.SLOT, runs.lift_after_easy, "L24 L58 L65", "points_after_easy points_sore_after_easy"),
    _about("S03", Scope.SLOT, runs.lift_after_unknown, "judgement", "points_after_unknown"),
    _about("S04", Scope.DAY, wishes.keep_rest_day, "L172", "points_rest_day"),
    _about(
        "S05",
        Scope.SLOT,
        runs.lift_before_easy,
        "[3]",
        "hours_gap_best points_before_easy_soon points_before_easy_far",
    ),
    _about("S06", Scope.DAY, runs.keep_legs_for_quality, "L54 [3][4]", "points_eve_of_quality points_eve_of_unknown"),
    _about(
        "S07", Scope.DAY, runs.rest_after_long, "L54 [22]", "big_long_minutes points_after_long points_after_big_long"
    ),
    _about("S08", Scope.SLOT, runs.lift_far_from_key, "[6][9]", "hours_before_key_bonus points_far_from_key"),
    _about("S09", Scope.DAY, runs.mind_big_weekend, "L135 judgement", "points_big_weekend"),
    _about("S10", Scope.DAY, runs.mind_double_day, "judgement", "points_double_day"),
    _about("S11", Scope.SLOT, wishes.end_before_bed, "judgement", "hours_before_bed points_late"),
    _about("S12", Scope.DAY, wishes.mind_short_sleep, "[27]", "short_sleep_hours points_short_sleep"),
    _about("S13", Scope.OTHERS, spacing.keep_weekday, "L162 judgement", "points_same_weekday"),
    _week("S14", spacing.spread_pair, "[12]", "points_pair_best points_pair_wide"),
    _week("S15", spacing.rest_between_starts, "[12]", "hours_between_starts points_pair_close"),
    _week("S16", spacing.keep_easy_days, "L55 L172", "easy_days_min points_few_easy_days"),
    _week("S17", plyo.leave_plyo_day, "L60", "points_plyo_day"),
    _about("S18", Scope.DAY, runs.mind_medium_long, "judgement", "points_eve_of_medium_long"),
)

FOR_PLYO = frozenset({"P05", "P06", "P10", "P11", "P13", "P14"})
FOR_LIFTS = frozenset(rule.id for rule in RULES) - {"P14"}


Evaluate = Callable[[Slot], Finding | None]


def evaluators(kind: SessionKind, *scopes: Scope, hard: bool | None = None) -> tuple[Evaluate, ...]:
    """The functions of the rules of these scopes for a kind of session, in the table's order."""
    found = (rule for rule in RULES if rule.scope in scopes and rule.speaks_of(kind) and hard in (None, rule.hard))
    return tuple(rule.evaluate for rule in found if rule.evaluate is not None)
