"""Runs and sessions in a few words."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.model.event import Occurrence
from core.model.profile import Athlete, Profile, Schedule
from core.model.training import Entry, Form, Kind, Session, SessionKind, Treated
from core.training import prescribe
from core.words import Words

ZONE = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)


def make_profile(schedule=None, **athlete):
    return Profile(zone=ZONE, athlete=Athlete(**athlete), schedule=schedule or Schedule())


def make_lift(day, hour=17, *, uid=None, minutes=45, **more):
    """A session on a day counted from Monday; its week of the wave follows from the day."""
    start = datetime.combine(MONDAY + timedelta(days=day), time(hour), ZONE)
    more = {"kind": SessionKind.STRENGTH, "form": Form.FULL, "wave_week": day // 7 % 4 + 1} | more
    return Session(uid or f"s{day:03}", start=start, end=start + timedelta(minutes=minutes), **more)


def make_run(day, treated=Treated.EASY, hour=7, *, minutes=60, priority=None, km=None):
    start = datetime.combine(MONDAY + timedelta(days=day), time(hour), ZONE)
    end = start + timedelta(minutes=minutes)
    occurrence = Occurrence("test", f"r{day}-{hour}", None, start, end, all_day=False, summary="Run")
    kind = Kind.TEMPO if treated is Treated.QUALITY else Kind(treated.value)
    return Entry(occurrence, kind, 1.0, (), treated, start, end, minutes, distance_km=km, priority=priority)


def fill_sessions(sessions, entries=(), profile=None, history=()):
    profile = profile or make_profile(body_mass_kg=68)
    return prescribe.fill(sessions, profile=profile, entries=entries, words=Words("en"), history=history)


@pytest.fixture
def profile():
    return make_profile


@pytest.fixture
def lift():
    return make_lift


@pytest.fixture
def run():
    return make_run


@pytest.fixture
def fill():
    return fill_sessions


@pytest.fixture
def monday():
    return MONDAY
