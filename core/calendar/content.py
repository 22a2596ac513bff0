"""Content lines (RFC 5545 section 3.1): bytes to names, parameters and text, and back. Pure.

Bytes are unfolded before they are decoded, because a fold may cut a UTF-8 character in two.
"""

from __future__ import annotations

import re
from typing import NamedTuple

FOLD_OCTETS = 75  # RFC 5545 section 3.1: a line is at most this long, its CRLF not counted

_FOLD = re.compile(rb"\r*\n[ \t]")
_LINE = r'([A-Za-z0-9-]+)((?:;[^:;"]*(?:"[^"]*"[^:;"]*)*)*):(.*)'  # both compiled for the first quote
_PARAM = r';([^=;:"]+)=("[^"]*"|[^;:"]*)'
_ESCAPE = re.compile(r'\\([\\;,:"nN])')
_PIECE = re.compile(r"((?:\\.|[^,\\]|\\$)*)(?:,|$)", re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class Line(NamedTuple):  # made by the ten thousand, for which a frozen dataclass takes three times as long
    """One property as written: ``name`` in capitals, ``params`` with their semicolons, ``value`` still escaped."""

    name: str
    params: str
    value: str

    def param(self, name: str) -> str | None:
        """A parameter's value without quotes; None where it is not given."""
        given = self.params
        if not given:
            return None
        if given.startswith(f";{name}=") and given.count(";") == 1 and '"' not in given:
            return given[len(name) + 2 :]  # nearly all lines that have any
        for match in re.finditer(_PARAM, given):
            if match[1].upper() == name:
                return match[2].strip('"')
        return None

    @property
    def text(self) -> str:
        """The value as TEXT: escapes undone, control characters dropped."""
        return unescape(self.value)


Fields = dict[str, list[Line]]


def unfold(block: bytes) -> bytes:
    """The bytes with every fold taken out."""
    if b"\r\n " in block:
        block = block.replace(b"\r\n ", b"")  # quicker than the pattern, and nearly always enough
    return _FOLD.sub(b"", block) if b"\n " in block or b"\n\t" in block else block


def decode(line: bytes) -> tuple[str, bool]:
    """The text and whether it was valid UTF-8; other bytes are read as Windows-1252, what most old programs wrote."""
    try:
        return line.decode(), True
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace"), False


def unescape(value: str) -> str:
    """TEXT as people read it (RFC 5545 section 3.3.11)."""
    if "\\" in value:
        value = _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
    return _CONTROL.sub("", value) if not value.isprintable() else value


def escape(text: str) -> str:
    """TEXT as it is written: newlines of every kind as a backslash and n, other control characters dropped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def split_list(value: str) -> tuple[str, ...]:
    """A comma-separated TEXT list, unescaped and stripped, without empty items."""
    pieces = (unescape(match[1]).strip() for match in _PIECE.finditer(value))
    return tuple(piece for piece in pieces if piece)


def fold(line: str) -> bytes:
    """The line with CRLF, folded at 75 octets, never inside a character."""
    octets = line.encode()
    if len(octets) <= FOLD_OCTETS:
        return octets + b"\r\n"
    parts, start, room = [], 0, FOLD_OCTETS
    while start < len(octets):
        end = min(start + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[start:end])
        start, room = end, FOLD_OCTETS - 1
    return b"\r\n ".join(parts) + b"\r\n"


def parse_line(text: str) -> Line | None:
    """One unfolded line; None where it is none. An unclosed quote ends the parameters at the first colon."""
    match = re.fullmatch(_LINE, text, re.DOTALL)
    if match:
        return Line(match[1].upper(), match[2], match[3])
    head, colon, value = text.partition(":")
    name, semicolon, params = head.partition(";")
    return Line(name.strip().upper(), semicolon + params, value) if colon and name.strip() else None


def read_fields(block: bytes, wanted: frozenset[str]) -> tuple[Fields, bool]:
    """The wanted properties of a component, without those of the components inside it.

    ``block`` starts at its BEGIN line. An inner component that never ends is none: what stands in it is the outer
    one's. The flag is False where bytes were not UTF-8.
    """
    text, clean = decode(unfold(block))
    fields: Fields = {}
    inner: list[tuple[str, Fields]] = []
    here = fields
    for whole in text.split("\n")[1:]:  # cutting at colons takes half the time of one pattern with all the names
        head, colon, value = whole.partition(":")
        name, semicolon, params = head.partition(";")
        name = name.upper()
        if name in wanted and colon:
            line = (
                parse_line(whole.rstrip("\r")) if '"' in params else Line(name, semicolon + params, value.rstrip("\r"))
            )
            if line:
                here.setdefault(name, []).append(line)
        elif colon and name.rstrip() in {"BEGIN", "END"}:
            _step(inner, name.rstrip(), value.strip().upper())
            here = inner[-1][1] if inner else fields
    for _, others in inner:
        for name, lines in others.items():
            fields.setdefault(name, []).extend(lines)
    return fields, clean


def _step(inner: list[tuple[str, Fields]], word: str, component: str) -> None:
    """Into a component, or out of the innermost open one of that name; an END of none leads nowhere."""
    if component == "VEVENT":  # one in another is the same one begun twice
        return
    if word == "BEGIN":
        inner.append((component, {}))
    elif inner and inner[-1][0] == component:
        inner.pop()
    elif any(component == name for name, _ in inner):
        while inner.pop()[0] != component:
            pass
