"""What the order of a workout's parts says: fast and slow by turns, one long stretch at a fast pace."""

from __future__ import annotations

from itertools import pairwise

from core.runs.facts import Facts
from core.runs.items import Item
from core.runs.steps import MINUTES_PER_KM
from core.runs.text import Quantity

_LONG_AT_PACE = 15.0  # minutes
_MOST_TURN_SECONDS = 10.5 * 60


def is_long_at_fast_pace(facts: Facts) -> bool:
    """True for "30 min at 95 % of 5k pace": nobody runs so fast so long, so it is threshold."""
    steps = [step for step in facts.steps if step.role == "work" and step.times == 1]
    return not facts.repeats and any(step.means("fast_pace") and step.minutes >= _LONG_AT_PACE for step in steps)


def find_turns(facts: Facts) -> str:
    """Short stretches fast and slow by turns, as written: "1 minute fast, 2 minutes slow"; empty where there are none."""
    told: list[tuple[bool, Item]] = []
    amount: Item | None = None
    word: Item | None = None
    for item in facts.items:
        if item.breaks:
            amount = word = None
        elif item.quantity is not None:
            amount = item if 0 < _to_seconds(item.quantity) <= _MOST_TURN_SECONDS else None
        elif item.means("fast", "easy", "jog", "recovery") and not item.means("warmup", "cooldown"):
            word = item
        if amount is not None and word is not None:
            told.append((word.means("fast"), amount))
            amount = word = None
    for (fast, one), (other_fast, other) in pairwise(told):
        if fast != other_fast:
            return f"{one.raw} / {other.raw}"
    return ""


def _to_seconds(quantity: Quantity) -> float:
    """Seconds of a distance or a time; 0 for what is neither."""
    if quantity.unit not in ("km", "s"):
        return 0.0
    return quantity.high * (60 * MINUTES_PER_KM if quantity.unit == "km" else 1)
