"""The floor: one bare request of each kind with httpx, in a process of its own (run by build/peers/bin/python).

Arguments: ``query|poll|polls|push``, the calendar's address, and for polls a token, for ``push`` a folder of .ics files.
Prints JSON: ``inner``, the seconds from the first request to the last reply, for ``polls`` the least of several.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import httpx

POLLS = 7
XML = {"Content-Type": "application/xml", "Accept-Encoding": "identity"}
SPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
QUERY = (
    f"<c:calendar-query {SPACES}><d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter>"
    '<c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter></c:calendar-query>'
)
SYNC = (
    f"<d:sync-collection {SPACES}><d:sync-token>{{token}}</d:sync-token><d:sync-level>1</d:sync-level>"
    "<d:prop><d:getetag/></d:prop></d:sync-collection>"
)


def report(client: httpx.Client, url: str, body: str, depth: str) -> None:
    answer = client.request("REPORT", url, content=body, headers=XML | {"Depth": depth})
    assert answer.status_code == 207, answer.text


def push(client: httpx.Client, url: str, bodies: list[tuple[str, bytes]]) -> None:
    for name, body in bodies:
        headers = {"If-None-Match": "*", "Content-Type": "text/calendar; charset=utf-8"}
        assert client.put(url + name, content=body, headers=headers).status_code == 201


def main() -> None:
    action, url, *more = sys.argv[1:]
    bodies = [(path.name, path.read_bytes()) for path in sorted(Path(more[0]).iterdir())] if action == "push" else []
    with httpx.Client(auth=("alice", "secret"), timeout=600, trust_env=False) as client:
        seconds = []
        for _ in range(POLLS if action == "polls" else 1):
            begun = time.perf_counter()
            if action == "query":
                report(client, url, QUERY, "1")
            elif action in {"poll", "polls"}:
                report(client, url, SYNC.format(token=more[0]), "0")
            else:
                push(client, url, bodies)
            seconds.append(time.perf_counter() - begun)
        sys.stdout.write(json.dumps({"inner": min(seconds)}))


main()
