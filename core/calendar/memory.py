"""A calendar in memory: the same contract as a server's, without one. For tests, the demo and trying out.

It behaves as RFC 4918, 4791 and 6578 ask: strong etags, conditions kept, one UID once in a calendar, tokens.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from core.calendar.href import canonical_path, child_path
from core.calendar.source import (
    CalendarInfo,
    Conflict,
    DeleteOutcome,
    Delta,
    Item,
    Listing,
    Missing,
    PutOutcome,
    Refused,
    Removed,
    Snapshot,
    Stored,
)
from core.errors import InputError

UID_LINE = re.compile(rb"(?m)^UID(?:;[^:\r\n]*)?:(.*?)\r?$")


class MemoryCalendar:
    """One calendar; ``objects`` maps href to bytes and may be looked at."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.objects: dict[str, bytes] = {}
        self._log: list[str] = []  # hrefs touched, oldest first; a token is a position in it

    @property
    def url(self) -> str:
        """The calendar's address."""
        return self._url

    def everything(self) -> Snapshot:
        """All objects with their text."""
        return Snapshot(self.fetch(sorted(self.objects)), self._token())

    def listing(self) -> Listing:
        """All objects' etags."""
        return Listing(tuple((href, self._etag(href)) for href in sorted(self.objects)), self._token())

    def changes_since(self, token: str) -> Delta | None:
        """What was touched since the token; None for a token of another calendar."""
        prefix, _, position = token.rpartition("/")
        if prefix + "/" != self.url or not position.isdigit() or int(position) > len(self._log):
            return None
        touched = sorted(set(self._log[int(position) :]))
        return Delta(
            tuple((href, self._etag(href)) for href in touched if href in self.objects),
            tuple(href for href in touched if href not in self.objects),
            self._token(),
        )

    def fetch(self, hrefs: Sequence[str]) -> tuple[Item, ...]:
        """The objects of these hrefs that exist."""
        return tuple(Item(href, self._etag(href), self.objects[href]) for href in hrefs if href in self.objects)

    def get(self, href: str) -> Item | None:
        """One object, or None."""
        return next(iter(self.fetch([href])), None)

    def put(self, href: str, raw: bytes, *, if_match: str | None) -> PutOutcome:
        """Store under the condition; a UID may be in the calendar once."""
        if if_match is None and href in self.objects:
            return Conflict()
        if if_match is not None and if_match != self._etag(href):
            return Conflict()
        uids = set(UID_LINE.findall(raw))
        if len(uids) != 1:
            return Refused(400, "valid-calendar-object-resource")
        if any(uids & set(UID_LINE.findall(other)) for key, other in self.objects.items() if key != href):
            return Refused(409, "no-uid-conflict")
        self.keep(href, raw)
        return Stored(self._etag(href))

    def delete(self, href: str, *, if_match: str) -> DeleteOutcome:
        """Delete under the condition."""
        if href not in self.objects:
            return Missing()
        if if_match != self._etag(href):
            return Conflict()
        self.drop(href)
        return Removed()

    def href_for(self, name: str) -> str:
        """The href of a new object."""
        return child_path(self.path, name)

    @property
    def path(self) -> str:
        """The path part of the address."""
        return canonical_path(self.url)

    def keep(self, href: str, raw: bytes) -> None:
        """Somebody stored this, no condition asked."""
        self.objects[href] = raw
        self._log.append(href)

    def drop(self, href: str) -> None:
        """Somebody deleted this, no condition asked."""
        del self.objects[href]
        self._log.append(href)

    def _etag(self, href: str) -> str | None:
        raw = self.objects.get(href)
        return None if raw is None else f'"{hashlib.sha256(raw).hexdigest()[:16]}"'

    def _token(self) -> str:
        return f"{self.url}{len(self._log)}"


class MemoryAccount:
    """A login whose calendars are in memory."""

    def __init__(self, root: str = "memory://here/") -> None:
        self._root = root
        self.calendars: dict[str, tuple[CalendarInfo, MemoryCalendar]] = {}

    def list_calendars(self) -> tuple[CalendarInfo, ...]:
        """The calendars by name."""
        return tuple(sorted((info for info, _ in self.calendars.values()), key=lambda info: (info.name, info.url)))

    def make_calendar(self, name: str) -> CalendarInfo:
        """A new, empty calendar."""
        url = f"{self._root}{len(self.calendars) + 1}/"
        info = CalendarInfo(url, name)
        self.calendars[url] = (info, MemoryCalendar(url))
        return info

    def open(self, calendar_url: str) -> MemoryCalendar:
        """The calendar at this address; ``InputError("caldav_unknown")`` where there is none."""
        if calendar_url not in self.calendars:
            raise InputError("caldav_unknown", name=calendar_url)
        return self.calendars[calendar_url][1]
