"""A proposal says why: what happened to a run, what was missed, what speaks for a new place."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt

from core import planner
from core.model.training import Kind, Treated
from core.words import LANGUAGES
from desktop.dialogs.frame import CELL_PADDING


@pytest.fixture
def open_proposal(window, qtbot):
    """Asks the planner; of each row of the dialog what happens, when it was, and why."""

    def ask(state):
        window.bridge.load(state)
        qtbot.waitUntil(lambda: not window.bridge.jobs.busy)
        with qtbot.waitSignal(window.bridge.proposed):
            window.errands.plan()
        table = window.errands.dialog.table
        return [tuple(table.item(row, column).text() for column in (0, 2, 4)) for row in range(table.rowCount())]

    return ask


@pytest.fixture
def earlier(make, window):
    """The week of the window, its long run a day earlier and its second lift on the evening before it."""
    runs = [entry for entry in window.bridge.state.entries if entry.uid != "r5"]
    long = make.run("r5", "19", make.at(5, 8), 115, Kind.LONG, Treated.LONG)
    sessions = (make.session("s1", make.at(1, 17)), make.session("s2", make.at(4, 18), "B"))
    return make.state(weeks=1, entries=(*runs, long), sessions=sessions)


FRIDAY = "Fri 27 November, 18:00 \N{EN DASH} 18:40"
RUN_MOVED = "19 moved from Sunday to Saturday."


def why_friday(rows):
    (said,) = (why for kind, before, why in rows if (kind, before) == ("Moved", FRIDAY))
    return said


def test_a_lift_that_moves_names_the_run_that_moved(earlier, open_proposal):
    said = why_friday(open_proposal(earlier))
    assert said.startswith(f"{RUN_MOVED} On Friday: Tomorrow is your long run")


def test_every_word_of_a_reason_is_shown(window, earlier, open_proposal):
    open_proposal(earlier)
    table = window.errands.dialog.table
    assert table.rowCount() > 0
    for row in range(table.rowCount()):
        room = QRect(0, 0, table.columnWidth(4) - CELL_PADDING, 1000)
        words = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, table.item(row, 4).text())
        assert table.rowHeight(row) >= words.height()


def test_what_was_agreed_to_is_no_news(window, earlier, open_proposal):
    assert RUN_MOVED in why_friday(open_proposal(earlier))
    window.errands.dialog.accept()
    said = why_friday(open_proposal(earlier))
    assert said.startswith("On Friday: Tomorrow is your long run")


def test_a_new_session_says_what_speaks_for_its_place(make, open_proposal):
    rows = open_proposal(make.state(weeks=1, sessions=()))
    assert [kind for kind, _before, _why in rows] == ["New", "New"]
    assert all(why for _kind, _before, why in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_offered_again_says_what_was_missed(window, make, open_proposal, language):
    window.bridge.speak(language)
    words = window.bridge.words
    sessions = (make.session("s1", make.at(0, 8), done=True), make.session("s2", make.at(3, 17), "B"))
    state = replace(make.state(weeks=1, sessions=sessions), not_before=make.at(0, 10, 24))
    ((_kind, _before, why),) = open_proposal(planner.miss(state, "s1"))
    assert why.startswith(words.say("rules.diff.again", day=make.at(0, 8).date().isoformat()))
