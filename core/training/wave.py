"""A session's doses in the four weeks of a wave (training.md #43-#46)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from core.model.exercise import Block, Exercise, Item, Template

WAVE_WEEKS = 4
DELOAD_WEEK = 4
LOADED_WEEK = 3  # also repeated before a deload that comes later
REPS_MORE = 2  # W2
SECONDS_MORE = 5  # W2
CONTACTS_START = 40  # of the first springy set of the catalogue
TINY = 1e-9  # shares are fractions
CONTACTS_MORE = 5  # W2 and W3
REPS_MORE_UNLOADED = 3  # W3, where there is no load to raise
SECONDS_MORE_LATER = 10  # W3
RIR_OF_WEEK = {1: 3, 2: 3, 3: 2, 4: 4}


def wave_blocks(template: Template, week: int) -> tuple[Block, ...]:
    """The blocks of a template as they are done in a wave week (1-4)."""
    return apply_wave(template.blocks, week, lambda exercise: exercise.is_loaded and not template.unloaded)


def apply_wave(blocks: Sequence[Block], week: int, can_load: Callable[[Exercise], bool]) -> tuple[Block, ...]:
    """Blocks given as of week 1 as they are done in ``week``.

    ``can_load`` tells which exercises progress by load; the others get more repetitions in week 3.
    """
    return tuple(
        replace(block, items=tuple(_in_week(item, week, can_load) for item in block.items)) for block in blocks
    )


def count_hard_sets(blocks: Sequence[Block]) -> int:
    """The sets of all exercises together, warm-up sets left out."""
    return sum(item.sets for block in blocks for item in block.items)


def count_contacts(blocks: Sequence[Block]) -> int:
    """Ground contacts of springy exercises, both sides counted; a sprint is not a contact."""
    return sum(
        item.sets * item.amount * (2 if item.exercise.per_side else 1)
        for block in blocks
        for item in block.items
        if item.exercise.contacts is not None
    )


def scale_contacts(blocks: Sequence[Block], start: int, most: int) -> tuple[Block, ...]:
    """Springy blocks for a runner whose first set has ``start`` contacts and none more than ``most``.

    The catalogue begins with CONTACTS_START; what follows grows from there as it does there. Every exercise stays.
    """
    scaled = _times(blocks, start / CONTACTS_START) if start != CONTACTS_START else tuple(blocks)
    told = count_contacts(scaled)
    return scaled if told <= most else _times(scaled, most / told)


def _times(blocks: Sequence[Block], share: float) -> tuple[Block, ...]:
    """The blocks with that share of their contacts and never more; what one exercise rounds off the next may have."""
    wanted, made = 0.0, []
    for block in blocks:
        items = []
        for item in block.items:
            sides = item.sets * (2 if item.exercise.per_side else 1)
            if item.exercise.contacts is not None:
                wanted += item.amount * share * sides
                item = replace(item, amount=max(1, int(wanted / sides + TINY)))  # noqa: PLW2901
                wanted -= item.amount * sides
            items.append(item)
        made.append(replace(block, items=tuple(items)))
    return tuple(made)


def _in_week(item: Item, week: int, can_load: Callable[[Exercise], bool]) -> Item:
    if week == DELOAD_WEEK:
        return _halve(item)
    if week == 1:
        return item
    more = _grow(item.exercise, week, can_load)
    return replace(item, amount=max(item.amount, min(item.amount + more, item.exercise.high)))


def _grow(exercise: Exercise, week: int, can_load: Callable[[Exercise], bool]) -> int:
    if exercise.unit == "contacts":
        return CONTACTS_MORE
    if exercise.unit == "seconds":
        return SECONDS_MORE if week == 2 else SECONDS_MORE_LATER
    if week == 2:
        return REPS_MORE
    return 0 if can_load(exercise) else REPS_MORE_UNLOADED


def _halve(item: Item) -> Item:
    """Half the sets, rounded up; of a single springy set half the contacts."""
    if item.exercise.pattern == "plyo" and item.sets == 1:
        return replace(item, amount=-(-item.amount // 2))
    return replace(item, sets=-(-item.sets // 2))
