"""The look before every decision: a complete copy of the calendar, each missing event of ours asked for by name."""

from __future__ import annotations

from dataclasses import dataclass

from core.calendar.source import CalendarSource, Item
from core.model.ledger import RowState
from core.sync.decision import Question
from core.sync.ledger import Cache, Ledger
from core.sync.pull import Pulled, pull


@dataclass(frozen=True, slots=True)
class Look:
    """What is there. ``question`` is set where so much vanished that the old copy was kept."""

    items: tuple[Item, ...]
    pulled: Pulled
    question: Question | None = None


def look(source: CalendarSource, cache: Cache, ledger: Ledger, *, trust: bool = False) -> Look:
    """The objects of the calendar where our events go. Raises ``NetworkError``; then nothing changed here.

    An event of ours that a listing leaves out is only taken for deleted when a GET says so too.
    """
    pulled = pull(source, cache, trust=trust)
    here = cache.etags(source.url)
    missing = [
        row.href
        for row in ledger.rows(source.url)
        if row.href not in here and row.base is not None and row.state is not RowState.SKIPPED
    ]
    found = [item for href in missing if (item := source.get(href))]
    if found:
        cache.absorb(source.url, found, (), None)
    question = Question("gone", pulled.vanished, pulled.known) if pulled.vanished else None
    return Look(cache.items(source.url), pulled, question)
