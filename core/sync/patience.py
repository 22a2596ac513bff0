"""Pure: how long a busy server is left in peace, over all runs of the program.

A server says how many seconds (Retry-After, RFC 9110 10.2.3), or nothing: then each time twice as long as before. What it
says is kept to six hours: a mad or broken server must not lock a runner out for a year.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_S = 60  # where the server does not say how long
LONGEST_GUESS_S = 3600
LONGEST_S = 6 * 3600
FORGET_S = 3600  # so long after the end of a pause the next one begins small again


@dataclass(frozen=True, slots=True)
class Pause:
    """Not before ``until`` (aware); ``tries``: pauses in a row."""

    until: datetime
    tries: int = 1

    def to_json(self) -> str:
        """For the store."""
        return json.dumps({"until": self.until.isoformat(), "tries": self.tries})


def read_pause(text: str | None) -> Pause | None:
    """What ``to_json`` wrote, None for nothing or for anything else."""
    try:
        kept = json.loads(text or "null")
        return None if kept is None else Pause(datetime.fromisoformat(kept["until"]), int(kept["tries"]))
    except (ValueError, TypeError, KeyError):
        return None


def begin_pause(last: Pause | None, seconds: int, now: datetime) -> Pause:
    """The pause after a server said that it is busy. ``seconds``: as it said, -1 where it did not."""
    in_a_row = last is not None and now < last.until + timedelta(seconds=FORGET_S)
    tries = last.tries + 1 if last is not None and in_a_row else 1
    guess = min(LONGEST_GUESS_S, FIRST_S * 2 ** min(tries - 1, 10))
    return Pause(now + timedelta(seconds=min(seconds, LONGEST_S) if seconds >= 0 else guess), tries)


def is_over(pause: Pause | None, now: datetime) -> bool:
    """True where the server may be asked again; also where the clock was set back behind any pause there can be."""
    return pause is None or now >= pause.until or pause.until - now > timedelta(seconds=LONGEST_S)
