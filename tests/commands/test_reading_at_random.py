"""Random weeks through ``liftslot plan``, against the second reading of the rule table in ``tests_reading``."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from tests_plans import WEEKDAYS, Runner
from tests_reading import ZONE, Asked, Ran, Reader

TITLES = {
    "easy": ("Easy run",),
    "recovery": ("Recovery run",),
    "quality": ("Intervals 6x800 m", "Tempo run", "Hill repeats"),
    "long": ("Long run",),
    "unknown": ("Run",),
}
RACES = (("5 km race", 5, 25), ("10 km race", 10, 50), ("Half marathon race", 21.1, 110), ("Marathon race", 42.2, 230))
WINDOWS = ((6, 8), (12, 14), (17, 19), (17, 21), (6, 21))
FIRSTS = (date(2026, 11, 23), date(2026, 10, 19), date(2027, 3, 22))  # the last two hold the days that change clocks
FAR = ZoneInfo("America/New_York")


def draw(seed):
    random = Random(seed)
    first, weeks = random.choice(FIRSTS), random.choice((1, 1, 2))
    asked = Asked(first, weeks, [], [], draw_windows(random))
    asked.minutes, asked.grid = random.choice((30, 40, 45)), random.choice((15, 30, 60))
    asked.buffer, asked.bedtime = random.choice((0, 15, 30)), random.choice((time(22, 30), time(20, 15)))
    asked.novice, asked.sore = random.random() < 0.2, random.random() < 0.2
    asked.springy = not asked.novice and random.random() < 0.2
    asked.per_week, asked.lights = random.choice((2, 2, 2, 1)), random.random() < 0.8
    asked.protected = frozenset({random.randrange(7)}) if random.random() < 0.2 else frozenset()
    if random.random() < 0.3:
        asked.odd[first + timedelta(days=random.randrange(7))] = random.choice([(), ((time(9), time(11)),)])
    draw_entries(asked, random)
    return asked


def draw_windows(random):
    if random.random() < 0.5:
        return {weekday: ((time(17), time(21)),) for weekday in range(7)}
    some = {weekday: random.choice(WINDOWS) for weekday in range(7) if random.random() < 0.85}
    return {weekday: ((time(opens), time(closes)),) for weekday, (opens, closes) in some.items()}


def draw_entries(asked, random):
    races = {random.randrange(-12, 7 * asked.weeks + 12) for _ in range(random.choice((0, 0, 1, 2)))}
    for place in range(-7, 7 * asked.weeks + 10):
        day = asked.first + timedelta(days=place)
        if place in races:
            asked.runs.append(draw_race(day, random))
        elif random.random() < 0.75:
            asked.runs.append(draw_run(day, random))
        if random.random() < 0.2:
            start = datetime.combine(day, time(random.choice((9, 12, 17, 18))), ZONE)
            asked.busy.append((start, start + timedelta(minutes=random.choice((60, 90)))))
    for race in [run for run in asked.runs if run.kind == "race" and not run.priority]:
        later = any(other.kind == "race" and other.start > race.start and other.km >= race.km for other in asked.runs)
        race.priority = "B" if later else "A"


def draw_race(day, random):
    title, km, minutes = random.choice(RACES)
    given = random.choice(("", "", "A", "B", "C"))
    start = datetime.combine(day, time(random.choice((9, 18))), ZONE)
    said = f"{title} ({given} race)" if given else title
    return Ran("race", start, start + timedelta(minutes=minutes), said, km, given)


def draw_run(day, random):
    kind = random.choice(("easy", "easy", "recovery", "quality", "quality", "unknown", "long"))
    minutes = random.choice({"long": (80, 120, 160), "easy": (30, 45, 95)}.get(kind, (40, 60)))
    zone, clock = random.choice(((ZONE, (6, 7, 12, 17, 18)), (ZONE, (6, 7, 17)), (FAR, (4, 11))))
    start = datetime.combine(day, time(random.choice(clock), random.choice((0, 30))), zone)
    return Ran(kind, start, start + timedelta(minutes=minutes), random.choice(TITLES[kind]))


def told(title, start, end):
    return (title, f"{start:%Y%m%dT%H%M}", f"{end:%Y%m%dT%H%M}", start.tzinfo.key)


def hours_text(windows):
    return "[" + ", ".join(f'"{opens:%H:%M}-{closes:%H:%M}"' for opens, closes in windows) + "]"


def make_runner(asked, folder, capsys):
    events = [told(run.title, run.start, run.end) for run in asked.runs]
    events += [told("Meeting", start, end) for start, end in asked.busy]
    athlete = [f"sessions_done = {0 if asked.novice else 30}", f"doms_prone = {str(asked.sore).lower()}"]
    athlete += [f"plyometrics = {str(asked.springy).lower()}", "calf_raises = 30"]
    schedule = [
        f"grid_minutes = {asked.grid}",
        f"buffer_minutes = {asked.buffer}",
        f'bedtime = "{asked.bedtime:%H:%M}"',
    ]
    schedule += [f"sessions_per_week = {asked.per_week}", f'second_session = "{"light" if asked.lights else "none"}"']
    schedule += [f"protected_days = {[WEEKDAYS[weekday] for weekday in asked.protected]}"]
    windows = [f"{WEEKDAYS[weekday]} = {hours_text(some)}" for weekday, some in asked.windows.items()]
    odd = [f"[[schedule.exceptions]]\ndate = {day}\nwindows = {hours_text(some)}" for day, some in asked.odd.items()]
    parts = {"athlete": athlete, "schedule": schedule, "windows": windows, "more": odd}
    profile = {name: "\n".join(lines) for name, lines in parts.items()}
    return Runner(folder, capsys, events, minutes=asked.minutes, **profile)


def day_of_answer(day):
    rules = {rule["id"]: rule["points"] for rule in day["rules"]}
    start = datetime.fromisoformat(day["best_start"]) if day["best_start"] else None
    return day["date"], day["verdict"], day["score"], start, rules


@pytest.mark.parametrize("seed", range(60))
def test_every_day_and_the_choice_are_what_the_table_says(seed, tmp_path, capsys):
    asked = draw(seed)
    answer = make_runner(asked, tmp_path, capsys).plan(asked.first.isoformat(), weeks=asked.weeks)
    reader = Reader(asked)
    found = [day_of_answer(day) for week in answer["weeks_detail"] for day in week["days"]]
    read = [(day, reader.judge(date.fromisoformat(day))) for day, *_ in found]
    assert found == [(day, said.verdict, said.score, said.start, said.rules) for day, said in read]
    sessions = [each for each in answer["sessions"] if each["kind"] == "strength"]
    chosen = [(each["start"][:10], each["form"]) for each in sessions]
    assert (chosen, [week["score"] for week in answer["weeks_detail"]]) == reader.best()
