"""The one safe HTTP client under CalDAV: the caldav library's session and login, none of its leniency.

What is refused here, because each was seen to lose or leak something: redirects (a PUT answered by a login page
counts as saved), compressed replies (their etags turn weak and the condition is silently dropped), replies without
end, a password for another host, proxies and ``.netrc`` from the environment, and plain http outside one's own network.
"""

from __future__ import annotations

import contextlib
import ipaddress
import ssl
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import niquests
from caldav.davclient import DAVClient
from caldav.lib.error import DAVError
from niquests.exceptions import ConnectionError as HttpConnectionError
from niquests.exceptions import RequestException, SSLError, Timeout
from niquests.models import Response

from core.calendar.deadline import Deadline, DeadlineAdapter, read_wait
from core.errors import InputError, NetworkError

AGENT = "Liftslot/0.1 (CalDAV)"
MAX_BYTES = 128 * 1024 * 1024
BULK_FACTOR = 10  # a reply with a whole calendar in it may take so many times the usual time
READS = frozenset({"GET", "PROPFIND", "REPORT"})
# Hosts of one provider that hand each other over; anywhere else only the host itself and hosts below it.
PROVIDER_DOMAINS = ("icloud.com", "fastmail.com", "googleusercontent.com")
# X509_V_ERR_*: what makes a certificate unacceptable, told apart for the reader.
CERTIFICATE_FAULTS = {
    10: "caldav_tls_expired",
    9: "caldav_tls_expired",
    62: "caldav_tls_other_host",
    64: "caldav_tls_other_host",
}
NO_TLS = (
    "wrong version number",
    "record layer failure",
    "unknown protocol",
    "http request",
)  # plain http answers there


@dataclass(frozen=True, slots=True)
class Login:
    """Who asks; never written anywhere."""

    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom the runner trusts beyond the server: an own authority (PEM), other hosts that his login may go to."""

    ca_file: str | None = None
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply, body included."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def etag(self) -> str | None:
        """The strong etag, None where there is none or only a weak one."""
        return strong_etag(self.headers.get("ETag"))

    @property
    def is_multistatus(self) -> bool:
        """True for a 207 of XML: all else, such as a portal's page, is no answer to a DAV question."""
        return self.status == 207 and "xml" in self.headers.get("Content-Type", "").lower()


def strong_etag(etag: str | None) -> str | None:
    """The etag where it can be used in a condition (RFC 9110 8.8.1), else None."""
    return None if etag is None or not etag.strip() or etag.strip().startswith("W/") else etag.strip()


