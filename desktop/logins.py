"""From an account and its secret to its server, whichever kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from core.calendar.provider import GOOGLE_AUTH_URL, GOOGLE_ROOT, GOOGLE_TOKEN_URL, Provider, read_keys
from core.calendar.source import CalendarAccount
from core.store.accounts import Account, CalendarChoice

GOOGLE = "google"  # what is typed for an address


def connect_to(account: Account, secret: str) -> CalendarAccount:
    """The account's server; ``secret`` is what the keyring holds: a password, or Google's keys."""
    from core.calendar import google, locate  # noqa: PLC0415 - half a second that only servers need
    from core.calendar.client import Login, Trust  # noqa: PLC0415

    if account.kind == "google":
        places = tuple(choice.url for choice in account.calendars)
        keys = read_keys(secret, account.name)
        return google.connect(find_provider(account), keys, account.name, root=account.url, calendars=places)
    return locate.find_account(account.url, Login(account.user, secret), Trust(account.ca_file, account.hosts))


def find_provider(account: Account) -> Provider:
    """Where the account's tokens come from: Google, unless the accounts file names another place."""
    return Provider(account.auth_url or GOOGLE_AUTH_URL, account.token_url or GOOGLE_TOKEN_URL, ca_file=account.ca_file)


def list_choices(calendar_ids: Sequence[str]) -> tuple[CalendarChoice, ...]:
    """Google's calendars by the ids that stand in their settings, such as an e-mail address."""
    return tuple(CalendarChoice(url=f"{GOOGLE_ROOT}{quote(one, safe='@')}/events/") for one in calendar_ids)
