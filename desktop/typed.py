"""Passwords that the runner types in each run: in memory only, and forgotten with the program."""

from __future__ import annotations

from collections.abc import Callable

from core.errors import InputError, NetworkError
from core.store.accounts import Account
from core.store.secrets import read_password

REFUSED = "caldav_login_"  # how the ids of the faults begin where a server does not take a login


class Typed:
    """By account. Filled on the window's thread or before a command begins, read by workers; no ``repr`` shows one.

    A password that a server refused is not sent again: what it said is said again, until another one is typed.
    """

    __slots__ = ("_known", "_refused")

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._refused: dict[str, NetworkError] = {}

    def lacks(self, account: Account) -> bool:
        """True where the runner has to be asked."""
        if not account.ask_password:
            return False
        return account.name not in self._known or account.name in self._refused

    def take(self, name: str, password: str) -> None:
        """What was typed for an account."""
        self._known[name] = password
        self._refused.pop(name, None)

    def find(self, account: Account) -> str:
        """The password. ``InputError("password_untyped")``, or the ``NetworkError`` with which it was refused."""
        fault = self._refused.get(account.name)
        if fault is not None:
            raise NetworkError(fault.id, **dict(fault.params))
        if account.name not in self._known:
            raise InputError("password_untyped", account=account.name)
        return self._known[account.name]

    def note(self, account: Account, password: str, fault: NetworkError) -> None:
        """What a server said to a password; nothing where another one was typed meanwhile."""
        if fault.id.startswith(REFUSED) and self._known.get(account.name) == password:
            self._refused[account.name] = fault


def find_secret(account: Account, typed: Typed, read: Callable[[str], str | None] = read_password) -> str:
    """What opens an account, typed or kept. ``InputError("password_missing")`` where the keyring has none."""
    if account.ask_password:
        return typed.find(account)
    secret = read(account.name)
    if secret is None:
        raise InputError("password_missing", account=account.name)
    return secret
