"""Short ways to what the state machine finds only with luck: each fails where one safeguard of the sync is taken out."""

from dataclasses import replace

import pytest

from core.model.ledger import RowState
from core.sync.decision import Decision
from core.sync.fields import rewrite
from core.sync.publish import publish
from tests.core.sync.faulty import AFTER, BROKEN, EDITED, FAILED, MEANWHILE, FaultyCalendar
from tests.core.sync.weeks import RUN, URL, ZONE, Desk, lift, lifts


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path, FaultyCalendar(URL))
    desk.source.meanwhile = lambda href: rename(desk, href)
    desk.source.keep(desk.source.href_for("run-1.ics"), RUN)
    yield desk
    desk.store.close()


def rename(desk, href, title=b"My lifting"):
    if href in desk.source.objects:
        desk.source.keep(href, desk.source.objects[href].replace(b"Strength A", title))


def title(desk, number):
    return desk.source.objects[desk.href(number)].split(b"SUMMARY:")[1].split(b"\r\n")[0]


def test_an_edit_right_after_a_write_is_the_runners_and_not_ours(desk):
    """Only what was read back as it was sent counts as written."""
    desk.source.faults = [EDITED]
    assert desk.sync(lifts(1)).written == ()
    assert [adoption.event.summary for adoption in desk.decide(lifts(1)).adoptions] == ["My lifting"]


def test_an_edit_just_before_a_write_holds(desk):
    """The condition of a write is the version that was decided on; it is never made looser."""
    desk.sync(lifts(1))
    desk.source.faults = [MEANWHILE]
    assert desk.sync((lift(1, hours=1),)).again == (lift(1).uid,)
    assert title(desk, 1) == b"My lifting"


def test_an_edit_just_before_a_deletion_holds(desk):
    desk.sync(lifts(2))
    desk.source.faults = [MEANWHILE]
    assert desk.sync(lifts(1)).again == (lift(2).uid,)
    assert title(desk, 2) == b"My lifting"


def test_an_edit_between_look_and_deletion_holds(desk):
    desk.sync(lifts(2))
    decision = desk.decide(lifts(1))
    rename(desk, desk.href(2))
    assert publish(decision, desk.source, desk.store).again == (lift(2).uid,)
    assert title(desk, 2) == b"My lifting"


def test_what_a_cut_listing_leaves_out_was_not_deleted(desk):
    """Each missing event of ours is asked for by name."""
    desk.sync(lifts(6))
    desk.source.cuts = desk.source.forgetful = True
    decision = desk.decide(lifts(6))
    assert (decision.skips, decision.questions) == ((), ())


def test_a_write_that_arrived_unheard_is_not_made_again(desk):
    """The row is on disk before the write."""
    desk.source.faults = [AFTER]
    desk.sync(lifts(1))
    assert [row.state for row in desk.store.all_rows()] in ([RowState.SYNCED], [RowState.PUTTING])
    assert desk.sync(lifts(1)).requests == 0
    assert len(desk.source.objects) == 2


def test_an_edit_after_a_write_that_arrived_unheard_is_followed(desk):
    """What was begun is the base: without it the edit would look like the first state there was."""
    desk.source.faults, desk.source.reading = [AFTER], [False, False, True]
    desk.sync(lifts(1))
    assert {row.state for row in desk.store.all_rows()} == {RowState.PUTTING}
    rename(desk, desk.href(1))
    assert [adoption.event.summary for adoption in desk.decide(lifts(1)).adoptions] == ["My lifting"]


def test_a_foreign_event_that_names_our_uid_is_not_ours(desk):
    desk.sync(lifts(1))
    note = RUN.replace(b"run-1", b"note").replace(b"Easy run", b"about " + lift(1).uid.encode())
    desk.source.keep(desk.source.href_for("note.ics"), note)
    desk.source.drop(desk.href(1))
    decision = desk.decide(lifts(1))
    assert [event.uid for event in decision.skips] == [lift(1).uid]


def test_two_moves_by_hand_in_a_row_are_followed_without_a_question(desk):
    desk.sync(lifts(1))
    wanted = lifts(1)
    for hours in (1, 2, -1):
        href, before = desk.href(1), wanted[0]
        after = replace(before, start=lift(1, hours=hours).start, end=lift(1, hours=hours).end)
        desk.source.keep(href, rewrite(desk.source.objects[href], before, after, before.start))
        decision = desk.decide(wanted)
        assert decision.conflicts == ()
        publish(decision, desk.source, desk.store)
        wanted = tuple(adoption.event for adoption in decision.adoptions)
        assert wanted[0].start == after.start.astimezone(ZONE)


def test_a_deleted_uid_is_never_used_again(desk):
    desk.sync(lifts(2))
    desk.sync(lifts(1))
    decision = desk.decide(lifts(2))
    assert (decision.reborn, decision.changes) == ((lift(2).uid,), ())


def test_history_is_not_taken_for_deleted(desk):
    desk.sync(lifts(2))
    desk.source.drop(desk.href(1))
    since = lift(1).end
    assert desk.decide(lifts(2), since=since) == Decision()


def test_an_event_without_a_version_is_read_again_each_time(desk):
    desk.sync(lifts(1))
    desk.source.bare = True
    desk.decide(lifts(1))
    rename(desk, desk.href(1))
    assert [adoption.event.summary for adoption in desk.decide(lifts(1)).adoptions] == ["My lifting"]


def test_a_failed_create_leaves_nothing_behind_that_looks_written(desk):
    desk.source.faults = [FAILED]
    desk.sync(lifts(1))
    assert desk.sync(lifts(1)).written == (lift(1).uid,)


def test_a_refused_create_leaves_no_row_behind(desk):
    desk.source.faults = [BROKEN]
    desk.sync(lifts(1))
    assert desk.store.all_rows() == ()
    assert desk.sync(lifts(1)).written == (lift(1).uid,)
