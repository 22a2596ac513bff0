"""Carries a decision out, one write after the other, each written into the ledger before it is begun.

A stop, a crash or a fault at any point leaves a ledger from which the next run finds out what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from core.calendar.source import (
    CalendarSource,
    Conflict,
    DeleteOutcome,
    Item,
    Missing,
    PutOutcome,
    Refused,
    Removed,
    Stored,
)
from core.errors import NetworkError, Phrase
from core.model.ledger import LedgerRow, RowState
from core.sync.decision import Change, ChangeKind, Decision
from core.sync.fields import differing, read_event
from core.sync.ledger import Ledger

FAULTS_IN_A_ROW = 3  # after so many the server is left in peace
BUSY = "caldav_server_busy"
HOPELESS = frozenset({"caldav_login_refused", "caldav_login_unsupported", "caldav_redirected", "caldav_host_foreign"})
ZONE = ZoneInfo("UTC")  # only for comparing; instants are the same in every zone

Progress = Callable[[int, int], None]  # (done, of)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a decision. ``again``: to be decided anew after a fresh look; ``waiting``: not done yet."""

    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    refused: tuple[tuple[str, int, str], ...] = ()  # uid, status, the server's reason
    fault: Phrase | None = None
    wait_s: int | None = None  # the server asked for so many seconds of peace; -1: it did not say how many
    requests: int = 0  # writes that were sent


@dataclass(slots=True)
class _Run:
    source: CalendarSource
    ledger: Ledger
    sent: list[Change] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    refused: list[tuple[str, int, str]] = field(default_factory=list)
    fault: NetworkError | None = None
    faults: int = 0
    requests: int = 0


def publish(
    decision: Decision,
    source: CalendarSource,
    ledger: Ledger,
    *,
    stop: Callable[[], bool] = lambda: False,
    progress: Progress = lambda _done, _of: None,
) -> Report:
    """Writes what was decided, then reads all of it back in one request: only what was read back counts as written.

    Never raises ``NetworkError``: a fault ends the run with a report, and nothing is lost by it. A full disk under
    the ledger (``InputError``) stops before the write that it could not record.
    """
    run = _Run(source, ledger)
    ledger.drop_rows(decision.forgets)
    ledger.save_rows(decision.records)
    for number, change in enumerate(decision.changes):
        if stop() or _is_over(run):
            run.waiting += [later.uid for later in decision.changes[number:]]
            break
        _carry_out(change, run)
        progress(number + 1, len(decision.changes))
    return _confirm(run)


def _is_over(run: _Run) -> bool:
    return run.fault is not None and (run.fault.id == BUSY or run.fault.id in HOPELESS or run.faults >= FAULTS_IN_A_ROW)


def _carry_out(change: Change, run: _Run) -> None:
    """One write: the ledger first, then the server, then what the answer means."""
    run.ledger.save_rows([change.row])
    try:
        outcome = _delete(change, run) if change.kind is ChangeKind.DELETE else _put(change, run)
    except NetworkError as fault:
        run.fault = fault
        run.faults += 1
        run.sent.append(change)
        return
    run.faults = 0
    if isinstance(outcome, Missing) and change.kind is ChangeKind.CREATE:
        outcome = Refused(
            404
        )  # iCloud's way to refuse a body; or the calendar itself is gone, which the next look tells
    if isinstance(outcome, (Stored, Removed, Missing)):
        run.sent.append(change)
    elif isinstance(outcome, Refused) and "uid" not in outcome.reason and outcome.status != 409:
        run.refused.append((change.uid, outcome.status, outcome.reason))
        _take_back(change, run)
    else:
        run.sent.append(change)


def _put(change: Change, run: _Run) -> PutOutcome:
    row = change.row
    assert row.desired is not None
    etag = None
    if change.kind is not ChangeKind.CREATE:
        etag = row.etag or _ask_etag(row, run)
        if etag is None:
            return Conflict()
    run.requests += 1
    return run.source.put(row.href, row.desired, if_match=etag)


def _ask_etag(row: LedgerRow, run: _Run) -> str | None:
    """The version of an event that no listing gave a strong one for, where it is still what the decision was made on.

    ``NetworkError("caldav_etag_weak")`` where the server gives none at all: nothing is ever written without a condition.
    """
    item = run.source.get(row.href)
    if item is not None and item.etag is None:
        raise NetworkError("caldav_etag_weak", host=urlsplit(run.source.url).hostname or "")
    return item.etag if item is not None and _is_same(row.base, item.raw, row.uid) else None


def _delete(change: Change, run: _Run) -> DeleteOutcome:
    """Looks first: some servers delete whatever the condition says."""
    item = run.source.get(change.row.href)
    if item is None:
        return Missing()
    if item.etag is None or item.etag != change.row.etag:
        return Conflict()
    run.requests += 1
    return run.source.delete(change.row.href, if_match=item.etag)


def _take_back(change: Change, run: _Run) -> None:
    """The write surely did not happen: the row is as before it."""
    if change.kind is ChangeKind.CREATE:
        run.ledger.drop_rows([change.uid])
    else:
        run.ledger.save_rows([replace(change.row, state=RowState.SYNCED, desired=None, wanting=None)])


def _confirm(run: _Run) -> Report:
    """Reads back everything that was sent; what cannot be read now stays begun, and the next run looks.

    A server that asks for peace is not even asked what it stored.
    """
    written: list[str] = []
    deleted: list[str] = []
    if run.fault is not None and run.fault.id == BUSY:
        run.waiting += [change.uid for change in run.sent]
        return _report(run, written, deleted)
    try:
        found = {item.href: item for item in run.source.fetch([change.row.href for change in run.sent])}
    except NetworkError as fault:
        run.fault = run.fault or fault
        run.waiting += [change.uid for change in run.sent]
        return _report(run, written, deleted)
    done: list[LedgerRow] = []
    for change in run.sent:
        item = found.get(change.row.href)
        if change.kind is ChangeKind.DELETE and item is None:
            done.append(replace(change.row, state=RowState.DELETED, base=None))
            deleted.append(change.uid)
        elif change.kind is ChangeKind.DELETE:
            run.again.append(change.uid)
        elif item is not None and _is_same(change.row.desired, item.raw, change.uid):
            done.append(_to_synced(change.row, item))
            written.append(change.uid)
        else:
            run.again.append(change.uid)
    run.ledger.save_rows(done)
    return _report(run, written, deleted)


def _to_synced(row: LedgerRow, item: Item) -> LedgerRow:
    return replace(
        row, state=RowState.SYNCED, etag=item.etag, base=item.raw, desired=None, wanted=row.wanting, wanting=None
    )


def _is_same(one: bytes | None, other: bytes, uid: str) -> bool:
    first, second = read_event(one, uid, ZONE), read_event(other, uid, ZONE)
    return first is not None and second is not None and not differing(first, second)


def _report(run: _Run, written: Sequence[str], deleted: Sequence[str]) -> Report:
    fault = run.fault
    busy = fault is not None and fault.id == BUSY
    return Report(
        written=tuple(written),
        deleted=tuple(deleted),
        again=tuple(run.again),
        waiting=tuple(run.waiting),
        refused=tuple(run.refused),
        fault=fault.phrase if fault else None,
        wait_s=int(dict(fault.params).get("seconds", -1)) if fault and busy else None,
        requests=run.requests,
    )
