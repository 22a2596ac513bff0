"""Evidence for kinds: what the words, the repetitions and the zones of a text speak for, and how loudly.

The weights are judgement, tried on labelled entries (benchmarks/runs_score.py); only their order matters much.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from core.model.training import Kind
from core.runs.facts import Facts
from core.runs.patterns import find_turns, is_long_at_fast_pace
from core.runs.sift import find_race_distance, names_event
from core.runs.steps import MINUTES_PER_KM, Step

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
RUN_WORDS = ("run", "jog", "easy", "recovery", "long", "tempo", "intervals")
_ENOUGH_FAST_MINUTES = 10.0
_QUOTED = 4  # items
_LEAST_PACED_KM = 2.0
_TOO_LONG_TO_RECOVER = 65.0  # minutes
_LEAST_SIMULATION_KM = 22.0
_VERY_LONG_REPEAT = 10.0  # minutes that nobody repeats faster than at threshold
_LONG_REPEAT = 4.0  # minutes from which broken threshold is tempo


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence for a kind."""

    kind: Kind
    weight: float
    text: str
    concept: str = ""


def list_clues(facts: Facts, source: str) -> Iterator[Clue]:
    """The evidence for kinds in one text."""
    for concept, (strong, written) in facts.meanings.items():
        if concept in WORDS:
            kind, loud, soft = WORDS[concept]
            if concept == "simulation" and 0 < (facts.km or 0.0) < _LEAST_SIMULATION_KM:
                kind = Kind.TEMPO  # of a shorter race
            yield Clue(kind, loud if strong else soft, f"{source}: {written}", concept)
    yield from _weigh_steps(facts, source)
    yield from _weigh_zones(facts, source)
    if source == "title" and names_event(facts):
        yield Clue(Kind.RACE, 5.0, "title: a race's name")
    if source == "title" and (km := find_race_distance(facts)):
        yield Clue(Kind.RACE, 3.5, f"title: a name and {km:g} km")
    if facts.garnish:
        yield Clue(Kind.EASY, 2.0, f"{source}: strides")


def _weigh_steps(facts: Facts, source: str) -> Iterator[Clue]:
    if facts.has("pace", "fast") and facts.has_length and not facts.count("pace"):
        yield Clue(Kind.TEMPO, 2.0, f"{source}: {facts.quote('fast', 'pace')}")
    if fast := _find_fast_minutes(facts):
        yield Clue(Kind.TEMPO, 5.0, f"{source}: {fast:g} min at pace")
    if paced := _find_paced_part(facts):
        yield Clue(Kind.TEMPO, 3.0, f"{source}: {paced}")
    yield from _weigh_patterns(facts, source)
    walked = bool(facts.repeats) and any(item.means("walk") for item in facts.items)
    for step in facts.repeats:
        if walked and _is_run_of_walks(step, facts):
            yield Clue(Kind.EASY, 4.0, f"{source}: run and walk")
        elif clue := _weigh_repeats(step, source):
            yield clue


def _weigh_patterns(facts: Facts, source: str) -> Iterator[Clue]:
    if ladder := facts.ladder:
        yield Clue(Kind.INTERVALS, 4.0, f"{source}: {ladder}")
    if is_long_at_fast_pace(facts):
        yield Clue(Kind.TEMPO, 6.0, f"{source}: {facts.quote('fast_pace')}")
    if turns := find_turns(facts):
        yield Clue(Kind.INTERVALS, 3.5, f"{source}: {turns}")


def _find_fast_minutes(facts: Facts) -> float:
    """Minutes of unrepeated steps at marathon to threshold pace beside easy ones; 0 where there are few."""
    if not facts.has("marathon_pace", "half_pace", "tempo"):
        return 0.0
    steps = [step for step in facts.steps if step.times == 1 and step.role == "work"]
    fast = [step for step in steps if step.means("marathon_pace", "half_pace", "tempo")]
    total = sum(step.minutes for step in fast)
    return round(total) if len(steps) > len(fast) and total >= _ENOUGH_FAST_MINUTES else 0.0


def _find_paced_part(facts: Facts) -> str | None:
    """The part of a run that has a pace or a time of its own: "12 km, 10 of them in 46:30"."""
    for step in facts.steps:
        if step.joint != "included":
            continue
        timed = any(
            item.quantity and item.quantity.unit in ("pace", "s") and item.quantity.metric not in ("min", "prime")
            for item in step.items
        )
        if step.times == 1 and (step.km or 0.0) >= _LEAST_PACED_KM and timed:
            return _quote(step)
    return None


def _is_run_of_walks(step: Step, facts: Facts) -> bool:
    """True for a beginner's run: "6 x (run 1 min, walk 4 min)" are no intervals."""
    runs = any(item.means("run", "jog", "easy") for item in facts.items)
    return step.seconds is not None and runs and not facts.has("fast", "fast_pace", "intervals", "hills", "tempo")


def _quote(step: Step) -> str:
    """The beginning of a step as it is written."""
    return " ".join(item.raw or item.text for item in step.items[:_QUOTED]).replace("x ", "x")


