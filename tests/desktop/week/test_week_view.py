"""The week under the hand: what the mouse and the keyboard do."""

import gc
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from core.model.plan import Verdict
from core.model.training import Kind

ALT = Qt.KeyboardModifier.AltModifier
LONGER = ALT | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def week(window):
    return window.week


@pytest.fixture
def spoken(monkeypatch):
    said = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    return said


def press_key(week, uid, key, modifier=Qt.KeyboardModifier.NoModifier):
    button = week.canvas.buttons[f"session/{uid}"]
    button.setFocus()
    QTest.keyClick(button, key, modifier)


def test_every_card_is_a_button_with_a_name_and_a_description(week):
    for button in week.buttons():
        face = QAccessible.queryAccessibleInterface(button)
        assert face.role() == QAccessible.Role.Button
        assert face.text(QAccessible.Text.Name)
        assert face.text(QAccessible.Text.Description)


def test_every_slot_is_painted_as_soon_as_the_mouse_moves(mouse, make, week):
    mouse.press(mouse.over("s1"))
    assert week.canvas.patches == ()
    mouse.move(mouse.point(make.at(5, 18)))
    assert {patch.verdict for patch in week.canvas.patches} >= {Verdict.GOOD, Verdict.FORBIDDEN}
    assert sum(patch.end - patch.start for patch in week.canvas.patches) == 7 * 24 * 60
    mouse.release()
    assert week.canvas.patches == ()


def test_the_ghost_says_its_time_and_the_bubble_says_why(mouse, make, week):
    mouse.press(mouse.over("s1"))
    mouse.move(mouse.point(make.at(5, 17, 15)) + QPoint(0, 6))
    assert week.canvas.ghost_label == "Sat 17:15"
    assert week.canvas.ghost_verdict is Verdict.FORBIDDEN
    assert week.guide.bubble.isVisible()
    assert "Not here." in week.guide.bubble.text
    mouse.release()
    assert not week.guide.bubble.isVisible()


def test_a_forbidden_drop_is_allowed_pinned_and_marked(mouse, make, week, starts, bridge):
    mouse.drag("s1", make.at(5, 18))
    assert starts()["s1"] == make.at(5, 18)
    card = week.canvas.buttons["session/s1"].card
    assert card.pinned
    assert card.warning


def test_a_run_is_not_moved_and_the_reason_is_shown(mouse, make, week, bridge, spoken):
    run = next(b for b in week.canvas.buttons.values() if b.card.uid == "r1")
    mouse.press(run.geometry().center())
    mouse.move(mouse.point(make.at(4, 9)))
    assert "Your runs are never moved." in week.guide.bubble.text
    mouse.release()
    assert not bridge.can_undo
    assert spoken == ["Your runs are never moved. Change them in your own calendar; the lifts can follow."]


def test_an_appointment_is_not_moved_either(mouse, make, week):
    dentist = next(b for b in week.canvas.buttons.values() if b.card.uid == "a1")
    mouse.press(dentist.geometry().center())
    mouse.move(mouse.point(make.at(2, 9)))
    assert "Your appointments are never moved." in week.guide.bubble.text


def test_a_session_that_is_over_stays_and_the_way_to_note_a_miss_is_told(week, make, bridge, spoken):
    bridge.load(make.state(sessions=(make.session("s1", make.at(0, 8), done=True),)))
    press_key(week, "s1", Qt.Key.Key_Down, ALT)
    assert spoken == ["This session is over: it stays where it was. If you missed it, Ctrl+M notes that."]
    assert not bridge.can_undo
    bridge.miss("s1")
    press_key(week, "s1", Qt.Key.Key_Down, ALT)
    assert spoken[-1] == "You missed this session. It counts nowhere, and no other week makes up for it."


@pytest.mark.parametrize(
    ("kind", "said"), [(Kind.STRENGTH, "Another plan’s sessions"), (Kind.CROSS, "Your appointments")]
)
def test_what_is_no_run_is_not_called_one(week, make, bridge, spoken, kind, said):
    bridge.load(make.state(entries=(make.run("c1", "Body pump", make.at(1, 7), 55, kind, None),)))
    (button,) = (each for each in week.canvas.buttons.values() if each.card.uid == "c1")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Down, ALT)
    assert spoken == [f"{said} are never moved. Change them in your own calendar; the lifts can follow."]


def test_the_lower_edge_changes_the_length(mouse, week, bridge):
    low = week.canvas.buttons["session/s1"].geometry()
    mouse.press(QPoint(low.center().x(), low.bottom() - 2))
    mouse.move(QPoint(low.center().x(), low.bottom() + 14))
    assert week.canvas.ghost_label.endswith("minutes")
    mouse.release()
    assert bridge.state.sessions[0].span.minutes == 60


