"""A real CalDAV server on loopback for the demo: Radicale in a process of its own, ended with the demo."""

from __future__ import annotations

import ctypes
import importlib.util
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError, NetworkError

HOST = "127.0.0.1"
START_LIMIT_S = 30.0
STOP_LIMIT_S = 5.0
PR_SET_PDEATHSIG = 1  # prctl(2)
USER, PASSWORD = "runner", "demo-only"

CONFIG = """\
[server]
hosts = {host}:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
[web]
type = none
[logging]
level = warning
"""


@dataclass(frozen=True, slots=True)
class DemoServer:
    """Where the server answers."""

    url: str
    folder: Path
    user: str = USER
    password: str = PASSWORD


@contextmanager
def run_radicale(folder: Path) -> Iterator[DemoServer]:
    """A server that keeps its calendars in ``folder``; ended on leaving.

    InputError ``demo_needs_radicale``; NetworkError ``demo_server_silent`` where it does not answer in time.
    """
    if importlib.util.find_spec("radicale") is None:
        raise InputError("demo_needs_radicale")
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    port = find_port()
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    config = folder / "config"
    config.write_text(CONFIG.format(host=HOST, port=port, folder=folder), encoding="utf-8")
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "radicale", "--config", str(config)]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no thread runs yet
        )
        try:
            _wait_for(process, port)
            yield DemoServer(f"http://{HOST}:{port}/{USER}/", folder)
        finally:
            _stop(process)


def find_port() -> int:
    """A free port on loopback."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _end_with_parent() -> None:
    """Linux: the server ends when the demo is killed, however hard."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise NetworkError("demo_server_silent", seconds=int(START_LIMIT_S))


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
