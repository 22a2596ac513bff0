"""An account on its way: what was typed, and what was found there. Light, for the window's first paint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from core.store.accounts import Account


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed. ``secret``: a password, or Google's client secret; ``hosts``: other providers that were allowed."""

    name: str
    address: str
    user: str = ""
    secret: str = field(default="", repr=False)
    client_id: str = ""
    hosts: tuple[str, ...] = ()
    ask: bool = False  # the password is kept nowhere, and asked for in each run


@dataclass(frozen=True, slots=True)
class Found:
    """An account that answered, its calendars with what each would be for; ``secret`` is for the keyring or this run."""

    account: Account
    secret: str = field(default="", repr=False)


class Enrol(Protocol):
    """What the window needs for a new account; ``desktop.enrol`` builds one over the home folder."""

    def has_keyring(self) -> bool:
        """True where this system can keep a password. May take a second."""
        ...

    def look(self, draft: Draft, stop: Callable[[], bool]) -> Found:
        """Ask the server, or the runner's browser first. CoreError; asked to stop it ends within a second."""
        ...

    def keep(self, found: Found, uses: Mapping[str, str]) -> None:
        """The account is added, its calendars (by address) for "runs", "busy", "lifts" or "ignored". CoreError."""
        ...
