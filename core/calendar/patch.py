"""Single properties of one event replaced in its bytes; every other byte stays as it was. Pure.

For events of ours that somebody has edited: what they wrote, in whatever spelling, is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from core.calendar.compose import write_time
from core.calendar.content import escape, fold, unfold
from core.calendar.cut import cut_components, straighten
from core.calendar.entry import read_entry
from core.calendar.zones import Zones
from core.errors import InputError

PATCHED = ("DTSTART", "DTEND", "SUMMARY", "DESCRIPTION")

_LINE = re.compile(rb"[^\n]*\n(?:[ \t][^\n]*\n)*")


def patch(raw: bytes, uid: str, changes: Mapping[str, str | datetime]) -> bytes:
    """The calendar with these properties of the event replaced, or added before its END.

    ``changes``: DTSTART and DTEND as aware datetimes, SUMMARY and DESCRIPTION as text. Only the event without
    RECURRENCE-ID is touched. InputError where it is not there, or where the bytes are not UTF-8.
    """
    assert set(changes) <= set(PATCHED)
    begin, end = _find_event(raw, uid)
    block = raw[begin:end]
    ending = b"\r\n" if b"\r\n" in block else b"\n"
    left = dict(changes)
    pieces: list[bytes] = []
    depth = 0
    for match in _LINE.finditer(block):
        name = re.split(rb"[;:\r\n]", match[0], maxsplit=1)[0].upper().decode("ascii", "replace")
        depth += (name == "BEGIN") - (name == "END")
        if depth == 1 and name in changes:
            pieces.append(_write(name, left.pop(name), ending) if name in left else b"")
        else:
            if depth == 0:
                pieces += [_write(missing, value, ending) for missing, value in left.items()]
            pieces.append(match[0])
    patched = b"".join(pieces)
    assert _without(patched, set(changes)) == _without(block, set(changes))
    return raw[:begin] + patched + raw[end:]


def _find_event(raw: bytes, uid: str) -> tuple[int, int]:
    """Offsets of the event's lines, the newline after END included."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        raise InputError("not_utf8_kept", uid=uid) from error
    cut = cut_components(raw)
    shift = len(straighten(raw)) - len(raw)
    for begin, end in cut.layout.events:
        entry = read_entry(cut.raw[begin:end], Zones(cut.zones))
        if entry.uid == uid and entry.recurrence_id is None:
            stop = raw.find(b"\n", end - shift)
            return begin - shift, stop + 1 if stop >= 0 else len(raw)
    raise InputError("event_missing", uid=uid)


def _write(name: str, value: str | datetime, ending: bytes) -> bytes:
    line = fold(write_time(name, value) if isinstance(value, datetime) else f"{name}:{escape(value)}")
    return line if ending == b"\r\n" else line.replace(b"\r\n", b"\n")


def _without(block: bytes, names: set[str]) -> list[bytes]:
    """The lines that a patch must not touch."""
    kept, depth = [], 0
    for match in _LINE.finditer(block):
        name = re.split(rb"[;:]", unfold(match[0]), maxsplit=1)[0].strip().upper().decode("ascii", "replace")
        depth += (name == "BEGIN") - (name == "END")
        if depth != 1 or name not in names:
            kept.append(match[0])
    return kept
