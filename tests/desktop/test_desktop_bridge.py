from pathlib import Path

import pytest

from core.words import LANGUAGES, Words


@pytest.fixture
def loaded(bridge, make, qtbot):
    bridge.load(make.state())
    return bridge


def wait(bridge, qtbot):
    qtbot.waitUntil(lambda: not bridge.jobs.busy)


def test_there_is_no_state_before_the_calendars_are_read(bridge, qtbot):
    seen = []
    bridge.undo()
    bridge.redo()
    bridge.preview(seen.append)
    assert bridge.state is None
    assert (bridge.can_undo, bridge.can_redo) == (False, False)
    assert seen == [()]


def test_every_edit_is_one_step_of_undo(loaded, make):
    before = loaded.state
    loaded.move("s1", make.at(4, 18))
    loaded.resize("s1", 50)
    loaded.pin("s1", pinned=False)
    loaded.skip("s2")
    after = loaded.state
    for _ in range(4):
        assert loaded.can_undo
        loaded.undo()
    assert loaded.state == before
    for _ in range(4):
        loaded.redo()
    assert loaded.state == after
    assert not loaded.can_redo


def test_a_move_to_the_same_place_is_no_step(loaded, make):
    loaded.move("s1", make.at(1, 17))
    assert not loaded.can_undo


def test_newly_read_calendars_keep_the_history(loaded, make):
    loaded.move("s1", make.at(4, 18))
    loaded.load(loaded.state)
    assert loaded.can_undo


def test_the_verdict_of_a_session_is_that_of_its_slot(loaded, make):
    assert loaded.verdict("s1") == loaded.judge("s1", make.at(1, 17))
    loaded.move("s1", make.at(5, 18))
    assert loaded.verdict("s1").score is None


def test_the_newest_question_is_answered_alone(loaded, make, qtbot):
    seen = []
    for _ in range(3):
        loaded.judge_weeks("s1", (make.MONDAY,), seen.append)
    wait(loaded, qtbot)
    assert [len(slots) for slots in seen] == [672]


def test_writing_tells_what_it_did_and_nothing_is_left(loaded, publisher, qtbot):
    counts, notes = [], []
    loaded.counted.connect(counts.append)
    loaded.noted.connect(notes.append)
    loaded.publish()
    assert loaded.writing
    wait(loaded, qtbot)
    assert not loaded.writing
    assert set(publisher.written) == {"s1", "s2"}
    assert (counts[-1], len(notes)) == (0, 1)


def test_a_failed_write_says_why(loaded, publisher, qtbot):
    faults = []
    loaded.failed.connect(faults.append)
    publisher.offline = True
    loaded.publish()
    wait(loaded, qtbot)
    assert [fault.id for fault in faults] == ["errors.offline_for_test"]
    assert not loaded.writing


def test_a_write_that_is_stopped_still_reports(loaded, qtbot):
    notes = []
    loaded.noted.connect(notes.append)
    loaded.stop()
    loaded.publish()
    loaded.stop()
    wait(loaded, qtbot)
    assert len(notes) == 1


def test_an_export_says_the_files_name(loaded, publisher, qtbot):
    notes = []
    loaded.noted.connect(notes.append)
    loaded.export(Path("/somewhere/lifts.ics"))
    wait(loaded, qtbot)
    assert publisher.exported == [Path("/somewhere/lifts.ics")]
    assert Words("en").phrase(notes[0]) == "Saved as lifts.ics"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_changes_at_once(bridge, qtbot, language):
    with qtbot.waitSignal(bridge.spoke):
        bridge.speak(language)
    assert bridge.words.language == language


def test_slow_work_never_overwrites_an_edit_that_came_in_between(loaded, make):
    asked = loaded.state
    loaded.move("s1", make.at(4, 18))
    assert not loaded.update(asked, make.state(sessions=()))
    assert len(loaded.state.sessions) == 2
    assert loaded.update(loaded.state, make.state(sessions=()))
    assert loaded.state.sessions == ()
