"""The workspace over a real Radicale: what a sync writes, follows, and leaves alone."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core import planner
from core.calendar import ics
from core.calendar.caldav import connect
from core.errors import InputError
from core.model.profile import Profile
from core.store.accounts import save_accounts
from core.words import Words
from desktop import demo
from desktop.mint import mint_fresh
from desktop.radicale_server import run_radicale
from desktop.syncing import catch_up, preview, sync
from desktop.workspace import ACCOUNTS_NAME, LIFTS_NAME

WORDS = Words("en")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with run_radicale(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="module")
def accounts(server, tmp_path_factory):
    """The runner's calendars on the server, made once."""
    return demo.set_up(tmp_path_factory.mktemp("home"), server, WORDS).accounts


@pytest.fixture
def workspace(server, accounts, tmp_path):
    """A home of its own, and no calendar for lifts on the server yet."""
    login = connect(server.url, server.user, server.password)
    for info in login.list_calendars():
        if info.name == LIFTS_NAME:
            login.client.exchange("DELETE", info.url)
    save_accounts(tmp_path / ACCOUNTS_NAME, accounts)
    workspace = demo.open_demo(tmp_path, server, WORDS)
    workspace.refresh()
    return workspace


@pytest.fixture
def planned(workspace):
    monday = planner.monday_of(workspace.now().date()) + timedelta(weeks=1)
    return planner.propose(workspace.load_state(monday, 2), mint=mint_fresh, words=WORDS).state


def list_objects(server):
    """Path and bytes of every object that the server holds."""
    folder = Path(server.folder) / "collections"
    return {p: p.read_bytes() for p in folder.rglob("*.ics") if ".Radicale.cache" not in p.parts}


def open_lifts(workspace, server):
    """A second client on the calendar of the lifts."""
    choice = workspace.accounts[0].chosen("lifts")[0]
    return connect(server.url, server.user, server.password).open(choice.url)


def read_lifts(calendar, zone):
    return {event.uid: (item, event) for item in calendar.everything().items for event in ics.read_own(item.raw, zone)}


def move_on_phone(calendar, item, event, hours):
    moved = replace(event, start=event.start + timedelta(hours=hours), end=event.end + timedelta(hours=hours))
    calendar.put(item.href, ics.compose([moved], stamp=event.start), if_match=item.etag)
    return moved


def test_a_sync_leaves_the_runners_own_events_byte_for_byte(workspace, planned, server):
    before = list_objects(server)
    sync(workspace, planned)
    after = list_objects(server)
    assert {path: after[path] for path in before} == before
    assert len(after) - len(before) == len(planned.sessions) > 2


def test_a_second_sync_writes_nothing(workspace, planned):
    first = sync(workspace, planned)
    assert len(first.report.written) == len(planned.sessions)
    assert sync(workspace, first.state).report.requests == 0


def test_what_was_written_is_read_back_at_its_time(workspace, planned, server):
    sync(workspace, planned)
    found = read_lifts(open_lifts(workspace, server), Profile().zone)
    assert {uid: event.start for uid, (_item, event) in found.items()} == {s.uid: s.start for s in planned.sessions}
    assert all("Why here" in event.description for _item, event in found.values())


def test_a_move_in_the_window_arrives_on_the_server(workspace, planned, server):
    state = sync(workspace, planned).state
    session = state.sessions[0]
    later = session.start + timedelta(hours=1)
    synced = sync(workspace, planner.move(state, session.uid, later))
    assert synced.report.written == (session.uid,)
    assert read_lifts(open_lifts(workspace, server), session.start.tzinfo)[session.uid][1].start == later


def test_a_move_on_the_phone_becomes_a_pin(workspace, planned, server):
    state = sync(workspace, planned).state
    calendar = open_lifts(workspace, server)
    item, event = read_lifts(calendar, state.profile.zone)[state.sessions[0].uid]
    moved = move_on_phone(calendar, item, event, 2)
    after = sync(workspace, state).state
    session = planner.find(after, moved.uid)
    assert (session.start, session.pinned) == (moved.start, True)
    assert session.content == state.sessions[0].content


def test_after_following_the_phone_the_next_sync_is_quiet(workspace, planned, server):
    state = sync(workspace, planned).state
    calendar = open_lifts(workspace, server)
    item, event = read_lifts(calendar, state.profile.zone)[state.sessions[0].uid]
    move_on_phone(calendar, item, event, 2)
    state = sync(workspace, state).state
    state = sync(workspace, state).state
    assert sync(workspace, state).report.requests == 0


