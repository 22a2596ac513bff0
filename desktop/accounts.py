"""``liftslot account``: which calendars there are, what each is for, and whether they answer."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.table import Table

from core.calendar import feed
from core.calendar.provider import GOOGLE_ROOT
from core.calendar.source import CalendarAccount, CalendarInfo
from core.errors import InputError
from core.store.accounts import (
    Account,
    CalendarChoice,
    Kind,
    Use,
    add_account,
    find_account,
    load_accounts,
    save_accounts,
)
from core.store.secrets import check_keyring, forget_password, read_password, save_password
from core.words import Words, choose_language
from desktop.home import find_home, find_language
from desktop.logins import GOOGLE, connect_to, find_provider, list_choices
from desktop.reading import is_address
from desktop.workspace import ACCOUNTS_NAME, FEED_TIMEOUT_S, LIFTS_NAME

app = typer.Typer(help="Accounts: which calendars there are and what each is for.", rich_markup_mode=None)

Lang = Annotated[str | None, typer.Option("--lang", help="en, de or fr")]
Name = Annotated[str, typer.Argument(help="what you call the account")]


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


@app.command("add")
def add(
    name: Name,
    address: Annotated[str, typer.Argument(help="address, domain, e-mail address, a file's path, or google")],
    user: Annotated[str, typer.Option("--user", help="login name; makes it a CalDAV account")] = "",
    runs: Annotated[list[str] | None, typer.Option("--runs", metavar="CALENDAR")] = None,
    busy: Annotated[list[str] | None, typer.Option("--busy", metavar="CALENDAR")] = None,
    lifts: Annotated[str | None, typer.Option("--lifts", metavar="CALENDAR", help="where lifts go")] = None,
    ca_file: Annotated[Path | None, typer.Option("--ca-file", metavar="PEM", help="an own authority")] = None,
    private: Annotated[bool, typer.Option("--private", help="of a feed or file keep only the times")] = False,
    client_id: Annotated[str, typer.Option("--client-id", metavar="ID", help="your own, for google")] = "",
    calendar: Annotated[list[str] | None, typer.Option("--calendar", metavar="ID", help="one of google's")] = None,
    lang: Lang = None,
) -> None:
    """Add an account; its password is asked for, or read from standard input."""
    words = _find_words(lang)
    path = find_home() / ACCOUNTS_NAME
    accounts = load_accounts(path)
    if address == GOOGLE and any(account.name == name and account.kind == "google" for account in accounts):
        _sign_in_again(find_account(accounts, name), client_id, words)
        return
    account = Account(
        name=name,
        kind=find_kind(address, user),
        url=_find_url(address, user),
        user=user,
        ca_file=str(ca_file) if ca_file else None,
        private=private,
        calendars=list_choices(calendar or []),
    )
    add_account(accounts, account)
    if account.has_login:
        wishes = Wishes(tuple(runs or ()), tuple(busy or ()), lifts)
        account = _log_in(account, wishes, client_id, words)
    else:
        _read_feed(account)
    save_accounts(path, add_account(accounts, account))
    _show(account, words)


def _log_in(account: Account, wishes: Wishes, client_id: str, words: Words) -> Account:
    """The account with its calendars chosen and its secret in the keyring."""
    secret = _sign_in(account, client_id, words) if account.kind == "google" else ask_password(words)
    chosen = choose_calendars(account, connect_to(account, secret), wishes)
    save_password(account.name, secret)
    if account.kind == "google" and not chosen.chosen("lifts"):
        typer.echo(words.say("commands.google_no_lifts", name=LIFTS_NAME), err=True)
    return chosen


def _sign_in(account: Account, client_id: str, words: Words) -> str:
    """What the keyring will hold of a Google account, after the runner said yes in his browser."""
    from desktop.google_sign_in import ask_keys, sign_in  # noqa: PLC0415 - only Google needs a listener

    check_keyring()
    return sign_in(find_provider(account), ask_keys(account.name, client_id, words), words).to_json()


def _sign_in_again(account: Account, client_id: str, words: Words) -> None:
    """A new sign-in for an account that is there; its calendars stay what they were."""
    secret = _sign_in(account, client_id, words)
    connect_to(account, secret).list_calendars()
    save_password(account.name, secret)
    _show(account, words)


@app.command("list")
def list_accounts(lang: Lang = None) -> None:
    """Every account and its calendars."""
    words = _find_words(lang)
    accounts = load_accounts(find_home() / ACCOUNTS_NAME)
    if not accounts:
        typer.echo(words.say("commands.no_accounts"), err=True)
    for account in accounts:
        _show(account, words)


@app.command("test")
def try_account(name: Name, lang: Lang = None) -> None:
    """Say in words what works: login, each calendar, where lifts go."""
    words = _find_words(lang)
    account = find_account(load_accounts(find_home() / ACCOUNTS_NAME), name)
    if not account.has_login:
        count = _read_feed(account).count(b"BEGIN:VEVENT")
        typer.echo(words.say("sync.account.read", name=account.name, count=count))
        typer.echo(words.say("sync.account.feed"))
        return
    password = read_password(name)
    if password is None:
        raise InputError("password_missing", account=name)
    for line in describe_login(account, connect_to(account, password), words):
        typer.echo(line)


@app.command("remove")
def remove(name: Name, lang: Lang = None) -> None:
    """Forget an account and its password; nothing is deleted on its server."""
    words = _find_words(lang)
    path = find_home() / ACCOUNTS_NAME
    accounts = load_accounts(path)
    account = find_account(accounts, name)
    if account.has_login:
        forget_password(name)
    save_accounts(path, tuple(other for other in accounts if other.name != name))
    typer.echo(words.say("commands.account_removed", name=name), err=True)


def find_kind(address: str, user: str) -> Kind:
    """``google`` by that word, ``caldav`` where a user is named or it is no feed's address, ``file`` for a path, else ``feed``."""
    if address == GOOGLE:
        return "google"
    if user:
        return "caldav"
    if is_address(address):
        return "feed"
    return "file" if Path(address).suffix or Path(address).exists() else "caldav"


