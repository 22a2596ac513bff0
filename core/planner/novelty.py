"""What comes too early in a plan that somebody wrote: only the names of its exercises are known (P12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from core.catalogue import load_catalogue
from core.model.training import Dose, Prescription, Session, SessionKind
from core.planner.state import State, make_situation
from core.rules.board import lay_out
from core.rules.plyo import wait_with_new
from core.solver.judge import Breach, slot_of
from core.training.course import count_new
from core.training.prescribe import make_course

Named = Mapping[str, Sequence[str]]  # UID -> ids of the exercises that its event's text names


def list_early(state: State, named: Named) -> Iterator[Breach]:
    """The sessions that hold exercises which are new to the runner and should wait, though known ones would do."""
    sessions = [_with_named(session, named.get(session.uid, ())) for session in state.sessions]
    course = make_course(sessions, state.profile, state.entries)
    board = lay_out(make_situation(state))
    for session in sessions:
        if session.kind is SessionKind.STRENGTH and not session.done:
            slot = slot_of(board, session, ())._replace(novel=count_new(course, session))
            finding = wait_with_new(slot)
            if finding is not None:
                yield Breach(session.uid, session.start, finding)


def _with_named(session: Session, ids: Sequence[str]) -> Session:
    """The session with nothing but the names of its exercises as content."""
    exercises = load_catalogue().exercises
    doses = tuple(
        Dose(name, name, exercises[name].pattern, 0, 0, None, None, False, None, 0, None, None, None) for name in ids
    )
    content = Prescription(session.template, session.wave_week, doses, session.span.minutes) if doses else None
    return replace(session, content=content)
