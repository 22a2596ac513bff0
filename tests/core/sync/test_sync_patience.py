"""A busy server is left in peace for as long as it says, within reason."""

from datetime import timedelta

import pytest

from core.sync.patience import Pause, begin_pause, is_over, read_pause
from tests.core.sync.weeks import NOW


def seconds_of(pause):
    return (pause.until - NOW).total_seconds()


@pytest.mark.parametrize(("said", "kept"), [(0, 0), (90, 90), (31_536_000, 6 * 3600)])
def test_what_the_server_says_is_kept_for_six_hours_at_most(said, kept):
    assert seconds_of(begin_pause(None, said, NOW)) == kept


def test_without_a_word_each_pause_is_twice_the_one_before():
    pause, lengths, now = None, [], NOW
    for _ in range(9):
        pause = begin_pause(pause, -1, now)
        lengths.append((pause.until - now).total_seconds())
        now = pause.until
    assert lengths == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_after_an_hour_without_trouble_it_begins_small_again():
    late = NOW + timedelta(hours=2)
    assert begin_pause(Pause(NOW, 5), -1, late) == Pause(late + timedelta(seconds=60), 1)


def test_a_pause_ends_and_one_that_a_clock_makes_endless_does_not_count():
    pause = begin_pause(None, 90, NOW)
    assert not is_over(pause, NOW)
    assert is_over(pause, pause.until)
    assert is_over(pause, NOW - timedelta(days=400))
    assert is_over(None, NOW)


def test_a_pause_survives_the_store():
    pause = begin_pause(None, 90, NOW)
    assert read_pause(pause.to_json()) == pause


@pytest.mark.parametrize("text", [None, "", "null", "{}", "[]", "nonsense", '{"until": 3, "tries": 1}'])
def test_what_is_no_pause_is_none(text):
    assert read_pause(text) is None
