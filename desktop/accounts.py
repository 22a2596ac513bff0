"""``liftslot account``: which calendars there are, what each is for, and whether they answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.table import Table

from core.calendar.source import CalendarAccount
from core.errors import InputError, NetworkError
from core.store.accounts import Account, add_account, find_account, load_accounts, save_accounts
from core.store.secrets import forget_password, has_keyring, save_password
from core.words import Words, choose_language
from desktop.console import make_console
from desktop.enrol import Wishes, check_place, choose_calendars, draft_account, log_in, read_feed
from desktop.home import find_home, find_language
from desktop.logins import GOOGLE, connect_to, find_provider, list_choices
from desktop.prompts import ask_each, ask_password
from desktop.typed import find_secret
from desktop.workspace import ACCOUNTS_NAME, LIFTS_NAME

app = typer.Typer(help="Accounts: which calendars there are and what each is for.", rich_markup_mode=None)

Lang = Annotated[str | None, typer.Option("--lang", help="en, de or fr")]
TrustHost = Annotated[
    list[str] | None, typer.Option("--trust-host", metavar="HOST", help="another provider's, that your login may go to")
]
Name = Annotated[str, typer.Argument(help="what you call the account")]


@app.command("add")
def add(
    name: Name,
    address: Annotated[str, typer.Argument(help="address, domain, e-mail address, a file's path, or google")],
    user: Annotated[str, typer.Option("--user", help="login name; makes it a CalDAV account")] = "",
    runs: Annotated[list[str] | None, typer.Option("--runs", metavar="CALENDAR")] = None,
    busy: Annotated[list[str] | None, typer.Option("--busy", metavar="CALENDAR")] = None,
    lifts: Annotated[str | None, typer.Option("--lifts", metavar="CALENDAR", help="where lifts go")] = None,
    ca_file: Annotated[Path | None, typer.Option("--ca-file", metavar="PEM", help="an own authority")] = None,
    trust_host: TrustHost = None,
    ask: Annotated[bool, typer.Option("--ask-password", help="keep it nowhere, ask in each run")] = False,
    private: Annotated[
        bool, typer.Option("--private", help="of busy calendars, or of a feed or file, keep only the times")
    ] = False,
    client_id: Annotated[str, typer.Option("--client-id", metavar="ID", help="your own, for google")] = "",
    calendar: Annotated[list[str] | None, typer.Option("--calendar", metavar="ID", help="one of google's")] = None,
    lang: Lang = None,
) -> None:
    """Add an account; its password is asked for, or read from standard input."""
    words = _find_words(lang)
    path = find_home() / ACCOUNTS_NAME
    accounts = load_accounts(path)
    draft = draft_account(name, address, user)
    check_place(draft, ask=ask)
    if address == GOOGLE and any(account.name == name and account.kind == "google" for account in accounts):
        _sign_in_again(find_account(accounts, name), client_id, words)
        return
    trusted = {"ca_file": find_pem(ca_file), "hosts": tuple(host.lower() for host in trust_host or ())}
    more = {"private": private, "ask_password": ask, "calendars": list_choices(calendar or [])}
    account = draft.model_copy(update=trusted | more)
    add_account(accounts, account)
    if account.has_login:
        wishes = Wishes(tuple(runs or ()), tuple(busy or ()), lifts)
        account = _log_in(account, wishes, client_id, words)
    else:
        read_feed(account)
    save_accounts(path, add_account(accounts, account))
    _show(account, words)


def _log_in(account: Account, wishes: Wishes, client_id: str, words: Words) -> Account:
    """The account with its calendars chosen and its secret in the keyring, unless it asks for that in each run."""
    by_browser = account.kind == "google"
    secret = _sign_in(account, client_id, words) if by_browser else ask_password(words.say("commands.ask_password"))
    account, login = _greet(account, secret, words)
    chosen = choose_calendars(account, login, wishes)
    if not account.ask_password:
        save_password(account.name, secret)
    if by_browser and not chosen.chosen("lifts"):
        typer.echo(words.say("commands.google_no_lifts", name=LIFTS_NAME), err=True)
    return chosen


def _greet(account: Account, secret: str, words: Words) -> tuple[Account, CalendarAccount]:
    """As ``log_in``; where the login would go to another provider, the runner who sits there is asked."""
    try:
        return log_in(account, secret)
    except NetworkError as fault:
        host = str(dict(fault.params).get("host"))
        if fault.id != "caldav_host_foreign" or host in account.hosts or not sys.stdin.isatty():
            raise
        if not typer.confirm(words.say("commands.trust_ask", host=host), err=True):
            raise
    return _greet(account.model_copy(update={"hosts": (*account.hosts, host)}), secret, words)


def find_pem(path: Path | None) -> str | None:
    """Where an own authority's certificate is, from wherever one starts. ``InputError("ca_file_unreadable")``."""
    if path is None:
        return None
    try:
        if "BEGIN CERTIFICATE" not in path.expanduser().read_text("ascii", "replace"):
            raise InputError("ca_file_unreadable", name=path.name)
    except OSError as error:
        raise InputError("ca_file_unreadable", name=path.name) from error
    return str(path.expanduser().resolve())


def _sign_in(account: Account, client_id: str, words: Words) -> str:
    """What the keyring will hold of a Google account, after the runner said yes in his browser."""
    from desktop.google_sign_in import ask_keys, sign_in  # noqa: PLC0415 - only Google needs a listener

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
        count = read_feed(account).count(b"BEGIN:VEVENT")
        typer.echo(words.say("sync.account.read", name=account.name, count=count))
        typer.echo(words.say("sync.account.feed"))
        return
    secret = find_secret(account, ask_each((account,), words))
    for line in describe_login(account, connect_to(account, secret), words):
        typer.echo(line)
    typer.echo(say_lifts(load_accounts(find_home() / ACCOUNTS_NAME), words))


def say_lifts(accounts: Sequence[Account], words: Words) -> str:
    """Which calendar of all accounts the lifts go into, or which will be made for them, and where."""
    for account in accounts:
        for choice in account.chosen("lifts"):
            return words.say("sync.account.lifts", name=choice.name, account=account.name)
    first = next(account for account in accounts if account.has_login)
    place = "no_lifts" if first.kind == "google" else "lifts_made"
    return words.say(f"sync.account.{place}", name=LIFTS_NAME, account=first.name)


@app.command("remove")
def remove(name: Name, lang: Lang = None) -> None:
    """Forget an account and its password; nothing is deleted on its server."""
    words = _find_words(lang)
    path = find_home() / ACCOUNTS_NAME
    accounts = load_accounts(path)
    account = find_account(accounts, name)
    if account.has_login and not account.ask_password and has_keyring():  # one that is gone holds nothing to forget
        forget_password(name)
    save_accounts(path, tuple(other for other in accounts if other.name != name))
    typer.echo(words.say("commands.account_removed", name=name), err=True)


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


def _show(account: Account, words: Words) -> None:
    """An account without its secret parts: of a feed's address only the host."""
    place = account.url if account.kind == "file" else urlsplit(account.url).hostname or account.url
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_row(account.name, account.kind, place)
    if account.ask_password:
        table.add_row("", words.say("commands.password"), words.say("commands.password_asked"))
    for choice in account.calendars:
        table.add_row("", words.say(f"commands.use_{choice.use}"), choice.name)
    make_console().print(table)


def _find_words(lang: str | None) -> Words:
    return Words(choose_language(lang, find_language()))
