"""One click says what an entry is."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QPushButton

from core.model.training import Kind, Treated


def open_entry(window, uid):
    window.week.open(next(b.card for b in window.week.canvas.buttons.values() if b.card.uid == uid))


def chips(window):
    named = {"chip", "chosen"}
    return {b.text(): b for b in window.side.widget().findChildren(QPushButton) if b.objectName() in named}


def kind_of(window, uid):
    return next(e.kind for e in window.bridge.state.entries if e.uid == uid)


def wait(window, qtbot):
    qtbot.waitUntil(lambda: not window.bridge.jobs.busy)


def two_nineteens(make):
    runs = [make.run(f"n{i}", "19", make.at(i, 8), 115, Kind.LONG, Treated.LONG, guessed=True) for i in (2, 6)]
    return make.state(entries=runs)


def test_one_click_teaches_all_titles_like_it(window, make, qtbot):
    window.bridge.load(two_nineteens(make))
    open_entry(window, "n6")
    assert chips(window)["long run"].objectName() == "chosen"
    chips(window)["easy"].click()
    wait(window, qtbot)
    assert {kind_of(window, "n2"), kind_of(window, "n6")} == {Kind.EASY}
    assert window.bar.status.text() == "Noted for “19”"
    assert chips(window)["easy"].objectName() == "chosen"


def test_only_this_one_can_be_taught(window, make, qtbot):
    window.bridge.load(two_nineteens(make))
    open_entry(window, "n6")
    window.side.widget().findChild(QCheckBox).setChecked(True)
    chips(window)["race"].click()
    wait(window, qtbot)
    assert (kind_of(window, "n2"), kind_of(window, "n6")) == (Kind.LONG, Kind.RACE)


def test_teaching_keeps_edits_that_come_in_between(window, make, qtbot, starts):
    open_entry(window, "r5")
    chips(window)["easy"].click()
    window.bridge.move("s1", make.at(4, 18))
    wait(window, qtbot)
    assert kind_of(window, "r5") is Kind.EASY
    assert starts()["s1"] == make.at(4, 18)


def test_a_calendar_that_only_blocks_time_is_not_asked_about(window, make):
    block = replace(make.appointment("b", "Busy", make.at(2, 9), make.at(2, 10)), confidence=1.0)
    window.bridge.load(make.state(entries=(block,)))
    open_entry(window, "b")
    assert chips(window) == {}


def test_a_click_after_the_entry_is_gone_teaches_nothing(window, make, qtbot):
    open_entry(window, "r5")

    window.bridge.load(make.state(entries=()))
    window.side.corrected.emit(Kind.EASY, "title")
    wait(window, qtbot)
    assert window.bridge.state.entries == ()
