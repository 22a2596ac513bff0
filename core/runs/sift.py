"""Is an entry training at all: evidence for it less evidence for anything else.

The weights are judgement, tried on labelled entries (benchmarks/runs_score.py): in a real calendar nearly
everything is something else, so weak words need company and unknown words speak against them.
"""

from __future__ import annotations

import re
from itertools import takewhile

from core.runs.facts import Facts, count_others, count_training, is_picture
from core.runs.items import Item
from core.runs.numbers import RIDE_KM
from core.runs.steps import Step

_EXPLAINED = (
    "run",
    "jog",
    "easy",
    "recovery",
    "long",
    "tempo",
    "intervals",
    "hills",
    "steady",
    "progression",
    "bike",
    "swim",
    "walk",
    "cross",
)
_EXACT_KM = (21.0975, 42.195)
_EXACT = ((21.0975, 21.08, 21.11), (42.195, 42.15, 42.21))  # to the digit (13.1, 26.2 miles too): hardly training
_RACE_KM = (5, 8, 10, 15, 20, 25, 30, 50, 55, 60, 80, 100, 160)
_MILES = {"50M": 80.47, "100M": 160.93}  # ultras; nobody walks so many metres or minutes under a name
_ROMAN = re.compile(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})")
_ORDINALS = frozenset((".", "e", "eme", "er", "th", "st", "nd", "rd", "a", "o", "de", "ste"))
_ULTRA_KM = 43.0
_WRITTEN_OUT = 1.2
_WEAK_BESIDE_FIGURES = 0.5
_SOCIABLE = ("run", "jog", "hills", "bike", "swim", "walk", "sport", "strength")
_SURELY_OTHER = frozenset(("other", "soft", "neutral"))
_LEAST_TRAIL_KM = 12.0
_BY_ZONES = 1.5  # "5 min Zone 1, 10 min Zone 2"
_RUN_AND_WALK = 2.0
_WARMED_UP = 1.5  # nobody warms up or cools down for anything else
_LEAST_KM = 3.0
_LEAST_MINUTES = 10.0
_MOST_NAMES = 2
_TAGGED = 2.0  # a prior from which unknown words count nothing: a maker or a category said training
_ENOUGH = 1.0


def weigh_training(title: Facts, told: float, *, prior: float) -> float:
    """Positive where the entry is training: evidence for it less evidence for anything else.

    ``told`` is the weight of its description.
    """
    strong, weak = count_training(title)
    sure, perhaps = count_others(title)
    figures = _weigh_figures(title)
    score = prior + figures + min(weak, 3) * 1.2
    if strong:
        score += 3.0 + 0.7 * (strong - 1) - _weigh_prose(title)
    elif prior < _TAGGED:
        score -= min(_weigh_unknown(title, backed=(figures >= 1.5 and weak > 0) or told >= 2.0) * title.unknown, 3.0)
    if not title.unknown and not sure and not perhaps and (weak or strong or figures >= 1.0 or title.has("am", "pm")):
        score += 1.0
    score += 0.4 + 0.9 * title.unknown if _names_company(title) else 0.0
    score -= min((0.4 if strong else 0.8) * perhaps, 1.6)
    if sure:
        outnumbered = strong - sure >= 2  # "Fartlek, tempo, weights @ Mather Course"
        against = score - (1.0 if outnumbered else 3.0) - sure - _ENOUGH
        return min(against, -1.0) if prior < _TAGGED and _opens_with_other(title) else against
    return score + told + _weigh_named_race(title) - _ENOUGH


def _opens_with_other(title: Facts) -> bool:
    """True where what is done stands first: "Volunteering at parkrun 5 km" is settled, whatever follows."""
    first = next((item for item in title.items if not (item.breaks or is_picture(item.text))), None)
    return first is not None and first.says("other") and not first.meaning.names - _SURELY_OTHER


