"""From a domain or an e-mail address to its calendar server, as the domain's own records say (RFC 6764).

Records of the domain name system can be forged, and what they name may be somebody else's server: the login goes to the
domain itself, to hosts below it, and to what the runner agreed to; to another host never without a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dns.exception import DNSException
from dns.rdata import Rdata
from dns.rdtypes.ANY.TXT import TXT
from dns.rdtypes.IN.SRV import SRV
from dns.resolver import Resolver, get_default_resolver

from core.calendar.caldav import CalDAVAccount, connect_at
from core.calendar.client import Login, Trust, host_of, is_kin, origin_of
from core.calendar.discovery import PROVIDERS, complete_address
from core.errors import CoreError, InputError, NetworkError

SERVICE = "_caldavs._tcp."  # only over TLS: _caldav._tcp would send a password in the open
MAX_PLACES = 4  # servers that are tried for one domain
IMPATIENT_S = 10.0  # for each of them while another is left
ELSEWHERE = frozenset({"caldav_server_unreachable", "caldav_server_slow", "caldav_absent", "caldav_redirected"})
NO_CALENDARS = frozenset({"caldav_absent", "caldav_redirected"})
DOMAIN = re.compile(r"[^\s/:@\[\]]+")
# Where people have mail but no calendar that a password opens.
ELSEWISE = {
    **dict.fromkeys(("gmail.com", "googlemail.com"), "caldav_domain_google"),
    **dict.fromkeys(("outlook.com", "hotmail.com", "live.com", "msn.com"), "caldav_domain_microsoft"),
}
# Where a password that opens the website is refused: part of the address -> what is said.
APP_PASSWORDS = {
    ".icloud.com/": "caldav_login_icloud",
    ".fastmail.com/": "caldav_login_fastmail",
    "/remote.php/dav": "caldav_login_nextcloud",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Who is asked for records; without ``servers`` (IP addresses) the system's. Each of two questions has its seconds."""

    servers: tuple[str, ...] = ()
    port: int = 53
    seconds: float = 4.0

    def ask(self, name: str, kind: str) -> tuple[Rdata, ...]:
        """The records of a name; none where there are none, or where nobody answered in time."""
        try:
            resolver = self._find_resolver()
            return tuple(resolver.resolve(name, kind, lifetime=self.seconds, search=False, raise_on_no_answer=False))
        except (DNSException, OSError, UnicodeError):
            return ()

    def _find_resolver(self) -> Resolver:
        if not self.servers:
            return get_default_resolver()
        resolver = Resolver(configure=False)
        resolver.nameservers, resolver.port = list(self.servers), self.port
        return resolver


SYSTEM = Names()


def find_account(
    typed: str, login: Login, trust: Trust, *, names: Names = SYSTEM, timeout_s: float = 30
) -> CalDAVAccount:
    """The account behind an address, a domain or an e-mail address; the first of its servers that answers as one.

    As ``caldav.connect``; also ``NetworkError("caldav_host_foreign")`` where the login would go to another provider,
    ``InputError("caldav_domain_...")`` for a domain without calendars, or none that a password opens.
    """
    domain = read_domain(typed)
    places = list_places(domain, trust.hosts, names) if domain else ()
    tries = places or (complete_address(typed),)
    for number, place in enumerate(tries, 1):
        last = number == len(tries)
        try:
            return connect_at(place, login, trust, timeout_s=timeout_s if last else min(timeout_s, IMPATIENT_S))
        except NetworkError as fault:
            if last or fault.id not in ELSEWHERE:
                raise explain_fault(fault, domain if not places else None, place) from fault
    raise AssertionError("there is always a place to try")


def explain_fault(fault: NetworkError, domain: str | None, place: str) -> CoreError:
    """The fault itself, but for a domain that is no calendar server and names none, and for known refusals of a password."""
    if domain and fault.id in NO_CALENDARS:
        return InputError("caldav_domain_silent", domain=domain)
    hints = (hint for part, hint in APP_PASSWORDS.items() if part in place)
    return NetworkError(next(hints, fault.id), host=host_of(place)) if fault.id == "caldav_login_refused" else fault


def read_domain(typed: str) -> str | None:
    """The domain whose records tell the server; None for a whole address, and for providers that we know."""
    domain = typed.strip().rpartition("@")[2].lower().rstrip(".")
    if not DOMAIN.fullmatch(domain) or domain in PROVIDERS or re.fullmatch(r"[\d.]+", domain):
        return None
    if domain in ELSEWISE:
        raise InputError(ELSEWISE[domain], domain=domain)
    return domain


def list_places(domain: str, agreed: tuple[str, ...], names: Names) -> tuple[str, ...]:
    """The addresses that the domain's records name, best first, with the path of its TXT record before the bare host.

    By priority, then by weight: all are tried in order, so that no dice are needed. None where there are no records.
    ``NetworkError("caldav_host_foreign")`` where all of them are another provider's and not agreed to.
    """
    found = sorted(_read_services(domain, names), key=lambda one: (one.priority, -one.weight, one.host))
    ours = [one for one in found if one.host in agreed or is_kin(origin_of(f"https://{domain}/"), one.address)]
    if found and not ours:
        raise NetworkError("caldav_host_foreign", host=found[0].host)
    path = _read_path(domain, names) if ours else ""
    places = (place for one in ours for place in ([one.address + path] if path else []) + [one.address])
    return tuple(dict.fromkeys(places))[:MAX_PLACES]


@dataclass(frozen=True, slots=True)
class _Service:
    """One SRV record."""

    priority: int
    weight: int
    host: str
    port: int

    @property
    def address(self) -> str:
        return f"https://{self.host}{'' if self.port == 443 else f':{self.port}'}/"


def _read_services(domain: str, names: Names) -> Iterator[_Service]:
    """``InputError("caldav_domain_without")`` where the domain says that it has no such service (a lone dot)."""
    records = [record for record in names.ask(SERVICE + domain, "SRV") if isinstance(record, SRV)]
    services = [_Service(r.priority, r.weight, r.target.to_text(omit_final_dot=True), r.port) for r in records]
    if services and all(one.host in {"", "."} for one in services):
        raise InputError("caldav_domain_without", domain=domain)
    return (replace(one, host=one.host.lower()) for one in services if one.host not in {"", "."} and one.port)


def _read_path(domain: str, names: Names) -> str:
    """The path that the service's TXT record names, without its first slash; empty where it names none."""
    for record in names.ask(SERVICE + domain, "TXT"):
        text = b"".join(record.strings).decode("ascii", "replace") if isinstance(record, TXT) else ""
        if text.startswith("path=/") and not text.startswith("path=//"):
            return text.removeprefix("path=/")
    return ""
