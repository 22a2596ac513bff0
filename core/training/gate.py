"""Whether springy work may begin, and what is still missing (training.md #47)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.errors import Phrase
from core.model.log import CheckIn
from core.model.profile import Athlete

STRENGTH_WEEKS = 8
SESSIONS = 12
CALF_RAISES = 20
QUIET_DAYS = 14
PAIN_MOST = 2
AREAS = ("achilles_mid", "achilles_insertional", "shin", "knee")


def missing_for_springs(athlete: Athlete, checkins: Sequence[CheckIn], today: date) -> tuple[Phrase, ...]:
    """What keeps springy work locked; empty where the gate is open."""
    missing = []
    for what, have, needed in (
        ("weeks", athlete.strength_weeks, STRENGTH_WEEKS),
        ("sessions", athlete.sessions_done, SESSIONS),
        ("calf_raises", athlete.calf_raises, CALF_RAISES),
    ):
        if have < needed:
            missing.append(Phrase(f"training.gate.{what}", (("have", have), ("needed", needed))))
    if _hurts(checkins, today) or any(area in AREAS for area in athlete.injuries):
        missing.append(Phrase("training.gate.quiet", (("days", QUIET_DAYS),)))
    return tuple(missing)


def _hurts(checkins: Sequence[CheckIn], today: date) -> bool:
    recent = [c for c in checkins if 0 <= (today - c.day).days < QUIET_DAYS]
    return any(area.area in AREAS and area.pain > PAIN_MOST for c in recent for area in c.areas)
