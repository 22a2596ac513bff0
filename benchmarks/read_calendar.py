"""How fast a calendar opens, as ratios to a C program and to the libraries that people use. One run, printed.

    python benchmarks/read_calendar.py [--quick]

Every figure is a whole process, start-up included; the readers take turns (A B A B) and the medians of their CPU
seconds are compared, which a busy machine leaves alone; the wall clock is printed beside them.
The C program parses everything with libical and counts it; it needs gcc and libical's headers (Debian: libical-dev),
and without them its ratios are left out, and that is said. Exit status 1 where a goal is missed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = ((1_000, 2.0), (10_000, 5.0), (50_000, 10.0))  # events, years
ROUNDS, ROUNDS_SLOW = 7, 1
COLD_GOALS = {10_000: 2.0, 50_000: 1.5}  # times the C program
WARM_GOAL, PEER_GOAL, MEMORY_GOAL = 1.0, 15.0, 120.0  # times C, times faster, MiB

C_PROGRAM = r"""
#include <libical/ical.h>
#include <stdio.h>
static char *next_line(char *text, size_t size, void *file) { return fgets(text, (int)size, (FILE *)file); }
int main(int argc, char **argv) {
    FILE *file = fopen(argv[argc - 1], "r");
    icalparser *parser = icalparser_new();
    icalparser_set_gen_data(parser, file);
    icalcomponent *calendar = icalparser_parse(parser, next_line);
    printf("%d\n", icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT));
    icalcomponent_free(calendar);
    return 0;
}
"""

OPENING = """
import sys
from datetime import datetime
from zoneinfo import ZoneInfo
zone = ZoneInfo("Europe/Berlin")
first, last = datetime(2023, 3, 6, tzinfo=zone), datetime(2023, 5, 29, tzinfo=zone)
raw = open(sys.argv[1], "rb").read()
"""

OURS = (
    OPENING
    + """
from core.calendar.ics import read
from core.model.event import Span
index = open(sys.argv[2], "rb").read() if len(sys.argv) > 2 else None
print(len(read(raw, source="bench", span=Span(first, last), zone=zone, index=index).occurrences))
"""
)

PEER = (
    OPENING
    + """
import icalendar, recurring_ical_events
print(len(recurring_ical_events.of(icalendar.Calendar.from_ical(raw)).between(first, last)))
"""
)

Run = tuple[float, float, float, str]  # CPU seconds, wall seconds, MiB at the most, what it printed


def main() -> int:
    sizes = SIZES[:2] if "--quick" in sys.argv else SIZES
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        c_program = build_c_program(folder)
        print(f"{'events':>7} {'reader':24} {'CPU s':>8} {'wall s':>8} {'MiB':>6} {'x C':>6}  found")
        for events, years in sizes:
            missed += measure(folder, c_program, events, years)
    return int(missed > 0)


def build_c_program(folder: Path) -> Path | None:
    """The C program, or None where it cannot be built."""
    source, program = folder / "parse.c", folder / "parse"
    source.write_text(C_PROGRAM)
    compiler = shutil.which("gcc") or shutil.which("cc")
    command = [compiler or "cc", "-O2", str(source), "-o", str(program), "-lical"]
    if compiler and subprocess.run(command, capture_output=True, check=False).returncode == 0:
        return program
    print("No C ratios: gcc or libical's headers are missing (Debian: apt-get install gcc libical-dev).")
    return None


def measure(folder: Path, c_program: Path | None, events: int, years: float) -> int:
    """One size: makes the file, runs the readers in turn, prints; the number of goals missed."""
    path, index = folder / f"{events}.ics", folder / f"{events}.index"
    make_files(path, index, events, years)
    python = [sys.executable, "-c"]
    readers = {"ours": [*python, OURS, str(path)], "ours, warm index": [*python, OURS, str(path), str(index)]}
    if c_program:
        readers = {"C, libical, parse only": [str(c_program), str(path)], **readers}
    runs: dict[str, list[Run]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, command in readers.items():
            runs[name].append(run(command))
    if events <= 10_000:
        readers["icalendar + recurring"] = [*python, PEER, str(path)]
        runs["icalendar + recurring"] = [run(readers["icalendar + recurring"]) for _ in range(ROUNDS_SLOW)]
    floor = statistics.median(one[0] for one in runs["C, libical, parse only"]) if c_program else None
    for name, found in runs.items():
        seconds, wall = (statistics.median(one[which] for one in found) for which in (0, 1))
        ratio = f"{seconds / floor:6.2f}" if floor else "     -"
        peak = max(one[2] for one in found)
        print(f"{events:7d} {name:24} {seconds:8.3f} {wall:8.3f} {peak:6.0f} {ratio}  {found[0][3]}")
    return judge(events, runs, floor)


def make_files(path: Path, index: Path, events: int, years: float) -> None:
    """The calendar and its index, made in a process of their own."""
    code = (
        "import sys; from pathlib import Path; from benchmarks.read_shapes import make_calendar\n"
        "from core.calendar.index import make_index\n"
        "raw = make_calendar(int(sys.argv[3]), float(sys.argv[4]))\n"
        "Path(sys.argv[1]).write_bytes(raw); Path(sys.argv[2]).write_bytes(make_index(raw))\n"
    )
    command = [sys.executable, "-c", code, str(path), str(index), str(events), str(years)]
    subprocess.run(command, check=True, cwd=ROOT)


def run(command: list[str]) -> Run:
    """What one process took, its own children's time not counted."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as child:
        assert child.stdout
        printed = child.stdout.read().strip()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, command
    wall = time.perf_counter() - begun
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, printed


def judge(events: int, runs: dict[str, list[Run]], floor: float | None) -> int:
    """Says which goals are missed; their number."""
    median = {name: statistics.median(one[0] for one in found) for name, found in runs.items()}
    goals = []
    if floor and events in COLD_GOALS:
        goals.append((median["ours"] / floor <= COLD_GOALS[events], f"cold within {COLD_GOALS[events]} x C"))
        goals.append((median["ours, warm index"] / floor <= WARM_GOAL, f"warm within {WARM_GOAL} x C"))
    if events == 10_000:
        peer = median["icalendar + recurring"] / median["ours"]
        goals.append((peer >= PEER_GOAL, f"{PEER_GOAL:.0f} times faster than the libraries (is {peer:.0f})"))
        same = runs["icalendar + recurring"][0][3] == runs["ours"][0][3] == runs["ours, warm index"][0][3]
        goals.append((same, "the same number of occurrences"))
    if events == 50_000:
        peak = max(one[2] for one in runs["ours"])
        goals.append((peak < MEMORY_GOAL, f"under {MEMORY_GOAL:.0f} MiB (is {peak:.0f})"))
    for reached, goal in goals:
        print(f"        {'reached' if reached else 'MISSED '}: {goal}")
    return sum(not reached for reached, _ in goals)


if __name__ == "__main__":
    sys.exit(main())
