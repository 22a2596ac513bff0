"""Events of ours, a calendar in memory and a real store, for the tests of the sync."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from core.calendar.memory import MemoryCalendar
from core.model.event import OwnEvent, OwnMark
from core.store.database import Store
from core.sync.changes import decide
from core.sync.decision import Consent, Target
from core.sync.look import look
from core.sync.publish import publish

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)
URL = "memory://here/1/"
RUN = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//coach//EN\r\nBEGIN:VEVENT\r\nUID:run-1\r\nDTSTAMP:20261101T000000Z\r\n"
    b"DTSTART:20261124T060000Z\r\nDTEND:20261124T070000Z\r\nSUMMARY:Easy run\r\nX-COACH;A=1:keep\r\nEND:VEVENT\r\n"
    b"END:VCALENDAR\r\n"
)


def lift(number, hours=0.0, text="Squat 3 x 5", **changes):
    """The session of a day: number 1 is tomorrow at 18:00, moved by some hours."""
    uid = f"liftslot-{UUID(int=number)}@liftslot"
    start = datetime(2026, 11, 23, 18, tzinfo=ZONE) + timedelta(days=number, hours=hours)
    mark = OwnMark(str(UUID(int=number)), "strength", "full", "std_gym_A", 1)
    description = f"{text}\n[liftslot:{number:08d}]"
    return replace(OwnEvent(uid, start, start + timedelta(minutes=40), "Strength A", description, mark), **changes)


def lifts(count):
    return tuple(lift(number) for number in range(1, count + 1))


def target(**changes):
    return replace(Target("home", URL, ZONE, since=NOW, stamp=NOW.astimezone(UTC)), **changes)


class Desk:
    """One device: a store and the calendar that it syncs with."""

    def __init__(self, folder: Path, source=None):
        self.source = source or MemoryCalendar(URL)
        self.path = folder / "store.db"
        self.store = Store(self.path)

    def decide(self, wanted, **changes):
        consent = changes.get("consent", Consent())
        seen = look(self.source, self.store, self.store, trust=consent.gone)
        place = target(url=self.source.url, **changes)
        return decide(wanted, seen.items, self.store.rows(self.source.url), place)

    def sync(self, wanted, *, stop=lambda: False, **changes):
        return publish(self.decide(wanted, **changes), self.source, self.store, stop=stop)

    def href(self, number):
        return next(row.href for row in self.store.all_rows() if row.uid == lift(number).uid)

    def edit(self, number, old, new):
        """The runner changes the event in another program."""
        href = self.href(number)
        raw = self.source.objects[href]
        assert old in raw
        self.source.keep(href, raw.replace(old, new))


ALL_CONSENT = Consent(gone=True, deletes=True, found=True)
