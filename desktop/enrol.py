"""A new account: what kind it is, who logs in, and what each of its calendars is for. Shared by commands and window."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from core.calendar import feed
from core.calendar.provider import GOOGLE_ROOT, Keys
from core.calendar.source import CalendarAccount, CalendarInfo
from core.errors import InputError, NetworkError
from core.store.accounts import Account, CalendarChoice, Kind, Use, add_account, save_accounts
from core.store.secrets import check_keyring, has_keyring, save_password
from desktop.draft import Draft, Found
from desktop.logins import GOOGLE, connect_to, find_provider
from desktop.reading import is_address
from desktop.workspace import ACCOUNTS_NAME, FEED_TIMEOUT_S, LIFTS_NAME, Workspace

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
    if kind == "caldav":
        from core.calendar.locate import read_domain  # noqa: PLC0415 - half a second that only servers need

        read_domain(address)  # before a password is asked for that would open nothing
    try:
        return Account(name=name, kind=kind, url=find_url(address, user), user=find_user(address, user))
    except ValidationError as error:
        if error.errors()[0]["loc"] == ("url",):
            raise InputError("caldav_address_password", host=urlsplit(address).hostname or "") from None
        raise InputError("account_name_invalid") from None


def check_place(account: Account, *, ask: bool) -> None:
    """It is clear where the secret will be before anything is asked for. InputError for what cannot be."""
    if account.kind == "google":
        if ask or not has_keyring():
            raise InputError("google_needs_keyring")
    elif ask and not account.has_login:
        raise InputError("ask_password_needless", account=account.name)
    elif account.has_login and not ask:
        check_keyring()


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


@dataclass(frozen=True, slots=True)
class WorkspaceEnrol:
    """The window's way to a new account: what ``desktop.draft.Enrol`` asks for, over a workspace."""

    work: Workspace
    open_page: Callable[[str], object] = webbrowser.open
    google: Mapping[str, str] = field(default_factory=dict)  # fields of an account there that are not as usual

    def has_keyring(self) -> bool:
        """True where a password can be kept."""
        return has_keyring()

    def look(self, draft: Draft, stop: Callable[[], bool]) -> Found:
        """The account with its calendars; nothing is kept yet."""
        account = draft_account(draft.name, draft.address, draft.user)
        check_place(account, ask=draft.ask)
        account = account.model_copy(update={"hosts": draft.hosts, "ask_password": draft.ask})
        if account.kind == "google":
            account = account.model_copy(update=self.google)
        add_account(self.work.accounts, account)
        if not account.has_login:
            read_feed(account)
            return Found(account)
        secret = self._sign_in(account, draft, stop) if account.kind == "google" else draft.secret
        account, login = log_in(account, secret)
        try:
            return Found(choose_calendars(account, login, Wishes()), secret)
        finally:
            client = getattr(login, "client", None)
            if client is not None:
                client.close()

    def _sign_in(self, account: Account, draft: Draft, stop: Callable[[], bool]) -> str:
        from desktop.google_sign_in import Visit, visit_page  # noqa: PLC0415 - only Google needs a listener

        if not draft.client_id.strip() or not draft.secret.strip():
            raise InputError("google_keys_missing")
        keys = Keys(draft.client_id.strip(), draft.secret.strip())
        thanks = self.work.words.say("commands.google_page")
        return visit_page(find_provider(account), keys, thanks, Visit(self.open_page, stop=stop)).to_json()

    def keep(self, found: Found, uses: Mapping[str, str]) -> None:
        """The secret first: an account without one would fail at every sync."""
        calendars = (
            choice.model_copy(update={"use": uses.get(choice.url, choice.use)}) for choice in found.account.calendars
        )
        account = found.account.model_copy(update={"calendars": tuple(calendars)})
        accounts = add_account(self.work.accounts, account)
        if account.ask_password:
            self.work.typed.take(account.name, found.secret)
        elif account.has_login:
            save_password(account.name, found.secret)
        save_accounts(self.work.home / ACCOUNTS_NAME, accounts)
        self.work.accounts = accounts
