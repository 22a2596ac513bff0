"""Calendars on a CalDAV server (RFC 4791) over one safe client; a write always carries a condition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from core.calendar.client import Login, Reply, SafeClient, Trust, host_of, strong_etag
from core.calendar.discovery import complete_address, find_home, list_calendars
from core.calendar.href import canonical_path, child_path, is_child
from core.calendar.multistatus import (
    CALDAV,
    DAV,
    Multistatus,
    Row,
    calendar_query,
    mkcalendar,
    multiget,
    parse_multistatus,
    propfind,
    read_precondition,
    sync_collection,
)
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
from core.errors import CoreError, InputError, NetworkError

MULTIGET_SIZE = 1000  # hrefs in one request; small batches cost two to four times as much
MAX_SAME = 100  # calendars of one name
MAX_PAGES = 100  # of a truncated sync-collection reply
XML = {"Content-Type": "application/xml; charset=utf-8"}
EPOCH_TOKEN = re.compile(r"1\d{9}")
TAKEN = frozenset({405, 409})  # MKCALENDAR where something already is


def connect(url: str, user: str, password: str, *, ca_file: str | None = None, timeout_s: float = 30) -> CalDAVAccount:
    """The account behind an address; asks the server where its calendars are. ``core.calendar.locate`` takes domains.

    ``timeout_s``: seconds for connecting, for each silence and for a usual reply. ``ca_file``: PEM of an own authority.
    ``NetworkError``, or ``InputError("caldav_address_...")`` for an address that cannot be used.
    """
    return connect_at(complete_address(url), Login(user, password), Trust(ca_file), timeout_s=timeout_s)


def connect_at(address: str, login: Login, trust: Trust, *, timeout_s: float = 30) -> CalDAVAccount:
    """As ``connect``, with all that the runner trusts beyond the server itself."""
    client = SafeClient(address, login, trust=trust, timeout_s=timeout_s)
    try:
        return CalDAVAccount(client, find_home(client, address), address)
    except CoreError:
        client.close()
        raise


@dataclass(frozen=True, slots=True)
class CalDAVAccount:
    """A login on a server; ``home`` is the address that its calendars are below, found from ``address``."""

    client: SafeClient
    home: str
    address: str = ""

    def list_calendars(self) -> tuple[CalendarInfo, ...]:
        """The calendars that hold events, by name."""
        return list_calendars(self.client, self.home)

    def make_calendar(self, name: str) -> CalendarInfo:
        """A new calendar for events, checked to be there; ``InputError("caldav_not_made")`` where none can be made."""
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "calendar"
        known = {canonical_path(info.url) for info in self.list_calendars()}
        tries = (urljoin(self.home, f"{slug}-{number}/" if number > 1 else f"{slug}/") for number in range(1, MAX_SAME))
        for url in (one for one in tries if canonical_path(one) not in known):
            reply = self.client.exchange("MKCALENDAR", url, mkcalendar(name), XML)
            if reply.status not in TAKEN and read_precondition(reply.body) != "resource-must-be-null":
                break
        made = [info for info in self.list_calendars() if canonical_path(info.url) == canonical_path(url)]
        if reply.status >= 300 or not made:
            raise InputError("caldav_not_made", name=name, host=host_of(self.home), status=reply.status)
        return made[0]

    def open(self, calendar_url: str) -> CalDAVCalendar:
        """The calendar at this address; ``NetworkError("caldav_host_foreign")`` where it is not this account's server."""
        url = urljoin(self.home, canonical_path(calendar_url) if "://" not in calendar_url else calendar_url)
        self.client.allow(url)
        return CalDAVCalendar(self.client, url if url.endswith("/") else url + "/")


