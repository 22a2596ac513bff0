"""The requests of many groups answered: quick series here, the others where they can be ended."""

from __future__ import annotations

from core.calendar.asking import close_request
from core.calendar.group import Group, Request, refuse_series
from core.calendar.moment import BROKEN
from core.calendar.recurrence import Overdue, Pace, Rows, expand_series
from core.errors import Phrase

MAX_IN_PROCESS = 1_000  # quick series that are expanded here; more go to the child with its deadline


def answer_requests(groups: list[Group]) -> None:
    """Lets recurring_ical_events expand what was asked for; adds the appearances, or names what went wrong."""
    asked = [(group, request) for group in groups for request in group.requests]
    quick = [pair for pair in asked if pair[1].pace is Pace.QUICK]
    slow = [pair for pair in asked if pair[1].pace is Pace.SLOW] + quick[MAX_IN_PROCESS:]
    for group, request in quick[:MAX_IN_PROCESS]:
        _close(group, request, expand_series(request.text, request.first, request.last))
    if slow:
        from core.calendar.expansion import expand_bounded  # noqa: PLC0415 - 20 ms, for what is more unusual

        for (group, request), rows in zip(slow, expand_bounded([request for _, request in slow]), strict=True):
            _close(group, request, rows)


def _close(group: Group, request: Request, rows: Rows | Overdue) -> None:
    try:
        if rows is None or isinstance(rows, Overdue):
            problem = Phrase("problems.bad_rule" if rows is None else "problems.too_slow")
            refuse_series(group, request.master, problem)
        else:
            close_request(group, request, rows)
    except BROKEN:
        group.problems.append(Phrase("problems.unreadable"))
