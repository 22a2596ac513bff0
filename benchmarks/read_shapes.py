"""A runner's calendar of any size, the same bytes for the same seed.

    python benchmarks/read_shapes.py 10000 5 OUT.ics

Of a hundred events, 46 are timed runs (mostly in a zone that the file defines itself), 22 all-day runs, 20 meetings
(UTC, floating with a DURATION, or zoned, with attendees), 8 long notes in many scripts, 4 weekly series with
exceptions and moved appearances. Two in five have an alarm.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from core.calendar.content import fold

FIRST = datetime(2022, 1, 3)  # noqa: DTZ001 - a wall clock
ZONES = ["Club/Home Custom"] * 8 + ["America/New_York"]
TITLES = (
    *("Easy 8 km", "Tempo 3x10'", "Long run 24 km", "Intervals 6x1000 m", "Recovery jog", "Fartlek å la Örebro"),
    *("Hügelläufe 10×200 m", "Parkrun 🏃‍♀️", "Лёгкий бег", "ランニング 12km", "جري سهل", "Half marathon\\, race pace"),  # noqa: RUF001 - Cyrillic is meant
)
WORDS = (
    *("Zone", "2\\,", "keep", "the", "heart", "rate", "low\\;", "warm", "up", "15", "min\\n", "cool-down", "Straße"),
    *("naïve", "résumé", "跑步", "🏋️", "עברית", "https://example.org/plan?id=42&x=%20", "5:10/km", "RPE\\;7"),
)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ONSETS = {  # name: offsets and yearly rules of summer and winter
    "Club/Home Custom": ("+0100", "+0200", "19700329T020000", "3;BYDAY=-1SU", "19701025T030000", "10;BYDAY=-1SU"),
    "America/New_York": ("-0500", "-0400", "20070311T020000", "3;BYDAY=2SU", "20071104T020000", "11;BYDAY=1SU"),
}


@dataclass(frozen=True)
class When:
    """A start, a length and a zone."""

    start: datetime
    minutes: int
    zone: str

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes)

    def zoned(self) -> list[str]:
        """DTSTART and DTEND with the zone."""
        return [zoned("DTSTART", self.zone, self.start), zoned("DTEND", self.zone, self.end)]


def zoned(name: str, zone: str, wall: datetime) -> str:
    return f"{name};TZID={zone}:{wall:%Y%m%dT%H%M%S}"


def make_calendar(count: int, years: float, seed: int = 1) -> bytes:
    """The calendar's bytes with ``count`` VEVENTs over so many years from January 2022 on."""
    dice = random.Random(seed)  # noqa: S311 - shapes, not secrets
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Liftslot//benchmark//EN", "CALSCALE:GREGORIAN"]
    for zone in ONSETS:
        lines += make_zone(zone)
    made = number = 0
    while made < count:
        number += 1
        group = list(make_group(dice, f"{seed}-{number:07d}@bench.example", years, count - made))
        made += group.count("END:VEVENT")
        lines += group
    return b"".join(fold(line) for line in [*lines, "END:VCALENDAR"])


def make_zone(name: str) -> Iterator[str]:
    winter, summer, spring, spring_rule, autumn, autumn_rule = ONSETS[name]
    yield from ("BEGIN:VTIMEZONE", f"TZID:{name}", "BEGIN:DAYLIGHT", f"TZOFFSETFROM:{winter}", f"TZOFFSETTO:{summer}")
    yield from (f"DTSTART:{spring}", f"RRULE:FREQ=YEARLY;BYMONTH={spring_rule}", "END:DAYLIGHT", "BEGIN:STANDARD")
    yield from (f"TZOFFSETFROM:{summer}", f"TZOFFSETTO:{winter}", f"DTSTART:{autumn}")
    yield from (f"RRULE:FREQ=YEARLY;BYMONTH={autumn_rule}", "END:STANDARD", "END:VTIMEZONE")


