"""Servers that asked for peace get it, also from the next run of the program: kept in the store for each account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

from core.calendar.source import CalendarAccount
from core.errors import NetworkError
from core.store.accounts import Account
from core.store.database import Store
from core.sync.patience import begin_pause, is_over, read_pause
from desktop.logins import connect_to

T = TypeVar("T")
BUSY = frozenset({"caldav_server_busy", "feed_busy"})


@dataclass(frozen=True, slots=True)
class Patience:
    """Of one account. ``open_store`` and ``now`` (the runner's clock, aware) are asked each time they are needed."""

    account: Account
    open_store: Callable[[], Store]
    now: Callable[[], datetime]
    insists: bool = False  # the runner wants it asked all the same

    @property
    def _name(self) -> str:
        return f"wait:{self.account.name}"

    def check(self) -> None:
        """``NetworkError("server_wait")`` while the server is not to be asked."""
        if self.insists:
            return
        with self.open_store() as store:
            pause = read_pause(store.fact(self._name))
        now = self.now()
        if pause is not None and not is_over(pause, now):
            until = pause.until.astimezone(now.tzinfo)
            host = urlsplit(self.account.url).hostname or self.account.name
            raise NetworkError("server_wait", host=host, until=f"{until:%H:%M}", account=self.account.name)

    def note(self, seconds: int) -> None:
        """The server asked for so many seconds of peace, -1: it did not say how many."""
        with self.open_store() as store:
            pause = begin_pause(read_pause(store.fact(self._name)), seconds, self.now())
            store.save_fact(self._name, pause.to_json())

    def connect(self, secret: str) -> CalendarAccount:
        """The account's server, asked only if it may be; whenever it says later that it is busy, that is noted too."""
        login = self.attempt(lambda: connect_to(self.account, secret))
        client = getattr(login, "client", None)
        if client is not None:
            client.on_busy = self.note
        return login

    def attempt(self, do: Callable[[], T]) -> T:
        """What the server answers, asked only if it may be; that it is busy is noted on the way."""
        self.check()
        try:
            return do()
        except NetworkError as fault:
            if fault.id in BUSY:
                self.note(int(dict(fault.params).get("seconds", -1)))
            raise
