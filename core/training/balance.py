"""Whether a week's sessions together train every pattern (training.md #5)."""

from __future__ import annotations

from collections.abc import Sequence

from core.catalogue import load_catalogue
from core.model.training import Prescription

WEEK_PATTERNS = ("squat", "hinge", "unilateral_knee", "unilateral_hip", "calf", "trunk")


def missing_patterns(contents: Sequence[Prescription]) -> tuple[str, ...]:
    """The patterns without a single set in a week, in the order of the source; none for a week without sessions."""
    if not contents:
        return ()
    exercises = load_catalogue().exercises
    trained = {
        pattern
        for content in contents
        for dose in content.doses
        if dose.id in exercises
        for pattern in exercises[dose.id].covers
    }
    return tuple(pattern for pattern in WEEK_PATTERNS if pattern not in trained)
