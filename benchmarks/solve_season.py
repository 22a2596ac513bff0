"""The planner's speed against CP-SAT and against its floor, in one run. Prints milliseconds and ratios.

Times are CPU time of this process, so that other work on the machine does not count; CP-SAT's are too. What is
imported is frozen for the garbage collector: CP-SAT and the tests are no part of the program, and walking through
them is not its work.

    python benchmarks/solve_season.py

Season: four kinds of weeks (with doubles, an office calendar, a race near the end), evening windows.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from tests_oracle import Oracle
from tests_weeks import MONDAY, entry, situation

from core.model.plan import Situation
from core.model.training import Session, SessionKind
from core.solver.judge import judge_week
from core.solver.options import sessions_of
from core.solver.picks import lay_field
from core.solver.search import plan
from core.solver.table import value_table

KINDS_OF_WEEK = (
    ("tue Q 07:00/60", "wed E 07:00/45", "thu Q 07:00/60", "fri E 07:00/40", "sun L 08:00/110"),
    ("mon E 06:30/40", "tue E 06:30/40", "wed Q 18:00/60", "thu E 06:30/50", "sat L 07:00/120", "sun R 08:00/30"),
    ("mon E 07:00/30", "mon E 18:00/40", "wed Q 07:00/70", "fri M 07:00/95", "sun L 08:00/150"),
    ("tue U 07:00/40", "thu U 07:00/45", "sat U 07:00/50", "sun L 07:30/100"),
)
OFFICE = tuple(f"{day} B 09:00/480" for day in ("mon", "tue", "wed", "thu", "fri"))


def season(weeks: int) -> Situation:
    """A fresh situation, so that nothing is remembered from the run before."""
    runs = [entry(text, week=week) for week in range(-2, weeks + 2) for text in (*KINDS_OF_WEEK[week % 4], *OFFICE)]
    if weeks > 12:
        race = entry(f"{7 * (weeks - 3) + 6} X 09:00/100", km=21.1)
        runs = [run for run in runs if run.start.date() != race.start.date()] + [race]
    return situation(*runs, weeks=weeks)


def clock(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return (time.process_time() - begun) * 1000


def timed(make: Callable[[], Callable[[], object]], times: int) -> tuple[float, float, float]:
    """Least, median and worst milliseconds; making is not counted."""
    found = sorted(clock(make()) for _ in range(times))
    return found[0], statistics.median(found), found[-1]


def show(name: str, found: tuple[float, float, float], goal: str) -> None:
    print(f"{name:44} least {found[0]:8.2f}   median {found[1]:8.2f}   worst {found[2]:8.2f}   goal {goal}")


def measure_week() -> None:
    """Two hundred drags in weeks that are on the screen: beside sessions never seen there, then again."""
    asked = season(16)
    sessions = [replace(each, uid=f"s{n}", pinned=True) for n, each in enumerate(sessions_of(plan(asked)))]
    new, again = [], []
    for turn in range(200):
        dragged = sessions[turn % len(sessions)]
        others = [each for each in sessions if each is not dragged]
        monday = dragged.start.date() - timedelta(days=dragged.start.weekday())
        fresh = replace(asked, entries=(*asked.entries,)) if turn % 8 == 0 else asked
        judge_week(fresh, (), monday)
        new.append(clock(lambda s=fresh, o=others, m=monday: judge_week(s, o, m)))
        again.append(clock(lambda s=fresh, o=others, m=monday: judge_week(s, o, m)))
        asked = fresh
    show(
        "672 slots of a week, others never seen", (min(new), statistics.median(new), max(new)), "< 1 median, < 5 worst"
    )
    show(
        "672 slots of a week, seen before", (min(again), statistics.median(again), max(again)), "< 1 median, < 5 worst"
    )


def measure_cold_week() -> None:
    show("672 slots of a week of a calendar just read", timed(_cold, 15), "-")


def _cold() -> Callable[[], object]:
    asked = season(4)
    return lambda: judge_week(asked, _session(), MONDAY)


def _session() -> tuple[Session, ...]:
    start = entry("tue E 17:00/40").start
    return (Session("s", SessionKind.STRENGTH, "full", start, start + timedelta(minutes=40)),)  # type: ignore[arg-type]


def plan_of(weeks: int) -> Callable[[], Callable[[], object]]:
    def make() -> Callable[[], object]:
        asked = season(weeks)
        return lambda: plan(asked)

    return make


def table_of(weeks: int) -> Callable[[], Callable[[], object]]:
    def make() -> Callable[[], object]:
        asked = season(weeks)
        return lambda: value_table(asked)

    return make


def unit() -> float:
    """Milliseconds of a fixed piece of plain Python: how fast this machine is just now (about 5 on a quiet 3 GHz one)."""
    return min(clock(lambda: sum(number * number % 7 for number in range(60_000))) for _ in range(5))


def main() -> None:
    gc.collect()
    gc.freeze()
    before = unit()
    for weeks, goal in ((4, "-"), (16, "< 15"), (52, "< 60")):
        show(f"plan of {weeks} weeks, reasons included", timed(plan_of(weeks), 9), goal)
    small, large = (timed(plan_of(weeks), 5)[0] for weeks in (13, 52))
    print(f"52 weeks against 13: {large / small:.2f} times (4 is linear)")
    show("worth of every open start of 16 weeks", timed(table_of(16), 7), "< 25")
    measure_week()
    measure_cold_week()
    field = lay_field(season(16))
    cp_sat = min(clock(lambda: Oracle(field).solve()) for _ in range(3))
    ours = timed(plan_of(16), 9)[1]
    print(f"CP-SAT on the candidates of 16 weeks: {cp_sat:.0f} ms, {cp_sat / ours:.0f} times the whole plan (goal: 20)")
    print(f"machine: {before:.1f} ms before, {unit():.1f} after for the unit of plain Python")


if __name__ == "__main__":
    main()
