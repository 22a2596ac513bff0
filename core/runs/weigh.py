"""Evidence weighed: is an entry training at all, and which kind speaks loudest.

The weights are judgement, tried on labelled entries (benchmarks/runs_score.py); only their order matters much.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from core.model.training import Kind
from core.runs.facts import Facts, count_others, count_training
from core.runs.steps import Step

# concept: (kind, weight where said strongly, weight where said weakly)
WORDS: dict[str, tuple[Kind, float, float]] = {
    "jog": (Kind.EASY, 2.5, 2.0),
    "easy": (Kind.EASY, 4.0, 2.5),
    "endurance": (Kind.EASY, 2.5, 2.0),
    "rehearsal": (Kind.EASY, 5.0, 5.0),
    "group": (Kind.EASY, 1.0, 1.0),
    "recovery": (Kind.RECOVERY, 5.0, 3.2),
    "long": (Kind.LONG, 7.0, 4.0),
    "medium_long": (Kind.LONG, 7.5, 7.5),
    "simulation": (Kind.LONG, 8.0, 8.0),
    "tempo": (Kind.TEMPO, 5.0, 3.5),
    "steady": (Kind.TEMPO, 3.0, 2.0),
    "marathon_pace": (Kind.TEMPO, 4.0, 4.0),
    "half_pace": (Kind.TEMPO, 4.2, 4.2),
    "progression": (Kind.TEMPO, 4.2, 3.0),
    "fast_pace": (Kind.INTERVALS, 3.5, 3.5),
    "intervals": (Kind.INTERVALS, 5.0, 2.7),
    "sprint": (Kind.INTERVALS, 2.0, 1.5),
    "hills": (Kind.HILLS, 5.5, 3.6),
    "hilly": (Kind.HILLS, 1.0, 1.0),
    "race": (Kind.RACE, 5.5, 3.0),
    "marathon": (Kind.RACE, 4.0, 4.0),
    "half": (Kind.RACE, 4.0, 4.0),
    "trail": (Kind.RACE, 2.0, 2.0),
    "test": (Kind.RACE, 6.0, 3.0),
    "rest": (Kind.REST, 5.0, 3.5),
    "mobility": (Kind.REST, 2.5, 2.0),
    "walk": (Kind.CROSS, 3.5, 1.8),
    "bike": (Kind.CROSS, 7.0, 3.5),
    "swim": (Kind.CROSS, 7.0, 3.5),
    "cross": (Kind.CROSS, 6.0, 3.0),
    "sport": (Kind.CROSS, 5.0, 2.5),
    "strength": (Kind.STRENGTH, 5.0, 2.5),
}
RUN_KINDS = (Kind.EASY, Kind.RECOVERY, Kind.LONG, Kind.TEMPO, Kind.INTERVALS, Kind.HILLS, Kind.RACE)
_EXPLAINED = ("run", "jog", "easy", "recovery", "long", "tempo", "intervals", "hills", "steady", "progression", "bike", "swim", "walk", "cross")
_EXACT_KM = (21.0975, 42.195)
_EXACT = ((21.0975, 21.08, 21.11), (42.195, 42.15, 42.21))  # to the digit (13.1, 26.2 miles too): hardly training
_RACE_KM = (5, 8, 10, 15, 20, 25, 30, 50, 55, 60, 80, 100, 160)
_LEAST_PACED_KM = 2.0
_LEAST_KM = 3.0
_TAGGED = 2.0  # a prior from which unknown words count nothing: a maker or a category said training
_LONG_REPEAT = 4.0  # minutes from which broken threshold is tempo
_ENOUGH = 1.4


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence for a kind."""

    kind: Kind
    weight: float
    text: str
    concept: str = ""


def weigh_training(title: Facts, description: Facts, *, prior: float) -> float:
    """Positive where the entry is training: evidence for it less evidence for anything else."""
    strong, weak = count_training(title)
    sure, perhaps = count_others(title)
    figures, told = _weigh_figures(title), _weigh_description(description)
    score = prior + figures + min(weak, 3) * 1.2
    if strong:
        score += 3.0 + 0.7 * (strong - 1) - min(0.25 * title.unknown, 1.0)
    elif prior < _TAGGED:
        score -= min(_weigh_unknown(title, backed=(figures >= 1.5 and weak > 0) or told >= 2.0) * title.unknown, 3.0)
    if not title.unknown and not sure:
        score += 1.0
    score -= min((0.4 if strong else 0.8) * perhaps, 1.6)
    if sure:
        return score - 3.0 - sure - _ENOUGH
    return score + told + _weigh_named_race(title) - _ENOUGH


def _weigh_unknown(title: Facts, *, backed: bool) -> float:
    """How much an unknown word speaks against training: little where figures or the description speak for it."""
    return 0.4 if backed or _opens_with_distance(title) else 0.9


def _opens_with_distance(title: Facts) -> bool:
    quantity = title.items[0].quantity if title.items else None
    return quantity is not None and quantity.unit == "km" and quantity.high >= _LEAST_KM


def _weigh_named_race(title: Facts) -> float:
    """An unknown name with a race's distance ("Crown King Scramble 50k") is likely a race."""
    km = find_race_distance(title)
    return 0.0 if km is None else 3.0 if km in _EXACT_KM else 1.5