def _find_url(address: str, user: str) -> str:
    kind = find_kind(address, user)
    if kind == "google":
        return GOOGLE_ROOT
    return str(Path(address).resolve()) if kind == "file" else address


def ask_password(words: Words) -> str:
    """The password, asked for where somebody sits there, else one line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt(words.say("commands.ask_password"), hide_input=True, err=True))
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise InputError("password_empty")
    return password


def choose_calendars(account: Account, login: CalendarAccount, wishes: Wishes) -> Account:
    """The account with what each of its calendars is for; InputError ``calendar_unknown`` for a name it lacks."""
    found = login.list_calendars()
    known = {info.name for info in found}
    for name in (*wishes.runs, *wishes.busy, *((wishes.lifts,) if wishes.lifts else ())):
        if name not in known:
            raise InputError("calendar_unknown", name=name, known=", ".join(sorted(known)) or "-")
    choices = tuple(CalendarChoice(url=info.url, name=info.name, use=wishes.use_of(info)) for info in found)
    return account.model_copy(update={"calendars": choices})


def describe_login(account: Account, login: CalendarAccount, words: Words) -> list[str]:
    """What works, one sentence a line."""
    infos = {info.url: info for info in login.list_calendars()}
    lines = [
        words.say("sync.account.login", host=urlsplit(account.url).hostname or account.url),
        words.say("sync.account.calendars", count=len(infos)),
    ]
    for choice in account.calendars:
        if choice.use == "ignored":
            continue
        listing = login.open(choice.url).listing()
        lines.append(words.say("sync.account.read", name=choice.name, count=len(listing.etags)))
        lines.append(words.say(f"sync.account.{'tokens' if listing.token else 'no_tokens'}", name=choice.name))
        info = infos.get(choice.url)
        if choice.use == "lifts" and info is not None and not info.writable:
            lines.append(words.say("sync.account.readonly", name=choice.name))
    return lines


def _read_feed(account: Account) -> bytes:
    if account.kind == "file":
        return feed.read_path(Path(account.url))
    return feed.fetch(account.url, validators=None, timeout_s=FEED_TIMEOUT_S).raw or b""


def _show(account: Account, words: Words) -> None:
    """An account without its secret parts: of a feed's address only the host."""
    place = account.url if account.kind == "file" else urlsplit(account.url).hostname or account.url
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_row(account.name, account.kind, place)
    for choice in account.calendars:
        table.add_row("", words.say(f"commands.use_{choice.use}"), choice.name)
    Console().print(table)


def _find_words(lang: str | None) -> Words:
    return Words(choose_language(lang, find_language()))
