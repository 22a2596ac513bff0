"""Sync against the floor: one raw calendar-query, one raw sync-collection, raw PUTs, on Radicale over loopback.

Run: ``python benchmarks/sync_calendar.py [events] [rounds]`` (10000 and 3). Pairs are taken in turn, the median of the
ratios is printed. vdirsyncer is measured too where the command is installed; without it that column is left out.
"""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import niquests

from core.calendar.caldav import CalDAVCalendar, connect
from core.calendar.ics import compose
from core.calendar.multistatus import calendar_query, sync_collection
from core.model.event import OwnEvent, OwnMark
from core.store.database import Store
from core.sync.changes import decide
from core.sync.decision import Target
from core.sync.publish import publish
from core.sync.pull import pull
from tests.servers.processes import Server, radicale

EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\nBEGIN:VEVENT\r\nUID:run-{n}\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART:{start}\r\nDTEND:{end}\r\nSUMMARY:Easy run {n}\r\nDESCRIPTION:{note}\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
NOTE = "Keep it easy, talk all the way. " * 18  # the size of a usual event with its note
PUSHED = 104
ZONE = ZoneInfo("Europe/Berlin")
XML = {"Content-Type": "application/xml", "Accept-Encoding": "identity"}


def fill(server: Server, name: str, count: int) -> str:
    """A calendar written straight into Radicale's folder."""
    folder = server.folder / "collections" / "collection-root" / "alice" / name
    folder.mkdir(parents=True)
    (folder / ".Radicale.props").write_text(json.dumps({"tag": "VCALENDAR", "D:displayname": name}))
    for number in range(count):
        start = datetime(2022, 1, 1, 7, tzinfo=UTC) + timedelta(hours=4 * number)
        times = {"start": f"{start:%Y%m%dT%H%M%SZ}", "end": f"{start + timedelta(hours=1):%Y%m%dT%H%M%SZ}"}
        (folder / f"run-{number}.ics").write_text(EVENT.format(n=number, note=NOTE, **times), newline="")
    return f"{server.url}alice/{name}/"


def timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def compare(name: str, ours: Callable[[], object], floor: Callable[[], object], rounds: int) -> None:
    pairs = [(timed(floor), timed(ours)) for _ in range(rounds)]
    ratio = statistics.median(mine / raw for raw, mine in pairs)
    print(f"{name:24} floor {statistics.median(raw for raw, _ in pairs):7.3f} s   ratio {ratio:5.2f}")


def session() -> niquests.Session:
    raw = niquests.Session()
    raw.auth = ("alice", "secret")
    raw.trust_env = False
    return raw


class Counted:
    """Counts the requests of a calendar."""

    def __init__(self, calendar: CalDAVCalendar) -> None:
        self.count = 0
        self._real = calendar.client.exchange
        calendar.client.exchange = self._exchange  # type: ignore[method-assign]

    def _exchange(self, *args: object, **kwargs: object) -> object:
        self.count += 1
        return self._real(*args, **kwargs)  # type: ignore[arg-type]


def bench_read(calendar: CalDAVCalendar, folder: Path, rounds: int) -> None:
    raw = session()
    body, depth = calendar_query(), {"Depth": "1"}
    raw.request("REPORT", calendar.url, data=body, headers=XML | depth, timeout=600)  # the server's cache is warm,
    token = calendar.listing().token or ""  # and so is its history
    counted, number = Counted(calendar), iter(range(1000))

    def first() -> None:
        with Store(folder / f"first-{next(number)}.db") as store:
            pull(calendar, store)

    def floor() -> None:
        assert raw.request("REPORT", calendar.url, data=body, headers=XML | depth, timeout=600).content

    compare("first sync", first, floor, rounds)
    print(f"{'':24} {counted.count / rounds:.0f} requests each, peak {peak()} MiB")
    with Store(folder / "first-0.db") as store:
        pull(calendar, store)
        counted.count = 0
        compare(
            "poll without news",
            lambda: pull(calendar, store),
            lambda: (
                raw.request(
                    "REPORT", calendar.url, data=sync_collection(token), headers=XML | {"Depth": "0"}, timeout=600
                ).content
            ),
            rounds,
        )
        print(f"{'':24} {counted.count / rounds:.0f} request each")


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def sessions() -> tuple[OwnEvent, ...]:
    first = datetime(2026, 11, 24, 18, tzinfo=ZONE)
    return tuple(
        OwnEvent(
            f"liftslot-{UUID(int=n)}@liftslot",
            first + timedelta(days=3 * n),
            first + timedelta(days=3 * n, minutes=40),
            "Strength A",
            f"Front squat 3 x 4\nRow 3 x 6\n[liftslot:{n:08d}]",
            OwnMark(str(UUID(int=n)), "strength", "full", "std_gym_A", 1),
        )
        for n in range(PUSHED)
    )


def bench_push(server: Server, folder: Path, rounds: int) -> None:
    account = connect(server.url, server.user, server.password)
    number = iter(range(1000))
    raw = session()
    bodies = [compose([event], stamp=datetime(2026, 11, 23, tzinfo=UTC)) for event in sessions()]  # the same bytes

    def ours() -> None:
        calendar = account.open(fill(server, f"ours-{next(number)}", 0))
        now = datetime(2026, 11, 23, 9, tzinfo=ZONE)
        target = Target("bench", calendar.url, ZONE, now, now.astimezone(UTC))
        with Store(folder / f"push-{next(number)}.db") as store:
            assert len(publish(decide(sessions(), (), (), target), calendar, store).written) == PUSHED

    def floor() -> None:
        url = fill(server, f"raw-{next(number)}", 0)
        for n, body in enumerate(bodies):
            headers = {"If-None-Match": "*", "Content-Type": "text/calendar"}
            assert raw.put(f"{url}{n}.ics", data=body, headers=headers).status_code == 201

    compare(f"push of {PUSHED}", ours, floor, rounds)
    account.client.close()


VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair p]
a = "a"
b = "b"
collections = ["runs"]
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


def bench_peer(server: Server, folder: Path, calendar: CalDAVCalendar) -> None:
    command = shutil.which("vdirsyncer")
    if command is None:
        print("vdirsyncer is not installed: no peer measured")
        return
    (folder / "peer").write_text(VDIRSYNCER.format(folder=folder, url=server.url + "alice/"))
    call = [command, "-c", str(folder / "peer")]
    subprocess.run([*call, "discover"], input=b"y\n" * 9, capture_output=True, check=True)
    first = timed(lambda: subprocess.run([*call, "sync"], capture_output=True, check=True))
    again = timed(lambda: subprocess.run([*call, "sync"], capture_output=True, check=True))
    with Store(folder / "peer.db") as store:
        print(f"first sync against vdirsyncer   ratio {timed(lambda: pull(calendar, store)) / first:5.2f}")
        print(f"poll against vdirsyncer         ratio {timed(lambda: pull(calendar, store)) / again:5.2f}")


def main() -> None:
    count, rounds = (int(text) for text in (sys.argv[1:] + ["10000", "3"][len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as name, radicale(Path(name)) as server:
        folder = Path(name)
        account = connect(server.url, server.user, server.password, timeout_s=60)
        calendar = account.open(fill(server, "runs", count))
        print(f"{count} events, medians of {rounds} pairs")
        bench_read(calendar, folder, rounds)
        bench_push(server, folder, rounds)
        bench_peer(server, folder, calendar)
        account.client.close()


main()
