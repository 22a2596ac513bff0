"""A calendar in memory that fails and lies in the ways that servers were seen to."""

import re

from core.calendar.memory import MemoryCalendar
from core.calendar.source import Delta, Item, Listing, Refused, Snapshot, Stored
from core.errors import NetworkError

BEFORE, AFTER, BUSY, BROKEN, FAILED = "before", "after", "busy", "broken", "failed"
MEANWHILE, EDITED = "meanwhile", "edited"  # somebody else is quicker, or comes right after us


class FaultyCalendar(MemoryCalendar):
    """``faults`` are used up one a write; ``reading`` faults one a read; the flags lie for good."""

    def __init__(self, url):
        super().__init__(url)
        self.faults = []
        self.reading = []
        self.rewrites = False  # stores another spelling than was sent
        self.shy = False  # a PUT gives no etag
        self.forgetful = False  # tokens are never known
        self.repeats = False  # every delta repeats everything that is there
        self.bare = False  # no strong etag anywhere: none, or a weak one
        self.stale = False  # a token is taken, and nothing is said to have changed since
        self.cuts = False  # a listing leaves out half, and says nothing of it
        self.meanwhile = lambda _href: None  # what somebody else does just before or just after our write
        self.writes = 0

    def put(self, href, raw, *, if_match):
        return self._write(href, lambda: self._store(href, raw, if_match))

    def delete(self, href, *, if_match):
        return self._write(href, lambda: super(FaultyCalendar, self).delete(href, if_match=if_match))

    def _store(self, href, raw, if_match):
        outcome = super().put(href, respell(raw) if self.rewrites else raw, if_match=if_match)
        return Stored() if self.shy and isinstance(outcome, Stored) else outcome

    def _write(self, href, action):
        self.writes += 1
        fault = self.faults.pop(0) if self.faults else None
        if fault == MEANWHILE:
            self.meanwhile(href)
        if fault == BEFORE:
            raise NetworkError("caldav_server_unreachable", host="h")
        if fault == BUSY:
            raise NetworkError("caldav_server_busy", host="h", seconds=5)
        if fault == FAILED:
            raise NetworkError("caldav_server_failed", host="h", status=500)
        if fault == BROKEN:
            return Refused(403, "valid-calendar-data")
        outcome = action()
        if fault == EDITED:
            self.meanwhile(href)
        if fault == AFTER:
            raise NetworkError("caldav_server_slow", host="h")
        return outcome

    def _read(self):
        if self.reading and self.reading.pop(0):
            raise NetworkError("caldav_reply_broken", host="h")

    def _etag(self, href):
        return None if self.bare else super()._etag(href)

    def everything(self) -> Snapshot:
        self._read()
        whole = super().everything()
        return Snapshot(whole.items[:: 2 if self.cuts else 1], whole.token)

    def listing(self) -> Listing:
        self._read()
        whole = super().listing()
        return Listing(whole.etags[:: 2 if self.cuts else 1], whole.token)

    def fetch(self, hrefs) -> tuple[Item, ...]:
        self._read()
        return super().fetch(hrefs)

    def get(self, href) -> Item | None:
        return next(iter(MemoryCalendar.fetch(self, [href])), None)

    def changes_since(self, token) -> Delta | None:
        self._read()
        if self.stale:
            return Delta((), (), token)
        delta = None if self.forgetful else super().changes_since(token)
        if delta is None or not self.repeats:
            return delta
        here = tuple((href, self._etag(href)) for href in sorted(self.objects))
        return Delta(here, (*delta.gone, *(href for href, _ in here[:1])), delta.token)


def respell(raw):
    """The same event as a server may store it: other order, other case, categories split, a property of its own."""
    lines = re.sub(rb"\r\n[ \t]", b"", raw).split(b"\r\n")
    start = lines.index(b"BEGIN:VEVENT") + 1
    end = next(
        number for number in range(start, len(lines)) if lines[number].startswith((b"END:VEVENT", b"BEGIN:VALARM"))
    )
    body = sorted(line for line in lines[start:end] if not line.startswith(b"X-SERVER"))
    return b"\r\n".join([*lines[:start], *body, b"X-SERVER:1", *lines[end:]])
