"""A text as a row of items: phrases with their meanings, quantities, separators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.runs.text import Quantity, Token
from core.runs.vocabulary import NOTHING, Meaning, Vocabulary, make_meaning

_JOINERS = frozenset("-/&'")
_LETTER = make_meaning({"neutral": False})


@dataclass(frozen=True, slots=True)
class Item:
    """A phrase, a quantity or a separator. ``breaks`` is the separator's sign, empty for the others."""

    text: str
    meaning: Meaning = NOTHING
    quantity: Quantity | None = None
    breaks: str = ""
    raw: str = ""  # as written, for people to read

    def means(self, *concepts: str) -> bool:
        """True where the phrase has one of these meanings."""
        return not self.meaning.names.isdisjoint(concepts)

    def says(self, concept: str) -> bool:
        """True where the phrase says that strongly."""
        return (concept, True) in self.meaning.concepts

    @property
    def is_unknown(self) -> bool:
        """True for a word of no language's vocabulary."""
        return not (self.meaning.concepts or self.quantity or self.breaks)


def find_phrases(tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Item]:
    """The items of the tokens, the longest phrase first; clock times are left out."""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.kind == "break":
            yield Item(token.text, breaks=token.text)
            position += 1
            continue
        taken, item = _find_longest(tokens, position, vocabulary)
        if item is None:
            item = Item(token.text, _find_meaning(token, vocabulary), token.quantity, raw=token.raw)
        if token.kind != "clock":
            yield item
        position += taken


def _find_meaning(token: Token, vocabulary: Vocabulary) -> Meaning:
    """What a word outside all phrases means; a single letter is no unknown word."""
    if token.kind != "word":
        return NOTHING
    return _LETTER if len(token.text) == 1 and token.text.isascii() else vocabulary.find_word(token)


def _find_longest(tokens: Sequence[Token], start: int, vocabulary: Vocabulary) -> tuple[int, Item | None]:
    first = tokens[start]
    for words, meaning in vocabulary.phrases.get(first.text, ()):
        if len(words) == 1:
            return 1, Item(first.text, vocabulary.codes.get(first.raw, meaning), first.quantity, raw=first.raw)
        end = _match_words(tokens, start, words)
        if end:
            raw = " ".join(token.raw for token in tokens[start:end]).replace(" - ", "-")
            return end - start, Item(" ".join(words), meaning, first.quantity, raw=raw)
    return 1, None


def _match_words(tokens: Sequence[Token], start: int, words: tuple[str, ...]) -> int:
    """The position after the phrase, 0 where it does not stand here. Hyphens inside are passed over."""
    position = start
    for word in words:
        while position > start and position < len(tokens) and tokens[position].raw in _JOINERS:
            position += 1
        if position >= len(tokens) or tokens[position].text != word:
            return 0
        position += 1
    return position
