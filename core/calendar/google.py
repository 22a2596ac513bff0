"""Google's CalDAV (version 2): bearer tokens, calendars by their id, no MKCALENDAR, no condition but If-Match."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from niquests.auth import AuthBase
from niquests.models import PreparedRequest

from core.calendar.caldav import CalDAVCalendar
from core.calendar.client import Login, Reply, SafeClient, Trust, host_of, origin_of
from core.calendar.discovery import find_home, read_calendars
from core.calendar.href import canonical_path
from core.calendar.oauth import TokenDesk
from core.calendar.provider import GOOGLE_ROOT, Keys, Provider
from core.calendar.source import CalendarInfo, Conflict, PutOutcome
from core.errors import InputError, NetworkError

API_OFF = 403  # also the answer where the CalDAV API is not switched on for the client id


class _Bearer(AuthBase):
    """Puts one access token on a request."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """The request with the token."""
        assert request.headers is not None
        request.headers["Authorization"] = "Bearer " + self.token
        return request


class BearerClient(SafeClient):
    """The safe client with tokens: renewed before they end, and once after a 401. They go to one host only."""

    def __init__(self, url: str, desk: TokenDesk, provider: Provider) -> None:
        super().__init__(url, Login("", ""), trust=Trust(provider.ca_file), timeout_s=provider.timeout_s)
        self.desk = desk

    def exchange(
        self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None, *, bulk: bool = False
    ) -> Reply:
        """As ``SafeClient.exchange``; ``NetworkError("google_sign_in_again")`` where even a new token is refused."""
        self.auth = _Bearer(self.desk.access_token())
        try:
            return super().exchange(method, url, body, headers, bulk=bulk)
        except NetworkError as fault:
            if fault.id != "caldav_login_refused":
                raise
        self.auth = _Bearer(self.desk.renew())  # a 401 changed nothing, so that even a write may be sent again
        try:
            return super().exchange(method, url, body, headers, bulk=bulk)
        except NetworkError as fault:
            if fault.id != "caldav_login_refused":
                raise
            raise NetworkError("google_sign_in_again", account=self.desk.account) from fault

    def allow(self, url: str) -> None:
        """Nothing but the root's own host: other names below googleusercontent.com hold what strangers put there."""
        if origin_of(url) not in self.origins:
            raise NetworkError("caldav_host_foreign", host=host_of(url))

    def close(self) -> None:
        """Both connections end."""
        self.desk.close()
        super().close()


def connect(
    provider: Provider, keys: Keys, account: str, *, root: str = GOOGLE_ROOT, calendars: tuple[str, ...] = ()
) -> GoogleAccount:
    """The account behind these keys; asks nothing yet. ``calendars``: addresses; none: all that Google lists.

    ``account``: its name here, for the sentence that asks to sign in again.
    """
    return GoogleAccount(BearerClient(root, TokenDesk(provider, keys, account), provider), root, calendars)


@dataclass(frozen=True, slots=True)
class GoogleAccount:
    """A Google account as a CalendarAccount."""

    client: BearerClient
    root: str
    calendars: tuple[str, ...] = ()

    def list_calendars(self) -> tuple[CalendarInfo, ...]:
        """The named calendars, else those that Google lists (chosen on its sync-select page), by name.

        ``NetworkError("google_api_off")`` for a client id without the CalDAV API, ``InputError("google_no_calendars")``.
        """
        try:
            found = self._read()
        except NetworkError as fault:
            if ("status", API_OFF) in fault.params:
                raise NetworkError("google_api_off") from fault
            raise
        if not found:
            raise InputError("google_no_calendars")
        return tuple(sorted(found, key=lambda info: (info.name, info.url)))

    def make_calendar(self, name: str) -> CalendarInfo:
        """Never: Google's CalDAV has no MKCALENDAR."""
        raise InputError("google_makes_no_calendar", name=name)

    def open(self, calendar_url: str) -> GoogleCalendar:
        """The calendar at this address; ``NetworkError("caldav_host_foreign")`` where it is not Google's."""
        url = urljoin(self.root, calendar_url)
        self.client.allow(url)
        return GoogleCalendar(self.client, url if url.endswith("/") else url + "/")

    def _read(self) -> list[CalendarInfo]:
        if not self.calendars:
            home = find_home(self.client, self.root)
            return list(read_calendars(self.client, home, "1", self._is_collection))
        places = (read_calendars(self.client, url, "0", self._is_collection) for url in self.calendars)
        return [info for place in places for info in place]

    def _is_collection(self, path: str) -> bool:
        """Each calendar has its own id below the root; only ``events`` of it holds objects."""
        return re.fullmatch(re.escape(canonical_path(self.root)) + r"[^/]+/events/?", path) is not None


@dataclass(frozen=True, slots=True)
class GoogleCalendar(CalDAVCalendar):
    """One calendar at Google, where If-None-Match is unknown: a create looks first, under a name nobody else has."""

    def put(self, href: str, raw: bytes, *, if_match: str | None) -> PutOutcome:
        """Exactly these bytes; without a condition only where a GET just said that nothing is there."""
        if if_match is not None:
            return self.write_if(href, raw, if_match)
        if self.get(href) is not None:
            return Conflict()
        return self.write(href, raw, {})
