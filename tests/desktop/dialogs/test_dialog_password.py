"""Passwords that are kept nowhere, asked for by the window: a whole shell over a fake server that counts requests."""

import pytest

from core.calendar.caldav import connect
from core.store.accounts import Account, CalendarChoice, save_accounts
from core.words import LANGUAGES, Words
from desktop.dialogs.help import KeysDialog
from desktop.dialogs.password import PasswordDialog
from desktop.shell import build_shell, load_first
from desktop.workspace import ACCOUNTS_NAME, Workspace
from tests.servers.fake import CALENDAR, fake_server

PASSWORD = "hush-hush-7"
RUN = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//EN\r\nBEGIN:VEVENT\r\nUID:run\r\nDTSTAMP:20261101T000000Z\r\n"
    b"DTSTART:20261124T060000Z\r\nDTEND:20261124T070000Z\r\nSUMMARY:Tempo 25 min\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def fake():
    with fake_server() as fake:
        calendar = connect(fake.url, "alice", "secret").open(fake.url + CALENDAR[1:])
        calendar.put(calendar.href_for("run.ics"), RUN, if_match=None)
        fake.password = PASSWORD
        yield fake


@pytest.fixture
def open_shell(tmp_path, make, fake, qtbot):
    """The window over a home with accounts of these names; all ask for their password, and each is the fake's."""
    shells = []

    def open_shell(*names):
        choices = (CalendarChoice(url=fake.url + CALENDAR[1:], name="Running"),)
        accounts = [Account(name=n, url=fake.url, user="alice", ask_password=True, calendars=choices) for n in names]
        save_accounts(tmp_path / ACCOUNTS_NAME, tuple(accounts))
        work = Workspace(tmp_path, make.state().profile, Words("en"), lambda: make.at(0, 10))
        shell = build_shell(work)
        qtbot.addWidget(shell.window)
        shell.window.show()
        shells.append(shell)
        fake.requests.clear()
        load_first(shell)
        return shell

    yield open_shell
    for shell in shells:
        shell.window.close()


@pytest.fixture
def ask(qtbot):
    """The dialog that asks now, once the window has come to it."""

    def ask(shell):
        qtbot.waitUntil(lambda: isinstance(shell.window.errands.dialog, PasswordDialog))
        return shell.window.errands.dialog

    return ask


def answer(dialog, text):
    dialog.field.setText(text)
    dialog.go.click()


def settle(shell, qtbot):
    qtbot.waitUntil(lambda: not shell.bridge.jobs.busy)


def titles(shell):
    return [entry.title for entry in shell.bridge.state.entries]


def said(shell):
    return Words("en").phrase(shell.window.status)


def test_it_is_asked_for_at_the_start_by_name_and_unseen(open_shell, ask, fake):
    dialog = ask(open_shell("home"))
    assert "“home”" in dialog.windowTitle()
    assert dialog.field.echoMode() is dialog.field.EchoMode.Password
    assert not dialog.go.isEnabled()
    assert fake.requests == []


def test_with_it_the_calendars_are_read_and_it_is_asked_for_once(open_shell, ask, qtbot, fake):
    shell = open_shell("home")
    answer(ask(shell), PASSWORD)
    settle(shell, qtbot)
    assert titles(shell) == ["Tempo 25 min"]
    fake.requests.clear()
    for read in (shell.bridge.settled.emit, shell.window.actions_by_id["sync_now"].trigger):
        read()
        settle(shell, qtbot)
        assert shell.window.errands.dialog is None
        assert fake.requests
        fake.requests.clear()


def test_it_is_in_no_file_and_in_no_words_about_the_program(open_shell, ask, qtbot, tmp_path):
    shell = open_shell("home")
    answer(ask(shell), PASSWORD)
    settle(shell, qtbot)
    assert shell.workspace.typed.find(shell.workspace.accounts[0]) == PASSWORD
    assert PASSWORD not in repr(shell)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 1
    assert [path.name for path in files if PASSWORD.encode() in path.read_bytes()] == []


def test_cancelling_goes_on_with_what_was_read_last(open_shell, ask, qtbot, fake):
    first = open_shell("home")
    answer(ask(first), PASSWORD)
    settle(first, qtbot)
    first.window.close()
    shell = open_shell("home")  # another start
    ask(shell).reject()
    settle(shell, qtbot)
    assert (fake.requests, titles(shell)) == ([], ["Tempo 25 min"])
    assert "“home” was not typed" in said(shell)
    shell.bridge.settled.emit()  # reads again by itself
    settle(shell, qtbot)
    assert shell.window.errands.dialog is None
    shell.window.actions_by_id["sync_now"].trigger()
    answer(ask(shell), PASSWORD)
    settle(shell, qtbot)
    assert titles(shell) == ["Tempo 25 min"]


def test_a_wrong_one_is_said_not_sent_again_and_asked_for_when_the_runner_syncs(open_shell, ask, qtbot, fake):
    shell = open_shell("home")
    answer(ask(shell), "wrong")
    settle(shell, qtbot)
    assert "does not accept" in said(shell)
    fake.requests.clear()
    shell.bridge.settled.emit()
    settle(shell, qtbot)
    assert (fake.requests, shell.window.errands.dialog) == ([], None)
    assert "does not accept" in said(shell)
    shell.window.actions_by_id["sync_now"].trigger()
    answer(ask(shell), PASSWORD)
    settle(shell, qtbot)
    assert titles(shell) == ["Tempo 25 min"]


def test_each_account_is_asked_for_and_one_may_be_left_out(open_shell, ask, qtbot, fake):
    shell = open_shell("home", "club")
    ask(shell).reject()
    qtbot.waitUntil(lambda: "“club”" in ask(shell).windowTitle())
    assert fake.requests == []
    answer(ask(shell), PASSWORD)
    settle(shell, qtbot)
    assert "“home” was not typed" in said(shell)
    assert fake.requests
    assert shell.workspace.list_locked() == ("home",)


def test_it_waits_until_another_dialog_is_closed(open_shell, ask, qtbot):
    shell = open_shell("home")
    shell.window.errands.show_keys()
    settle(shell, qtbot)
    assert isinstance(shell.window.errands.dialog, KeysDialog)
    shell.window.errands.dialog.reject()
    assert ask(shell).isVisible()


def test_writing_asks_for_what_was_left_out_at_the_start(open_shell, ask, qtbot, fake, make):
    shell = open_shell("home")
    ask(shell).reject()
    settle(shell, qtbot)
    shell.bridge.load(make.state(entries=()))
    settle(shell, qtbot)
    shell.window.actions_by_id["write"].trigger()
    settle(shell, qtbot)
    shell.window.errands.dialog.accept()
    answer(ask(shell), PASSWORD)
    settle(shell, qtbot)
    assert len(fake.seen("PUT")) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dialog_is_whole_in_every_language(qtbot, language):
    dialog = PasswordDialog(Words(language), "home")
    qtbot.addWidget(dialog)
    assert "home" in dialog.field.accessibleName()
    assert dialog.text.text()
