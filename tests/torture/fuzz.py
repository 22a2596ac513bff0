"""Damages the calendars under a folder at random, reads each wreck, and stops at the first that raises or hangs.

    python tests/torture/fuzz.py build/torture [--count 3000] [--seed 1]

The same seed damages the same bytes; the wreck that fails is written beside the folder.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from core.calendar.ics import read, read_own
from core.calendar.index import make_index
from tests.torture.judge import KINDS, ZONE, find_spans

SECONDS = 5.0
MAX_BYTES = 100_000  # of a calendar that is damaged
SCRAPS = (
    *(
        b"\r\n",
        b"\n ",
        b":",
        b";",
        b'"',
        b"\\",
        b"\0",
        b"\xff",
        b"BEGIN:VEVENT\r\n",
        b"END:VEVENT\r\n",
        b"BEGIN:VTIMEZONE\r\n",
    ),
    *(
        b"RRULE:FREQ=DAILY\r\n",
        b";INTERVAL=0",
        b";COUNT=99999999",
        b";UNTIL=2",
        b"9999",
        b"00000000",
        b"-",
        b"Z",
        b";TZID=X",
    ),
    *(
        b"RECURRENCE-ID;RANGE=THISANDFUTURE:20260101\r\n",
        b"EXDATE:",
        b"RDATE;VALUE=PERIOD:20260101T000000Z/PT1H\r\n",
        b"MINUTELY",
    ),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    files = sorted(
        path for path in given.folder.rglob("*") if path.suffix.lower() in KINDS and ".packed" not in path.parts
    )
    files = [path for path in files if path.stat().st_size < MAX_BYTES]
    worst = 0.0
    for number in range(given.count):
        wreck = damage(dice, dice.choice(files).read_bytes())
        begun = time.perf_counter()
        try:
            read_in_every_way(wreck)
        except BaseException:
            given.folder.with_suffix(".wreck").write_bytes(wreck)
            print(f"wreck {number} of seed {given.seed} fails, see {given.folder.with_suffix('.wreck')}", flush=True)
            raise
        worst = max(worst, time.perf_counter() - begun)
    print(f"{given.count} wrecks of {len(files)} calendars read, the slowest in {worst:.1f} s (seed {given.seed})")
    return int(worst > SECONDS)


def damage(dice: random.Random, raw: bytes) -> bytes:
    """One to five cuts, doublings, swaps or scraps."""
    wreck = bytearray(raw)
    for _ in range(dice.randint(1, 5)):
        start = dice.randrange(len(wreck) + 1)
        end = min(len(wreck), start + dice.choice((0, 1, 4, 60, 400)))
        piece = wreck[start:end]
        wreck[start:end] = dice.choice((b"", piece * 2, piece[::-1], dice.choice(SCRAPS), piece + dice.choice(SCRAPS)))
    return bytes(wreck)


def read_in_every_way(raw: bytes) -> None:
    """With and without an index, which must agree, and as our own."""
    span = find_spans(raw)[1]
    plain = read(raw, source="fuzz", span=span, zone=ZONE)
    indexed = read(raw, source="fuzz", span=span, zone=ZONE, index=make_index(raw))
    hurried = any(problem.phrase.id == "problems.too_slow" for problem in plain.problems + indexed.problems)
    assert hurried or indexed == plain  # a deadline is the one thing that two readings need not share
    read_own(raw, ZONE)


if __name__ == "__main__":
    sys.exit(main())