def test_the_cursor_tells_what_the_mouse_can_do(mouse, week):
    box = week.canvas.buttons["session/s1"].geometry()
    for point, shape in (
        (box.center(), Qt.CursorShape.PointingHandCursor),
        (QPoint(box.center().x(), box.bottom() - 2), Qt.CursorShape.SizeVerCursor),
        (QPoint(5, box.y()), Qt.CursorShape.ArrowCursor),
    ):
        QTest.mouseMove(week.canvas, point)
        assert week.canvas.cursor().shape() is shape


def test_the_other_mouse_buttons_do_nothing(mouse, week, bridge):
    QTest.mouseClick(week.canvas, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, mouse.over("s1"))
    assert week.chosen is None


def test_a_click_beside_all_cards_chooses_none(mouse, make, week):
    mouse.press(mouse.over("s1"))
    mouse.release()
    QTest.mouseClick(
        week.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, mouse.point(make.at(0, 12))
    )
    assert week.chosen is None


def test_a_click_in_the_all_day_lane_opens(week):
    bar = next(b for b in week.head.buttons.values() if b.card.uid == "a2")
    QTest.mouseClick(week.head, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, bar.geometry().center())
    assert week.chosen == bar.card.key
    assert bar.chosen


def test_arrows_walk_through_everything_in_order_of_time(week):
    week.walk(1)
    seen = [week.focused().card]
    for _ in week.buttons()[1:]:
        QTest.keyClick(week.focused(), Qt.Key.Key_Right)
        seen.append(week.focused().card)
    assert [card.key for card in seen] == [b.card.key for b in week.buttons()]
    assert [card.start for card in seen] == sorted(card.start for card in seen)


def test_arrows_stop_at_both_ends(week):
    for _ in range(30):
        week.walk(1)
    assert week.focused() is week.buttons()[-1]
    press_key(week, "s1", Qt.Key.Key_Left)
    for _ in range(30):
        week.walk(-1)
    assert week.focused() is week.buttons()[0]


def test_enter_opens(week):
    press_key(week, "s1", Qt.Key.Key_Return)
    assert week.chosen == "session/s1"


def test_space_opens(week):
    press_key(week, "s2", Qt.Key.Key_Space)
    assert week.chosen == "session/s2"


@pytest.mark.parametrize(
    ("key", "days", "minutes"),
    [(Qt.Key.Key_Up, 0, -15), (Qt.Key.Key_Down, 0, 15), (Qt.Key.Key_Left, -1, 0), (Qt.Key.Key_Right, 1, 0)],
)
def test_alt_and_arrows_move_by_a_quarter_hour_or_a_day(week, starts, make, key, days, minutes):
    press_key(week, "s1", key, ALT)
    assert starts()["s1"] == make.at(1, 17) + timedelta(days=days, minutes=minutes)
    assert week.focused().card.uid == "s1"


def test_a_move_by_keys_into_another_week_turns_the_view(week, make):
    for _ in range(6):
        press_key(week, "s1", Qt.Key.Key_Right, ALT)
    assert week.first == make.MONDAY + timedelta(weeks=1)
    assert week.focused().card.uid == "s1"


def test_alt_shift_and_arrows_change_the_length(week, bridge):
    press_key(week, "s1", Qt.Key.Key_Down, LONGER)
    assert bridge.state.sessions[0].span.minutes == 45
    press_key(week, "s1", Qt.Key.Key_Up, LONGER)
    press_key(week, "s1", Qt.Key.Key_Left, LONGER)
    assert bridge.state.sessions[0].span.minutes == 40


def test_a_run_is_not_moved_by_keys(week, bridge, spoken):
    run = next(b for b in week.canvas.buttons.values() if b.card.uid == "r1")
    run.setFocus()
    QTest.keyClick(run, Qt.Key.Key_Down, ALT)
    assert not bridge.can_undo
    assert spoken[0].startswith("Your runs are never moved.")


def test_every_move_is_announced_with_its_verdict(week, spoken):
    press_key(week, "s1", Qt.Key.Key_Down, ALT)
    assert spoken[-1].startswith("Tuesday 17:15 – 17:55. Good here (")


def test_keys_that_mean_nothing_do_nothing(week, bridge):
    press_key(week, "s1", Qt.Key.Key_X)
    assert not bridge.can_undo


def test_nothing_moves_where_nothing_has_the_keyboard(week, bridge):
    week.nudge(1, 0)
    week.stretch(5)
    assert not bridge.can_undo


def test_the_mouse_at_the_side_turns_the_week_after_a_while(mouse, make, week, qtbot):
    mouse.press(mouse.over("s1"))
    edge = QPoint(round(week.canvas.grid.width) - 3, mouse.here.y())
    mouse.move(edge)
    week.canvas.mouse = QPointF(week.canvas.mapToGlobal(edge))
    qtbot.waitUntil(lambda: week.first == make.MONDAY + timedelta(weeks=1))
    mouse.release()


