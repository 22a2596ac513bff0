"""A calendar's bytes without what they tell: only when its entries are, for calendars that are nobody's business. Pure."""

from __future__ import annotations

import re

from core.calendar.cut import straighten

_KEPT = frozenset(
    {
        *(b"BEGIN", b"END", b"VERSION", b"PRODID", b"CALSCALE", b"X-WR-TIMEZONE"),
        *(b"TZID", b"TZID-ALIAS-OF", b"TZUNTIL", b"TZOFFSETFROM", b"TZOFFSETTO", b"X-LIC-LOCATION"),
        *(b"UID", b"DTSTAMP", b"DTSTART", b"DTEND", b"DURATION", b"RRULE", b"RDATE", b"EXDATE", b"EXRULE"),
        *(b"RECURRENCE-ID", b"SEQUENCE", b"STATUS", b"TRANSP"),
    }
)
_NAME = re.compile(rb"([A-Za-z0-9-]+)[ \t]*[;:]")
_BLANKS = (b" ", b"\t")


def keep_times(raw: bytes) -> bytes:
    """The lines that say when something is and whether it takes time, byte for byte; all others are gone.

    Says nothing of nesting, so that a calendar which is broken is broken in the same way afterwards.
    """
    kept: list[bytes] = []
    wanted = False
    for line in straighten(raw).split(b"\n"):
        if not line.startswith(_BLANKS):  # a folded line goes with the one before
            name = _NAME.match(line)
            wanted = name is not None and name[1].upper() in _KEPT
        if wanted:
            kept.append(line)
    return b"\n".join(kept) + b"\n" if kept else b""
