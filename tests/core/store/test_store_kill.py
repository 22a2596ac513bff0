"""Ended at any write, sync or rename of the disk, the store is whole: the state before, or the state after."""

import subprocess
import sys

import pytest

from core.errors import InputError
from core.store.database import Store

SCRIPT = "tests.core.store.write_rows"


def end_at(path, inject):
    """Runs the writer under strace with one system call spoilt; returns whether that call was reached."""
    command = [
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        f"inject={inject}",
        sys.executable,
        "-m",
        SCRIPT,
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
