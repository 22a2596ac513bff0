"""vdirsyncer and khal on the runner's server: they read what we wrote, and we keep what they change.

They run from an environment of their own, build/peers (``make set-up``). Thunderbird is in ``test_thunderbird.py``.
"""

import os
import subprocess
from datetime import datetime, timedelta

import pytest

from core.calendar import ics
from tests.whole.living import ROOT, ZONE

PEERS = ROOT / "build" / "peers" / "bin"
VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair p]
a = "a"
b = "b"
collections = ["liftslot", "running"]
[storage a]
type = "caldav"
url = "{url}alice/"
username = "alice"
password = "secret"
[storage b]
type = "filesystem"
path = "{folder}/files/"
fileext = ".ics"
"""
KHAL = """
[calendars]
[[lifts]]
path = {folder}/files/liftslot
[[runs]]
path = {folder}/files/running
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
[default]
default_calendar = lifts
[sqlite]
path = {folder}/khal.db
"""


class Peer:
    """The runner's other computer, where he uses vdirsyncer and khal."""

    def __init__(self, server, folder):
        self.folder = folder
        folder.mkdir()
        for name, text in (("vdirsyncer", VDIRSYNCER), ("khal", KHAL)):
            (folder / f"{name}.conf").write_text(text.format(folder=folder, url=server.url))
        self._run("vdirsyncer", "discover", typed="y\n" * 9)
        self.sync()

    def _run(self, name, *arguments, typed=""):
        done = subprocess.run(
            [PEERS / name, "-c", self.folder / f"{name}.conf", *arguments],
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env=os.environ | {"HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sync(self):
        self._run("vdirsyncer", "sync")

    def list(self, calendar="lifts"):
        """When each event starts by the clock, and its title."""
        form = ("--format", "{start-date} {start-time};{title}{nl}", "--day-format", "")
        out = self._run("khal", "list", "-a", calendar, "2026-11-23", "28d", *form)
        rows = (line.partition(";") for line in out.splitlines() if ";" in line)
        return sorted((datetime.fromisoformat(when).replace(tzinfo=ZONE), title) for when, _, title in rows)

    def edit(self, uid, *typed):
        self._run("khal", "edit", "--show-past", uid, typed="\n".join((*typed, "q", "")))

    def delete(self, uid):
        self._run("khal", "edit", "--show-past", uid, typed="D\ny\nq\n")

    def add(self, *words):
        self._run("khal", "new", "-a", "lifts", *words)


@pytest.fixture
def peer(life, tmp_path):
    life.sync_here()
    return Peer(life.server, tmp_path / "peer")


def sort_lifts(life):
    return sorted(life.lifts().values(), key=lambda event: event.start)


def test_they_show_every_session_at_its_time(life, peer):
    assert peer.list() == life.times()
    assert len(peer.list("runs")) == len(life.objects("Running"))


def test_what_they_change_is_kept_and_the_rest_is_left_alone(life, peer):
    moved, retitled, noted, gone, *_ = sort_lifts(life)
    peer.edit(moved.uid, "t", "2026-11-24 17:00 17:40")
    peer.edit(retitled.uid, "s", "Legs with Anna")
    peer.edit(noted.uid, "d", "Only the squats today")
    peer.delete(gone.uid)
    peer.add("2026-11-27", "12:00", "13:00", "Physio")
    peer.sync()
    foreign = {href: item for href, item in life.objects("Liftslot").items() if b"Physio" in item.raw}
    runs = life.objects("Running")
    life.sync_here()
    lifts, sessions = life.lifts(), life.sessions()
    at = datetime(2026, 11, 24, 17, tzinfo=ZONE)
    assert (lifts[moved.uid].start, sessions[moved.uid].start, sessions[moved.uid].pinned) == (at, at, True)
    assert lifts[retitled.uid].summary == "Legs with Anna"
    assert lifts[noted.uid].description.startswith("Only the squats today")
    assert gone.uid not in lifts | sessions
    assert gone.start.date() not in {event.start.date() for event in lifts.values()}
    assert {href: item for href, item in life.objects("Liftslot").items() if href in foreign} == foreign
    assert len(foreign) == 1
    assert life.objects("Running") == runs
    assert (life.sync_here().changes, life.sync_here().written) == ([], 0)


def test_what_we_change_arrives_there_and_they_write_nothing_back(life, peer):
    life.edit(
        "Running",
        lambda raw: b"UID:run-1-1" in raw,
        lambda raw: raw.replace(b"20261201T063000Z", b"20261202T130000Z"),
    )
    before = life.times()
    life.sync_here()
    times, objects = life.times(), life.objects("Liftslot")
    assert times != before
    peer.sync()
    assert peer.list() == times
    peer.sync()
    assert life.objects("Liftslot") == objects
    assert life.sync_here().changes == []


def test_both_change_a_session_and_the_calendars_stays_until_the_runner_chooses(life, peer):
    event = sort_lifts(life)[0]
    life.move_lift(event.uid, 1)
    life.sync_here()
    peer.sync()
    peer.edit(event.uid, "t", "2026-11-24 18:00 18:40")
    peer.sync()
    life.sync_here()
    assert life.lifts()[event.uid].start == event.start.replace(hour=18, minute=0)
    assert life.sessions()[event.uid].end - life.sessions()[event.uid].start == timedelta(minutes=40)


def test_an_event_that_went_through_them_is_still_ours(life, peer):
    event = sort_lifts(life)[0]
    peer.edit(event.uid, "t", "2026-11-24 17:00 17:40", "s", "Legs", "d", "Gym")
    peer.sync()
    (life.home / "liftslot.db").unlink()
    (item,) = [item for item in life.objects("Liftslot").values() if event.uid.encode() in item.raw]
    assert [own.uid for own in ics.read_own(item.raw, ZONE)] == [event.uid]
    assert [question.key for question in life.sync_here().questions] == ["found"]
    life.sync_here("found")
    kept = life.lifts()[event.uid]
    assert (kept.summary, kept.description[:5]) == ("Legs", "Gym\n\n")
    assert life.sync_here().changes == []
