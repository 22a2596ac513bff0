"""Series that may take long run in a process that can be ended."""

import io
import json
import sys
import time
from datetime import datetime, timedelta

from core.calendar.answer import answer_requests
from core.calendar.expansion import CHILD_FLAG, expand_bounded, serve
from core.calendar.group import Request
from core.calendar.moment import Moment
from core.calendar.recurrence import OVERDUE, Pace, Part, expand_series, write_series

START = datetime(2026, 11, 16, 7)  # noqa: DTZ001 - a wall clock


def make_request(rule, start=START):
    part = Part(0, Moment(start, is_date=False), timedelta(hours=1), 0, rules=(rule,))
    return Request(write_series([part]), START, START + timedelta(days=28), Pace.SLOW, None)


WEEKLY = make_request("FREQ=WEEKLY;BYDAY=MO")
NEVER = make_request("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31")
BROKEN = make_request("FREQ=OFTEN")


def test_the_child_answers_what_is_answered_here():
    here = expand_series(WEEKLY.text, WEEKLY.first, WEEKLY.last)
    assert expand_bounded([WEEKLY, BROKEN, WEEKLY]) == [here, None, here]
    assert [row.start.day for row in here] == [16, 23, 30, 7]


def test_a_series_that_hangs_is_ended_and_the_others_are_answered():
    begun = time.monotonic()
    first, never, last = expand_bounded([WEEKLY, NEVER, WEEKLY])
    assert never is OVERDUE
    assert first == last != []
    assert time.monotonic() - begun < 30


def test_after_two_that_hang_the_rest_is_not_tried():
    answers = expand_bounded([NEVER, NEVER, *[WEEKLY] * 3])
    assert answers == [OVERDUE] * 5


def test_the_child_writes_one_line_for_each_series():
    given = json.dumps(
        [[request.text, request.first.isoformat(), request.last.isoformat()] for request in (WEEKLY, BROKEN)]
    )
    taken = io.StringIO()
    serve(io.StringIO(given), taken)
    ready, rows, broken = map(str.strip, taken.getvalue().splitlines())
    assert (ready, broken) == ("ready", "null")
    assert json.loads(rows)[0] == [0, "2026-11-16T07:00:00", "2026-11-16T08:00:00"]


def test_a_built_program_starts_itself(monkeypatch, tmp_path):
    program = tmp_path / "program"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nprint('ready')\nprint('null' if sys.argv[1:] == {[CHILD_FLAG]} else '[]')\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert expand_bounded([WEEKLY]) == [None]


def test_a_child_that_cannot_start_costs_its_series_only(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert expand_bounded([WEEKLY, WEEKLY]) == [OVERDUE, OVERDUE]


def test_nothing_asked_is_nothing_answered():
    assert expand_bounded([]) == []
    answer_requests([])
