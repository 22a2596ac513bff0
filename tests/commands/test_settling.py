"""A session moved in two places over a real Radicale: the runner's choice is carried out by the next sync."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core import planner
from core.calendar import ics
from core.calendar.caldav import connect
from core.errors import InputError
from core.sync.settle import Keep
from core.words import Words
from desktop import demo, sync_command
from desktop.mint import mint_fresh
from desktop.radicale_server import run_radicale
from desktop.settling import load_asked, save_asked, settle_clashes
from desktop.sync_command import Wish, read_keep, run_sync
from desktop.syncing import acknowledge, catch_up, preview, sync

WORDS = Words("en")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with run_radicale(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def work(server, tmp_path):
    """The demo's home and no calendar for lifts yet."""
    login = connect(server.url, server.user, server.password)
    for info in login.list_calendars():
        login.client.exchange("DELETE", info.url)
    return demo.set_up(tmp_path, server, WORDS)


@pytest.fixture
def written(work):
    """Two weeks of sessions in the calendar."""
    work.refresh()
    monday = planner.monday_of(work.now().date()) + timedelta(weeks=1)
    return sync(work, planner.propose(work.load_state(monday, 2), mint=mint_fresh, words=WORDS).state).state


def read_lifts(work):
    source = work.open_lifts()
    zone = work.profile.zone
    return {e.uid: (item, e) for item in source.everything().items for e in ics.read_own(item.raw, zone)}


def move_on_phone(work, uid, hours):
    item, event = read_lifts(work)[uid]
    shift = timedelta(hours=hours)
    moved = replace(event, start=event.start + shift, end=event.end + shift)
    work.open_lifts().put(item.href, ics.compose([moved], stamp=event.start), if_match=item.etag)
    return moved


@pytest.fixture
def torn(work, written):
    """The first session an hour later here, two hours later on the phone; what catching up found."""
    session = written.sessions[0]
    moved = move_on_phone(work, session.uid, 2)
    caught = catch_up(work, planner.move(written, session.uid, session.start + timedelta(hours=1)))
    return session, moved, caught


def choose(work, caught, keep):
    state = settle_clashes(work, caught.state, {clash.uid: (clash, keep) for clash in caught.conflicts})
    again = catch_up(work, state)
    assert again.conflicts == ()
    return again.state


def test_both_moved_is_told_and_writes_nothing(work, torn):
    session, moved, caught = torn
    assert [clash.uid for clash in caught.conflicts] == [session.uid]
    assert sync(work, caught.state).report.requests == 0
    assert read_lifts(work)[session.uid][1].start == moved.start


@pytest.mark.parametrize(("keep", "hours", "more"), [(Keep.MINE, 1, 0), (Keep.THEIRS, 2, 0), (Keep.BOTH, 2, 1)])
def test_a_choice_holds_here_and_in_the_calendar(work, torn, written, keep, hours, more):
    session, _moved, caught = torn
    done = sync(work, choose(work, caught, keep))
    start = session.start + timedelta(hours=hours)
    assert read_lifts(work)[session.uid][1].start == start == planner.find(done.state, session.uid).start
    assert len(done.state.sessions) == len(read_lifts(work)) == len(written.sessions) + more
    if more:
        assert session.start + timedelta(hours=1) in {s.start for s in done.state.sessions if s.pinned}
    assert sync(work, sync(work, done.state).state).report.requests == 0


def test_a_move_after_following_the_phone_is_no_conflict(work, written):
    session = written.sessions[0]
    move_on_phone(work, session.uid, 2)
    followed = catch_up(work, written).state
    moved = planner.move(followed, session.uid, session.start + timedelta(hours=1))
    assert preview(work, moved).conflicts == ()
    assert session.uid in sync(work, moved).report.written


def test_a_move_back_to_where_the_plan_had_it_is_a_move(work, written):
    session = written.sessions[0]
    move_on_phone(work, session.uid, 2)
    followed = catch_up(work, written).state
    acknowledge(work, followed)
    back = planner.move(followed, session.uid, session.start)
    assert session.uid in sync(work, back).report.written
    assert read_lifts(work)[session.uid][1].start == session.start


def test_an_edit_that_overtook_the_phones_move_does_not_undo_it(work, written):
    """The window's State still has the old time: it is read once more, and the phone's move holds."""
    session, moved = written.sessions[0], move_on_phone(work, written.sessions[0].uid, 2)
    catch_up(work, written)
    again = catch_up(work, planner.pin(written, written.sessions[1].uid, pinned=True))
    assert planner.find(again.state, session.uid).start == moved.start
    sync(work, again.state)
    assert read_lifts(work)[session.uid][1].start == moved.start


def test_the_phone_may_move_a_session_again_and_again(work, written):
    state, session = written, written.sessions[0]
    for _ in range(3):
        moved = move_on_phone(work, session.uid, 1)
        caught = catch_up(work, state)
        state = caught.state
        assert caught.conflicts == ()
        assert planner.find(state, session.uid).start == moved.start


@pytest.fixture
def command(work, monkeypatch):
    """``liftslot sync`` on this home."""
    monkeypatch.setattr(sync_command, "load_profile", lambda _path: work.profile)
    monkeypatch.setattr(sync_command, "Workspace", lambda *_: work)
    return lambda keep=None: run_sync(Wish(yes=True, keep=keep), WORDS, None)


def test_the_command_names_the_conflict_and_how_to_choose(torn, command, capsys):
    assert command().conflicts == [torn[0].uid]
    assert "--keep mine" in capsys.readouterr().err


@pytest.mark.parametrize(("keep", "hours"), [("mine", 1), ("theirs", 2)])
def test_the_command_settles_all_conflicts(work, torn, command, keep, hours):
    assert command(keep).conflicts == []
    assert read_lifts(work)[torn[0].uid][1].start == torn[0].start + timedelta(hours=hours)


def test_what_was_asked_is_known_after_a_restart(work):
    save_asked(work, frozenset({"b", "a"}))
    save_asked(work, frozenset({"a", "c"}))
    assert load_asked(work) == {"a", "b", "c"}
    save_asked(work, frozenset(f"m{number}" for number in range(600)))
    assert len(load_asked(work)) == 500


def test_an_unknown_side_is_refused():
    with pytest.raises(InputError) as caught:
        read_keep("ours")
    assert caught.value.id == "keep_unknown"
