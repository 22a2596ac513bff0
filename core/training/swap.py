"""Exercises exchanged for what is there and what the body allows (training.md #35, #36, #51, #52, 2.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from core.model.exercise import Block, Exercise, Item
from core.training.means import Means

Exercises = Mapping[str, Exercise]


def swap_blocks(blocks: Sequence[Block], means: Means, exercises: Exercises) -> tuple[Block, ...]:
    """The blocks with every exercise that cannot be done, or should not, exchanged for the nearest one.

    No exercise comes twice. The patterns that only one exercise brings stay covered while anything covers them;
    an exercise without a successor is left out.
    """
    everything = [item.exercise for block in blocks for item in block.items]
    chosen: list[Exercise | None] = []
    for exercise in everything:
        others = [e for e in everything if e.id != exercise.id]
        taken = {e.id for e in chosen if e is not None}
        chosen.append(
            choose_exercise(exercise, means, exercises, needed=needed_patterns(exercise, others), taken=taken)
        )
    return exchange(blocks, chosen)


def exchange(blocks: Sequence[Block], chosen: Sequence[Exercise | None]) -> tuple[Block, ...]:
    """The blocks with their exercises, in order, exchanged for the chosen ones; None leaves one out."""
    following = iter(chosen)
    changed = []
    for block in blocks:
        pairs = [(item, next(following)) for item in block.items]
        items = tuple(carry_over(item, exercise) for item, exercise in pairs if exercise is not None)
        if items:
            changed.append(Block(items, block.ramp))
    return tuple(changed)


def choose_exercise(
    exercise: Exercise, means: Means, exercises: Exercises, *, needed: frozenset[str], taken: Collection[str] = ()
) -> Exercise | None:
    """The exercise itself where nothing speaks against it, else the nearest that covers the same patterns.

    Without caution before with, preferred before neutral, near in the chain before far. None where nothing is left.
    """
    if _fits(exercise, means, taken) and not means.cautions(exercise):
        return exercise
    open_ones = [e for e in _candidates(exercise, means, exercises) if _fits(e, means, taken)]
    for patterns in (needed, frozenset({exercise.pattern})):
        covering = [e for e in open_ones if patterns <= e.covers]
        if covering:
            return min(covering, key=lambda e: (means.cautions(e), not means.prefers(e)))
    return None


def carry_over(item: Item, exercise: Exercise) -> Item:
    """The item with another exercise: the sets stay, the amount keeps its place in the exercise's own range."""
    if exercise.id == item.exercise.id:
        return item
    if exercise.unit != item.exercise.unit:
        return replace(item, exercise=exercise, amount=exercise.low)
    amount = exercise.low + item.amount - item.exercise.low
    return replace(item, exercise=exercise, amount=min(max(amount, exercise.low), exercise.high))


def follow(start: Exercise, key: str, exercises: Exercises) -> Iterator[Exercise]:
    """The exercises reached by following ``regression`` or ``progression`` from one, itself left out."""
    target = getattr(start, key)
    while target is not None:
        exercise = exercises[target]
        yield exercise
        target = getattr(exercise, key)


def needed_patterns(exercise: Exercise, others: Sequence[Exercise]) -> frozenset[str]:
    """Its pattern, and whatever else it alone brings into the session."""
    elsewhere = {pattern for other in others for pattern in other.covers}
    return frozenset({exercise.pattern}) | (exercise.covers - elsewhere)


def _fits(exercise: Exercise, means: Means, taken: Collection[str]) -> bool:
    return exercise.id not in taken and not exercise.add_on and means.allows(exercise)


def _candidates(exercise: Exercise, means: Means, exercises: Exercises) -> Iterator[Exercise]:
    """Nearest first: the substitute at home, easier ones, their substitutes, harder ones, the rest of the pattern."""
    easier = list(follow(exercise, "regression", exercises))
    substitutes = [exercises[e.home] for e in (exercise, *easier)]
    if means.place == "home":
        yield substitutes[0]
    yield from easier
    yield exercise
    yield from substitutes
    yield from follow(exercise, "progression", exercises)
    yield from sorted((e for e in exercises.values() if exercise.pattern in e.covers), key=lambda e: e.level)
