"""The languages as data: strict to read, complete, and matched as they say."""

import pytest

from core.errors import InputError
from core.runs.facts import read_facts
from core.runs.languages import CONCEPTS, read_language
from core.runs.vocabulary import KINDS_FOLDER, build_vocabulary

FILES = sorted(path.name for path in KINDS_FOLDER.glob("*.toml"))
TINY = """
[units]
km = ["km"]
[strong]
long = ["*lauf"]
intervals = ["interval*"]
tempo = ["TDL"]
[weak]
easy = ["tdl", "Läufchen"]
"""


def concepts_of(text, source=TINY):
    return set(read_facts(text, build_vocabulary({"tiny.toml": source})).meanings)


@pytest.mark.parametrize("name", ["en", "de", "fr", "es", "it", "nl", "pt", "nordic", "pl", "zh", "ja", "fi"])
def test_a_language_is_a_file(name):
    assert f"{name}.toml" in FILES


@pytest.mark.parametrize("name", FILES)
def test_every_shipped_language_is_read_strictly(name):
    assert read_language(name, (KINDS_FOLDER / name).read_text("utf-8"))


def test_every_concept_is_said_in_some_language():
    tables = [read_language(name, (KINDS_FOLDER / name).read_text("utf-8")) for name in FILES]
    known = {concept for table in tables for part in ("strong", "weak") for concept in table[part]}
    assert set(CONCEPTS) - known <= {"am", "pm"}


def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_name():
    with pytest.raises(InputError) as caught:
        read_language("x.toml", '[strong]\n\nlnog = ["a"]\n')
    assert dict(caught.value.params) == {"file": "x.toml", "line": 3, "key": "lnog", "nearest": "long"}


def test_an_unknown_table_is_refused():
    with pytest.raises(InputError) as caught:
        read_language("x.toml", "[storng]\n")
    assert dict(caught.value.params)["nearest"] == "strong"


@pytest.mark.parametrize("value", ['"long"', "[1]", '[""]'])
def test_a_value_that_is_no_list_of_words_is_refused(value):
    with pytest.raises(InputError, match="kinds_value"):
        read_language("x.toml", f"[strong]\nlong = {value}\n")


def test_a_file_that_is_no_toml_is_refused():
    with pytest.raises(InputError, match="kinds_syntax"):
        read_language("x.toml", "[strong\n")


@pytest.mark.parametrize(
    ("text", "concept"),
    [("Waldlauf", "long"), ("Intervalle", "intervals"), ("TDL", "tempo"), ("läufchen", "easy"), ("LAUFCHEN", "easy")],
)
def test_phrases_are_matched_by_ending_beginning_capitals_and_fold(text, concept):
    assert concept in concepts_of(text)


def test_a_code_in_small_letters_is_a_word():
    assert concepts_of("tdl") == {"easy"}


def test_a_code_also_means_what_the_word_does():
    assert concepts_of("TDL") == {"tempo", "easy"}


def test_an_unknown_word_means_nothing():
    assert concepts_of("Zahnarzt") == set()
