"""Real CalDAV servers on loopback, each in a folder of its own, ended by their process ids."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """Where a server answers and who may log in."""

    name: str
    url: str
    folder: Path
    user: str = "alice"
    password: str = "secret"


def find_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_port(port: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """Returns once somebody listens; fails where the process ended or never does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process is not None and process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("the server never listened")


@contextlib.contextmanager
def run_server(name: str, arguments: list[str], port: int, folder: Path) -> Iterator[None]:
    """The process runs inside the block and is gone after it."""
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(arguments, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            await_port(port, process)
            yield
        finally:
            process.terminate()
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def radicale(folder: Path) -> Iterator[Server]:
    """Radicale with one user and plain passwords."""
    port = find_port()
    (folder / "users").write_text("alice:secret\n")
    (folder / "config").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n"
        f"[auth]\ntype = htpasswd\nhtpasswd_filename = {folder / 'users'}\nhtpasswd_encryption = plain\ndelay = 0\n"
        f"[storage]\nfilesystem_folder = {folder / 'collections'}\n[web]\ntype = none\n[logging]\nlevel = warning\n"
    )
    arguments = [sys.executable, "-m", "radicale", "--config", str(folder / "config")]
    with run_server("radicale", arguments, port, folder):
        yield Server("radicale", f"http://127.0.0.1:{port}/", folder)


@contextlib.contextmanager
def xandikos(folder: Path) -> Iterator[Server]:
    """Xandikos; it asks nobody for a password."""
    port = find_port()
    arguments = [sys.executable, "-m", "xandikos", "serve", "-d", str(folder / "data"), "-l", "127.0.0.1"]
    arguments += ["-p", str(port), "--current-user-principal", "/alice/", "--defaults"]
    with run_server("xandikos", arguments, port, folder):
        yield Server("xandikos", f"http://127.0.0.1:{port}/", folder)


@contextlib.contextmanager
def open_folder():
    """A folder that servers with users of their own can reach."""
    with tempfile.TemporaryDirectory(prefix="server-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)