def test_the_left_side_turns_back(week):
    assert [week.guide.side_of(x) for x in (5, 300, week.canvas.grid.width - 2)] == [-1, 0, 1]


def test_the_mouse_near_the_lower_edge_scrolls(mouse, make, week, qtbot):
    bar = week.area.verticalScrollBar()
    before = bar.value()
    mouse.press(mouse.over("s1"))
    mouse.move(mouse.point(make.at(2, 17)))
    low = week.area.viewport().mapToGlobal(QPoint(200, week.area.viewport().height() - 5))
    week.canvas.mouse = QPointF(low)
    qtbot.waitUntil(lambda: bar.value() > before)
    week.canvas.mouse = QPointF(week.area.viewport().mapToGlobal(QPoint(200, 5)))
    qtbot.waitUntil(lambda: bar.value() < before)
    mouse.release()


def test_buttons_of_events_that_stay_are_kept(week, bridge, make):
    before = week.canvas.buttons["session/s2"]
    bridge.move("s1", make.at(2, 18))
    assert week.canvas.buttons["session/s2"] is before


def test_what_is_gone_leaves_no_button(week, bridge):
    bridge.skip("s1")
    assert "session/s1" not in week.canvas.buttons


def test_two_weeks_stand_side_by_side(week, make):
    week.set_days(14)
    assert len(week.canvas.rows.days) == 14


def test_a_week_without_anything_has_nothing_to_walk(week, make):
    week.show_week(make.MONDAY - timedelta(weeks=9))
    week.walk(1)
    assert week.focused() is None


def test_a_tooltip_says_what_a_small_card_cannot(week):
    button = week.canvas.buttons["session/s1"]
    where = button.geometry().center()
    QApplication.sendEvent(week.canvas, QHelpEvent(QEvent.Type.ToolTip, where, week.canvas.mapToGlobal(where)))
    assert QToolTip.text() == f"Lift A\n{button.card.description}"
    QToolTip.hideText()


def test_a_session_that_vanishes_under_the_mouse_is_let_go(mouse, make, week, bridge):
    mouse.press(mouse.over("s1"))
    mouse.move(mouse.point(make.at(4, 19)))
    bridge.load(make.state(sessions=()))
    assert week.canvas.drag is None
    mouse.release()
    assert bridge.state.sessions == ()


def test_the_garbage_collector_rests_while_the_mouse_is_down(mouse, make):
    mouse.press(mouse.over("s1"))
    mouse.move(mouse.point(make.at(4, 18)))
    assert not gc.isenabled()
    mouse.release()
    assert gc.isenabled()


def test_a_drag_goes_on_while_calendars_are_read(mouse, make, week, bridge, starts):
    mouse.press(mouse.over("s1"))
    mouse.move(mouse.point(make.at(4, 18)))
    bridge.load(make.state(entries=()))
    mouse.move(mouse.point(make.at(4, 19)))
    mouse.release()
    assert starts()["s1"] == make.at(4, 19)


def test_more_all_day_entries_than_rows_are_counted(week, bridge, make):
    bars = [make.appointment(f"b{i}", f"Bar {i}", make.at(0, 0), make.at(7, 0), all_day=True) for i in range(9)]
    bridge.load(make.state(entries=bars))
    assert len(week.head.buttons) == 4
    assert week.head.height() < 150
    assert not week.head.grab().isNull()


@pytest.mark.parametrize(("turn", "zoom"), [(120, 1), (-120, 0)])
def test_ctrl_and_the_wheel_zoom(week, turn, zoom):
    where = QPointF(200, 200)
    held, none = Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(where, where, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, held, none, False)
    QApplication.sendEvent(week.area.viewport(), wheel)
    assert week.frame.zoom == zoom


def test_the_wheel_alone_scrolls(week):
    before, where = week.area.verticalScrollBar().value(), QPointF(200, 200)
    free, none = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(where, where, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, free, none, False)
    QApplication.sendEvent(week.area.viewport(), wheel)
    assert week.area.verticalScrollBar().value() > before
    assert week.frame.zoom == 0


def test_a_move_by_keys_shows_its_reason_for_a_while(week):
    press_key(week, "s1", Qt.Key.Key_Down, ALT)
    assert week.guide.bubble.isVisible()
    assert "Good here" in week.guide.bubble.text


def test_undo_and_redo_are_announced(window, week, spoken):
    press_key(week, "s1", Qt.Key.Key_Down, ALT)
    window.bar.undo_button.click()
    window.bar.redo_button.click()
    assert spoken[-2:] == ["Undone", "Redone"]
