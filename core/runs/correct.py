"""What the runner taught: "titles like this are that", kept in the profile and found again after any refresh."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.model.event import Occurrence
from core.model.profile import Correction
from core.model.training import Entry, Kind
from core.runs.text import fold

_SPACE = re.compile(r"[\s_.,;:!?•·|()\[\]-]+")
_UNIT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(km|kms|k|mi|miles?|min|mins|mn|m|h|')(?![a-z])")
_RANGE = re.compile(r"(\d+(?:[.,]\d+)?)\s*-\s*(\d+(?:[.,]\d+)?)")
_KINDS = frozenset(Kind)
SCOPES = ("title", "weekday", "this")  # titles like this; on this weekday only; this entry only


@dataclass(frozen=True, slots=True)
class Taught:
    """A correction that fits an entry."""

    kind: Kind
    title: str


@lru_cache(maxsize=8192)
def normalise(title: str) -> str:
    """A title without case, accents, punctuation and the spelling of units: "Easy 8 km" is "easy 8km"."""
    folded = _RANGE.sub(r"\1-\2", fold(title))
    folded = _UNIT.sub(
        lambda match: match.group(1).replace(",", ".") + _UNIT_NAMES.get(match.group(2), match.group(2)), folded
    )
    words = re.split(r"[\s_;:!?•·|()\[\]+,/]+|\s-\s|\.(?!\d)", folded)
    return " ".join(word for word in words if word not in ("", "-"))


_UNIT_NAMES = {"kms": "km", "k": "km", "mile": "mi", "miles": "mi", "mins": "min", "mn": "min", "'": "min"}


def learn(entry: Entry, kind: Kind, scope: str = "title") -> Correction:
    """The correction that a click on an entry makes. ``scope`` is one of SCOPES.

    The title is kept as it stands; only "this" keeps a UID, because feeds change UIDs (feeds: Runna).
    """
    assert scope in SCOPES, scope
    return Correction(
        title=entry.occurrence.summary,
        kind=kind.value,
        weekday=entry.start.weekday() if scope == "weekday" else None,
        uid=entry.occurrence.uid if scope == "this" else None,
    )


def match(correction: Correction, occurrence: Occurrence) -> bool:
    """True where the correction speaks of this occurrence; what it leaves empty does not narrow it, but all is too wide."""
    if correction.uid is not None and correction.uid != occurrence.uid:
        return False
    if correction.weekday is not None and correction.weekday != occurrence.start.weekday():
        return False
    if not correction.title:
        return correction.uid is not None or correction.weekday is not None
    return normalise(correction.title) == normalise(occurrence.summary)


def find_correction(occurrence: Occurrence, corrections: Sequence[Correction]) -> Taught | None:
    """The narrowest correction that fits, the latest of equals; None where none does."""
    fitting = [correction for correction in corrections if correction.kind in _KINDS and match(correction, occurrence)]
    if not fitting:
        return None
    best = max(enumerate(fitting), key=lambda pair: (_narrowness(pair[1]), pair[0]))[1]
    return Taught(Kind(best.kind), best.title)


def _narrowness(correction: Correction) -> int:
    return 2 * (correction.uid is not None) + (correction.weekday is not None)
