"""Pure: what we want x what is there x what we last knew -> the list of changes, nothing carried out.

The runner's hand wins: his edit is kept and becomes a pin, his deletion is kept and becomes a skip, and where both
sides changed the same thing he is asked. What looks like a fault (much gone at once) is asked about, never acted on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.calendar.href import canonical_path
from core.calendar.ics import compose
from core.calendar.source import Item
from core.model.event import OwnEvent
from core.model.ledger import LedgerRow, RowState
from core.sync.decision import (
    Adoption,
    Change,
    ChangeKind,
    Clash,
    Decision,
    Question,
    Target,
)
from core.sync.fields import Own, Sides, differing, find_own, is_cancelled, lagging, merge, read_event, rewrite
from core.sync.pull import is_suspicious

OVER = frozenset({RowState.SKIPPED, RowState.DELETING, RowState.DELETED, RowState.ORPHAN})
UID_LINE = re.compile(rb"^UID(?:;[^:\r\n]*)?:(.*)", re.MULTILINE | re.IGNORECASE)
FOLD = re.compile(rb"\r?\n[ \t]")
DELETES_FLOOR = 10  # deletions in one run that need no question
DELETES_SHARE = 0.5  # or this share of the rows, whichever is more


@dataclass(slots=True)
class _Draft:
    changes: list[Change] = field(default_factory=list)
    records: list[LedgerRow] = field(default_factory=list)
    forgets: list[str] = field(default_factory=list)
    adoptions: list[Adoption] = field(default_factory=list)
    skips: list[OwnEvent] = field(default_factory=list)
    conflicts: list[Clash] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    reborn: list[str] = field(default_factory=list)


def decide(wanted: Sequence[OwnEvent], there: Sequence[Item], rows: Sequence[LedgerRow], target: Target) -> Decision:
    """The changes that bring the calendar to ``wanted``, the runner's own edits kept.

    ``there`` holds the objects of the whole calendar (a complete, checked copy); ``rows`` the ledger of it.
    A second call after the changes were carried out decides nothing.
    """
    draft = _Draft()
    items = {item.href: item for item in there}
    wishes = {event.uid: event for event in wanted}
    gone = _find_gone(rows, items, target)
    if gone:
        draft.questions.append(Question("gone", len(gone), len(rows)))
    for row in rows:
        if row.uid not in gone:
            _settle(row, wishes.get(row.uid), _place(row, items), target, draft)
    known = {row.uid for row in rows}
    _meet_strangers(known, wishes, there, target, draft)
    created = known | {adoption.event.uid for adoption in draft.adoptions} | {row.uid for row in draft.records}
    for event in wanted:
        if event.uid not in created and event.start >= target.since:
            draft.changes.append(_create(event, target))
    _limit_deletes(len(rows), target, draft)
    return _finish(draft)


def _find_gone(rows: Sequence[LedgerRow], items: dict[str, Item], target: Target) -> frozenset[str]:
    """The uids that vanished in such a number that nothing may follow from it; none with the runner's consent."""
    if target.consent.gone:
        return frozenset()
    alive = [row for row in rows if row.base is not None and row.state not in OVER]
    gone = [row.uid for row in alive if _place(row, items) is None and _is_ahead(row, target)]
    return frozenset(gone if is_suspicious(len(gone), len(alive)) else ())


def _is_ahead(row: LedgerRow, target: Target) -> bool:
    was = read_event(row.base, row.uid, target.zone)
    return was is not None and was.event.start >= target.since


def _place(row: LedgerRow, items: dict[str, Item]) -> Item | None:
    """The object of a row: at its href, or wherever its UID went."""
    item = items.get(row.href)
    if item is not None:
        return item
    uid = row.uid.encode()
    return next((other for other in items.values() if uid in other.raw and uid in list_uids(other.raw)), None)


def list_uids(raw: bytes) -> frozenset[bytes]:
    """The UIDs that an object is about; one that only its text names is not among them."""
    return frozenset(uid.strip() for uid in UID_LINE.findall(FOLD.sub(b"", raw)))


