"""Calendars as bytes: read into occurrences, composed from our events, patched byte by byte. Pure.

One broken event never loses the others: it is named in ``problems``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from core.calendar.cut import MAX_BYTES, MAX_EVENTS, MOST_EVENTS, Cut, Stretch, cut_components, has_far_too_many
from core.calendar.entry import read_entry
from core.calendar.group import Group
from core.calendar.moment import BROKEN
from core.calendar.stay import Frame, find_occurrences
from core.calendar.unroll import open_group
from core.calendar.zones import Zones
from core.errors import Param, Phrase
from core.model.event import Occurrence, Problem, Reading, Span

if TYPE_CHECKING:
    from core.calendar.compose import compose
    from core.calendar.index import Index
    from core.calendar.own import read_own
    from core.calendar.patch import patch

MAX_READ = 25_000  # events, or series, in the span; a year of ten an hour, awake
MAX_NAMED = 80  # characters of a title in a sentence
MARGIN = timedelta(days=3)  # any zone's day against any other's, and lengths that are not looked at


def read(raw: bytes, *, source: str, span: Span, zone: ZoneInfo, index: bytes | None = None) -> Reading:
    """The occurrences of a calendar that overlap the span, in the runner's zone, sorted by start and UID.

    Any bytes are accepted; what cannot be read is named. ``index`` is what ``index.make_index`` gave for these bytes.
    """
    if len(raw) > MAX_BYTES:
        return Reading(source, problems=(_problem(source, None, "too_big", mebibytes=MAX_BYTES >> 20),))
    if has_far_too_many(raw):
        return Reading(source, problems=(_problem(source, None, "far_too_many_events", limit=MOST_EVENTS),))
    cut, chosen = _choose(raw, span, index)
    zones = Zones(cut.zones, _head(cut, "X-WR-TIMEZONE"))
    frame = Frame(source, zone, _head(cut, "PRODID"))
    problems = _find_faults(cut, source)
    if len(chosen) > MAX_READ:
        problems.append(_problem(source, None, "too_many_events", limit=MAX_READ, count=len(chosen) - MAX_READ))
    groups = [_open_group(cut, stretches, Group([], frame, zones, span)) for stretches in chosen[:MAX_READ]]
    groups += [_name_unclosed(cut, stretch, Group([], frame, zones, span)) for stretch in cut.layout.unclosed]
    if any(group.requests for group in groups):
        from core.calendar.answer import answer_requests  # noqa: PLC0415 - 15 ms, for what is unusual

        answer_requests(groups)
    occurrences: list[Occurrence] = []
    for group in groups:
        occurrences += _collect(group, span)
        problems += [Problem(source, group.uid, _entitle(phrase, group)) for phrase in dict.fromkeys(group.problems)]
    occurrences.sort(key=lambda found: (found.start, found.uid, found.recurrence_id or "", found.summary))
    return Reading(
        source, tuple(occurrences), tuple(dict.fromkeys(problems)), _head(cut, "X-WR-CALNAME") or _head(cut, "NAME")
    )


def _choose(raw: bytes, span: Span, index: bytes | None) -> tuple[Cut, list[list[Stretch]]]:
    """Where things are, and which events may matter, by UID."""
    days = (f"{span.start - MARGIN:%Y%m%d}".encode(), f"{span.end + MARGIN:%Y%m%d}".encode())
    known = _load_index(raw, index) if index else None
    if known:
        return known.cut, known.choose(days)
    from core.calendar.choose import choose_groups  # noqa: PLC0415 - 3 ms, which an index saves

    cut = cut_components(raw)
    return cut, choose_groups(cut.raw, cut.layout.events[:MAX_EVENTS], days)


def _load_index(raw: bytes, kept: bytes) -> Index | None:
    from core.calendar.index import read_index  # noqa: PLC0415 - 5 ms, for those who kept one

    return read_index(raw, kept)


def _entitle(phrase: Phrase, group: Group) -> Phrase:
    """The phrase with the event's title, so that the runner finds it; its UID where it has none."""
    titles = (entry.text("SUMMARY", MAX_NAMED).strip() for entry in group.entries)
    return Phrase(phrase.id, (("title", next(filter(None, titles), group.uid[:MAX_NAMED])), *phrase.params))


def _head(cut: Cut, name: str) -> str:
    lines = cut.head.get(name)
    return lines[0].text.strip()[:200] if lines else ""


def _problem(source: str, uid: str | None, id: str, **params: Param) -> Problem:
    return Problem(source, uid, Phrase(f"problems.{id}", tuple(params.items())))


def _find_faults(cut: Cut, source: str) -> list[Problem]:
    """What is wrong with the calendar as a whole."""
    if not cut.is_calendar and not cut.layout.events:
        return [_problem(source, None, _name_kind(cut.raw))]
    faults = [_problem(source, None, "truncated")] if cut.truncated else []
    if _head(cut, "X-WR-TIMEZONE") and Zones([], _head(cut, "X-WR-TIMEZONE")).default is None:
        faults.append(_problem(source, None, "zone_unknown", tzid=_head(cut, "X-WR-TIMEZONE")[:80]))
    if _head(cut, "CALSCALE").upper() not in {"", "GREGORIAN"}:
        faults.append(_problem(source, None, "not_gregorian"))
    if cut.layout.unnamed:
        faults.append(_problem(source, None, "unclosed_more", count=cut.layout.unnamed))
    if len(cut.layout.events) > MAX_EVENTS:
        faults.append(
            _problem(source, None, "too_many_events", limit=MAX_EVENTS, count=len(cut.layout.events) - MAX_EVENTS)
        )
    return faults


def _name_kind(raw: bytes) -> str:
    """What it is that is no calendar."""
    looks = raw[:2000].strip().lower()
    if b"<html" in looks or b"<!doctype" in looks:
        return "web_page"
    packed = looks.startswith((b"pk\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"bzh", b"\xfd7zxz"))
    return "packed" if packed else "not_a_calendar" if raw.strip(b"\0\r\n\t ") else "empty"


def _open_group(cut: Cut, stretches: list[Stretch], group: Group) -> Group:
    """The events of a UID, as far as they can be read without the library."""
    group.entries += [read_entry(cut.raw[begin:end], group.zones) for begin, end in stretches]
    try:
        open_group(group)
    except BROKEN:
        group.stays.clear()
        group.problems.append(Phrase("problems.unreadable"))
    return group


def _name_unclosed(cut: Cut, stretch: Stretch, group: Group) -> Group:
    group.entries.append(read_entry(cut.raw[slice(*stretch)], group.zones))
    group.problems.append(Phrase("problems.unclosed"))
    return group


def _collect(group: Group, span: Span) -> list[Occurrence]:
    """The occurrences of a group that overlap the span."""
    try:
        return find_occurrences(group.stays, span, group.frame)
    except BROKEN:
        group.problems.append(Phrase("problems.unreadable"))
        return []


def __getattr__(name: str) -> object:
    """What writes, and what reads our own events back, is imported when it is asked for: 10 ms."""
    if name not in _LATER:
        raise AttributeError(name)
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_LATER[name]), name)


_LATER = {"compose": "core.calendar.compose", "patch": "core.calendar.patch", "read_own": "core.calendar.own"}

__all__ = ["compose", "patch", "read", "read_own"]