def find_race_distance(title: Facts) -> float | None:
    """The kilometres of a race that only its name and distance tell; None where other words explain the distance."""
    if not title.unknown or title.has(*_EXPLAINED) or any(step.times > 1 for step in title.steps):
        return None
    for item in title.items:
        quantity = item.quantity
        if quantity is None or quantity.unit not in ("km", "number") or quantity.low != quantity.high:
            continue
        exact = next((km for km, low, high in _EXACT if low <= quantity.high <= high and quantity.high % 1), None)
        if exact or (item.text in ("26.2", "13.1")):
            return exact or _EXACT_KM[item.text == "26.2"]
        if item.text.endswith("k") and quantity.high in _RACE_KM:
            return quantity.high
    return None


def _weigh_figures(facts: Facts) -> float:
    score = 1.0 if _opens_with_distance(facts) else 0.0
    score += 2.5 if any(step.times > 1 and (step.km or step.seconds) for step in facts.steps) else 0.0
    score += 2.0 * min(facts.count("pace"), 1) + 1.5 * min(facts.count("zone") + facts.count("rpe"), 1)
    score += min(facts.count("heart"), 1)
    if facts.km is not None and facts.km >= 1.5:
        score += 1.5
    return score + (0.8 if facts.count("s") else 0.0)


def _weigh_description(facts: Facts) -> float:
    strong, _ = count_training(facts)
    sure, _ = count_others(facts)
    return max(-1.5, min(3.0, 1.2 * strong + 0.7 * _weigh_figures(facts)) - min(1.0 * sure, 3.0))


def list_clues(facts: Facts, source: str) -> Iterator[Clue]:
    """The evidence for kinds in one text."""
    for concept, (strong, written) in facts.meanings.items():
        if concept in WORDS:
            kind, loud, soft = WORDS[concept]
            yield Clue(kind, loud if strong else soft, f"{source}: {written}", concept)
    if paced := find_paced_part(facts):
        yield Clue(Kind.TEMPO, 3.0, f"{source}: {paced}")
    for step in facts.repeats:
        if clue := _weigh_repeats(step, source):
            yield clue
    yield from _weigh_zones(facts, source)
    if source == "title" and (km := find_race_distance(facts)):
        yield Clue(Kind.RACE, 3.5, f"title: a name and {km:g} km")
    if facts.garnish:
        yield Clue(Kind.EASY, 2.0, f"{source}: strides")


def find_paced_part(facts: Facts) -> str | None:
    """"12 km, 10 of them in 46:30": the part of a run that has a pace or a time of its own."""
    for step in facts.steps:
        timed = any(item.quantity and item.quantity.unit in ("pace", "s") and item.quantity.metric != "min" for item in step.items)
        if step.joint == "included" and step.times == 1 and (step.km or 0.0) >= _LEAST_PACED_KM and timed:
            return " ".join(item.text for item in step.items[:5])
    return None


def _weigh_repeats(step: Step, source: str) -> Clue | None:
    written = f"{source}: {' '.join(item.text for item in step.items[:4])}"
    if step.means("walk") or not (step.km or step.seconds or step.means("hills", "uphill", "intervals")):
        return None
    if step.means("hills", "uphill"):
        return Clue(Kind.HILLS, 7.5, written)
    zones = [item.quantity.high for item in step.items if item.quantity and item.quantity.unit == "zone"]
    slow = step.means("marathon_pace", "half_pace", "tempo", "steady") or (zones and max(zones) == 3)
    if slow and not step.means("fast_pace") and step.each_minutes >= _LONG_REPEAT:
        return Clue(Kind.TEMPO, 4.0, written)
    if step.means("strength") and not step.km:
        return None
    return Clue(Kind.INTERVALS, 4.0, written)


def _weigh_zones(facts: Facts, source: str) -> Iterator[Clue]:
    """The highest zone or effort of the working steps."""
    for unit, bounds in (("zone", (1, 2, 3)), ("rpe", (2, 5, 7))):
        values = [
            item.quantity.low
            for step in facts.steps
            if step.role == "work"
            for item in step.items
            if item.quantity and item.quantity.unit == unit
        ]
        if values:
            rank = sum(max(values) > bound for bound in bounds)
            kind = (Kind.RECOVERY, Kind.EASY, Kind.TEMPO, Kind.INTERVALS)[rank]
            yield Clue(kind, (1.5, 2.5, 3.5, 3.0)[rank], f"{source}: {unit} {max(values):g}")


def sum_clues(clues: list[Clue]) -> dict[Kind, float]:
    """The weight of each kind: its best clue whole, the others by a third."""
    weights: dict[Kind, list[float]] = {}
    for clue in clues:
        weights.setdefault(clue.kind, []).append(clue.weight)
    return {kind: max(values) + (sum(values) - max(values)) / 3 for kind, values in weights.items()}


def rate_margin(margin: float) -> float:
    """Confidence between 0.5 and 0.97 from the lead over the second best."""
    return 0.5 + 0.47 * (1 - math.exp(-max(margin, 0.0) / 2.5))