def _settle(row: LedgerRow, wish: OwnEvent | None, item: Item | None, target: Target, draft: _Draft) -> None:
    """One row: what is there decides which question is asked."""
    if row.state is RowState.ORPHAN:
        return
    theirs = read_event(item.raw, row.uid, target.zone) if item else None
    if item is None or (theirs is None and is_cancelled(item.raw)):
        _settle_absent(row, wish, target, draft)
        return
    if theirs is None:  # unreadable is not deleted: left alone
        return
    _settle_present(_compare(row, theirs, item, target), wish, target, draft)


@dataclass(frozen=True, slots=True)
class _Event:
    """A row whose event is there: the row as it was, as it is once all is recorded, and the two histories."""

    row: LedgerRow
    synced: LedgerRow
    theirs: Own
    base: Own
    last: Own


def _compare(row: LedgerRow, theirs: Own, item: Item, target: Target) -> _Event:
    """What was last known, on our side and on theirs; a write that was begun and arrived counts as known."""
    base, last = (read_event(raw, row.uid, target.zone) for raw in (row.base, row.wanted))
    begun = read_event(row.desired, row.uid, target.zone) if row.state is RowState.PUTTING else None
    synced = replace(
        row, href=item.href, state=RowState.SYNCED, etag=item.etag, base=item.raw, desired=None, wanting=None
    )
    if begun is not None and (base is None or not differing(begun, theirs)):
        base, last = begun, read_event(row.wanting, row.uid, target.zone)
        synced = replace(synced, wanted=row.wanting)
        row = replace(row, base=row.desired, wanted=row.wanting)  # a conflict must not forget that it arrived
    base = base or theirs
    return _Event(row, synced, theirs, base, last or base)


def _settle_absent(row: LedgerRow, wish: OwnEvent | None, target: Target, draft: _Draft) -> None:
    was = read_event(row.base, row.uid, target.zone)
    if row.state in {RowState.DELETING, RowState.DELETED}:
        _record(row, replace(row, state=RowState.DELETED, base=None, desired=None), draft)
        draft.reborn += [row.uid] if wish is not None else []
    elif row.state is RowState.SKIPPED:
        return
    elif was is None:
        draft.forgets.append(row.uid)
        if wish is not None and wish.start >= target.since:
            draft.changes.append(_create(wish, target, row.href))
    elif wish is None:
        draft.records.append(replace(row, state=RowState.DELETED, base=None, desired=None))
    elif was.event.start >= target.since:
        draft.records.append(replace(row, state=RowState.SKIPPED, desired=None))
        draft.skips.append(was.event)


def _settle_present(event: _Event, wish: OwnEvent | None, target: Target, draft: _Draft) -> None:
    """One row whose event is there."""
    theirs = event.theirs.event
    edited = differing(event.base, event.theirs)
    if theirs.start < target.since and event.base.event.start < target.since:
        if not edited:  # an edit stays news: where the clock was wrong it is not over, and is followed later
            _record(event.row, event.synced, draft)
    elif event.row.state in {RowState.SKIPPED, RowState.DELETED} or (wish is None and edited):
        _record(event.row, event.synced, draft)
        restored = event.row.state in {RowState.SKIPPED, RowState.DELETED}
        draft.adoptions.append(Adoption(theirs, event.base.event, restored))
    elif wish is None:
        row = replace(event.synced, state=RowState.DELETING)
        draft.changes.append(Change(ChangeKind.DELETE, row, theirs, theirs))
    else:
        _bring_together(event, wish, target, draft)


def _bring_together(event: _Event, wish: OwnEvent, target: Target, draft: _Draft) -> None:
    """Wanted and there: nothing to do, ours to write, theirs to follow, or both changed."""
    theirs = event.theirs
    last = _last_known(event, wish)
    merged = merge(Sides(wish, last, theirs, event.base), target.merge_text)
    if merged.clashing:
        row = replace(event.row, href=event.synced.href, state=RowState.CONFLICT, desired=None, wanting=None)
        draft.records.append(row)
        draft.conflicts.append(Clash(row.uid, wish, theirs.event, tuple(sorted(merged.clashing))))
        return
    lags = {"start", "end"} & lagging(Own(wish), Own(merged.event))  # followed once, and it did not get into the plan
    if lags or differing(event.base, theirs):
        draft.adoptions.append(Adoption(merged.event, event.base.event))
    changed = event.synced.wanted is None or bool(differing(last, Own(wish)))
    wanted = compose([wish], stamp=target.stamp) if changed else event.synced.wanted
    if differing(Own(merged.event), theirs):
        draft.changes.append(_update(replace(event.synced, wanting=wanted), merged.event, theirs.event, target))
    else:
        _record(event.row, replace(event.synced, wanted=wanted), draft)


