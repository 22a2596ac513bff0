"""A runner with a home folder and a Radicale, and ``liftslot`` as the processes that he starts."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import closing, contextmanager
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.calendar import ics
from core.calendar.caldav import connect
from core.model.profile import Profile
from core.store.accounts import Account, CalendarChoice, save_accounts
from core.store.database import Store
from core.words import Words
from desktop.sync_command import Wish, run_sync
from desktop.workspace import Workspace
from tests.servers.ring import OnePassword

ROOT = Path(__file__).resolve().parent.parent.parent
ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 6, tzinfo=ZONE)
RUNS = ("Easy run 8 km", "6x800", "Easy run 6 km", "Tempo 30 min", "Long run 20 km")  # Monday to Sunday, two days free
DAYS = (0, 1, 2, 3, 5)
RUN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//coach//EN\r\nBEGIN:VEVENT\r\nUID:run-{n}\r\nDTSTAMP:20261101T000000Z\r\n"
    "DTSTART:{start:%Y%m%dT%H%M%S}Z\r\nDURATION:PT1H\r\nSUMMARY:{title}\r\nX-COACH;A=1:keep\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n"
)
PROFILE = 'timezone = "Europe/Berlin"\n'
ENVIRONMENT = {"PYTHON_KEYRING_BACKEND": "tests.servers.ring.OnePassword", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}


def list_runs(weeks):
    """Name and bytes of each run."""
    monday = datetime(2026, 11, 23, 6, 30, tzinfo=ZoneInfo("UTC"))
    for week in range(weeks):
        for day, title in zip(DAYS, RUNS, strict=True):
            start = monday + timedelta(weeks=week, days=day)
            yield f"run-{week}-{day}.ics", RUN.format(n=f"{week}-{day}", start=start, title=title).encode()


class Life:
    """``home`` is the runner's; ``server`` holds his calendar Running and, after the first sync, Liftslot."""

    def __init__(self, server, folder, weeks=4):
        self.server = server
        self.now = NOW
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        (self.home / "profile.toml").write_text(PROFILE)
        with self.connect() as login:
            info = login.make_calendar("Running")
            calendar = login.open(info.url)
            for name, raw in list_runs(weeks):
                calendar.put(calendar.href_for(name), raw, if_match=None)
            choice = CalendarChoice(url=info.url, name="Running", use="runs")
            account = Account(name="home", url=server.url, user=server.user, calendars=(choice,))
        save_accounts(self.home / "accounts.toml", (account,))

    def twin(self, folder, profile=PROFILE):
        """Another computer of the same runner: the account is added there, the calendar for lifts not chosen."""
        other = copy(self)
        other.home = folder / "home"
        other.home.mkdir(parents=True)
        (other.home / "profile.toml").write_text(profile)
        shutil.copy(self.home / "accounts.toml", other.home)
        return other

    @contextmanager
    def connect(self):
        """A second client inside the block."""
        login = connect(self.server.url, self.server.user, self.server.password, timeout_s=20)
        with closing(login.client):
            yield login

    def command(self, *arguments):
        clock = () if arguments[0] in {"account", "doctor"} else ("--now", self.now.isoformat())
        return [sys.executable, "-m", "desktop", *arguments, "--lang", "en", *clock]

    def start(self, *arguments, before=(), **options):
        """The command as a process; ``before`` is put in front of it."""
        environment = os.environ | ENVIRONMENT | {"LIFTSLOT_HOME": str(self.home)}
        return subprocess.Popen(
            [*before, *self.command(*arguments)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *arguments, before=()):
        """Exit status, what it printed, and what it said."""
        with self.start(*arguments, before=before) as process:
            out, err = process.communicate(timeout=90)
        return process.returncode, out, err

    def sync(self, *more, before=()):
        """A sync that asks nothing: its exit status and its JSON, empty where it printed none."""
        status, out, err = self.run("sync", "--yes", "--json", *more, before=before)
        assert "Traceback" not in err, err
        return status, json.loads(out) if out else {}

    def sync_here(self, *allow):
        """A sync in this process, which spares the second that another takes to start."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LIFTSLOT_HOME", str(self.home))
            patch.setattr("keyring.core._keyring_backend", OnePassword())
            return run_sync(Wish(yes=True, allow=allow), Words("en"), self.now.isoformat())

    def workspace(self):
        """His calendars as they were last read, in this process."""
        profile = Profile(zone=ZONE)
        return Workspace(self.home, profile, Words("en"), lambda: self.now, password=lambda _name: self.server.password)

    def objects(self, name):
        """Href and object of everything in a calendar."""
        with self.connect() as login:
            found = [info for info in login.list_calendars() if info.name == name]
            return {item.href: item for info in found for item in login.open(info.url).everything().items}

    def lifts(self):
        """UID to event of every session in the calendar of the lifts; an event that is there twice fails."""
        events = [event for item in self.objects("Liftslot").values() for event in ics.read_own(item.raw, ZONE)]
        assert max(Counter(event.uid for event in events).values(), default=1) == 1
        return {event.uid: event for event in events}

    def times(self):
        """When each session on the server starts, and what it is called: two at one time would be one too many."""
        found = sorted((event.start, event.summary) for event in self.lifts().values())
        assert len({start for start, _ in found}) == len(found)
        return found

    def edit(self, name, pick, change):
        """Another program changes the objects of a calendar: ``change`` gives their new bytes, None deletes."""
        with self.connect() as login:
            info = next(info for info in login.list_calendars() if info.name == name)
            calendar = login.open(info.url)
            for item in calendar.everything().items:
                if pick(item.raw):
                    raw = change(item.raw)
                    if raw is None:
                        calendar.delete(item.href, if_match=item.etag)
                    else:
                        calendar.put(item.href, raw, if_match=item.etag)

    def move_lift(self, uid, hours):
        def change(raw):
            (event,) = ics.read_own(raw, ZONE)
            by = timedelta(hours=hours)
            return ics.compose([replace(event, start=event.start + by, end=event.end + by)], stamp=event.start)

        self.edit("Liftslot", lambda raw: uid.encode() in raw, change)

    def delete_lift(self, uid):
        self.edit("Liftslot", lambda raw: uid.encode() in raw, lambda _raw: None)

    def sessions(self):
        """What the database holds, UID to session; it is whole and was not set aside."""
        with Store(self.home / "liftslot.db") as store:
            assert store.set_aside is None
            return {session.uid: session for session in store.sessions()}


class Snapshot:
    """Home and server's folder as they were, to go back to; nobody may be asking the server meanwhile."""

    def __init__(self, life, folder):
        self.pairs = [(life.home, folder / "home"), (life.server.folder / "collections", folder / "collections")]
        for here, kept in self.pairs:
            shutil.copytree(here, kept)

    def restore(self):
        for here, kept in self.pairs:
            shutil.rmtree(here)
            shutil.copytree(kept, here)
