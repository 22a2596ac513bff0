"""Brings the local copy of a calendar up to its server in as few requests as possible; writes nothing there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.calendar.source import CalendarSource, Item
from core.sync.ledger import Cache

GONE_FLOOR = 3  # objects that may vanish at once without a question
GONE_SHARE = 0.2  # or this share of those known, whichever is more


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull found. ``vanished`` > 0: so many were missing at once that none was dropped; ask, then ``trust``."""

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    vanished: int = 0
    known: int = 0
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _News:
    items: tuple[Item, ...]
    gone: frozenset[str]
    token: str | None
    unread: tuple[str, ...] = ()


def pull(source: CalendarSource, cache: Cache, *, thorough: bool = False, trust: bool = False) -> Pulled:
    """One request where nothing changed and the server has tokens; ``thorough`` compares every etag instead.

    ``trust``: the runner confirmed that many objects, or all, were really deleted. Raises ``NetworkError``; then the
    copy is as it was.
    """
    known = cache.etags(source.url)
    news = _read_news(source, cache, known, thorough=thorough)
    if is_suspicious(len(news.gone), len(known)) and not trust:
        cache.absorb(source.url, news.items, (), None)
        return Pulled(_hrefs(news.items), (), len(news.gone), len(known), news.unread)
    if news.items or news.gone or news.token != cache.token(source.url):
        cache.absorb(source.url, news.items, news.gone, news.token)
    return Pulled(_hrefs(news.items), tuple(sorted(news.gone)), 0, len(known), news.unread)


def is_suspicious(gone: int, known: int) -> bool:
    """True where so much vanished at once that a fault is likelier than a wish: over max(3, 20 %), or everything."""
    return gone > max(GONE_FLOOR, GONE_SHARE * known) or (gone == known and gone > 1)


def _read_news(source: CalendarSource, cache: Cache, known: dict[str, str | None], *, thorough: bool) -> _News:
    token = cache.token(source.url)
    if not known and token is None:
        snapshot = source.everything()
        return _News(snapshot.items, frozenset(), snapshot.token, snapshot.unread)
    delta = source.changes_since(token) if token is not None and not thorough else None
    if delta is None:
        listing = source.listing()
        here = dict(listing.etags)
        items = source.fetch([href for href, etag in listing.etags if _is_news(href, etag, known)])
        return _News(items, frozenset(known) - frozenset(here), listing.token)
    items = source.fetch([href for href, etag in delta.changed if _is_news(href, etag, known)])
    alive = {item.href for item in items} | {href for href, _ in delta.changed}
    return _News(items, frozenset(delta.gone) & frozenset(known) - alive, delta.token)


def _is_news(href: str, etag: str | None, known: dict[str, str | None]) -> bool:
    return href not in known or etag is None or known[href] != etag


def _hrefs(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(item.href for item in items)
