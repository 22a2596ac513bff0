"""A new account: what kind it is, who logs in, and what each of its calendars is for. Shared by commands and window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from core.calendar import feed
from core.calendar.provider import GOOGLE_ROOT
from core.calendar.source import CalendarAccount, CalendarInfo
from core.errors import InputError, NetworkError
from core.store.accounts import Account, CalendarChoice, Kind, Use
from desktop.logins import GOOGLE, connect_to
from desktop.reading import is_address
from desktop.workspace import FEED_TIMEOUT_S, LIFTS_NAME

CALENDAR_FILES = frozenset({".ics", ".ical", ".icalendar", ".ifb", ".vcs", ".txt"})


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which calendars the runner named for what."""

    runs: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()
    lifts: str | None = None

    def use_of(self, info: CalendarInfo) -> Use:
        """What a calendar is for: as named, else lifts where it is ours by name, else runs unless others were named."""
        if info.name == (self.lifts or LIFTS_NAME):
            return "lifts"
        if info.name in self.busy:
            return "busy"
        return "runs" if info.name in self.runs or not self.runs else "ignored"


def draft_account(name: str, address: str, user: str) -> Account:
    """The account as it was typed, nothing asked yet. ``InputError`` for what can be none."""
    kind = find_kind(address, user)
    try:
        return Account(name=name, kind=kind, url=find_url(address, user), user=find_user(address, user))
    except ValidationError as error:
        if error.errors()[0]["loc"] == ("url",):
            raise InputError("caldav_address_password", host=urlsplit(address).hostname or "") from None
        raise InputError("account_name_invalid") from None


def find_kind(address: str, user: str) -> Kind:
    """``google`` by that word, ``caldav`` where a user is named or it is an e-mail address or a domain, else feed or file."""
    if address == GOOGLE:
        return "google"
    if user:
        return "caldav"
    if is_address(address):
        return "feed"
    path = Path(address)
    is_file = path.exists() or path.suffix.lower() in CALENDAR_FILES or address.startswith(("/", ".", "~"))
    return "file" if is_file else "caldav"


def find_url(address: str, user: str) -> str:
    """Where the account is, as the accounts file keeps it."""
    kind = find_kind(address, user)
    if kind == "google":
        return GOOGLE_ROOT
    return str(Path(address).expanduser().resolve()) if kind == "file" else address.strip()


def find_user(address: str, user: str) -> str:
    """Who logs in: as named, else the e-mail address that was typed. ``InputError("user_missing")``."""
    if user or find_kind(address, user) != "caldav":
        return user
    name, at, _domain = address.strip().rpartition("@")
    if not at or not name or "/" in address:
        raise InputError("user_missing")
    return address.strip()


def log_in(account: Account, secret: str) -> tuple[Account, CalendarAccount]:
    """The server, and the account with the address that was found: it is not looked for again at every sync."""
    try:
        login = connect_to(account, secret)
    except NetworkError as fault:
        if fault.id == "caldav_absent" and account.url.lower().partition("?")[0].endswith(".ics"):
            raise InputError("caldav_is_feed") from fault
        raise
    found = getattr(login, "address", "")
    return account.model_copy(update={"url": found}) if found else account, login


def choose_calendars(account: Account, login: CalendarAccount, wishes: Wishes) -> Account:
    """The account with what each of its calendars is for; InputError ``calendar_unknown`` for a name it lacks."""
    found = login.list_calendars()
    known = {info.name for info in found}
    for name in (*wishes.runs, *wishes.busy, *((wishes.lifts,) if wishes.lifts else ())):
        if name not in known:
            raise InputError("calendar_unknown", name=name, known=", ".join(sorted(known)) or "-")
    choices = tuple(CalendarChoice(url=info.url, name=info.name, use=wishes.use_of(info)) for info in found)
    return account.model_copy(update={"calendars": choices})


def read_feed(account: Account) -> bytes:
    """The bytes of a file or of a feed's address."""
    if account.kind == "file":
        return feed.read_path(Path(account.url))
    return feed.fetch(account.url, validators=None, timeout_s=FEED_TIMEOUT_S).raw or b""
