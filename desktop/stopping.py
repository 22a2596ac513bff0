"""What a command that writes to a server shows of its progress, and what it says where it is stopped (Ctrl+C, SIGTERM)."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

import typer

from core.words import Words

STOPPED = 130  # exit status of a command that was stopped, as shells have it


@dataclass(slots=True)
class Progress:
    """How many writes were sent; called after each. Draws on standard error where a person is looking."""

    done: int = 0
    total: int = 0

    def __call__(self, done: int, total: int) -> None:
        """Write number ``done`` of ``total`` was answered."""
        self.done, self.total = done, total
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done}/{total}" + ("\n" if done == total else ""))

    def say_stopped(self, words: Words) -> str:
        """What had been sent when the command was stopped; the last write may have arrived unanswered."""
        if not self.total:
            return words.say("sync.stopped_before")
        return words.say("sync.stopped", done=self.done, total=self.total)


@contextlib.contextmanager
def stoppable(words: Words, progress: Progress) -> Iterator[None]:
    """Inside the block either signal ends the command at once, a wait for the server included; it says what was sent.

    Every write is in the ledger before it is begun, so the next sync finds out what became of the last one.
    """
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(progress.say_stopped(words), err=True)
        raise typer.Exit(STOPPED) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
