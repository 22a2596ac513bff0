"""Pure: what the runner chose where both sides changed the same thing, as a row that the next sync follows.

Nothing is sent here. A row remembers what either side was when both were last at peace; a choice moves one of the two
memories, so that only the other side is seen as changed. What did not clash stays merged as ever.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.calendar.ics import compose
from core.model.event import OwnEvent
from core.model.ledger import LedgerRow, RowState
from core.sync.decision import Clash
from core.sync.fields import Own, differing, read_event

TIMES = frozenset({"start", "end"})


class Keep(StrEnum):
    """Which side holds. BOTH: the calendar's event as it is there, and the plan's session as an event of its own."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def can_keep_both(clash: Clash) -> bool:
    """True where the times differ: two events at one time, differing in a title, would help nobody."""
    return "start" in clash.fields


def settle(row: LedgerRow, clash: Clash, keep: Keep, stamp: datetime) -> LedgerRow:
    """The row after the choice. For BOTH it is the calendar's side that holds for this event.

    ``stamp`` (aware) is only written, never compared. A later edit of either side clashes anew.
    """
    zone = clash.theirs.start.tzinfo
    base = read_event(row.base, row.uid, zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")) or Own(clash.theirs)
    calm = replace(row, state=RowState.SYNCED, desired=None, wanting=None)
    if keep is Keep.MINE:
        return replace(calm, base=_put(clash.theirs, base.event, clash, stamp), wanted=row.wanted or row.base)
    last = read_event(row.wanted, row.uid, ZoneInfo("UTC")) or base
    return replace(calm, wanted=_put(clash.ours, last.event, clash, stamp))


def agree_on_times(row: LedgerRow, wish: OwnEvent, stamp: datetime) -> LedgerRow:
    """The row where plan and calendar have one time: from now on whoever leaves it is the one who moved.

    Without this a plan that followed the calendar and goes back to its old time would not seem to have moved.
    """
    base = read_event(row.base, row.uid, ZoneInfo("UTC"))
    last = read_event(row.wanted, row.uid, ZoneInfo("UTC")) or base
    if row.state is not RowState.SYNCED or base is None or last is None or TIMES & differing(base, Own(wish)):
        return row
    if not TIMES & differing(last, Own(wish)):
        return row
    agreed = replace(last.event, start=wish.start, end=wish.end)
    return replace(row, wanted=compose([agreed], stamp=stamp))


def _put(side: OwnEvent, into: OwnEvent, clash: Clash, stamp: datetime) -> bytes:
    """The bytes of ``into`` with the fields of the clash as one side has them."""
    names = {*clash.fields, *(("end",) if "start" in clash.fields else ())}
    return compose([replace(into, **{name: getattr(side, name) for name in names})], stamp=stamp)
