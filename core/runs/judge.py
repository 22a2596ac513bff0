"""The kind of an entry, from the clues of its title, description and categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.model.training import Kind
from core.runs.facts import Facts
from core.runs.numbers import BARE_LONG_KM, BARE_LONG_MINUTES, EASY_LONG_KM, ENDURANCE_LONG_MINUTES
from core.runs.sources import Framing
from core.runs.weigh import RUN_KINDS, Clue, list_clues, rate_margin, sum_clues

_TYPED_WEIGHT = 9.0
_DESCRIPTION_SHARE = 0.45
_CATEGORY_SHARE = 0.7
_QUALITY = (Kind.TEMPO, Kind.INTERVALS, Kind.HILLS)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A kind with its confidence and the evidence that spoke for it, loudest first."""

    kind: Kind
    confidence: float
    evidence: tuple[str, ...]
    medium_long: bool = False
    by_length: bool = False


def judge_kind(
    frame: Framing, texts: tuple[Facts, Facts, Facts], *, km: float | None, minutes: float | None, training: float
) -> Judgement:
    """The kind of one run or entry. ``training`` is positive where it is training at all."""
    title, description, tags = texts
    if frame.kind is Kind.OTHER or title.has("banner"):
        return Judgement(Kind.OTHER, 0.9, frame.evidence or ("banner",))
    if training <= 0:
        return Judgement(Kind.OTHER, rate_margin(-training), ("no sign of training",))
    clues = _gather(frame, title, description, tags)
    weights = _settle(sum_clues(clues), title, description, minutes=_length(km, minutes))
    if said := _judge_rest(title):
        return said
    if not weights:
        return _judge_bare(frame, title, km, minutes)
    return _choose(weights, clues, title, km=km, minutes=minutes)


def _gather(frame: Framing, title: Facts, description: Facts, tags: Facts) -> list[Clue]:
    clues = list(list_clues(title, "title"))
    clues += [
        Clue(clue.kind, clue.weight * _DESCRIPTION_SHARE, clue.text) for clue in list_clues(description, "description")
    ]
    clues += [Clue(clue.kind, clue.weight * _CATEGORY_SHARE, clue.text) for clue in list_clues(tags, "category")]
    if frame.kind is not None:
        clues.append(Clue(frame.kind, _TYPED_WEIGHT, frame.evidence[0]))
    return clues


def _length(km: float | None, minutes: float | None) -> float:
    return minutes if minutes is not None else (km or 0.0) * 6


def _settle(weights: dict[Kind, float], title: Facts, description: Facts, *, minutes: float) -> dict[Kind, float]:
    """The weights after what the words say together: a long run with quality stays long, run and core stays a run."""
    settled = dict(weights)
    if title.is_strong("long") or title.has("medium_long", "simulation"):
        for kind in _QUALITY:
            if kind in settled:
                settled[kind] *= 0.6
    if title.has("bike", "swim", "cross", "sport") and not title.has("jog", "easy", "long", "tempo"):
        settled[Kind.CROSS] = settled.get(Kind.CROSS, 0.0) + 2.0
    first = _first_kind(title)
    if first is not None and first in settled:
        settled[first] += 1.2
    del description, minutes
    return settled


def _first_kind(title: Facts) -> Kind | None:
    from core.runs.weigh import WORDS

    for concept in title.meanings:
        if concept in WORDS and concept not in ("hilly", "group", "trail"):
            return WORDS[concept][0]
    return None


def _judge_rest(title: Facts) -> Judgement | None:
    """ "No running" and "Rest or ..." are rest, whatever follows."""
    words = [item for item in title.items if item.concepts and not item.means("neutral")]
    if words and words[0].means("rest") and (title.has("or") or words[0].says("rest")):
        return Judgement(Kind.REST, 0.85 if title.has("or") else 0.95, (f"title: {words[0].text}",))
    if len(words) > 1 and words[0].means("no") and words[1].means("run", "session"):
        return Judgement(Kind.REST, 0.9, (f"title: {words[0].text} {words[1].text}",))
    return None


def _judge_bare(frame: Framing, title: Facts, km: float | None, minutes: float | None) -> Judgement:
    """A run of which nothing is said but perhaps its length: easy or long by it, else unknown."""
    evidence = (*frame.evidence, *(f"title: {written}" for _, written in title.meanings.values()))[:3]
    if _is_long(km, minutes, easy=False, endurance=False):
        return Judgement(Kind.LONG, 0.6, (*evidence, _say_length(km, minutes)), by_length=True)
    if km is not None or minutes is not None:
        return Judgement(Kind.EASY, 0.58, (*evidence, _say_length(km, minutes)))
    return Judgement(Kind.UNKNOWN, 0.5, evidence)


def _say_length(km: float | None, minutes: float | None) -> str:
    return f"{km:g} km" if km is not None else f"{minutes:g} min"


def _is_long(km: float | None, minutes: float | None, *, easy: bool, endurance: bool) -> bool:
    if km is not None and km >= (EASY_LONG_KM if easy else BARE_LONG_KM):
        return True
    return minutes is not None and minutes >= (ENDURANCE_LONG_MINUTES if endurance else BARE_LONG_MINUTES)


def _choose(
    weights: dict[Kind, float], clues: Sequence[Clue], title: Facts, *, km: float | None, minutes: float | None
) -> Judgement:
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], list(Kind).index(pair[0])))
    kind, weight = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    spoke = sorted((clue for clue in clues if clue.kind is kind), key=lambda clue: -clue.weight)
    evidence = tuple(dict.fromkeys(clue.text for clue in spoke))[:4]
    confidence = rate_margin(weight - second)
    if kind is Kind.EASY and _is_long(km, minutes, easy=not title.has("endurance"), endurance=title.has("endurance")):
        return Judgement(
            Kind.LONG,
            min(confidence, 0.65),
            (*evidence, _say_length(km, minutes)),
            by_length=True,
            medium_long=title.has("endurance"),
        )
    return Judgement(kind, confidence, evidence, medium_long=kind is Kind.LONG and title.has("medium_long"))


assert set(RUN_KINDS) <= set(Kind)
