"""Calendars as bytes: read into occurrences, composed from our events, patched byte by byte. Pure.

One broken event never loses the others: it is named in ``problems``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from core.calendar.asking import close_request
from core.calendar.choose import choose_groups
from core.calendar.compose import compose
from core.calendar.cut import Cut, cut_components
from core.calendar.entry import Entry, Frame, Stay, make_occurrence, read_entry
from core.calendar.expansion import Overdue, Rows, expand_bounded
from core.calendar.group import Group, Request, refuse_series
from core.calendar.own import read_own
from core.calendar.patch import patch
from core.calendar.recurrence import BROKEN, Pace, expand_series
from core.calendar.unroll import open_group
from core.calendar.zones import Zones
from core.errors import Param, Phrase
from core.model.event import Occurrence, Problem, Reading, Span

MAX_BYTES = 64 * 1024 * 1024
MAX_EVENTS = 200_000
MAX_IN_PROCESS = 1_000  # quick series that are expanded here; more go to the child with its deadline
MAX_NAMED = 80  # characters of a title in a sentence
MARGIN = timedelta(days=2)  # any zone's day against any other's

Expand = Callable[[Sequence[Request]], list[Rows | Overdue]]


def read(raw: bytes, *, source: str, span: Span, zone: ZoneInfo, expand: Expand = expand_bounded) -> Reading:
    """The occurrences of a calendar that overlap the span, in the runner's zone, sorted by start and UID.

    Any bytes are accepted; what cannot be read is named. ``expand`` runs the series that might take long.
    """
    if len(raw) > MAX_BYTES:
        return Reading(source, problems=(_problem(source, None, "too_big", mebibytes=MAX_BYTES >> 20),))
    cut = cut_components(raw)
    zones = Zones(cut.zones, _head(cut, "X-WR-TIMEZONE"))
    frame = Frame(source, zone, zone, _head(cut, "PRODID"))
    problems = _find_faults(cut, source)
    groups = _open_groups(cut, frame, zones, span)
    _expand(groups, expand)
    occurrences: list[Occurrence] = []
    for group in groups:
        occurrences += _collect(group, span)
        problems += [Problem(source, group.uid, _entitle(phrase, group)) for phrase in dict.fromkeys(group.problems)]
    occurrences.sort(key=lambda found: (found.start, found.uid, found.recurrence_id or "", found.summary))
    return Reading(source, tuple(occurrences), tuple(problems), _head(cut, "X-WR-CALNAME") or _head(cut, "NAME"))


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
    if not cut.is_calendar and not cut.events:
        looks = cut.raw[:2000].lower()
        page = b"<html" in looks or b"<!doctype" in looks
        kind = "web_page" if page else "empty" if not cut.raw.strip() else "not_a_calendar"
        return [_problem(source, None, kind)]
    faults = [_problem(source, None, "truncated")] if cut.truncated else []
    if _head(cut, "X-WR-TIMEZONE") and Zones([], _head(cut, "X-WR-TIMEZONE")).default is None:
        faults.append(_problem(source, None, "zone_unknown", tzid=_head(cut, "X-WR-TIMEZONE")[:80]))
    if _head(cut, "CALSCALE").upper() not in {"", "GREGORIAN"}:
        faults.append(_problem(source, None, "not_gregorian"))
    if len(cut.events) > MAX_EVENTS:
        faults.append(_problem(source, None, "too_many_events", limit=MAX_EVENTS, count=len(cut.events) - MAX_EVENTS))
    return faults


def _open_groups(cut: Cut, frame: Frame, zones: Zones, span: Span) -> list[Group]:
    """The events that may touch the span, by UID, each as far as it can be read without the library."""
    first, last = (f"{day:%Y%m%d}".encode() for day in (span.start - MARGIN, span.end + MARGIN))
    groups: list[Group] = []
    for stretches in choose_groups(cut.raw, cut.events[:MAX_EVENTS], first, last):
        entries = [read_entry(cut.raw[begin:end], zones) for begin, end in stretches]
        group = Group(entries, frame, zones, span)
        try:
            open_group(group)
        except BROKEN:
            group.stays.clear()
            group.problems.append(Phrase("problems.unreadable"))
        groups.append(group)
    return groups + [_name_unclosed(read_entry(cut.raw[begin:end], zones), frame, span) for begin, end in cut.unclosed]


def _name_unclosed(entry: Entry, frame: Frame, span: Span) -> Group:
    return Group([entry], frame, Zones([]), span, problems=[Phrase("problems.unclosed")])


def _expand(groups: list[Group], expand: Expand) -> None:
    """Lets the library answer: quick series here, the others where they can be ended."""
    asked = [(group, request) for group in groups for request in group.requests]
    quick = [pair for pair in asked if pair[1].pace is Pace.QUICK]
    slow = [pair for pair in asked if pair[1].pace is Pace.SLOW] + quick[MAX_IN_PROCESS:]
    for group, request in quick[:MAX_IN_PROCESS]:
        _close(group, request, expand_series(request.text, request.first, request.last))
    if slow:
        for (group, request), rows in zip(slow, expand([request for _, request in slow]), strict=True):
            _close(group, request, rows)


def _close(group: Group, request: Request, rows: Rows | Overdue) -> None:
    try:
        if rows is None or isinstance(rows, Overdue):
            problem = Phrase("problems.bad_rule" if rows is None else "problems.too_slow")
            refuse_series(group, request.master, problem)
        else:
            close_request(group, request, rows)
    except BROKEN:
        group.problems.append(Phrase("problems.unreadable"))


def _collect(group: Group, span: Span) -> list[Occurrence]:
    """The occurrences of a group that overlap the span."""
    found = []
    for entry, stay in group.stays:
        try:
            if _touches(stay, group.frame.zone, span):
                found.append(make_occurrence(entry, stay, group.frame))
        except BROKEN:
            group.problems.append(Phrase("problems.unreadable"))
    return found


def _touches(stay: Stay, zone: ZoneInfo, span: Span) -> bool:
    """Overlap; a stay of no length counts where it begins."""
    start, end = stay.start, stay.end
    if stay.all_day:
        start, end = start.replace(tzinfo=zone), end.replace(tzinfo=zone)
    return start < span.end and (span.start < end or (start == end and span.start <= start))


__all__ = ["compose", "patch", "read", "read_own"]
