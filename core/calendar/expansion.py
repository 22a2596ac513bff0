"""Series that may take long are expanded in a process of their own, which is ended when its time is up.

A process and not a thread: nothing can stop a thread. The child gets one JSON line with the series, writes one line
for each as it is done, and reads no file and no network. In a built program the same executable is started with
``CHILD_FLAG``; ``desktop.__main__`` hands that to ``serve``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from core.calendar.group import Request
from core.calendar.recurrence import OVERDUE, Overdue, Row, Rows, expand_series

CHILD_FLAG = "--expand-series"
SECONDS_TO_START = 15.0  # the child's imports on a busy machine
SECONDS_EACH = 0.8  # one series
SECONDS_ALL = 1.2  # all series of a calendar
MAX_KILLS = 2  # after so many hanging series the rest is not tried
POLL_SECONDS = 0.01


def expand_bounded(requests: Sequence[Request]) -> list[Rows | Overdue]:
    """The rows of each request, in order; ``OVERDUE`` for those that took too long."""
    answers: list[Rows | Overdue] = []
    kills, budget = 0, SECONDS_ALL
    while len(answers) < len(requests) and kills < MAX_KILLS and budget > 0:
        rows, seconds = _run_child(requests[len(answers) :], budget)
        answers += rows
        budget -= seconds
        if len(answers) < len(requests):
            answers.append(OVERDUE)
            kills += 1
    return answers + [OVERDUE] * (len(requests) - len(answers))


def _run_child(requests: Sequence[Request], budget: float) -> tuple[list[Rows], float]:
    """Starts a child, waits as long as it gets on, ends it; what it wrote, and the seconds that took."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken:
        given.write(json.dumps([[r.text, r.first.isoformat(), r.last.isoformat()] for r in requests]).encode())
        given.seek(0)
        try:
            child = _start(given, taken)
        except OSError:
            return [], budget
        try:
            seconds = _wait(child, taken, budget)
        finally:
            child.kill()
            child.wait()
        taken.seek(0)
        lines = taken.read().split(b"\n")[1:-1]  # the first says that it is ready, the last one is unfinished
    return [_read_answer(line) for line in lines], seconds


def _wait(child: subprocess.Popen[bytes], taken: IO[bytes], budget: float) -> float:
    """Returns when the child has ended or has used up its time; the seconds since it was ready."""
    size = 0
    now = time.monotonic()
    begun, overall, deadline = now, now + SECONDS_TO_START, now + SECONDS_TO_START
    while child.poll() is None and now < min(deadline, overall):
        time.sleep(POLL_SECONDS)
        now = time.monotonic()
        written = os.fstat(taken.fileno()).st_size
        if written != size:
            if not size:
                begun, overall = now, now + budget
            size, deadline = written, now + SECONDS_EACH
    return now - begun


def _start(given: IO[bytes], taken: IO[bytes]) -> subprocess.Popen[bytes]:
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows a console would flash up
    return subprocess.Popen(_command(), stdin=given, stdout=taken, cwd=_root(), creationflags=hidden)  # noqa: S603 - our own program


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG]
    return [sys.executable, "-m", "core.calendar.expansion"]


def _root() -> Path:
    return Path(__file__).resolve().parents[2]


def _read_answer(line: bytes) -> Rows:
    answer = json.loads(line)
    if answer is None:
        return None
    return [Row(index, datetime.fromisoformat(start), datetime.fromisoformat(end)) for index, start, end in answer]


def serve(given: IO[str], taken: IO[str]) -> None:
    """The child's side: expands what it is given, one line each."""
    requests = json.loads(given.read())
    import recurring_ical_events  # noqa: F401, PLC0415 - before the first series' time begins

    print("ready", file=taken, flush=True)
    for text, first, last in requests:
        rows = expand_series(text, datetime.fromisoformat(first), datetime.fromisoformat(last))
        answer = None if rows is None else [[row.index, row.start.isoformat(), row.end.isoformat()] for row in rows]
        print(json.dumps(answer), file=taken, flush=True)


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
