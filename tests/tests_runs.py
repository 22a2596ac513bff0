"""Calendars for the tests of recognising runs: short to write, in one zone."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from core.model.event import Occurrence
from core.model.profile import Profile
from core.runs.recognise import recognise
from core.runs.week import understand

ZONE = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PROFILE = Profile(zone=ZONE)
PLANS = Path(__file__).resolve().parent / "data" / "plans"


def day(title, when=0, **more):
    """An all-day entry, ``when`` days after the Monday."""
    start = MONDAY + timedelta(days=when)
    return _occur(title, start, start + timedelta(days=more.pop("days", 1)), all_day=True, **more)


def timed(title, when=0, clock="07:00", minutes=60, **more):
    """An entry with a time."""
    hour, minute = map(int, clock.split(":"))
    start = MONDAY + timedelta(days=when, hours=hour, minutes=minute)
    return _occur(title, start, start + timedelta(minutes=minutes), all_day=False, **more)


def _occur(title, start, end, **more):
    uid = more.pop("uid", f"{title}@{start:%Y%m%d}")
    return Occurrence(source="test", uid=uid, recurrence_id=None, start=start, end=end, summary=title, **more)


def kind_of(title, description="", **more):
    """The kind of an all-day entry judged by itself, as a word."""
    return str(recognise(day(title, description=description, **more))[0].kind)


def read_week(*occurrences, profile=PROFILE, alone=False):
    """The entries of the occurrences by their titles."""
    return {entry.title: entry for entry in understand(occurrences, profile, alone=alone)}


def treat_week(*occurrences):
    """Titles and how the rules treat them, in the order of the calendar."""
    return [(entry.title, str(entry.treated_as)) for entry in understand(occurrences, PROFILE)]


def load_plan(path):
    """The occurrences of an invented plan, and how each is to be treated."""
    occurrences, wanted = [], {}
    for number, row in enumerate(json.loads(path.read_text("utf-8"))["entries"]):
        when = 7 * (row["week"] - 1) + DAYS.index(row["day"])
        uid = f"{number:03}"
        if row["all_day"]:
            occurrences.append(day(row["summary"], when, uid=uid))
        else:
            occurrences.append(timed(row["summary"], when, minutes=row["duration_min"], uid=uid))
        treated = row["treated"]
        wanted[uid] = treated if isinstance(treated, list) else [treated]
    return occurrences, wanted
