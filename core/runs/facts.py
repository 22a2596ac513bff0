"""What a text says: its meanings with their strength, its steps, its figures, its unknown words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.runs.items import Item
from core.runs.joints import read_items
from core.runs.ladder import find_ladder
from core.runs.lengths import measure
from core.runs.steps import MINUTES_PER_KM, Step, is_garnish, read_steps
from core.runs.vocabulary import Vocabulary

_PICTURES = (range(0x2600, 0x27C0), range(0x1F300, 0x1FB00))
_SILENT_ROLES = ("warm", "pause")
_KNOWN_IN_SILENCE = ("warmup", "cooldown", "other", "cancelled")
_HARMLESS = frozenset(
    (
        "neutral",
        "uphill",
        "hilly",
        "times",
        "or",
        "with",
        "then",
        "no",
        "pace",
        "session",
        "warmup",
        "cooldown",
        "am",
        "pm",
        "instead",
        "fast",
        "pause",
        "place",
        "after",
    )
)


@dataclass(frozen=True, slots=True)
class Facts:
    """One text, read. ``meanings`` maps a concept to (said strongly, as written), first mention first."""

    items: tuple[Item, ...]
    steps: tuple[Step, ...]
    meanings: dict[str, tuple[bool, str]]
    km: float | None
    minutes: float | None
    unknown: int  # words of no vocabulary
    names: int  # those of them with a capital, or in a script without
    units: Counter[str]  # of its quantities
    repeats: tuple[Step, ...]  # the repeated steps that are real work
    garnish: tuple[Step, ...]  # strides and other short repetitions that leave a run what it is
    ladder: str  # distances in a row that are repeated with others, as written; empty where there are none

    def has(self, *concepts: str) -> bool:
        """True where one of the concepts is said outside warm-ups and pauses."""
        return not self.meanings.keys().isdisjoint(concepts)

    def is_strong(self, concept: str) -> bool:
        """True where the concept is said by a phrase that needs no company."""
        return self.meanings.get(concept, (False, ""))[0]

    @property
    def has_training(self) -> bool:
        """True where any word speaks of training."""
        return any(_tells(concept, said) for concept, (said, _) in self.meanings.items())

    @property
    def says_nothing(self) -> bool:
        """True for a text of particles, numbers and words like "session": "Tuesday", "Einheit 3"."""
        if self.unknown or self.ladder or not self.units.keys() <= {"number"}:
            return False
        empty = _EMPTY_SESSION if self.has("session") else _EMPTY
        return all(item.meaning.names <= empty for item in self.items)

    @property
    def opens_with_training(self) -> bool:
        """True where the first words say training strongly."""
        return bool(self.items) and any(
            said and _tells(concept, said) for concept, said in self.items[0].meaning.concepts
        )

    @property
    def has_figures(self) -> bool:
        """True where a quantity stands in the text."""
        return bool(self.units)

    @property
    def has_length(self) -> bool:
        """True where a distance or a time of the whole is given."""
        return self.km is not None or self.minutes is not None

    def quote(self, *concepts: str) -> str:
        """How the first of the concepts is written; empty where none is said."""
        return next((self.meanings[concept][1] for concept in concepts if concept in self.meanings), "")

    def count(self, unit: str) -> int:
        """How many quantities of a unit the text has."""
        return self.units[unit]


NO_FACTS = Facts((), (), {}, None, None, 0, 0, Counter(), (), (), "")


@lru_cache(maxsize=2048)
def read_facts(text: str, vocabulary: Vocabulary) -> Facts:
    """The facts of a title; the last ones are remembered."""
    return parse_facts(text, vocabulary)


def parse_facts(text: str, vocabulary: Vocabulary) -> Facts:
    """The facts of a text."""
    if not text.strip():
        return NO_FACTS
    items = read_items(text, vocabulary)
    steps = read_steps(items)
    km, minutes = measure(steps)
    total = minutes if minutes is not None else (km or 0.0) * MINUTES_PER_KM
    garnish = tuple([step for step in steps if is_garnish(step, total)])
    unknown = [item for item in items if not item.meaning.concepts and _is_unknown(item)]
    return Facts(
        items=items,
        steps=steps,
        meanings=_collect(steps),
        km=km,
        minutes=minutes,
        unknown=len(unknown) + _count_signs(items) // 2,
        names=sum([not item.raw[0].islower() for item in unknown]),
        units=Counter([item.quantity.unit for item in items if item.quantity]),
        repeats=tuple([step for step in steps if step.times > 1 and not is_garnish(step, total)]),
        garnish=garnish,
        ladder=find_ladder(items),
    )


def _count_signs(items: Sequence[Item]) -> int:
    """How many signs of a script without spaces are of no known word; two make a word."""
    return sum([item.is_unknown and len(item.text) == 1 and not item.text.isascii() for item in items])


def _is_unknown(item: Item) -> bool:
    return item.is_unknown and len(item.text) > 1 and not is_picture(item.text)


def is_picture(text: str) -> bool:
    """True for a pictograph."""
    return any(ord(text[0]) in pictures for pictures in _PICTURES)


def _collect(steps: Sequence[Step]) -> dict[str, tuple[bool, str]]:
    meanings: dict[str, tuple[bool, str]] = {}
    for step in steps:
        for item in step.items:
            for concept, strong in item.meaning.concepts:  # nearly all words have none
                if step.role in _SILENT_ROLES and concept not in _KNOWN_IN_SILENCE:
                    continue
                known = meanings.get(concept)
                if known is None or (strong and not known[0]):
                    meanings[concept] = (strong, item.raw)
    return meanings


def count_training(facts: Facts) -> tuple[int, int]:
    """How many items speak of training: strongly, weakly."""
    strong = weak = 0
    first = facts.items[0] if facts.items else None
    for item in [item for step in facts.steps for item in step.items if item.meaning.concepts]:
        told = [said for concept, said in item.meaning.concepts if _tells(concept, said)]
        if any(told) and (item is first or not is_picture(item.text)):
            strong += 1
            first = None  # the same picture once more is decoration
        elif told and not (item.means("other") and not facts.has_figures):
            weak += 1
    return strong, weak


def _tells(concept: str, said: bool) -> bool:
    """True where a meaning speaks of training; "group" and "test" only as phrases."""
    return concept not in _HARMLESS and concept not in _OTHERS and (said or concept not in ("group", "test"))


def count_others(facts: Facts) -> tuple[int, int]:
    """How many items speak of something else: surely, perhaps. One that also means training only perhaps."""
    sure = perhaps = 0
    told = _count_opening(facts)
    for names in [item.meaning.names for item in facts.items[:told] if item.meaning.concepts]:
        if "other" in names:
            training = not names <= _NO_TRAINING
            sure += not training
            perhaps += training
        elif "soft" in names:
            perhaps += 1
    return sure, perhaps


def _count_opening(facts: Facts) -> int:
    """How many items speak of what the entry is: "easy run, then the dentist" is a run, whatever follows its comma."""
    first = facts.items[0] if facts.items else None
    if first is None or not any(first.says(concept) for concept in _SURELY_RUN):
        return len(facts.items)
    return next((place for place, item in enumerate(facts.items) if item.breaks in _ASIDE), len(facts.items))


_SURELY_RUN = ("easy", "recovery", "long", "tempo", "intervals", "hills", "jog")
_ASIDE = frozenset((",", ";", "(", "+", "\n", "."))
_EMPTY = frozenset(("neutral", "place", "session", "am", "pm"))
_EMPTY_SESSION = _EMPTY | {"soft", "group"}  # "Club training, Thursday"
_OTHERS = frozenset(("other", "soft", "banner", "cancelled"))
_NO_TRAINING = _HARMLESS | _OTHERS
