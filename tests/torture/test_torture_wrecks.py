"""Damage to some events of a feed never costs another event, and never passes without a word.

The same wrecks every time; ``fuzz.py`` makes new ones.
"""

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.ics import read, read_own
from core.calendar.index import make_index
from tests.torture.judge import ZONE, find_lost, span_of
from tests.torture.mutate import UID, make_feed, wreck_events

FEED = make_feed()
SPAN = span_of(2022, 2024)


def read_it(raw, index=None, span=SPAN):
    return read(raw, source="wreck", span=span, zone=ZONE, index=index)


def of_uids(reading, uids):
    return [found for found in reading.occurrences if found.uid in uids]


def find_far(raw):
    """UIDs of events that say they are in another age."""
    blocks = re.split(rb"(?im)^BEGIN[ \t]*:[ \t]*VEVENT", raw)
    return {uid[1].decode("utf-8", "replace") for block in blocks if FAR.search(block) for uid in UID.finditer(block)}


WHOLE = read_it(FEED)
FAR = re.compile(rb"(?i)\nDTSTART[^:\r\n]*:(?!202[0-5])\d{8}")
NEAR = span_of(2020, 2026)
UIDS = {match[1].decode() for match in UID.finditer(FEED)}


def test_the_feed_is_read_without_a_word():
    assert WHOLE.problems == ()
    assert len(WHOLE.occurrences) > 40


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_events_that_were_not_touched_are_all_there(seed):
    wreck = wreck_events(Random(seed), FEED)
    assert of_uids(read_it(wreck.raw), wreck.whole) == of_uids(WHOLE, wreck.whole)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_an_event_that_is_skipped_is_named(seed):
    wreck = wreck_events(Random(seed), FEED)
    reading = read_it(wreck.raw, span=NEAR)
    counted = any(problem.phrase.id == "problems.unclosed_more" for problem in reading.problems)
    assert counted or find_lost(wreck.raw, reading) & UIDS <= find_far(wreck.raw)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_an_index_changes_nothing_about_a_wreck(seed):
    wreck = wreck_events(Random(seed), FEED)
    plain, indexed = read_it(wreck.raw), read_it(wreck.raw, make_index(wreck.raw))
    hurried = any(problem.phrase.id == "problems.too_slow" for problem in plain.problems + indexed.problems)
    assert hurried or indexed == plain
    read_own(wreck.raw, ZONE)


@pytest.mark.parametrize("seed", range(8))
def test_the_same_seed_damages_the_same_bytes(seed):
    assert wreck_events(Random(seed), FEED) == wreck_events(Random(seed), FEED)
