"""A session made to fit the time there is (training.md #2, #6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil

from core.model.exercise import Block
from core.model.training import Form
from core.training.wave import count_hard_sets

CAP_MINUTES = {"minimal": 30, "standard": 45, "advanced": 45}
PRIMER_MINUTES = 20
UPPER = ("upper_push", "upper_pull")
Measure = Callable[[Sequence[Block]], float]


def fit_blocks(blocks: Sequence[Block], limit: float, measure: Measure, form: Form) -> tuple[Block, ...]:
    """The blocks within ``limit`` minutes as ``measure`` counts them, or as near as it gets.

    Light and primer sessions drop pushing and pulling first. Then one set goes from the last block that has an
    exercise with two or more, again and again. One set of everything else always stays.
    """
    fitted = tuple(blocks)
    if form is not Form.FULL and measure(fitted) > limit:
        fitted = drop_upper(fitted)
    while measure(fitted) > limit and any(item.sets > 1 for block in fitted for item in block.items):
        fitted = drop_set(fitted)
    return fitted


def keep_share(blocks: Sequence[Block], share: float) -> tuple[Block, ...]:
    """The blocks with that share of their sets, rounded up to whole ones; the last exercises lose theirs first."""
    kept = tuple(blocks)
    wanted = ceil(count_hard_sets(kept) * share)
    while count_hard_sets(kept) > wanted and (fewer := drop_set(kept)) != kept:
        kept = fewer
    return kept


def drop_upper(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without pushing and pulling."""
    kept = (replace(b, items=tuple(i for i in b.items if i.exercise.pattern not in UPPER)) for b in blocks)
    return tuple(block for block in kept if block.items)


def drop_set(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with one set less in the last exercise that has two or more, in the last such block."""
    changed = list(blocks)
    for place in reversed(range(len(changed))):
        items = list(changed[place].items)
        for index in reversed(range(len(items))):
            if items[index].sets > 1:
                items[index] = replace(items[index], sets=items[index].sets - 1)
                changed[place] = replace(changed[place], items=tuple(items))
                return tuple(changed)
    return tuple(blocks)
