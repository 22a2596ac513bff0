"""The only reader of ``resources/catalogue``: the exercises and the session templates, read once and strictly.

An unknown key, a missing one or a wrong value is refused with file and line (InputError ``catalogue_*``).
Names, cues and mistakes are words: ``exercises.<id>.name`` and so on in ``resources/text``.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.errors import InputError
from core.model.exercise import AREAS, MOVES, PATTERNS, PLANS, UNITS, Block, Exercise, Item, Template, Tempo

CATALOGUE_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "catalogue"
_BLOCK = re.compile(r"(?:ramp (\d): )?(.+)")
_ITEM = re.compile(r"([a-z_]+) (\d+)x(\d+)")
Table = Mapping[str, Any]
Check = Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All exercises and templates by id, in the order of the files."""

    exercises: Mapping[str, Exercise]
    templates: Mapping[str, Template]


@cache
def load_catalogue() -> Catalogue:
    """The catalogue that ships with the program."""
    exercises = CATALOGUE_FOLDER / "exercises.toml"
    templates = CATALOGUE_FOLDER / "templates.toml"
    return parse_catalogue(exercises.read_text("utf-8"), templates.read_text("utf-8"))


def equipment_names() -> frozenset[str]:
    """Every piece of equipment that an exercise may ask for: the words of ``athlete.equipment``."""
    needs = (need for exercise in load_catalogue().exercises.values() for need in exercise.equipment)
    return frozenset(name for need in needs for name in need.split("|"))


def letter_of(template: str) -> str:
    """A or B, the two sessions of a plan; A for a template that has no letter."""
    return "B" if "_B" in template else "A"


def parse_catalogue(exercises: str, templates: str) -> Catalogue:
    """The catalogue in two TOML texts.

    InputError: ``catalogue_syntax``, ``catalogue_unknown``, ``catalogue_missing``, ``catalogue_value``.
    """
    file = _File("exercises.toml", exercises)
    known = {name: _to_exercise(file, name, table) for name, table in file.read(_EXERCISE).items()}
    for exercise in known.values():
        _check_references(file, exercise, known)
    file = _File("templates.toml", templates)
    sessions = {name: _to_template(file, name, table, known) for name, table in file.read(_TEMPLATE).items()}
    return Catalogue(MappingProxyType(known), MappingProxyType(sessions))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_level(value: object) -> bool:
    return value in (1, 2, 3)


def _is_amount(value: object) -> bool:
    return _is_count(value) or (isinstance(value, float) and value >= 0)


