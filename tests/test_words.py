"""The texts as a table: complete in every language, with the same parameters, compiled from what stands there."""

import gettext
import io
import re
import string
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.words import LANGUAGES, TEXT_FOLDER, Words, choose_language

DOMAINS = sorted(path.stem for path in (TEXT_FOLDER / "en" / "LC_MESSAGES").glob("*.po"))
CODE = Path(__file__).resolve().parent.parent
OTHERS = [language for language in LANGUAGES if language != "en"]


def open_catalogue(language, domain):
    with (TEXT_FOLDER / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language, domain=domain, abort_invalid=True)


def list_texts(language, domain):
    """Id -> the sentences for it (several where it has a plural)."""
    texts = {}
    for message in open_catalogue(language, domain):
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[0]
            texts[one] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return texts


def list_params(sentences):
    return {name for text in sentences for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_there_in_every_language(language, domain):
    assert set(list_texts(language, domain)) == set(list_texts("en", domain))


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_uses_the_same_parameters(language, domain):
    english, other = list_texts("en", domain), list_texts(language, domain)
    wrong = {
        key for key in english if list_params(english[key]) - {"count"} != list_params(other.get(key, ())) - {"count"}
    }
    assert wrong == set()


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language, domain):
    assert [key for key, sentences in list_texts(language, domain).items() if not all(sentences)] == []


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_id_starts_with_its_domain(language, domain):
    assert [key for key in list_texts(language, domain) if not re.match(rf"{domain}\.[\w.]+$", key)] == []


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_in_step_with_its_source(language, domain):
    buffer = io.BytesIO()
    write_mo(buffer, open_catalogue(language, domain))
    buffer.seek(0)
    with (TEXT_FOLDER / language / "LC_MESSAGES" / f"{domain}.mo").open("rb") as file:
        compiled = list_compiled(file)
    assert compiled == list_compiled(buffer), "run: make words"


def list_compiled(file):
    """Every sentence of a compiled catalogue but its header."""
    return {key: text for key, text in gettext.GNUTranslations(file)._catalog.items() if key}


def test_every_sentence_that_the_code_names_is_there():
    known = {key for domain in DOMAINS for key in list_texts("en", domain)}
    quoted = re.compile(rf'"((?:{"|".join(DOMAINS)})\.\w+(?:\.\w+)*)"')
    raised = re.compile(r'(?:Core|Input|Network)Error\(\s*"(\w+)"')
    missing = []
    for path in (*CODE.glob("core/**/*.py"), *CODE.glob("desktop/**/*.py")):
        text = path.read_text(encoding="utf-8")
        named = {name for name in quoted.findall(text) if not name.endswith((".toml", ".lock"))}
        named |= {f"errors.{name}" for name in raised.findall(text)}
        missing += [(path.name, name) for name in sorted(named - known)]
    assert missing == []


def test_a_count_chooses_the_plural():
    words = Words("en")
    assert words.say("commands.check_ok", count=1).startswith("1 session checked")
    assert words.say("commands.check_ok", count=2).startswith("2 sessions checked")


def test_an_unknown_id_is_a_bug():
    with pytest.raises(KeyError):
        Words("en").say("commands.no_such_sentence")


@pytest.mark.parametrize(
    ("wished", "system", "chosen"),
    [
        ("de", "fr_FR.UTF-8", "de"),
        (None, "fr_FR.UTF-8", "fr"),
        (None, "C.UTF-8", "en"),
        ("xx", "de_AT", "de"),
        (None, None, "en"),
    ],
)
def test_the_wished_language_comes_before_the_systems(wished, system, chosen):
    assert choose_language(wished, system) == chosen
