"""Situations for tests, in few words: ``week("tue Q 07:00/60", "sun L 08:00/110")``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from core.model.event import Occurrence
from core.model.plan import Situation, WeekRoom
from core.model.profile import Athlete, Profile, Schedule, Window
from core.model.training import Entry, Form, Kind, Session, SessionKind, Treated
from core.solver.judge import judge_slot

ZONE = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 1, 12)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVENINGS = ((Window(17 * 60, 21 * 60),),) * 7
LETTERS = {
    "E": (Kind.EASY, Treated.EASY),
    "R": (Kind.RECOVERY, Treated.RECOVERY),
    "Q": (Kind.INTERVALS, Treated.QUALITY),
    "L": (Kind.LONG, Treated.LONG),
    "X": (Kind.RACE, Treated.RACE),
    "U": (Kind.UNKNOWN, Treated.UNKNOWN),
    "M": (Kind.LONG, Treated.EASY),  # medium-long
    "B": (Kind.OTHER, None),  # busy
}
KINDS = {"easy": "E", "recovery": "R", "quality": "Q", "long": "L", "race": "X", "unknown": "U"}
CASES = Path(__file__).parent / "data" / "cases" / "cases.json"


def at(day: int | str, clock: str = "00:00", monday: date = MONDAY) -> datetime:
    """A wall time: a day by its name or by its distance from Monday."""
    offset = DAYS.index(day) if isinstance(day, str) else day
    return datetime.combine(monday + timedelta(days=offset), time.fromisoformat(clock), ZONE)


def entry(text: str, *, week: int = 0, km: float | None = None, priority: str | None = None) -> Entry:
    """An entry from "tue Q 07:00/60"; a number counts days from Monday."""
    day, letter, rest = text.split()
    clock, _, length = rest.partition("/")
    offset = int(day) if day.lstrip("-").isdigit() else DAYS.index(day)
    start = at(offset + 7 * week, clock)
    end = datetime.fromtimestamp(start.timestamp() + 60 * float(length), ZONE)
    kind, treated = LETTERS[letter]
    title = f"{letter} {day}"
    occurrence = Occurrence("test", f"{title} {start:%Y%m%d%H%M}", None, start, end, all_day=False, summary=title)
    return Entry(
        occurrence,
        kind,
        1.0,
        (),
        treated,
        start,
        end,
        float(length),
        km,
        priority or ("A" if letter == "X" else None),
        medium_long=letter == "M",
    )


def lift(day: int | str, clock: str = "17:00", minutes: int = 40, form: Form = Form.FULL, **more: object) -> Session:
    """A strength session that stands."""
    start = at(day, clock)
    end = datetime.fromtimestamp(start.timestamp() + 60 * minutes, ZONE)
    made = Session(f"lift {start:%Y%m%d%H%M}", SessionKind.STRENGTH, form, start, end, pinned=True)
    return replace(made, **more)  # type: ignore[arg-type]


def situation(*entries: Entry | str, weeks: int = 1, room: int = 40, **more: object) -> Situation:
    """A situation of evening windows; ``athlete`` and ``schedule`` take keywords of their classes."""
    made = tuple(sorted((entry(e) if isinstance(e, str) else e for e in entries), key=lambda e: (e.start, e.uid)))
    athlete = Athlete(**more.pop("athlete", {}))  # type: ignore[arg-type]
    schedule = Schedule(**({"windows": EVENINGS} | more.pop("schedule", {})))  # type: ignore[operator]
    profile = Profile(ZONE, athlete, schedule, numbers=tuple(more.pop("numbers", {}).items()))  # type: ignore[attr-defined]
    rooms = tuple(WeekRoom(MONDAY + timedelta(weeks=w), w % 4 + 1, room, min(20, room), 20) for w in range(weeks))
    first = more.pop("first", MONDAY)
    return Situation(profile, made, first, weeks, rooms, **more)  # type: ignore[arg-type]


def repeat(texts: Sequence[str], weeks: int = 1) -> list[Entry]:
    """The same runs every week, from the week before the first to the week after the last."""
    return [entry(text, week=week) for week in range(-1, weeks + 1) for text in texts]


@cache
def cases() -> dict[int, dict[str, object]]:
    """The worked cases by number."""
    return {case["case"]: case for case in json.loads(CASES.read_text())["cases"]}


def case_situation(number: int, weeks: int = 1) -> Situation:
    """A worked case as a situation."""
    case: dict = cases()[number]  # type: ignore[type-arg]
    entries = []
    around = range(-1, weeks + 1) if case["previous_and_next_week"] == "same runs" else range(1)
    for run in case["runs"]:
        early = run["day"].startswith("prev ")
        text = f"{run['day'][-3:].lower()} {KINDS[run['treated_as']]} {run['start'] or run['assumed_start']}/{run['minutes']}"
        entries += [entry(text, week=week - early, km=run["km"], priority=run["priority"]) for week in around]
    windows = tuple(
        tuple(Window(*(int(t[:2]) * 60 + int(t[3:]) for t in w)) for w in case["windows"].get(d.title(), []))
        for d in DAYS
    )
    minutes = case["strength_minutes"]
    made = situation(
        *entries,
        weeks=weeks,
        athlete={"sessions_done": 0 if case["novice"] else 30, "doms_prone": case["doms_prone"]},
        schedule={"windows": windows},
        room=minutes,
    )
    return replace(made, rooms=tuple(replace(room, light=minutes, primer=min(20, minutes)) for room in made.rooms))


def said(asked: Situation, rule: str, start: datetime, sessions: Sequence[Session] = (), **more: object) -> object:
    """What a rule says of a start: its points, "forbidden", or None."""
    slot = judge_slot(asked, sessions, start, **more)  # type: ignore[arg-type]
    found = [finding for finding in slot.findings if finding.rule == rule]
    return ("forbidden" if found[0].points is None else found[0].points) if found else None