class SafeClient(DAVClient):
    """One login on one server, with a deadline and a size limit on every exchange.

    ``timeout_s`` holds for connecting, and for the whole reply, silence included; ten times that for bulk reads:
    Radicale is silent for two minutes when it first reckons the token of ten thousand events.
    """

    def __init__(self, url: str, login: Login, *, trust: Trust, timeout_s: float) -> None:
        check_scheme(url)
        super().__init__(
            url=url,
            username=login.user,
            password=login.password,
            enable_rfc6764=False,
            ssl_verify_cert=trust.ca_file or True,
        )
        self.session = niquests.Session()
        self.session.trust_env = False
        self.deadline = Deadline()
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, DeadlineAdapter(self.deadline))
        weakref.finalize(self, self.session.close)  # who forgets to close leaves no open line behind
        self.timeout_s = timeout_s
        self.on_busy: Callable[[int], None] = lambda _seconds: None  # told how long the server asks to be left in peace
        self.origins = {origin_of(url)}
        self.trust = trust

    def exchange(
        self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None, *, bulk: bool = False
    ) -> Reply:
        """The server's answer, whatever its status; never follows a redirect.

        ``NetworkError`` for all that is no answer, and for those that end every conversation: wrong login (401),
        overload (429, 503 with ``seconds`` to wait, -1 unknown).
        """
        if origin_of(url) not in self.origins:
            raise NetworkError("caldav_host_foreign", host=host_of(url))
        limit = self.timeout_s * (BULK_FACTOR if bulk else 1)
        reply = self._send_read(method, url, body, dict(headers or {}), limit)
        challenge = reply.headers.get("WWW-Authenticate")
        if reply.status == 401 and challenge and not self.auth:
            self._answer(challenge, url)
            reply = self._send_read(method, url, body, dict(headers or {}), limit)
        if reply.status == 401:
            raise NetworkError("caldav_login_refused", host=host_of(url))
        if reply.status in {429, 503}:
            seconds = read_wait(reply.headers)
            self.on_busy(seconds)
            raise NetworkError("caldav_server_busy", host=host_of(url), seconds=seconds)
        return reply

    def allow(self, url: str) -> None:
        """Let the login go to this address too: the same provider's, or one that the runner agreed to.

        ``NetworkError("caldav_host_foreign")`` for any other.
        """
        check_scheme(url)
        agreed = url.startswith("https:") and host_of(url) in self.trust.hosts
        if not agreed and not any(is_kin(origin, url) for origin in self.origins):
            raise NetworkError("caldav_host_foreign", host=host_of(url))
        self.origins.add(origin_of(url))

    def _answer(self, challenge: str, url: str) -> None:
        try:
            self.build_auth_object(sorted(self.extract_auth_types(challenge)))
        except DAVError as error:
            raise NetworkError("caldav_login_unsupported", host=host_of(url)) from error
        if not self.auth:
            raise NetworkError("caldav_login_unsupported", host=host_of(url))

    def _send_read(self, method: str, url: str, body: bytes, headers: dict[str, str], seconds: float) -> Reply:
        """Asks a second time where a question, never a write, met a connection that the server had already closed."""
        try:
            return self._send(method, url, body, headers, seconds)
        except NetworkError as fault:
            if fault.id != "caldav_server_unreachable" or method not in READS:
                raise
            return self._send(method, url, body, headers, seconds)

    def _send(self, method: str, url: str, body: bytes, headers: dict[str, str], seconds: float) -> Reply:
        base = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Accept": "text/xml, text/calendar, */*;q=0.1"}
        self.deadline.begin(seconds)
        try:
            response = self.session.request(
                method,
                url,
                data=body or None,
                headers=base | headers,
                auth=self.auth,
                timeout=(self.timeout_s, seconds),
                verify=self.ssl_verify_cert,
                allow_redirects=False,
                stream=True,
            )
            reply = _collect(response, self.deadline.at, host_of(url))
            if reply.status >= 400:  # some servers hang up after an error without saying so: never write on that line
                self.session.close()
        except (RequestException, OSError, ValueError) as error:
            raise translate_fault(error, host_of(url)) from error
        return reply


def _collect(response: Response, deadline: float, host: str) -> Reply:
    """The whole reply, or a fault as soon as it is too long, too late, or compressed though we asked for it plain."""
    chunks: list[bytes] = []
    size = 0
    with contextlib.closing(response):
        if response.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
            raise NetworkError("caldav_reply_packed", host=host)
        for chunk in response.iter_content(-1):
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_BYTES:
                raise NetworkError("caldav_reply_huge", host=host)
            if time.monotonic() > deadline:
                raise NetworkError("caldav_server_slow", host=host)
    return Reply(int(response.status_code or 0), response.headers, b"".join(chunks))


def translate_fault(error: Exception, host: str) -> NetworkError:
    """A foreign exception as one of ours; the only place where they are told apart."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NetworkError(CERTIFICATE_FAULTS.get(cause.verify_code, "caldav_tls_unknown"), host=host)
    if isinstance(error, SSLError):
        return NetworkError(_read_certificate_text(str(error)), host=host)
    if isinstance(error, Timeout) or "timed out" in str(error).lower():
        return NetworkError("caldav_server_slow", host=host)
    if isinstance(error, (HttpConnectionError, OSError)):
        return NetworkError("caldav_server_unreachable", host=host)
    return NetworkError("caldav_reply_broken", host=host)


def _read_certificate_text(text: str) -> str:
    if any(sign in text.lower().replace("_", " ") for sign in NO_TLS):
        return "caldav_tls_none"
    if "expired" in text:
        return "caldav_tls_expired"
    return "caldav_tls_other_host" if "match" in text or "not valid for" in text else "caldav_tls_unknown"


def _causes(error: BaseException) -> list[BaseException]:
    """The error, what caused it and what it wraps, each once."""
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in seen:
            seen.append(one)
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return seen


def check_scheme(url: str) -> None:
    """``InputError`` unless the address is https, or http to this machine or one's own network."""
    parts = urlsplit(url)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise InputError("caldav_address_invalid", address=host_of(url) or url.partition("?")[0])
    if parts.username or parts.password:
        raise InputError("caldav_address_password", host=parts.hostname)
    if parts.scheme == "http" and not is_local(parts.hostname):
        raise InputError("caldav_address_plain", host=parts.hostname)


def is_local(host: str) -> bool:
    """True for this machine and for addresses of a private network (RFC 1918, RFC 4193)."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local"))
    return address.is_private or address.is_loopback


def host_of(url: str) -> str:
    """The host's name, for messages: never the path or the user."""
    return urlsplit(url).hostname or ""


def origin_of(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address."""
    parts: SplitResult = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def is_kin(origin: tuple[str, str, int], url: str) -> bool:
    """True where a login for the origin may go to this address too: the host itself, one below it, or one provider's.

    Never from https down to http.
    """
    scheme, host, port = origin_of(url)
    if origin[0] == "https" and scheme != "https":
        return False
    if host == origin[1]:
        return (scheme, port) == (origin[0], origin[2]) or scheme == "https"
    below = host.endswith("." + origin[1])
    same_provider = any(host.endswith("." + name) and origin[1].endswith("." + name) for name in PROVIDER_DOMAINS)
    return scheme == "https" and (below or same_provider)
