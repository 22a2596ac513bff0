"""A CalDAV server on loopback that can be told to misbehave; its calendars are ``core.calendar.memory``'s."""

from __future__ import annotations

import base64
import contextlib
import gzip
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote
from xml.sax.saxutils import escape

from core.calendar.href import canonical_path
from core.calendar.memory import MemoryCalendar
from core.calendar.source import Conflict, Missing, Refused, Removed, Stored

HOME = "/dav/alice/"
PRINCIPAL = "/principals/alice/"
CALENDAR = HOME + "lifts/"
STATUS = {Stored: 201, Removed: 204, Conflict: 412, Missing: 404}
OK = "HTTP/1.1 200 OK"


@dataclass(frozen=True)
class Request:
    """What a client sent."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), None)


@dataclass(frozen=True)
class Answer:
    """What is sent back. ``drop``: the connection ends instead; ``chunks`` are sent one by one, ``raw`` instead of all else."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    chunks: Iterator[bytes] | None = None
    raw: Iterator[bytes] | None = None


Twist = Callable[[Request], Answer | None]


def multistatus(rows: str, token: str | None = None) -> Answer:
    end = f"<d:sync-token>{token}</d:sync-token>" if token else ""
    spaces = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
    body = f'<?xml version="1.0"?><d:multistatus {spaces}>{rows}{end}</d:multistatus>'
    return Answer(207, body.encode(), {"Content-Type": "application/xml; charset=utf-8"})


def row(href: str, props: str, status: str = OK) -> str:
    return (
        f"<d:response><d:href>{escape(href)}</d:href><d:propstat><d:prop>{props}</d:prop>"
        f"<d:status>{status}</d:status></d:propstat></d:response>"
    )


def gone(href: str) -> str:
    return f"<d:response><d:href>{escape(href)}</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>"


def error(status: int, name: str) -> Answer:
    body = f'<d:error xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><c:{name}/></d:error>'
    return Answer(status, body.encode(), {"Content-Type": "application/xml"})


class FakeServer:
    """``before`` may answer instead of the server, ``after`` may replace its answer once the request is done."""

    def __init__(self, port: int, scheme: str = "http") -> None:
        self.port = port
        self.scheme = scheme
        self.calendars = {CALENDAR: MemoryCalendar(self.url + CALENDAR[1:])}
        self.before: Twist = lambda _request: None
        self.after: Callable[[Request, Answer], Answer] = lambda _request, answer: answer
        self.requests: list[Request] = []
        self.home = HOME
        self.password: str | None = "secret"
        self.hears: Callable[[str, str], bool] = lambda _method, _path: True  # else it hangs up halfway through a body
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/"

    @property
    def calendar(self) -> MemoryCalendar:
        return self.calendars[CALENDAR]

    def seen(self, *methods: str) -> list[Request]:
        return [request for request in self.requests if request.method in methods]

    def answer(self, request: Request) -> Answer:
        with self.lock:
            self.requests.append(request)
            early = self.before(request)
            if early is not None:
                return early
            expected = "Basic " + base64.b64encode(f"alice:{self.password}".encode()).decode()
            if self.password and request.header("Authorization") != expected:
                return Answer(401, b"", {"WWW-Authenticate": 'Basic realm="fake"'})
            return self.after(request, self.serve(request))

    def serve(self, request: Request) -> Answer:
        path = canonical_path(request.path)
        collection = path[: path.rfind("/") + 1]
        if request.method == "MKCALENDAR":
            return self._make(path if path.endswith("/") else path + "/")
        if request.method == "PROPFIND":
            return self._propfind(path, request.header("Depth") == "1")
        calendar = self.calendars.get(collection)
        if calendar is None:
            return Answer(404)
        return {"REPORT": self._report, "GET": self._get, "PUT": self._put, "DELETE": self._delete}.get(
            request.method, lambda *_: Answer(405)
        )(calendar, path, request)

    def _make(self, path: str) -> Answer:
        if path in self.calendars:
            return Answer(405)
        self.calendars[path] = MemoryCalendar(self.url + path[1:])
        return Answer(201)

    def _propfind(self, path: str, deep: bool) -> Answer:
        if path in self.calendars:
            listing = self.calendars[path].listing()
            rows = self._about(path) + "".join(
                row(href, f"<d:getetag>{escape(etag or '')}</d:getetag>") for href, etag in listing.etags if deep
            )
            return multistatus(rows)
        if path == HOME:
            return multistatus(row(path, "<d:resourcetype><d:collection/></d:resourcetype>") + self._all(deep))
        if path == PRINCIPAL:
            return multistatus(row(path, f"<c:calendar-home-set><d:href>{self.home}</d:href></c:calendar-home-set>"))
        if path == "/":
            href = f"<d:current-user-principal><d:href>{PRINCIPAL}</d:href></d:current-user-principal>"
            return multistatus(row(path, href))
        return Answer(404)

    def _all(self, deep: bool) -> str:
        return "".join(self._about(path) for path in sorted(self.calendars) if deep)

    def _about(self, path: str) -> str:
        name = path.rstrip("/").rpartition("/")[2]
        token = self.calendars[path].listing().token
        return row(
            path,
            "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
            f"<d:displayname>{name}</d:displayname><d:sync-token>{token}</d:sync-token>",
        )

    def _report(self, calendar: MemoryCalendar, path: str, request: Request) -> Answer:
        text = request.body.decode()
        if "sync-collection" in text:
            return self._changes(calendar, text)
        hrefs = [canonical_path(unquote(href)) for href in re.findall(r"<d:href>(.*?)</d:href>", text)]
        items = calendar.fetch(hrefs) if "multiget" in text else calendar.everything().items
        found = {item.href for item in items}
        rows = "".join(
            row(
                item.href,
                f"<d:getetag>{escape(item.etag or '')}</d:getetag>"
                f"<c:calendar-data>{escape(item.raw.decode())}</c:calendar-data>",
            )
            for item in items
        )
        return multistatus(rows + "".join(gone(href) for href in hrefs if href not in found))

    def _changes(self, calendar: MemoryCalendar, text: str) -> Answer:
        token = re.search(r"<d:sync-token>(.*?)</d:sync-token>", text)
        delta = calendar.changes_since(token[1] if token else "")
        if delta is None:
            return error(403, "valid-sync-token")
        rows = "".join(row(href, f"<d:getetag>{escape(etag or '')}</d:getetag>") for href, etag in delta.changed)
        return multistatus(rows + "".join(gone(href) for href in delta.gone), delta.token)

    def _get(self, calendar: MemoryCalendar, path: str, request: Request) -> Answer:
        item = calendar.get(path)
        if item is None:
            return Answer(404)
        return Answer(200, item.raw, {"Content-Type": "text/calendar", "ETag": item.etag or ""})

    def _put(self, calendar: MemoryCalendar, path: str, request: Request) -> Answer:
        return self._outcome(calendar.put(path, request.body, if_match=request.header("If-Match")))

    def _delete(self, calendar: MemoryCalendar, path: str, request: Request) -> Answer:
        return self._outcome(calendar.delete(path, if_match=request.header("If-Match") or ""))

    def _outcome(self, outcome: object) -> Answer:
        if isinstance(outcome, Refused):
            return error(outcome.status, outcome.reason)
        headers = {"ETag": outcome.etag} if isinstance(outcome, Stored) and outcome.etag else {}
        return Answer(STATUS[type(outcome)], b"", headers)


