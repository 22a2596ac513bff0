"""How long a session takes (training.md 2.3): a model in seconds, exact to 0.1 minutes against its table."""

from __future__ import annotations

from collections.abc import Sequence

from core.model.exercise import Block, Item, Template
from core.training.wave import wave_blocks

WARM_UP_AFTER_RUN_S = 180
WARM_UP_COLD_S = 360
WRAP_UP_S = 60
SWITCH_SIDES_S = 10
TURN_CHANGE_S = 15  # between the exercises of a superset, each round
TURN_REST_S = 45  # between its rounds
RAMP_REPS = 5
RAMP_REST_S = 45
CONTACT_S = 0.6
BETWEEN_BLOCKS_S = {"gym": 45, "home": 25}
SLACK = {"gym": 1.10, "home": 1.05}


def minutes(template: Template, *, week: int, after_run: bool, place: str | None = None) -> float:
    """Minutes of a template in a wave week, at its own place or another, one decimal."""
    return block_minutes(wave_blocks(template, week), place=place or template.place, after_run=after_run)


def block_minutes(blocks: Sequence[Block], *, place: str, after_run: bool) -> float:
    """Minutes of blocks as they stand, warm-up and wrap-up included, one decimal.

    ``after_run``: the warm-up is short, because the runner comes from a run.
    """
    warm_up = WARM_UP_AFTER_RUN_S if after_run else WARM_UP_COLD_S
    between = BETWEEN_BLOCKS_S[place] * (len(blocks) - 1)
    work = sum(_block_seconds(block) for block in blocks)
    return round((warm_up + work + between + WRAP_UP_S) * SLACK[place] / 60, 1)


def set_seconds(item: Item) -> float:
    """Seconds of one set, both sides included."""
    exercise = item.exercise
    if exercise.unit == "seconds":
        one_side = float(item.amount)
    elif exercise.unit == "contacts" or exercise.tempo is None:
        one_side = item.amount * CONTACT_S
    else:
        one_side = float(item.amount * exercise.tempo.seconds)
    return one_side * 2 + SWITCH_SIDES_S if exercise.per_side else one_side


def _block_seconds(block: Block) -> float:
    work = sum(item.sets * set_seconds(item) for item in block.items) + block.ramp * _ramp_seconds(block.items[0])
    rounds = max(item.sets for item in block.items)
    if len(block.items) == 1:
        return work + (rounds - 1) * block.items[0].exercise.rest_s
    return work + rounds * TURN_CHANGE_S + (rounds - 1) * TURN_REST_S


def _ramp_seconds(item: Item) -> float:
    tempo = item.exercise.tempo
    return RAMP_REPS * (tempo.seconds if tempo else 0) + RAMP_REST_S
