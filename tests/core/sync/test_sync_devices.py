"""Two devices with Liftslot on one calendar come to one truth."""

from dataclasses import replace

import pytest

from core.calendar.memory import MemoryCalendar
from core.model.ledger import RowState
from core.sync.decision import Consent, Decision
from core.sync.publish import publish
from tests.core.sync.weeks import URL, Desk, lift, lifts


@pytest.fixture
def desks(tmp_path):
    calendar = MemoryCalendar(URL)
    desks = []
    for name in ("laptop", "desktop"):
        (tmp_path / name).mkdir()
        desks.append(Desk(tmp_path / name, calendar))
    yield desks
    for desk in desks:
        desk.store.close()


YES = Consent(found=True)


def test_what_one_device_wrote_the_other_asks_about_then_adopts(desks):
    laptop, desktop = desks
    laptop.sync(lifts(2))
    assert [question.key for question in desktop.decide(()).questions] == ["found"]
    assert [found.event.uid for found in desktop.decide((), consent=YES).adoptions] == [e.uid for e in lifts(2)]
    desktop.sync((), consent=YES)
    assert desktop.sync(lifts(2)).requests == 0
    assert desktop.decide(lifts(2)) == Decision()


def test_a_title_that_the_runner_gave_outlives_being_taken_over(desks):
    laptop, desktop = desks
    laptop.sync(lifts(2))
    laptop.edit(1, b"SUMMARY:Strength A", b"SUMMARY:Legs with Anna")
    desktop.sync((), consent=YES)
    assert desktop.sync(lifts(2)).requests == 0
    later = lift(1, text="Bench 3 x 5"), lift(2)
    assert desktop.sync(later).requests == 1
    raw = desktop.source.objects[desktop.href(1)]
    assert b"Legs with Anna" in raw
    assert b"Bench 3 x 5" in raw


def test_a_title_that_was_taken_over_follows_when_the_session_becomes_another(desks):
    laptop, desktop = desks
    laptop.sync(lifts(1))
    desktop.sync((), consent=YES)
    other = lift(1, summary="Strength B")
    desktop.sync((replace(other, mark=replace(other.mark, template="std_gym_B")),))
    assert b"SUMMARY:Strength B" in desktop.source.objects[desktop.href(1)]


def test_a_move_on_one_device_is_a_pin_on_the_other(desks):
    laptop, desktop = desks
    laptop.sync(lifts(1))
    desktop.sync((), consent=YES)
    desktop.sync((lift(1, hours=1),))
    decision = laptop.decide(lifts(1))
    assert [found.event.start for found in decision.adoptions] == [lift(1, hours=1).start]
    laptop.sync((lift(1, hours=1),))
    assert [desk.decide((lift(1, hours=1),)) for desk in desks] == [Decision(), Decision()]


def test_the_same_move_on_both_devices_is_no_conflict(desks):
    laptop, desktop = desks
    laptop.sync(lifts(1))
    desktop.sync((), consent=YES)
    moved = (lift(1, hours=1),)
    desktop.sync(moved)
    assert laptop.decide(moved).conflicts == ()
    assert laptop.sync(moved).requests == 0


def test_different_moves_on_both_devices_are_shown_to_the_second(desks):
    laptop, desktop = desks
    laptop.sync(lifts(1))
    desktop.sync((), consent=YES)
    desktop.sync((lift(1, hours=1),))
    assert laptop.decide((lift(1, hours=-1),)).conflicts[0].theirs.start == lift(1, hours=1).start


def test_a_deletion_on_one_device_is_a_skip_on_the_other(desks):
    laptop, desktop = desks
    laptop.sync(lifts(2))
    desktop.sync((), consent=YES)
    laptop.sync(lifts(1))
    assert [event.uid for event in desktop.decide(lifts(2)).skips] == [lift(2).uid]


def test_a_deletion_on_both_devices_is_simply_over(desks):
    laptop, desktop = desks
    laptop.sync(lifts(2))
    desktop.sync((), consent=YES)
    laptop.sync(lifts(1))
    assert desktop.sync(lifts(1)).requests == 0
    assert {row.state for row in desktop.store.all_rows()} == {RowState.SYNCED, RowState.DELETED}


def test_a_write_on_an_older_look_is_refused_and_decided_again(desks):
    laptop, desktop = desks
    laptop.sync(lifts(1))
    desktop.sync((), consent=YES)
    late = laptop.decide((lift(1, hours=-1),))
    desktop.sync((lift(1, text="Bench"),))
    report = publish(late, laptop.source, laptop.store)
    assert (report.written, report.again) == ((), (lift(1).uid,))
    decision = laptop.decide((lift(1, hours=-1),))
    assert decision.conflicts == ()
    assert decision.changes[0].event.description == lift(1, text="Bench").description


def test_a_row_of_a_calendar_that_is_no_longer_ours_is_left_alone(desks):
    laptop, _ = desks
    laptop.sync(lifts(1))
    laptop.store.save_rows([replace(laptop.store.all_rows()[0], state=RowState.ORPHAN)])
    assert laptop.decide(()) == Decision()
