"""Rows whose cells are anybody's titles."""

import io

import pytest
from rich.console import Console

from desktop import console as module
from desktop.console import make_console, print_rows

HEADS = ("When", "Title")


@pytest.fixture(params=["drawn", "in plain lines"])
def show(request, monkeypatch):
    if request.param != "drawn":
        monkeypatch.setattr(module, "MOST_DRAWN", 0)

    def show(*titles):
        console = make_console()
        console.file = io.StringIO()
        print_rows(HEADS, [("Tue 24 Nov", title) for title in titles], console)
        return [line.rstrip() for line in console.file.getvalue().splitlines()]

    return show


@pytest.mark.parametrize("title", ["Easy run [/b]", "[red]8k[/red]", ":smile: 5k", "\\[x]"])
def test_a_title_is_shown_as_it_is(show, title):
    assert show(title)[1] == f"Tue 24 Nov  {title}"


def test_signs_that_steer_a_terminal_are_left_out(show):
    assert show("Easy\x1b[31m r\x07u\x9bn\nlong\r")[1] == "Tue 24 Nov  Easy[31m runlong"


def test_columns_begin_at_the_same_place_of_a_terminal(show):
    assert show("Long", "長いラン") == ["When        Title", "Tue 24 Nov  Long", "Tue 24 Nov  長いラン"]


def test_a_wide_sign_counts_as_the_two_places_that_it_takes():
    assert module.align_rows([("長い", "a"), ("long", "b"), ("5", "c")]) == ["長い  a", "long  b", "5     c"]


def test_a_long_listing_is_never_folded_and_a_short_one_fits_itself_to_the_terminal():
    def count_lines(rows):
        console = Console(file=io.StringIO(), width=20, markup=False)
        print_rows(HEADS, [("Tue 24 Nov", "Easy run with many words")] * rows, console)
        return console.file.getvalue().count("\n")

    assert count_lines(module.MOST_DRAWN) > module.MOST_DRAWN + 1
    assert count_lines(module.MOST_DRAWN + 1) == module.MOST_DRAWN + 2
