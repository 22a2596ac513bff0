"""What the window may not make itself, and how it wants it: clock, UIDs, the way out to the calendars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from core.errors import Phrase
from core.model.profile import Correction
from core.model.training import Entry, Kind
from core.planner import State
from desktop.draft import Enrol

if TYPE_CHECKING:
    from core.planner import Mint
    from core.sync.decision import Clash
    from core.sync.settle import Keep


class ChangeKind(StrEnum):
    """What a write does to an event of ours."""

    CREATE = "create"
    MOVE = "move"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One write as the preview shows it."""

    kind: ChangeKind
    title: str
    start: datetime
    end: datetime
    detail: str = ""


Stop = Callable[[], bool]
Progress = Callable[[int, int], None]


class Publisher(Protocol):
    """What the window needs for writing; ``desktop.shell`` builds one over the accounts."""

    def preview(self, state: State) -> tuple[ChangeLine, ...]:
        """Every write that publishing would do, in order; reads no network."""
        ...

    def publish(self, state: State, stop: Stop, progress: Progress, allowed: frozenset[str]) -> Phrase:
        """Do the writes; what was done, or a ``sync.question.<key>`` unless its key is allowed. CoreError."""
        ...

    def export(self, state: State, path: Path) -> None:
        """Write the sessions into an .ics file. CoreError where it could not."""
        ...


Teach = Callable[[State, Entry, Kind, str], State]  # the last is a scope of core.runs.correct
Forget = Callable[[State, Correction], State]
Choices: TypeAlias = "Mapping[str, tuple[Clash, Keep]]"  # by UID
Settle = Callable[[State, Choices], State]


def _take_nothing(_account: str, _password: str) -> None:
    """Where no account asks, nothing is typed."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the window may not make itself: the clock, new UIDs, the way out, and a place for what it is taught."""

    now: Callable[[], datetime]
    mint: Mint
    publisher: Publisher | None = None
    teach: Teach | None = None
    forget: Forget | None = None
    settle: Settle | None = None
    enrol: Enrol | None = None
    locked: Callable[[], tuple[str, ...]] = tuple  # accounts whose password the runner has to type
    unlock: Callable[[str, str], None] = _take_nothing  # an account, and what was typed
