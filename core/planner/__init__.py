"""What the runner can want, one function each, over one frozen State."""

from core.planner.edit import better_starts, check_sessions, find, judge_start, judge_week, move, pin, resize, skip
from core.planner.history import History
from core.planner.propose import DiffKind, DiffLine, Mint, Proposal, propose, week_of
from core.planner.state import (
    State,
    absorb,
    is_movable,
    make_situation,
    mark_done,
    monday_of,
    session_of,
    sort_sessions,
    span_to_read,
    start_state,
)

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
    "find",
    "is_movable",
    "judge_start",
    "judge_week",
    "make_situation",
    "mark_done",
    "monday_of",
    "move",
    "pin",
    "propose",
    "resize",
    "session_of",
    "skip",
    "sort_sessions",
    "span_to_read",
    "start_state",
    "week_of",
]
