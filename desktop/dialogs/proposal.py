"""What the planner would do, as a difference to now."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.model.training import Session
from core.planner import DiffKind, DiffLine, Proposal
from core.words import Words
from desktop.dates import Dates
from desktop.dialogs.frame import Frame, make_table
from desktop.sayings import name_session

SHOWN = (DiffKind.NEW, DiffKind.MOVED, DiffKind.CHANGED, DiffKind.DROPPED)


def count_lines(proposal: Proposal) -> dict[DiffKind, int]:
    """How many sessions of each kind; kept ones are no change."""
    return {kind: sum(line.kind is kind for line in proposal.diff) for kind in SHOWN}


def sum_up(proposal: Proposal, words: Words) -> str:
    """``2 new, 1 moved``."""
    counts = count_lines(proposal)
    return ", ".join(words.say(f"window.diff_{kind}", count=count) for kind, count in counts.items() if count)


class ProposalDialog(Frame):
    """Shows the difference; accepted means: take it over."""

    def __init__(self, words: Words, proposal: Proposal, parent: QWidget | None = None) -> None:
        super().__init__(words.say("window.proposal_title"), sum_up(proposal, words), parent)
        self.setMinimumSize(640, 360)
        dates = Dates(words)
        rows = [present_line(line, dates) for line in proposal.diff if line.kind in SHOWN]
        heads = [words.say(f"window.column_{name}") for name in ("change", "session", "before", "after")]
        self.table = make_table(heads, rows, words.say("window.proposal_title"))
        self.column.addWidget(self.table, 1)
        self.add_buttons(words.say("window.accept"), words.say("window.not_now"))


def present_line(line: DiffLine, dates: Dates) -> tuple[str, str, str, str]:
    """A session's change as a row."""
    session = line.after or line.before
    assert session is not None
    kind = dates.words.say(f"window.diff_kind_{line.kind}")
    return kind, name_session(session, dates), _when(line.before, dates), _when(line.after, dates)


def _when(session: Session | None, dates: Dates) -> str:
    if session is None:
        return "\N{EN DASH}"
    day = session.start.date()
    return f"{dates.short_day(day)} {dates.day_month(day)}, {dates.span(session.start, session.end)}"
