"""Our side of ``sync_calendar.py``: one job in a process of its own.

Arguments: ``first|poll|polls|push|memory``, the server's address, the calendar's, and the database. Prints JSON: ``inner``, the
seconds of the job itself on an open connection, for ``polls`` the least of several; ``requests`` by method; for ``memory``
what the process holds in MiB.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.calendar.caldav import CalDAVCalendar, connect
from core.model.event import OwnEvent, OwnMark
from core.store.database import Store
from core.sync.changes import decide
from core.sync.decision import Target
from core.sync.publish import publish
from core.sync.pull import pull

PUSHED = 104
POLLS = 7  # in one process, of which the quickest counts
WATCHED = 50  # polls between the two looks at the memory
ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)


def count_requests(calendar: CalDAVCalendar) -> Counter[str]:
    """Counts the exchanges of a calendar from now on, by method."""
    counted: Counter[str] = Counter()
    real = calendar.client.exchange

    def exchange(method: str, *args: object, **kwargs: object) -> object:
        counted[method] += 1
        return real(method, *args, **kwargs)  # type: ignore[arg-type]

    calendar.client.exchange = exchange  # type: ignore[method-assign, assignment]
    return counted


def list_sessions() -> tuple[OwnEvent, ...]:
    first = NOW + timedelta(days=1, hours=9)
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


def push(calendar: CalDAVCalendar, store: Store) -> None:
    target = Target("bench", calendar.url, ZONE, NOW, NOW.astimezone(UTC))
    report = publish(decide(list_sessions(), (), (), target), calendar, store)
    assert len(report.written) == PUSHED


def read_memory() -> float:
    """Resident memory in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def watch_memory(calendar: CalDAVCalendar, store: Store) -> dict[str, float]:
    pull(calendar, store)
    after_one = read_memory()
    for _ in range(WATCHED - 1):
        pull(calendar, store)
    return {"mib_after_1": after_one, f"mib_after_{WATCHED}": read_memory()}


def do(action: str, calendar: CalDAVCalendar, store: Store) -> dict[str, float]:
    if action == "memory":
        return watch_memory(calendar, store)
    if action == "push":
        push(calendar, store)
    else:
        pull(calendar, store)
    return {}


def main() -> None:
    action, server, url, database = sys.argv[1:]
    account = connect(server, "alice", "secret", timeout_s=60)
    calendar = account.open(url)
    counted = count_requests(calendar)
    told: dict[str, object] = {}
    with Store(Path(database)) as store:
        seconds = []
        for _ in range(POLLS if action == "polls" else 1):
            begun = time.perf_counter()
            told |= do(action, calendar, store)
            seconds.append(time.perf_counter() - begun)
        told |= {"inner": min(seconds), "requests": counted}
    account.client.close()
    sys.stdout.write(json.dumps(told))


main()