def _is_tempo(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d-\d-\d-\d", value) is not None


def _is_range(value: object) -> bool:
    return _is_list(_is_count)(value) and isinstance(value, list) and len(value) == 2 and value[0] <= value[1]


def _is_list(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(item) for item in value)


def _is_one_of(names: Iterable[str]) -> Check:
    allowed = tuple(names)
    return lambda value: value in allowed


_AREA_LIST = _is_list(_is_one_of(AREAS))
# key: (what it must be, whether it must be there)
_EXERCISE: Mapping[str, tuple[Check, bool]] = {
    "pattern": (_is_one_of(MOVES), True),
    "level": (_is_level, True),
    "sets": (_is_count, True),
    "unit": (_is_one_of(UNITS), True),
    "dose": (_is_range, True),
    "rest_s": (_is_count, True),
    "load": (_is_text, True),
    "home": (_is_text, True),
    "also": (_is_list(_is_one_of(PATTERNS)), False),
    "equipment": (_is_list(_is_text), False),
    "per_side": (_is_flag, False),
    "tempo": (_is_tempo, False),
    "rir": (_is_count, False),
    "regression": (_is_text, False),
    "progression": (_is_text, False),
    "prefer": (_AREA_LIST, False),
    "caution": (_AREA_LIST, False),
    "avoid": (_AREA_LIST, False),
    "first_load_bw": (_is_amount, False),
    "increment_kg": (_is_amount, False),
    "contacts": (_is_count, False),
    "add_on": (_is_flag, False),
    "home_ok": (_is_flag, False),
    "no_equipment_ok": (_is_flag, False),
    "lines": (_is_list(_is_count), False),
}
_TEMPLATE: Mapping[str, tuple[Check, bool]] = {
    "plan": (_is_one_of(PLANS), True),
    "place": (_is_one_of(("gym", "home")), True),
    "blocks": (_is_list(_is_text), True),
    "unloaded": (_is_flag, False),
}


@dataclass(frozen=True, slots=True)
class _File:
    """A TOML text whose faults are told with their line."""

    name: str
    text: str

    def read(self, keys: Mapping[str, tuple[Check, bool]]) -> dict[str, Table]:
        """Its tables by id, every key known and every value of the right kind."""
        try:
            tables = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise InputError("catalogue_syntax", file=self.name, detail=str(error)) from error
        for name, table in tables.items():
            if not isinstance(table, dict):
                line = self.line_of("", name)
                raise InputError("catalogue_unknown", file=self.name, line=line, key=name, nearest="[id]")
            self._check(name, table, keys)
        return tables

    def refuse(self, id: str, key: str) -> InputError:
        """The fault of a value that cannot be right."""
        return InputError("catalogue_value", file=self.name, line=self.line_of(id, key), name=id, key=key)

    def line_of(self, id: str, key: str) -> int:
        """The line where a key of a table stands, else the table's own, else 1."""
        inside = not id
        found = 1
        for number, line in enumerate(self.text.splitlines(), start=1):
            if line.startswith("["):
                inside = line.strip() == f"[{id}]"
                found = number if inside else found
            elif inside and re.match(rf"{re.escape(key)}\s*=", line):
                return number
        return found

    def _check(self, id: str, table: Table, keys: Mapping[str, tuple[Check, bool]]) -> None:
        for key, value in table.items():
            if key not in keys:
                nearest = difflib.get_close_matches(key, keys, n=1, cutoff=0)[0]
                line = self.line_of(id, key)
                raise InputError("catalogue_unknown", file=self.name, line=line, key=key, nearest=nearest)
            if not keys[key][0](value):
                raise self.refuse(id, key)
        for key, (_, needed) in keys.items():
            if needed and key not in table:
                raise InputError("catalogue_missing", file=self.name, line=self.line_of(id, ""), name=id, key=key)


def _to_exercise(file: _File, id: str, table: Table) -> Exercise:
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in table.items()}
    low, high = values.pop("dose")
    if "tempo" in values:
        values["tempo"] = Tempo(*map(int, values["tempo"].split("-")))
    if values["unit"] == "reps" and "tempo" not in values:
        raise file.refuse(id, "tempo")
    return Exercise(id=id, low=low, high=high, **values)


def _check_references(file: _File, exercise: Exercise, known: Mapping[str, Exercise]) -> None:
    for key in ("regression", "progression", "home"):
        target = getattr(exercise, key)
        if target is not None and target not in known:
            raise file.refuse(exercise.id, key)


def _to_template(file: _File, id: str, table: Table, known: Mapping[str, Exercise]) -> Template:
    blocks = tuple(_to_block(text, known) for text in table["blocks"])
    if not blocks or None in blocks:
        raise file.refuse(id, "blocks")
    return Template(
        id, table["plan"], table["place"], tuple(b for b in blocks if b is not None), table.get("unloaded", False)
    )


def _to_block(text: str, known: Mapping[str, Exercise]) -> Block | None:
    match = _BLOCK.fullmatch(text)
    parts = [_ITEM.fullmatch(part) for part in match[2].split(" + ")] if match else [None]
    items = [Item(known[part[1]], int(part[2]), int(part[3])) for part in parts if part and part[1] in known]
    if match is None or len(items) != len(parts):
        return None
    return Block(tuple(items), int(match[1] or 0))
