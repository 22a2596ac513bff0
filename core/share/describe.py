"""The text of an event of ours: what to do, then why here. It reads on a phone, one exercise a line.

Our lines stand between two markers; what the runner writes before or after them is his (``merge_description``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from core.catalogue import load_catalogue
from core.model.plan import Finding
from core.model.training import Form, Session
from core.share.sheet import Line, Sheet, to_sheet
from core.words import LANGUAGES, Words

FIRST_LINE = "— Liftslot —"
_LISTED = re.compile(r"\s*(?:\d+[a-f]?[.)]|[-*•])\s*(\S.*)")
_WORD = re.compile(r"\w+")
_LETTER = "_"  # stands for A or B
_LAST_LINE = re.compile(r"\[liftslot:[^\]\s]+\]")


def describe(session: Session, placement_findings: Sequence[Finding], words: Words) -> tuple[str, str]:
    """SUMMARY and DESCRIPTION of a session's event; lines end with a line feed, nothing is folded or escaped."""
    sheet = to_sheet(session, placement_findings, words)
    return sheet.title, "\n".join(_lines(sheet, words))


def merge_description(old_text: str, new_block: str) -> str:
    """``old_text`` with our block exchanged and every other character as it was.

    Without both markers the whole old text is the runner's own: the block follows it after an empty line.
    """
    ends = list(_LAST_LINE.finditer(old_text))
    start = old_text.rfind(FIRST_LINE, 0, ends[-1].start()) if ends else -1
    if start >= 0:
        return old_text[:start] + new_block + old_text[ends[-1].end() :]
    if not old_text.strip():
        return new_block
    return f"{old_text}\n\n{new_block}"


def read_exercises(description: str) -> tuple[str, ...]:
    """The ids of the exercises that a session's text lists, one to a numbered line, in whatever language of ours."""
    names = _names()
    lines = (_LISTED.match(line) for line in description.splitlines())
    told = (line[1].casefold() for line in lines if line)
    found = (next((names[name] for name in names if _begins(text, name)), None) for text in told)
    return tuple(dict.fromkeys(exercise for exercise in found if exercise is not None))


def read_form(title: str) -> Form | None:
    """Light or primer where a title of ours says so in any of our languages, its mark and minutes or not."""
    told = _WORD.findall(title.casefold())
    for form, lead in _leads().items():
        if any(len(told) >= len(words) and all(map(_fits, told, words)) for words in lead):
            return form
    return None


def _fits(told: str, word: str) -> bool:
    """True for the same word; a session's letter may be any."""
    return told == word or (word == _LETTER and len(told) == 1)


@cache
def _leads() -> dict[Form, tuple[tuple[str, ...], ...]]:
    """The words that the titles of light sessions and primers begin with, in each language."""
    return {
        form: tuple(tuple(_WORD.findall(_lead(form, Words(language)).casefold())) for language in LANGUAGES)
        for form in (Form.LIGHT, Form.PRIMER)
    }


def _lead(form: Form, words: Words) -> str:
    return words.say(f"event.title.{form}", letter=_LETTER, minutes=0).partition("·")[0]


def _begins(text: str, name: str) -> bool:
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()


@cache
def _names() -> dict[str, str]:
    """Every name of every exercise -> its id, the longest names first."""
    languages = [Words(language) for language in LANGUAGES]
    names = {
        words.say(f"exercises.{exercise}.name").casefold(): exercise
        for exercise in load_catalogue().exercises
        for words in languages
    }
    return dict(sorted(names.items(), key=lambda each: (-len(each[0]), each[0])))


def short_id(uid: str) -> str:
    """The part of a UID that its event's text and marks show: eight characters of ``liftslot-<uuid4>@liftslot``."""
    return uid.removeprefix("liftslot-").partition("@")[0][:8]


def _lines(sheet: Sheet, words: Words) -> Iterator[str]:
    yield FIRST_LINE
    yield from _part(sheet.headline, *sheet.before)
    yield from _part(*(_exercise(line, words) for line in sheet.lines))
    yield from _part(*sheet.notes)
    if sheet.reasons:
        yield from _part(words.say("event.why"), *(f"• {reason}" for reason in sheet.reasons))
    yield sheet.disclaimer
    yield f"[liftslot:{short_id(sheet.uid)}]"


def _part(*lines: str) -> Iterator[str]:
    """Some lines and an empty one; nothing where there are none."""
    told = [line for line in lines if line]
    yield from told
    if told:
        yield ""


def _exercise(line: Line, words: Words) -> str:
    return f"{line.number}. {words.say('event.exercise', name=line.name, details=line.details)} — {line.cue}"
