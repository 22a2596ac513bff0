"""Ended at any write, sync or rename of the disk, the store is whole: the state before, or the state after."""

import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest

from core.errors import InputError
from core.store.accounts import load_accounts
from core.store.database import Store
from core.store.profile import parse_profile

SCRIPT = "tests.core.store.write_rows"
FILES_SCRIPT = "tests.core.store.write_files"


def end_at(path, inject, script=SCRIPT, chosen=()):
    """Runs a writer under strace with one system call spoilt; returns whether that call was reached."""
    command = [
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        *chosen,
        "-e",
        f"inject={inject}",
        sys.executable,
        "-m",
        script,
        str(path),
    ]
    return subprocess.run(command, check=False, capture_output=True, timeout=60).returncode != 0


def is_whole(path):
    with Store(path) as store:
        rows = store.all_rows()
        assert store.set_aside is None
    return len(rows) in {0, 10} and len({row.etag for row in rows}) <= 1


@pytest.mark.strace
@pytest.mark.timeout(600)
@pytest.mark.parametrize("call", ["pwrite64", "fdatasync", "fsync", "ftruncate", "unlink"])
def test_a_kill_at_a_write_leaves_one_whole_generation(tmp_path, call):
    reached = 0
    for number in [*range(1, 12), *range(12, 60, 6)]:
        path = tmp_path / f"{number}.db"
        reached += end_at(path, f"{call}:signal=KILL:when={number}")
        assert is_whole(path)
    assert reached or call in {"fsync", "ftruncate", "unlink"}


OWN_TEXT = '# mine\ntimezone = "Europe/Berlin"\n[athlete]\nplan = "minimal"  # for now\n'


def are_files_whole(home):
    """One whole generation of accounts; a profile that can be read, with all that the runner wrote himself."""
    accounts = load_accounts(home / "accounts.toml")
    text = (home / "profile.toml").read_text("utf-8")
    profile = parse_profile(text, source="profile.toml", zone=ZoneInfo("UTC"))
    generations = {account.name.partition("-")[0] for account in accounts}
    return (
        len(accounts) in {0, 20}
        and len(generations) <= 1
        and len(profile.corrections) <= 1
        and text.startswith(OWN_TEXT)
    )


@pytest.mark.strace
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
@pytest.mark.parametrize("call", ["write", "fsync", "rename", "openat", "unlink"])
def test_accounts_and_profile_are_whole_whatever_ends_their_writing(tmp_path, call, fault):
    reached = 0
    for number in range(1, 15):
        home = tmp_path / str(number)
        home.mkdir()
        (home / "profile.toml").write_text(OWN_TEXT)
        names = [
            home,
            home / "accounts.toml",
            home / ".accounts.toml.new",
            home / "profile.toml",
            home / ".profile.toml.new",
        ]
        chosen = "".join(f" -P {name}" for name in names).split()
        reached += end_at(home, f"{call}:{fault}:when={number}", FILES_SCRIPT, chosen)
        assert are_files_whole(home), number
    assert reached or call == "unlink"


@pytest.mark.strace
@pytest.mark.parametrize("inject", ["pwrite64:error=ENOSPC:when=9+", "fdatasync:error=EIO:when=5+"])
def test_a_disk_that_fails_keeps_what_was_written_before(tmp_path, inject):
    path = tmp_path / "full.db"
    assert end_at(path, inject)
    assert is_whole(path)


def test_a_disk_error_is_a_fault_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("core.store.opening.BUSY_SECONDS", 0.1)
    with Store(tmp_path / "a.db") as store:
        store._db.execute("PRAGMA query_only = ON")
        with pytest.raises(InputError, match="store_unwritable"):
            store.save_fact("a", "b")
