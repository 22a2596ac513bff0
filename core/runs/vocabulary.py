"""The words of training as data: one TOML file for each language in ``resources/catalogue/kinds``.

``[strong]`` phrases say by themselves that an entry is training of a kind, ``[weak]`` ones need company,
``[units]`` are the words for km, mi, m, h, min and s, ``[letters]`` count only beside a number.
Phrases are compared without case and accents; one written in capitals (up to five letters) matches
capitals only; ``*lauf`` matches an ending, ``intervall*`` a beginning. All languages are read together.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.errors import InputError
from core.runs.meaning import EVERYWHERE, NOTHING, Meaning, join_readings, make_meaning
from core.runs.text import flatten
from core.runs.tokens import Tokenizer

KINDS_FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "catalogue" / "kinds"
UNITS = ("km", "mi", "m", "h", "min", "s")
CONCEPTS = (
    *("run", "jog", "easy", "recovery", "long", "medium_long", "endurance", "tempo", "steady", "marathon_pace"),
    *("half_pace", "fast_pace", "progression", "intervals", "sprint", "hills", "uphill", "hilly", "strides"),
    *("race", "marathon", "half", "trail", "test", "simulation", "rehearsal", "rest", "mobility", "walk", "bike"),
    *("swim", "cross", "sport", "strength", "banner", "other", "soft", "cancelled", "warmup", "cooldown", "pause"),
    *(
        "pace",
        "fast",
        "session",
        "group",
        "times",
        "or",
        "no",
        "then",
        "with",
        "instead",
        "am",
        "pm",
        "place",
        "neutral",
    ),
)
_TABLES = {"units": UNITS, "strong": CONCEPTS, "weak": CONCEPTS, "letters": CONCEPTS}
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_PLAIN = re.compile(r"[A-Za-z\u0400-\u04ff ]+")
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
    words: Mapping[str, Meaning]
    phrases: Mapping[
        str, tuple[tuple[tuple[str, ...], Meaning], ...]
    ]  # of two words and more, by the first, longest first
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
            if len(text) >= least and usual != text and (found := self.words.get(usual)):
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
    index = _Index(Tokenizer(units, _list_unspaced(tables)))
    for number, (file, table) in enumerate(zip(files, tables, strict=True)):
        index.language = EVERYWHERE if file == _EVERYWHERE_FILE else 1 << number
        for name in ("strong", "weak"):
            for concept, phrases in table[name].items():
                for phrase in phrases:
                    index.add(phrase, concept, strong=name == "strong")
        for concept, letters in table["letters"].items():
            for letter in letters:
                index.letters.setdefault(letter.casefold(), {})[concept] = True
    return index.freeze()


def read_language(name: str, text: str) -> dict[str, dict[str, list[str]]]:
    """The tables of one language file; an unknown key or a wrong value is refused with its line."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("kinds_syntax", file=name, message=str(error)) from error
    for table, entries in data.items():
        _check_name(name, text, table, tuple(_TABLES))
        for key, phrases in entries.items():
            _check_name(name, text, key, _TABLES[table])
            if not isinstance(phrases, list) or not all(isinstance(phrase, str) and phrase for phrase in phrases):
                raise InputError("kinds_value", file=name, line=_find_line(text, key), key=key)
    return {table: data.get(table, {}) for table in _TABLES}


def _check_name(file: str, text: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        nearest = difflib.get_close_matches(name, known, 1, 0) or [known[0]]
        raise InputError("kinds_unknown", file=file, line=_find_line(text, name), key=name, nearest=nearest[0])


def _find_line(text: str, key: str) -> int:
    pattern = re.compile(rf"\[?{re.escape(key)}\b")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)


def _list_unspaced(tables: list[dict[str, dict[str, list[str]]]]) -> list[str]:
    names = ("strong", "weak")
    phrases = [phrase for table in tables for name in names for group in table[name].values() for phrase in group]
    return [flatten(phrase).casefold() for phrase in phrases if _UNSPACED.search(flatten(phrase))]


class _Index:
    """Collects phrases; a phrase of several languages means all that they say, strong winning."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.language = EVERYWHERE
        self.phrases: dict[tuple[str, ...], dict[int, dict[str, bool]]] = {}
        self.codes: dict[str, dict[str, bool]] = {}
        self.letters: dict[str, dict[str, bool]] = {}
        self.beginnings: dict[str, dict[str, bool]] = {}
        self.endings: dict[str, dict[str, bool]] = {}

    def add(self, phrase: str, concept: str, *, strong: bool) -> None:
        """One more phrase."""
        flat = flatten(phrase)
        if flat.startswith("*"):
            meaning = self.endings.setdefault(flat[1:].casefold(), {})
        elif flat.endswith("*"):
            meaning = self.beginnings.setdefault(flat[:-1].casefold(), {})
        elif flat.isupper() and flat.isalnum() and flat.isascii() and len(flat) <= _CODE_LETTERS:
            meaning = self.codes.setdefault(flat, {})
        else:
            meaning = self.phrases.setdefault(self._split(flat), {}).setdefault(self.language, {})
        meaning[concept] = meaning.get(concept, False) or strong

    def _split(self, flat: str) -> tuple[str, ...]:
        """The words of a phrase; what has only letters and spaces needs no tokenizer."""
        if _PLAIN.fullmatch(flat):
            return tuple(flat.casefold().split())
        return tuple(token.text for token in self.tokenizer.split(flat) if token.kind != "break")

    def freeze(self) -> Vocabulary:
        """What was collected, sorted."""
        by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for words, readings in self.phrases.items():
            if len(words) > 1:
                by_first.setdefault(words[0], []).append((words, join_readings(readings)))
        return Vocabulary(
            self.tokenizer,
            {words[0]: join_readings(readings) for words, readings in self.phrases.items() if len(words) == 1},
            {first: tuple(sorted(group, key=lambda pair: -len(pair[0]))) for first, group in by_first.items()},
            {code: self._join_code(code, meaning) for code, meaning in self.codes.items()},
            _seal(self.letters),
            _seal(self.beginnings),
            _seal(self.endings),
        )

    def _join_code(self, code: str, meaning: Mapping[str, bool]) -> Meaning:
        """What capitals mean, and besides it what the same letters mean as a word."""
        readings = self.phrases.get((code.casefold(),), {})
        return make_meaning(
            {concept: strong for told in readings.values() for concept, strong in told.items()} | dict(meaning)
        )


def _seal(meanings: Mapping[str, Mapping[str, bool]]) -> dict[str, Meaning]:
    return {word: make_meaning(meaning) for word, meaning in meanings.items()}
