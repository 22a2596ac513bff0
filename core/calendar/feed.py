"""A calendar that is only read: a file, or an address (http, https, webcal) with a conditional GET.

The address is a secret (whoever has it reads the calendar): messages name the host and nothing else.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from core.errors import InputError

MAX_BYTES = 64 * 1024 * 1024  # of the calendar, after inflating
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_SECURE = {"webcal": "https", "webcals": "https", "http": "http", "https": "https"}


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server said about the copy we have (RFC 9110 section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A calendar's bytes, or None where it is as it was."""

    raw: bytes | None
    validators: Validators = Validators()
    not_modified: bool = False


def fetch(address: str, *, validators: Validators | None = None, timeout_s: float = 30) -> Fetched:
    """The calendar at a path, ``file:``, http(s) or webcal address.

    ``timeout_s`` is for everything together. InputError for an address or file that cannot be meant, NetworkError
    for what a network or server did; nothing else.
    """
    scheme = _SCHEME.match(address)
    if not scheme or (len(scheme[1]) == 1 and "://" not in address):
        return Fetched(read_path(Path(address)))
    if scheme[1].lower() == "file":
        from urllib.request import url2pathname  # noqa: PLC0415 - brings an HTTP client along

        return Fetched(read_path(Path(url2pathname(unquote(urlsplit(address).path)))))
    from core.calendar.download import download  # noqa: PLC0415 - the HTTP client takes 0.25 s to import

    return download(parse_address(address), validators or Validators(), timeout_s)


def read_path(path: Path) -> bytes:
    """A file's bytes. InputError where there is none, it is a folder, it may not be read or it is too big."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError("file_missing", path=str(path)) from error
    except IsADirectoryError as error:
        raise InputError("file_folder", path=str(path)) from error
    except (OSError, ValueError) as error:
        raise InputError("file_unreadable", path=str(path), detail=_name_fault(error)) from error
    if len(raw) > MAX_BYTES:
        raise InputError("file_too_big", path=str(path), mebibytes=MAX_BYTES >> 20)
    return raw


def _name_fault(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__


def parse_address(address: str) -> SplitResult:
    """The http or https address that is meant; webcal is https, and http only on this very machine."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        _refuse(address)
    scheme = parts.scheme.lower()
    if scheme not in _SECURE:
        raise InputError("address_scheme", scheme=scheme)
    if not host or any(character.isspace() for character in address.strip()) or port == 0:
        _refuse(address)
    plain = scheme == "webcal" and is_loopback(host)
    return urlsplit(urlunsplit(parts._replace(scheme="http" if plain else _SECURE[scheme])))


def _refuse(address: str) -> NoReturn:
    """The scheme is all of a broken address that may be shown."""
    raise InputError("address_invalid", scheme=address.partition(":")[0][:20]) from None


def is_loopback(host: str) -> bool:
    """True for this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
