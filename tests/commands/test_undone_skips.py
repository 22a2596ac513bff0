"""A skip that is taken back is gone from the store too: the next start plans the day again."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from core import planner
from core.model.ledger import Skip
from core.model.profile import Profile, Schedule, Window
from core.planner import History
from core.words import Words
from desktop.mint import mint_from_place
from desktop.workspace import Workspace

MONDAY = date(2026, 11, 23)
TWO_EVENINGS = tuple((Window(17 * 60, 21 * 60),) if day in {1, 4} else () for day in range(7))
WORDS = Words("en")


@pytest.fixture
def start(tmp_path):
    """Starts the program anew on the same home."""
    profile = Profile(ZoneInfo("Europe/Berlin"), schedule=Schedule(windows=TWO_EVENINGS, session_minutes=40))
    sunday = planner.start_state(profile, MONDAY, 1).horizon.start - timedelta(hours=12)
    return lambda: Workspace(tmp_path, profile, WORDS, lambda: sunday)


@pytest.fixture
def planned(start):
    state = propose(start().load_state(MONDAY, 1))
    start().save_sessions(state)
    return state


def propose(state):
    return planner.propose(state, mint=mint_from_place, words=WORDS).state


def days(state):
    return [session.start.date() for session in state.sessions]


def test_a_skipped_day_stays_free_after_a_restart(start, planned):
    start().save_sessions(planner.skip(planned, planned.sessions[0].uid))
    assert days(propose(start().load_state(MONDAY, 1))) == days(planned)[1:]


def test_an_undone_skip_is_planned_again_after_a_restart(start, planned):
    history = History(planned).push(planner.skip(planned, planned.sessions[0].uid))
    start().save_sessions(history.state)
    start().save_sessions(history.undo().state)
    again = start().load_state(MONDAY, 1)
    assert again.skipped == ()
    assert days(propose(again)) == days(planned)


def test_what_was_deleted_in_the_calendar_stays_deleted(start, planned):
    deleted = Skip(planned.sessions[0].uid, planned.sessions[0].start.date())
    with start().open_store() as store:
        store.save_skips([deleted])
    start().save_sessions(planned)
    with start().open_store() as store:
        assert store.skips() == (deleted,)
