"""Damages calendars in two ways, reads each wreck, and stops at the first that raises, hangs or loses an event.

    python tests/torture/fuzz.py build/torture [--count 3000] [--guided 1000] [--seed 1]

First blindly: bytes of the calendars under the folder. Then by structure and guided by coverage: a wreck that reaches
code which none before it reached is kept and damaged further. The same seed damages the same bytes; the wreck that
fails is written beside the folder.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import core.calendar
from core.calendar.ics import read, read_own
from core.calendar.index import make_index
from core.model.event import Reading, Span
from tests.torture.judge import KINDS, ZONE, find_spans, span_of
from tests.torture.mutate import NASTY, SCRAPS, make_feed, wreck_events

SECONDS = 5.0
MAX_BYTES = 100_000  # of a calendar that is damaged
READER = str(Path(core.calendar.__file__).parent)
SPAN = span_of(2020, 2026)
LINES = [name + value + b"\r\n" for name, values in sorted(NASTY.items()) for value in values]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=3_000)
    parser.add_argument("--guided", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    wreck_file = given.folder.with_suffix(".wreck")
    worst = max(fuzz_blindly(dice, given.folder, given.count, wreck_file), fuzz_guided(dice, given.guided, wreck_file))
    return int(worst > SECONDS)


def fuzz_blindly(dice: random.Random, folder: Path, count: int, wreck_file: Path) -> float:
    """Damages bytes of the collected calendars; the seconds of the slowest wreck."""
    paths = (path for path in folder.rglob("*") if path.suffix.lower() in KINDS and ".packed" not in path.parts)
    files = [path for path in sorted(paths) if path.stat().st_size < MAX_BYTES]
    worst = 0.0
    for _ in range(count if files else 0):
        wreck = damage(dice, dice.choice(files).read_bytes())
        with kept(wreck, wreck_file):
            worst = max(worst, read_in_every_way(wreck, find_spans(wreck)[1]))
    print(f"{count} wrecks of {len(files)} calendars read, the slowest in {worst:.1f} s")
    return worst


def fuzz_guided(dice: random.Random, count: int, wreck_file: Path) -> float:
    """Damages events by their structure, keeping what reaches new code; the seconds of the slowest wreck."""
    feed = make_feed()
    before = read(feed, source="fuzz", span=SPAN, zone=ZONE)
    corpus, trail = [feed], Trail()
    worst = 0.0
    for _ in range(count):
        base = feed if dice.random() < 0.3 else dice.choice(corpus)
        wreck = wreck_events(dice, base)
        with kept(wreck.raw, wreck_file):
            worst = max(worst, read_in_every_way(wreck.raw, SPAN))
            if base is feed:
                after = read(wreck.raw, source="fuzz", span=SPAN, zone=ZONE)
                assert choose(after, wreck.whole) == choose(before, wreck.whole), "another event was touched"
        if trail.is_new(wreck.raw) and len(wreck.raw) < MAX_BYTES:
            corpus.append(wreck.raw)
    print(
        f"{count} guided wrecks read, {len(trail.steps)} steps of code, {len(corpus)} kept, the slowest in {worst:.1f} s"
    )
    return worst


class Trail:
    """Which steps from line to line the reader has taken so far."""

    def __init__(self) -> None:
        self.steps: set[tuple[CodeType, int, int]] = set()
        self._last: dict[FrameType, int] = {}

    def is_new(self, raw: bytes) -> bool:
        """Reads the bytes; whether that took a step that none before took."""
        known = len(self.steps)
        sys.settrace(self._enter)
        try:
            read(raw, source="fuzz", span=SPAN, zone=ZONE)
        finally:
            sys.settrace(None)
            self._last.clear()
        return len(self.steps) > known

    def _enter(self, frame: FrameType, _event: str, _given: object) -> Callable[..., Any] | None:
        return self._step if frame.f_code.co_filename.startswith(READER) else None

    def _step(self, frame: FrameType, event: str, _given: object) -> Callable[..., Any]:
        if event == "line":
            self.steps.add((frame.f_code, self._last.get(frame, 0), frame.f_lineno))
            self._last[frame] = frame.f_lineno
        return self._step


@contextmanager
def kept(wreck: bytes, path: Path) -> Iterator[None]:
    """Writes the wreck where reading it fails."""
    try:
        yield
    except BaseException:
        path.write_bytes(wreck)
        print(f"a wreck fails, see {path}", flush=True)
        raise


def choose(reading: Reading, uids: frozenset[str]) -> list[object]:
    return [found for found in reading.occurrences if found.uid in uids]


def damage(dice: random.Random, raw: bytes) -> bytes:
    """One to five cuts, doublings, swaps or scraps."""
    wreck = bytearray(raw)
    for _ in range(dice.randint(1, 5)):
        start = dice.randrange(len(wreck) + 1)
        end = min(len(wreck), start + dice.choice((0, 1, 4, 60, 400)))
        piece = wreck[start:end]
        scrap = dice.choice((dice.choice(SCRAPS), dice.choice(LINES)))
        wreck[start:end] = dice.choice((b"", piece * 2, piece[::-1], scrap, piece + scrap))
    return bytes(wreck)


def read_in_every_way(raw: bytes, span: Span) -> float:
    """With and without an index, which must agree, and as our own; the seconds that one reading took."""
    begun = time.perf_counter()
    plain = read(raw, source="fuzz", span=span, zone=ZONE)
    seconds = time.perf_counter() - begun
    indexed = read(raw, source="fuzz", span=span, zone=ZONE, index=make_index(raw))
    hurried = any(problem.phrase.id == "problems.too_slow" for problem in plain.problems + indexed.problems)
    assert hurried or indexed == plain  # a deadline is the one thing that two readings need not share
    read_own(raw, ZONE)
    return seconds


if __name__ == "__main__":
    sys.exit(main())
