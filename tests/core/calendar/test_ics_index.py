"""An index changes how fast a calendar is read, and nothing else."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.read_shapes import make_calendar
from core.calendar.ics import read
from core.calendar.index import make_index, read_index
from core.model.event import Span
from tests.torture.hostile import make_files

BERLIN = ZoneInfo("Europe/Berlin")
RAW = make_calendar(300, 1)
INDEX = make_index(RAW)
ODD = [
    make()
    for name, make in make_files()
    if name in {"unknown zone", "two starts", "end of words", "UTF-16", "no start"}
]


def span_from(day, days):
    start = datetime(2022, 1, 1, tzinfo=BERLIN) + timedelta(days=day)
    return Span(start, start + timedelta(days=days))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 500), st.integers(1, 60))
def test_with_and_without_an_index_the_reading_is_the_same(day, days):
    span = span_from(day, days)
    plain = read(RAW, source="test", span=span, zone=BERLIN)
    assert read(RAW, source="test", span=span, zone=BERLIN, index=INDEX) == plain


@pytest.mark.parametrize("raw", ODD)
def test_odd_calendars_are_read_the_same_with_an_index(raw):
    span = Span(datetime(2026, 11, 16, tzinfo=BERLIN), datetime(2026, 12, 14, tzinfo=BERLIN))
    plain = read(raw, source="test", span=span, zone=BERLIN)
    assert read(raw, source="test", span=span, zone=BERLIN, index=make_index(raw)) == plain


def test_an_index_of_other_bytes_is_none():
    assert read_index(RAW, INDEX) is not None
    assert read_index(RAW.replace(b"SUMMARY", b"summary", 1), INDEX) is None


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(INDEX) - 1), st.binary(min_size=1, max_size=3))
def test_a_damaged_index_is_none_or_still_right(place, damage):
    span = span_from(60, 30)
    damaged = INDEX[:place] + damage + INDEX[place + 1 :]
    assert read(RAW, source="t", span=span, zone=BERLIN, index=damaged) == read(RAW, source="t", span=span, zone=BERLIN)


def test_what_is_no_calendar_has_no_index():
    assert make_index(b"hello") == b""
