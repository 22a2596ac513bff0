"""What a text says: its meanings with their strength, its steps, its figures, its unknown words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.runs.items import Item
from core.runs.joints import read_items
from core.runs.lengths import measure
from core.runs.steps import Step, is_garnish, read_steps
from core.runs.vocabulary import Vocabulary

_FIRST_PICTURE = 0x2600
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
    def opens_with_training(self) -> bool:
        """True where the first words say training strongly."""
        return bool(self.items) and any(
            said and _tells(concept, said) for concept, said in self.items[0].meaning.concepts
        )

    @property
    def has_figures(self) -> bool:
        """True where a quantity stands in the text."""
        return any(item.quantity for item in self.items)

    @property
    def has_length(self) -> bool:
        """True where a distance or a time of the whole is given."""
        return self.km is not None or self.minutes is not None

    def quote(self, *concepts: str) -> str:
        """How the first of the concepts is written; empty where none is said."""
        return next((self.meanings[concept][1] for concept in concepts if concept in self.meanings), "")

    @property
    def total_minutes(self) -> float:
        """Length of all, from time or distance; 0 where nothing is given."""
        return self.minutes if self.minutes is not None else (self.km or 0.0) * 6

    @property
    def repeats(self) -> tuple[Step, ...]:
        """The repeated steps that are real work."""
        return tuple(step for step in self.steps if step.times > 1 and not is_garnish(step, self.total_minutes))

    @property
    def garnish(self) -> tuple[Step, ...]:
        """Strides and other short repetitions that leave a run what it is."""
        return tuple(step for step in self.steps if is_garnish(step, self.total_minutes))

    def count(self, unit: str) -> int:
        """How many quantities of a unit the text has."""
        return sum(1 for item in self.items if item.quantity and item.quantity.unit == unit)


NO_FACTS = Facts((), (), {}, None, None, 0)


@lru_cache(maxsize=1024)
def read_facts(text: str, vocabulary: Vocabulary) -> Facts:
    """The facts of a text."""
    if not text.strip():
        return NO_FACTS
    items = read_items(text, vocabulary)
    steps = read_steps(items)
    km, minutes = measure(steps)
    unknown = sum(1 for item in items if item.is_unknown and len(item.text) > 1 and not _is_picture(item.text))
    return Facts(items, steps, _collect(steps), km, minutes, unknown)


def _is_picture(text: str) -> bool:
    return ord(text[0]) >= _FIRST_PICTURE


def _collect(steps: Sequence[Step]) -> dict[str, tuple[bool, str]]:
    meanings: dict[str, tuple[bool, str]] = {}
    for step in steps:
        for item in step.items:
            for concept, strong in item.meaning.concepts:
                if step.role in _SILENT_ROLES and concept not in _KNOWN_IN_SILENCE:
                    continue
                known = meanings.get(concept)
                if known is None or (strong and not known[0]):
                    meanings[concept] = (strong, item.raw)
    return meanings


def count_training(facts: Facts) -> tuple[int, int]:
    """How many items speak of training: strongly, weakly."""
    strong = weak = 0
    for step in facts.steps:
        for item in step.items:
            told = [said for concept, said in item.meaning.concepts if _tells(concept, said)]
            if any(told) and (item is facts.items[0] or not _is_picture(item.text)):
                strong += 1
            elif told and not (item.means("other") and not facts.has_figures):
                weak += 1
    return strong, weak


def _tells(concept: str, said: bool) -> bool:
    """True where a meaning speaks of training; "group" and "test" only as phrases."""
    return concept not in _HARMLESS and concept not in _OTHERS and (said or concept not in ("group", "test"))


def count_others(facts: Facts) -> tuple[int, int]:
    """How many items speak of something else: surely, perhaps. One that also means training only perhaps."""
    sure = perhaps = 0
    for item in facts.items:
        if item.means("other"):
            training = any(concept not in _HARMLESS and concept not in _OTHERS for concept, _ in item.meaning.concepts)
            sure += not training
            perhaps += training
        elif item.means("soft"):
            perhaps += 1
    return sure, perhaps


_OTHERS = frozenset(("other", "soft", "banner", "cancelled"))
