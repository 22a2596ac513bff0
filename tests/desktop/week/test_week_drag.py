from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.words import Words
from desktop.dates import Dates
from desktop.week.drag import ghost_span, press, pull
from desktop.week.geometry import Grid
from desktop.week.present import present_session


@pytest.fixture
def grid(make):
    return Grid(make.MONDAY, make.ZONE, 744)


@pytest.fixture
def card(make):
    return present_session(make.session("s", make.at(1, 17)), None, Dates(Words("en")))


def hold(card, grid, down=5.0):
    x = grid.left_of(card.start.date()) + 20
    y = grid.top_of(card.start.hour * 60 + card.start.minute) + down
    return press(card, x, y, grid), x, y


def test_a_card_that_was_not_pulled_is_where_it_was(card, grid):
    drag, x, y = hold(card, grid)
    assert pull(drag, x + 3, y - 3, grid) is drag
    assert drag.target == card.start


def test_the_ghost_snaps_to_quarter_hours(card, grid):
    drag, x, y = hold(card, grid)
    assert pull(drag, x, y + 14, grid).target == card.start + timedelta(minutes=15)


def test_the_ghost_follows_into_another_day_wherever_it_is_held(card, grid):
    for down in (1, 15, 29):
        drag, x, y = hold(card, grid, down)
        assert pull(drag, x + grid.column, y, grid).target == card.start + timedelta(days=1)


def test_a_pull_above_midnight_stays_on_its_day(card, grid):
    drag, x, _y = hold(card, grid)
    target = pull(drag, x, -400, grid).target
    assert (target.date(), target.hour) == (card.start.date(), 0)


def test_a_ghost_keeps_its_length_over_a_clock_change(make, card):
    spring = Grid(date(2027, 3, 22), make.ZONE, 744)
    drag = replace(press(card, 100, 100, spring), grip=0, days_in=0)
    start, end = ghost_span(pull(drag, spring.left_of(date(2027, 3, 28)) + 20, spring.top_of(105), spring))
    assert start.hour == 1
    assert (end.hour, end.minute) == (3, 25)
    assert end.timestamp() - start.timestamp() == 40 * 60


def test_the_part_after_midnight_pulls_the_whole_card(make, grid):
    late = present_session(make.session("s", make.at(1, 23, 30), minutes=60), None, Dates(Words("en")))
    x = grid.left_of(late.start.date() + timedelta(days=1)) + 20
    drag = press(late, x, 10, grid)
    assert pull(drag, x + grid.column, 10, grid).target == late.start + timedelta(days=1)


def test_the_lower_edge_changes_the_length_in_steps_of_five_minutes(card, grid):
    x, y = grid.left_of(card.start.date()) + 20, grid.top_of(17 * 60 + 40)
    drag = press(card, x, y, grid, resizing=True)
    assert pull(drag, x, grid.top_of(17 * 60 + 53), grid).minutes == 55
    assert pull(drag, x, grid.top_of(16 * 60), grid).minutes == 10
    assert pull(drag, x, grid.top_of(23 * 60), grid).minutes == 120
    assert pull(drag, x + 300, y + 20, grid).target == card.start
