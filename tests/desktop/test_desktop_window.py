"""The window as a whole."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QTableWidget

from core.errors import Phrase
from core.model.plan import Plan, Repair, WeekPlan
from core.planner import DiffKind, DiffLine, Proposal
from core.words import LANGUAGES
from desktop.bridge import Offer
from desktop.dialogs.help import AboutDialog, KeysDialog
from desktop.dialogs.preview import PreviewDialog
from desktop.dialogs.problems import ProblemsDialog
from desktop.dialogs.proposal import ProposalDialog
from desktop.dialogs.question import QuestionDialog
from desktop.main_window import MainWindow, grab
from desktop.theme import THEMES


def texts(widget):
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def wait(window, qtbot):
    qtbot.waitUntil(lambda: not window.bridge.jobs.busy)


def trigger(window, name):
    window.actions_by_id[name].trigger()


def test_the_shell_is_shown_before_any_calendar_is_read(qtbot, bridge):
    window = MainWindow(bridge, "light")
    qtbot.addWidget(window)
    window.show()
    assert window.bar.title.text() == "23 – 29 November"
    assert not window.bar.plan_button.isEnabled()
    assert "Reading your calendar…" in texts(window.side)


def test_nothing_is_asked_of_an_empty_window(qtbot, bridge):
    window = MainWindow(bridge, "light")
    qtbot.addWidget(window)
    for name in ("plan_week", "write", "export", "undo", "redo", "pin_menu", "skip_menu"):
        trigger(window, name)
    window.errands.show_problems()
    assert window.errands.dialog is None


def test_the_bar_says_the_week_and_the_wave(window):
    assert window.bar.wave.text() == "Wave week 1 of 4 · base"
    assert window.bar.write_button.text() == "Write 2 changes…"


@pytest.mark.parametrize(("name", "weeks"), [("next_week", 1), ("previous_week", -1)])
def test_the_week_turns_and_comes_back(window, make, name, weeks):
    trigger(window, name)
    assert window.week.first == make.MONDAY + timedelta(weeks=weeks)
    trigger(window, "today")
    assert window.week.first == make.MONDAY


def test_the_bars_buttons_turn_too(window, make):
    window.bar.next.click()
    window.bar.next.click()
    window.bar.previous.click()
    assert window.bar.title.text() == "30 November – 6 December"
    window.bar.today.click()
    assert window.week.first == make.MONDAY


def test_an_opened_session_tells_why_here_and_what_is_in_it(window, qtbot):
    window.open_session("s1")
    wait(window, qtbot)
    said = texts(window.side)
    for part in ("Lift A · Tuesday 17:00 – 17:40", "WHY HERE", "Front squat", "3 × 6", "60 kg", "RIR 2", "39.6 MIN"):
        assert part in said


def test_another_slot_is_one_click_away(window, qtbot, starts, make):
    window.bridge.load(make.state(sessions=(make.session("s1", make.at(1, 17)),)))
    window.open_session("s1")
    wait(window, qtbot)
    chips = [b for b in window.side.findChildren(QPushButton) if " · " in b.text()]
    assert chips
    chips[0].click()
    assert starts()["s1"] != make.at(1, 17)
    assert window.bridge.can_undo


def test_a_session_is_let_go_and_skipped_from_the_panel(window, qtbot):
    window.open_session("s1")
    next(b for b in window.side.findChildren(QPushButton) if b.text() == "Pin here").click()
    assert window.bridge.state.sessions[0].pinned
    next(b for b in window.side.findChildren(QPushButton) if b.text() == "Skip this one").click()
    assert [s.uid for s in window.bridge.state.sessions] == ["s2"]


def test_the_menu_pins_and_skips_the_chosen_session(window):
    window.open_session("s2")
    trigger(window, "pin_menu")
    assert window.bridge.state.sessions[1].pinned
    trigger(window, "skip_menu")
    assert [s.uid for s in window.bridge.state.sessions] == ["s1"]


def test_an_opened_run_tells_what_it_is_taken_for(window, qtbot):
    run = next(b for b in window.week.canvas.buttons.values() if b.card.uid == "r5")
    window.week.open(run.card)
    qtbot.waitUntil(lambda: "Taken for: long run ?" in texts(window.side))


def test_undo_and_redo_have_their_keys(window, mouse, make, starts):
    mouse.drag("s1", make.at(2, 18))
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert starts()["s1"] == make.at(1, 17)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert starts()["s1"] == make.at(2, 18)


def test_every_write_is_shown_before_it_is_done(window, qtbot, publisher):
    trigger(window, "write")
    wait(window, qtbot)
    dialog = window.errands.dialog
    assert isinstance(dialog, PreviewDialog)
    row = [dialog.table.item(0, column).text() for column in range(4)]
    assert row == ["New", "Lift", "Tue 24 November, 17:00 – 17:40", "39.6 min"]
    assert publisher.written == {}
    dialog.accept()
    wait(window, qtbot)
    assert set(publisher.written) == {"s1", "s2"}
    assert window.bar.write_button.text() == "Nothing to write"


def test_a_refused_preview_writes_nothing(window, qtbot, publisher):
    window.bar.write_button.click()
    wait(window, qtbot)
    window.errands.dialog.reject()
    wait(window, qtbot)
    assert publisher.written == {}
    assert window.errands.dialog is None


def test_where_nothing_is_to_write_it_says_so(window, qtbot, publisher):
    publisher.written = {s.uid: s.start for s in window.bridge.state.sessions}
    trigger(window, "write")
    wait(window, qtbot)
    assert window.errands.dialog is None
    assert "the calendar agrees" in window.bar.status.text()


def test_a_write_that_looks_like_a_fault_asks_first(window, qtbot, publisher):
    publisher.asks = True
    window.bridge.publish()
    wait(window, qtbot)
    dialog = window.errands.dialog
    assert isinstance(dialog, QuestionDialog)
    assert "2 events of ours are missing" in dialog.text.text()
    assert publisher.written == {}
    dialog.accept()
    wait(window, qtbot)
    assert set(publisher.written) == {"s1", "s2"}


def test_a_running_write_can_be_stopped(window):
    window.bridge.publish()
    window.bridge.progressed.emit(1, 8)
    assert window.bar.status.text() == "Writing 1 of 8…"
    assert window.bar.stop_button.isVisible()
    window.bar.stop_button.click()


def test_a_fault_is_said_at_the_top(window):
    window.bridge.failed.emit(Phrase("window.hint_loading"))
    assert window.bar.status.text() == "Reading your calendar…"


def test_a_proposal_is_shown_and_accepted_as_one_step(window, make, starts):
    state = window.bridge.state
    new, old = make.session("n", make.at(2, 18)), state.sessions[0]
    after = make.state(sessions=(new,))
    diff = (DiffLine(DiffKind.NEW, None, new), DiffLine(DiffKind.DROPPED, old, None), DiffLine(DiffKind.KEPT, old, old))
    window.bridge.proposed.emit(Offer(state, Proposal(after, diff)))
    dialog = window.errands.dialog
    assert isinstance(dialog, ProposalDialog)
    assert dialog.text.text() == "1 new, 1 dropped"
    assert [dialog.table.item(row, 0).text() for row in range(2)] == ["New", "Dropped"]
    dialog.accept()
    assert list(starts()) == ["n"]
    window.bridge.undo()
    assert list(starts()) == ["s1", "s2"]


def test_a_proposal_for_a_state_that_is_past_is_asked_for_again(window, make, starts, qtbot):
    old = Offer(
        window.bridge.state,
        Proposal(make.state(sessions=()), (DiffLine(DiffKind.DROPPED, make.session("s1", make.at(1, 17)), None),)),
    )
    window.bridge.proposed.emit(old)
    window.bridge.load(make.state())
    window.errands.dialog.accept()
    assert set(starts()) == {"s1", "s2"}
    assert window.errands.planning
    with qtbot.waitSignal(window.bridge.proposed):
        pass


def test_a_proposal_without_a_change_is_said_and_not_asked(window):
    window.bridge.proposed.emit(Offer(window.bridge.state, Proposal(window.bridge.state, ())))
    assert window.errands.dialog is None
    assert not window.bridge.can_undo
    assert "stays as it is" in window.bar.status.text()


def test_the_planner_answers_without_blocking(window, qtbot):
    trigger(window, "plan_week")
    assert window.bar.plan_button.text() == "Planning…"
    trigger(window, "plan_week")
    with qtbot.waitSignal(window.bridge.proposed):
        pass
    assert window.bar.plan_button.text() == "Plan week"


def test_what_could_not_be_read_is_counted_and_named(window, make):
    window.bridge.load(make.state(problems=(make.problem,)))
    assert window.bar.status.text() == "1 entry could not be read"
    window.bar.status.click()
    dialog = window.errands.dialog
    assert isinstance(dialog, ProblemsDialog)
    assert dialog.table.item(0, 0).text() == "club.ics"


@pytest.mark.parametrize(("name", "kind"), [("keys", KeysDialog), ("about", AboutDialog), ("export", QFileDialog)])
def test_every_other_dialog_opens_and_closes(window, name, kind):
    trigger(window, name)
    dialog = window.errands.dialog
    assert isinstance(dialog, kind)
    dialog.reject()
    assert window.errands.dialog is None


def test_a_bug_is_shown_once_with_its_log(window, tmp_path):
    window.errands.show_crash(tmp_path / "crash.log")
    first = window.errands.dialog
    window.errands.show_crash(tmp_path / "crash.log")
    assert window.errands.dialog is first
    assert str(tmp_path / "crash.log") in first.text.text()


def test_a_chosen_file_is_exported_to(window, qtbot, publisher, tmp_path):
    trigger(window, "export")
    window.errands.dialog.fileSelected.emit(str(tmp_path / "a.ics"))
    wait(window, qtbot)
    assert publisher.exported == [tmp_path / "a.ics"]


@pytest.mark.parametrize("theme", [*THEMES, "system"])
def test_every_theme_shows_the_same_week(window, theme):
    trigger(window, f"theme_{theme}")
    assert window.theme_name == theme
    assert len(window.week.buttons()) == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_chosen_live(window, language):
    trigger(window, f"language_{language}")
    assert window.bridge.words.language == language
    expected = {"en": "Today", "de": "Heute", "fr": "Aujourd’hui"}[language]
    assert window.bar.today.text() == expected


def test_keys_still_work_in_another_language_and_theme(window, mouse, make, starts):
    mouse.drag("s1", make.at(2, 18))
    window.bridge.speak("de")
    window.set_theme("dark")
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert starts()["s1"] == make.at(1, 17)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_smallest_window_holds_everything_in_every_language(window, language, qtbot):
    window.bridge.speak(language)
    window.open_session("s1")
    wait(window, qtbot)
    window.resize(1024, 640)
    for button in (window.bar.plan_button, window.bar.write_button, window.bar.today):
        assert button.width() >= button.sizeHint().width()
    assert window.width() == 1024
    assert window.side.widget().width() <= window.side.width()


def test_zoom_and_two_weeks_are_in_the_menu(window):
    trigger(window, "zoom_in")
    trigger(window, "two_weeks")
    assert (window.week.frame.zoom, window.week.frame.days) == (1, 14)
    trigger(window, "zoom_out")
    trigger(window, "one_week")
    assert (window.week.frame.zoom, window.week.frame.days) == (0, 7)


def test_titles_of_appointments_can_be_hidden(window, qtbot):
    trigger(window, "hide_titles")
    cards = {button.card.uid: button.card for button in window.week.buttons()}
    assert (cards["a1"].title, cards["a2"].title, cards["r1"].title) == ("Busy", "Busy", "6 x 800 m")
    window.week.open(cards["a1"])
    qtbot.waitUntil(lambda: "Busy" in texts(window.side))
    assert not any("Dentist" in text for text in (texts(window.side), cards["a1"].description))
    trigger(window, "hide_titles")
    assert "Dentist" in [button.card.title for button in window.week.buttons()]


def test_the_now_line_moves_but_not_under_a_drag(window, mouse, make):
    window._tick()
    assert window.week.canvas.now == make.at(0, 10, 24)
    mouse.press(mouse.over("s1"))
    window._tick()
    assert window.week.canvas.drag is not None
    mouse.release()


def test_the_desktops_colours_are_followed_where_wished(window):
    before = window.week
    window._follow_system()
    assert window.week is before
    window.set_theme("system")
    before = window.week
    window._follow_system()
    assert window.week is not before


def test_zoom_and_weeks_survive_another_theme(window):
    trigger(window, "zoom_in")
    trigger(window, "two_weeks")
    window.set_theme("dark")
    assert (window.week.frame.zoom, window.week.frame.days) == (1, 14)


def test_the_season_strip_jumps(window, make):
    window.season.cells[2].click()
    assert window.week.first == make.MONDAY + timedelta(weeks=2)
    assert [cell.current for cell in window.season.cells] == [False, False, True, False]


def test_reading_again_is_asked_of_whoever_can(window, qtbot):
    with qtbot.waitSignal(window.asked_sync):
        trigger(window, "sync_now")


def test_a_picture_is_taken(window, tmp_path):
    assert grab(window, tmp_path / "week.png")
    assert (tmp_path / "week.png").stat().st_size > 10_000


def test_every_table_has_a_name_for_screen_readers(window, qtbot):
    trigger(window, "keys")
    assert all(table.accessibleName() for table in window.findChildren(QTableWidget))


def test_the_week_without_a_plan_says_what_to_do(window, make, qtbot):
    window.bridge.load(make.state(sessions=()))
    qtbot.waitUntil(lambda: "Choose Plan week" in texts(window.side))


def test_a_week_that_was_planned_earlier_shows_its_sessions(window, qtbot):
    qtbot.waitUntil(lambda: "THIS WEEK · 2 SESSIONS" in texts(window.side))
    assert "Lift A · 17:00 · " in texts(window.side)


def test_the_week_with_a_plan_shows_its_days(window, qtbot):
    window.bridge.proposed.connect(window.bridge.accept)
    trigger(window, "plan_week")
    with qtbot.waitSignal(window.bridge.proposed):
        pass
    window.errands.dialog.reject()
    window.week.open(None)
    qtbot.waitUntil(lambda: "THIS WEEK" in texts(window.side))
    assert "Not here" in texts(window.side)


def test_a_short_week_says_what_would_help(window, make, qtbot):
    short = Phrase("rules.short.S18", (("count", 1),))
    help_ = Phrase("rules.repair.one")
    week = WeekPlan(make.MONDAY, 1, 2, (), 0, (), shortfall=(short,), repairs=(Repair(help_, 1),))
    window.bridge.load(replace(make.state(sessions=()), plan=Plan((week,))))
    window.week.open(None)
    said = [label.text() for label in window.side.findChildren(QLabel)]
    words = window.bridge.words
    assert said[1:4] == [words.phrase(short), "WHAT WOULD HELP", f"{words.phrase(help_)} (+1 session)"]


def test_a_week_says_why_springy_work_waits(window, make):
    locked = Phrase("training.gate.weeks", (("have", 2), ("needed", 8)))
    week = WeekPlan(make.MONDAY, 1, 0, (), 0, (), plyo_locked=(locked,))
    window.bridge.load(replace(make.state(sessions=()), plan=Plan((week,))))
    window.week.open(None)
    said = [label.text() for label in window.side.findChildren(QLabel)]
    assert window.bridge.words.phrase(locked) in said


def test_a_week_that_was_read_with_one_session_says_what_stands_in_the_way(window, make, qtbot):
    state = make.state(sessions=(make.session("s1", make.at(3, 17)),))
    windows = tuple(day if number == 3 else () for number, day in enumerate(state.profile.schedule.windows))
    schedule = replace(state.profile.schedule, windows=windows)
    window.bridge.load(replace(state, profile=replace(state.profile, schedule=schedule)))
    window.week.open(None)
    wait(window, qtbot)
    said = texts(window.side)
    assert "THIS WEEK · 1 OF 2 SESSIONS" in said
    assert "WHAT STANDS IN THE WAY | These alone leave no room for one more session: | Monday: " in said
    assert "WHAT WOULD HELP" in said
    assert "(+1 session)" in said


def test_a_week_with_room_for_more_says_so(window, make, qtbot):
    window.bridge.load(make.state(sessions=(make.session("s1", make.at(3, 17)),)))
    window.week.open(None)
    wait(window, qtbot)
    assert "There is room for more. Choose Plan week, and it is proposed." in texts(window.side)


def test_an_answer_about_a_week_is_not_shown_with_a_session(window, make, qtbot):
    window.bridge.load(make.state(sessions=(make.session("s1", make.at(3, 17)),)))
    window.week.open(None)
    window.open_session("s1")
    wait(window, qtbot)
    assert "THIS WEEK" not in texts(window.side)


def test_how_robust_the_plan_is_stands_in_a_table(window, qtbot):
    trigger(window, "stress_menu")
    dialog = window.errands.dialog
    assert dialog.text.text() == "Trying every day of the week…"
    wait(window, qtbot)
    rows = [[dialog.table.item(row, column).text() for column in range(3)] for row in range(7)]
    assert [row[0] for row in rows] == [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
    ]  # fmt: skip
    assert rows[5][1:] == ["8 of 8", "If every Saturday is lost, 8 of 8 sessions survive."]
    assert all(row[1].endswith("of 8") for row in rows)


def test_a_closed_table_of_robustness_is_not_waited_for(window, qtbot):
    trigger(window, "stress_menu")
    window.errands.dialog.reject()
    wait(window, qtbot)
    assert window.errands.dialog is None


def test_a_runner_without_a_calendar_is_told_how_to_connect_one(window, make, qtbot):
    window.bridge.load(make.state(entries=(), sessions=()))
    qtbot.waitUntil(lambda: "liftslot account add" in texts(window.side))
