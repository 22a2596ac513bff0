"""One moment by which a whole exchange must be over: the usual timeouts of HTTP libraries begin anew with every byte.

A server that sends one byte of a header each second is never silent, and would otherwise be listened to for hours.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from niquests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


@dataclass(slots=True)
class Deadline:
    """``at``: the moment on the monotonic clock after which nothing more is waited for; none while infinite."""

    at: float = math.inf

    def begin(self, seconds: float) -> None:
        """The next exchange may take so long."""
        self.at = time.monotonic() + seconds

    def shorten(self, timeout: float | None) -> float | None:
        """How long one more silence may last, at most ``timeout``; ``TimeoutError`` where the time is up."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        return timeout if left == math.inf else left if timeout is None else min(timeout, left)


class _BoundedSocket:
    """A socket whose every silence ends with the deadline at the latest; all else is the socket's own."""

    def __init__(self, sock: object, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def recv(self, size: int) -> bytes:
        """The next bytes."""
        self._wait_less()
        return self._sock.recv(size)  # type: ignore[attr-defined,no-any-return]

    def sendall(self, data: bytes) -> None:
        """All of it sent; the system counts this time as a whole already."""
        self._wait_less()
        self._sock.sendall(data)  # type: ignore[attr-defined]

    def _wait_less(self) -> None:
        sock = self._sock
        sock.settimeout(self._deadline.shorten(sock.gettimeout()))  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        return getattr(self._sock, name)


class DeadlineAdapter(HTTPAdapter):
    """Connections that keep to a deadline, for a session of niquests over HTTP/1.1; they retry nothing."""

    def __init__(self, deadline: Deadline) -> None:
        super().__init__(
            max_retries=0,
            disable_http2=True,
            disable_http3=True,
            revocation_configuration=None,
            keepalive_delay=None,
        )
        self.poolmanager.pool_classes_by_scheme = make_pools(deadline)


def make_pools(deadline: Deadline) -> dict[str, type[HTTPConnectionPool]]:
    """Pools by scheme whose connections keep to the deadline."""

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            self.sock = _BoundedSocket(self.sock, deadline)  # type: ignore[assignment]

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            self.sock = _BoundedSocket(self.sock, deadline)  # type: ignore[assignment]

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def read_wait(headers: Mapping[str, str]) -> int:
    """Retry-After in seconds, a date by the server's own clock; -1 where it says nothing that can be read."""
    text = headers.get("Retry-After", "").strip()
    if text.isdecimal() and text.isascii():
        return int(text[:12])
    try:
        until, now = (parsedate_to_datetime(headers.get(name, "")) for name in ("Retry-After", "Date"))
        return max(0, round((until - now).total_seconds()))
    except (ValueError, TypeError):  # no date, or one without a zone
        return -1
