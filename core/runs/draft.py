"""A run or entry between recognising and understanding: its recognition with times and lengths filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.model.event import Occurrence
from core.model.training import Kind, Treated
from core.runs.recognise import Recognition

TREATMENTS = {
    Kind.EASY: Treated.EASY,
    Kind.RECOVERY: Treated.RECOVERY,
    Kind.LONG: Treated.LONG,
    Kind.TEMPO: Treated.QUALITY,
    Kind.INTERVALS: Treated.QUALITY,
    Kind.HILLS: Treated.QUALITY,
    Kind.RACE: Treated.RACE,
    Kind.UNKNOWN: Treated.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry whose place in the week is not judged yet."""

    occurrence: Occurrence
    found: Recognition
    start: datetime
    end: datetime
    minutes: float
    assumed: bool

    @property
    def is_open(self) -> bool:
        """True where P15 may make it the long run by its length: easy or unknown, or easy with some quality in it."""
        return self.said in (Treated.EASY, Treated.UNKNOWN) or self.found.base is not None

    @property
    def said(self) -> Treated | None:
        """How the rules treat it before the week is looked at: a length alone makes no long run, nor does "medium long"."""
        if self.found.medium_long:
            return Treated.EASY
        return TREATMENTS.get(self.found.base or self.found.kind)
