"""Signing in at Google: the runner says yes in his browser, and the answer comes to a listener of this machine, once."""

from __future__ import annotations

import contextlib
import html
import queue
import secrets
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import typer

from core.calendar.provider import Keys, Provider, read_keys
from core.errors import InputError
from core.store.secrets import read_password
from core.words import Words

WAIT_S = 300.0  # for the runner to choose an account and read what he allows
IDLE_S = 5.0  # a browser that opens a connection and says nothing
POLL_S = 0.2  # how soon a sign-in that nobody wants any more ends
STATE_BYTES = 32
VERIFIER_BYTES = 48  # 64 characters (RFC 7636 4.1 asks for 43 to 128)

OpenPage = Callable[[str], object]


def ask_keys(account: str, client_id: str, words: Words) -> Keys:
    """The client id with its secret, asked for or read from standard input; without an id those of the last sign-in.

    ``InputError("google_client_missing")`` where there was none.
    """
    if not client_id:
        kept = read_password(account)
        if kept is None:
            raise InputError("google_client_missing")
        return read_keys(kept, account)
    if sys.stdin.isatty():
        secret = str(typer.prompt(words.say("commands.ask_client_secret"), hide_input=True, err=True))
    else:
        secret = sys.stdin.readline().rstrip("\r\n")
    if not secret:
        raise InputError("google_secret_empty")
    return Keys(client_id.strip(), secret.strip())


@dataclass(frozen=True, slots=True)
class Visit:
    """How the runner is sent to the page, how long his answer is waited for (seconds), and what ends that early."""

    open_page: OpenPage = webbrowser.open
    wait_s: float = WAIT_S
    stop: Callable[[], bool] = lambda: False


def sign_in(
    provider: Provider,
    keys: Keys,
    words: Words,
    *,
    open_page: OpenPage | None = None,
    wait_s: float = WAIT_S,
) -> Keys:
    """As ``visit_page``, from a terminal: the address is printed too, and opened in the system's browser."""

    def show(address: str) -> None:
        typer.echo(words.say("commands.google_open", address=address), err=True)
        (open_page or webbrowser.open)(address)

    return visit_page(provider, keys, words.say("commands.google_page"), Visit(show, wait_s))


def visit_page(provider: Provider, keys: Keys, thanks: str, visit: Visit) -> Keys:
    """The keys with a refresh token; InputError for a no, a foreign answer, or none in time. ``thanks``: shown in the browser."""
    from core.calendar.oauth import SignIn  # noqa: PLC0415 - half a second that only a sign-in needs

    with listen(thanks) as (address, answers):
        attempt = SignIn(
            provider,
            keys,
            address,
            secrets.token_urlsafe(STATE_BYTES),
            secrets.token_urlsafe(VERIFIER_BYTES),
        )
        visit.open_page(attempt.address)
        query = _wait(answers, visit)
    return attempt.redeem(query)


def _wait(answers: queue.Queue[str], visit: Visit) -> str:
    deadline = time.monotonic() + visit.wait_s
    while not visit.stop():
        left = deadline - time.monotonic()
        with contextlib.suppress(queue.Empty):
            return answers.get(timeout=max(0.0, min(POLL_S, left)))
        if left <= 0:
            raise InputError("google_no_answer", minutes=max(1, round(visit.wait_s / 60)))
    raise InputError("google_stopped")


@contextlib.contextmanager
def listen(page: str) -> Iterator[tuple[str, queue.Queue[str]]]:
    """An address of 127.0.0.1 on a free port, open inside the block, and the first answer that arrives there."""
    answers: queue.Queue[str] = queue.Queue(maxsize=1)
    server = _Listener(("127.0.0.1", 0), make_handler(page, answers))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", answers
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Listener(ThreadingHTTPServer):
    """Does not wait for a browser that keeps its connection open, and prints nothing when one goes away."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing to say: the sign-in waits on, until its time is over."""


def make_handler(page: str, answers: queue.Queue[str]) -> type[BaseHTTPRequestHandler]:
    """A handler that takes the first answer, thanks for it, and knows nothing else."""
    body = f"<!doctype html><meta charset=utf-8><title>Liftslot</title><p>{html.escape(page)}</p>".encode()

    class Handler(BaseHTTPRequestHandler):
        timeout = IDLE_S

        def do_GET(self) -> None:
            """Take an answer; a browser also asks for an icon, which there is none of."""
            parts = urlsplit(self.path)
            found = parse_qs(parts.query)
            if parts.path not in {"", "/"} or not ({"code", "error"} & found.keys()):
                self.send_error(404)
                return
            with contextlib.suppress(queue.Full):
                answers.put_nowait(parts.query)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Referrer-Policy", "no-referrer")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Never: the line would hold the code."""

    return Handler
