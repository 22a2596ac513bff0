"""The safe client: what would lose a write, leak a password or never end is a fault with a name."""

import datetime as dt
import gzip
import itertools
import time
from dataclasses import replace

import pytest
from niquests.exceptions import SSLError

from core.calendar.caldav import connect
from core.calendar.client import (
    check_scheme,
    is_kin,
    is_local,
    origin_of,
    strong_etag,
    translate_fault,
)
from core.calendar.source import Refused
from core.errors import InputError, NetworkError
from tests.servers.fake import CALENDAR, Answer, error, fake_server, zipped

EVENT = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Run\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
HTML = Answer(200, b"<!doctype html><html><body>Welcome to the hotel</body></html>", {"Content-Type": "text/html"})


@pytest.fixture
def fake():
    with fake_server() as fake:
        yield fake


@pytest.fixture
def calendar(fake):
    account = connect(fake.url, "alice", "secret", timeout_s=1)
    yield account.open(CALENDAR)
    account.client.close()


def fault_of(action):
    with pytest.raises(NetworkError) as caught:
        action()
    return caught.value.id


def put(calendar):
    return calendar.put(calendar.href_for("a.ics"), EVENT, if_match=None)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_write_is_a_fault_and_never_followed(fake, calendar, status):
    fake.before = lambda _request: Answer(status, headers={"Location": fake.url + "login"})
    assert fault_of(lambda: put(calendar)) == "caldav_redirected"
    assert len(fake.seen("PUT")) == 1
    assert not [request for request in fake.requests if request.path == "/login"]


def test_a_login_page_instead_of_a_calendar_is_a_fault(fake, calendar):
    fake.before = lambda _request: HTML
    actions = (calendar.everything, calendar.listing, lambda: calendar.fetch([CALENDAR + "a.ics"]))
    assert {fault_of(action) for action in actions} == {"caldav_absent"}


def test_a_login_page_after_a_put_is_not_stored(fake, calendar):
    fake.before = lambda _request: HTML
    assert fault_of(lambda: put(calendar)) == "caldav_absent"


def test_a_login_page_instead_of_an_object_is_a_fault(fake, calendar):
    fake.before = lambda _request: HTML
    assert fault_of(lambda: calendar.get(CALENDAR + "a.ics")) == "caldav_absent"


def test_every_request_asks_for_plain_bytes(fake, calendar):
    put(calendar)
    assert {request.header("Accept-Encoding") for request in fake.requests} == {"identity"}


def test_a_compressed_answer_is_refused(fake, calendar):
    fake.after = lambda _request, answer: zipped(answer)
    assert fault_of(calendar.everything) == "caldav_reply_packed"


def test_a_gzip_bomb_is_refused_before_it_is_opened(fake, calendar):
    bomb = Answer(200, gzip.compress(b"\0" * 50_000_000), {"Content-Encoding": "gzip"})
    fake.before = lambda _request: bomb
    assert fault_of(calendar.everything) == "caldav_reply_packed"


def test_a_weak_etag_is_no_etag(fake, calendar):
    put(calendar)
    fake.after = lambda _request, answer: Answer(
        answer.status,
        answer.body,
        {key: f"W/{value}" if key == "ETag" else value for key, value in answer.headers.items()},
    )
    assert calendar.get(CALENDAR + "a.ics").etag is None
    assert fault_of(lambda: calendar.put(CALENDAR + "a.ics", EVENT, if_match='W/"1"')) == "caldav_etag_weak"
    assert len(fake.seen("PUT")) == 1


def test_an_answer_without_end_is_stopped_by_its_size(fake, calendar, monkeypatch):
    monkeypatch.setattr("core.calendar.client.MAX_BYTES", 100_000)
    endless = Answer(200, headers={"Content-Type": "text/calendar"}, chunks=itertools.repeat(b"x" * 4096))
    fake.before = lambda _request: endless
    assert fault_of(lambda: calendar.get(CALENDAR + "a.ics")) == "caldav_reply_huge"


def drip(piece=b"x"):
    for _ in range(100):
        time.sleep(0.2)
        yield piece


DRIPS = {
    "a body": lambda: Answer(200, chunks=drip()),
    "a head": lambda: Answer(raw=itertools.chain([b"HTTP/1.1 200 OK\r\nX-Slow: "], drip())),
    "first answers that are none": lambda: Answer(raw=(step + b"\r\n\r\n" for step in drip(b"HTTP/1.1 102 Wait"))),
}


