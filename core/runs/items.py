"""A text as a row of items: phrases with their meanings, quantities, separators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.runs.meaning import NOTHING, Meaning, make_meaning
from core.runs.text import Quantity, Token
from core.runs.vocabulary import Vocabulary

_JOINERS = frozenset("-/&'")
_JOINING = ("with", "then", "or")
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
        taken, item = 1, None
        if vocabulary.book.begins(token.text):
            taken, item = _find_longest(tokens, position, vocabulary)
        if token.kind != "clock":
            yield item or _read_alone(token, vocabulary)
        position += taken


def _read_alone(token: Token, vocabulary: Vocabulary) -> Item:
    """A token outside all phrases of several words."""
    if token.kind == "break":
        return _make_break(token.text)
    if token.quantity is None:
        return _read_word(token.text, token.raw, vocabulary)
    known = vocabulary.book.read_word(token.text)
    meaning = NOTHING if known is None else vocabulary.codes.get(token.raw, known)
    return Item(token.text, meaning, token.quantity, raw=token.raw)


@lru_cache(maxsize=256)
def _make_break(sign: str) -> Item:
    return Item(sign, breaks=sign)


@lru_cache(maxsize=8192)
def _read_word(text: str, raw: str, vocabulary: Vocabulary) -> Item:
    """What a word means by itself; a single letter is no unknown word."""
    known = vocabulary.book.read_word(text)
    if known is not None:
        return Item(text, vocabulary.codes.get(raw, known), raw=raw)
    single = len(text) == 1 and text.isascii()
    return Item(text, _LETTER if single else vocabulary.find_word(text, raw), raw=raw)


def _find_longest(tokens: Sequence[Token], start: int, vocabulary: Vocabulary) -> tuple[int, Item | None]:
    """The longest phrase of several words that begins here, and of how many tokens it is."""
    first = tokens[start]
    after = _skip_joiners(tokens, start + 1)
    if after == len(tokens):
        return 1, None
    for words, meaning in vocabulary.book.list_phrases(first.text, tokens[after].text):
        end = _match_words(tokens, after + 1, words[2:])
        if end and not _cuts_off_a_figure(tokens, end, words[-1], vocabulary):
            raw = " ".join(token.raw for token in tokens[start:end]).replace(" - ", "-")
            return end - start, Item(" ".join(words), meaning, first.quantity, raw=raw)
    return 1, None


def _cuts_off_a_figure(tokens: Sequence[Token], end: int, last: str, vocabulary: Vocabulary) -> bool:
    """True for "laufen mit" before "5 x 100 m": there "mit" joins two steps."""
    if end == len(tokens) or tokens[end].quantity is None or len(last) == 1:
        return False
    joins = vocabulary.book.read_word(last)
    return joins is not None and not joins.names.isdisjoint(_JOINING)


def _match_words(tokens: Sequence[Token], start: int, words: tuple[str, ...]) -> int:
    """The position after the words, 0 where they do not stand here. Hyphens inside are passed over."""
    position = start
    for word in words:
        position = _skip_joiners(tokens, position)
        if position >= len(tokens) or tokens[position].text != word:
            return 0
        position += 1
    return position


def _skip_joiners(tokens: Sequence[Token], position: int) -> int:
    while position < len(tokens) and tokens[position].raw in _JOINERS:
        position += 1
    return position
