"""What the runner can want, one function each, over one frozen State.

The State comes with the package. What reads, plans or judges is imported when it is first asked for: 0.2 s that nobody
waits for before the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.planner.history import History
from core.planner.state import (
    State,
    absorb,
    is_movable,
    list_entries,
    make_situation,
    mark_done,
    monday_of,
    session_from_event,
    session_of,
    sort_sessions,
    span_to_read,
    start_state,
)

if TYPE_CHECKING:
    from core.planner.edit import (
        better_starts,
        can_be_missed,
        check_sessions,
        explain_sessions,
        explain_week,
        find,
        judge_start,
        judge_week,
        list_others,
        miss,
        move,
        pin,
        resize,
        skip,
        stress,
        take_back_miss,
    )
    from core.planner.proposal import DiffLine, Mint, Proposal, fill_contents, propose, week_of
    from core.solver.repair import Change as DiffKind


def __getattr__(name: str) -> object:
    """What is imported when it is asked for."""
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module  # noqa: PLC0415 - its own work is what this is about

    if name == "DiffKind":
        return import_module("core.solver.repair").Change
    return getattr(import_module(_LATER.get(name, "core.planner.edit")), name)


_LATER = dict.fromkeys(("DiffLine", "Mint", "Proposal", "fill_contents", "propose", "week_of"), "core.planner.proposal")

__all__ = [
    "DiffKind",
    "DiffLine",
    "History",
    "Mint",
    "Proposal",
    "State",
    "absorb",
    "better_starts",
    "can_be_missed",
    "check_sessions",
    "explain_sessions",
    "explain_week",
    "fill_contents",
    "find",
    "is_movable",
    "judge_start",
    "judge_week",
    "list_entries",
    "list_others",
    "make_situation",
    "mark_done",
    "miss",
    "monday_of",
    "move",
    "pin",
    "propose",
    "resize",
    "session_from_event",
    "session_of",
    "skip",
    "sort_sessions",
    "span_to_read",
    "start_state",
    "stress",
    "take_back_miss",
    "week_of",
]
