"""Zones that a calendar defines are what dateutil makes of them."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.vtimezone import make_zone
from core.calendar.zones import Zones, load_zone


def part(kind, start, before, after, *more):
    return "\r\n".join(
        [f"BEGIN:{kind}", f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", *more, f"END:{kind}"]
    )


def zone(*parts):
    return "\r\n".join(["BEGIN:VTIMEZONE", "TZID:Mine", *parts, "END:VTIMEZONE"]).encode()


SUMMER = part("DAYLIGHT", "19700329T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")
WINTER = part("STANDARD", "19701025T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")
SOUTH = zone(
    part("STANDARD", "20080406T030000", "+1030", "+0930", "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU"),
    part("DAYLIGHT", "20081005T020000", "+0930", "+1030", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU"),
)
ZONES = {
    "yearly": zone(SUMMER, WINTER),
    "south": SOUTH,
    "fixed": zone(part("STANDARD", "19700101T000000", "+0000", "-033000")),
    "by the day of the month": zone(
        part(
            "DAYLIGHT",
            "20000308T020000",
            "-0500",
            "-0400",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU",
        ),
        part("STANDARD", "20001101T020000", "-0400", "-0500", "RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1"),
    ),
    "dates": zone(
        part("STANDARD", "19700101T000000", "+0100", "+0100"),
        part("DAYLIGHT", "20260401T020000", "+0100", "+0200", "RDATE:20270401T020000,20280401T020000"),
        part("STANDARD", "20261001T030000", "+0200", "+0100", "RDATE:20271001T030000"),
    ),
}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(ZONES)), st.integers(0, 6 * 365 * 24 * 4), st.integers(0, 1))
def test_a_wall_has_the_offset_that_dateutil_gives(name, quarters, fold):
    wall = (datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * quarters)).replace(tzinfo=None, fold=fold)
    theirs = tzical(io.StringIO(ZONES[name].decode())).get()
    assert make_zone(ZONES[name]).utcoffset(wall) == theirs.utcoffset(wall.replace(tzinfo=theirs))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(ZONES)), st.integers(0, 6 * 365 * 24 * 4))
def test_an_instant_comes_back_from_its_wall(name, quarters):
    instant = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * quarters)
    assert instant.astimezone(make_zone(ZONES[name])).astimezone(UTC) == instant


def test_the_yearly_rules_of_berlin_give_berlin():
    mine, berlin = make_zone(ZONES["yearly"]), ZoneInfo("Europe/Berlin")
    days = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day) for day in range(700)]
    assert all(day.astimezone(mine).utcoffset() == day.astimezone(berlin).utcoffset() for day in days)


def test_a_rule_ends_with_its_until():
    ended = WINTER.replace("BYDAY=-1SU", "BYDAY=-1SU;UNTIL=20251026T010000Z")
    begun = SUMMER.replace("BYDAY=-1SU", "BYDAY=-1SU;UNTIL=20250330T010000Z")
    found = make_zone(zone(begun, ended))
    assert found.utcoffset(datetime(2025, 7, 1)) == timedelta(hours=2)  # noqa: DTZ001
    assert found.utcoffset(datetime(2026, 7, 1)) == timedelta(hours=1)  # noqa: DTZ001
    assert found.utcoffset(datetime(2046, 7, 1)) == timedelta(hours=1)  # noqa: DTZ001


def test_before_its_first_onset_a_zone_has_the_offset_before():
    found = make_zone(ZONES["dates"])
    assert found.utcoffset(datetime(1950, 1, 1)) == timedelta(hours=1)  # noqa: DTZ001
    assert (found.utcoffset(None), found.tzname(None)) == (timedelta(hours=1), "Mine")


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [part("STANDARD", "soon", "+0100", "+0100")],
        [part("STANDARD", "19701399T000000", "+0100", "+0100")],
        [part("STANDARD", "19700101T000000", "+99", "+0100")],
        [part("STANDARD", "19700101T000000", "+2500", "+0100")],
        [part("STANDARD", "19700101T000000", "+0100", "+0100", "RDATE:never")],
        [SUMMER.replace("FREQ=YEARLY", "FREQ=SECONDLY")],
        [SUMMER.replace("BYMONTH=3", "BYMONTH=13")],
        [SUMMER.replace("BYMONTH=3", "BYMONTH=March")],
        [SUMMER.replace("-1SU", "EASTER")],
        [SUMMER.replace("-1SU", "-1SU;UNTIL=never")],
        [SUMMER.replace("-1SU", "-1SU\r\nRRULE:FREQ=YEARLY")],
    ],
)
def test_a_definition_that_is_not_understood_makes_no_zone(parts):
    assert make_zone(zone(*parts)) is None
    zones = Zones([zone(*parts)])
    assert zones.find("Mine") is None
    assert zones.unknown == {"Mine"}


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../etc/passwd", "z" * 200, "a\0b", "Europe"])
def test_a_name_that_is_no_zone_is_none(name):
    assert load_zone(name) is None


def test_many_names_mean_utc():
    assert {load_zone(name) for name in ("UTC", "Z", "GMT", "Etc/UTC")} == {UTC}
