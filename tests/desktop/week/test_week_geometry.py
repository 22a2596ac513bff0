from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.week.geometry import DAY, Grid, Piece, cut, minute_of, place, share_lanes, snap

ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")]
)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
QUARTERS = st.integers(0, 95).map(lambda n: n * 15)
WIDTHS = st.floats(400, 3000)
HOURS = st.sampled_from([46.0, 72.0, 120.0])
few = settings(max_examples=60, deadline=None)


@few
@given(DAYS, QUARTERS, ZONES, WIDTHS, HOURS)
def test_the_point_where_a_time_is_painted_has_that_time_under_it(day, minute, zone, width, hour):
    grid = Grid(day - timedelta(days=day.weekday()), zone, width, hour)
    x, y = grid.left_of(day) + grid.column / 2, grid.top_of(minute)
    assert grid.start_at(x, y) == place(day, minute, zone)


@few
@given(DAYS, QUARTERS, ZONES)
def test_a_placed_time_exists(day, minute, zone):
    moment = place(day, minute, zone)
    assert moment.astimezone(UTC).astimezone(zone) == moment


def test_a_time_that_the_clock_skips_slides_forward():
    moment = place(date(2026, 3, 29), 150, ZoneInfo("Europe/Berlin"))
    assert (moment.hour, moment.minute, moment.utcoffset()) == (3, 30, timedelta(hours=2))


def test_of_a_doubled_hour_the_first_is_taken():
    moment = place(date(2026, 10, 25), 150, ZoneInfo("Europe/Berlin"))
    assert moment.utcoffset() == timedelta(hours=2)


@few
@given(DAYS, st.integers(0, DAY - 1), st.integers(0, 3 * DAY), ZONES)
def test_the_pieces_of_a_span_lie_inside_their_days_in_order(day, minute, length, zone):
    start = place(day, minute, zone)
    end = (start.astimezone(UTC) + timedelta(minutes=length)).astimezone(zone)
    pieces = cut(start, end, zone)
    assert pieces[0].start == minute_of(start)
    assert all(0 <= piece.start < piece.end <= DAY for piece in pieces)
    assert [piece.day for piece in pieces] == [start.date() + timedelta(days=i) for i in range(len(pieces))]


@few
@given(st.integers(0, DAY - 1), st.integers(1, 600))
def test_the_pieces_of_a_span_are_as_long_as_it(minute, length):
    start = datetime(2026, 7, 6, tzinfo=UTC) + timedelta(minutes=minute)
    pieces = cut(start, start + timedelta(minutes=length), ZoneInfo("UTC"))
    last = pieces[-1].end - pieces[-1].start
    total = sum(piece.end - piece.start for piece in pieces)
    assert total == length or last <= 15
    assert total >= length


def test_a_span_without_length_becomes_a_quarter_hour():
    start = datetime(2026, 7, 6, 9, tzinfo=UTC)
    assert cut(start, start, ZoneInfo("UTC")) == (Piece(start.date(), 540, 555),)


def test_a_span_in_a_doubled_hour_is_shown_once():
    zone = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 10, 25, 0, 45, tzinfo=UTC).astimezone(zone)
    pieces = cut(start, start + timedelta(0), zone)
    end = datetime(2026, 10, 25, 1, 5, tzinfo=UTC).astimezone(zone)
    assert pieces == cut(start, end, zone) == (Piece(date(2026, 10, 25), 165, 180),)


PIECES = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1])), max_size=12)


@few
@given(PIECES)
def test_pieces_in_one_lane_never_overlap(pieces):
    lanes = share_lanes(pieces)
    for i, (start, end) in enumerate(pieces):
        for j in range(i):
            if pieces[j][0] < end and start < pieces[j][1]:
                assert lanes[i][0] != lanes[j][0]
                assert lanes[i][1] == lanes[j][1]


@few
@given(PIECES)
def test_a_group_has_no_more_lanes_than_pieces(pieces):
    assert all(0 <= lane < lanes <= len(pieces) for lane, lanes in share_lanes(pieces))


def test_pieces_that_only_touch_share_a_lane():
    assert share_lanes([(0, 60), (60, 120)]) == ((0, 1), (0, 1))


@few
@given(st.floats(-100, 2000))
def test_snapped_minutes_are_quarter_hours_of_the_day(minute):
    assert snap(minute) % 15 == 0
    assert 0 <= snap(minute) <= DAY - 15


@pytest.mark.parametrize(("x", "day"), [(-50, 0), (10, 0), (45, 0), (5000, 6)])
def test_a_point_beside_the_columns_belongs_to_the_nearest_day(x, day):
    grid = Grid(date(2026, 11, 23), ZoneInfo("UTC"), 744)
    assert grid.day_at(x) == date(2026, 11, 23) + timedelta(days=day)


def test_overlapping_cards_share_the_width_of_their_column():
    grid = Grid(date(2026, 11, 23), ZoneInfo("UTC"), 744)
    left, right = (grid.box_of(Piece(grid.first, 0, 60), lane, 2) for lane in (0, 1))
    assert left.x + left.width <= right.x
    assert right.x + right.width <= grid.left_of(grid.first) + grid.column
    assert left.contains(left.x, 5)
    assert not left.contains(right.x, 5)


@few
@given(st.integers(0, DAY - 1), st.integers(1, 60), HOURS)
def test_a_short_piece_is_stretched_until_it_can_be_read(start, length, hour):
    grid = Grid(date(2026, 11, 23), ZoneInfo("UTC"), 744, hour)
    piece = grid.stretch(Piece(grid.first, start, min(start + length, DAY)))
    assert piece.end == DAY or grid.box_of(piece).height >= 17
    assert piece.end <= DAY
