"""Entries that hold two runs: "Recovery AM 6 mi PM 4 mi", "2 recovery runs (10 mi)", lines that begin with AM and PM."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.runs.text import flatten

_MARK = re.compile(
    r"\b(AM|PM|a\.m\.|p\.m\.)(?=[\s:,-])|\b(am|pm)(?=\s*[:.])|\b(?i:(morgens|abends|matin|soir|manana|tarde|ochtend|avond|mattina|sera))\s*:"
    r"|\b(?i:(am|pm|fruh|morgens|abends|matin|soir|ochtend|avond|mattina|sera))(?=\s+\d)",
    re.ASCII,
)
_TWO = re.compile(r"^\s*2\s+(?P<what>[a-z]+\s+)?(?:runs|laufe|sorties|footings)\b", re.IGNORECASE)
_SUM = re.compile(r"^\s*(\d+(?:[.,]\d+)?\s*(?:km|mi|min)?)\s*\+\s*(\d+(?:[.,]\d+)?\s*(?:km|mi|min))\b", re.IGNORECASE)
_EVENING = frozenset(("pm", "p.m.", "abends", "soir", "tarde", "avond", "sera"))


@dataclass(frozen=True, slots=True)
class Part:
    """The text of one run of an entry."""

    title: str
    description: str
    slot: str | None


def split_double(title: str, description: str) -> tuple[Part, ...]:
    """The runs of a title; one part where it is not surely two."""
    flat = flatten(title)
    marks = list(_MARK.finditer(flat))
    if len(marks) == 2 and _slot(marks[0]) != _slot(marks[1]):
        return _cut(flat, marks)
    if len(marks) == 1 and marks[0].start() == 0:
        return (Part(title, description, _slot(marks[0])),)  # half of a double that has an entry for each run
    if two := _TWO.match(flat):
        what = f"{two.group('what') or ''}run"
        amounts = _SUM.match(flatten(description))
        first, second = amounts.groups() if amounts else ("", "")
        return (Part(f"{what} {first}", "", "AM"), Part(f"{what} {second}", "", "PM"))
    return (Part(title, description, None),)


def _slot(mark: re.Match[str]) -> str:
    return "PM" if mark.group().strip(" :").casefold() in _EVENING else "AM"


def _cut(flat: str, marks: list[re.Match[str]]) -> tuple[Part, ...]:
    """Each run from its mark to where the next begins; a kind stands before its mark ("LT PM 12 mi") or after ("PM: 5 easy").

    A kind word between an amount and the second mark belongs to the second run. One kind for both is said once.
    """
    before = flat[: marks[0].start()].strip(" ,;:+-")
    if flat[marks[0].end() :].lstrip().startswith(":"):
        before = ""  # a headline: "Special block AM: ... / PM: ..."
    if len(before) == 1:
        before = ""  # "D: am 4 / pm 6", D for double
    middle = flat[marks[0].end() : marks[1].start()].strip(" ,;:+/-\n")
    after = flat[marks[1].end() :].strip(" ,;:")
    head = re.match(r"\D*\d+(?:[.,-]\d+)*\s*[a-z']*", middle, re.IGNORECASE)
    shared = middle[head.end() :].strip(" ,;:+/-\n") if before and head else ""
    first = middle[: head.end()] if shared and head else middle
    second = f"{shared} {after}" if shared else after
    if not shared and before:
        second = f"{before} {after}"
    return (
        Part(f"{before} {first}".strip(), "", _slot(marks[0])),
        Part(second.strip(), "", _slot(marks[1])),
    )
