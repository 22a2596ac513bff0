"""What runners do with our events in other programs, beyond dragging them: undo, other calendars, all-day, series, copies."""

import re
from datetime import timedelta

import pytest


def order(life):
    return sorted(life.lifts().values(), key=lambda event: event.start)


def find_raw(life, uid):
    ((href, raw),) = [(href, item.raw) for href, item in life.objects("Liftslot").items() if uid.encode() in item.raw]
    return href, raw


def put(life, name, href, raw):
    with life.connect() as login:
        calendar = login.open(next(info for info in login.list_calendars() if info.name == name).url)
        calendar.put(href or calendar.href_for("pasted.ics"), raw, if_match=None)


def load_state(life):
    return life.workspace().load_state(life.now.date(), 4)


@pytest.fixture
def first(life):
    """The first session of a calendar that was synced."""
    life.sync_here()
    return order(life)[0]


def is_quiet(life):
    """Nothing is written, told or asked any more."""
    out = life.sync_here()
    return (out.changes, out.adopted, out.skipped, out.questions, out.conflicts) == ([], [], [], [], [])


def test_a_deletion_that_is_undone_brings_the_session_back_and_it_stays(life, first):
    href, raw = find_raw(life, first.uid)
    life.delete_lift(first.uid)
    life.sync_here()
    assert first.uid not in life.sessions()
    put(life, "Liftslot", href, raw)
    life.sync_here()
    assert life.lifts()[first.uid].start == first.start
    assert life.sessions()[first.uid].pinned
    days = [event.start.date() for event in order(life)]
    assert len(days) == len(set(days)) == 8
    assert is_quiet(life)


def test_a_cancellation_that_is_undone_brings_the_session_back(life, first):
    _, raw = find_raw(life, first.uid)
    cancelled = raw.replace(b"SUMMARY:", b"STATUS:CANCELLED\r\nSUMMARY:")
    life.edit("Liftslot", lambda one: one == raw, lambda _raw: cancelled)
    life.sync_here()
    assert first.uid not in life.sessions()
    life.edit("Liftslot", lambda one: b"CANCELLED" in one, lambda _raw: raw)
    life.sync_here()
    assert life.lifts()[first.uid].start == first.start
    assert is_quiet(life)


def test_a_session_moved_to_another_calendar_counts_there_and_leaves_no_ghost(life, first):
    _, raw = find_raw(life, first.uid)
    put(life, "Running", None, raw)
    life.delete_lift(first.uid)
    life.sync_here()
    assert set(life.sessions()) == set(life.lifts())
    assert first.uid not in life.sessions()
    state = load_state(life)
    assert [(session.uid, session.start) for session in state.foreign] == [(first.uid, first.start)]
    monday = first.start.date() - timedelta(days=first.start.weekday())
    week = [s for s in (*state.sessions, *state.foreign) if 0 <= (s.start.date() - monday).days < 7]
    assert len(week) == 2  # the one that he keeps elsewhere is one of the week's two
    assert is_quiet(life)


def test_a_session_made_all_day_keeps_its_length_and_is_pinned_to_the_day(life, first):
    day = first.start.date()

    def change(raw):
        raw = re.sub(rb"DTSTART;TZID=[^\r\n]*", f"DTSTART;VALUE=DATE:{day:%Y%m%d}".encode(), raw)
        return re.sub(rb"DTEND;TZID=[^\r\n]*", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}".encode(), raw)

    life.edit("Liftslot", lambda raw: first.uid.encode() in raw, change)
    out = life.sync_here()
    assert out.adopted == [first.uid]
    session = life.sessions()[first.uid]
    assert (session.start, session.end, session.pinned) == (first.start, first.end, True)
    event = life.lifts()[first.uid]
    assert (event.all_day, event.summary) == (True, first.summary)
    assert is_quiet(life)


def test_the_repeats_of_a_session_made_a_series_count_as_strength(life, first):
    def change(raw):
        return raw.replace(b"SUMMARY:", b"RRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:")

    life.edit("Liftslot", lambda raw: first.uid.encode() in raw, change)
    life.sync_here()
    state = load_state(life)
    weeks = (timedelta(weeks=1), timedelta(weeks=2))
    assert sorted(session.start for session in state.foreign) == [first.start + week for week in weeks]
    assert first.uid in life.sessions()
    assert is_quiet(life)


def test_a_pasted_copy_stays_as_it_is_and_counts_as_strength(life, first):
    _, raw = find_raw(life, first.uid)
    copy = raw.replace(first.uid.encode(), b"copy-1").replace(
        f"{first.start:%Y%m%d}T".encode(), f"{first.start + timedelta(days=4):%Y%m%d}T".encode()
    )
    put(life, "Liftslot", None, copy)
    pasted = find_raw(life, "copy-1")
    life.sync_here()
    assert find_raw(life, "copy-1") == pasted
    state = load_state(life)
    assert [session.start for session in state.foreign] == [first.start + timedelta(days=4)]
    assert is_quiet(life)
