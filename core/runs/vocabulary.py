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
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.runs.languages import read_language
from core.runs.meaning import EVERYWHERE, NOTHING, Meaning, make_meaning
from core.runs.phrasebook import Phrasebook, Tag
from core.runs.spelled import Spelled
from core.runs.text import UNSPACED, flatten
from core.runs.tokens import Tokenizer

KINDS_FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "catalogue" / "kinds"
_UNSPACED = re.compile(f"[{UNSPACED}]")
_SIGNS = re.compile(f"[{UNSPACED}]+")
_PLAIN = re.compile(rf"(?:[^\W\d_{UNSPACED}]| )+")  # letters of scripts with spaces
_RESPELT = (  # only in words so long that they are no other word
    (re.compile(r"(.)\1{2,}"), r"\1", 5),
    (re.compile("([aou])e"), r"\1", 7),
    (re.compile("aa"), "a", 7),
)
_CODE_LETTERS = 5
_EVERYWHERE_FILE = "any.toml"


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All languages' phrases, indexed for one pass over a text."""

    tokenizer: Tokenizer
    book: Phrasebook
    codes: Mapping[str, Meaning]  # by the capitals as written
    letters: Mapping[str, Meaning]
    beginnings: Mapping[str, Meaning]
    endings: Mapping[str, Meaning]

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
            if len(text) >= least and usual != text and (found := self.book.read_word(usual)):
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
        self.numbers = tokenizer.number_words
        self.language = EVERYWHERE
        self.book = Phrasebook()
        self.codes: dict[str, dict[str, bool]] = {}
        self.letters: dict[str, dict[str, bool]] = {}
        self.beginnings: dict[str, dict[str, bool]] = {}
        self.endings: dict[str, dict[str, bool]] = {}

    def add_all(self, phrases: Sequence[str], concept: str, *, strong: bool) -> None:
        """More phrases of one concept. Tens of thousands come at every start, so they are folded together."""
        tag = (self.language, concept, strong)
        flats = flatten.__wrapped__("\n".join(phrases))
        plain: list[str] = []
        for flat in flats.split("\n"):
            loose = flat.replace("-", " ").strip() if "-" in flat else flat  # hyphens are passed over in texts, too
            if self._is_plain(loose):
                plain.append(loose)
            else:
                self._add_odd(flat, tag)
        self.book.add_all(plain, tag)

    def _is_plain(self, flat: str) -> bool:
        """True for small letters with blanks between them, or signs of a script without blanks: as the tokenizer cuts them."""
        if flat.isascii():
            if not (flat.islower() and flat.replace(" ", "").isalpha()):
                return False
        elif flat != flat.casefold() or not (_PLAIN.fullmatch(flat) or _SIGNS.fullmatch(flat)):
            return False
        if " " not in flat or self.numbers.isdisjoint(flat.split(" ")):
            return True
        return self.tokenizer.read_numbers(flat) == flat  # a number written out is read as figures are

    def _add_odd(self, flat: str, tag: Tag) -> None:
        """An ending, a beginning, a code, or a phrase with signs, figures or numbers written out."""
        if flat.startswith("*"):
            _tell(self.endings, flat[1:].casefold(), tag)
        elif flat.endswith("*"):
            _tell(self.beginnings, flat[:-1].casefold(), tag)
        elif len(flat) <= _CODE_LETTERS and flat.isupper() and flat.isalnum() and flat.isascii():
            _tell(self.codes, flat, tag)
        else:
            words = [token.text for token in self.tokenizer.split(flat) if token.kind != "break"]
            self.book.add_words(words, tag)

    def freeze(self) -> Vocabulary:
        """What was collected."""
        self.tokenizer.knows = self.book.holds
        return Vocabulary(
            self.tokenizer,
            self.book,
            {code: self._join_code(code, meaning) for code, meaning in self.codes.items()},
            _seal(self.letters),
            _seal(self.beginnings),
            _seal(self.endings),
        )

    def _join_code(self, code: str, meaning: Mapping[str, bool]) -> Meaning:
        """What capitals mean, and besides it what the same letters mean as a word."""
        return make_meaning(self.book.list_concepts(code.casefold()) | dict(meaning))


def _tell(meanings: dict[str, dict[str, bool]], word: str, tag: Tag) -> None:
    _language, concept, strong = tag
    meaning = meanings.setdefault(word, {})
    meaning[concept] = meaning.get(concept, False) or strong


def _seal(meanings: Mapping[str, Mapping[str, bool]]) -> dict[str, Meaning]:
    return {word: make_meaning(meaning) for word, meaning in meanings.items()}
