"""``liftslot log``: what became of a session. A missed one is offered again in its week, or dropped."""

from __future__ import annotations

from dataclasses import dataclass

from core import planner
from core.errors import InputError
from core.model.training import Session, SessionKind
from core.planner import DiffKind, State
from core.store.log import NOTE_KIND, lifted_to_json
from core.training.log import log_as_planned
from core.words import Words
from desktop import clock, show
from desktop.home import find_home, load_profile
from desktop.mint import mint_fresh
from desktop.schema import LiftedOut, LogOut
from desktop.workspace import Workspace

RIR = range(11)
WEEKS = 1  # the week of today is all that a missed session may be offered in


@dataclass(frozen=True, slots=True)
class Entry:
    """How the runner called it. ``when``: a day or a UID."""

    when: str
    missed: bool = False
    done: bool = False
    rir: int | None = None


def run_log(entry: Entry, words: Words, now: str | None) -> LogOut:
    """What was noted. InputError: ``log_what``, ``log_rir``, ``log_none``, ``log_ahead``."""
    if entry.missed == entry.done:
        raise InputError("log_what", when=entry.when)
    if entry.rir is not None and (entry.missed or entry.rir not in RIR):
        raise InputError("log_rir")
    profile = load_profile(None)
    work = Workspace(find_home(), profile, words, lambda: clock.find_now(now, profile.zone))
    state = work.load_state(work.now().date(), WEEKS)
    session = _find(state, entry.when)
    if not planner.can_be_missed(session, work.now().date()):
        raise InputError("log_ahead", day=show.say_day(session.start.date(), words))
    return _note_missed(work, state, session) if entry.missed else _note_done(work, state, session, entry.rir)


def _find(state: State, when: str) -> Session:
    """The session with that UID or on that day, a lift before springs; what is noted already can be noted again."""
    known = sorted((*state.sessions, *state.missed), key=lambda s: (s.kind is SessionKind.PLYO, s.start, s.uid))
    for session in known:
        if when in (session.uid, session.start.date().isoformat()):
            return session
    raise InputError("log_none", when=when)


def _note_missed(work: Workspace, state: State, session: Session) -> LogOut:
    words = work.words
    if session not in state.missed:
        state = planner.miss(state, session.uid)
        work.save_sessions(state)
    again = _offer_again(state, session, words)
    said = words.say("commands.log_missed", when=show.say_moment(session.start, words))
    way = "commands.log_again" if again else "commands.log_dropped"
    text = f"{said} {words.say(way, when=show.say_moment(again.start, words) if again else '')}"
    return LogOut(
        uid=session.uid,
        start=session.start,
        state="missed",
        again=again.start if again else None,
        lifted=[],
        text=text,
    )


def _offer_again(state: State, session: Session, words: Words) -> Session | None:
    """Where the session's own week has room for it once more; nothing is written."""
    if planner.monday_of(session.start.date()) != state.monday or session.kind is not SessionKind.STRENGTH:
        return None
    lines = planner.propose(state, mint=mint_fresh, words=words).diff
    return next((line.after for line in lines if line.kind is DiffKind.NEW and line.after), None)


def _note_done(work: Workspace, state: State, session: Session, rir: int | None) -> LogOut:
    words = work.words
    if session in state.missed:
        state = planner.take_back_miss(state, session.uid, work.now())
        work.save_sessions(state)
    lifted = log_as_planned(session, rir)
    with work.open_store() as store:
        known = store.notes(NOTE_KIND)
        for note in map(lifted_to_json, lifted):
            if note not in known:
                store.add_note(NOTE_KIND, note)
    return LogOut(
        uid=session.uid,
        start=session.start,
        state="done",
        again=None,
        lifted=[
            LiftedOut(
                id=each.exercise, load_kg=each.load_kg, reps=[s.reps for s in each.sets], rir=[s.rir for s in each.sets]
            )
            for each in lifted
        ],
        text=words.say("commands.log_done", when=show.say_moment(session.start, words)),
    )
