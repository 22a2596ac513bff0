"""Why a week holds fewer sessions than wanted, in the words of the rules that closed its days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.errors import Phrase
from core.model.plan import DayVerdict, Verdict
from core.model.training import Form
from core.rules.board import Lift
from core.solver.picks import Field

MENTIONED = 3  # rules named at most


def explain_shortfall(field: Field, days: Sequence[DayVerdict], lifts: Sequence[Lift]) -> tuple[Phrase, ...]:
    """Nothing where the week has all it wants; else what happened, then the rules that closed most days."""
    open_days = [day for day in days if day.day.toordinal() >= field.first]
    full = sum(1 for lift in lifts if lift.form is Form.FULL)
    rested = len(lifts) >= field.wanted and any(lift.form is Form.PRIMER for lift in lifts)
    if full >= field.wanted or rested:
        return ()
    return (_headline(field, lifts), *_closers(open_days))


def _headline(field: Field, lifts: Sequence[Lift]) -> Phrase:
    if not lifts:
        return Phrase("rules.short.none")
    if any(lift.form is Form.PRIMER for lift in lifts):
        return Phrase("rules.short.primer")
    if len(lifts) >= field.wanted:
        return Phrase("rules.short.light")
    if lifts[0].form is Form.LIGHT:
        return Phrase("rules.short.one_light")
    return Phrase("rules.short.one")


def _closers(days: Sequence[DayVerdict]) -> tuple[Phrase, ...]:
    """The hard rules that closed days, and those that made them bad, the most frequent first."""
    said: Counter[str] = Counter()
    for day in days:
        if day.verdict is Verdict.FORBIDDEN:
            said.update(finding.rule for finding in day.findings)
        elif day.verdict is Verdict.UNAVAILABLE:
            said["P10"] += 1
        elif day.verdict is Verdict.AVOID:
            worst = min(day.findings, key=lambda finding: (finding.points or 0, finding.rule))
            said[worst.rule] += 1
    ranked = sorted(said.items(), key=lambda each: (-each[1], each[0]))[:MENTIONED]
    return tuple(Phrase(f"rules.short.{rule}", (("count", times),)) for rule, times in ranked)
