"""Areas with a history: what to choose, how to load, when to stop (training.md 2.5, 2.6).

This chooses exercises and asks for a professional's eye; it never names a diagnosis and never treats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.errors import Phrase
from core.model.exercise import Block, Exercise, Item, Template
from core.training.means import Means
from core.training.swap import Exercises, carry_over

GREEN_MOST = 2  # of 10
PAIN_LIMITS = {
    "achilles_mid": 5,
    "achilles_insertional": 5,
    "plantar": 5,
    "hip": 5,
    "knee": 2,
    "hamstring": 3,
    "shin": 2,
    "low_back": 3,
}
WORSE_MORNINGS = 2
WEEK_RISE = 2.0  # points between the means of two weeks
STOP_PAIN = 6
HOLD = "calf_iso_hold"
HOLD_FIRST_AREAS = frozenset({"achilles_mid", "achilles_insertional"})
SLOW_LIFT_S = 3
STOP_SIGNS = (
    "chest_pain",
    "fainting",
    "breathless",
    "hot_calf",
    "saddle_numbness",
    "fever",
    "joint_swelling",
    "strong_pain",
    "rising_pain",
    "limp",
    "night_pain",
    "bone_spot",
    "weight_loss",
    "missed_periods",
)
EMERGENCY_SIGNS = frozenset(STOP_SIGNS[:5])


class Light(StrEnum):
    """What an area allows today."""

    GREEN = "green"  # as planned
    YELLOW = "yellow"  # the easier exercise, one set less, nothing springy
    RED = "red"  # nothing that loads it


@dataclass(frozen=True, slots=True)
class Soreness:
    """What a runner says of one area. Pain 0-10, the means over the last seven days and the seven before."""

    area: str
    pain: int
    worse_mornings: int = 0  # mornings after training that were worse than the one before
    week_mean: float | None = None
    week_before_mean: float | None = None


def judge_area(soreness: Soreness) -> Light:
    """The traffic light of one area: red above its limit, two worse mornings, or a mean that rose by two."""
    if soreness.pain > PAIN_LIMITS[soreness.area] or soreness.worse_mornings >= WORSE_MORNINGS:
        return Light.RED
    if _rise(soreness) >= WEEK_RISE:
        return Light.RED
    return Light.GREEN if soreness.pain <= GREEN_MOST else Light.YELLOW


def stop_card(signs: Sequence[str]) -> tuple[Phrase, ...]:
    """What to tell where any stop sign was ticked: urgent ones first; empty where there is none."""
    known = [sign for sign in STOP_SIGNS if sign in signs]
    if not known:
        return ()
    head = "training.stop.emergency" if EMERGENCY_SIGNS.intersection(known) else "training.stop.check"
    return (Phrase(head), *(Phrase(f"training.stop.sign.{sign}") for sign in known))


def begin_with_holds(template: Template, means: Means, exercises: Exercises) -> tuple[Block, ...]:
    """The template's blocks; in A sessions of a runner with an Achilles history the calf work is a still hold."""
    if "_A" not in template.id or not HOLD_FIRST_AREAS.intersection(means.injuries):
        return template.blocks
    hold = exercises[HOLD]
    return tuple(replace(b, items=tuple(_hold(item, hold) for item in b.items)) for b in template.blocks)


def slow_down(exercise: Exercise, means: Means) -> Exercise:
    """The exercise; calf raises of a runner with an Achilles history go up as slowly as down."""
    if exercise.pattern != "calf" or exercise.tempo is None or not HOLD_FIRST_AREAS.intersection(means.injuries):
        return exercise
    return replace(exercise, tempo=replace(exercise.tempo, lift=max(exercise.tempo.lift, SLOW_LIFT_S)))


def _rise(soreness: Soreness) -> float:
    """Points by which the mean of a week rose; 0 where one of the two is unknown."""
    if soreness.week_mean is None or soreness.week_before_mean is None:
        return 0.0
    return soreness.week_mean - soreness.week_before_mean


def _hold(item: Item, hold: Exercise) -> Item:
    return carry_over(item, hold) if item.exercise.pattern == "calf" else item
