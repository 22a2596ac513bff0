"""What people complain about in other calendars does not happen here."""

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest


def test_a_move_never_changes_the_length(mouse, make, bridge):
    mouse.drag("s1", make.at(2, 18, 30))
    moved = bridge.state.sessions[0]
    assert moved.start == make.at(2, 18, 30)
    assert moved.span.minutes == 40


def test_a_drop_lands_at_its_time_after_scrolling(mouse, make, starts, window):
    window.week.area.verticalScrollBar().setValue(600)
    mouse.drag("s1", make.at(4, 19, 15))
    assert starts()["s1"] == make.at(4, 19, 15)


def test_a_drop_lands_at_its_time_in_every_zoom(mouse, make, starts, window, qtbot):
    for zoom, minute in ((1, 15), (2, 30), (0, 45)):
        window.week.set_zoom(zoom)
        mouse.drag("s1", make.at(2, 18, minute))
        assert starts()["s1"] == make.at(2, 18, minute)


def test_a_late_drop_keeps_its_length_over_midnight(mouse, make, bridge):
    mouse.drag("s1", make.at(2, 23, 45))
    moved = bridge.state.sessions[0]
    assert (moved.start, moved.end) == (make.at(2, 23, 45), make.at(3, 0, 25))


def test_what_goes_on_after_midnight_is_shown_on_both_days(mouse, make, window):
    mouse.drag("s1", make.at(2, 23, 45))
    parts = [b for b in window.week.canvas.buttons.values() if b.card.uid == "s1"]
    assert len(parts) == 2
    assert sorted(part.lead for part in parts) == [False, True]


def test_the_first_drag_moves(mouse, make, starts):
    mouse.drag("s2", make.at(4, 18))
    assert starts()["s2"] == make.at(4, 18)


def test_a_drag_never_pans_the_view(mouse, make, window):
    before = window.week.area.verticalScrollBar().value()
    mouse.press(mouse.over("s1"))
    mouse.move(mouse.point(make.at(2, 18)))
    assert window.week.area.verticalScrollBar().value() == before
    mouse.release()


def test_an_all_day_run_stays_in_its_lane_and_shows_its_assumed_time(window):
    head = [b.card for b in window.week.head.buttons.values() if b.card.uid == "r6"]
    timed = [b.card for b in window.week.canvas.buttons.values() if b.card.uid == "r6"]
    assert len(head) == len(timed) == 1
    assert timed[0].assumed
    assert not head[0].assumed


def test_a_session_can_be_dropped_on_its_own_old_place(mouse, make, starts, bridge):
    mouse.press(mouse.over("s1"))
    mouse.move(mouse.point(make.at(4, 19)))
    mouse.move(mouse.over("s1"))
    QTest.mouseMove(mouse.canvas, mouse.point(make.at(1, 17)))
    mouse.here = mouse.over("s1")
    mouse.release()
    assert starts()["s1"] == make.at(1, 17)
    assert not bridge.can_undo


def test_a_drag_goes_on_in_another_week(mouse, make, starts, window, qtbot):
    mouse.press(mouse.over("s1"))
    mouse.move(mouse.point(make.at(6, 18)))
    window.week.guide.turned.emit(1)
    mouse.move(mouse.point(make.at(9, 18)))
    mouse.release()
    assert window.week.first == make.MONDAY + timedelta(weeks=1)
    assert starts()["s1"].date() == make.at(9, 18).date()


def test_after_a_drag_into_another_week_a_new_window_starts(mouse, make, window, qtbot):
    mouse.press(mouse.over("s1"))
    mouse.move(mouse.point(make.at(6, 18)))
    window.week.guide.turned.emit(1)
    mouse.release()
    window.set_theme("dark")
    assert window.week.first == make.MONDAY + timedelta(weeks=1)


def test_a_click_without_movement_opens_and_moves_nothing(mouse, bridge, window):
    mouse.press(mouse.over("s1"))
    mouse.release()
    assert not bridge.can_undo
    assert window.week.chosen == "session/s1"


def test_trembling_under_a_click_is_no_move(mouse, bridge):
    mouse.press(mouse.over("s1"))
    mouse.move(mouse.here + QPoint(2, 3))
    mouse.release()
    assert not bridge.can_undo


def test_what_the_view_shows_is_what_the_calendar_gets(mouse, make, bridge, publisher, qtbot):
    mouse.drag("s1", make.at(2, 18, 30))
    bridge.publish()
    qtbot.waitUntil(lambda: not bridge.jobs.busy)
    shown = mouse.canvas.buttons["session/s1"].card.start
    assert publisher.written["s1"] == shown == make.at(2, 18, 30)


def test_escape_lets_go(mouse, make, starts, bridge):
    mouse.press(mouse.over("s1"))
    mouse.move(mouse.point(make.at(4, 19)))
    QTest.keyClick(mouse.canvas.focusWidget() or mouse.canvas, Qt.Key.Key_Escape)
    mouse.release()
    assert starts()["s1"] == make.at(1, 17)
    assert not bridge.can_undo
    assert mouse.canvas.patches == ()
