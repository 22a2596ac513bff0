"""Pure: what WebDAV servers are asked and what their 207 replies say (RFC 4918, 4791, 6578)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from core.errors import NetworkError

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'


@dataclass(frozen=True, slots=True)
class Row:
    """One d:response: its status for the whole (or 200) and the properties that were found."""

    href: str
    status: int
    found: dict[str, etree._Element]

    def text(self, name: str) -> str | None:
        """The text of a property, None where it is absent or empty."""
        element = self.found.get(name)
        return None if element is None or not element.text else element.text

    def href_in(self, name: str) -> str | None:
        """The first d:href inside a property."""
        element = self.found.get(name)
        inner = None if element is None else element.find(f"{DAV}href")
        return None if inner is None or not inner.text else inner.text.strip()

    def has(self, name: str, child: str) -> bool:
        """True where a property holds such an element, at any depth."""
        element = self.found.get(name)
        return element is not None and next(element.iter(child), None) is not None


@dataclass(frozen=True, slots=True)
class Multistatus:
    """A whole 207 reply."""

    rows: tuple[Row, ...]
    token: str | None = None


def parse_multistatus(body: bytes, host: str) -> Multistatus:
    """The rows of a 207 body. ``NetworkError("caldav_reply_broken")`` where it is cut, no XML, or no multistatus."""
    rows: list[Row] = []
    token = root = None
    tags = (f"{DAV}response", f"{DAV}sync-token", f"{DAV}multistatus")
    try:
        for _, element in etree.iterparse(io.BytesIO(body), tag=tags, resolve_entities=False, no_network=True):
            root = element.tag
            if element.tag == f"{DAV}response":
                rows.append(_read_row(element))
            elif element.tag == f"{DAV}sync-token" and _is_top(element.getparent()):
                token = element.text
    except etree.XMLSyntaxError as error:
        raise NetworkError("caldav_reply_broken", host=host) from error
    if root != f"{DAV}multistatus":
        raise NetworkError("caldav_reply_broken", host=host)
    return Multistatus(tuple(rows), token)


def _is_top(parent: etree._Element | None) -> bool:
    return parent is not None and parent.tag == f"{DAV}multistatus"


def _read_row(response: etree._Element) -> Row:
    found: dict[str, etree._Element] = {}
    for propstat in response.iterfind(f"{DAV}propstat"):
        if read_status(propstat.findtext(f"{DAV}status")) < 300:
            for prop in propstat.iterfind(f"{DAV}prop"):
                found.update((str(child.tag), child) for child in prop)
    status = response.findtext(f"{DAV}status")
    return Row((response.findtext(f"{DAV}href") or "").strip(), read_status(status) if status else 200, found)


def read_status(line: str | None) -> int:
    """The code of ``HTTP/1.1 404 Not Found``; 500 where there is none."""
    words = (line or "").split()
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 500


def read_precondition(body: bytes) -> str:
    """The name of the first precondition in a d:error body, such as ``no-uid-conflict``; empty where none is."""
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return ""
    errors = [root] if root.tag == f"{DAV}error" else []
    names = [etree.QName(child).localname for error in errors for child in error if isinstance(child.tag, str)]
    return names[0] if names else ""


def propfind(names: Iterable[str]) -> bytes:
    """A PROPFIND body; names like ``d:getetag``."""
    return f"{_HEAD}<d:propfind {_SPACES}><d:prop>{_tags(names)}</d:prop></d:propfind>".encode()


def sync_collection(token: str) -> bytes:
    """A REPORT body asking for the etags of what changed since a token (RFC 6578 3.2)."""
    return (
        f"{_HEAD}<d:sync-collection {_SPACES}><d:sync-token>{escape(token)}</d:sync-token>"
        "<d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>"
    ).encode()


def calendar_query() -> bytes:
    """A REPORT body asking for every object that holds an event, with its text (RFC 4791 7.8)."""
    return (
        f"{_HEAD}<c:calendar-query {_SPACES}><d:prop><d:getetag/><c:calendar-data/></d:prop>"
        '<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter>'
        "</c:calendar-query>"
    ).encode()


def multiget(hrefs: Iterable[str]) -> bytes:
    """A REPORT body asking for the text of these objects (RFC 4791 7.9)."""
    wanted = "".join(f"<d:href>{escape(href)}</d:href>" for href in hrefs)
    return (
        f"{_HEAD}<c:calendar-multiget {_SPACES}><d:prop><d:getetag/><c:calendar-data/></d:prop>"
        f"{wanted}</c:calendar-multiget>"
    ).encode()


def mkcalendar(name: str) -> bytes:
    """A MKCALENDAR body for a calendar of events (RFC 4791 5.3.1)."""
    return (
        f"{_HEAD}<c:mkcalendar {_SPACES}><d:set><d:prop><d:displayname>{escape(name)}</d:displayname>"
        '<c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set>'
        "</d:prop></d:set></c:mkcalendar>"
    ).encode()


def _tags(names: Iterable[str]) -> str:
    return "".join(f"<{name}/>" for name in names)
