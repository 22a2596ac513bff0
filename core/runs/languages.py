"""Language files: which phrases speak of what, read strictly so that a slip is named with its line."""

from __future__ import annotations

import difflib
import json
import re
import tomllib

from core.errors import InputError
from core.runs.spelled import HALF_HOUR

NUMBERS = tuple(str(number) for number in (*range(1, 21), *range(25, 101, 5)))
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
        "after",
        "neutral",
    ),
)
_TABLES = {
    "units": UNITS,
    "numbers": (*NUMBERS, HALF_HOUR),
    "strong": CONCEPTS,
    "weak": CONCEPTS,
    "letters": CONCEPTS,
}
_LINE = re.compile(
    r"\[(?P<table>[a-z]+)\]\n|(?P<key>[a-z0-9_]+) = (?P<list>\[(?:[^\]\"]|\"[^\"\\\n]*\")*\])\n|(?:#[^\n]*)?\n"
)
_LAST_COMMA = re.compile(r",\s*\]\Z")


def read_language(name: str, text: str) -> dict[str, dict[str, list[str]]]:
    """The tables of one language file; an unknown key or a wrong value is refused with its line."""
    data = _read_plainly(text)
    if data is None:
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


def _read_plainly(text: str) -> dict[str, dict[str, list[str]]] | None:
    """A file that holds nothing but headings and lists of strings, several times quicker; None for any other.

    Such lists are written alike in TOML and JSON, but for the comma after the last.
    """
    data: dict[str, dict[str, list[str]]] = {}
    end = 0
    for match in _LINE.finditer(text):
        if match.start() != end:
            return None
        end = match.end()
        if heading := match.group("table"):
            if heading in data:
                return None
            data[heading] = {}
        elif key := match.group("key"):
            if not data or key in (table := data[next(reversed(data))]):
                return None
            try:
                table[key] = json.loads(_LAST_COMMA.sub("]", match.group("list")))
            except ValueError:
                return None
    return data if end == len(text) else None
