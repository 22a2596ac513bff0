"""What is left over by a crash, or changes between a look and a write, is found out by the next look."""

from dataclasses import replace
from datetime import timedelta

from core.model.ledger import RowState
from core.sync.decision import Decision
from core.sync.publish import publish
from tests.core.sync.faulty import FaultyCalendar
from tests.core.sync.weeks import NOW, URL, Desk, lift, lifts


def left_begun(tmp_path, first, then=None):
    """A device that ended after its writes and before reading them back."""
    desk = Desk(tmp_path, FaultyCalendar(URL))
    if then is not None:
        desk.sync(first)
    decision = desk.decide(then or first)
    desk.source.reading = [True]
    publish(decision, desk.source, desk.store)
    assert RowState.PUTTING in {row.state for row in desk.store.all_rows()}
    return desk


def test_a_create_that_arrived_is_recorded_not_repeated(tmp_path):
    desk = left_begun(tmp_path, lifts(2))
    assert desk.sync(lifts(2)).requests == 0
    assert desk.decide(lifts(2)) == Decision()
    desk.store.close()


def test_a_move_that_arrived_is_recorded_not_repeated(tmp_path):
    moved = (lift(1, hours=1),)
    desk = left_begun(tmp_path, lifts(1), moved)
    assert desk.sync(moved).requests == 0
    assert desk.decide(moved) == Decision()
    desk.store.close()


def test_a_create_that_arrived_and_was_then_edited_is_an_adoption(tmp_path):
    desk = left_begun(tmp_path, lifts(1))
    desk.edit(1, b"Strength A", b"My lifting")
    assert [found.event.summary for found in desk.decide(lifts(1)).adoptions] == ["My lifting"]
    desk.store.close()


def test_a_create_that_never_arrived_is_made_again(tmp_path):
    desk = left_begun(tmp_path, lifts(1))
    desk.source.drop(desk.href(1))
    assert desk.sync(lifts(1)).written == (lift(1).uid,)
    desk.store.close()


def test_a_create_that_never_arrived_and_is_not_wanted_any_more_is_forgotten(tmp_path):
    desk = left_begun(tmp_path, lifts(1))
    desk.source.drop(desk.href(1))
    desk.sync(())
    assert desk.store.all_rows() == ()
    desk.store.close()


def test_an_event_deleted_between_our_look_and_our_deletion_is_over(desk):
    desk.sync(lifts(2))
    decision = desk.decide(lifts(1))
    desk.source.drop(desk.href(2))
    assert publish(decision, desk.source, desk.store).deleted == (lift(2).uid,)


def test_an_event_edited_between_our_look_and_our_deletion_stays(desk):
    desk.sync(lifts(2))
    decision = desk.decide(lifts(1))
    desk.edit(2, b"Strength A", b"My lifting")
    assert publish(decision, desk.source, desk.store).again == (lift(2).uid,)
    assert [found.event.summary for found in desk.decide(lifts(1)).adoptions] == ["My lifting"]


def test_a_deletion_that_was_begun_and_happened_is_over(desk):
    desk.sync(lifts(1))
    row = desk.store.all_rows()[0]
    desk.store.save_rows([replace(row, state=RowState.DELETING)])
    desk.source.drop(row.href)
    desk.sync(())
    assert desk.store.all_rows()[0].state is RowState.DELETED


def test_a_past_event_that_vanished_is_nobodys_skip(desk):
    desk.sync(lifts(1))
    desk.source.drop(desk.href(1))
    decision = desk.decide(lifts(1), since=NOW + timedelta(days=9))
    assert (decision.skips, decision.changes, decision.records) == ((), (), ())


def test_an_unwritten_session_of_the_past_is_not_written_late(tmp_path):
    desk = left_begun(tmp_path, lifts(1))
    desk.source.drop(desk.href(1))
    assert desk.decide(lifts(1), since=NOW + timedelta(days=9)).changes == ()
    desk.store.close()


def test_a_plan_without_merge_of_texts_shows_a_clash_of_texts(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"DESCRIPTION:Squat", b"DESCRIPTION:Slow! Squat")
    assert desk.decide((lift(1, text="Bench"),)).conflicts[0].fields == ("description",)


def test_an_edit_seen_by_a_clock_that_runs_ahead_is_followed_when_it_is_right_again(desk):
    desk.sync(lifts(2))
    desk.edit(1, b"SUMMARY:Strength A", b"SUMMARY:Mine")
    moved = lift(1, hours=-3)
    desk.edit(1, b"T180000", b"T150000")
    desk.edit(1, b"T184000", b"T154000")
    ahead = NOW + timedelta(days=9)
    assert desk.decide(lifts(2), since=ahead) == Decision()
    desk.sync(lifts(2), since=ahead)
    (adoption,) = desk.decide(lifts(2)).adoptions
    assert (adoption.event.start, adoption.event.summary) == (moved.start, "Mine")
    planned_anew = desk.decide((lift(1, hours=2), lift(2)))
    assert [(clash.uid, clash.theirs.start) for clash in planned_anew.conflicts] == [(moved.uid, moved.start)]
    assert planned_anew.changes == ()
