"""One VEVENT as the planner needs it: its times as written, its texts, our marks. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.calendar.content import Fields, read_fields, split_list
from core.calendar.moment import DAY, LONGEST, Moment, parse_length, read_moment
from core.calendar.zones import Zones
from core.errors import Phrase
from core.model.event import Occurrence, OwnMark

MAX_TITLE = 1_000  # characters of a title or place that are kept
MAX_TEXT = 100_000  # characters of a description that are kept

WANTED = frozenset(
    {
        *("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "SEQUENCE"),
        *("SUMMARY", "DESCRIPTION", "CATEGORIES", "LOCATION", "TRANSP", "STATUS", "X-WORKOUT-ESTIMATED-DURATION"),
        *("X-LIFTSLOT-ID", "X-LIFTSLOT-KIND", "X-LIFTSLOT-FORM", "X-LIFTSLOT-TEMPLATE", "X-LIFTSLOT-WAVE"),
        "X-LIFTSLOT-PINNED",
    }
)
_OWN_UID = re.compile(r"liftslot-(.+)@liftslot")
_ESTIMATE = re.compile(r"\s*(\d{1,6})(?:\.\d*)?\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A VEVENT read. ``start`` is None where it has none that can be read; ``length`` is by the wall clock."""

    uid: str
    fields: Fields
    start: Moment | None
    end: Moment | None
    length: timedelta
    estimated_minutes: float | None
    recurrence_id: Moment | None
    sequence: int
    notes: tuple[Phrase, ...]  # what was guessed

    @property
    def recurs(self) -> bool:
        """True where it says so, well or badly."""
        return any(line.value.strip() for name in ("RRULE", "RDATE", "EXRULE") for line in self.fields.get(name, ()))

    @property
    def cancelled(self) -> bool:
        """STATUS:CANCELLED."""
        return self.value("STATUS").strip().upper() == "CANCELLED"

    def value(self, name: str) -> str:
        """The first value of a property as written; empty where it is not given."""
        lines = self.fields.get(name)
        return lines[0].value if lines else ""

    def text(self, name: str, limit: int = MAX_TITLE) -> str:
        """The first value of a property as people read it, cut at ``limit`` characters."""
        lines = self.fields.get(name)
        return lines[0].text[:limit] if lines else ""


def read_entry(block: bytes, zones: Zones) -> Entry:
    """The VEVENT in these bytes. A missing UID becomes a hash of the bytes, the same at every reading."""
    fields, clean = read_fields(block, WANTED)
    notes = [] if clean else [Phrase("problems.not_utf8")]
    uid = fields["UID"][0].text.strip() if "UID" in fields else ""
    if not uid:
        uid = f"no-uid-{hashlib.sha256(block).hexdigest()[:16]}"
    start = read_moment(fields["DTSTART"][0], zones) if "DTSTART" in fields else None
    end = read_moment(fields["DTEND"][0], zones) if "DTEND" in fields else None
    again = read_moment(fields["RECURRENCE-ID"][0], zones) if "RECURRENCE-ID" in fields else None
    if start and end and start.zone is None and end.zone not in {None, UTC} and not start.is_date:
        start = replace(start, zone=end.zone)  # the zone was named once for both
    length, minutes = (timedelta(0), None) if start is None else _measure(fields, start, end, notes)
    notes += [Phrase("problems.zone_unknown_event", (("tzid", tzid[:80]),)) for tzid in _name_unknown(fields, zones)]
    return Entry(uid, fields, start, end, length, minutes, again, _read_number(fields, "SEQUENCE"), tuple(notes))


def _name_unknown(fields: Fields, zones: Zones) -> list[str]:
    """The zones of DTSTART and DTEND that nobody knows."""
    if not zones.unknown:
        return []
    named = {line.param("TZID") for name in ("DTSTART", "DTEND") for line in fields.get(name, [])}
    return sorted(tzid for tzid in named if tzid in zones.unknown)


