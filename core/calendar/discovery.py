"""From what a runner types to the calendars behind it (RFC 4791 6.2.1, RFC 6764), redirects followed by our own hand."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from core.calendar.client import Reply, SafeClient, host_of
from core.calendar.href import canonical_path, is_child
from core.calendar.multistatus import CALDAV, DAV, Row, parse_multistatus, propfind
from core.calendar.source import CalendarInfo
from core.errors import InputError, NetworkError

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_HERE = frozenset({"caldav_absent", "caldav_redirected"})
WELL_KNOWN = "/.well-known/caldav"
# What people type, and where the provider really answers (its own help pages).
PROVIDERS = {
    "icloud.com": "https://caldav.icloud.com/",
    "me.com": "https://caldav.icloud.com/",
    "mac.com": "https://caldav.icloud.com/",
    "fastmail.com": "https://caldav.fastmail.com/",
    "fastmail.fm": "https://caldav.fastmail.com/",
    "mailbox.org": "https://dav.mailbox.org/",
    "posteo.de": "https://posteo.de:8443/",
}
ABOUT_PLACE = ("d:resourcetype", "d:current-user-principal", "c:calendar-home-set", "d:displayname")
ABOUT_CALENDAR = (
    "d:resourcetype",
    "d:displayname",
    "d:current-user-privilege-set",
    "c:supported-calendar-component-set",
)
WRITING = ("all", "write", "write-content", "bind")


def complete_address(typed: str) -> str:
    """An address from what was typed: a whole address, a domain, or an e-mail address."""
    text = typed.strip()
    if "://" in text:
        return text
    domain, slash, path = text.rpartition("@")[2].partition("/")
    if not domain or " " in domain:
        raise InputError("caldav_address_invalid", address=text)
    return f"https://{domain}/{path}" if slash else PROVIDERS.get(domain.lower(), f"https://{domain}/")


def find_home(client: SafeClient, url: str) -> str:
    """The address of the calendar home, found from any address of the account; its host is allowed from then on."""
    place, row = _look(client, url)
    home = row.href_in(f"{CALDAV}calendar-home-set")
    principal = row.href_in(f"{DAV}current-user-principal")
    if not home and principal:
        place, row = _ask(client, urljoin(place, principal))
        home = row.href_in(f"{CALDAV}calendar-home-set")
    if home:
        place = urljoin(place, home)
        client.allow(place)
    return place if place.endswith("/") else place + "/"


def _look(client: SafeClient, url: str) -> tuple[str, Row]:
    """What is at the address; where that is no answer, at it with a last slash, then at its host's well-known address."""
    bare = urlsplit(url).path in {"", "/"}
    try:
        place, row = _ask(client, url)
    except NetworkError as error:
        if error.id not in NOT_HERE or url.endswith(".ics"):
            raise
        found = None if url.endswith("/") else _try(client, url + "/")
        found = found or _try(client, urljoin(url, WELL_KNOWN))
        if found is None:
            raise
        return found
    if bare and not row.href_in(f"{DAV}current-user-principal"):
        return _try(client, urljoin(url, WELL_KNOWN)) or (place, row)
    return place, row


def _try(client: SafeClient, url: str) -> tuple[str, Row] | None:
    try:
        return _ask(client, url)
    except NetworkError as error:
        if error.id in NOT_HERE:
            return None
        raise


def _ask(client: SafeClient, url: str) -> tuple[str, Row]:
    """Properties of one place and where it really is, after at most five redirects to hosts that we trust."""
    for _ in range(MAX_REDIRECTS):
        reply = client.exchange("PROPFIND", url, propfind(ABOUT_PLACE), {"Depth": "0", "Content-Type": "text/xml"})
        if reply.status not in REDIRECTS:
            return url, _only_row(reply, url)
        target = urljoin(url, reply.headers.get("Location", ""))
        client.allow(target)
        url = target
    raise NetworkError("caldav_redirected", host=host_of(url))


def _only_row(reply: Reply, url: str) -> Row:
    if not reply.is_multistatus:
        raise NetworkError("caldav_absent", host=host_of(url), status=reply.status)
    rows = parse_multistatus(reply.body, host_of(url)).rows
    if not rows or rows[0].status >= 400:
        raise NetworkError("caldav_absent", host=host_of(url), status=reply.status)
    return rows[0]


def list_calendars(client: SafeClient, home: str) -> tuple[CalendarInfo, ...]:
    """The calendars directly below a home that take events, by name; the home itself where it is a calendar."""
    top = canonical_path(home)
    return read_calendars(
        client, home, "1", lambda path: path.rstrip("/") == top.rstrip("/") or is_child(path.rstrip("/"), top)
    )


def read_calendars(
    client: SafeClient, place: str, depth: str, belongs: Callable[[str], bool]
) -> tuple[CalendarInfo, ...]:
    """The calendars that take events in the reply about a place, by name, as far as their canonical path belongs."""
    reply = client.exchange("PROPFIND", place, propfind(ABOUT_CALENDAR), {"Depth": depth, "Content-Type": "text/xml"})
    if not reply.is_multistatus:
        raise NetworkError("caldav_absent", host=host_of(place), status=reply.status)
    rows = parse_multistatus(reply.body, host_of(place)).rows
    found = [_to_info(row, place) for row in rows if belongs(canonical_path(row.href)) and _takes_events(row)]
    return tuple(sorted(found, key=lambda info: (info.name, info.url)))


def _takes_events(row: Row) -> bool:
    kinds = _kinds(row)
    return row.has(f"{DAV}resourcetype", f"{CALDAV}calendar") and (not kinds or "VEVENT" in kinds)


def _to_info(row: Row, home: str) -> CalendarInfo:
    path = canonical_path(row.href).rstrip("/") + "/"
    privileges = f"{DAV}current-user-privilege-set"
    writable = privileges not in row.found or any(row.has(privileges, f"{DAV}{name}") for name in WRITING)
    name = row.text(f"{DAV}displayname") or path.rstrip("/").rpartition("/")[2]
    return CalendarInfo(urljoin(home, path), name, writable, _kinds(row) or ("VEVENT",))


def _kinds(row: Row) -> tuple[str, ...]:
    element = row.found.get(f"{CALDAV}supported-calendar-component-set")
    return () if element is None else tuple(child.get("name", "").upper() for child in element.iter(f"{CALDAV}comp"))
