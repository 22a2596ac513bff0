"""One VEVENT as the planner needs it: its times as written, its texts, our marks. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, timedelta

from core.calendar.content import Fields, read_fields
from core.calendar.moment import DAY, LONGEST, Moment, parse_length, read_moment
from core.calendar.zones import Zones
from core.errors import Phrase
from core.model.event import OwnMark

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
_ESTIMATE = r"\s*(\d{1,6})(?:\.\d*)?\s*"  # compiled for Runna only


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
        uid = _mint_uid(block)
    start = read_moment(fields["DTSTART"][0], zones) if "DTSTART" in fields else None
    end = read_moment(fields["DTEND"][0], zones) if "DTEND" in fields else None
    again = read_moment(fields["RECURRENCE-ID"][0], zones) if "RECURRENCE-ID" in fields else None
    if start and end and start.zone is None and end.zone not in {None, UTC} and not start.is_date:
        start = start._replace(zone=end.zone)  # the zone was named once for both
    length, minutes = (timedelta(0), None) if start is None else _measure(fields, start, end, notes)
    notes += [Phrase("problems.zone_unknown_event", (("tzid", tzid[:80]),)) for tzid in _name_unknown(fields, zones)]
    return Entry(uid, fields, start, end, length, minutes, again, _read_number(fields, "SEQUENCE"), tuple(notes))


def _mint_uid(block: bytes) -> str:
    import hashlib  # noqa: PLC0415 - 3 ms, for what is unusual

    return f"no-uid-{hashlib.sha256(block).hexdigest()[:16]}"


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
    match = re.fullmatch(_ESTIMATE, fields["X-WORKOUT-ESTIMATED-DURATION"][0].value)
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
