"""Our events as one VCALENDAR. Pure; the same events give the same bytes.

Never ATTENDEE or ORGANIZER (servers would send mail), always DTEND and DTSTAMP (iCloud refuses events without), no
METHOD in what is stored. Times carry the TZID of their IANA zone, with a VTIMEZONE that holds for their years.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from core.calendar.content import escape, fold
from core.model.event import OwnEvent, OwnMark

PRODUCT = "-//Liftslot//Liftslot//EN"
REFRESH = "PT6H"  # how often a subscriber is asked to look again
EPOCH_SCAN = timedelta(hours=1)


def compose(
    events: Sequence[OwnEvent], *, stamp: datetime, name: str | None = None, method: str | None = None
) -> bytes:
    """One calendar with these events, CRLF, folded. ``stamp`` (aware) is DTSTAMP and LAST-MODIFIED.

    ``name`` is for sharing: it adds X-WR-CALNAME and how often to refresh. ``method`` only where asked (PUBLISH).
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    if method:
        lines.append(f"METHOD:{method}")
    if name:
        lines += [
            f"X-WR-CALNAME:{escape(name)}",
            f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
            f"X-PUBLISHED-TTL:{REFRESH}",
        ]
    for zone, years in _find_zones(events):
        lines += _write_zone(zone, years)
    for event in events:
        lines += _write_event(event, stamp)
    return b"".join(fold(line) for line in [*lines, "END:VCALENDAR"])


def _write_event(event: OwnEvent, stamp: datetime) -> Iterator[str]:
    now = f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield from ("BEGIN:VEVENT", f"UID:{escape(event.uid)}", f"DTSTAMP:{now}", f"LAST-MODIFIED:{now}")
    yield f"SEQUENCE:{event.sequence}"
    yield from _write_times(event)
    yield f"SUMMARY:{escape(event.summary)}"
    if event.description or event.marked:
        yield f"DESCRIPTION:{escape(event.description)}"
    if event.categories:
        yield "CATEGORIES:" + ",".join(escape(category) for category in event.categories)
    if event.location:
        yield f"LOCATION:{escape(event.location)}"
    yield "TRANSP:OPAQUE"
    if event.marked:
        yield from _write_mark(event.mark)
    if event.alarm_minutes is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{event.alarm_minutes}M")
        yield from (f"DESCRIPTION:{escape(event.summary)}", "END:VALARM")
    yield "END:VEVENT"


def _write_times(event: OwnEvent) -> Iterator[str]:
    """DTSTART and DTEND; as days for what lasts whole days."""
    if event.all_day:
        yield f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.end:%Y%m%d}"
        return
    yield write_time("DTSTART", event.start)
    yield write_time("DTEND", event.end)


def _write_mark(mark: OwnMark) -> Iterator[str]:
    yield f"X-LIFTSLOT-ID:{escape(mark.id)}"
    yield f"X-LIFTSLOT-KIND:{escape(mark.kind)}"
    yield f"X-LIFTSLOT-FORM:{escape(mark.form)}"
    yield f"X-LIFTSLOT-TEMPLATE:{escape(mark.template)}"
    yield f"X-LIFTSLOT-WAVE:{mark.wave_week}"
    yield f"X-LIFTSLOT-PINNED:{'TRUE' if mark.pinned else 'FALSE'}"


def write_time(name: str, when: datetime) -> str:
    """The property with the TZID of an IANA zone; in UTC for every other zone and in an hour that comes twice."""
    key = getattr(when.tzinfo, "key", None)
    if key and key != "UTC" and not when.fold:
        return f"{name};TZID={key}:{when:%Y%m%dT%H%M%S}"
    return f"{name}:{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _find_zones(events: Sequence[OwnEvent]) -> list[tuple[ZoneInfo, tuple[int, int]]]:
    """The IANA zones used, by name, each with its first and last year."""
    years: dict[str, set[int]] = {}
    zones: dict[str, ZoneInfo] = {}
    for event in events:
        for when in () if event.all_day else (event.start, event.end):
            if isinstance(when.tzinfo, ZoneInfo) and when.tzinfo.key != "UTC":
                zones[when.tzinfo.key] = when.tzinfo
                years.setdefault(when.tzinfo.key, set()).add(when.year)
    return [(zones[key], (min(found), max(found))) for key, found in sorted(years.items())]


def _write_zone(zone: ZoneInfo, years: tuple[int, int]) -> Iterator[str]:
    """A VTIMEZONE with one part for each change of the clock, from the year before to the year after."""
    yield from ("BEGIN:VTIMEZONE", f"TZID:{zone.key}")
    begin = datetime(max(years[0] - 1, 1), 1, 1, tzinfo=UTC)
    end = datetime(min(years[1] + 2, 9999), 1, 1, tzinfo=UTC)
    yield from _write_onset(zone, begin, _offset(begin, zone))
    for change in _find_changes(zone, begin, end):
        yield from _write_onset(zone, change, _offset(change - EPOCH_SCAN, zone))
    yield "END:VTIMEZONE"


def _find_changes(zone: tzinfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The instants, to the minute, at which the offset changes; looked for week by week."""
    step = timedelta(weeks=1)
    here = begin
    while here < end:
        following = here + step
        if _offset(here, zone) != _offset(following, zone):
            yield _bisect(zone, here, following)
        here = following


def _bisect(zone: tzinfo, low: datetime, high: datetime) -> datetime:
    old = _offset(low, zone)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        middle -= timedelta(seconds=middle.second, microseconds=middle.microsecond)
        if middle <= low:
            break
        low, high = (middle, high) if _offset(middle, zone) == old else (low, middle)
    return high


def _offset(instant: datetime, zone: tzinfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)


def _write_onset(zone: ZoneInfo, instant: datetime, before: timedelta) -> Iterator[str]:
    local = instant.astimezone(zone)
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    wall = (instant + before).replace(tzinfo=None)
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{wall:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_write_offset(before)}"
    yield f"TZOFFSETTO:{_write_offset(local.utcoffset() or timedelta(0))}"
    yield f"TZNAME:{local.tzname()}"
    yield f"END:{kind}"


def _write_offset(offset: timedelta) -> str:
    seconds = abs(int(offset.total_seconds()))
    sign = "-" if offset < timedelta(0) else "+"
    rest = f"{seconds % 60:02d}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02d}{seconds % 3600 // 60:02d}{rest}"
