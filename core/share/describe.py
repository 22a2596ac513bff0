"""The text of an event of ours: what to do, then why here. It reads on a phone, one exercise a line.

Our lines stand between two markers; what the runner writes before or after them is his (``merge_description``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.model.plan import Finding
from core.model.training import Session
from core.share.sheet import Line, Sheet, to_sheet
from core.words import Words

FIRST_LINE = "— Liftslot —"
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
