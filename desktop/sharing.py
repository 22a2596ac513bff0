"""The plan as an .ics file for other people and other programs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from core import planner
from core.calendar import ics
from core.errors import InputError
from core.planner import State
from core.share.export import Sharing, export
from core.store.whole import replace_file
from core.words import Words

CALENDAR_NAME = "Liftslot"
WHAT = ("strength", "all", "busy")


def write_ics(state: State, out: Path, sharing: Sharing, words: Words, stamp: datetime) -> int:
    """Write what is shared of the horizon; the number of events. The file is whole or as it was before.

    InputError ``file_unwritable``, ``share_what``.
    """
    if sharing.what not in WHAT:
        raise InputError("share_what", what=sharing.what)
    inside = state.horizon
    sessions = [session for session in state.sessions if session.span.overlaps(inside)]
    entries = [entry for entry in state.entries if entry.span.overlaps(inside)]
    findings = {uid: slot.findings for uid, slot in planner.explain_sessions(state).items()}
    events = export(sessions, entries, findings, words, sharing)
    raw = ics.compose(events, stamp=stamp, name=CALENDAR_NAME, method="PUBLISH")
    replace_file(out, raw, fault="file_unwritable")
    return len(events)
