"""A sync that is stopped, or whose disk fails, says so in one line; the next one completes it."""

import contextlib
import signal
import socket
import subprocess
import sys

import pytest

from core.store.accounts import load_accounts, save_accounts
from tests.whole.living import ROOT
from tests.whole.ordeal import SYNC
from tests.whole.tracing import sample

HOLDER = """
import sys
from pathlib import Path
from core.store.lock import hold_lock
with hold_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.strace
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", ["TERM", "INT"])
def test_a_stop_at_any_request_says_what_was_sent_and_is_mended(ordeal, name):
    for number in sample(ordeal.calls["sendto"], 4)[2:]:
        status, out, err = ordeal.spoil("sendto", f"signal={name}", number)
        assert (status, out) == (130, "")
        assert err.splitlines()[-1].startswith("Stopped. ")
        assert "Traceback" not in err
        ordeal.check()


@pytest.mark.strace
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("call", "error"), [("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fdatasync", "EIO")])
def test_a_disk_that_fails_is_one_line_and_loses_nothing(ordeal, call, error):
    for number in sample(ordeal.calls[call], 4)[2:3]:
        status, out, err = ordeal.spoil(call, f"error={error}", f"{number}+")
        assert (status, out) == (2, "")
        assert "Traceback" not in err
        assert err.splitlines()[-1].startswith("liftslot: ")
        ordeal.check()


@pytest.mark.strace
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", ["sync.lock", "liftslot.db", "liftslot.db-wal"])
def test_a_file_that_may_not_be_opened_is_one_line_and_loses_nothing(ordeal, name):
    status, out, err = ordeal.spoil("openat", "error=EROFS", "1+", [name])
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert name.removesuffix("-wal") in err
    ordeal.check()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_does_not_wait_for_a_silent_server(life, number):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        account = load_accounts(life.home / "accounts.toml")[0]
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        save_accounts(life.home / "accounts.toml", (account.model_copy(update={"url": address}),))
        with life.start("sync", "--yes") as process:
            line, _ = silent.accept()
            with contextlib.closing(line):
                assert line.recv(10)
                process.send_signal(number)
                out, err = process.communicate(timeout=10)  # the server would be given thirty seconds
    assert (process.returncode, out, err) == (130, "", "Stopped. Nothing was sent.\n")


def test_a_second_sync_at_the_same_time_is_refused_in_one_line(life):
    arguments = [sys.executable, "-c", HOLDER, str(life.home / "sync.lock")]
    with subprocess.Popen(arguments, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        status, out, err = life.run(*SYNC)
        other.communicate()
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert life.sync()[0] == 0


def test_two_syncs_started_together_write_everything_once(life):
    with contextlib.ExitStack() as stack:
        both = [stack.enter_context(life.start(*SYNC)) for _ in range(2)]
        for process in both:
            process.communicate(timeout=60)
    assert {process.returncode for process in both} <= {0, 2}
    life.sync_here()
    assert len(life.times()) == 8
    assert life.sync_here().changes == []
