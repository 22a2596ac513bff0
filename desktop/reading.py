"""Opening what the commands call a SOURCE: a path, ``-``, an address, or the name of an account."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from core import planner
from core.calendar import feed, ics
from core.errors import InputError, Phrase
from core.model.event import Occurrence, Problem, Reading, Span
from core.model.profile import Profile
from core.model.training import Form, Kind, Session, SessionKind
from core.runs.week import understand
from core.words import Words
from desktop.clock import find_now
from desktop.copies import FileShelf, read_indexed
from desktop.home import find_home
from desktop.typed import Typed
from desktop.workspace import ACCOUNTS_NAME, FEED_TIMEOUT_S, Workspace

ADDRESSES = ("http://", "https://", "webcal://", "webcals://")
NO_CALENDAR = {  # what the whole of a source can be instead: the problem's id and the error's
    "problems.not_a_calendar": "no_calendar",
    "problems.empty": "file_empty",
    "problems.web_page": "file_web_page",
    "problems.packed": "file_packed",
    "problems.far_too_many_events": "file_too_many_events",
}
CACHE_NAME = "cache"
HISTORY_DAYS = 400
PLAN_YEARS = 2


def is_address(source: str) -> bool:
    """True for what is fetched over the network."""
    return source.lower().startswith(ADDRESSES)


def read_bytes(source: str) -> tuple[str, bytes]:
    """The name to show for a source and its bytes. An address is shown by its host: the rest is a secret."""
    if source == "-":
        return "stdin", read_input()
    if is_address(source):
        fetched = feed.fetch(source, validators=None, timeout_s=FEED_TIMEOUT_S)
        return urlsplit(source).hostname or "feed", fetched.raw or b""
    return Path(source).name, feed.read_path(Path(source))


def read_input() -> bytes:
    """What comes on standard input, empty where that is closed. InputError where it is too big."""
    raw = sys.stdin.buffer.read(feed.MAX_BYTES + 1) if sys.stdin else b""
    if len(raw) > feed.MAX_BYTES:
        raise InputError("file_too_big", path="stdin", mebibytes=feed.MAX_BYTES >> 20)
    return raw


def read_source(source: str, span: Span, profile: Profile, typed: Typed | None = None) -> tuple[Reading, ...]:
    """What a source holds in a span. InputError and NetworkError say what is wrong and how to mend it."""
    work = _find_workspace(source, profile, typed or Typed())
    if work is not None:
        return work.read_account(source, span)
    return (read_file(source, span, profile),)


def read_file(source: str, span: Span, profile: Profile) -> Reading:
    """What a path, an address or standard input holds in a span."""
    name, raw = read_bytes(source)
    if source == "-":
        reading = ics.read(raw, source=name, span=span, zone=profile.zone)
    else:
        key = source if is_address(source) else str(Path(source).absolute())
        reading = read_indexed(raw, name, span, profile.zone, FileShelf(find_home() / CACHE_NAME, key))
    for problem in reading.problems:
        if problem.phrase.id in NO_CALENDAR:
            raise InputError(NO_CALENDAR[problem.phrase.id], source=name, **dict(problem.phrase.params))
    return reading


def may_be_account(source: str) -> bool:
    """True where the source is neither standard input, nor an address, nor a file that is there."""
    return source != "-" and not is_address(source) and not Path(source).exists()


def _find_workspace(source: str, profile: Profile, typed: Typed) -> Workspace | None:
    """The runner's workspace where the source is the name of one of its accounts."""
    home = find_home()
    if not may_be_account(source) or not (home / ACCOUNTS_NAME).exists():
        return None
    work = Workspace(home, profile, Words(), lambda: find_now(None, profile.zone), typed=typed)
    return work if any(account.name == source for account in work.accounts) else None


def read_history(path: Path, profile: Profile, now: datetime) -> SessionsRead:
    """Strength sessions of a file; those before ``now`` are done."""
    span = Span(now - timedelta(days=HISTORY_DAYS), now + timedelta(days=HISTORY_DAYS))
    read = read_sessions(str(path), span, profile)
    return replace(read, sessions=tuple(planner.mark_done(session, now) for session in read.sessions))


def read_plan(source: str, profile: Profile, now: datetime) -> SessionsRead:
    """Every strength session of a plan, and what in it could not be read or is no session."""
    span = Span(now - timedelta(days=365 * PLAN_YEARS), now + timedelta(days=365 * PLAN_YEARS))
    return read_sessions(source, span, profile)


@dataclass(frozen=True, slots=True)
class SessionsRead:
    """The strength sessions of a file, what could not be read, and the exercises that each session's text names."""

    sessions: tuple[Session, ...]
    problems: tuple[Problem, ...]
    named: dict[str, tuple[str, ...]]  # by UID


def read_sessions(source: str, span: Span, profile: Profile) -> SessionsRead:
    """Our own events, what other programs call strength, and copies of ours without marks by their titles."""
    from core.share.describe import read_exercises, read_form  # noqa: PLC0415 - knows every exercise; most commands ask for none

    reading = read_file(source, span, profile)
    own = [planner.session_of(item) for item in reading.occurrences if item.own is not None]
    named = {item.uid: read_exercises(item.description) for item in reading.occurrences}
    entries = understand([item for item in reading.occurrences if item.own is None], profile)
    forms = [read_form(entry.title) or (Form.FULL if entry.kind is Kind.STRENGTH else None) for entry in entries]
    told = list(zip(entries, forms, strict=True))
    theirs = [_to_session(entry.occurrence, form) for entry, form in told if form is not None]
    strangers = [
        Problem(reading.source, entry.uid, Phrase("problems.no_session", (("title", entry.title),)))
        for entry, form in told
        if form is None
    ]
    return SessionsRead(planner.sort_sessions((*own, *theirs)), (*reading.problems, *strangers), named)


def _to_session(occurrence: Occurrence, form: Form) -> Session:
    return Session(occurrence.key, SessionKind.STRENGTH, form, occurrence.start, occurrence.end, pinned=True)