@pytest.mark.parametrize("what", DRIPS)
def test_an_answer_that_drips_is_stopped_by_the_deadline(fake, calendar, what):
    sent = []

    def count(pieces):
        for piece in pieces:
            sent.append(piece)
            yield piece

    answer = DRIPS[what]()
    fake.before = lambda _request: replace(
        answer, chunks=answer.chunks and count(answer.chunks), raw=answer.raw and count(answer.raw)
    )
    assert fault_of(lambda: calendar.get(CALENDAR + "a.ics")) == "caldav_server_slow"
    assert len(sent) < 50  # of a hundred, one each fifth of a second, and the deadline is one second


def test_a_write_that_drips_is_not_sent_again(fake, calendar):
    fake.before = lambda request: DRIPS["a head"]() if request.method == "PUT" else None
    assert fault_of(lambda: put(calendar)) == "caldav_server_slow"
    assert len(fake.seen("PUT")) == 1


def test_the_next_question_has_all_its_time_again(fake, calendar):
    fake.before = lambda _request: DRIPS["a head"]()
    assert fault_of(lambda: calendar.get(CALENDAR + "a.ics")) == "caldav_server_slow"
    fake.before = lambda _request: None
    assert calendar.get(CALENDAR + "a.ics") is None


def test_a_server_that_says_nothing_is_slow(fake, calendar):
    fake.before = lambda _request: time.sleep(2)
    assert fault_of(lambda: calendar.get(CALENDAR + "a.ics")) == "caldav_server_slow"


def test_a_dropped_connection_is_unreachable(fake, calendar):
    fake.before = lambda _request: Answer(drop=True)
    assert fault_of(lambda: put(calendar)) == "caldav_server_unreachable"
    assert len(fake.seen("PUT")) == 1


def test_nobody_listening_is_unreachable():
    assert fault_of(lambda: connect("http://127.0.0.1:1/", "a", "b", timeout_s=1)) == "caldav_server_unreachable"


def test_a_body_cut_in_half_is_no_shorter_calendar(fake, calendar):
    put(calendar)

    def cut(request, answer):
        return Answer(answer.status, answer.body[: len(answer.body) // 2], answer.headers)

    fake.after = cut
    assert fault_of(calendar.everything) == "caldav_reply_broken"


DATE = {"Date": "Mon, 23 Nov 2026 09:00:00 GMT"}
WAITS = [
    ({"Retry-After": "7"}, 7),
    ({"Retry-After": " 7 "}, 7),
    ({}, -1),
    ({"Retry-After": "Mon"}, -1),
    ({"Retry-After": "-7"}, -1),
    ({"Retry-After": "\u0667".encode().decode("latin-1")}, -1),
    (DATE | {"Retry-After": "Mon, 23 Nov 2026 09:02:00 GMT"}, 120),
    (DATE | {"Retry-After": "Mon, 23 Nov 2026 08:00:00 GMT"}, 0),
    ({"Date": "soon", "Retry-After": "Mon, 23 Nov 2026 09:02:00 GMT"}, -1),
    ({"Retry-After": "9" * 400}, 999_999_999_999),
]


@pytest.mark.parametrize(("header", "seconds"), WAITS)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_says_how_long_to_wait(fake, calendar, status, header, seconds):
    fake.before = lambda _request: Answer(status, headers=header)
    with pytest.raises(NetworkError, match="caldav_server_busy") as caught:
        put(calendar)
    assert dict(caught.value.params)["seconds"] == seconds


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (500, "caldav_server_failed"),
        (404, "caldav_gone"),
        (403, "caldav_server_forbids"),
        (405, "caldav_server_forbids"),
    ],
)
def test_each_refusal_to_read_has_its_name(fake, calendar, status, fault):
    fake.before = lambda _request: Answer(status)
    assert fault_of(calendar.everything) == fault


def test_a_wrong_password_is_refused_once(fake):
    assert fault_of(lambda: connect(fake.url, "alice", "wrong", timeout_s=1)) == "caldav_login_refused"
    assert len(fake.requests) == 2  # the first asks how to log in


def test_a_login_nobody_knows_is_said(fake):
    fake.before = lambda _request: Answer(401, headers={"WWW-Authenticate": "Negotiate"})
    assert fault_of(lambda: connect(fake.url, "alice", "secret", timeout_s=1)) == "caldav_login_unsupported"


def test_the_login_is_sent_at_once_after_the_first_time(fake, calendar):
    fake.requests.clear()
    put(calendar)
    assert [request.header("Authorization") is not None for request in fake.requests] == [True]


def test_the_environment_has_no_say(fake, calendar, monkeypatch, tmp_path):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1/")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login eve password wrong\n")
    assert calendar.everything().items == ()


