"""Whether springy work may begin, and what is still missing (statement 47)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.errors import Phrase
from core.model.log import CheckIn
from core.model.profile import Athlete
from core.rules.numbers import Numbers

QUIET_DAYS = 14
PAIN_MOST = 2  # of 10
SPRINGY_AREAS = ("achilles", "calf", "shin", "knee", "plantar")  # histories and pains that keep the gate shut


def missing_for_springs(athlete: Athlete, numbers: Numbers) -> tuple[Phrase, ...]:
    """What the profile lacks for springy work; empty where its gate is open."""
    missing = []
    for what, have, needed in (
        ("weeks", athlete.strength_weeks, numbers.plyo_weeks),
        ("sessions", athlete.sessions_done, numbers.plyo_sessions),
        ("calf_raises", athlete.calf_raises, numbers.plyo_calf_raises),
    ):
        if have < needed:
            missing.append(Phrase(f"training.gate.{what}", (("have", have), ("needed", needed))))
    if any(area.startswith(SPRINGY_AREAS) for area in athlete.injuries):
        missing.append(Phrase("training.gate.history"))
    return tuple(missing)


def missing_after_pain(checkins: Sequence[CheckIn], today: date) -> tuple[Phrase, ...]:
    """What check-ins add: two quiet weeks are missing where calf, Achilles, shin, knee or sole hurt in them."""
    recent = [c for c in checkins if 0 <= (today - c.day).days < QUIET_DAYS]
    sore = any(a.area.startswith(SPRINGY_AREAS) and a.pain > PAIN_MOST for c in recent for a in c.areas)
    return (Phrase("training.gate.quiet", (("days", QUIET_DAYS),)),) if sore else ()
