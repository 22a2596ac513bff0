"""One conditional GET with everything bounded: time, size, redirects. Foreign errors become ours here."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from typing import Protocol
from urllib.parse import SplitResult, urljoin
from urllib.request import getproxies, proxy_bypass

import niquests
from niquests import exceptions as faults
from urllib3.exceptions import HTTPError

from core.calendar.deadline import Deadline, DeadlineAdapter, read_wait
from core.calendar.feed import MAX_BYTES, Fetched, Validators, is_loopback, parse_address
from core.errors import InputError, NetworkError

AGENT = "Mozilla/5.0 (compatible; Liftslot calendar reader)"  # Garmin answers browsers only
MAX_REDIRECTS = 5
CHUNK = 64 * 1024
_MOVED = {301, 302, 303, 307, 308}
_STATUS = {
    401: "feed_login",
    403: "feed_forbidden",
    404: "feed_missing",
    410: "feed_gone",
    429: "feed_busy",
    503: "feed_busy",
}


class _Stream(Protocol):
    def stream(self, amt: int, *, decode_content: bool) -> Iterator[bytes]: ...


def download(address: SplitResult, validators: Validators, timeout_s: float) -> Fetched:
    """The calendar at the address, or "not modified". NetworkError for everything that fails on the way."""
    deadline = Deadline()
    deadline.begin(timeout_s)
    host = address.hostname or ""
    with niquests.Session() as session:
        session.trust_env = False  # no .netrc: a feed's address is all that it needs
        for scheme in ("https://", "http://"):
            session.mount(scheme, DeadlineAdapter(deadline))
        try:
            return _follow(session, address, validators, deadline.at)
        except (faults.RequestException, HTTPError, OSError) as error:
            raise NetworkError(_name_fault(error), host=host) from error


def _follow(session: niquests.Session, address: SplitResult, validators: Validators, deadline: float) -> Fetched:
    for _ in range(MAX_REDIRECTS + 1):
        host = address.hostname or ""
        response = session.get(
            address.geturl(),
            headers=_headers(validators),
            timeout=_left(deadline, host),
            allow_redirects=False,
            stream=True,
            proxies={} if is_loopback(host) or proxy_bypass(host) else getproxies(),
        )
        with closing(response):
            if response.status_code not in _MOVED:
                return _take(response, host, deadline)
            address = _redirect(address, str(response.headers.get("Location") or ""), host)
    raise NetworkError("feed_redirects", host=host)


def _headers(validators: Validators) -> dict[str, str]:
    headers = {"User-Agent": AGENT, "Accept": "text/calendar, */*;q=0.5", "Accept-Encoding": "gzip"}
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _left(deadline: float, host: str) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise NetworkError("feed_timeout", host=host)
    return left


def _redirect(here: SplitResult, location: str, host: str) -> SplitResult:
    """The next address; never from https down to http, never to anything but http."""
    try:
        target = parse_address(urljoin(here.geturl(), location))
    except (InputError, ValueError) as error:
        raise NetworkError("feed_redirects", host=host) from error
    if here.scheme == "https" and target.scheme != "https":
        raise NetworkError("feed_redirect_open", host=host)
    return target


def _take(response: niquests.Response, host: str, deadline: float) -> Fetched:
    """The answer's meaning."""
    status = response.status_code or 0
    headers = response.headers
    etag, modified = headers.get("ETag"), headers.get("Last-Modified")
    validators = Validators(str(etag) if etag else None, str(modified) if modified else None)
    if status == 304:
        return Fetched(None, validators, not_modified=True)
    if status != 200:
        unknown = "feed_server" if status >= 500 else "feed_status"
        raise NetworkError(_STATUS.get(status, unknown), host=host, status=status, seconds=read_wait(headers))
    raw = _inflate(response, host, deadline)
    kind = str(headers.get("Content-Type") or "").lower()
    start = raw[:2000].lstrip().lower()
    if b"begin:vcalendar" not in start and ("html" in kind or start.startswith((b"<!doctype html", b"<html"))):
        raise NetworkError("feed_web_page", host=host)
    return Fetched(raw, validators)


def _inflate(response: niquests.Response, host: str, deadline: float) -> bytes:
    """The body, inflated piece by piece, so that a small answer can never fill the memory."""
    packed = "gzip" in str(response.headers.get("Content-Encoding") or "").lower()
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
    body = bytearray()
    stream: _Stream = response.raw  # type: ignore[assignment]
    for chunk in stream.stream(CHUNK, decode_content=False):
        _left(deadline, host)
        try:
            body += inflater.decompress(chunk, MAX_BYTES + 1 - len(body)) if packed else chunk
        except zlib.error as error:
            raise NetworkError("feed_cut", host=host) from error
        if len(body) > MAX_BYTES:
            raise NetworkError("feed_too_big", host=host, mebibytes=MAX_BYTES >> 20)
    if packed and not inflater.eof:
        raise NetworkError("feed_cut", host=host)
    return bytes(body)


def _name_fault(error: Exception) -> str:
    """Which of our errors it is."""
    causes = _chain(error)
    names = {type(cause).__name__ for cause in causes}
    text = " ".join(str(cause) for cause in causes)
    if isinstance(error, faults.SSLError) or "CERTIFICATE" in text.upper() or "SSLError" in names:
        return "feed_certificate"
    if "NameResolutionError" in names or "gaierror" in names or "resolve" in text:
        return "feed_no_host"
    if any("Timeout" in name for name in names):
        return "feed_timeout"
    if names & {"ProtocolError", "ChunkedEncodingError", "IncompleteRead", "ContentDecodingError"}:
        return "feed_cut"
    return "feed_unreachable"


def _chain(error: BaseException) -> list[BaseException]:
    causes: list[BaseException] = []
    pending: list[BaseException | None] = [error]
    while pending and len(causes) < 20:
        cause = pending.pop()
        if cause is not None and cause not in causes:
            causes.append(cause)
            pending += [cause.__cause__, cause.__context__, *(a for a in cause.args if isinstance(a, BaseException))]
    return causes
