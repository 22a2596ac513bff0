"""What goes into a calendar and into files for others."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.model.event import Occurrence, OwnMark
from core.model.plan import Finding
from core.model.profile import Profile
from core.model.training import Entry, Form, Kind, Session, SessionKind, Treated
from core.share.export import Sharing, export, to_events
from core.training.prescribe import fill
from core.words import Words

ZONE = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)
ENGLISH = Words("en")


def make_session(day, **more):
    start = MONDAY + timedelta(days=day, hours=17)
    uid = f"liftslot-{day}aaaaaaa-1111@liftslot"
    session = Session(uid, SessionKind.STRENGTH, Form.FULL, start, start + timedelta(minutes=40), **more)
    return fill([session], profile=Profile(ZONE), entries=(), words=ENGLISH)[0]


def make_entry(day, kind=Kind.EASY, treated=Treated.EASY, *, all_day=False, recurrence_id=None):
    start = MONDAY + timedelta(days=day)
    occurrence = Occurrence("club", f"e{day}", recurrence_id, start, start + timedelta(days=1), all_day, "Run 8 km")
    begin = start + timedelta(hours=7)
    return Entry(occurrence, kind, 1.0, (), treated, begin, begin + timedelta(hours=1), 60)


LIFTS = (make_session(3), make_session(1, pinned=True), make_session(5, foreign=True))
ENTRIES = (make_entry(0), make_entry(2, all_day=True), make_entry(4, Kind.OTHER, None))


def share(**how):
    return export(LIFTS, ENTRIES, {}, ENGLISH, Sharing(**how))


def test_our_sessions_become_events_by_start_and_foreign_ones_none():
    events = to_events(LIFTS, {}, ENGLISH)
    assert [event.start.day for event in events] == [24, 26]


def test_an_event_carries_the_marks_that_bring_its_session_back():
    event = to_events(LIFTS, {}, ENGLISH, alarm_minutes=30)[0]
    assert event.mark == OwnMark("1aaaaaaa", "strength", "full", "std_gym_A", 1, pinned=True)
    assert (event.categories, event.alarm_minutes, event.marked) == (("Strength",), 30, True)


def test_the_reasons_of_its_place_are_in_its_text():
    lift = LIFTS[0]
    (event,) = to_events([lift], {lift.uid: [Finding("S08", 10)]}, ENGLISH)
    assert "Why here\n• +10 " in event.description


def test_strength_alone_holds_no_runs():
    assert {event.summary for event in share()} == {"■ Lift A · 40 min"}


def test_everything_holds_the_runs_unmarked_and_other_entries_not():
    events = share(what="all")
    runs = [event for event in events if not event.marked]
    assert [(run.uid, run.summary, run.categories, run.description) for run in runs] == [
        ("e0", "Run 8 km", ("Running",), ""),
        ("e2", "Run 8 km", ("Running",), ""),
    ]
    assert [event.start for event in events] == sorted(event.start for event in events)


def test_a_run_keeps_the_day_where_no_time_was_given():
    run = next(event for event in share(what="all") if event.uid == "e2")
    assert (run.all_day, run.start, run.end) == (True, MONDAY + timedelta(days=2), MONDAY + timedelta(days=3))


def test_each_appearance_of_a_series_has_a_uid_of_its_own():
    entries = [replace(make_entry(0, recurrence_id="20261123T060000Z"))]
    (event,) = export((), entries, {}, ENGLISH, Sharing(what="all"))
    assert event.uid == "e0-20261123T060000Z"


@pytest.mark.parametrize("how", [{"what": "busy"}, {"what": "all", "private": True}, {"private": True}])
def test_where_nothing_is_told_only_times_leave(how):
    events = share(**how)
    assert events
    for event in events:
        assert (event.summary, event.description, event.categories, event.marked) == ("Busy", "", (), False)
        assert event.uid.startswith("busy-")
        assert not any(name in event.uid for name in ("e0", "e2", "aaaaaaa"))


def test_a_second_private_file_updates_the_first():
    assert [event.uid for event in share(what="busy")] == [event.uid for event in share(what="busy")]
    assert len({event.uid for event in share(what="busy")}) == 4
