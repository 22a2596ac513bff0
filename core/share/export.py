"""Sessions and runs as events for a calendar or for a file that somebody else gets."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.model.event import OwnEvent, OwnMark
from core.model.plan import Finding
from core.model.training import Entry, Session
from core.share.describe import describe, short_id
from core.words import Words

WHAT = ("strength", "all", "busy")
Findings = Mapping[str, Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Sharing:
    """What goes into a shared file. ``private``: times only, nothing that tells what they are."""

    what: str = "strength"  # strength | all (runs too) | busy (all of it, as times only)
    private: bool = False
    alarm_minutes: int | None = None

    @property
    def hides(self) -> bool:
        """True where no title, text or mark may leave."""
        return self.private or self.what == "busy"


def to_events(
    sessions: Sequence[Session], findings: Findings, words: Words, *, alarm_minutes: int | None = None
) -> tuple[OwnEvent, ...]:
    """The sessions of ours as events, by start; somebody else's strength is left out.

    ``findings`` are those of each session's place, by UID.
    """
    own = sorted((s for s in sessions if not s.foreign), key=lambda s: (s.start, s.uid))
    return tuple(to_event(session, findings.get(session.uid, ()), words, alarm_minutes) for session in own)


def to_event(session: Session, findings: Sequence[Finding], words: Words, alarm_minutes: int | None = None) -> OwnEvent:
    """One session as an event with its marks."""
    summary, description = describe(session, findings, words)
    mark = OwnMark(
        short_id(session.uid),
        session.kind.value,
        session.form.value,
        session.template,
        session.wave_week,
        session.pinned,
    )
    return OwnEvent(session.uid, session.start, session.end, summary, description, mark, alarm_minutes=alarm_minutes)


def export(
    sessions: Sequence[Session], entries: Sequence[Entry], findings: Findings, words: Words, sharing: Sharing
) -> tuple[OwnEvent, ...]:
    """The events of a shared file, by start.

    Runs have no marks: nobody may take them for sessions of ours. With nothing told, UIDs are made from the
    true ones, so that a later file updates an earlier one.
    """
    events = list(to_events(sessions, findings, words, alarm_minutes=sharing.alarm_minutes))
    if sharing.what != "strength":
        events += [_to_run(entry) for entry in entries if entry.is_run]
    if sharing.hides:
        events = [_hide(event, words) for event in events]
    return tuple(sorted(events, key=lambda event: (event.start, event.uid)))


def _to_run(entry: Entry) -> OwnEvent:
    occurrence = entry.occurrence
    uid = f"{entry.uid}-{occurrence.recurrence_id}" if occurrence.recurrence_id else entry.uid
    start, end = (occurrence.start, occurrence.end) if occurrence.all_day else (entry.start, entry.end)
    return OwnEvent(
        uid, start, end, entry.title, "", _NO_MARK, categories=("Running",), marked=False, all_day=occurrence.all_day
    )


def _hide(event: OwnEvent, words: Words) -> OwnEvent:
    uid = f"busy-{hashlib.sha256(event.uid.encode()).hexdigest()[:24]}@liftslot"
    title = words.say("event.title.busy")
    return OwnEvent(
        uid, event.start, event.end, title, "", _NO_MARK, categories=(), marked=False, all_day=event.all_day
    )


_NO_MARK = OwnMark("", "", "", "", 0)
