"""Keeps what the runner taught, and forgets it again; the rest of his profile stays byte for byte as it is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from core.errors import InputError
from core.model.profile import Correction, Profile
from core.store.profile import parse_profile
from core.store.whole import replace_file

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
HEADER = re.compile(r"\s*\[\[\s*runs\s*\.\s*corrections\s*\]\]\s*(#.*)?")


def append_correction(path: Path, correction: Correction) -> None:
    """Write the correction into the profile file, which may not exist yet; the file is whole or as it was.

    InputError: what ``parse_profile`` says of the file as it would be (its ``corrections`` may be an inline list,
    to which nothing can be appended), ``store_unwritable``.
    """
    text = _read(path)
    text = text + ("\n" if text else "") + format_correction(correction)
    _parse(text, path)
    replace_file(path, text.encode("utf-8"))


def forget_correction(path: Path, correction: Correction) -> None:
    """Take every table that says just this out of the profile file; nothing happens where none does.

    InputError ``correction_by_hand`` where it does not stand in a table of its own, what ``parse_profile`` says of the
    file, ``store_unwritable``. The file is whole or as it was.
    """
    text = _read(path)
    before = _parse(text, path)
    if correction not in before.corrections:
        return
    lines = LINE.findall(text)
    heads = [number for number, line in enumerate(lines) if HEADER.fullmatch(line.rstrip())]
    for known, head in reversed(list(zip(before.corrections, heads, strict=False))):
        if known == correction:
            del lines[_find_first(lines, head) : _find_end(lines, head)]
    left = tuple(known for known in before.corrections if known != correction)
    text = "".join(lines)
    if _try_parse(text, path) != replace(before, corrections=left):
        raise InputError("correction_by_hand", file=path.name, title=correction.title)
    replace_file(path, text.encode("utf-8"))


def _find_first(lines: list[str], head: int) -> int:
    """The table's first line: the empty line above belongs to it."""
    return head - 1 if head and not lines[head - 1].strip() else head


def _find_end(lines: list[str], head: int) -> int:
    """After the table's last key; comments and empty lines below stay."""
    end = head + 1
    for number in range(head + 1, len(lines)):
        if lines[number].lstrip().startswith("["):
            break
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            end = number + 1
    return end


def _try_parse(text: str, path: Path) -> Profile | None:
    try:
        return _parse(text, path)
    except InputError:
        return None


def _parse(text: str, path: Path) -> Profile:
    return parse_profile(text, source=path.name, zone=ZoneInfo("UTC"))


def _read(path: Path) -> str:
    """The text with its own ends of lines."""
    try:
        return path.read_bytes().decode("utf-8") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise InputError("profile_syntax", source=path.name, detail="not UTF-8") from error
    except OSError as error:
        raise InputError("store_unwritable", name=path.name, detail=error.strerror or type(error).__name__) from error


def format_correction(correction: Correction) -> str:
    """A ``[[runs.corrections]]`` table (TOML 1.0)."""
    lines = ["[[runs.corrections]]", f"title = {_quote(correction.title)}", f"kind = {_quote(correction.kind)}"]
    lines += [f"weekday = {_quote(DAYS[correction.weekday])}"] if correction.weekday is not None else []
    lines += [f"uid = {_quote(correction.uid)}"] if correction.uid is not None else []
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    """A TOML basic string: JSON's escapes, and DEL, which TOML does not allow bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
