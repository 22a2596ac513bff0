"""The words of training as data: one TOML file for each language in ``resources/catalogue/kinds``.

``[strong]`` phrases say by themselves that an entry is training of a kind, ``[weak]`` ones need company,
``[units]`` are the words for km, mi, m, h, min and s, ``[letters]`` count only beside a number, ``[numbers]`` are
numbers written out, read before a unit, a figure or "times".
Phrases are compared without case and accents; one written in capitals (up to five letters) matches
capitals only; ``*lauf`` matches an ending, ``intervall*`` a beginning. All languages are read together, and a word
of several means what it means in those that know most of the text; ``any.toml`` is of all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from core.runs.languages import read_language
from core.runs.meaning import EVERYWHERE, NOTHING, Meaning, join_readings, make_meaning
from core.runs.spelled import Spelled
from core.runs.text import flatten
from core.runs.tokens import Tokenizer

KINDS_FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "catalogue" / "kinds"
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_PLAIN = re.compile(r"(?:[^\W\d_\u3040-\u30ff\u3400-\u9fff]| )+")  # letters of scripts with spaces
_RESPELT = (  # only in words so long that they are no other word
    (re.compile(r"(.)\1{2,}"), r"\1", 5),
    (re.compile("([aou])e"), r"\1", 7),
    (re.compile("aa"), "a", 7),
)
_CODE_LETTERS = 5
_EVERYWHERE_FILE = "any.toml"


Readings = dict[int, dict[str, bool]]  # by language
Phrase = tuple[tuple[str, ...], Meaning]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All languages' phrases, indexed for one pass over a text.

    Their meanings are made when first asked for: no text uses more than a few of all the phrases there are.
    """

    tokenizer: Tokenizer
    words: Mapping[str, Readings]
    phrases: Mapping[str, Mapping[str, Mapping[tuple[str, ...], Readings]]]  # by their first two words
    codes: Mapping[str, Meaning]  # by the capitals as written
    letters: Mapping[str, Meaning]
    beginnings: Mapping[str, Meaning]
    endings: Mapping[str, Meaning]
    made: dict[str, Meaning] = field(default_factory=dict)
    sorted: dict[tuple[str, str], tuple[Phrase, ...]] = field(default_factory=dict)

    def read_word(self, text: str) -> Meaning | None:
        """What a word means that is listed; None for any other."""
        found = self.made.get(text)
        if found is None and (readings := self.words.get(text)) is not None:
            found = self.made[text] = join_readings(readings)
        return found

    def list_phrases(self, first: str, second: str) -> Sequence[Phrase]:
        """The phrases that begin with two words, longest first."""
        readings = self.phrases.get(first)
        if readings is None or second not in readings:
            return ()
        found = self.sorted.get((first, second))
        if found is None:
            pairs = [(words, join_readings(told)) for words, told in readings[second].items()]
            found = self.sorted[first, second] = tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
        return found

    def find_word(self, text: str, raw: str) -> Meaning:
        """What a single word means by its capitals, its beginning or its ending; empty where unknown."""
        if found := self.codes.get(raw):
            return found
        for size in range(len(text), 2, -1):
            if found := self.beginnings.get(text[:size]):
                return found
        for size in range(len(text) - 1, 2, -1):
            if found := self.endings.get(text[-size:]):
                return found
        return self._find_respelt(text)

    def _find_respelt(self, text: str) -> Meaning:
        """A word as it is usually written: without stretched letters ("resttttt"), umlauts not written out ("gemuetlich")."""
        for pattern, plain, least in _RESPELT:
            usual = pattern.sub(plain, text)
            if len(text) >= least and usual != text and (found := self.read_word(usual)):
                return found
        return NOTHING


@cache
def load_vocabulary() -> Vocabulary:
    """The languages that are shipped."""
    return build_vocabulary({path.name: path.read_text("utf-8") for path in sorted(KINDS_FOLDER.glob("*.toml"))})


def build_vocabulary(files: Mapping[str, str]) -> Vocabulary:
    """A vocabulary from language files (name to text); InputError ``kinds_*`` where one is wrong."""
    tables = [read_language(name, text) for name, text in files.items()]
    units = {
        flatten(word).casefold(): unit for table in tables for unit, words in table["units"].items() for word in words
    }
    index = _Index(Tokenizer(units, _list_unspaced(tables), _join_spelled(tables)))
    for number, (file, table) in enumerate(zip(files, tables, strict=True)):
        index.language = EVERYWHERE if file == _EVERYWHERE_FILE else 1 << number
        for name in ("strong", "weak"):
            for concept, phrases in table[name].items():
                index.add_all(phrases, concept, strong=name == "strong")
        for concept, letters in table["letters"].items():
            for letter in letters:
                index.letters.setdefault(letter.casefold(), {})[concept] = True
    return index.freeze()


