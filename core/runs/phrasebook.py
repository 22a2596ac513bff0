"""The listed phrases by their first word, taken apart only when a text has that word.

Tens of thousands are read at every start, and no calendar uses more than a few hundred of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.runs.meaning import Meaning, join_readings

Readings = dict[int, dict[str, bool]]  # by language
Phrase = tuple[tuple[str, ...], Meaning]
Tag = tuple[int, str, bool]  # in which language, of which concept, whether strongly


@dataclass(slots=True)
class _Opened:
    """All that begins with one word: the word by itself, and longer phrases by their second word, longest first."""

    alone: Meaning | None
    longer: dict[str, tuple[Phrase, ...]]


@dataclass(slots=True)
class Phrasebook:
    """Folded phrases with their language, concept, and whether they are said strongly."""

    _told: dict[str, list[tuple[str | Sequence[str], Tag]]] = field(default_factory=dict)
    _opened: dict[str, _Opened] = field(default_factory=dict)

    def add_all(self, phrases: Iterable[str], tag: Tag) -> None:
        """More phrases of words with blanks between them."""
        told = self._told
        for phrase in phrases:
            first = phrase.split(" ", 1)[0] if " " in phrase else phrase
            known = told.get(first)
            if known is None:
                told[first] = [(phrase, tag)]
            else:
                known.append((phrase, tag))

    def add_words(self, words: Sequence[str], tag: Tag) -> None:
        """One more phrase that is already taken apart; of no words, it is never met."""
        if words:
            self._told.setdefault(words[0], []).append((words, tag))

    def read_word(self, text: str) -> Meaning | None:
        """What a word means by itself that is listed; None for any other."""
        opened = self._open(text)
        return None if opened is None else opened.alone

    def holds(self, text: str) -> bool:
        """True for a word that is listed by itself."""
        return self.read_word(text) is not None

    def begins(self, text: str) -> bool:
        """True for a word that longer phrases begin with."""
        opened = self._open(text)
        return opened is not None and bool(opened.longer)

    def list_phrases(self, first: str, second: str) -> Sequence[Phrase]:
        """The phrases that begin with two words, longest first."""
        opened = self._open(first)
        return () if opened is None else opened.longer.get(second, ())

    def _open(self, first: str) -> _Opened | None:
        found = self._opened.get(first)
        if found is None and first in self._told:
            found = self._opened[first] = self._take_apart(first)
        return found

    def _take_apart(self, first: str) -> _Opened:
        readings: dict[tuple[str, ...], Readings] = {}
        for phrase, (language, concept, strong) in self._told[first]:
            words = tuple(phrase.split()) if isinstance(phrase, str) else tuple(phrase)
            meaning = readings.setdefault(words, {}).setdefault(language, {})
            meaning[concept] = meaning.get(concept, False) or strong
        alone = readings.pop((first,), None)
        longer: dict[str, list[Phrase]] = {}
        for words in sorted(readings, key=_by_length):
            longer.setdefault(words[1], []).append((words, join_readings(readings[words])))
        return _Opened(
            None if alone is None else join_readings(alone),
            {second: tuple(phrases) for second, phrases in longer.items()},
        )

    def list_concepts(self, word: str) -> dict[str, bool]:
        """All that a word by itself says in any language."""
        told = self._told.get(word, ())
        return {concept: strong for words, (_, concept, strong) in told if words == word or list(words) == [word]}


def _by_length(words: tuple[str, ...]) -> int:
    return -len(words)
