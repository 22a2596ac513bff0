"""What a sync asks of whoever keeps its memory; ``core.store.database.Store`` does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from core.calendar.source import Item
from core.model.ledger import LedgerRow


class Ledger(Protocol):
    """The rows of our own events. Every change is safe on disk when the method returns."""

    def rows(self, calendar_url: str) -> tuple[LedgerRow, ...]:
        """The rows of one calendar, by uid."""

    def save_rows(self, rows: Iterable[LedgerRow]) -> None:
        """Writes these rows, all or none."""

    def drop_rows(self, uids: Iterable[str]) -> None:
        """Forgets these rows, all or none."""


class Cache(Protocol):
    """The last state read of each calendar, so that everything works without a network."""

    def token(self, calendar_url: str) -> str | None:
        """The token of that state; None where none was kept."""

    def etags(self, calendar_url: str) -> dict[str, str | None]:
        """Href to etag of that state; empty for a calendar never read."""

    def items(self, calendar_url: str) -> tuple[Item, ...]:
        """The objects of that state, by href."""

    def absorb(self, calendar_url: str, items: Sequence[Item], gone: Iterable[str], token: str | None) -> None:
        """The state is now this much further; one step, all or nothing."""
