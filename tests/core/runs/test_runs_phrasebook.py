"""Phrases by their first word: what was added is found, the longest first, and said strongly where any said so."""

from hypothesis import given
from hypothesis import strategies as st

from core.runs.phrasebook import Phrasebook

PHRASES = st.lists(st.lists(st.sampled_from(["long", "easy", "run", "day"]), min_size=1, max_size=4).map(" ".join))


def fill(*phrases, tag=(1, "long", True)):
    book = Phrasebook()
    book.add_all(phrases, tag)
    return book


def test_a_word_by_itself_is_read_and_an_unknown_one_is_none():
    book = fill("long", "long run")
    assert book.read_word("long").concepts == (("long", True),)
    assert book.read_word("run") is None
    assert book.read_word("short") is None


def test_a_word_that_only_begins_phrases_means_nothing_by_itself():
    book = fill("long run")
    assert book.read_word("long") is None
    assert book.begins("long")
    assert not book.begins("run")


def test_the_longest_phrase_comes_first():
    book = fill("long run", "long run day")
    assert [words for words, _ in book.list_phrases("long", "run")] == [("long", "run", "day"), ("long", "run")]
    assert book.list_phrases("long", "day") == ()


def test_a_phrase_is_said_strongly_where_any_list_says_so():
    book = fill("easy", tag=(1, "easy", False))
    book.add_all(["easy"], (1, "easy", True))
    book.add_words(["easy"], (2, "rest", False))
    assert dict(book.read_word("easy").concepts) == {"easy": True, "rest": False}
    assert book.list_concepts("easy") == {"easy": True, "rest": False}


@given(PHRASES)
def test_every_phrase_is_found_where_it_was_put(phrases):
    book = fill(*phrases)
    for words in (tuple(phrase.split()) for phrase in phrases):
        if len(words) == 1:
            assert book.read_word(words[0]) is not None
        else:
            assert words in [found for found, _ in book.list_phrases(*words[:2])]
