"""What was lifted, read as effort and strength (training.md #10, #12, #68)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from core.model.log import Lifted, LiftedSet
from core.model.training import Dose, Session
from core.training.load import estimate_max

RPE_RANGE = range(6, 9)
RPE_SHARE = 0.70
RPE_DAYS = 14
CIRCUIT_REPS = 15
CIRCUIT_REST_S = 30


def log_as_planned(session: Session, rir: int | None = None) -> tuple[Lifted, ...]:
    """The log of a session whose sets were all done as prescribed, each with ``rir`` repetitions left (None: as planned).

    Exercises without repetitions (holds, springs) are left out: a log of effort says nothing of them.
    """
    doses = session.content.doses if session.content else ()
    return tuple(
        Lifted(session.start.date(), dose.id, dose.load_kg, (LiftedSet(dose.reps, left),) * dose.sets)
        for dose in doses
        if dose.reps is not None and (left := dose.rir if rir is None else rir) is not None
    )


def to_rpe(rir: int) -> int:
    """Effort on the scale of ten from the repetitions left."""
    return 10 - rir


def share_in_range(lifted: Sequence[Lifted], today: date) -> float | None:
    """The share of sets of two weeks with an effort of 6 to 8; None without sets."""
    since = today - timedelta(days=RPE_DAYS)
    efforts = [to_rpe(s.rir) for day in lifted if since < day.day <= today for s in day.sets]
    return sum(effort in RPE_RANGE for effort in efforts) / len(efforts) if efforts else None


def is_effort_off(lifted: Sequence[Lifted], today: date) -> bool:
    """True where under 70 % of two weeks' sets were in the useful range: a tip, no rule."""
    share = share_in_range(lifted, today)
    return share is not None and share < RPE_SHARE


def is_circuit(doses: Sequence[Dose]) -> bool:
    """True for many repetitions with little rest: that tires the heart and builds little strength."""
    reps = [dose.reps for dose in doses if dose.reps is not None]
    rests = [dose.rest_s for dose in doses if dose.reps is not None and dose.superset is None]
    return bool(reps) and (median(reps) > CIRCUIT_REPS or (bool(rests) and max(rests) < CIRCUIT_REST_S))


def best_maxima(lifted: Sequence[Lifted]) -> dict[str, float]:
    """The best estimated maximum in kg of each exercise that had a load and sets short enough to tell."""
    best: dict[str, float] = {}
    for day in lifted:
        for done in day.sets:
            top = estimate_max(day.load_kg, done.reps, done.rir) if day.load_kg else None
            if top is not None:
                best[day.exercise] = max(top, best.get(day.exercise, 0.0))
    return best
