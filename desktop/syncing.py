"""A sync over a workspace: look, follow what the runner did elsewhere, write what is new, look again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from core import planner
from core.calendar.source import CalendarSource
from core.errors import Phrase
from core.model.event import OwnEvent, Problem
from core.model.ledger import LedgerRow, RowState, Skip
from core.model.training import Session
from core.planner import State
from core.share.describe import merge_description
from core.share.export import to_events
from core.store.database import Store
from core.store.lock import hold_lock
from core.sync.changes import decide
from core.sync.decision import Adoption, ChangeKind, Clash, Consent, Decision, Question, Target
from core.sync.look import Look, look
from core.sync.publish import Progress, Report, publish
from core.sync.settle import agree_on_times
from desktop.mint import mint_uid
from desktop.workspace import Stop, Workspace

LOCK_NAME = "sync.lock"
NO_CONSENT = Consent()


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync came to: the state after it, what was decided and done, what it has to ask or report."""

    state: State
    decision: Decision
    report: Report
    problems: tuple[Problem, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the runner has to answer before the sync can go on."""
        return self.decision.questions


@dataclass(frozen=True, slots=True)
class _Place:
    """The calendar where lifts go, with its last look."""

    source: CalendarSource
    seen: Look
    target: Target


def preview(work: Workspace, state: State, consent: Consent = NO_CONSENT) -> Decision:
    """Every write that a sync would do by what was last read; asks no network."""
    account, url = work.find_lifts()
    with work.open_store() as store:
        target = _target(work, account, url, consent)
        items, rows = (store.items(url), store.rows(url)) if url else ((), ())
        return hold_back(decide(_list_wanted(work, state), items, rows, target))


@dataclass(frozen=True, slots=True)
class Caught:
    """What catching up came to."""

    state: State
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    conflicts: tuple[Clash, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    skips: tuple[OwnEvent, ...] = ()  # deleted by the runner: as they were


def catch_up(work: Workspace, state: State, *, consent: Consent = NO_CONSENT, stop: Stop = lambda: False) -> Caught:
    """Read everything anew and follow what the runner did in his calendar; writes nothing to a server."""
    work.home.mkdir(parents=True, exist_ok=True)
    decision = Decision()
    with hold_lock(work.home / LOCK_NAME), work.open_store() as store:
        work.save_sessions(state)
        problems = work.refresh(stop)
        account, url = work.find_lifts()
        if url and not stop():
            source = work.open_lifts()
            seen = look(source, store, store, trust=consent.gone)
            place = _Place(source, seen, _target(work, account, source.url, consent))
            decision = _follow(work, work.load_state(state.first, state.weeks), store, place)
            store.save_rows(_remember(decision))
    return Caught(
        _reload(work, state),
        problems,
        decision.questions,
        decision.conflicts,
        adoptions=decision.adoptions,
        skips=decision.skips,
    )


def acknowledge(work: Workspace, state: State) -> None:
    """The plan took over what the calendar had: from now on a move back is a move. Asks no network.

    Only for a State that shows what was followed; one that an edit overtook would look like moves of the runner's.
    """
    _account, url = work.find_lifts()
    if not url:
        return
    with hold_lock(work.home / LOCK_NAME), work.open_store() as store:
        wishes = {event.uid: event for event in _list_wanted(work, state)}
        rows = [(row, wishes.get(row.uid)) for row in store.rows(url)]
        agreed = [(row, agree_on_times(row, wish, work.now())) for row, wish in rows if wish is not None]
        store.save_rows([new for old, new in agreed if new is not old])


def keep_as_is(work: Workspace, state: State) -> Synced:
    """Right after catching up, where nothing is to be written: the plan is kept, and no network is asked again."""
    with hold_lock(work.home / LOCK_NAME), work.open_store():
        work.save_sessions(state)
    acknowledge(work, state)
    return Synced(_reload(work, state), Decision(), Report())


def sync(
    work: Workspace,
    state: State,
    *,
    consent: Consent = NO_CONSENT,
    stop: Stop = lambda: False,
    progress: Progress = lambda _done, _of: None,
) -> Synced:
    """Both ways, once; safe to stop at any moment. A fault ends up in the report, and nothing is lost by it."""
    work.home.mkdir(parents=True, exist_ok=True)
    with hold_lock(work.home / LOCK_NAME), work.open_store() as store:
        work.save_sessions(state)
        problems = work.refresh(stop)
        source = work.open_lifts()
        account, _url = work.find_lifts()
        place = _Place(
            source, look(source, store, store, trust=consent.gone), _target(work, account, source.url, consent)
        )
        decision, report = _carry_out(work, state, store, place, (stop, progress))
        if report.again and report.wait_s is None and not stop():
            place = replace(place, seen=look(source, store, store, trust=consent.gone))
            current = work.load_state(state.first, state.weeks)
            decision, second = _carry_out(work, current, store, place, (stop, progress))
            report = join_reports(report, second)
    return Synced(_reload(work, state), decision, report, problems)


def _carry_out(
    work: Workspace, state: State, store: Store, place: _Place, control: tuple[Stop, Progress]
) -> tuple[Decision, Report]:
    decision = _follow(work, state, store, place)
    stop, progress = control
    report = publish(decision, place.source, store, stop=stop, progress=progress)
    if report.fault is None and report.requests:
        look(place.source, store, store)
    return decision, report


def _follow(work: Workspace, state: State, store: Store, place: _Place) -> Decision:
    """Decide on a fresh look; the runner's own moves and deletions are kept before anything is written."""
    rows = store.rows(place.target.url)
    decision = decide(_list_wanted(work, state), place.seen.items, rows, place.target)
    if decision.reborn:
        state = _rename(state, decision.reborn)
        decision = decide(_list_wanted(work, state), place.seen.items, rows, place.target)
    if place.seen.question is not None and place.seen.question not in decision.questions:
        decision = replace(decision, questions=(place.seen.question, *decision.questions))
    decision = hold_back(decision)
    sessions = {session.uid: session for session in state.sessions}
    for adoption in decision.adoptions:
        sessions[adoption.event.uid] = _adopt(adoption, sessions.get(adoption.event.uid))
    skips = [Skip(event.uid, event.start.date()) for event in decision.skips]
    back = [Skip(a.event.uid, a.event.start.date()) for a in decision.adoptions if a.restored]
    store.save_skips(skips, undone=back)
    gone = {skip.uid for skip in skips}
    store.save_sessions(session for uid, session in sessions.items() if uid not in gone)
    return decision


def _remember(decision: Decision) -> list[LedgerRow]:
    """The rows of what was followed, nothing written: what the runner does next is no conflict with what he saw."""
    kinds = {ChangeKind.MOVE, ChangeKind.UPDATE}
    waiting = [change.row for change in decision.changes if change.kind in kinds]
    return [*decision.records, *(replace(r, state=RowState.SYNCED, desired=None, wanting=None) for r in waiting)]


def hold_back(decision: Decision) -> Decision:
    """Nothing new is written while the calendar holds sessions that may be ours: they would be there twice."""
    if not any(question.key == "found" for question in decision.questions):
        return decision
    return replace(decision, changes=tuple(c for c in decision.changes if c.kind is not ChangeKind.CREATE))


def _list_wanted(work: Workspace, state: State) -> tuple[OwnEvent, ...]:
    """Our sessions as events; what the runner wrote around and into our text is merged where it is decided."""
    findings = {uid: slot.findings for uid, slot in planner.explain_sessions(state).items()}
    return to_events(state.sessions, findings, work.words, alarm_minutes=work.profile.schedule.alarm_minutes)


def _target(work: Workspace, account: str, url: str, consent: Consent) -> Target:
    now = work.now()
    return Target(account, url, work.profile.zone, now, now, consent, merge_description)


def _adopt(adoption: Adoption, known: Session | None) -> Session:
    """The session as the runner put it in his calendar: pinned, its content kept; one new to us as its marks say.

    One that he brought back is pinned too: what was planned in its place gives way. One that names only its day keeps
    the time that it had, on that day.
    """
    event = adoption.event
    if known is None:
        session = planner.session_from_event(event)
        return replace(session, pinned=session.pinned or adoption.restored)
    start, end = event.start, event.end
    if event.all_day:
        start = known.start.replace(year=start.year, month=start.month, day=start.day)
        end = start + (known.end - known.start)
    moved = (event.start, event.end) != (known.start, known.end)
    return replace(known, start=start, end=end, pinned=known.pinned or moved)


def _rename(state: State, uids: tuple[str, ...]) -> State:
    """Sessions that come back after their event was deleted get a UID that was never used."""
    sessions = tuple(replace(s, uid=mint_uid()) if s.uid in uids else s for s in state.sessions)
    return replace(state, sessions=planner.sort_sessions(sessions))


def _reload(work: Workspace, state: State) -> State:
    return replace(work.load_state(state.first, state.weeks), plan=state.plan)


def join_reports(first: Report, second: Report) -> Report:
    """Two runs of one sync as one report."""
    return replace(
        second,
        written=(*first.written, *second.written),
        deleted=(*first.deleted, *second.deleted),
        refused=(*first.refused, *second.refused),
        requests=first.requests + second.requests,
    )


Say = Callable[[Phrase], str]


def sum_up(synced: Synced) -> Phrase:
    """One sentence on a sync: what has to be answered first, else what failed, else what was done."""
    for question in synced.questions:
        return Phrase(f"sync.question.{question.key}", (("count", question.count), ("known", question.known)))
    report = synced.report
    if report.fault is not None:
        return report.fault
    done = len(report.written) + len(report.deleted)
    return Phrase("sync.written", (("count", done),)) if done else Phrase("sync.nothing")
