"""What a runner can train with on a day: the place, the equipment, and what the body allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.model.exercise import Exercise
from core.model.profile import Profile

# Every home and every hotel room has these or something that does their work.
EVERYDAY = frozenset({"wall", "chair", "step", "table", "towel", "bag", "hill", "mini_hurdle"})
# What else does the work of a weight, besides itself.
STAND_INS = {"dumbbell": frozenset({"dumbbell", "kettlebell"})}
LEVELS = 3


@dataclass(frozen=True, slots=True)
class Means:
    """What can be used on a day. ``equipment`` None: all that the place usually has."""

    place: str = "gym"  # gym | home
    equipment: frozenset[str] | None = None
    injuries: tuple[str, ...] = ()
    level: int = LEVELS  # the hardest exercise that may be chosen
    only: frozenset[str] | None = None  # nothing but these; None: all

    def can_load(self, exercise: Exercise) -> bool:
        """True where the exercise progresses by load and something to load it with is there."""
        if not exercise.is_loaded or self.equipment is None:
            return exercise.is_loaded
        kinds = exercise.load.split("_or_")
        there = self.equipment | EVERYDAY
        return "machine" in kinds or any(STAND_INS.get(kind, frozenset({kind})) & there for kind in kinds)

    def allows(self, exercise: Exercise) -> bool:
        """True where place, equipment, level and injuries leave the exercise open."""
        if exercise.level > self.level or self.forbids(exercise):
            return False
        if self.only is not None and exercise.id not in self.only:
            return False
        if exercise.pattern == "plyo":
            return True
        return (self.place == "gym" or exercise.home_ok) and self._holds(exercise)

    def forbids(self, exercise: Exercise) -> bool:
        """True where an area with a history rules the exercise out (training.md 2.5)."""
        return any(area in exercise.avoid for area in self.injuries)

    def cautions(self, exercise: Exercise) -> bool:
        """True where an area with a history asks to start with something easier."""
        return any(area in exercise.caution for area in self.injuries)

    def prefers(self, exercise: Exercise) -> bool:
        """True where an area with a history likes the exercise best."""
        return any(area in exercise.prefer for area in self.injuries)

    def _holds(self, exercise: Exercise) -> bool:
        if self.equipment is None:
            return True
        there = self.equipment | EVERYDAY
        return all(there.intersection(need.split("|")) for need in exercise.equipment)


def means_on(profile: Profile, day: date, *, level: int = LEVELS) -> Means:
    """The means of a date, odd days first (the last one given wins)."""
    place, equipment = profile.athlete.place, profile.athlete.equipment
    for odd in profile.schedule.exceptions:
        if odd.first <= day <= odd.last:
            place = odd.place if odd.place is not None else place
            equipment = odd.equipment if odd.equipment is not None else equipment
    return Means(place, equipment, profile.athlete.injuries, level)
