"""What a sync decides: the runner's hand wins, faults are asked about, and a second run has nothing to do."""

from datetime import timedelta

from core.model.ledger import RowState
from core.sync.decision import ChangeKind, Consent, Decision
from tests.core.sync.weeks import NOW, RUN, lift, lifts


def kinds(decision):
    return [change.kind for change in decision.changes]


def test_what_is_wanted_and_not_there_is_created_in_the_order_of_time(desk):
    decision = desk.decide(lifts(3)[::-1])
    assert kinds(decision) == [ChangeKind.CREATE] * 3
    assert [change.uid for change in decision.changes] == [event.uid for event in lifts(3)]


def test_a_second_sync_decides_nothing(desk):
    desk.sync(lifts(3))
    assert desk.decide(lifts(3)) == Decision()


def test_the_runs_bytes_are_never_touched(desk):
    desk.sync(lifts(3))
    desk.sync(lifts(1))
    assert desk.source.objects[desk.source.href_for("run-1.ics")] == RUN


def test_a_session_planned_elsewhere_is_moved(desk):
    desk.sync(lifts(2))
    moved = (lift(1), lift(2, hours=-2))
    assert kinds(desk.decide(moved)) == [ChangeKind.MOVE]
    desk.sync(moved)
    assert desk.decide(moved) == Decision()


def test_a_session_with_other_text_is_updated(desk):
    desk.sync(lifts(1))
    assert kinds(desk.decide((lift(1, text="Deadlift 3 x 5"),))) == [ChangeKind.UPDATE]


def test_a_session_no_longer_wanted_is_deleted(desk):
    desk.sync(lifts(2))
    assert kinds(desk.decide(lifts(1))) == [ChangeKind.DELETE]
    assert desk.sync(lifts(1)).deleted == (lift(2).uid,)


def test_a_session_in_the_past_is_history(desk):
    desk.sync(lifts(2))
    assert desk.decide((), since=NOW + timedelta(days=10)) == Decision()


def test_nothing_is_created_in_the_past(desk):
    assert desk.decide(lifts(2), since=NOW + timedelta(days=10)) == Decision()


def test_an_event_that_the_runner_moved_is_adopted_and_not_written(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"T180000", b"T170000")
    desk.edit(1, b"T184000", b"T174000")
    decision = desk.decide(lifts(1))
    assert decision.changes == ()
    assert [found.event.start for found in decision.adoptions] == [lift(1, hours=-1).start]


def test_an_adopted_event_is_at_peace_once_the_plan_follows(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"T180000", b"T173000")
    adopted = desk.decide(lifts(1)).adoptions[0].event
    assert desk.sync((adopted,)).requests == 0
    assert desk.decide((adopted,)) == Decision()


def test_a_title_given_by_hand_outlives_every_later_plan(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"Strength A", b"My lifting")
    for hours in (0, 0, 1, 1, -1):
        desk.sync((lift(1, hours=hours),))
    raw = desk.source.objects[desk.href(1)]
    assert b"SUMMARY:My lifting" in raw
    assert b"T170000" in raw


def test_a_note_written_into_our_text_stays_until_the_plan_has_other_text(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"DESCRIPTION:Squat", b"DESCRIPTION:Slow! Squat")
    assert desk.sync((lift(1, hours=1),)).requests == 1
    assert b"DESCRIPTION:Slow! Squat" in desk.source.objects[desk.href(1)]
    desk.sync((lift(1, hours=1, text="Bench"),))
    assert b"DESCRIPTION:Bench" in desk.source.objects[desk.href(1)]


def test_an_event_that_the_runner_deleted_is_skipped_and_never_written_again(desk):
    desk.sync(lifts(2))
    desk.source.drop(desk.href(2))
    decision = desk.decide(lifts(2))
    assert [event.uid for event in decision.skips] == [lift(2).uid]
    assert desk.sync(lifts(2)).requests == 0
    assert desk.decide(lifts(2)) == Decision()


def test_an_event_that_the_runner_cancelled_is_skipped(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"TRANSP:OPAQUE", b"STATUS:CANCELLED")
    assert [event.uid for event in desk.decide(lifts(1)).skips] == [lift(1).uid]


def test_a_skipped_event_that_comes_back_is_adopted(desk):
    desk.sync(lifts(1))
    href = desk.href(1)
    raw = desk.source.objects[href]
    desk.source.drop(href)
    desk.sync(lifts(1))
    desk.source.keep(href, raw)
    assert [found.event.uid for found in desk.decide(()).adoptions] == [lift(1).uid]


def test_an_edit_beats_our_deletion(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"Strength A", b"My lifting")
    decision = desk.decide(())
    assert decision.changes == ()
    assert [found.event.summary for found in decision.adoptions] == ["My lifting"]


def test_both_moved_is_a_conflict_with_both_sides(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"T180000", b"T170000")
    clash = desk.decide((lift(1, hours=2),)).conflicts[0]
    assert (clash.ours.start, clash.theirs.start) == (lift(1, hours=2).start, lift(1, hours=-1).start)
    assert clash.fields == ("start",)


def test_a_conflict_stays_until_it_is_settled(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"T180000", b"T170000")
    assert desk.sync((lift(1, hours=2),)).requests == 0
    assert desk.store.all_rows()[0].state is RowState.CONFLICT
    assert len(desk.decide((lift(1, hours=2),)).conflicts) == 1