@dataclass(frozen=True, slots=True)
class CalDAVCalendar:
    """One calendar on a server."""

    client: SafeClient
    url: str

    @property
    def path(self) -> str:
        """The canonical path that all hrefs start with."""
        return canonical_path(self.url)

    def everything(self) -> Snapshot:
        """All objects with their text, in two requests: what the place is, then one query.

        No token: reckoning one costs some servers as much as the query; the next listing brings it.
        """
        self._check_place("0", ("d:resourcetype",))
        answer = self._report(calendar_query(), {"Depth": "1"})
        rows = self._children(answer)
        return Snapshot(
            tuple(item for row in rows if (item := _to_item(row))),
            None,
            tuple(canonical_path(row.href) for row in rows if row.status != 404 and not _to_item(row)),
        )

    def listing(self) -> Listing:
        """All objects' etags; the reply must name the calendar itself, or it is no listing of it."""
        answer = self._check_place("1", ("d:resourcetype", "d:getetag", "d:sync-token"))
        etags = ((canonical_path(row.href), strong_etag(row.text(f"{DAV}getetag"))) for row in self._children(answer))
        return Listing(tuple(sorted(etags, key=lambda pair: pair[0])), answer.token)

    def changes_since(self, token: str) -> Delta | None:
        """What changed since the token, all pages of it; None where the server refuses the token or has none."""
        changed: dict[str, str | None] = {}
        gone: dict[str, None] = {}
        token = _step_back(token)
        for _ in range(MAX_PAGES):
            reply = self.client.exchange("REPORT", self.url, sync_collection(token), XML | {"Depth": "0"}, bulk=True)
            if not reply.is_multistatus:
                self._check_refusal(reply)
                return None
            answer = parse_multistatus(reply.body, host_of(self.url))
            for row in self._children(answer):
                href = canonical_path(row.href)
                if row.status in {404, 410}:
                    gone[href] = None
                else:
                    changed[href] = strong_etag(row.text(f"{DAV}getetag"))
            if answer.token is None:
                return None
            token = answer.token
            if not any(row.status == 507 for row in answer.rows):
                return Delta(tuple(changed.items()), tuple(gone), token)
        raise NetworkError("caldav_reply_broken", host=host_of(self.url))

    def fetch(self, hrefs: Sequence[str]) -> tuple[Item, ...]:
        """The objects of these hrefs, a thousand in a request; one that does not exist is left out."""
        found: list[Item] = []
        for start in range(0, len(hrefs), MULTIGET_SIZE):
            part = hrefs[start : start + MULTIGET_SIZE]
            reply = self.client.exchange("REPORT", self.url, multiget(part), XML | {"Depth": "1"}, bulk=True)
            if reply.status == 404:  # some servers answer so where one of the hrefs is missing
                found += [item for href in part if (item := self.get(href))]
                continue
            rows = self._children(self._read(reply))
            found += [item for row in rows if (item := _to_item(row)) and item.href in part]
        return tuple(found)

    def get(self, href: str) -> Item | None:
        """One object byte for byte with its strong etag."""
        reply = self.client.exchange("GET", self._address(href))
        if reply.status in {404, 410}:
            return None
        if reply.status != 200 or not reply.body.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCALENDAR"):
            raise self._fault(reply)
        return Item(href, reply.etag, reply.body)

    def put(self, href: str, raw: bytes, *, if_match: str | None) -> PutOutcome:
        """Exactly these bytes under a condition. Servers that ignore conditions exist: who asks looks before and after."""
        if if_match is None:
            return self.write(href, raw, {"If-None-Match": "*"})
        return self.write_if(href, raw, if_match)

    def write_if(self, href: str, raw: bytes, etag: str) -> PutOutcome:
        """The bytes in place of those with this strong etag."""
        return self.write(href, raw, {"If-Match": _require_strong(etag, self.url)})

    def write(self, href: str, raw: bytes, condition: dict[str, str]) -> PutOutcome:
        """One PUT under a condition; without one only for who knows that nothing is there."""
        headers = {"Content-Type": "text/calendar; charset=utf-8"} | condition
        reply = self.client.exchange("PUT", self._address(href), raw, headers)
        if reply.status in {200, 201, 204}:
            if reply.body and "html" in reply.headers.get("Content-Type", "").lower():
                raise self._fault(reply)
            return Stored(reply.etag)
        return self._outcome(reply)

    def delete(self, href: str, *, if_match: str) -> DeleteOutcome:
        """Deletes one direct child of this calendar, nothing else ever."""
        condition = {"If-Match": _require_strong(if_match, self.url)}
        reply = self.client.exchange("DELETE", self._address(href), headers=condition)
        return Removed() if reply.status in {200, 202, 204} else self._outcome(reply)

    def href_for(self, name: str) -> str:
        """The href of a new object in this calendar."""
        return child_path(self.path, name)

    def _address(self, href: str) -> str:
        if not is_child(href, self.path):
            raise ValueError("href is not a direct child of its calendar")
        return urljoin(self.url, href)

    def _outcome(self, reply: Reply) -> Conflict | Missing | Refused:
        if reply.status == 412:
            reason = read_precondition(reply.body)
            return Refused(412, reason) if "uid" in reason else Conflict()
        if reply.status in {404, 410}:
            return Missing()
        if 400 <= reply.status < 500:
            return Refused(reply.status, read_precondition(reply.body))
        raise self._fault(reply)

    def _check_place(self, depth: str, names: Sequence[str]) -> Multistatus:
        """The reply to a PROPFIND that names this very calendar as a calendar; its token is the calendar's."""
        reply = self.client.exchange("PROPFIND", self.url, propfind(names), XML | {"Depth": depth}, bulk=depth == "1")
        answer = self._read(reply)
        path = self.path.rstrip("/")
        for row in answer.rows:
            if canonical_path(row.href).rstrip("/") == path:
                if row.has(f"{DAV}resourcetype", f"{CALDAV}calendar"):
                    return Multistatus(answer.rows, row.text(f"{DAV}sync-token"))
                break
        raise NetworkError("caldav_no_calendar", host=host_of(self.url))

    def _report(self, body: bytes, headers: dict[str, str]) -> Multistatus:
        return self._read(self.client.exchange("REPORT", self.url, body, XML | headers, bulk=True))

    def _read(self, reply: Reply) -> Multistatus:
        if not reply.is_multistatus:
            raise self._fault(reply)
        answer = parse_multistatus(reply.body, host_of(self.url))
        if any(row.status == 507 for row in answer.rows):
            raise NetworkError("caldav_reply_broken", host=host_of(self.url))
        return answer

    def _children(self, answer: Multistatus) -> list[Row]:
        """The rows of direct children; hrefs that point anywhere else are nobody we know."""
        path = self.path
        return [row for row in answer.rows if is_child(canonical_path(row.href), path) and row.status != 507]

    def _check_refusal(self, reply: Reply) -> None:
        """A fault unless the server said no: it has no tokens, or this one expired."""
        if (reply.status >= 500 and reply.status != 501) or reply.status < 400:
            raise self._fault(reply)

    def _fault(self, reply: Reply) -> NetworkError:
        host = host_of(self.url)
        if 300 <= reply.status < 400:
            return NetworkError("caldav_redirected", host=host)
        if reply.status in {404, 410}:
            return NetworkError("caldav_gone", host=host)
        if reply.status in {403, 405}:
            return NetworkError("caldav_server_forbids", host=host, status=reply.status)
        if reply.status < 300:
            return NetworkError("caldav_absent", host=host, status=reply.status)
        return NetworkError("caldav_server_failed", host=host, status=reply.status)


def _to_item(row: Row) -> Item | None:
    """The object of a row that has its text, else None."""
    text = row.text(f"{CALDAV}calendar-data") if row.status < 300 else None
    if text is None:
        return None
    return Item(canonical_path(row.href), strong_etag(row.text(f"{DAV}getetag")), text.encode())


def _step_back(token: str) -> str:
    """A token that is a time in seconds (SOGo's) made one earlier: what changed in its own second would be missed."""
    return str(int(token) - 1) if EPOCH_TOKEN.fullmatch(token) else token


def _require_strong(etag: str, url: str) -> str:
    if strong_etag(etag) is None:
        raise NetworkError("caldav_etag_weak", host=host_of(url))
    return etag
