"""A choice between two edits is carried out by the next sync, once."""

from dataclasses import replace

import pytest

from core.calendar import ics
from core.model.ledger import RowState
from core.sync.decision import Decision
from core.sync.settle import Keep, can_keep_both, settle
from tests.core.sync.weeks import NOW, ZONE, lift, lifts

OURS = (lift(1, hours=2),)


@pytest.fixture
def torn(desk):
    """Both sides moved the session: 20:00 here, 17:00 in the calendar."""
    desk.sync(lifts(1))
    desk.edit(1, b"T180000", b"T170000")
    desk.edit(1, b"T184000", b"T174000")
    desk.sync(OURS)
    return desk


def choose(desk, keep, ours=OURS):
    clash = desk.decide(ours).conflicts[0]
    row = next(row for row in desk.store.all_rows() if row.uid == clash.uid)
    desk.store.save_rows([settle(row, clash, keep, NOW)])
    return clash


def stored(desk):
    return ics.read_own(desk.source.objects[desk.href(1)], ZONE)[0]


def test_mine_is_written_over_the_calendars(torn):
    choose(torn, Keep.MINE)
    assert torn.sync(OURS).requests == 1
    assert stored(torn).start == lift(1, hours=2).start
    assert torn.decide(OURS) == Decision()


@pytest.mark.parametrize("keep", [Keep.THEIRS, Keep.BOTH])
def test_the_calendars_is_followed_and_nothing_is_written(torn, keep):
    choose(torn, keep)
    decision = torn.decide(OURS)
    assert [adoption.event.start for adoption in decision.adoptions] == [lift(1, hours=-1).start]
    assert (decision.changes, decision.conflicts) == ((), ())


def test_after_following_the_calendar_there_is_peace(torn):
    choose(torn, Keep.THEIRS)
    torn.sync(OURS)
    followed = (replace(OURS[0], start=stored(torn).start, end=stored(torn).end),)
    assert torn.sync(followed).requests == 0
    assert torn.decide(followed) == Decision()
    assert torn.store.all_rows()[0].state is RowState.SYNCED


def test_the_title_that_was_changed_on_the_phone_stays_whatever_is_chosen_for_the_times(torn):
    torn.edit(1, b"Strength A", b"My lifting")
    choose(torn, Keep.MINE)
    torn.sync(OURS)
    assert (stored(torn).summary, stored(torn).start) == ("My lifting", OURS[0].start)


@pytest.mark.parametrize(("keep", "title"), [(Keep.MINE, "Strength B"), (Keep.THEIRS, "My lifting")])
def test_a_clash_of_titles_follows_the_calendars_times(desk, keep, title):
    desk.sync(lifts(1))
    desk.edit(1, b"Strength A", b"My lifting")
    desk.edit(1, b"T180000", b"T170000")
    ours = (lift(1, summary="Strength B"),)
    desk.sync(ours)
    clash = choose(desk, keep, ours)
    assert not can_keep_both(clash)
    assert desk.decide(ours).adoptions[0].event.start == lift(1, hours=-1).start
    desk.sync(ours)
    assert (stored(desk).summary, stored(desk).start) == (title, lift(1, hours=-1).start)


@pytest.mark.parametrize("keep", list(Keep))
def test_another_edit_after_the_choice_is_asked_about_again(torn, keep):
    choose(torn, keep)
    torn.edit(1, b"T170000", b"T160000")
    again = torn.decide((lift(1, hours=3),))
    assert len(again.conflicts) == 1


def test_an_edit_of_an_event_that_was_only_just_begun_still_clashes_the_next_time(desk):
    decision = desk.decide(lifts(1))
    desk.store.save_rows([change.row for change in decision.changes])
    desk.source.put(decision.changes[0].row.href, decision.changes[0].row.desired, if_match=None)
    desk.edit(1, b"T180000", b"T170000")
    desk.sync(OURS)
    assert desk.store.all_rows()[0].state is RowState.CONFLICT
    assert len(desk.decide(OURS).conflicts) == 1
