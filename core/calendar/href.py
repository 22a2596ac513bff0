"""Pure: the paths of objects, in one spelling, and which of them belong to a calendar."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

PLAIN_PATH = re.compile(r"/[A-Za-z0-9._~@/-]*")  # nearly all: one spelling only
PATH_SAFE = "-._~@!$&'()*+,;=:"


def canonical_path(href: str) -> str:
    """The path of a href or address with one spelling for each character: ``%40`` and ``@`` are the same."""
    if PLAIN_PATH.fullmatch(href):
        return href
    return "/".join(quote(unquote(part), safe=PATH_SAFE) for part in urlsplit(href).path.split("/"))


def is_child(path: str, collection: str) -> bool:
    """True for a direct child of the collection's path; both canonical. Never for the collection itself."""
    name = path.removeprefix(collection)
    return path.startswith(collection) and bool(name) and "/" not in name and name not in {".", ".."}


def child_path(collection: str, name: str) -> str:
    """The path of an object of this name in a collection."""
    return collection + quote(name, safe=PATH_SAFE)
