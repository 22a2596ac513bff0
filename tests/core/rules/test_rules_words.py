"""The table of rules as a table: complete, unique, documented, and with words."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from core.rules.numbers import NUMBERS, Numbers
from core.rules.rule import RULES, Scope
from core.words import LANGUAGES, TEXT_FOLDER, Words

PARAMS = {
    "run": "10 x 400", "race": "City Half", "days": 3, "hours": 30, "minutes": 40, "title": "Sunday run",
    "most": 2, "day": "2026-01-13",
}  # fmt: skip
TWO_WAYS = {"P05", "P08", "P12", "S02", "S16"}  # count chooses the sentence


def test_the_table_holds_every_rule_once_and_in_order():
    ids = [f"P{n:02}" for n in range(1, 17)] + [f"S{n:02}" for n in range(1, 19)]
    assert sorted(rule.id for rule in RULES) == ids


def test_hard_rules_are_those_called_p():
    assert all(rule.hard == rule.id.startswith("P") for rule in RULES)


def test_every_rule_names_its_source_and_is_asked_somewhere():
    for rule in RULES:
        assert rule.source
        asked = bool(rule.evaluate) + bool(rule.evaluate_week)
        assert asked == (0 if rule.scope is Scope.ELSEWHERE else 1), rule.id


def test_every_number_that_a_rule_reads_exists():
    names = {field.name for field in fields(Numbers)}
    assert all(set(rule.numbers) <= names for rule in RULES)


def test_every_number_lies_in_its_range_and_says_where_it_is_from():
    assert all(row.low <= row.default <= row.high and row.unit and row.source for row in NUMBERS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_words_in_every_language(rule, language):
    for count in ({"count": 1}, {"count": 2}) if rule.id in TWO_WAYS else ({},):
        sentence = Words(language).say(f"rules.{rule.id}", tuple((PARAMS | count).items()))
        assert sentence.endswith((".", "?"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_is_said_as_its_weekday(language):
    names = {"en": "Tuesday", "de": "Dienstag", "fr": "mardi"}
    assert names[language] in Words(language).say("rules.S17", day="2026-01-13")


def test_no_sentence_speaks_of_a_rule_that_does_not_exist():
    text = (TEXT_FOLDER / "en" / "LC_MESSAGES" / "rules.po").read_text(encoding="utf-8")
    said = set(re.findall(r'"rules\.(?:short\.)?([PS]\d\d)"', text))
    assert said == {rule.id for rule in RULES}
