"""The best plan, as a difference to what there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.errors import Phrase
from core.model.plan import Placement, WeekPlan
from core.model.training import Entry, Session, SessionKind
from core.planner.state import State, is_movable, make_situation, sort_sessions
from core.solver.advice import advise
from core.solver.repair import Change as DiffKind
from core.solver.repair import Diff, repair
from core.training import prescribe
from core.words import Words

Mint = Callable[[Placement], str]


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One session in a proposal: where it was and where it would be."""

    kind: DiffKind
    before: Session | None
    after: Session | None
    reasons: tuple[Phrase, ...] = ()  # first what happens, then why

    @property
    def uid(self) -> str:
        """UID of the session."""
        session = self.after or self.before
        return session.uid if session else ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the planner would do: the state after accepting it, and the difference to now."""

    state: State
    diff: tuple[DiffLine, ...]


def propose(state: State, *, mint: Mint, words: Words, was: Sequence[Entry] = ()) -> Proposal:
    """The best plan for the horizon with the least change, what is pinned, done or past left alone.

    ``was``: the calendar when the sessions were agreed; with it the reasons name what happened to a run.
    """
    situation = make_situation(state)
    found = repair(situation, situation.accepted, was, missed=state.missed)
    plan = advise(situation, found.plan)
    known = {session.uid: session for session in state.sessions}
    sessions = [s for s in state.sessions if not (is_movable(s, state) and s.span.overlaps(state.horizon))]
    staying = {session.uid for session in (*sessions, *state.foreign)}
    for week in plan.weeks:
        for placement in week.placements:
            uid = placement.uid or mint(placement)
            if uid not in staying:
                sessions.append(_session_from(placement, known.get(uid), uid, week.wave_week))
    after = fill_contents(replace(state, sessions=sort_sessions(sessions), plan=plan), words)
    return Proposal(after, _compare(state.sessions, after.sessions, _list_reasons(found, after)))


def _list_reasons(found: Diff, after: State) -> dict[str, tuple[Phrase, ...]]:
    """UID -> why a session that was agreed on moves, changes or goes, and why one that was missed is offered again."""
    reasons = {line.before.uid: line.reasons for line in found.lines if line.before is not None}
    fresh = {line.after.start: line.reasons for line in found.lines if line.before is None and line.after is not None}
    again = {s.uid: fresh.get(s.start, ()) for s in after.sessions if s.uid not in reasons}
    return reasons | {uid: said for uid, said in again.items() if len(said) > 1}


def fill_contents(state: State, words: Words) -> State:
    """The State with exercises in every session of ours that has none yet, or one that comes too early (P12)."""
    profile, entries = state.profile, state.entries
    cleared = prescribe.clear_early(state.sessions, state.not_before, profile=profile, entries=entries)
    filled = prescribe.fill(cleared, profile=profile, entries=entries, words=words)
    return replace(state, sessions=filled)


def week_of(state: State, monday: date) -> WeekPlan | None:
    """What the last proposal said about a week."""
    weeks = state.plan.weeks if state.plan else ()
    return next((week for week in weeks if week.monday == monday), None)


def _session_from(placement: Placement, known: Session | None, uid: str, wave_week: int) -> Session:
    """The session for a placement; one known before keeps its content where its form stays."""
    fresh = Session(
        uid, SessionKind(placement.kind), placement.form, placement.start, placement.end, wave_week=wave_week
    )
    if known is None or known.form is not placement.form or known.wave_week != wave_week:
        return fresh
    return replace(known, start=placement.start, end=placement.end)


def _compare(
    before: Sequence[Session], after: Sequence[Session], reasons: dict[str, tuple[Phrase, ...]]
) -> tuple[DiffLine, ...]:
    old = {session.uid: session for session in before}
    new = {session.uid: session for session in after}
    lines = [DiffLine(_kind_of(old.get(s.uid), s), old.get(s.uid), s, reasons.get(s.uid, ())) for s in after]
    gone = [session for session in before if session.uid not in new]
    lines += [DiffLine(DiffKind.DROPPED, session, None, reasons.get(session.uid, ())) for session in gone]
    return tuple(lines)


def _kind_of(before: Session | None, after: Session) -> DiffKind:
    if before is None:
        return DiffKind.NEW
    if before.start != after.start:
        return DiffKind.MOVED
    return DiffKind.KEPT if before == after else DiffKind.CHANGED
