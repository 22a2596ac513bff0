"""What every calendar can do, whatever holds it: a server, a file, or memory.

Glossary
--------
account     a login on one server; it holds calendars
calendar    a collection of objects with one address (``url``, ends with a slash)
object      one .ics resource: a VCALENDAR with the events of one UID
href        the path of an object on its server, percent-encoding made canonical; a direct child of the calendar
etag        the server's name for the exact stored bytes; only a strong one, ``None`` where the server gives none
token       the server's name for the state of a whole calendar (RFC 6578), opaque
outcome     what became of a write: a value, because a refusal is something to decide about
fault       the network or the server failed: ``NetworkError``; what was asked may or may not have happened
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CalendarInfo:
    """A calendar as an account lists it."""

    url: str
    name: str
    writable: bool = True
    kinds: tuple[str, ...] = ("VEVENT",)  # component kinds that it takes


@dataclass(frozen=True, slots=True)
class Item:
    """One object as it is stored: ``raw`` is what came off the wire."""

    href: str
    etag: str | None
    raw: bytes


@dataclass(frozen=True, slots=True)
class Listing:
    """All objects of a calendar without their text; a source never returns an incomplete one."""

    etags: tuple[tuple[str, str | None], ...]
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All objects of a calendar with their text. ``unread`` exist, but the server could not give them.

    ``token`` is None where asking for it would cost another long request; a listing has it.
    """

    items: tuple[Item, ...]
    token: str | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed since a token. Servers repeat themselves: a href may be in both, or be no news at all."""

    changed: tuple[tuple[str, str | None], ...]
    gone: tuple[str, ...]
    token: str | None


@dataclass(frozen=True, slots=True)
class Stored:
    """The write was taken. The etag is no proof of the stored text: servers rewrite and answer a strong one."""

    etag: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """The object was deleted."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """The object is not in the state that the condition asked for (412), or exists where it should not."""


@dataclass(frozen=True, slots=True)
class Missing:
    """There is no such object (404, 410)."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The server does not take this (400, 403, 409 ...).

    ``reason`` is a precondition's name such as ``no-uid-conflict`` (RFC 4791 5.3.2.1), or empty.
    """

    status: int
    reason: str = ""


PutOutcome = Stored | Conflict | Missing | Refused
DeleteOutcome = Removed | Conflict | Missing | Refused


class CalendarSource(Protocol):
    """One calendar. Every method may raise ``NetworkError``; then nothing is known of what happened."""

    @property
    def url(self) -> str:
        """The calendar's address, ends with a slash."""

    def everything(self) -> Snapshot:
        """All objects with their text, in a number of requests that does not grow with each event."""

    def listing(self) -> Listing:
        """All objects' etags, from a reply that was checked to be whole and of a calendar."""

    def changes_since(self, token: str) -> Delta | None:
        """What changed since the token; None where the server no longer knows it or has no tokens."""

    def fetch(self, hrefs: Sequence[str]) -> tuple[Item, ...]:
        """The objects of these hrefs in few requests; those that do not exist are left out."""

    def get(self, href: str) -> Item | None:
        """One object byte for byte with its etag; None where it does not exist."""

    def put(self, href: str, raw: bytes, *, if_match: str | None) -> PutOutcome:
        """Store exactly these bytes: over the state ``if_match`` names, or (None) only where nothing is yet."""

    def delete(self, href: str, *, if_match: str) -> DeleteOutcome:
        """Delete the object if it is still in the state that ``if_match`` names."""

    def href_for(self, name: str) -> str:
        """The href of a new object, from a name of plain letters, digits, dots and hyphens."""


class CalendarAccount(Protocol):
    """A login that holds calendars. Every method may raise ``NetworkError``."""

    def list_calendars(self) -> tuple[CalendarInfo, ...]:
        """The calendars that hold events, by name."""

    def make_calendar(self, name: str) -> CalendarInfo:
        """A new calendar for events; ``InputError("caldav_not_made")`` where the server does not do that."""

    def open(self, calendar_url: str) -> CalendarSource:
        """The calendar at this address; nothing is asked of the server yet."""
