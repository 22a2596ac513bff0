"""The only place where ids become sentences.

An id is ``<domain>.<rest>``; each domain is a gettext catalogue
``resources/text/<language>/LC_MESSAGES/<domain>.po`` (compiled beside it by ``make words``).
The msgid is the id itself, so English is a translation like any other. Parameters are filled in by
``str.format``; a parameter named ``count`` chooses the plural.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from core.errors import Param, Params, Phrase

LANGUAGES = ("en", "de", "fr")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TEXT_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "text"


@cache
def load_domain(language: str, domain: str) -> gettext.NullTranslations:
    """The compiled catalogue, English filling the gaps of another language."""
    chain = [language] if language == "en" else [language, "en"]
    return gettext.translation(domain, TEXT_FOLDER, chain)


class Words:
    """Says phrases in one language. Cheap to make; holds nothing but the language."""

    __slots__ = ("language",)

    def __init__(self, language: str = "en") -> None:
        self.language = language if language in LANGUAGES else "en"

    def say(self, id: str, params: Params = (), **more: Param) -> str:
        """The sentence for an id; a KeyError where no catalogue has it (a bug, not a fault)."""
        values = dict(params) | more
        if id.startswith("rules."):
            values = {name: self._show(name, value) for name, value in values.items()}
        catalogue = load_domain(self.language, id.partition(".")[0])
        count = values.get("count")
        text = catalogue.ngettext(id, id, int(count)) if count is not None else catalogue.gettext(id)
        if text == id:
            raise KeyError(id)
        return text.format(**values)

    def _show(self, name: str, value: Param) -> Param:
        """Rules' parameters called ``day`` or ``day_...`` are ISO dates; a sentence says their weekday."""
        if not isinstance(value, str) or name.partition("_")[0] != "day":
            return value
        return load_domain(self.language, "days").gettext(f"days.{date.fromisoformat(value).weekday()}")

    def phrase(self, phrase: Phrase) -> str:
        """The sentence of a phrase."""
        return self.say(phrase.id, phrase.params)


def choose_language(wished: str | None, environment: str | None) -> str:
    """The first of ``--lang`` and the environment's LANG (``de_DE.UTF-8``) that we speak, else English."""
    for candidate in _candidates(wished, environment):
        if candidate in LANGUAGES:
            return candidate
    return "en"


def _candidates(*names: str | None) -> Iterator[str]:
    for name in names:
        if name:
            yield name.replace("-", "_").partition("_")[0].partition(".")[0].lower()