def _weigh_prose(title: Facts) -> float:
    """How much unknown words speak against a strong one: names hardly, prose more ("marathon talks, round three")."""
    if title.has_figures:
        return min(0.25 * title.unknown, 1.0)
    return min(0.25 * title.names + 0.6 * (title.unknown - title.names), 2.4)


def _names_company(title: Facts) -> bool:
    """True for "Run with Tom" and "Hills at Kangaroo Point": the sport first, then with whom or where."""
    if len(title.items) < 3 or not title.items[0].means(*_SOCIABLE):
        return False
    if title.items[1].means("with"):
        return title.unknown == 1
    return title.items[1].means("place") and 0 < title.unknown == title.names <= _MOST_NAMES


def _weigh_unknown(title: Facts, *, backed: bool) -> float:
    """How much an unknown word speaks against training: little where figures or the description speak for it."""
    if backed or _opens_with_distance(title):
        return 0.4
    return 0.6 if _opens_with_run_word(title) else 0.9


def _opens_with_run_word(title: Facts) -> bool:
    """True for "Run in the rain, worth it": who means something else rarely puts running first."""
    first = next((item for item in title.items if not (item.breaks or is_picture(item.text))), None)
    return first is not None and first.means("run", "jog")


def _opens_with_distance(title: Facts) -> bool:
    quantity = title.items[0].quantity if title.items else None
    return quantity is not None and quantity.unit == "km" and quantity.high >= _LEAST_KM


def _weigh_named_race(title: Facts) -> float:
    """An unknown name with a race's distance ("Crown King Scramble 50k") or a race's word at its end is likely a race."""
    if names_event(title):
        return 3.0
    km = find_race_distance(title)
    return 0.0 if km is None else 3.0 if km in _EXACT_KM else 2.0


def names_event(title: Facts) -> bool:
    """True for a name that ends like a race's: "Leeds Half", "DHL Stafet", "Gate River Run"."""
    if not title.items or not (title.names or title.items[0].quantity):
        return False
    opening = takewhile(lambda item: item.breaks != "(", title.items)  # "Elk Basin Half (A goal)"
    words = [item for item in opening if (item.raw or item.breaks == ".") and not is_picture(item.text)]
    if len(words) > 2 and (_is_edition(words) or _is_trail_of_length(words)):
        return True
    if not title.names or len(words) < 2 or words[-1].raw.islower() or words[-1].quantity:
        return False
    if words[-1].means("race", "half", "marathon"):
        return words[-2].is_unknown and not words[-2].raw.islower()
    named = [item for item in words[:-1] if item.is_unknown and not item.raw.islower()]
    return words[-1].text in ("run", "jog", "trail", "mile") and len(named) > 1


def _is_trail_of_length(words: list[Item]) -> bool:
    """True for "Two Bays Trail 28": a named trail and how long it is."""
    *named, trail, length = words
    figure = length.quantity
    long_enough = figure is not None and figure.unit in ("number", "km") and figure.high >= _LEAST_TRAIL_KM
    return long_enough and trail.text in ("trail", "ultra") and sum(item.raw[:1].isupper() for item in named) > 1


def _is_edition(words: list[Item]) -> bool:
    """True for "34. Kirschblütenlauf", "12th Harbour Run", "3ème Foulées": how often it was held, then what."""
    first, second = words[0], words[1]
    named = [item for item in words if item.means("race", "half", "marathon", "run") and not item.raw.islower()]
    if _ROMAN.fullmatch(first.raw):  # "II Bieg Radości", "XIV Carrera de la Villa"
        return bool(named)
    counted = first.quantity is not None and first.quantity.unit == "number" and first.text.isdigit()
    return counted and second.text in _ORDINALS and bool(named)


def find_race_distance(title: Facts) -> float | None:
    """The kilometres of a race that only its name and distance tell; None where other words explain the distance."""
    if not title.names or title.has(*_EXPLAINED) or any(step.times > 1 for step in title.steps):
        return None
    for item in title.items:
        if item.quantity is not None and item.quantity.low == item.quantity.high and (km := _read_race_km(item)):
            return km
    return None


