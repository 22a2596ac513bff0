"""A sync in a process of its own, for tests that end it in the middle.

Arguments: address, calendar, folder, number of sessions, and before which write the process kills itself (0: never).
"""

import os
import signal
import sys
from pathlib import Path

from core.calendar.caldav import connect
from tests.core.sync.weeks import Desk, lifts


def main():
    address, calendar, folder, count, fatal = sys.argv[1:]
    account = connect(address, "alice", "secret", timeout_s=10)
    source = account.open(calendar)
    real, seen = source.client.exchange, []

    def exchange(method, *args, **kwargs):
        if method in {"PUT", "DELETE"}:
            seen.append(method)
            if len(seen) == abs(int(fatal)):
                if int(fatal) < 0:  # after the server did it, before we know
                    real(method, *args, **kwargs)
                os.kill(os.getpid(), signal.SIGKILL)
        return real(method, *args, **kwargs)

    source.client.exchange = exchange
    desk = Desk(Path(folder), source)
    report = desk.sync(lifts(int(count)))
    sys.stdout.write(f"{len(report.written)} {report.requests}\n")


main()
