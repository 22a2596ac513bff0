"""Distances in a row that are run one after the other: "400-800-1200-800-400"."""

from __future__ import annotations

from collections.abc import Sequence

from core.runs.items import Item
from core.runs.text import Quantity

_LEAST_RUNGS = 3


def find_ladder(items: Sequence[Item]) -> str:
    """The first three rungs as written; empty where there are fewer in a row."""
    rungs: list[Item] = []
    for item in items:
        if item.quantity is not None and _is_rung(item.quantity):
            rungs.append(item)
        elif item.quantity is None and not item.breaks and not item.means("neutral", "then", "times"):
            rungs.clear()
        if len(rungs) == _LEAST_RUNGS:
            return "-".join(rung.raw for rung in rungs)
    return ""


def _is_rung(quantity: Quantity) -> bool:
    """True for a track's distance in metres: a multiple of 100 m, of 5 km at the most."""
    metres = quantity.high if quantity.unit == "number" else quantity.high * 1000 if quantity.metric == "m" else 0
    return 100 <= metres <= 5000 and metres % 100 == 0
