"""A copy of a calendar that holds only when its entries are, for those that are private."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.calendar.source import Item
from core.calendar.times_only import keep_times
from core.sync.ledger import Cache


@dataclass(frozen=True, slots=True)
class DiscreetCache:
    """A cache that never writes down what a private entry is called; in front of the one that keeps."""

    cache: Cache

    def token(self, calendar_url: str) -> str | None:
        """As the cache behind."""
        return self.cache.token(calendar_url)

    def etags(self, calendar_url: str) -> dict[str, str | None]:
        """As the cache behind."""
        return self.cache.etags(calendar_url)

    def items(self, calendar_url: str) -> tuple[Item, ...]:
        """As the cache behind."""
        return self.cache.items(calendar_url)

    def absorb(self, calendar_url: str, items: Sequence[Item], gone: Iterable[str], token: str | None) -> None:
        """The state is this much further, of each new object only its times."""
        told = [replace(item, raw=keep_times(item.raw)) for item in items]
        self.cache.absorb(calendar_url, told, gone, token)
