"""What the runner chose where both sides changed a session: kept in the ledger, carried out by the next sync."""

from __future__ import annotations

from dataclasses import replace

from core import planner
from core.planner import State
from core.store.lock import hold_lock
from core.sync.settle import Keep, settle
from desktop.desk import Choices
from desktop.mint import mint_uid
from desktop.syncing import LOCK_NAME
from desktop.workspace import Workspace

ASKED = "asked"  # a fact of the store
ASKED_KEPT = 500


def settle_clashes(work: Workspace, state: State, choices: Choices) -> State:
    """The State after the choices; asks no network. BOTH adds our session anew, pinned where the plan had it."""
    _account, url = work.find_lifts()
    with hold_lock(work.home / LOCK_NAME), work.open_store() as store:
        rows = [row for row in store.rows(url) if row.uid in choices]
        store.save_rows([settle(row, *choices[row.uid], work.now()) for row in rows])
    doubled = {row.uid for row in rows if choices[row.uid][1] is Keep.BOTH}
    added = [replace(s, uid=mint_uid(), pinned=True) for s in state.sessions if s.uid in doubled]
    return replace(state, sessions=planner.sort_sessions((*state.sessions, *added)))


def load_asked(work: Workspace) -> frozenset[str]:
    """The marks of questions that were put to the runner and may still be open."""
    with work.open_store() as store:
        return frozenset((store.fact(ASKED) or "").split())


def save_asked(work: Workspace, marks: frozenset[str]) -> None:
    """These were put to him too; of very old ones no question can be open."""
    with work.open_store() as store:
        known = (store.fact(ASKED) or "").split()
        store.save_fact(ASKED, " ".join([*known, *sorted(marks - set(known))][-ASKED_KEPT:]))
