"""Adding calendars in the window: a real store, a fake server and a fake Google over TLS, a browser that says yes."""

import threading

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import null

from core.errors import Phrase
from core.store.accounts import load_accounts
from core.words import LANGUAGES, Words
from desktop.desk import Desk
from desktop.dialogs.account import AccountDialog
from desktop.enrol import WorkspaceEnrol
from desktop.workspace import Workspace
from tests.servers.fake import Answer, fake_server
from tests.servers.fake_google import CLIENT, fake_google


class MemoryKeyring(KeyringBackend):
    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password


@pytest.fixture
def ring():
    before, ring = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def work(tmp_path, make, ring):
    profile = make.state().profile
    return Workspace(tmp_path / "home", profile, Words("en"), lambda: make.at(0, 10))


@pytest.fixture
def fake():
    with fake_server() as fake:
        yield fake


@pytest.fixture
def dialog(window, bridge, work):
    bridge.desk = Desk(bridge.desk.now, bridge.desk.mint, enrol=WorkspaceEnrol(work))
    window.actions_by_id["account_menu"].trigger()
    return window.errands.dialog


def fill(dialog, kind="server", **texts):
    dialog.kind.setCurrentIndex(["server", "google", "feed"].index(kind))
    for name, text in texts.items():
        dialog.fields[name].setText(text)


def try_it(dialog, bridge, qtbot):
    dialog.go.click()
    qtbot.waitUntil(lambda: not bridge.jobs.busy)


def alice(fake):
    return {"name": "home", "address": fake.url, "user": "alice", "password": "secret"}


def test_a_server_is_tried_its_calendars_chosen_and_kept(dialog, bridge, work, fake, qtbot, ring):
    fill(dialog, **alice(fake))
    try_it(dialog, bridge, qtbot)
    assert dialog.said.text() == "These were found. What is each for?"
    (box,) = dialog.uses.values()
    box.setCurrentIndex(1)
    with qtbot.waitSignal(bridge.settled):
        dialog.go.click()
    (account,) = load_accounts(work.home / "accounts.toml")
    assert [(choice.name, choice.use) for choice in account.calendars] == [("lifts", "busy")]
    assert ring.kept == {("liftslot", "home"): "secret"}
    assert work.accounts == (account,)


def test_of_busy_calendars_the_times_alone_may_be_kept(dialog, bridge, work, fake, qtbot):
    fill(dialog, **alice(fake))
    assert not dialog.private.isVisibleTo(dialog)
    try_it(dialog, bridge, qtbot)
    assert dialog.private.isVisibleTo(dialog)
    assert not dialog.private.isChecked()
    dialog.private.setChecked(True)
    with qtbot.waitSignal(bridge.settled):
        dialog.go.click()
    assert load_accounts(work.home / "accounts.toml")[0].private
    assert work.accounts[0].private


def test_a_fault_is_one_sentence_and_one_may_try_again(dialog, bridge, fake, qtbot, work):
    fill(dialog, **alice(fake) | {"password": "wrong"})
    try_it(dialog, bridge, qtbot)
    assert "does not accept" in dialog.said.text()
    fill(dialog, **alice(fake))
    try_it(dialog, bridge, qtbot)
    assert dialog.uses
    assert not (work.home / "accounts.toml").exists()


def test_nothing_is_tried_while_something_is_missing(dialog, fake):
    fill(dialog, name="home", address=fake.url)
    assert not dialog.go.isEnabled()
    fill(dialog, password="secret")
    assert dialog.go.isEnabled()


def test_an_e_mail_address_is_the_user_too(dialog):
    fill(dialog, name="home", address="me@example.org", password="x")
    assert dialog.draft.user == "me@example.org"


def test_another_providers_host_is_asked_about(dialog, bridge, qtbot):
    drafts = []
    dialog.tried.connect(drafts.append)
    dialog.show_fault(Phrase("errors.caldav_host_foreign", (("host", "dav.other.example"),)))
    assert dialog.allow.text() == "Allow dav.other.example"
    fill(dialog, name="home", address="http://127.0.0.1:1/", user="me", password="x")
    dialog.allow.click()
    assert drafts[0].hosts == ("dav.other.example",)
    qtbot.waitUntil(lambda: not bridge.jobs.busy)


def test_cancelling_keeps_nothing(dialog, bridge, fake, qtbot, work, window):
    fill(dialog, **alice(fake))
    try_it(dialog, bridge, qtbot)
    dialog.leave.click()
    qtbot.waitUntil(lambda: not bridge.jobs.busy)
    assert (window.errands.dialog, work.accounts) == (None, ())


def test_a_calendars_address_is_read(dialog, bridge, fake, qtbot, work):
    fake.before = lambda _request: Answer(
        200, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", {"Content-Type": "text/calendar"}
    )
    fill(dialog, "feed", name="club", feed=fake.url + "club.ics")
    try_it(dialog, bridge, qtbot)
    with qtbot.waitSignal(bridge.settled):
        dialog.go.click()
    assert [account.kind for account in work.accounts] == ["feed"]


@pytest.fixture
def google(authority):
    with fake_google(authority.context()) as google:
        yield google


@pytest.fixture
def google_dialog(google, authority, window, bridge, work):
    """The dialog with the fake's addresses; the browser is the fake's too."""
    places = {"url": google.root, "ca_file": authority.path}
    places |= {"auth_url": google.server.url + "auth", "token_url": google.server.url + "token"}

    def start(open_page=None):
        enrol = WorkspaceEnrol(work, open_page or google.browse(authority.path), places)
        bridge.desk = Desk(bridge.desk.now, bridge.desk.mint, enrol=enrol)
        window.actions_by_id["account_menu"].trigger()
        dialog = window.errands.dialog
        fill(dialog, "google", name="goo", client_id=CLIENT.client_id, client_secret=CLIENT.client_secret)
        return dialog

    return start