def test_a_refused_body_keeps_the_servers_reason(fake, calendar):
    fake.before = lambda _request: error(403, "valid-calendar-data")
    assert put(calendar) == Refused(403, "valid-calendar-data")


def test_a_412_about_the_uid_is_no_conflict_of_versions(fake, calendar):
    fake.before = lambda _request: error(412, "no-uid-conflict")
    assert put(calendar) == Refused(412, "no-uid-conflict")


def test_a_server_fault_at_a_write_is_a_fault(fake, calendar):
    fake.before = lambda _request: Answer(500)
    assert fault_of(lambda: put(calendar)) == "caldav_server_failed"


def test_no_password_goes_to_another_host(calendar):
    assert fault_of(lambda: calendar.client.exchange("GET", "http://localhost:9/")) == "caldav_host_foreign"
    assert fault_of(lambda: calendar.client.allow("https://evil.example/")) == "caldav_host_foreign"


@pytest.mark.parametrize(
    ("origin", "target", "kin"),
    [
        ("https://dav.example.org/", "https://dav.example.org/x", True),
        ("https://dav.example.org/", "https://dav.example.org:8443/x", True),
        ("https://dav.example.org/", "http://dav.example.org/x", False),
        ("https://example.org/", "https://dav.example.org/", True),
        ("https://dav.example.org/", "https://example.org/", False),
        ("https://a.co.uk/", "https://b.co.uk/", False),
        ("https://caldav.icloud.com/", "https://p42-caldav.icloud.com/", True),
        ("https://caldav.icloud.com/", "https://p42-caldav.icloud.com.evil.example/", False),
        ("https://caldav.icloud.com/", "http://p42-caldav.icloud.com/", False),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/", False),
        ("http://127.0.0.1:1/", "https://127.0.0.1:2/", True),
    ],
)
def test_a_login_goes_to_the_host_those_below_it_and_its_provider(origin, target, kin):
    assert is_kin(origin_of(origin), target) is kin


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("ftp://example.org/", "caldav_address_invalid"),
        ("https:///x", "caldav_address_invalid"),
        ("https://me:hush@example.org/", "caldav_address_password"),
        ("http://example.org/", "caldav_address_plain"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(url, fault):
    with pytest.raises(InputError, match=fault) as caught:
        check_scheme(url)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(("host", "local"), [("192.168.1.4", True), ("nas.local", True), ("8.8.8.8", False)])
def test_ones_own_network_is_local(host, local):
    assert is_local(host) is local


@pytest.mark.parametrize(("etag", "strong"), [(None, None), ("", None), ('W/"a"', None), (' "a" ', '"a"'), ("a", "a")])
def test_only_a_strong_etag_counts(etag, strong):
    assert strong_etag(etag) == strong


def test_an_unknown_exception_becomes_a_broken_answer():
    assert translate_fault(ValueError("odd"), "h").id == "caldav_reply_broken"


# Certificates (made by trustme for this test)


def test_a_server_of_ones_own_authority_is_trusted_with_its_file(authority):
    with fake_server(authority.context()) as fake:
        account = connect(fake.url, "alice", "secret", ca_file=authority.path, timeout_s=5)
        assert [info.name for info in account.list_calendars()] == ["lifts"]
        account.client.close()


@pytest.mark.parametrize(
    ("names", "expires", "trusted", "fault"),
    [
        ("127.0.0.1", None, False, "caldav_tls_unknown"),
        ("other.example", None, True, "caldav_tls_other_host"),
        ("127.0.0.1", dt.datetime(2020, 1, 2, tzinfo=dt.UTC), True, "caldav_tls_expired"),
    ],
)
def test_wrong_certificates_are_told_apart(authority, names, expires, trusted, fault):
    begins = dt.datetime(2020, 1, 1, tzinfo=dt.UTC) if expires else None
    with fake_server(authority.context(names, not_after=expires, not_before=begins)) as fake:
        ca_file = authority.path if trusted else None
        assert fault_of(lambda: connect(fake.url, "alice", "secret", ca_file=ca_file, timeout_s=5)) == fault
        assert fake.requests == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("certificate has expired", "caldav_tls_expired"),
        ("hostname doesn't match", "caldav_tls_other_host"),
        ("unknown CA", "caldav_tls_unknown"),
    ],
)
def test_a_certificate_fault_that_is_only_text_is_told_apart_too(text, fault):
    assert translate_fault(SSLError(text), "h").id == fault


def test_a_token_login_without_a_token_is_said(fake):
    fake.before = lambda _request: Answer(401, headers={"WWW-Authenticate": "Bearer"})
    assert fault_of(lambda: connect(fake.url, "alice", "", timeout_s=1)) == "caldav_login_unsupported"
