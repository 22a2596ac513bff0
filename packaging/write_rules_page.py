"""Writes docs/rules.md from the rule table, so that the page cannot differ from the program. Run by ``make docs``."""

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.rules.numbers import NUMBERS
from core.rules.rule import RULES, Rule
from core.words import load_domain

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
HEAD = """\
# The rule table

Written by `make docs` from `core/rules`; do not edit.

A slot starts with 50 points. A hard rule (P) forbids it; the others (S) add or take points. 60 and more is *good*, 40 to 59 *ok*,
less *avoid*. The plan prefers, in this order: more sessions; more full ones; fewer changes to what was agreed; more points; earlier
days. A session that is not full may take an *avoid* day of at least 20 points. You may put a session anywhere by hand: the rules then
say what they think, and the planner leaves it where it is.

Sources: `L24` is a line of the article on strength training for runners that the rules follow, `[8]` a paper in
[evidence.md](evidence.md), *judgement* a rule of thumb of ours without a citation.

| rule | what the runner reads | source |
|---|---|---|
"""
NUMBERS_HEAD = """
## The numbers

Each can be set in the profile's `[rules]` table by its name, within its range.

| name | default | range | unit | source |
|---|---|---|---|---|
"""


class Blank(dict):
    """Parameters shown as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def say_rule(rule: Rule) -> str:
    """The English sentence, or both where it counts, with the parameters left open."""
    key, words = f"rules.{rule.id}", load_domain("en", "rules")
    counted = [words.ngettext(key, key, number) for number in (1, 3)]
    said = [words.gettext(key)] if key in counted else counted  # one without a plural is found by gettext only
    return " / ".join(text.format_map(Blank()) for text in said)


def write_page() -> Iterator[str]:
    """The page's lines."""
    yield HEAD
    for rule in RULES:
        yield f"| {rule.id} | {say_rule(rule)} | {rule.source} |\n"
    yield NUMBERS_HEAD
    for number in NUMBERS:
        yield (
            f"| `{number.name}` | {number.default:g} | {number.low:g} to {number.high:g} | {number.unit}"
            f" | {number.source} |\n"
        )


def page_text() -> str:
    """The whole page."""
    return "".join(write_page())


if __name__ == "__main__":
    PAGE.write_text(page_text(), encoding="utf-8")
