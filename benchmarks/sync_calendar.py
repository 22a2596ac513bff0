"""Sync against its floor (bare requests with httpx) and against vdirsyncer, on Radicale and Xandikos over loopback.

Run: ``python benchmarks/sync_calendar.py [events] [rounds]`` (10000 and 3); needs build/peers (``make set-up``) and git.
Every contender is a process of its own, taken in turn; each one's least time counts, since all else is the machine's noise.
"job": the work itself on an
open connection; "process": with the interpreter's start, imports and finding the calendar, which for a poll is most of it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.calendar.caldav import CalDAVCalendar, connect
from tests.servers.processes import Server, radicale, xandikos

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "build" / "peers" / "bin"
HERE = Path(__file__).resolve().parent
EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\nBEGIN:VEVENT\r\nUID:run-{n}\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART:{start}\r\nDTEND:{end}\r\nSUMMARY:Easy run {n}\r\nDESCRIPTION:{note}\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
NOTE = "Keep it easy, talk all the way. " * 18  # the size of a usual event with its note
VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair p]
a = "a"
b = "b"
collections = ["{name}"]
[storage a]
type = "caldav"
url = "{url}"
username = "alice"
password = "secret"
[storage b]
type = "filesystem"
path = "{folder}/files/"
fileext = ".ics"
"""


@dataclass(frozen=True)
class Run:
    """One process: its seconds on the clock and on the processor, and what it told."""

    wall: float
    cpu: float
    told: dict[str, object]

    @property
    def inner(self) -> float:
        """Seconds of the job itself."""
        return float(str(self.told["inner"]))


@dataclass(frozen=True)
class Place:
    """A filled calendar on a server, and a folder for what the contenders leave."""

    server: Server
    calendar: CalDAVCalendar
    folder: Path
    rounds: int


def call(*arguments: object) -> Run:
    before, begun = os.times(), time.perf_counter()
    done = subprocess.run([str(one) for one in arguments], capture_output=True, input=b"y\n" * 9, check=False)
    wall, after = time.perf_counter() - begun, os.times()
    if done.returncode:
        sys.exit(done.stderr.decode()[-2000:])
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, cpu, json.loads(done.stdout) if done.stdout.startswith(b"{") else {})


def run_raw(*arguments: object) -> Run:
    return call(PEERS / "python", HERE / "sync_raw.py", *arguments)


def run_ours(action: str, place: Place, database: str, url: str | None = None) -> Run:
    script = HERE / "sync_ours.py"
    return call(sys.executable, script, action, place.server.url, url or place.calendar.url, place.folder / database)


def fill(folder: Path, count: int) -> None:
    """The objects straight into a server's folder: writing them one by one would take half an hour."""
    for number in range(count):
        start = datetime(2022, 1, 1, 7, tzinfo=UTC) + timedelta(hours=4 * number)
        times = {"start": f"{start:%Y%m%dT%H%M%SZ}", "end": f"{start + timedelta(hours=1):%Y%m%dT%H%M%SZ}"}
        (folder / f"run-{number}.ics").write_text(EVENT.format(n=number, note=NOTE, **times), newline="")


def fill_radicale(server: Server, count: int) -> None:
    fill(server.folder / "collections" / "collection-root" / "alice" / "runs", count)


