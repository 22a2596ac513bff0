"""Calendars made to hurt: each holds one good event, and something that hangs, floods or confuses other readers."""

from collections.abc import Callable, Iterator

GOOD = "BEGIN:VEVENT\r\nUID:good\r\nDTSTART:20261124T070000Z\r\nDTEND:20261124T080000Z\r\nSUMMARY:Good\r\nEND:VEVENT"


def wrap(*inside: str) -> bytes:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:torture", *inside, GOOD, "END:VCALENDAR", ""]
    ).encode()


def event(*lines: str, start: str = "DTSTART:20261124T060000Z") -> str:
    return "\r\n".join(["BEGIN:VEVENT", "UID:bad", start, "SUMMARY:Bad", *lines, "END:VEVENT"])


RULES = {
    "interval zero": "FREQ=WEEKLY;INTERVAL=0",
    "interval negative": "FREQ=DAILY;INTERVAL=-1",
    "interval huge": "FREQ=DAILY;INTERVAL=99999999999999999999",
    "every second": "FREQ=SECONDLY",
    "every second in a february that has 30 days": "FREQ=SECONDLY;BYMONTHDAY=30;BYMONTH=2",
    "every minute": "FREQ=MINUTELY",
    "never in february": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
    "never in a year": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "never in a month": "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=32",
    "never in week 53 of every leap second": "FREQ=YEARLY;INTERVAL=400;BYWEEKNO=53;BYMONTH=6",
    "every second by parts": "FREQ=YEARLY;BYHOUR={};BYMINUTE={};BYSECOND={}".format(
        *(",".join(map(str, range(top))) for top in (24, 60, 60))
    ),
    "hours that never come": "FREQ=HOURLY;BYHOUR=3;BYMINUTE=99",
    "endless count": "FREQ=DAILY;COUNT=999999999",
    "count below zero": "FREQ=DAILY;COUNT=-5",
    "two UNTILs": "FREQ=DAILY;UNTIL=20261201;UNTIL=20261202",
    "no frequency": "BYDAY=MO",
    "unknown frequency": "FREQ=FORTNIGHTLY",
    "escaped semicolons": "FREQ=WEEKLY\\;BYDAY=MO",
    "garbage": "\x00\x01=;;==,,",
    "another calendar system": "RSCALE=CHINESE;FREQ=YEARLY",
    "endless list of days": "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["31"] * 20_000),
    "position that never comes": "FREQ=DAILY;BYSETPOS=366",
    "easter for ever": "FREQ=YEARLY;BYEASTER=0",
}

LINES = {
    "duration of ages": "DURATION:P99999999W",
    "duration negative": "DURATION:-PT2H",
    "duration of words": "DURATION:two hours",
    "end before start": "DTEND:20251124T060000Z",
    "end in the year 9999": "DTEND:99991231T235959Z",
    "end of words": "DTEND:tomorrow",
    "two starts": "DTSTART:20261125T060000Z",
    "two identities of an override": "RECURRENCE-ID:20261124T060000Z\r\nRECURRENCE-ID:20261125T060000Z",
    "alarm without a trigger's P": "BEGIN:VALARM\r\nTRIGGER:-15M\r\nEND:VALARM",
    "alarm never ended": "BEGIN:VALARM\r\nTRIGGER:-PT15M",
    "unknown zone": "DTEND;TZID=Nowhere/Land:20261124T080000",
    "line of a megabyte": "DESCRIPTION:" + "x" * 1_000_000,
    "line of five megabytes folded": "DESCRIPTION:" + "\r\n ".join(["y" * 70] * 70_000),
    "200,000 folds of nothing": "DESCRIPTION:" + "\r\n " * 200_000,
    "20,000 attendees": "\r\n".join(f"ATTENDEE;CN=Runner {n}:mailto:r{n}@example.org" for n in range(20_000)),
    "20,000 parameters": "SUMMARY" + "".join(f";X-P{n}=1" for n in range(20_000)) + ":Long",
    "20,000 quoted parameters": 'X-A;B="' + '";C="' * 20_000 + ":z",
    "5,000 nested components": "BEGIN:X-DEEP\r\n" * 5_000 + "END:X-DEEP\r\n" * 4_999 + "END:X-DEEP",
    "17,000 exceptions": "RRULE:FREQ=DAILY\r\nEXDATE:"
    + ",".join(f"2026{n % 12 + 1:02d}01T060000Z" for n in range(17_000)),
    "20,000 dates": "RDATE:"
    + ",".join(f"20{n % 90 + 10}{n % 12 + 1:02d}{n % 28 + 1:02d}T060000Z" for n in range(20_000)),
    "200,000 dates": "RDATE:" + ",".join(["20261125T060000Z"] * 200_000),
    "dates of words": "RDATE:soon,later\r\nEXDATE:never",
    "sequence of words": "SEQUENCE:many",
    "status of words": "STATUS:\u202e\u0000WHO KNOWS",
    "line without a colon": "just some words",
    "escapes at the end": "DESCRIPTION:\\",
    "categories of commas": "CATEGORIES:" + "," * 50_000,
    "geo of words": "GEO:here;there\r\nPRIORITY:high\r\nURL:::::",
}

