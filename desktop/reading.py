"""Opening what the commands call a SOURCE: a path, ``-``, an address, or the name of an account."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

from core.calendar import feed, ics
from core.model.event import Reading, Span
from core.model.profile import Profile

ADDRESSES = ("http://", "https://", "webcal://", "webcals://")
FEED_TIMEOUT_S = 60.0


def is_address(source: str) -> bool:
    """True for what is fetched over the network."""
    return source.lower().startswith(ADDRESSES)


def read_bytes(source: str) -> tuple[str, bytes]:
    """The name to show for a source and its bytes. An address is shown by its host: the rest is a secret."""
    if source == "-":
        return "stdin", sys.stdin.buffer.read()
    if is_address(source):
        fetched = feed.fetch(source, validators=None, timeout_s=FEED_TIMEOUT_S)
        return urlsplit(source).hostname or "feed", fetched.raw or b""
    return Path(source).name, feed.read_path(Path(source))


def read_source(source: str, span: Span, profile: Profile) -> Reading:
    """What a source holds in a span. InputError and NetworkError say what is wrong and how to mend it."""
    name, raw = read_bytes(source)
    return ics.read(raw, source=name, span=span, zone=profile.zone)