def fill_xandikos(server: Server, count: int) -> None:
    folder = server.folder / "data" / "alice" / "calendars" / "runs"
    fill(folder, count)
    git = ["git", "-C", str(folder), "-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    subprocess.run([*git, "add", "-A"], check=True, capture_output=True)
    subprocess.run([*git, "commit", "-qm", "all"], check=True, capture_output=True)


def show(name: str, pairs: list[tuple[float, float]], goal: float | None = None) -> None:
    other, ours = (min(values) for values in zip(*pairs, strict=True))
    ratio = ours / other
    mark = "" if goal is None else f"   goal {goal:4.2f}  {'met' if ratio <= goal else 'NOT MET'}"
    print(f"  {name:44} {other:8.3f} s  ours {ours:8.3f} s  ratio {ratio:5.2f}{mark}")


def warm(place: Place) -> str:
    """Fills the server's own caches, which are not what is measured; the token of what is there."""
    run_raw("query", place.calendar.url)
    return place.calendar.listing().token or ""


def bench_first(place: Place) -> None:
    raw, ours, peer = [], [], []
    for number in range(place.rounds):
        raw.append(run_raw("query", place.calendar.url))
        ours.append(run_ours("first", place, f"first-{number}.db"))
        peer.append(run_vdirsyncer(place, f"peer-{number}"))
    show(
        "first sync, job, to one raw calendar-query", [(a.inner, b.inner) for a, b in zip(raw, ours, strict=True)], 1.5
    )
    show("first sync, process, to raw", [(a.wall, b.wall) for a, b in zip(raw, ours, strict=True)])
    show("first sync, process, to vdirsyncer", [(a.wall, b.wall) for a, b in zip(peer, ours, strict=True)], 0.6)
    show("first sync, processor time, to vdirsyncer", [(a.cpu, b.cpu) for a, b in zip(peer, ours, strict=True)])
    print(f"  requests: {ours[0].told['requests']}")


def bench_poll(place: Place, token: str) -> None:
    run_ours("first", place, "first-0.db")  # fetches the token that the first sync did not ask for
    raw, ours, peer, jobs = [], [], [], []
    for number in range(place.rounds):
        jobs.append((run_raw("polls", place.calendar.url, token), run_ours("polls", place, "first-0.db")))
        raw.append(run_raw("poll", place.calendar.url, token))
        ours.append(run_ours("poll", place, "first-0.db"))
        peer.append(call(PEERS / "vdirsyncer", "-c", place.folder / f"peer-{number}" / "config", "sync"))
    show("poll, job, to one raw sync-collection", [(a.inner, b.inner) for a, b in jobs], 1.3)
    show("poll, process, to raw", [(a.wall, b.wall) for a, b in zip(raw, ours, strict=True)])
    show("poll, process, to vdirsyncer", [(a.wall, b.wall) for a, b in zip(peer, ours, strict=True)], 0.4)
    show("poll, processor time, to vdirsyncer", [(a.cpu, b.cpu) for a, b in zip(peer, ours, strict=True)])
    print(f"  requests: {ours[0].told['requests']}")
    memory = run_ours("memory", place, "first-0.db").told
    print("  " + ", ".join(f"{name} {value:.1f}" for name, value in memory.items() if isinstance(value, float)))


def run_vdirsyncer(place: Place, name: str) -> Run:
    """Discovery and first sync into an empty folder."""
    folder = place.folder / name
    folder.mkdir()
    home = place.calendar.url.rstrip("/").rpartition("/")[0] + "/"
    collection = place.calendar.url.rstrip("/").rpartition("/")[2]
    (folder / "config").write_text(VDIRSYNCER.format(folder=folder, url=home, name=collection))
    found = call(PEERS / "vdirsyncer", "-c", folder / "config", "discover")
    synced = call(PEERS / "vdirsyncer", "-c", folder / "config", "sync")
    return Run(found.wall + synced.wall, found.cpu + synced.cpu, {})


def bench_push(place: Place) -> None:
    """The floor sends the very bytes that we sent, into a calendar as empty as ours was."""
    account = connect(place.server.url, "alice", "secret", timeout_s=60)
    ours, raw = [], []
    bodies = place.folder / "bodies"
    for number in range(place.rounds + 1):
        mine = account.open(account.make_calendar(f"ours {number}").url)
        run = run_ours("push", place, f"push-{number}.db", mine.url)
        if number == 0:  # only for its bytes, and to warm the server up
            bodies.mkdir()
            for item in mine.everything().items:
                (bodies / item.href.rpartition("/")[2]).write_bytes(item.raw.replace(b"\n", b"\r\n"))
            continue
        ours.append(run)
        raw.append(run_raw("push", account.make_calendar(f"raw {number}").url, bodies))
    account.client.close()
    show("push of 104, job, to 104 raw PUTs", [(a.inner, b.inner) for a, b in zip(raw, ours, strict=True)], 1.2)
    print(f"  requests: {ours[0].told['requests']}")


def bench(server: Server, place: Place, count: int) -> None:
    print(f"{server.name}, {count} events, the least of {place.rounds} rounds")
    token = warm(place)
    bench_first(place)
    bench_poll(place, token)
    bench_push(place)


def main() -> None:
    count, rounds = (int(text) for text in (sys.argv[1:] + ["10000", "3"][len(sys.argv) - 1 :]))
    if not (PEERS / "vdirsyncer").exists() or shutil.which("git") is None:
        sys.exit("build/peers or git is missing: make set-up")
    for start, filled in ((radicale, fill_radicale), (xandikos, fill_xandikos)):
        with tempfile.TemporaryDirectory() as name, start(Path(name)) as server:
            account = connect(server.url, server.user, server.password, timeout_s=60)
            calendar = account.open(account.make_calendar("runs").url)
            filled(server, count)
            work = Path(name) / "work"
            work.mkdir()
            bench(server, Place(server, calendar, work, rounds), count)
            account.client.close()


main()
