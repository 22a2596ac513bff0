"""Decisions that only the runner can make: a session changed on both sides, and what he taught."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from core.errors import Phrase
from core.model.event import OwnEvent, OwnMark
from core.model.profile import Correction
from core.sync.decision import Clash
from core.sync.settle import Keep
from core.words import LANGUAGES, Words
from desktop.dates import Dates
from desktop.dialogs.clash import ClashDialog
from desktop.dialogs.question import QuestionDialog
from desktop.dialogs.taught import TaughtDialog, present_correction
from desktop.pending import Open

SUNDAY, THIS = Correction("19", "long", weekday=6), Correction("Jog", "easy", uid="u1")


def make_clash(make, uid="s1", fields=("start",)):
    mark = OwnMark(uid, "strength", "full", "std_gym_A", 1)
    ours = OwnEvent(uid, make.at(1, 19), make.at(1, 19, 40), "Lift A", "Front squat 3 x 6", mark)
    return Clash(uid, ours, replace(ours, start=make.at(2, 12), end=make.at(2, 12, 40), summary="Gym"), fields)


@pytest.fixture
def settled(bridge):
    """What the desk was told to keep; a doubled session comes back."""
    told = []

    def settle(state, choices):
        told.append({uid: keep for uid, (_clash, keep) in choices.items()})
        extra = [replace(s, uid=f"{s.uid}-2") for s in state.sessions if choices.get(s.uid, (0, 0))[1] is Keep.BOTH]
        return replace(state, sessions=(*state.sessions, *extra))

    bridge.desk = replace(bridge.desk, settle=settle)
    return told


def ask(window, *clashes):
    window.errands.pend(Open(clashes), frozenset())
    return window.errands.dialog


def texts_of(dialog):
    return [(box.title.text(), box.when.text(), box.when.font().bold()) for box in dialog._sides.values()]


def test_both_sides_are_shown_with_what_differs_in_bold(window, make, settled):
    dialog = ask(window, make_clash(make))
    assert texts_of(dialog) == [
        ("Lift A", "Tuesday 24 November, 19:00 – 19:40", True),
        ("Gym", "Wednesday 25 November, 12:00 – 12:40", True),
    ]
    assert window.bar.questions.text() == "1 question"


@pytest.mark.parametrize("keep", list(Keep))
def test_a_choice_is_kept_and_the_calendars_are_asked_to_follow(window, bridge, make, settled, qtbot, keep):
    dialog = ask(window, make_clash(make))
    with qtbot.waitSignal(bridge.settled):
        dialog.buttons[keep].click()
    assert settled == [{"s1": keep}]
    assert len(bridge.state.sessions) == (3 if keep is Keep.BOTH else 2)
    assert bridge.can_undo is (keep is Keep.BOTH)


def test_one_decision_comes_after_the_other(window, bridge, make, settled, qtbot):
    dialog = ask(window, make_clash(make), make_clash(make, "s2", ("summary",)))
    dialog.buttons[Keep.MINE].click()
    assert not dialog.buttons[Keep.BOTH].isVisibleTo(dialog)
    with qtbot.waitSignal(bridge.settled):
        dialog.buttons[Keep.THEIRS].click()
    assert settled == [{"s1": Keep.MINE, "s2": Keep.THEIRS}]


def later_button(dialog):
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == "Not now")


def test_not_now_keeps_what_was_chosen_so_far(window, bridge, make, settled, qtbot):
    dialog = ask(window, make_clash(make), make_clash(make, "s2"))
    dialog.buttons[Keep.MINE].click()
    with qtbot.waitSignal(bridge.settled):
        later_button(dialog).click()
    assert settled == [{"s1": Keep.MINE}]


def test_not_now_alone_settles_nothing(window, make, settled):
    later_button(ask(window, make_clash(make))).click()
    assert (window.errands.dialog, settled) == (None, [])


def test_an_open_dialog_is_not_taken_away(window, make, settled):
    window.errands.show_keys()
    keys = window.errands.dialog
    assert ask(window, make_clash(make)) is keys


@pytest.fixture
def put(window):
    """The marks of what was put to the runner."""
    put = set()
    window.errands.asked.connect(put.update)
    return put


def test_a_question_is_put_once_and_stays_in_bar_and_menu(window, make, settled, put):
    now = Open((make_clash(make),))
    window.errands.pend(now, frozenset())
    later_button(window.errands.dialog).click()
    assert put == now.marks
    window.errands.pend(now, frozenset(put))
    assert window.errands.dialog is None
    assert window.bar.questions.isVisibleTo(window.bar)
    window.bar.questions.click()
    assert isinstance(window.errands.dialog, ClashDialog)


def test_what_came_while_another_dialog_was_open_is_put_later(window, make, settled, put):
    window.errands.show_keys()
    window.errands.pend(Open((make_clash(make),)), frozenset())
    assert put == set()


def test_another_edit_of_the_same_session_is_another_question(make):
    clash = make_clash(make)
    later = replace(clash, theirs=replace(clash.theirs, start=make.at(3, 12)))
    other_text = replace(clash, ours=replace(clash.ours, description="Other reasons"))
    assert Open((clash,)).marks != Open((later,)).marks
    assert Open((clash,)).marks == Open((other_text,)).marks


def test_a_mark_tells_no_title(make):
    assert all(len(mark) == 16 for mark in Open((make_clash(make, fields=("summary",)),)).marks)


def test_a_question_about_many_events_comes_first(window, make, settled):
    question = Phrase("sync.question.gone", (("count", 5), ("known", 9)))
    window.errands.pend(Open((make_clash(make),), question), frozenset())
    assert isinstance(window.errands.dialog, QuestionDialog)
    assert window.bar.questions.text() == "2 questions"


def test_answered_questions_leave_the_bar_and_the_menu_says_so(window, make, settled):
    window.errands.pend(Open((make_clash(make),)), Open((make_clash(make),)).marks)
    window.errands.pend(Open(), frozenset())
    assert not window.bar.questions.isVisibleTo(window.bar)
    window.actions_by_id["questions_menu"].trigger()
    assert window.bar.status.text() == "No question is open"


@pytest.fixture
def taught(window, bridge, make):
    """The window with two corrections, and a desk that forgets them."""

    def forget(state, correction):
        left = tuple(known for known in state.profile.corrections if known != correction)
        return replace(state, profile=replace(state.profile, corrections=left))

    bridge.desk = replace(bridge.desk, forget=forget)
    state = make.state()
    bridge.load(replace(state, profile=replace(state.profile, corrections=(SUNDAY, THIS, SUNDAY))))
    window.actions_by_id["taught_menu"].trigger()
    return window.errands.dialog


def test_every_correction_is_listed_once(taught):
    assert isinstance(taught, TaughtDialog)
    rows = [[taught.table.item(row, column).text() for column in range(3)] for row in range(taught.table.rowCount())]
    assert rows == [["19", "long run", "titles like it on Sunday"], ["Jog", "easy", "only this entry"]]


def test_what_is_removed_is_gone_at_once(taught, window, bridge, qtbot):
    for left in (1, 0):
        with qtbot.waitSignal(bridge.noted):
            taught.remove.click()
        assert len(bridge.state.profile.corrections) == taught.table.rowCount() == left
    assert not taught.remove.isEnabled()
    assert "Nothing yet" in taught.text.text()


def test_a_removal_leaves_edits_that_came_in_between(taught, bridge, make, qtbot):
    with qtbot.waitSignal(bridge.noted):
        taught.remove.click()
        bridge.move("s1", make.at(4, 18))
    assert bridge.state.sessions[-1].start == make.at(4, 18)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correction_is_said_in_every_language(language):
    said = [present_correction(c, Dates(Words(language))) for c in (SUNDAY, THIS, Correction("", "race"))]
    assert len({line[2] for line in said}) == 3
    assert said[2][0]


def test_a_dialog_without_a_clash_of_times_offers_no_second_session(qtbot, make):
    dialog = ClashDialog(Words("en"), [make_clash(make, fields=("summary",))])
    qtbot.addWidget(dialog)
    assert dialog.buttons[Keep.BOTH].isHidden()
    assert dialog._sides[Keep.MINE].title.font().bold()
