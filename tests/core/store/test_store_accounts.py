"""Accounts are kept without passwords, and read strictly."""

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from core.errors import InputError
from core.store import secrets
from core.store.accounts import Account, CalendarChoice, add_account, find_account, load_accounts, save_accounts

HOME = Account(
    name="Zu Hause",
    url="https://dav.example.org/",
    user='al"ice\\',
    calendars=(CalendarChoice(url="https://dav.example.org/a/", name="Läufe"), CalendarChoice(url="/b/", use="lifts")),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "new" / "accounts.toml"


def test_no_file_is_no_account(path):
    assert load_accounts(path) == ()


def test_accounts_come_back_as_they_were(path):
    other = Account(name="club", kind="feed", url="webcal://club.example/x.ics", private=True, ca_file="/ca.pem")
    asking = Account(name="asks", url="https://dav.example.org/", user="me", ask_password=True)
    save_accounts(path, (HOME, other, asking))
    assert load_accounts(path) == (HOME, other, asking)


def test_the_calendars_of_one_use_are_found():
    assert [choice.url for choice in HOME.chosen("lifts")] == ["/b/"]


def test_broken_toml_is_named_with_its_place(path):
    path.parent.mkdir()
    path.write_text("[[accounts]\n")
    with pytest.raises(InputError, match="accounts_syntax"):
        load_accounts(path)


@pytest.mark.parametrize(
    "line", ['name = ""', 'nam = "x"', 'kind = "ftp"', 'url = "https://me:hush@dav.example.org/"', "private = 3"]
)
def test_a_wrong_value_is_named_and_never_repeated(path, line):
    path.parent.mkdir()
    base = {"name": 'name = "x"', "url": 'url = "https://a.example/"'}
    base[line.split(" ")[0]] = line
    path.write_text("[[accounts]]\n" + "\n".join(base.values()))
    with pytest.raises(InputError, match="accounts_value") as caught:
        load_accounts(path)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(("kind", "asks"), [("caldav", True), ("google", False), ("feed", False), ("file", False)])
def test_only_a_server_can_have_a_password_to_ask_for(path, kind, asks):
    path.parent.mkdir()
    path.write_text(f'[[accounts]]\nname = "x"\nurl = "https://a.example/"\nkind = "{kind}"\nask_password = true\n')
    if asks:
        assert load_accounts(path)[0].ask_password
    else:
        with pytest.raises(InputError, match="accounts_value"):
            load_accounts(path)


def test_a_failed_write_keeps_the_old_accounts(path):
    save_accounts(path, (HOME,))
    path.with_name(".accounts.toml.new").mkdir()
    with pytest.raises(InputError, match="store_unwritable"):
        save_accounts(path, ())
    assert load_accounts(path) == (HOME,)


def test_an_account_is_found_by_its_name():
    assert find_account((HOME,), "Zu Hause") is HOME
    with pytest.raises(InputError, match="account_unknown"):
        find_account((HOME,), "work")


def test_a_name_is_used_once():
    assert add_account((), HOME) == (HOME,)
    with pytest.raises(InputError, match="account_exists"):
        add_account((HOME,), HOME)


class Ring(KeyringBackend):
    """A keyring in memory; ``locked`` refuses everything."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.kept, self.locked = {}, False

    def get_password(self, service, username):
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self._check()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _check(self):
        if self.locked:
            raise KeyringLocked


@pytest.fixture
def ring():
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_a_password_lives_in_the_keyring(ring):
    secrets.save_password("home", "hush")
    assert secrets.read_password("home") == "hush"
    assert ring.kept == {("liftslot", "home"): "hush"}


def test_a_forgotten_password_is_gone_and_may_be_forgotten_twice(ring):
    secrets.save_password("home", "hush")
    secrets.forget_password("home")
    secrets.forget_password("home")
    assert secrets.read_password("home") is None


@pytest.mark.parametrize(
    "ask",
    [lambda: secrets.read_password("a"), lambda: secrets.save_password("a", "b"), lambda: secrets.forget_password("a")],
)
def test_a_locked_keyring_is_said(ring, ask):
    ring.locked = True
    with pytest.raises(InputError, match="keyring_refused"):
        ask()


def test_without_a_keyring_nothing_is_kept_anywhere():
    with pytest.raises(InputError, match="keyring_missing"):
        secrets.save_password("home", "hush")