def _join_spelled(tables: list[dict[str, dict[str, list[str]]]]) -> Spelled:
    """The numbers written out in all languages, and what is said behind them where they count repetitions."""
    numbers = {
        flatten(word).casefold(): figure
        for table in tables
        for figure, words in table["numbers"].items()
        for word in words
    }
    times = [flatten(word).casefold() for table in tables for word in table["weak"].get("times", ())]
    return Spelled(numbers, tuple(word for word in times if len(word) > 1))


def _list_unspaced(tables: list[dict[str, dict[str, list[str]]]]) -> list[str]:
    names = ("strong", "weak")
    phrases = [phrase for table in tables for name in names for group in table[name].values() for phrase in group]
    return [flatten(phrase).casefold() for phrase in phrases if not phrase.isascii() and _UNSPACED.search(phrase)]


class _Index:
    """Collects phrases; a phrase of several languages means all that they say, strong winning."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.numbers, self.counted = tokenizer.number_words, tokenizer.counted_words
        self.language = EVERYWHERE
        self.words: dict[str, Readings] = {}
        self.phrases: dict[str, dict[str, dict[tuple[str, ...], Readings]]] = {}
        self.codes: dict[str, dict[str, bool]] = {}
        self.letters: dict[str, dict[str, bool]] = {}
        self.beginnings: dict[str, dict[str, bool]] = {}
        self.endings: dict[str, dict[str, bool]] = {}

    def add_all(self, phrases: Sequence[str], concept: str, *, strong: bool) -> None:
        """More phrases of one concept. Tens of thousands come at every start, so they are folded together."""
        flats = flatten.__wrapped__("\n".join(phrases)).split("\n")
        for flat, folded in zip(flats, "\n".join(flats).casefold().split("\n"), strict=True):
            if flat == folded and _SIGNS.fullmatch(folded):
                meaning = self._find_meaning([folded])
            elif flat == folded and _PLAIN.fullmatch(folded):
                words = folded.split()
                counts = not (self.numbers.isdisjoint(words) or self.counted.isdisjoint(words))
                meaning = self._find_meaning(self._split(folded) if counts else words)
            else:
                meaning = self._find_odd(flat)
            meaning[concept] = meaning.get(concept, False) or strong

    def _find_odd(self, flat: str) -> dict[str, bool]:
        """Where the meaning of an ending, a beginning, a code, or a phrase with signs and figures is kept."""
        if flat.startswith("*"):
            return self.endings.setdefault(flat[1:].casefold(), {})
        if flat.endswith("*"):
            return self.beginnings.setdefault(flat[:-1].casefold(), {})
        if len(flat) <= _CODE_LETTERS and flat.isupper() and flat.isalnum() and flat.isascii():
            return self.codes.setdefault(flat, {})
        return self._find_meaning(self._split(flat))

    def _split(self, flat: str) -> Sequence[str]:
        return [token.text for token in self.tokenizer.split(flat) if token.kind != "break"]

    def _find_meaning(self, words: Sequence[str]) -> dict[str, bool]:
        if not words:
            return {}  # a phrase of signs alone is never met
        if len(words) == 1:
            return self.words.setdefault(words[0], {}).setdefault(self.language, {})
        alike = self.phrases.setdefault(words[0], {}).setdefault(words[1], {})
        return alike.setdefault(tuple(words), {}).setdefault(self.language, {})

    def freeze(self) -> Vocabulary:
        """What was collected."""
        return Vocabulary(
            self.tokenizer,
            self.words,
            self.phrases,
            {code: self._join_code(code, meaning) for code, meaning in self.codes.items()},
            _seal(self.letters),
            _seal(self.beginnings),
            _seal(self.endings),
        )

    def _join_code(self, code: str, meaning: Mapping[str, bool]) -> Meaning:
        """What capitals mean, and besides it what the same letters mean as a word."""
        told = self.words.get(code.casefold(), {}).values()
        return make_meaning({concept: strong for each in told for concept, strong in each.items()} | dict(meaning))


def _seal(meanings: Mapping[str, Mapping[str, bool]]) -> dict[str, Meaning]:
    return {word: make_meaning(meaning) for word, meaning in meanings.items()}
