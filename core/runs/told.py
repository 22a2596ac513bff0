"""What a description or a category says beside the title: all that is kept of a text that may be long."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from core.runs.clues import Clue, soften
from core.runs.facts import NO_FACTS, parse_facts
from core.runs.sift import weigh_description
from core.runs.vocabulary import Vocabulary

_SHARES = {"description": 0.45, "category": 0.7}  # how much less than a title's its words weigh


@dataclass(frozen=True, slots=True)
class Told:
    """What a text beside the title says. ``weight`` speaks for training where it is positive."""

    clues: tuple[Clue, ...] = ()
    weight: float = 0.0
    km: float | None = None
    minutes: float | None = None
    tells: bool = False  # something of training is in it


@lru_cache(maxsize=8192)
def read_told(text: str, source: str, vocabulary: Vocabulary) -> Told:
    """A description or the categories, ``source`` says which."""
    facts = parse_facts(text, vocabulary) if text else NO_FACTS
    return Told(
        tuple(soften(facts, source, _SHARES[source])),
        weigh_description(facts),
        facts.km,
        facts.minutes,
        any(concept not in ("neutral", "other", "soft", "session") for concept in facts.meanings),
    )
