"""The demo's invented calendars: eighteen weeks of a runner, dated so that week 1 is this week."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

SEASON_FILE = Path(__file__).resolve().parent.parent / "resources" / "demo" / "season.toml"
PROFILE_FILE = SEASON_FILE.with_name("profile.toml")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKS_BEFORE = 2  # so that the planner sees what came before the shown week
RUNNING, LIFE = "Running", "Life"

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """An object as a calendar program would have stored it."""

    calendar: str
    uid: str
    raw: bytes


def build_season(monday: date) -> tuple[DemoEvent, ...]:
    """Every event of the demo; the same Monday gives the same bytes."""
    season = tomllib.loads(SEASON_FILE.read_text(encoding="utf-8"))
    zone = ZoneInfo(season["timezone"])
    weeks = range(1 - WEEKS_BEFORE, season["weeks"] + 1)
    events = [
        _to_event(RUNNING, run, monday, zone, week=week)
        for run in season["runs"]
        for week in weeks
        if _title(run, week)
    ]
    events += [_to_event(RUNNING, race, monday, zone, week=race["week"]) for race in season["races"]]
    events += [_to_event(LIFE, item, monday, zone, week=item["week"]) for item in season["appointments"]]
    return tuple(events)


def _title(item: Table, week: int) -> str:
    titles = item.get("titles")
    if not isinstance(titles, list):
        return str(item["title"])
    return str(titles[min(max(week, 1), len(titles)) - 1])


def _to_event(calendar: str, item: Table, monday: date, zone: ZoneInfo, *, week: int) -> DemoEvent:
    day = monday + timedelta(weeks=week - 1, days=DAYS.index(str(item["day"])))
    title = _title(item, week)
    event = Event()
    event.add("uid", f"{day:%Y%m%d}-{calendar.lower()}-{sum(title.encode())}@demo.liftslot")
    event.add("summary", title)
    if "description" in item:
        event.add("description", str(item["description"]))
    for name, value in _times(item, title, day, zone):
        event.add(name, value)
    event.add("dtstamp", datetime.combine(monday, time(), UTC))
    if item.get("weekly"):
        event.add("rrule", {"freq": "weekly"})
    holder = Calendar()
    holder.add("prodid", "-//An invented runner//Demo//EN")
    holder.add("version", "2.0")
    holder.add_component(event)
    holder.add_missing_timezones()
    return DemoEvent(calendar, str(event["uid"]), holder.to_ical())


def _times(item: Table, title: str, day: date, zone: ZoneInfo) -> Iterator[tuple[str, date | datetime]]:
    if "days" in item:
        yield "dtstart", day
        yield "dtend", day + timedelta(days=int(str(item["days"])))
        return
    start = datetime.combine(day, time.fromisoformat(str(item["start"])), zone)
    pace = item.get("minutes_per_km")
    minutes = float(title) * float(str(pace)) if pace else float(str(item["minutes"]))
    yield "dtstart", start
    yield "dtend", start + timedelta(minutes=round(minutes / 5) * 5)