def zipped(answer: Answer) -> Answer:
    """The answer as a compressing proxy would send it: etags turn weak."""
    headers = dict(answer.headers) | {"Content-Encoding": "gzip"}
    if "ETag" in headers:
        headers["ETag"] = "W/" + headers["ETag"]
    return Answer(answer.status, gzip.compress(answer.body), headers)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536  # head and body in one packet: no waiting for the delayed ACK between them
    fake: FakeServer

    def handle_any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if not self.fake.hears(self.command, self.path):
            self.rfile.read(length // 2)
            self._hang_up()
            return
        body = self.rfile.read(length)
        answer = self.fake.answer(Request(self.command, self.path, dict(self.headers.items()), body))
        if answer.drop:
            self._hang_up()
            return
        with contextlib.suppress(OSError):
            self._send(answer)

    def _hang_up(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def _send(self, answer: Answer) -> None:
        if answer.raw is not None:
            self.close_connection = True
            self._send_pieces(answer.raw)
            return
        (self.send_response_only if "Date" in answer.headers else self.send_response)(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.chunks is None:
            if "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
            if int(answer.headers.get("Content-Length", len(answer.body))) != len(answer.body):
                self.close_connection = True
            return
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        self._send_pieces(answer.chunks)

    def _send_pieces(self, pieces: Iterator[bytes]) -> None:
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()

    def __getattr__(self, name: str) -> object:
        if name.startswith("do_"):
            return self.handle_any
        raise AttributeError(name)

    def log_message(self, *args: object) -> None:
        """Nothing: the tests look at ``FakeServer.requests``."""


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is what many tests are about."""


@contextlib.contextmanager
def fake_server(context: ssl.SSLContext | None = None) -> Iterator[FakeServer]:
    """Answers inside the block; over TLS where a context with a certificate is given."""
    handler = type("Handler", (_Handler,), {})
    server = _Quiet(("127.0.0.1", 0), handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    handler.fake = FakeServer(server.server_port, "https" if context else "http")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield handler.fake  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
