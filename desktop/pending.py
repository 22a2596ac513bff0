"""What waits for the runner's answer, and how a question is known again: it is put once, not after every reading."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import Phrase

if TYPE_CHECKING:
    from core.sync.decision import Clash


@dataclass(frozen=True, slots=True)
class Open:
    """The open questions: sessions that both sides changed, and a sync that looks like a fault."""

    clashes: tuple[Clash, ...] = ()
    question: Phrase | None = None

    @property
    def count(self) -> int:
        """How many answers are waited for."""
        return len(self.clashes) + (self.question is not None)

    @property
    def marks(self) -> frozenset[str]:
        """What each question is known by: another edit of the same session is another question."""
        asked = [_mark(self.question.id, self.question.params)] if self.question else []
        return frozenset([*asked, *(_mark_clash(clash) for clash in self.clashes)])


def _mark_clash(clash: Clash) -> str:
    sides = [str(getattr(side, name)) for side in (clash.ours, clash.theirs) for name in clash.fields]
    return _mark(clash.uid, clash.fields, sides)


def _mark(*parts: object) -> str:
    """A short name that tells nothing: it is kept in the store, and titles are private."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
