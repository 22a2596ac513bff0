"""What the planner would do, as a difference to now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from core.errors import Phrase
from core.model.plan import Finding
from core.model.training import Session
from core.planner import DiffKind, DiffLine, Proposal
from core.words import Words
from desktop.dates import Dates
from desktop.dialogs.frame import Frame, make_table
from desktop.sayings import name_session, say_finding

Findings = Mapping[datetime, Sequence[Finding]]  # by the start of a placement
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
        self.setMinimumSize(920, 420)
        dates, findings = Dates(words), _findings_by_start(proposal)
        rows = [present_line(line, findings, dates) for line in proposal.diff if line.kind in SHOWN]
        heads = [words.say(f"window.column_{name}") for name in ("change", "session", "before", "after", "why")]
        self.table = make_table(heads, rows, words.say("window.proposal_title"))
        self.column.addWidget(self.table, 1)
        self.add_buttons(words.say("window.accept"), words.say("window.not_now"))


def present_line(line: DiffLine, findings: Findings, dates: Dates) -> tuple[str, str, str, str, str]:
    """A session's change as a row, why at the end."""
    session = line.after or line.before
    assert session is not None
    kind = dates.words.say(f"window.diff_kind_{line.kind}")
    when = _when(line.before, dates), _when(line.after, dates)
    return kind, name_session(session, dates), *when, say_why(line, findings, dates)


def say_why(line: DiffLine, findings: Findings, dates: Dates) -> str:
    """What led to the change; of a new session also what speaks most for its place."""
    reasons = line.reasons[1:] or line.reasons  # the first one says what moves, as the other columns do
    said = [_say_reason(reason, line.before, dates) for reason in reasons]
    if line.before is None and line.after is not None:
        best = max(findings.get(line.after.start, ()), key=lambda each: each.points or 0, default=None)
        said += [say_finding(best, dates)] if best and (best.points or 0) > 0 else []
    return " ".join(said)


def _say_reason(reason: Phrase, before: Session | None, dates: Dates) -> str:
    """A rule speaks of the place before: ``today`` in its sentence is that day."""
    said = dates.words.phrase(reason)
    if before is None or reason.id.startswith("rules.diff."):
        return said
    return dates.words.say("window.why_on", day=dates.long_day(before.start.date()), sentence=said)


def _findings_by_start(proposal: Proposal) -> Findings:
    weeks = proposal.state.plan.weeks if proposal.state.plan else ()
    return {place.start: place.findings for week in weeks for place in week.placements}


def _when(session: Session | None, dates: Dates) -> str:
    if session is None:
        return "\N{EN DASH}"
    day = session.start.date()
    return f"{dates.short_day(day)} {dates.day_month(day)}, {dates.span(session.start, session.end)}"