def test_a_session_deleted_on_the_phone_is_not_made_again(workspace, planned, server):
    state = sync(workspace, planned).state
    calendar = open_lifts(workspace, server)
    gone = state.sessions[0]
    item, _event = read_lifts(calendar, state.profile.zone)[gone.uid]
    calendar.delete(item.href, if_match=item.etag)
    after = sync(workspace, state).state
    assert gone.uid not in {session.uid for session in after.sessions}
    again = planner.propose(after, mint=mint_fresh, words=WORDS).state
    assert gone.start.date() not in {session.start.date() for session in again.sessions}


def test_notes_around_our_text_survive_a_rewrite(workspace, planned, server):
    state = sync(workspace, planned).state
    calendar = open_lifts(workspace, server)
    session = state.sessions[0]
    item, event = read_lifts(calendar, state.profile.zone)[session.uid]
    noted = replace(event, description="Take the blue band.\n\n" + event.description)
    calendar.put(item.href, ics.compose([noted], stamp=event.start), if_match=item.etag)
    state = sync(workspace, state).state
    sync(workspace, planner.move(state, session.uid, session.start + timedelta(hours=1)))
    text = read_lifts(calendar, state.profile.zone)[session.uid][1].description
    assert text.startswith("Take the blue band.")
    assert text.count("Why here") == 1


def test_everything_is_there_again_without_a_network(workspace, planned):
    state = sync(workspace, planned).state
    again = workspace.load_state(planned.first, planned.weeks)
    assert again.sessions == state.sessions
    assert again.entries == state.entries


def test_the_preview_is_what_the_sync_then_writes(workspace, planned):
    previewed = [change.uid for change in preview(workspace, planned).changes]
    assert sorted(previewed) == sorted(sync(workspace, planned).report.written)


def test_undoing_a_deletion_makes_an_event_with_a_new_uid(workspace, planned, server):
    state = sync(workspace, planned).state
    gone = state.sessions[0]
    without = sync(workspace, planner.skip(state, gone.uid)).state
    assert gone.uid not in read_lifts(open_lifts(workspace, server), state.profile.zone)
    back = sync(workspace, replace(without, sessions=state.sessions)).state
    found = read_lifts(open_lifts(workspace, server), state.profile.zone)
    assert gone.uid not in found
    assert gone.start in {event.start for _item, event in found.values()}
    assert sync(workspace, back).report.requests == 0


def test_catching_up_follows_the_phone_and_writes_nothing(workspace, planned, server):
    state = sync(workspace, planned).state
    calendar = open_lifts(workspace, server)
    item, event = read_lifts(calendar, state.profile.zone)[state.sessions[0].uid]
    moved = move_on_phone(calendar, item, event, 2)
    before = list_objects(server)
    caught = catch_up(workspace, state)
    assert planner.find(caught.state, moved.uid).start == moved.start
    assert (list_objects(server), caught.problems) == (before, ())


def test_without_an_account_a_sync_says_what_is_missing(tmp_path):
    workspace = demo.open_demo(tmp_path, None, WORDS)
    with pytest.raises(InputError) as caught:
        sync(workspace, workspace.load_state(workspace.now().date(), 1))
    assert caught.value.id == "no_lifts_place"


def test_what_the_runner_changed_inside_our_text_stays(workspace, planned, server):
    state = sync(workspace, planned).state
    calendar = open_lifts(workspace, server)
    session = state.sessions[0]
    item, event = read_lifts(calendar, state.profile.zone)[session.uid]
    edited = replace(event, description=event.description.replace("Why here", "Why here (coach agrees)"))
    calendar.put(item.href, ics.compose([edited], stamp=event.start), if_match=item.etag)
    state = sync(workspace, state).state
    assert sync(workspace, state).report.requests == 0
    assert "coach agrees" in read_lifts(calendar, state.profile.zone)[session.uid][1].description


def test_a_missed_session_stays_in_the_past_and_is_offered_again(workspace, planned, server):
    sync(workspace, planned)
    first = planned.sessions[0]
    workspace.now = lambda: first.end + timedelta(hours=1)
    state = workspace.load_state(workspace.now().date(), 2)
    before = {p: raw for p, raw in list_objects(server).items() if first.uid.encode() in raw}
    missed = planner.propose(planner.miss(state, first.uid), mint=mint_fresh, words=WORDS).state
    assert len(missed.sessions) >= len(state.sessions) - 1
    synced = sync(workspace, missed)
    assert {p: raw for p, raw in list_objects(server).items() if first.uid.encode() in raw} == before
    assert [session.uid for session in synced.state.missed] == [first.uid]
    assert first.uid not in {session.uid for session in synced.state.sessions}
    again = sync(workspace, workspace.load_state(workspace.now().date(), 2))
    assert (again.report.written, again.report.deleted) == ((), ())
    assert [session.uid for session in again.state.missed] == [first.uid]
