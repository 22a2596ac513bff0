"""Numbers written out become figures where they tell a length or a count, and stay words everywhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.runs.spelled import Spelled

WORDS = Spelled({"two": "2", "ten": "10", "half an hour": "half_hour", "eine": "1"}, ("times", "mal"))
READ = WORDS.make_reader([r"km\b", r"miles?\b", r"min\b"])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ten miles", "10 miles"),
        ("Ten-mile run", "10-mile run"),
        ("two 5 km loops", "2 x 5 km loops"),
        ("two times 5", "2 times 5"),
        ("easy half an hour", "easy 30 min"),
        ("eine 5 km Runde", "eine 5 km Runde"),  # an article counts nothing
        ("two friends, ten to one", "two friends, ten to one"),
        ("often miles away", "often miles away"),
    ],
)
def test_a_number_is_read_before_a_unit_a_figure_or_times(text, read):
    assert READ(text) == read


def test_without_words_nothing_is_read():
    assert Spelled({}).make_reader([r"km\b"])("ten km") == "ten km"
    assert Spelled({}).list_words() == frozenset()


@given(st.text(alphabet="abcdefghijkl -,.123", max_size=40))
def test_a_text_without_such_words_stays_as_it_is(text):
    assert READ(text) == text