def _read_race_km(item: Item) -> float | None:
    """The race that a distance by itself is: half and full marathon to the digit, "50k", "10 Mile", whatever is ultra."""
    quantity = item.quantity
    if quantity is None or (quantity.unit not in ("km", "number") and item.raw not in _MILES):
        return None
    if item.raw in _MILES:  # "High Ridge 50M"
        return _MILES[item.raw]
    exact = next((km for km, low, high in _EXACT if low <= quantity.high <= high and quantity.high % 1), None)
    if exact or (item.text in ("26.2", "13.1")):
        return exact or _EXACT_KM[item.text == "26.2"]
    if item.text.endswith("k") and quantity.high in _RACE_KM:
        return quantity.high
    single = quantity.unit == "km" and item.raw.endswith(("Mile", "Miler", "Meilen", "Miles"))
    ultra = quantity.unit == "km" and quantity.metric != "bare" and _ULTRA_KM <= quantity.high < RIDE_KM
    return quantity.high if single or ultra else None


def _weigh_figures(facts: Facts) -> float:
    if not facts.has_figures:
        return 0.0
    score = 1.0 if _opens_with_distance(facts) else 0.0
    score += 2.5 if facts.ladder or any(step.times > 1 and _is_work(step) for step in facts.steps) else 0.0
    score += 2.0 * min(facts.count("pace"), 1) + 1.5 * min(facts.count("zone") + facts.count("rpe"), 1)
    score += min(facts.count("heart"), 1)
    if facts.km is not None and facts.km >= 1.5:
        score += 1.5 + (_WRITTEN_OUT if _gives_distance(facts) else 0.0)
    score += 0.8 if facts.count("s") else 0.0
    score += _BY_ZONES if sum(bool(step.seconds and _has_zone(step)) for step in facts.steps) > 1 else 0.0
    score += _RUN_AND_WALK if _alternates(facts) else 0.0
    score += _WARMED_UP if any(step.role == "warm" for step in facts.steps) else 0.0
    score += _weigh_minutes(facts)
    return score + (0.7 if any(item.quantity and item.quantity.metric == "prime" for item in facts.items) else 0.0)


def _has_zone(step: Step) -> bool:
    return any(item.quantity is not None and item.quantity.unit == "zone" for item in step.items)


def _weigh_minutes(facts: Facts) -> float:
    """What a length in minutes says of a run: more where both are told together ("35 min run")."""
    lasting = [step for step in facts.steps if step.minutes >= _LEAST_MINUTES]
    if any(step.means("run", "jog", "easy") for step in lasting):
        return 1.0
    return 0.5 if lasting and facts.has("run", "jog") else 0.0


def _alternates(facts: Facts) -> bool:
    """True for a beginner's "90 s run, 90 s walk"."""
    timed = [step for step in facts.steps if step.seconds]
    return any(step.means("run", "jog") for step in timed) and any(step.means("walk") for step in timed)


def _is_work(step: Step) -> bool:
    """True for what is repeated over a length or up a hill: "Treppen 12x"."""
    return step.is_measured or step.means("hills", "uphill")


def _gives_distance(facts: Facts) -> bool:
    """True for a run's distance with its unit written out; "10k" may be money, and who drives writes no kilometres."""
    return any(
        item.quantity is not None
        and item.quantity.metric in ("km", "mi")
        and not item.text.endswith("k")
        and _LEAST_KM <= item.quantity.high <= _ULTRA_KM
        for item in facts.items
    )


def weigh_description(facts: Facts) -> float:
    """How much a description speaks for training, or against it."""
    strong, weak = count_training(facts)
    sure, _ = count_others(facts)
    figures = _weigh_figures(facts)
    told = (1.5 if facts.opens_with_training else 0.0) + 1.2 * strong + 0.7 * figures
    told += _WEAK_BESIDE_FIGURES * min(weak, 3) if figures else 0.0
    return max(-1.5, min(3.0, told) - min(1.0 * sure, 3.0))