def test_a_conflict_ends_where_the_plan_gives_way(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"T180000", b"T170000")
    desk.sync((lift(1, hours=2),))
    theirs = lift(1, hours=-1, end=lift(1).end)
    desk.sync((theirs,))
    assert desk.decide((theirs,)) == Decision()


def test_edits_of_different_fields_come_together(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"Strength A", b"My lifting")
    wanted = (lift(1, hours=2),)
    decision = desk.decide(wanted)
    assert kinds(decision) == [ChangeKind.MOVE]
    assert decision.changes[0].event.summary == "My lifting"
    assert decision.changes[0].event.start == lift(1, hours=2).start


def test_texts_changed_by_both_go_through_the_merge(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"DESCRIPTION:Squat", b"DESCRIPTION:Note! Squat")
    decision = desk.decide((lift(1, text="Bench"),), merge_text=lambda theirs, ours: theirs[:5] + ours)
    assert decision.changes[0].event.description.startswith("Note!Bench")


def test_what_others_added_survives_our_update(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"TRANSP:OPAQUE\r\n", b"TRANSP:OPAQUE\r\nCOLOR:teal\r\n")
    desk.sync((lift(1, hours=1),))
    raw = desk.source.objects[desk.href(1)]
    assert b"COLOR:teal" in raw
    assert b"T190000" in raw


def test_another_session_in_the_same_event_is_composed_anew(desk):
    desk.sync(lifts(1))
    light = lift(1)
    light = lift(1, text="Easy", mark=type(light.mark)(light.mark.id, "strength", "light", "std_gym_B", 2))
    desk.sync((light,))
    assert b"X-LIFTSLOT-FORM:light" in desk.source.objects[desk.href(1)]


def test_a_rewritten_event_is_no_edit(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"CATEGORIES:Strength\r\n", b"X-SERVER:1\r\nCATEGORIES:Strength\r\n")
    decision = desk.decide(lifts(1))
    assert (decision.changes, decision.adoptions, decision.conflicts) == ((), (), ())


def test_an_event_that_went_to_another_href_is_still_ours(desk):
    desk.sync(lifts(1))
    raw = desk.source.objects[desk.href(1)]
    desk.source.drop(desk.href(1))
    desk.source.keep(desk.source.href_for("elsewhere.ics"), raw)
    assert desk.sync(lifts(1)).requests == 0
    assert desk.href(1) == desk.source.href_for("elsewhere.ics")


def test_an_unreadable_event_is_left_alone(desk):
    desk.sync(lifts(1))
    desk.edit(1, b"DTSTART", b"X-START")
    decision = desk.decide(lifts(1))
    assert (decision.changes, decision.skips) == ((), ())


def test_many_gone_at_once_is_a_question(desk):
    desk.sync(lifts(6))
    for number in range(1, 5):
        desk.source.drop(desk.href(number))
    decision = desk.decide(lifts(6))
    assert (decision.skips, decision.changes) == ((), ())
    assert [(question.key, question.count) for question in decision.questions] == [("gone", 4)]


def test_many_gone_with_consent_is_believed(desk):
    desk.sync(lifts(6))
    for number in range(1, 5):
        desk.source.drop(desk.href(number))
    decision = desk.decide(lifts(6), consent=Consent(gone=True))
    assert len(decision.skips) == 4


def test_many_deletions_of_ours_are_a_question(desk):
    desk.sync(lifts(12))
    decision = desk.decide(())
    assert decision.changes == ()
    assert [question.key for question in decision.questions] == ["deletes"]
    assert len(desk.decide((), consent=Consent(deletes=True)).changes) == 12


def test_a_lost_ledger_is_a_question_not_a_second_copy(desk):
    desk.sync(lifts(2))
    desk.store.drop_rows([event.uid for event in lifts(2)])
    decision = desk.decide(())
    assert [(question.key, question.count) for question in decision.questions] == [("found", 2)]
    assert decision.changes == ()


def test_with_consent_found_events_are_adopted(desk):
    desk.sync(lifts(2))
    desk.store.drop_rows([event.uid for event in lifts(2)])
    decision = desk.decide((), consent=Consent(found=True))
    assert [found.event.uid for found in decision.adoptions] == [event.uid for event in lifts(2)]
    assert len(decision.records) == 2


def test_found_events_that_the_plan_knows_are_simply_recorded(desk):
    desk.sync(lifts(2))
    desk.store.drop_rows([event.uid for event in lifts(2)])
    assert desk.sync(lifts(2)).requests == 0
    assert desk.decide(lifts(2)) == Decision()


def test_one_mark_alone_is_nobody_of_ours(desk):
    desk.sync(lifts(1))
    uid = lift(1).uid
    raw = desk.source.objects[desk.href(1)]
    desk.store.drop_rows([uid])
    plain = b"\r\n".join(
        line for line in raw.split(b"\r\n") if not line.startswith((b"X-LIFTSLOT", b"DESCRIPTION", b" "))
    )
    desk.source.keep(desk.source.href_for("liftslot-00000000-0000-0000-0000-000000000001.ics"), plain)
    assert desk.decide(()).questions == ()
