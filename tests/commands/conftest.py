"""A home with a profile, a keyring in memory and a call of the program for the commands; gone after each test."""

import io

import keyring
import pytest
from keyring.backend import KeyringBackend

from desktop.__main__ import run_command
from desktop.season import PROFILE_FILE


class MemoryKeyring(KeyringBackend):
    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with the demo's profile, which the commands use."""
    monkeypatch.setenv("LIFTSLOT_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "profile.toml").write_bytes(PROFILE_FILE.read_bytes())
    return tmp_path / "home"


@pytest.fixture
def run(capsys, monkeypatch):
    """Status, standard output and standard error of a command in English."""

    def run(*arguments, stdin=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = run_command([*arguments, "--lang", "en"])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run
