"""Reads every calendar under a folder: none may raise or take long, every skipped event is named.

    python tests/torture/judge.py build/torture [--all]

Where icalendar and recurring_ical_events can expand a file, the occurrences are compared with theirs. A difference is
listed, not failed: some are meant (an event that ends before it starts keeps its start, an all-day event has a day).
Exit status 1 where a file raised, took too long, or lost an event without a word. ``--all`` names every problem.
"""

from __future__ import annotations

import re
import signal
import sys
import time
import warnings
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar
from icalendar.timezone import tzp

from core.calendar.ics import read
from core.model.event import Reading, Span
from core.words import Words

KINDS = {".ics", ".ical", ".ifb", ".vcs"}
ZONE = ZoneInfo("Europe/Berlin")
SECONDS, SECONDS_BIG, BIG = 2.0, 5.0, 1_000_000
PEER_SECONDS = 20
EVENT = re.compile(rb"(?im)^BEGIN[ \t]*:[ \t]*VEVENT")
UID = re.compile(rb"(?im)^UID[^:\r\n]*:((?:[^\r\n]|\r?\n[ \t])*)")
ALARM = re.compile(rb"(?ims)^BEGIN:VALARM.*?(?:^END:VALARM|\Z)")
YEAR = re.compile(rb"(?im)^DTSTART[^:\r\n]*:(\d{4})")

Row = tuple[str, datetime, datetime]


def main() -> int:
    warnings.simplefilter("ignore")
    root = Path(sys.argv[1])
    files = sorted(path for path in root.rglob("*") if path.suffix.lower() in KINDS and ".packed" not in path.parts)
    tally: Counter[str] = Counter(files=len(files))
    for path in files:
        judge(path, str(path.relative_to(root)), tally)
    print(" · ".join(f"{name} {count}" for name, count in tally.items()))
    return int(any(tally[name] for name in ("raised", "slow", "lost")) or not files)


def judge(path: Path, name: str, tally: Counter[str]) -> None:
    raw = path.read_bytes()
    begun = time.perf_counter()
    try:
        readings = [read(raw, source=name, span=span, zone=ZONE) for span in find_spans(raw)]
    except Exception as error:  # noqa: BLE001 - what this is about
        tally["raised"] += 1
        print(f"RAISED {name}: {error!r}")
        return
    seconds = (time.perf_counter() - begun) / len(readings)
    if seconds > (SECONDS_BIG if len(raw) > BIG else SECONDS):
        tally["slow"] += 1
        print(f"SLOW {name}: {seconds:.1f} s")
    tally["events"] += len(EVENT.findall(raw))
    tally["named problems"] += len({problem for reading in readings for problem in reading.problems})
    lost = find_lost(raw, readings[0])
    if lost:
        tally["lost"] += 1
        print(f"LOST {name}: {sorted(lost)[:3]}")
    if "--all" in sys.argv:
        for problem in readings[0].problems:
            print(f"  {name}: {problem.uid}: {Words().phrase(problem.phrase)}")
    compare(raw, name, readings[1], tally)


def find_spans(raw: bytes) -> list[Span]:
    """All the time there is, and the year of the first event."""
    found = YEAR.search(raw)
    year = min(max(int(found[1]) if found else 2026, 1900), 2090)
    return [span_of(1800, 2100), span_of(year, year + 1)]


def span_of(first: int, last: int) -> Span:
    return Span(datetime(first, 1, 1, tzinfo=ZONE), datetime(last, 1, 1, tzinfo=ZONE))


def find_lost(raw: bytes, reading: Reading) -> set[str]:
    """UIDs in the bytes that neither appear nor are named."""
    blocks = re.split(rb"(?im)^BEGIN[ \t]*:[ \t]*VEVENT", raw)[1:]
    bodies = [re.split(rb"(?im)^END[ \t]*:[ \t]*VEVENT", block)[0] for block in blocks]
    bodies = [ALARM.sub(b"", body) for body in bodies if not re.search(rb"(?i)\nSTATUS:CANCELLED", body)]
    bodies = [body for body in bodies if b"EXDATE" not in body]  # all its appearances may be taken out
    matches = [UID.search(body) for body in bodies]
    uids = {re.sub(rb"\r?\n[ \t]", b"", match[1]) for match in matches if match}
    there = {found.uid for found in reading.occurrences} | {problem.uid for problem in reading.problems}
    return {uid.decode("utf-8", "replace").strip().replace("\\", "") for uid in uids if uid.strip()} - {
        (uid or "").replace("\\", "") for uid in there
    }


def compare(raw: bytes, name: str, reading: Reading, tally: Counter[str]) -> None:
    theirs = expand_there(raw)
    if theirs is None:
        tally["they raise or hang"] += 1
        return
    ours = sorted((found.uid, found.start, found.end) for found in reading.occurrences)
    bare = sorted(("None" if uid.startswith("no-uid-") else uid, start, end) for uid, start, end in ours)
    tally["equal" if bare == theirs else "different"] += 1
    if bare != theirs:
        print(f"DIFFERENT {name}: {len(ours)} here, {len(theirs)} there")


def expand_there(raw: bytes) -> list[Row] | None:
    """The peer's occurrences; None where it raises or takes too long."""
    tzp.use_default()
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PEER_SECONDS)
    span = find_spans(raw)[1]
    try:
        found = recurring_ical_events.of(Calendar.from_ical(raw)).between(span.start, span.end)
        kept = [event for event in found if str(event.get("STATUS", "")).upper() != "CANCELLED"]
        return sorted((str(event.get("UID")), move(event["DTSTART"].dt), move(event["DTEND"].dt)) for event in kept)
    except Exception:  # noqa: BLE001 - the peer may fail in any way
        return None
    finally:
        signal.alarm(0)


def give_up(*_: object) -> None:
    raise TimeoutError


def move(value: object) -> datetime:
    """In the zone everything is compared in."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=ZONE)  # type: ignore[attr-defined]
    return (value if value.tzinfo else value.replace(tzinfo=ZONE)).astimezone(ZONE)


if __name__ == "__main__":
    sys.exit(main())
