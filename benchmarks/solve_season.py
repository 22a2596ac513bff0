"""The planner's speed against CP-SAT and its goals, in one run. Prints milliseconds, references and goals.

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
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from tests_oracle import Oracle
from tests_weeks import MONDAY, entry, situation

from core.model.plan import Situation
from core.model.training import Form, Session, SessionKind
from core.rules.board import lay_out
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
    """CPU milliseconds."""
    begun = time.process_time()
    call()
    return (time.process_time() - begun) * 1000


def timed(make: Callable[[], Callable[[], object]], times: int) -> tuple[float, float, float]:
    """Least, median and worst milliseconds; making is not counted."""
    found = sorted(clock(make()) for _ in range(times))
    return found[0], statistics.median(found), found[-1]


def show(name: str, found: tuple[float, float, float], goal: str) -> None:
    figures = f"least {found[0]:8.2f}   median {found[1]:8.2f}   worst {found[2]:8.2f}"
    print(f"{name:46} {figures}   {found[1] / reference():6.2f} references   goal {goal}")


def spread(found: list[float]) -> tuple[float, float, float]:
    return min(found), statistics.median(found), max(found)


def measure_drags() -> None:
    """Two hundred drags in weeks that are on the screen: beside sessions never seen there, then again.

    As in the window, which lets the garbage collector rest while the mouse is down (desktop/week/canvas.py).
    """
    asked = season(16)
    sessions = [replace(each, uid=f"s{n}", pinned=True) for n, each in enumerate(sessions_of(plan(asked)))]
    new, again = [], []
    for turn in range(200):
        dragged = sessions[turn % len(sessions)]
        others = [each for each in sessions if each is not dragged]
        monday = dragged.start.date() - timedelta(days=dragged.start.weekday())
        fresh = replace(asked, entries=(*asked.entries,)) if turn % 8 == 0 else asked
        judge_week(fresh, (), monday)
        new.append(_clock_dragging(lambda s=fresh, o=others, m=monday: judge_week(s, o, m)))
        again.append(_clock_dragging(lambda s=fresh, o=others, m=monday: judge_week(s, o, m)))
        asked = fresh
    show("672 slots with reasons, others never seen", spread(new), "< 1 median, < 5 worst of 200")
    show("672 slots with reasons, seen before", spread(again), "< 1 median, < 5 worst of 200")


def measure_fresh_boards() -> None:
    """Two hundred weeks, each of a calendar of which nothing was ever judged; the second figure lays it out too."""
    laid = spread([_clock_dragging(_fresh(turn, laid=True)) for turn in range(200)])
    read = spread([_clock_dragging(_fresh(turn, laid=False)) for turn in range(200)])
    show("672 slots with reasons, on a fresh board", laid, "< 1 median, < 5 worst of 200 (see decision 13)")
    show("672 slots with reasons, calendar just read", read, "-")


def _clock_dragging(call: Callable[[], object]) -> float:
    gc.disable()
    found = clock(call)
    gc.enable()
    return found


def _fresh(turn: int, *, laid: bool) -> Callable[[], object]:
    asked, start = season(4), entry(f"{turn % 28} E 17:{turn % 60:02}/40").start
    beside = (Session("s", SessionKind.STRENGTH, Form.FULL, start, start + timedelta(minutes=40)),)
    if laid:
        lay_out(asked)
    return lambda: judge_week(asked, beside, MONDAY + timedelta(weeks=turn % 4))


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


class _Bead(NamedTuple):
    number: int
    text: str
    pairs: tuple[tuple[str, int], ...]


def reference() -> float:
    """Milliseconds of a fixed piece of plain Python that works as the planner does: calls, look-ups, small tuples.

    Figures in references tell a slower program from a busier machine; about 3 ms on a quiet one of 3 GHz.
    """
    return min(clock(_string_beads) for _ in range(7))


def _string_beads() -> int:
    known: dict[tuple[int, int], _Bead] = {}
    for number in range(3_000):
        key = (number % 7, number % 11)
        bead = known.get(key)
        if bead is None or bead.number < number:
            known[key] = _Bead(number, f"{number % 13}", (("hours", number % 24), ("count", 1)))
    return sum(bead.number for bead in sorted(known.values()))


def main() -> None:
    gc.collect()
    gc.freeze()
    before = reference()
    for weeks, goal in ((4, "-"), (16, "< 15"), (52, "< 60")):
        show(f"plan of {weeks} weeks, reasons included", timed(plan_of(weeks), 15), goal)
    small, large = (timed(plan_of(weeks), 5)[0] for weeks in (13, 52))
    print(f"52 weeks against 13: {large / small:.2f} times (goal: about 4, linear)")
    show("worth of every open start of 16 weeks", timed(table_of(16), 9), "< 25")
    measure_drags()
    measure_fresh_boards()
    field = lay_field(season(16))
    cp_sat = min(clock(lambda: Oracle(field).solve()) for _ in range(3))
    ours = timed(plan_of(16), 9)[1]
    print(f"CP-SAT on the candidates of 16 weeks: {cp_sat:.0f} ms, {cp_sat / ours:.0f} times the whole plan (goal: 20)")
    print(f"the reference: {before:.2f} ms before, {reference():.2f} after")


if __name__ == "__main__":
    main()
