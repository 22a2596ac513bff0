"""Plain series give the walls that dateutil gives; whatever is not plain is left alone."""

from datetime import datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.recurrence import Pace, expand_series, judge_rule
from core.calendar.series import read_rule

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
START = datetime(2026, 1, 29, 7)  # noqa: DTZ001 - a Thursday, the last but no fifth one
starts = st.integers(0, 3000).map(lambda days: START + timedelta(days=days))


@st.composite
def plain_rules(draw):
    start = draw(starts)
    day, nth = DAYS[start.weekday()], (start.day - 1) // 7 + 1
    others = draw(st.lists(st.sampled_from(DAYS), max_size=3))
    last = [f"BYDAY=-1{day}"] if (start + timedelta(days=7)).month != start.month else []
    named = [f"BYDAY={nth}{day}"] if nth < 5 else []
    choices = [
        ["FREQ=DAILY"],
        ["FREQ=WEEKLY"],
        ["FREQ=WEEKLY", f"BYDAY={','.join(sorted({day, *others}))}", draw(st.sampled_from(["WKST=SU", "WKST=MO"]))],
        ["FREQ=MONTHLY"],
        ["FREQ=MONTHLY", *draw(st.sampled_from([named, last, [f"BYMONTHDAY={start.day}"]]))],
        ["FREQ=YEARLY"],
        [
            "FREQ=YEARLY",
            f"BYMONTH={start.month}",
            *draw(st.sampled_from([[], named, last, [f"BYMONTHDAY={start.day}"]])),
        ],
    ]
    parts = draw(st.sampled_from(choices))
    parts += [f"INTERVAL={draw(st.integers(1, 13))}"] if draw(st.booleans()) else []
    parts += [f"COUNT={draw(st.integers(1, 30))}"] if draw(st.booleans()) else []
    return start, ";".join(parts)


@settings(max_examples=400, deadline=None)
@given(plain_rules(), st.integers(-400, 4000), st.integers(0, 800))
def test_a_plain_rule_gives_what_dateutil_gives(plain, offset, length):
    start, text = plain
    first = start + timedelta(days=offset)
    last = first + timedelta(days=length)
    rule = read_rule(text, start)
    assert rule
    assert list(rule.walls(first, last)) == rrulestr(text, dtstart=start).between(first, last, inc=True)


@pytest.mark.parametrize(
    "text",
    [
        *("FREQ=HOURLY", "FREQ=DAILY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=1TH", "FREQ=WEEKLY;WKST=XX"),
        *("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=TH", "FREQ=MONTHLY;BYMONTHDAY=3", "FREQ=YEARLY;BYMONTH=2"),
        *("FREQ=YEARLY;BYDAY=1TH", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=x", "FREQ=DAILY;INTERVAL=0", ""),
        *("FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;INTERVAL=100000", "FREQ=MONTHLY;BYDAY=3TH", "FREQ=WEEKLY;BYSETPOS=1"),
    ],
)
def test_what_is_not_plain_is_left_to_the_library(text):
    assert read_rule(text, START) is None


def test_a_series_without_end_ends_with_the_calendar():
    rule = read_rule("FREQ=YEARLY", START.replace(year=9990))
    assert len(list(rule.steps.walls(None))) == 10


def test_a_leap_day_comes_in_leap_years():
    rule = read_rule("FREQ=YEARLY", START.replace(year=2024, month=2))
    assert [wall.year for wall in islice(rule.steps.walls(None), 3)] == [2024, 2028, 2032]


@pytest.mark.parametrize(
    ("text", "pace"),
    [
        *(("FREQ=MONTHLY;BYDAY=2MO", Pace.QUICK), ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28", Pace.QUICK)),
        *(("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", Pace.SLOW), ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1", Pace.SLOW)),
        *(("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", Pace.SLOW), ("FREQ=DAILY;BYDAY=MO", Pace.QUICK)),
        *(("FREQ=HOURLY;INTERVAL=6", Pace.SLOW), ("FREQ=SECONDLY;COUNT=5", Pace.SLOW), ("FREQ=SECONDLY", Pace.REFUSED)),
        *(("FREQ=SECONDLY;COUNT=5;BYMONTH=2", Pace.REFUSED), ("FREQ=DAILY;INTERVAL=0", Pace.BROKEN)),
        *(("FREQ=DAILY;INTERVAL=", Pace.BROKEN), ("FREQ=NEVER", Pace.BROKEN), ("FREQ=DAILY;X=ä", Pace.BROKEN)),
        *(("FREQ=YEARLY;BYSECOND=" + ",".join(["1"] * 101), Pace.REFUSED), ("FREQ=YEARLY;BYMONTH=13", Pace.SLOW)),
    ],
)
def test_bombs_are_known_before_they_are_expanded(text, pace):
    assert judge_rule(text, START, START + timedelta(days=300)) is pace


def test_a_series_that_the_library_cannot_read_is_none():
    assert expand_series("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR", START, START) is None
