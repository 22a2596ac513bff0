"""What the runner can want, one function each, over one frozen State."""

from core.planner.edit import (
    better_starts,
    check_sessions,
    explain_sessions,
    find,
    judge_start,
    judge_week,
    list_others,
    move,
    pin,
    resize,
    skip,
)
from core.planner.history import History
from core.planner.propose import DiffLine, Mint, Proposal, fill_contents, propose, week_of
from core.planner.state import (
    State,
    absorb,
    is_movable,
    make_situation,
    mark_done,
    monday_of,
    session_from_event,
    session_of,
    sort_sessions,
    span_to_read,
    start_state,
)
from core.solver.repair import Change as DiffKind

__all__ = [
    "DiffKind",
    "DiffLine",
    "History",
    "Mint",
    "Proposal",
    "State",
    "absorb",
    "better_starts",
    "check_sessions",
    "explain_sessions",
    "fill_contents",
    "find",
    "is_movable",
    "judge_start",
    "judge_week",
    "list_others",
    "make_situation",
    "mark_done",
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
    "week_of",
]
