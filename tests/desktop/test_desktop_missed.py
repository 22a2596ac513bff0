"""A session that was missed, noted in the window by menu, key and mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from core.words import LANGUAGES
from desktop.week.present import Role


@pytest.fixture
def past(window, make, qtbot):
    """The window on Monday 10:24 with a session of that morning, and one on Thursday."""
    sessions = (make.session("s1", make.at(0, 8), done=True), make.session("s2", make.at(3, 17), "B"))
    window.bridge.load(replace(make.state(sessions=sessions), not_before=make.at(0, 10, 24)))
    wait(window, qtbot)
    return window


def wait(window, qtbot):
    qtbot.waitUntil(lambda: not window.bridge.jobs.busy)


def role(window, uid):
    return window.week.canvas.buttons[f"session/{uid}"].card.role


def open_menu(window, uid):
    canvas = window.week.canvas
    where = canvas.buttons[f"session/{uid}"].geometry().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, canvas.mapToGlobal(where))
    QApplication.sendEvent(canvas, event)
    return {action.text(): action for action in window.deeds.menu.actions()}


def test_a_key_notes_it_and_the_planner_is_asked(past, qtbot):
    past.open_session("s1")
    with qtbot.waitSignal(past.bridge.proposed):
        past.actions_by_id["missed_menu"].trigger()
    assert [session.uid for session in past.bridge.state.missed] == ["s1"]
    assert role(past, "s1") is Role.MISSED
    assert past.actions_by_id["missed_menu"].shortcut().toString() == "Ctrl+M"


def test_undo_brings_it_back(past, qtbot):
    past.open_session("s1")
    past.deeds.miss()
    wait(past, qtbot)
    past.errands.dialog.reject()
    past.actions_by_id["undo"].trigger()
    assert past.bridge.state.missed == ()
    assert role(past, "s1") is Role.STRENGTH
    past.actions_by_id["redo"].trigger()
    assert role(past, "s1") is Role.MISSED


def test_what_is_still_to_come_is_not_missed(past):
    past.open_session("s2")
    past.deeds.miss()
    assert past.bridge.state.missed == ()
    assert past.bar.status.text() == "This session is still to come: skip it instead."


def test_the_menu_of_a_card_offers_what_can_be_done_with_it(past):
    assert list(open_menu(past, "s1")) == ["Open", "I missed it"]
    past.deeds.menu.close()
    assert list(open_menu(past, "s2")) == ["Open", "Pin or unpin session", "Skip session"]
    past.deeds.menu.close()


def test_the_menu_notes_it_and_takes_it_back(past, qtbot):
    open_menu(past, "s1")["I missed it"].trigger()
    wait(past, qtbot)
    past.errands.dialog.reject()
    open_menu(past, "s1")["I did it after all"].trigger()
    assert [session.uid for session in past.bridge.state.sessions] == ["s1", "s2"]
    assert past.bridge.state.missed == ()


def test_there_is_no_menu_beside_all_cards(past):
    canvas = past.week.canvas
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, canvas.rect().bottomLeft(), canvas.rect().bottomLeft())
    QApplication.sendEvent(canvas, event)
    assert past.deeds.menu is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_says_that_it_was_missed_and_offers_the_way_back(past, qtbot, language):
    past.bridge.speak(language)
    past.bridge.miss("s1")
    past.open_session("s1")
    words = past.bridge.words
    (note,) = [label for label in past.side.findChildren(QLabel) if label.text() == words.say("window.missed_note")]
    (back,) = [b for b in past.side.findChildren(QPushButton) if b.text() == words.say("window.missed_undo")]
    assert back.parent() is note.parent()
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert past.bridge.state.missed == ()


def test_a_missed_card_is_read_as_missed_and_does_not_move(past, mouse):
    past.bridge.miss("s1")
    button = past.week.canvas.buttons["session/s1"]
    assert button.accessibleDescription().endswith("missed")
    assert not button.card.movable


def test_a_proposal_offers_it_again_in_its_week(past, make, qtbot):
    past.open_session("s1")
    with qtbot.waitSignal(past.bridge.proposed) as found:
        past.deeds.miss()
    fresh = [line.after for line in found.args[0].proposal.diff if line.kind == "new"]
    assert any(make.at(0, 10) < session.start < make.at(7, 0) for session in fresh)


def test_the_menu_key_opens_the_menu_of_the_card_with_the_keyboard(past):
    button = past.week.canvas.buttons["session/s1"]
    button.setFocus()
    where = button.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, button.mapToGlobal(where))
    QApplication.sendEvent(button, event)
    assert event.type() is QEvent.Type.ContextMenu
    assert past.deeds.menu is not None
    past.deeds.menu.close()