def _measure(fields: Fields, start: Moment, end: Moment | None, notes: list[Phrase]) -> tuple[timedelta, float | None]:
    """Length, and planned minutes where an all-day event carries a time."""
    estimate = _read_estimate(fields)
    if end is None:
        return _measure_duration(fields, start, notes, estimate)
    if start.is_date and not end.is_date:
        planned = (end.wall - start.wall) / timedelta(minutes=1)
        within = 0 < planned <= 24 * 60
        days = -((start.wall - end.wall) // DAY)  # a day begun counts whole
        return max(DAY, days * DAY), planned if within else estimate
    if start.zone is end.zone or end.zone is None or start.zone is None:
        length = end.wall - start.wall
    else:
        length = end.wall.replace(tzinfo=end.zone) - start.wall.replace(tzinfo=start.zone)
    if length < timedelta(0):
        notes.append(Phrase("problems.end_before_start"))
    elif length > LONGEST:
        notes.append(Phrase("problems.too_long"))
        length = DAY
    return max(length, DAY if start.is_date else timedelta(0)), estimate


def _measure_duration(
    fields: Fields, start: Moment, notes: list[Phrase], estimate: float | None
) -> tuple[timedelta, float | None]:
    if "DTEND" in fields:
        notes.append(Phrase("problems.bad_end"))
    usual = DAY if start.is_date else timedelta(0)
    if "DURATION" not in fields:
        return usual, estimate
    length = parse_length(fields["DURATION"][0].value)
    if length is None:
        notes.append(Phrase("problems.bad_duration"))
        return usual, estimate
    if start.is_date and length % DAY:
        return usual + length // DAY * DAY, estimate or length / timedelta(minutes=1)
    return max(length, usual), estimate


def _read_estimate(fields: Fields) -> float | None:
    """Runna's X-WORKOUT-ESTIMATED-DURATION, given in seconds, as minutes."""
    if "X-WORKOUT-ESTIMATED-DURATION" not in fields:
        return None
    match = _ESTIMATE.fullmatch(fields["X-WORKOUT-ESTIMATED-DURATION"][0].value)
    return int(match[1]) / 60 if match else None


def _read_number(fields: Fields, name: str) -> int:
    value = fields[name][0].value.strip() if name in fields else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1


def read_mark(entry: Entry) -> OwnMark | None:
    """Our marks; what a server lost is filled with the usual, as long as the UID or the id is ours."""
    match = _OWN_UID.fullmatch(entry.uid)
    mark = entry.value("X-LIFTSLOT-ID").strip() or (match[1] if match else "")
    if not mark:
        return None
    wave = entry.value("X-LIFTSLOT-WAVE").strip()
    return OwnMark(
        id=mark,
        kind=entry.text("X-LIFTSLOT-KIND") or "strength",
        form=entry.text("X-LIFTSLOT-FORM") or "full",
        template=entry.text("X-LIFTSLOT-TEMPLATE"),
        wave_week=int(wave) if wave in {"1", "2", "3", "4"} else 1,
        pinned=entry.value("X-LIFTSLOT-PINNED").strip().upper() == "TRUE",
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """What all occurrences of one calendar share."""

    source: str
    zone: ZoneInfo  # the runner's
    floating: ZoneInfo  # of times without a zone: X-WR-TIMEZONE, else the runner's
    product: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """One appearance in time: instants (or naive midnights where ``all_day``), and which one of a series."""

    start: datetime
    end: datetime
    all_day: bool
    recurrence_id: str | None = None


def stay_of(entry: Entry, start: Moment, frame: Frame) -> Stay:
    """The only appearance of an event that does not recur."""
    again = name_instance(entry.recurrence_id, frame) if entry.recurrence_id else None
    if start.is_date:
        return Stay(start.wall, start.wall + entry.length, True, again)
    begin = start.aware(frame.floating)
    end = entry.end
    if end is not None and end.zone is not None and end.zone is not start.zone and entry.length > timedelta(0):
        return Stay(begin, end.aware(frame.floating), False, again)
    return Stay(begin, begin + entry.length, False, again)


def name_instance(moment: Moment, frame: Frame) -> str:
    """RECURRENCE-ID in one spelling: ``20261124`` or ``20261124T060000Z``."""
    if moment.is_date:
        return f"{moment.wall:%Y%m%d}"
    return f"{moment.aware(frame.floating).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def make_occurrence(entry: Entry, stay: Stay, frame: Frame) -> Occurrence:
    """The occurrence in the runner's zone; all-day ones from local midnight to local midnight."""
    if stay.all_day:
        start, end = (wall.replace(tzinfo=frame.zone) for wall in (stay.start, stay.end))
    else:
        start, end = stay.start.astimezone(frame.zone), stay.end.astimezone(frame.zone)
    return Occurrence(
        source=frame.source,
        uid=entry.uid,
        recurrence_id=stay.recurrence_id,
        start=start,
        end=end,
        all_day=stay.all_day,
        summary=entry.text("SUMMARY"),
        description=entry.text("DESCRIPTION", MAX_TEXT),
        categories=tuple(name for line in entry.fields.get("CATEGORIES", ()) for name in split_list(line.value)),
        location=entry.text("LOCATION"),
        busy=entry.value("TRANSP").strip().upper() != "TRANSPARENT",
        estimated_minutes=entry.estimated_minutes,
        product=frame.product,
        own=read_mark(entry),
    )