def test_google_is_signed_in_to_in_the_browser(google_dialog, bridge, qtbot, ring, work):
    dialog = google_dialog()
    assert dialog.go.text() == "Sign in"
    try_it(dialog, bridge, qtbot)
    assert [box.currentText() for box in dialog.uses.values()] == ["my runs"]
    with qtbot.waitSignal(bridge.settled):
        dialog.go.click()
    assert "refresh-hush" in ring.kept["liftslot", "goo"]
    assert "hush" not in (work.home / "accounts.toml").read_text()


def test_a_no_at_google_is_said(google_dialog, google, bridge, qtbot):
    google.consent = {"error": "access_denied"}
    dialog = google_dialog()
    try_it(dialog, bridge, qtbot)
    assert "Google gave no access (access_denied)" in dialog.said.text()
    assert dialog.go.isEnabled()


def test_a_wrong_client_secret_is_said(google_dialog, bridge, qtbot):
    dialog = google_dialog()
    fill(dialog, "google", client_secret="other")
    try_it(dialog, bridge, qtbot)
    assert "does not know this client id" in dialog.said.text()


def test_a_sign_in_that_nobody_answers_ends_with_the_dialog(google_dialog, bridge, qtbot, work):
    opened = threading.Event()
    dialog = google_dialog(lambda _address: opened.set())
    dialog.go.click()
    assert opened.wait(60)
    assert "Your browser has opened" in dialog.said.text()
    dialog.leave.click()
    qtbot.waitUntil(lambda: not bridge.jobs.busy)
    assert work.accounts == ()


@pytest.fixture
def no_keyring(ring):
    """As the ``work`` of the dialog finds it, which asks for a keyring first."""
    keyring.set_keyring(null.Keyring())


@pytest.fixture
def bare_dialog(no_keyring, dialog, bridge, qtbot):
    qtbot.waitUntil(lambda: not bridge.jobs.busy)
    return dialog


def list_files(work, sign):
    return [path.name for path in work.home.rglob("*") if path.is_file() and sign in path.read_bytes()]


def test_without_a_keyring_that_is_said_and_a_choice_is_needed(bare_dialog, fake):
    fill(bare_dialog, **alice(fake))
    assert bare_dialog.missing.isVisible()
    assert "no keyring" in bare_dialog.missing.text()
    assert (bare_dialog.ask.isVisible(), bare_dialog.ask.isChecked(), bare_dialog.go.isEnabled()) == (
        True,
        False,
        False,
    )
    bare_dialog.ask.click()
    assert bare_dialog.go.isEnabled()
    bare_dialog.ask.click()
    assert not bare_dialog.go.isEnabled()


def test_a_password_that_is_asked_for_each_time_is_kept_in_memory_only(bare_dialog, bridge, work, fake, qtbot):
    fill(bare_dialog, **alice(fake))
    bare_dialog.ask.click()
    try_it(bare_dialog, bridge, qtbot)
    assert not bare_dialog.ask.isVisible()
    with qtbot.waitSignal(bridge.settled):
        bare_dialog.go.click()
    (account,) = work.accounts
    assert (account.ask_password, work.typed.find(account), work.list_locked()) == (True, "secret", ())
    assert list_files(work, b"ask_password = true") == ["accounts.toml"]
    assert list_files(work, b"secret") == []


def test_with_a_keyring_it_is_offered_and_not_chosen(dialog, bridge, work, fake, qtbot, ring):
    qtbot.waitUntil(lambda: not bridge.jobs.busy)
    assert (dialog.missing.isVisible(), dialog.ask.isVisible(), dialog.ask.isChecked()) == (False, True, False)
    fill(dialog, **alice(fake))
    dialog.ask.click()
    try_it(dialog, bridge, qtbot)
    with qtbot.waitSignal(bridge.settled):
        dialog.go.click()
    assert (ring.kept, work.accounts[0].ask_password) == ({}, True)


def test_google_is_not_signed_in_to_without_a_keyring_and_a_feed_needs_none(bare_dialog):
    bare_dialog.ask.click()
    fill(bare_dialog, "google", name="goo", client_id="x", client_secret="y")
    assert "Google" in bare_dialog.missing.text()
    assert (bare_dialog.missing.isVisible(), bare_dialog.ask.isVisible(), bare_dialog.go.isEnabled()) == (
        True,
        False,
        False,
    )
    fill(bare_dialog, "feed", name="club", feed="https://x.example/a.ics")
    assert (bare_dialog.missing.isVisible(), bare_dialog.ask.isVisible(), bare_dialog.go.isEnabled()) == (
        False,
        False,
        True,
    )


def test_a_keyring_that_is_missed_only_when_it_is_needed_is_said_too(dialog, bridge, fake, qtbot, work):
    fill(dialog, **alice(fake))
    qtbot.waitUntil(lambda: not bridge.jobs.busy)
    keyring.set_keyring(null.Keyring())  # it went away
    try_it(dialog, bridge, qtbot)
    assert "no keyring" in dialog.said.text()
    assert (fake.requests, work.accounts) == ([], ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dialog_is_whole_in_every_language(qtbot, language):
    dialog = AccountDialog(Words(language))
    qtbot.addWidget(dialog)
    said = {field.accessibleName() for field in dialog.fields.values()}
    assert len(said) == len(dialog.fields)
    assert all(said)
