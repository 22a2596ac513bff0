"""Every fault that a user can mend: an id and its parameters, never a sentence.

The sentence is ``errors.<id>`` in ``resources/text``; ``core.words`` says it.
"""

from __future__ import annotations

from dataclasses import dataclass

Param = str | int | float
Params = tuple[tuple[str, Param], ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """An id of ``resources/text`` with its parameters; ``core.words`` makes the sentence."""

    id: str
    params: Params = ()


class CoreError(Exception):
    """A fault that a user can mend. ``id`` is a key of the ``errors`` texts."""

    def __init__(self, id: str, **params: Param) -> None:
        super().__init__(id, params)
        self.id = id
        self.params: Params = tuple(params.items())

    @property
    def phrase(self) -> Phrase:
        """The sentence's id and parameters."""
        return Phrase(f"errors.{self.id}", self.params)


class InputError(CoreError):
    """What was given cannot be used (exit status 2)."""


class NetworkError(CoreError):
    """The network or a server failed; nothing was lost (exit status 3)."""