def _last_known(event: _Event, wish: OwnEvent) -> Own:
    """What the plan wanted when both were last at peace.

    Of an event that was taken over nobody knows whether its title is ours or the runner's: while it is the same
    session, it stays.
    """
    if event.row.wanted is None and event.theirs.event.mark == wish.mark:
        return Own(replace(event.last.event, summary=wish.summary))
    return event.last


def _record(row: LedgerRow, synced: LedgerRow, draft: _Draft) -> None:
    if row != synced:
        draft.records.append(synced)


def _create(event: OwnEvent, target: Target, href: str | None = None) -> Change:
    name = event.uid.partition("@")[0] + ".ics"
    raw = compose([event], stamp=target.stamp)
    row = LedgerRow(
        uid=event.uid,
        account=target.account,
        calendar_url=target.url,
        href=href or canonical_path(target.url) + name,
        state=RowState.PUTTING,
        desired=raw,
        wanting=raw,
    )
    return Change(ChangeKind.CREATE, row, event)


def _update(synced: LedgerRow, event: OwnEvent, before: OwnEvent, target: Target) -> Change:
    moved = (event.start, event.end) != (before.start, before.end)
    assert synced.base is not None
    row = replace(synced, state=RowState.PUTTING, desired=rewrite(synced.base, before, event, target.stamp))
    return Change(ChangeKind.MOVE if moved else ChangeKind.UPDATE, row, event, before)


def _meet_strangers(
    known: set[str], wishes: dict[str, OwnEvent], there: Sequence[Item], target: Target, draft: _Draft
) -> None:
    """Events with our marks that no row knows: another device's, or ours from before the ledger was lost."""
    asked = 0
    for item in there:
        for event in find_own(item.raw, target.zone):
            if event.uid in known or event.start < target.since:
                continue
            if event.uid not in wishes and not target.consent.found:
                asked += 1
                continue
            wish = wishes.get(event.uid)
            row = LedgerRow(event.uid, target.account, target.url, item.href, RowState.SYNCED, item.etag, item.raw)
            draft.records.append(replace(row, wanted=compose([wish], stamp=target.stamp) if wish else None))
            if wish is None or differing(Own(wish), Own(event)):
                draft.adoptions.append(Adoption(event))
    if asked:
        draft.questions.append(Question("found", asked, len(there)))


def _limit_deletes(known: int, target: Target, draft: _Draft) -> None:
    """Takes the deletions out where there are too many to do without a question."""
    deletes = [change for change in draft.changes if change.kind is ChangeKind.DELETE]
    if len(deletes) > max(DELETES_FLOOR, DELETES_SHARE * known) and not target.consent.deletes:
        draft.changes = [change for change in draft.changes if change.kind is not ChangeKind.DELETE]
        draft.questions.append(Question("deletes", len(deletes), known))


def _finish(draft: _Draft) -> Decision:
    return Decision(
        changes=tuple(sorted(draft.changes, key=lambda change: (change.event.start, change.uid))),
        records=tuple(sorted(draft.records, key=lambda row: row.uid)),
        forgets=tuple(sorted(draft.forgets)),
        adoptions=tuple(sorted(draft.adoptions, key=lambda adoption: (adoption.event.start, adoption.event.uid))),
        skips=tuple(sorted(draft.skips, key=lambda event: (event.start, event.uid))),
        conflicts=tuple(sorted(draft.conflicts, key=lambda clash: clash.uid)),
        questions=tuple(draft.questions),
        reborn=tuple(sorted(draft.reborn)),
    )