def _weigh_repeats(step: Step, source: str) -> Clue | None:
    written = f"{source}: {_quote(step)}"
    if step.means("walk") or not (step.km or step.seconds or step.means("hills", "uphill", "intervals")):
        return None
    if step.means("hills", "uphill"):
        return Clue(Kind.HILLS, 7.5, written)
    zones = [item.quantity.low for item in step.items if item.quantity and item.quantity.unit == "zone"]
    slow = step.means("marathon_pace", "half_pace", "tempo", "steady") or (zones and max(zones) == 3)
    if slow and not step.means("fast_pace") and step.each_minutes >= _LONG_REPEAT:
        return Clue(Kind.TEMPO, 4.0, written)
    if step.each_minutes >= _VERY_LONG_REPEAT and not step.means("fast_pace", "intervals", "easy", "long"):
        return Clue(Kind.TEMPO, 3.5, written)
    if step.means("strength") and not step.km:
        return None
    return Clue(Kind.INTERVALS, 4.0, written)


def _weigh_zones(facts: Facts, source: str) -> Iterator[Clue]:
    """The highest zone or effort of the working steps."""
    for unit, bounds in (("zone", (1, 2, 3)), ("rpe", (2, 5, 7))):
        if not facts.count(unit):
            continue
        values = [
            item.quantity.low if item.quantity.low > 1 else item.quantity.high  # "zone 1-2" is easy
            for step in facts.steps
            if step.role == "work"
            for item in step.items
            if item.quantity and item.quantity.unit == unit
        ]
        if values:
            rank = sum(max(values) > bound for bound in bounds) or int(_is_whole_run(facts))
            kind = (Kind.RECOVERY, Kind.EASY, Kind.TEMPO, Kind.INTERVALS)[rank]
            yield Clue(kind, (1.5, 2.5, 3.5, 3.0)[rank], f"{source}: {unit} {max(values):g}")


def _is_whole_run(facts: Facts) -> bool:
    """True for what is too long to be a recovery run, however slow it is."""
    return (facts.minutes or (facts.km or 0.0) * MINUTES_PER_KM) >= _TOO_LONG_TO_RECOVER


def soften(facts: Facts, source: str, share: float) -> Iterator[Clue]:
    """The clues of a text without those that other words take back."""
    runs = facts.has(*RUN_WORDS)
    for clue in list_clues(facts, source):
        if not _is_taken_back(clue, facts, source, runs=runs):
            yield Clue(clue.kind, clue.weight * share, clue.text, clue.concept)
    if runs and facts.has("walk") and not _is_walk(facts):
        yield Clue(Kind.EASY, 3.0 * share, f"{source}: run and walk")


def _is_taken_back(clue: Clue, facts: Facts, source: str, *, runs: bool) -> bool:
    """True for walk breaks and stretching beside a run, a marathon that is trained for, a trail that is a path."""
    match clue.concept:
        case "walk":
            return runs and not _is_walk(facts)
        case "mobility":
            return runs or facts.has("strength")
        case "swim":  # laps of a park or a track
            return not facts.is_strong("swim") and (runs or facts.has("hills", "race"))
        case "rest":  # "easy run or rest": what is named first; "rest-day walk"
            return _is_no_rest(facts, runs=runs)
    trains = facts.has("session") or any(facts.is_strong(name) for name in ("easy", "recovery", "long"))
    trained_for = clue.concept in ("marathon", "half") and trains and not facts.has("race")
    return trained_for or (clue.concept == "trail" and not _names_race(facts, source))


def _is_walk(facts: Facts) -> bool:
    """True for "an easy walk", where only its effort is a runner's word."""
    return facts.is_strong("walk") and not facts.has("run", "jog")


def is_run_without_practice(facts: Facts) -> bool:
    """True for "No practice, run on your own": there is none to go to, and one runs all the same."""
    words = [item for item in facts.items if not item.breaks]
    if len(words) < 3 or not words[0].means("no") or facts.has("or"):
        return False
    cancelled = next((item for item in words[1:3] if item.means("session", "group")), None)
    return cancelled is not None and any(item.means("run", "jog", "easy", "long") for item in words[2:])


def _is_no_rest(facts: Facts, *, runs: bool) -> bool:
    """True for "6 miles, nothing fancy" and for a rest day that is spent with something."""
    if is_run_without_practice(facts) or (facts.km is not None and not facts.is_strong("rest")):
        return True
    return runs if facts.has("or") else facts.has("bike", "swim", "cross", "walk")


def _names_race(facts: Facts, source: str) -> bool:
    """True where "trail" with a name or a length is an event rather than a path."""
    return source == "title" and (facts.unknown > 0 or (facts.km or 0.0) >= 20)


def sum_clues(clues: list[Clue]) -> dict[Kind, float]:
    """The weight of each kind: its best clue whole, the others by a third."""
    weights: dict[Kind, list[float]] = {}
    for clue in clues:
        weights.setdefault(clue.kind, []).append(clue.weight)
    return {kind: max(values) + (sum(values) - max(values)) / 3 for kind, values in weights.items()}


def rate_margin(margin: float) -> float:
    """Confidence between 0.5 and 0.97 from the lead over the second best."""
    return 0.5 + 0.47 * (1 - math.exp(-max(margin, 0.0) / 2.5))