STARTS = {
    "no start": "X-NONE:1",
    "start of words": "DTSTART:soon",
    "start on 30 February": "DTSTART;VALUE=DATE:20260230",
    "start in month 13": "DTSTART:20261301T000000Z",
    "start in the year 1": "DTSTART:00010101T000000Z\r\nRRULE:FREQ=DAILY",
    "start in the year 1 by the month": "DTSTART:00010101T000000\r\nRRULE:FREQ=MONTHLY",
    "start in the year 9999": "DTSTART:99991231T235959Z\r\nRRULE:FREQ=DAILY",
    "start at a leap second": "DTSTART:20261124T235960Z",
    "start with a minus": "DTSTART:-0011130T000000Z",
    "start with eleven digits": "DTSTART:2006717T080000Z",
    "start that is empty": "DTSTART:",
    "start in a zone of slashes": "DTSTART;TZID=../../etc/passwd:20261124T060000",
    "start in a zone of a kilobyte": f"DTSTART;TZID={'z' * 1000}:20261124T060000",
    "every second since 1970": "DTSTART:19700101T000000Z\r\nRRULE:FREQ=SECONDLY;INTERVAL=1",
    "every four minutes since 2004": "DTSTART:20040101T000000Z\r\nRRULE:FREQ=MINUTELY;INTERVAL=4",
    "every day since 1900": "DTSTART:19000101T000000Z\r\nRRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
}

ZONE_BOMB = "\r\n".join(
    [
        *("BEGIN:VTIMEZONE", "TZID:Bomb", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0100"),
        *("TZOFFSETTO:+0200", "RRULE:FREQ=SECONDLY", "END:STANDARD", "END:VTIMEZONE"),
    ]
)


def make_files() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Name and maker of each calendar; all hold the good event whole."""
    for name, rule in RULES.items():
        yield name, lambda rule=rule: wrap(event(f"RRULE:{rule}"))
    for name, line in LINES.items():
        yield name, lambda line=line: wrap(event(line))
    for name, start in STARTS.items():
        yield name, lambda start=start: wrap(event(start=start))
    yield "a zone that changes every second", lambda: wrap(ZONE_BOMB, event(start="DTSTART;TZID=Bomb:20261124T060000"))
    yield "byte order mark", lambda: b"\xef\xbb\xbf" + wrap(event())
    yield "UTF-16", lambda: wrap(event("DESCRIPTION:ü")).decode().encode("utf-16")
    yield "only carriage returns", lambda: wrap(event()).replace(b"\r\n", b"\r")
    yield "only line feeds", lambda: wrap(event()).replace(b"\r\n", b"\n")
    yield "two carriage returns", lambda: wrap(event()).replace(b"\r\n", b"\r\r\n")
    yield "latin-1", lambda: wrap(event("DESCRIPTION:Läufe")).decode().encode("latin-1")
    yield "a character folded in half", lambda: wrap(event("DESCRIPTION:ab")).replace(b"ab", b"\xc3\r\n \xbc")
    yield "words after the end", lambda: wrap(event()) + b"and so on\r\n<html>"
    yield "two calendars", lambda: wrap(event()) + wrap(event("SEQUENCE:1"))
    yield (
        "lower case",
        lambda: wrap(event()).replace(b"BEGIN", b"begin").replace(b"END:", b"end:").replace(b"UID", b"uid"),
    )
    yield "an event never ended", lambda: wrap("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:20261124T060000Z")
    yield "a zone never ended", lambda: wrap("BEGIN:VTIMEZONE\r\nTZID:Half", event())
    yield "a task never ended", lambda: wrap("BEGIN:VTODO\r\nUID:todo", event())
    yield "100,000 tasks never ended", lambda: wrap("BEGIN:VTODO\r\n" * 100_000)
    yield "an end without a beginning", lambda: wrap("END:VEVENT", event())
    yield "2,000 copies", lambda: wrap(*[event()] * 2_000)
    yield (
        "2,000 overrides",
        lambda: wrap(
            event("RRULE:FREQ=DAILY"),
            *(event(f"RECURRENCE-ID:20{n % 60 + 26}{n % 12 + 1:02d}{n % 28 + 1:02d}T060000Z") for n in range(2_000)),
        ),
    )
    yield (
        "300 slow rules",
        lambda: wrap(
            *(event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31").replace("UID:bad", f"UID:bad{n}") for n in range(300))
        ),
    )
    yield "no frame", GOOD.encode
    yield "nul bytes between", lambda: wrap(event("X-A:\0\0")) + b"\0" * 1000
