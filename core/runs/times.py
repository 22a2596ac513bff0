"""Times that the calendar does not give (rules.md P16): starts by habit, lengths by distance or by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from statistics import median

from core.model.event import Occurrence
from core.model.profile import Schedule
from core.model.training import Kind
from core.rules.numbers import Numbers
from core.runs.draft import Draft
from core.runs.numbers import SECOND_RUN_START
from core.runs.recognise import Recognition

Habits = Mapping[int, int]  # weekday to minutes after midnight


def learn_habits(runs: Iterable[Occurrence]) -> Habits:
    """The median start of the timed runs of each weekday, in minutes after midnight."""
    starts: dict[int, list[int]] = {}
    for run in runs:
        if not run.all_day:
            starts.setdefault(run.start.weekday(), []).append(run.start.hour * 60 + run.start.minute)
    return {weekday: int(median(minutes)) for weekday, minutes in starts.items()}


def place_entry(
    occurrence: Occurrence, found: Recognition, habits: Habits, schedule: Schedule, numbers: Numbers
) -> Draft:
    """The draft of an entry: its own times, or assumed ones for a run of which the calendar gives none."""
    if not found.is_run:
        minutes = max(0.0, occurrence.span.minutes)
        return Draft(occurrence, found, occurrence.start, occurrence.end, minutes, assumed=False)
    if found.slot == "PM" and (occurrence.all_day or found.double):
        return _place_second(occurrence, found, numbers)
    if occurrence.all_day:
        start = _at(occurrence.start, habits.get(occurrence.start.weekday(), schedule.run_start))
        return _lay(occurrence, found, start, _estimate(found, numbers))
    given = occurrence.span.minutes
    if given <= 0 or found.double:
        minutes = _estimate(found, numbers)
        return Draft(
            occurrence,
            found,
            occurrence.start,
            occurrence.start + timedelta(minutes=minutes),
            minutes,
            assumed=given <= 0,
        )
    return Draft(occurrence, found, occurrence.start, occurrence.end, max(given, found.minutes or 0.0), assumed=False)


def _place_second(occurrence: Occurrence, found: Recognition, numbers: Numbers) -> Draft:
    start = _at(occurrence.start, SECOND_RUN_START)
    if not occurrence.all_day and start <= occurrence.start:
        start = occurrence.end
    return _lay(occurrence, found, start, _estimate(found, numbers))


def _lay(occurrence: Occurrence, found: Recognition, start: datetime, minutes: float) -> Draft:
    return Draft(occurrence, found, start, start + timedelta(minutes=minutes), minutes, assumed=True)


def _at(day: datetime, minutes: int) -> datetime:
    return day.replace(hour=minutes // 60, minute=minutes % 60, second=0, microsecond=0)


def _estimate(found: Recognition, numbers: Numbers) -> float:
    """Given, else by distance, else the usual length of its kind."""
    if found.minutes:
        return found.minutes
    if found.distance_km:
        return round(found.distance_km * numbers.minutes_per_km, 1)
    return numbers.long_run_minutes if found.kind is Kind.LONG else numbers.run_minutes
