"""Keeps what the runner taught: a correction goes to the end of his profile, the rest of the file stays as it is."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

from core.errors import InputError
from core.model.profile import Correction
from core.store.profile import parse_profile

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def append_correction(path: Path, correction: Correction) -> None:
    """Write the correction into the profile file, which may not exist yet; the file is whole or as it was.

    InputError: what ``parse_profile`` says of the file as it would be (its ``corrections`` may be an inline list,
    to which nothing can be appended), ``file_unwritable``.
    """
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        text = text + ("\n" if text else "") + format_correction(correction)
        parse_profile(text, source=path.name, zone=ZoneInfo("UTC"))
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.new")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise InputError("file_unwritable", file=str(path), detail=error.strerror or type(error).__name__) from error


def format_correction(correction: Correction) -> str:
    """A ``[[runs.corrections]]`` table (TOML 1.0)."""
    lines = ["[[runs.corrections]]", f"title = {_quote(correction.title)}", f"kind = {_quote(correction.kind)}"]
    lines += [f"weekday = {_quote(DAYS[correction.weekday])}"] if correction.weekday is not None else []
    lines += [f"uid = {_quote(correction.uid)}"] if correction.uid is not None else []
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    """A TOML basic string: JSON's escapes, and DEL, which TOML does not allow bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
