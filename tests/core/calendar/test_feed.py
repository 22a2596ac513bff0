"""A file or an address, read with everything bounded."""

import gzip
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from core.calendar.feed import MAX_BYTES, Validators, fetch, parse_address, read_path
from core.errors import CoreError, InputError, NetworkError
from core.words import LANGUAGES, Words

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


class Handler(BaseHTTPRequestHandler):
    """Answers each path in its own way."""

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        self.path = self.path.partition("?")[0]
        getattr(self, f"on_{self.path.strip('/').split('/')[0]}")()

    def answer(self, status=200, body=CALENDAR, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def on_status(self):
        self.answer(int(self.path.rpartition("/")[2]), b"no")

    def on_plain(self):
        if self.headers.get("If-None-Match") == '"one"' or self.headers.get("If-Modified-Since") == "then":
            self.answer(304, b"")
        else:
            self.answer(ETag='"one"', Last_Modified="then")

    def on_html(self):
        self.answer(body=b"\n <!DOCTYPE html><title>Welcome</title>", Content_Type="text/html")

    def on_calendar_as_html(self):
        self.answer(Content_Type="text/html")

    def on_gzip(self):
        self.answer(body=gzip.compress(CALENDAR), Content_Encoding="gzip")

    def on_bomb(self):
        self.answer(body=gzip.compress(b"\0" * (MAX_BYTES + 2), 1), Content_Encoding="gzip")

    def on_badzip(self):
        self.answer(body=b"not gzip at all", Content_Encoding="gzip")

    def on_cutzip(self):
        self.answer(body=gzip.compress(CALENDAR * 100)[:-9], Content_Encoding="gzip")

    def on_cut(self):
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(CALENDAR)

    def on_drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"B")
            self.wfile.flush()
            if self.server.closing.wait(0.1):
                return

    def on_moved(self):
        self.answer(302, b"", Location="/plain/x.ics")

    def on_circle(self):
        self.answer(301, b"", Location="/circle")

    def on_to(self):
        self.answer(302, b"", Location=self.path.removeprefix("/to/"))

    def on_silent(self):
        self.server.closing.wait(4)

    def log_message(self, *args):
        pass


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    with Quiet(("127.0.0.1", 0), Handler) as server:
        server.seen, server.closing = [], threading.Event()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def base(server):
    return f"http://127.0.0.1:{server.server_port}"


def get_fault(address, timeout_s=5):
    with pytest.raises(CoreError) as caught:
        fetch(address, timeout_s=timeout_s)
    for language in LANGUAGES:
        assert "secret" not in Words(language).phrase(caught.value.phrase)
    return type(caught.value), caught.value.id


def test_an_address_gives_bytes_and_validators(base):
    fetched = fetch(f"{base}/plain/x.ics", timeout_s=5)
    assert (fetched.raw, fetched.validators) == (CALENDAR, Validators('"one"', "then"))


@pytest.mark.parametrize("validators", [Validators(etag='"one"'), Validators(last_modified="then")])
def test_an_unchanged_calendar_is_not_sent_again(base, validators):
    fetched = fetch(f"{base}/plain/x.ics", validators=validators, timeout_s=5)
    assert fetched.not_modified
    assert fetched.raw is None


def test_webcal_on_this_machine_is_http(base):
    assert fetch(f"{base.replace('http', 'webcal')}/plain/x.ics", timeout_s=5).raw == CALENDAR


def test_a_redirect_is_followed(base):
    assert fetch(f"{base}/moved", timeout_s=5).raw == CALENDAR


def test_a_gzipped_answer_is_inflated(base):
    assert fetch(f"{base}/gzip", timeout_s=5).raw == CALENDAR


def test_a_calendar_labelled_as_html_is_taken(base):
    assert fetch(f"{base}/calendar_as_html", timeout_s=5).raw == CALENDAR


def test_a_browser_like_agent_is_named(server, base):
    fetch(f"{base}/plain/agent", timeout_s=5)
    assert next(headers for path, headers in server.seen if path == "/plain/agent")["User-Agent"].startswith(
        "Mozilla/5.0"
    )


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("status/401", "feed_login"),
        ("status/403", "feed_forbidden"),
        ("status/404", "feed_missing"),
        ("status/410", "feed_gone"),
        ("status/429", "feed_busy"),
        ("status/500", "feed_server"),
        ("status/418", "feed_status"),
        ("html", "feed_web_page"),
        ("bomb", "feed_too_big"),
        ("badzip", "feed_cut"),
        ("cutzip", "feed_cut"),
        ("cut", "feed_cut"),
        ("circle", "feed_redirects"),
        ("to/ftp://127.0.0.1/x", "feed_redirects"),
        ("to/file:///etc/passwd", "feed_redirects"),
        ("to/http://[::1", "feed_redirects"),
    ],
)
def test_each_failure_has_a_sentence_of_its_own(base, path, id):
    assert get_fault(f"{base}/{path}?secret=1") == (NetworkError, id)


@pytest.mark.parametrize("path", ["drip", "silent"])
def test_a_slow_server_is_left_when_the_time_is_up(base, path):
    begun = time.monotonic()
    assert get_fault(f"{base}/{path}", timeout_s=1) == (NetworkError, "feed_timeout")
    assert time.monotonic() - begun < 3


def test_a_closed_port_is_unreachable():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as unused:
        port = unused.server_port
    assert get_fault(f"http://127.0.0.1:{port}/secret") == (NetworkError, "feed_unreachable")


def test_an_unknown_host_is_said_to_be_unknown():
    assert get_fault("http://nowhere.invalid/secret") == (NetworkError, "feed_no_host")


def test_an_untrusted_certificate_is_refused():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with Quiet(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            assert get_fault(f"https://127.0.0.1:{server.server_port}/secret") == (NetworkError, "feed_certificate")
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("webcal://example.org/a.ics?k=1", "https://example.org/a.ics?k=1"),
        ("webcals://example.org/a", "https://example.org/a"),
        ("HTTPS://example.org/a", "https://example.org/a"),
        ("webcal://localhost:8080/a", "http://localhost:8080/a"),
        ("http://example.org/a", "http://example.org/a"),
    ],
)
def test_webcal_means_https_but_on_this_machine(address, meant):
    assert parse_address(address).geturl() == meant


@pytest.mark.parametrize(
    ("address", "id"),
    [
        ("ftp://example.org/secret", "address_scheme"),
        ("https:///secret", "address_invalid"),
        ("https://exa mple.org/secret", "address_invalid"),
        ("https://[::1/secret", "address_invalid"),
        ("https://example.org:99999/secret", "address_invalid"),
    ],
)
def test_an_address_that_cannot_be_right_is_refused(address, id):
    assert get_fault(address) == (InputError, id)


def test_a_path_and_a_file_address_give_the_same_bytes(tmp_path):
    path = tmp_path / "my plan.ics"
    path.write_bytes(CALENDAR)
    assert fetch(str(path)).raw == fetch(path.as_uri()).raw == CALENDAR


def test_a_missing_file_a_folder_and_an_impossible_name_are_told_apart(tmp_path):
    assert get_fault(str(tmp_path / "none.ics")) == (InputError, "file_missing")
    assert get_fault(str(tmp_path)) == (InputError, "file_folder")
    assert get_fault("bad\0name") == (InputError, "file_unreadable")


def test_a_file_over_the_limit_is_refused(tmp_path):
    path = tmp_path / "big.ics"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="file_too_big"):
        read_path(Path(path))


def test_no_time_is_too_little(base):
    assert get_fault(f"{base}/plain/x.ics", timeout_s=0) == (NetworkError, "feed_timeout")
