"""Passwords at the terminal: asked for where somebody sits there, else read as lines of standard input."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterable, Sequence

import typer

from core.errors import InputError
from core.store.accounts import Account, load_accounts
from core.words import Words
from desktop.home import find_home
from desktop.reading import may_be_account
from desktop.typed import Typed
from desktop.workspace import ACCOUNTS_NAME

WAIT_S = 1.0  # for a line that another program is about to send
MAX_BYTES = 65_536  # of lines that hold passwords


def ask_password(question: str) -> str:
    """A password: typed unseen, or one line of standard input. InputError ``password_empty``, ``password_unreadable``."""
    if _sits_there():
        password = str(typer.prompt(question, default="", hide_input=True, show_default=False, err=True))
    else:
        password = _read_line()
    if not password:
        raise InputError("password_empty")
    return password


def ask_each(accounts: Iterable[Account], words: Words) -> Typed:
    """The passwords of those accounts that ask in each run, one after another; the others are passed over."""
    typed = Typed()
    for account in accounts:
        if account.ask_password:
            typed.take(account.name, ask_password(words.say("commands.ask_password_of", account=account.name)))
    return typed


def ask_at_once(accounts: Iterable[Account], words: Words) -> Typed:
    """As ``ask_each``, but where nobody sits there it waits for no line: accounts without one are left out."""
    asking = [account for account in accounts if account.ask_password]
    if _sits_there():
        return ask_each(asking, words)
    typed = Typed()
    for account, line in zip(asking, _read_waiting(len(asking)), strict=False):
        if line:
            typed.take(account.name, line)
    return typed


def ask_sources(sources: Sequence[str], words: Words) -> Typed:
    """For the accounts among the sources, in the order of the accounts file. ``InputError("input_taken")``."""
    named = {source for source in sources if may_be_account(source)}
    accounts = load_accounts(find_home() / ACCOUNTS_NAME) if named else ()
    asking = [account for account in accounts if account.ask_password and account.name in named]
    if asking and "-" in sources:  # a line of the calendar would be sent to a server
        raise InputError("input_taken", account=asking[0].name)
    return ask_each(asking, words)


def _read_line() -> str:
    try:
        return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
    except UnicodeDecodeError:
        raise InputError("password_unreadable") from None  # the cause would quote it


def _sits_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _read_waiting(count: int) -> list[str]:
    """So many lines of standard input, fewer where it ends or stays silent; none where one cannot look (Windows)."""
    raw = b""
    try:
        source = sys.stdin.fileno() if sys.stdin else -1
        while raw.count(b"\n") < count and len(raw) < MAX_BYTES and select.select([source], [], [], WAIT_S)[0]:
            chunk = os.read(source, MAX_BYTES)
            if not chunk:
                break
            raw += chunk
    except (OSError, ValueError):
        return []
    return [line.rstrip("\r") for line in raw.decode("utf-8", "replace").split("\n")]
