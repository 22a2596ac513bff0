"""What phrases mean, and in which language: "les" is a lesson in Dutch and an article in French."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_

EVERYWHERE = 0  # the language of what is written alike in all
Concepts = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What a phrase means: concepts, each said strongly or not.

    ``languages`` are those that know it, one bit each; ``readings`` what it means in each of them, empty where all agree.
    """

    concepts: Concepts = ()
    names: frozenset[str] = frozenset()
    languages: int = 0
    readings: tuple[tuple[int, Concepts], ...] = ()


NOTHING = Meaning()
_INSTEAD = (("neutral", "other"), ("marathon", "race"), ("half", "race"))  # a particle tells of nothing else


def make_meaning(concepts: Mapping[str, bool]) -> Meaning:
    """A meaning, its concepts in the order of their names, without what another of them says better."""
    for stronger, weaker in _INSTEAD:
        if stronger in concepts and weaker in concepts:
            concepts = {concept: strong for concept, strong in concepts.items() if concept != weaker}
    return Meaning(tuple(sorted(concepts.items())), frozenset(concepts))


def join_readings(readings: Mapping[int, Mapping[str, bool]]) -> Meaning:
    """The meaning of a phrase that several languages have: all that they say, strong winning."""
    told = tuple((language, tuple(sorted(concepts.items()))) for language, concepts in sorted(readings.items()))
    joined = _join(concepts for _, concepts in told)
    languages = sum(readings)
    apart = len({concepts for _, concepts in told}) > 1
    return Meaning(joined.concepts, joined.names, languages, told if apart else ())


def _join(readings: Iterable[Concepts]) -> Meaning:
    joined: dict[str, bool] = {}
    for concepts in readings:
        for concept, strong in concepts:
            joined[concept] = joined.get(concept, False) or strong
    return make_meaning(joined)


def find_languages(meanings: Iterable[Meaning]) -> int:
    """The languages that know most of a text's phrases."""
    known = [meaning.languages for meaning in meanings if meaning.languages]
    if common := reduce(and_, known, -1):
        return common  # they know all of them
    votes: Counter[int] = Counter()
    for languages, count in Counter(known).items():
        rest = languages
        while rest:
            votes[rest & -rest] += count
            rest &= rest - 1
    most = max(votes.values(), default=0)
    return sum(language for language, count in votes.items() if count == most)


@lru_cache(maxsize=4096)
def read_in(meaning: Meaning, languages: int) -> Meaning:
    """What a phrase means in a text of these languages; all that it may mean where they do not know it."""
    told = [concepts for language, concepts in meaning.readings if language & languages]
    if not told or meaning.languages & languages == meaning.languages:
        return meaning
    return _join([*told, *(concepts for language, concepts in meaning.readings if language == EVERYWHERE)])