def make_group(dice: random.Random, uid: str, years: float, room: int) -> Iterator[str]:
    """One event, or a series with its moved appearances where ``room`` allows."""
    day = FIRST + timedelta(days=dice.randrange(int(years * 365.25)))
    start = day.replace(hour=dice.choice((6, 7, 9, 12, 17, 18, 19)), minute=dice.choice((0, 15, 30, 45)))
    when = When(start, dice.choice((30, 45, 60, 75, 90, 150)), dice.choice(ZONES))
    kind = dice.random()
    if kind < 0.46:
        extra = ["CATEGORIES:RUN,TRAINING", "X-RUN-TYPE;X-HARD=1:tempo"]
        yield from make_event(dice, uid, when.zoned(), [f"SUMMARY:{dice.choice(TITLES)}", *extra], 12)
    elif kind < 0.68:
        dates = [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}"]
        yield from make_event(dice, uid, dates, [f"SUMMARY:{dice.choice(TITLES)}"], 5)
    elif kind < 0.88:
        yield from make_meeting(dice, uid, when)
    elif kind < 0.96:
        title = [f"SUMMARY:Clubnotiz {say(dice, 3)}"]
        yield from make_event(dice, uid, when.zoned(), title, dice.choice((60, 150, 400)))
    else:
        yield from make_series(dice, uid, when, room)


def make_meeting(dice: random.Random, uid: str, when: When) -> Iterator[str]:
    stamp, end = f"{when.start:%Y%m%dT%H%M%S}", f"{when.end:%Y%m%dT%H%M%S}"
    shapes = ([f"DTSTART:{stamp}Z", f"DTEND:{end}Z"], [f"DTSTART:{stamp}", f"DURATION:PT{when.minutes}M"], when.zoned())
    guests = [
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Person {n}:mailto:p{n}@example.org"
        for n in range(dice.randrange(5))
    ]
    host = 'ORGANIZER;CN="Ann, Boss":mailto:ann@example.org'
    yield from make_event(dice, uid, dice.choice(shapes), [f"SUMMARY:Meeting {say(dice, 2)}", host, *guests], 8)


def make_series(dice: random.Random, uid: str, when: When, room: int) -> Iterator[str]:
    until = when.start + timedelta(days=dice.randrange(60, 700))
    end = dice.choice(("", f";COUNT={dice.randrange(8, 60)}", f";UNTIL={until:%Y%m%dT%H%M%S}Z"))
    weeks = dice.sample(range(1, 25), 5)
    extra = [f"SUMMARY:Weekly {dice.choice(TITLES)}", f"RRULE:FREQ=WEEKLY;BYDAY={DAYS[when.start.weekday()]}{end}"]
    extra += [zoned("EXDATE", when.zone, when.start + timedelta(weeks=week)) for week in sorted(weeks[:3])]
    yield from make_event(dice, uid, when.zoned(), extra, 12)
    for week in weeks[3 : 2 + min(room, 3)]:
        again = when.start + timedelta(weeks=week)
        moved = When(again + timedelta(hours=1), when.minutes, when.zone)
        lines = ["SUMMARY:Moved weekly", zoned("RECURRENCE-ID", when.zone, again)]
        yield from make_event(dice, uid, moved.zoned(), lines, 4)


def make_event(dice: random.Random, uid: str, times: list[str], lines: list[str], words: int) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20220101T120000Z", *times, *lines)
    yield f"DESCRIPTION:{say(dice, words)}"
    if dice.random() < 0.3:
        yield f"LOCATION:{say(dice, 3)}"
    if dice.random() < 0.4:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT30M", f"DESCRIPTION:{lines[0][8:]}", "END:VALARM")
    yield from (f"SEQUENCE:{dice.randrange(4)}", "TRANSP:OPAQUE", "END:VEVENT")


def say(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words))


if __name__ == "__main__":
    Path(sys.argv[3]).write_bytes(make_calendar(int(sys.argv[1]), float(sys.argv[2])))
