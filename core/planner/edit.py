"""What the runner does by hand, each the next State; and what the rules say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from core.model.plan import SlotVerdict, WeekPlan
from core.model.training import Form, Session
from core.planner.novelty import Named, list_early
from core.planner.state import State, make_situation, mark_done, monday_of, sort_sessions
from core.solver import judge, options
from core.solver.advice import advise
from core.solver.judge import Breach
from core.solver.options import Other, Stress
from core.solver.search import plan

LENGTHS = (10, 120)  # minutes that a session may take
BETTER_MOST = 3


def move(state: State, uid: str, start: datetime) -> State:
    """The session at another start, its length and content as they were, pinned by the runner's hand."""
    session = find(state, uid)
    length = timedelta(minutes=session.span.minutes)
    start = start.astimezone(state.profile.zone)
    end = (start.astimezone(UTC) + length).astimezone(state.profile.zone)
    return _with(state, replace(session, start=start, end=end, pinned=True))


def resize(state: State, uid: str, minutes: int) -> State:
    """The session with another length, from 10 to 120 minutes, pinned."""
    session = find(state, uid)
    length = timedelta(minutes=min(max(minutes, LENGTHS[0]), LENGTHS[1]))
    end = (session.start.astimezone(UTC) + length).astimezone(state.profile.zone)
    return _with(state, replace(session, end=end, pinned=True))


def pin(state: State, uid: str, *, pinned: bool) -> State:
    """The session locked to its place, or given back to the planner."""
    return _with(state, replace(find(state, uid), pinned=pinned))


def skip(state: State, uid: str) -> State:
    """The State without the session; the planner does not put one on that day again."""
    session = find(state, uid)
    sessions = tuple(other for other in state.sessions if other.uid != uid)
    return replace(state, sessions=sessions, skipped=(*state.skipped, session.start.date()))


def can_be_missed(session: Session, today: date) -> bool:
    """True for a session of ours of today or earlier."""
    return not session.foreign and session.start.date() <= today


def miss(state: State, uid: str) -> State:
    """The State without a session that the runner did not do: its week may offer it again, no other week does."""
    session = find(state, uid)
    sessions = tuple(other for other in state.sessions if other.uid != uid)
    return replace(state, sessions=sessions, missed=sort_sessions((*state.missed, session)))


def take_back_miss(state: State, uid: str, now: datetime) -> State:
    """The State in which a missed session was done after all; StopIteration where it is none (a bug in the caller)."""
    session = next(each for each in state.missed if each.uid == uid)
    missed = tuple(each for each in state.missed if each.uid != uid)
    return replace(state, sessions=sort_sessions((*state.sessions, mark_done(session, now))), missed=missed)


def find(state: State, uid: str) -> Session:
    """The session with that UID; KeyError where there is none (a bug in the caller)."""
    for session in state.sessions:
        if session.uid == uid:
            return session
    raise KeyError(uid)


def judge_start(state: State, start: datetime, uid: str | None = None) -> SlotVerdict:
    """The verdict for one start time, every other session staying where it is."""
    form, minutes = _shape(state, uid)
    return judge.judge_slot(make_situation(state, without=uid), _others(state, uid), start, form, minutes)


def judge_week(state: State, uid: str | None, monday: date) -> tuple[SlotVerdict, ...]:
    """The verdicts of all 672 quarter hours of a week, every other session staying where it is."""
    _form, minutes = _shape(state, uid)
    return judge.judge_week(make_situation(state, without=uid), _others(state, uid), monday, minutes=minutes)


def better_starts(state: State, slot: SlotVerdict, uid: str | None = None) -> tuple[SlotVerdict, ...]:
    """The best start of each other day of the slot's week that scores higher, best first, three at most."""
    _form, minutes = _shape(state, uid)
    situation, others = make_situation(state, without=uid), _others(state, uid)
    monday = monday_of(slot.start.date())
    floor = -1000 if slot.score is None else slot.score
    starts = [
        judge.judge_slot(situation, others, day.best_start, None, minutes)
        for day in judge.judge_days(situation, others, monday)
        if day.best_start is not None and day.score is not None and day.score > floor
    ]
    allowed = [found for found in starts if found.score is not None and found.start != slot.start]
    return tuple(sorted(allowed, key=lambda found: (-(found.score or 0), found.start))[:BETTER_MOST])


def list_others(state: State, uid: str) -> tuple[Other, ...]:
    """The three cheapest other places for a session in its week, the other sessions staying, and what each costs."""
    return options.list_others(make_situation(state), (*state.sessions, *state.foreign), uid)


def explain_week(state: State, monday: date) -> WeekPlan:
    """A week as it stands, nothing moving: its days, why it holds no more, what would help.

    More placements than sessions mean that there is room for more.
    """
    situation = make_situation(state)
    standing = sort_sessions((*situation.fixed, *situation.accepted))
    first = max(monday, state.first)
    part = replace(situation, first=first, weeks=1, fixed=standing, accepted=())
    return advise(part, plan(part)).weeks[0]


def stress(state: State) -> tuple[Stress, ...]:
    """For each weekday (0 is Monday): how many sessions survive where it is lost in every week, each solved anew."""
    return options.stress_weekdays(make_situation(state))


def explain_sessions(state: State) -> dict[str, SlotVerdict]:
    """UID -> the verdict of each session of ours where it stands, the others staying where they are."""
    return {session.uid: judge_start(state, session.start, session.uid) for session in state.sessions}


def check_sessions(state: State, named: Named | None = None) -> tuple[Breach, ...]:
    """The hard rules that the sessions break as they stand, by the rules alone.

    ``named``: the exercises that each session's text names, for what is new to the runner (P12).
    """
    found = judge.check(make_situation(state), (*state.sessions, *state.foreign))
    return tuple(sorted((*found, *list_early(state, named or {})), key=lambda breach: (breach.start, breach.uid)))


def _others(state: State, uid: str | None) -> tuple[Session, ...]:
    return tuple(s for s in (*state.sessions, *state.foreign) if s.uid != uid)


def _shape(state: State, uid: str | None) -> tuple[Form | None, int | None]:
    if uid is None:
        return None, None
    session = find(state, uid)
    return session.form, round(session.span.minutes)


def _with(state: State, session: Session) -> State:
    sessions = [session if other.uid == session.uid else other for other in state.sessions]
    return replace(state, sessions=sort_sessions(sessions))
