"""The states before and after the present one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.model.training import Entry
from core.planner.state import State


@dataclass(frozen=True, slots=True)
class History:
    """The states before and after the present one; undo keeps whole states."""

    state: State
    past: tuple[State, ...] = ()
    future: tuple[State, ...] = ()
    agreed: tuple[Entry, ...] = ()  # the calendar when the runner last took a plan over: what changed since is told

    @property
    def can_undo(self) -> bool:
        """True where there is a step to take back."""
        return bool(self.past)

    @property
    def can_redo(self) -> bool:
        """True where a step was taken back."""
        return bool(self.future)

    def push(self, state: State, *, agreed: bool = False) -> History:
        """The history after an edit, ``agreed`` where it is a plan; what was undone before is forgotten."""
        return History(state, (*self.past, self.state), (), state.entries if agreed else self.agreed)

    def refresh(self, state: State) -> History:
        """The history with a new present that is not an edit (newly read calendars)."""
        return replace(self, state=state)

    def undo(self) -> History:
        """One step back, or the same where there is none."""
        if not self.past:
            return self
        return History(self._carry(self.past[-1]), self.past[:-1], (self.state, *self.future), self.agreed)

    def redo(self) -> History:
        """One step forward, or the same where there is none."""
        if not self.future:
            return self
        return History(self._carry(self.future[0]), (*self.past, self.state), self.future[1:], self.agreed)

    def _carry(self, other: State) -> State:
        """The other state's sessions over the calendars as they are known now."""
        return replace(
            self.state,
            sessions=other.sessions,
            plan=other.plan,
            skipped=other.skipped,
            missed=other.missed,
            first=other.first,
        )
