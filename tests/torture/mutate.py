"""Valid feeds damaged where it hurts: some events' own bytes, by their structure; the other events stay whole."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.read_shapes import make_calendar

EVENT = re.compile(rb"(?m)^BEGIN:VEVENT\r?\n(?s:.*?)^END:VEVENT\r?\n")
UID = re.compile(rb"(?m)^UID:([^\r\n]*)")

UNUSUAL = b"""BEGIN:VEVENT
UID:by-library@bench.example
DTSTART:20230103T180000Z
DURATION:PT1H
RRULE:FREQ=MONTHLY;BYDAY=1TU,3TU
SUMMARY:Club night
END:VEVENT
BEGIN:VEVENT
UID:dates@bench.example
DTSTART;TZID="Club/Home Custom":20230110T070000
RDATE;TZID=Club/Home Custom:20230112T070000,20230114T070000
EXDATE;TZID=Club/Home Custom:20230112T070000
SUMMARY;LANGUAGE="de;x=1":Drei Termine
END:VEVENT
BEGIN:VEVENT
UID:onwards@bench.example
DTSTART;VALUE=DATE:20230102
RRULE:FREQ=WEEKLY;COUNT=6
SUMMARY:Rest
END:VEVENT
BEGIN:VEVENT
UID:onwards@bench.example
RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20230116
DTSTART;VALUE=DATE:20230117
SUMMARY:Rest\\, a day later
END:VEVENT
""".replace(b"\n", b"\r\n")

NASTY = {
    b"DTSTART": (
        b":",
        b":99991231T235959Z",
        b":00000000",
        b";VALUE=DATE:20230230",
        b";TZID=X:20230103T250000",
        b":2023",
    ),
    b"DTEND": (b":19000101T000000Z", b":99991231", b";TZID=../x:20230103T070000", b":-P1D"),
    b"DURATION": (b":P99999999W", b":-PT1H", b":PT", b":P1Y"),
    b"RRULE": (
        *(b":FREQ=SECONDLY", b":FREQ=DAILY;INTERVAL=0", b":FREQ=DAILY;COUNT=0", b":FREQ=YEARLY;UNTIL=18000101"),
        *(b":FREQ=WEEKLY;BYDAY=MO,,TU", b":FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", b":FREQ=WEEKLY;WKST=", b":;;;"),
        *(b":FREQ=HOURLY;COUNT=3", b":FREQ=DAILY;COUNT=5\r\nRRULE:FREQ=WEEKLY;COUNT=2", b":FREQ=YEARLY;BYEASTER=1"),
    ),
    b"EXDATE": (b":20230101", b";VALUE=PERIOD:20230101T000000Z/PT1H", b":" + b"20230101T000000Z," * 50),
    b"RDATE": (b":19000101T000000Z,99990101T000000Z", b";VALUE=PERIOD:20230103T000000Z/20230101T000000Z", b":,,,"),
    b"RECURRENCE-ID": (b":", b";RANGE=THISANDFUTURE:20230117", b":20230117T999999"),
    b"SEQUENCE": (b":-1", b":99999999999", b":x"),
    b"STATUS": (b":CANCELLED", b":"),
    b"SUMMARY": (b":\xff\xfe", b';X="a:b', b":\\", b":" + b"z" * 3000, b';ALTREP="http://x/;y":t', b":\0\x01"),
    b"BEGIN": (b":VALARM", b":VEVENT", b":VTIMEZONE", b" : VEVENT"),
    b"END": (b":VALARM", b":VEVENT", b":VTODO", b":vevent"),
}
SCRAPS = (b"\r", b"\n", b"\r\n ", b"\t", b":", b";", b'"', b"\\", b"\0", b"\xff", b"\xe2\x82", b"=", b",", b"9" * 30)

Lines = list[bytes]


@dataclass(frozen=True)
class Wreck:
    """A damaged calendar, and the UIDs of the events that were not touched."""

    raw: bytes
    whole: frozenset[str]


def make_feed() -> bytes:
    """A calendar that is valid, with most shapes there are."""
    raw = make_calendar(40, 1.0, seed=5)
    return raw.replace(b"END:VCALENDAR", UNUSUAL + b"END:VCALENDAR")


def wreck_events(dice: Random, feed: bytes, most: int = 3) -> Wreck:
    """The feed with up to ``most`` of its UIDs damaged, each event of theirs in one to four ways."""
    uids = sorted({match[1] for match in UID.finditer(feed)})
    touched = set(dice.sample(uids, min(len(uids), dice.randint(1, most))))

    def damage(match: re.Match[bytes]) -> bytes:
        uid = UID.search(match[0])
        return wreck_event(dice, match[0]) if uid and uid[1] in touched else match[0]

    return Wreck(
        EVENT.sub(damage, feed), frozenset(uid.decode("utf-8", "replace") for uid in uids if uid not in touched)
    )


def wreck_event(dice: Random, block: bytes) -> bytes:
    """One event's bytes, damaged; what comes after them still begins on a line of its own."""
    lines = block.split(b"\r\n")[:-1]
    for _ in range(dice.randint(1, 4)):
        dice.choice(WAYS)(dice, lines)
    return b"\r\n".join(lines) + b"\r\n"


def drop(dice: Random, lines: Lines) -> None:
    """A line less."""
    if lines:
        del lines[dice.randrange(len(lines))]


def double(dice: Random, lines: Lines) -> None:
    """A line twice."""
    if lines:
        lines.insert(dice.randrange(len(lines)), dice.choice(lines))


def swap(dice: Random, lines: Lines) -> None:
    """Two lines in each other's place."""
    if lines:
        one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]


def poison(dice: Random, lines: Lines) -> None:
    """A property with a value that hurts, in its place or besides."""
    name = dice.choice(sorted(NASTY))
    line = name + dice.choice(NASTY[name])
    places = [number for number, given in enumerate(lines) if given.startswith(name)]
    if places and dice.random() < 0.7:
        lines[dice.choice(places)] = line
    else:
        lines.insert(dice.randint(0, len(lines)), line)


def scratch(dice: Random, lines: Lines) -> None:
    """A few bytes of a line cut out, put in or turned."""
    if lines:
        number = dice.randrange(len(lines))
        line = lines[number]
        start = dice.randint(0, len(line))
        end = min(len(line), start + dice.choice((0, 1, 2, 8)))
        lines[number] = line[:start] + dice.choice((b"", dice.choice(SCRAPS), line[start:end][::-1])) + line[end:]


def flip(dice: Random, lines: Lines) -> None:
    """One bit."""
    long = [number for number, line in enumerate(lines) if line]
    if long:
        number = dice.choice(long)
        line = bytearray(lines[number])
        line[dice.randrange(len(line))] ^= 1 << dice.randrange(8)
        lines[number] = bytes(line)


def recase(dice: Random, lines: Lines) -> None:
    """A line in small letters."""
    if lines:
        number = dice.randrange(len(lines))
        lines[number] = lines[number].lower()


def bloat(dice: Random, lines: Lines) -> None:
    """A line a thousand times."""
    if lines:
        lines[1:1] = [dice.choice(lines)] * dice.choice((50, 1_000))


def cut(dice: Random, lines: Lines) -> None:
    """The end is missing."""
    del lines[dice.randint(0, len(lines)) :]


WAYS: tuple[Callable[[Random, Lines], None], ...] = (
    *(drop, double, swap, poison, poison, poison, scratch, scratch, flip, recase, bloat, cut),
)
