"""A session made easier on the day, never harder (training.md #62, #63)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from core.catalogue import load_catalogue
from core.model.exercise import Block, Item
from core.model.training import Dose, Form, Prescription
from core.training.content import write_dose
from core.training.duration import SLACK, block_minutes, set_seconds
from core.training.fit import drop_set, drop_upper, fit_blocks
from core.training.load import round_down
from core.training.means import Means
from core.training.wave import count_hard_sets
from core.words import Words

LOAD_CUT = 0.10
SETS_CUT = 1
EASED_MINUTES = 20
MOBILITY = ("ankle_rock", "hip_flexor_rock", "adductor_rock", "open_book")
MOBILITY_ROUNDS = 2
MOBILITY_TEMPLATE = "mobility"


def cut_load(content: Prescription, share: float = LOAD_CUT) -> Prescription:
    """The content with every load lowered by a share, rounded down to the exercise's step."""
    exercises = load_catalogue().exercises
    doses = []
    for dose in content.doses:
        step = exercises[dose.id].increment_kg if dose.id in exercises else None
        load = dose.load_kg if dose.load_kg is None else round_down(dose.load_kg * (1 - share), step or 1.0)
        doses.append(replace(dose, load_kg=load))
    return replace(content, doses=tuple(doses))


def cut_volume(content: Prescription, *, place: str, after_run: bool = False) -> Prescription:
    """The content with one set less of everything, without pushing and pulling, in at most twenty minutes."""
    fewer = [
        replace(block, items=tuple(replace(item, sets=max(1, item.sets - SETS_CUT)) for item in block.items))
        for block in drop_upper(to_blocks(content.doses))
    ]
    blocks = fit_blocks(
        fewer, EASED_MINUTES, lambda some: block_minutes(some, place=place, after_run=after_run), Form.LIGHT
    )
    return _with_blocks(content, blocks, place=place, after_run=after_run)


def cut_sets(content: Prescription, share: float, *, place: str, after_run: bool = False) -> Prescription:
    """The content with a share of its sets less, the last exercises first; one set of each stays (#74, #78)."""
    blocks = to_blocks(content.doses)
    most = count_hard_sets(blocks) * (1 - share)
    while count_hard_sets(blocks) > most and any(item.sets > 1 for block in blocks for item in block.items):
        blocks = drop_set(blocks)
    return _with_blocks(content, blocks, place=place, after_run=after_run)


def prescribe_mobility(words: Words, means: Means, wave_week: int = 1) -> Prescription:
    """Two rounds of easy mobility instead of a session; what a sore area forbids is left out."""
    exercises = load_catalogue().exercises
    items = [Item(exercises[name], MOBILITY_ROUNDS, exercises[name].low) for name in MOBILITY]
    items = [item for item in items if means.allows(item.exercise)]
    doses = tuple(replace(write_dose(item, words), superset=1) for item in items)
    seconds = sum(item.sets * set_seconds(item) for item in items) * SLACK[means.place]
    return Prescription(MOBILITY_TEMPLATE, wave_week, doses, round(seconds / 60, 1))


def to_blocks(doses: Sequence[Dose]) -> tuple[Block, ...]:
    """Doses as blocks again, supersets together; exercises that the catalogue no longer has are left out."""
    exercises = load_catalogue().exercises
    known = [(index, dose) for index, dose in enumerate(doses) if dose.id in exercises]
    blocks = []
    for _, pairs in groupby(known, key=lambda pair: (pair[1].superset, None if pair[1].superset else pair[0])):
        group = [dose for _, dose in pairs]
        items = tuple(Item(exercises[d.id], d.sets, d.reps or d.seconds or d.contacts or 0) for d in group)
        blocks.append(Block(items, group[0].ramp_sets))
    return tuple(blocks)


def _with_blocks(content: Prescription, blocks: Sequence[Block], *, place: str, after_run: bool) -> Prescription:
    """The content with the sets of the blocks; what is not in them is gone."""
    sets = {item.exercise.id: item.sets for block in blocks for item in block.items}
    doses = tuple(replace(dose, sets=sets[dose.id]) for dose in content.doses if dose.id in sets)
    return replace(content, doses=doses, minutes=block_minutes(blocks, place=place, after_run=after_run))
