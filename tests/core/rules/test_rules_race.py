"""Rules about races: windows before and after, primers, taper."""

from __future__ import annotations

import pytest
from tests_weeks import MONDAY, at, entry, lift, said, situation

from core.model.training import Form
from core.rules.board import lay_out
from core.rules.race import form_of_day, taper_share


def race(day: int, km: float | None = 21.1, priority: str | None = None, minutes: int = 100) -> object:
    return situation(entry(f"{day} X 09:00/{minutes}", km=km, priority=priority))


@pytest.mark.parametrize(("priority", "far", "form", "expected"), [
    ("A", 0, Form.PRIMER, "forbidden"), ("A", 3, Form.PRIMER, "forbidden"), ("A", 4, Form.PRIMER, None),
    ("A", 6, Form.PRIMER, None), ("A", 6, Form.FULL, "forbidden"), ("A", 7, Form.FULL, None),
    ("B", 2, Form.PRIMER, "forbidden"), ("B", 3, Form.PRIMER, None), ("B", 4, Form.LIGHT, "forbidden"),
    ("B", 5, Form.FULL, None), ("C", 1, Form.FULL, "forbidden"), ("C", 2, Form.FULL, None),
    (None, 3, Form.PRIMER, "forbidden"), (None, 4, Form.PRIMER, None),
])  # fmt: skip
def test_p05_closes_the_days_before_a_race(priority, far, form, expected):
    assert said(race(far, priority=priority), "P05", at("mon", "17:00"), form=form) == expected


@pytest.mark.parametrize(("km", "off", "light"), [
    (5, 1, 2), (10.5, 1, 2), (10.6, 3, 4), (21.5, 3, 4), (21.6, 7, 14), (43, 7, 14), (44, 10, 21),
])  # fmt: skip
def test_p06_closes_the_days_after_a_race_by_its_distance(km, off, light):
    for days in range(1, 23):
        asked, start = race(-days, km), at("mon", "17:00")
        full, lighter = (said(asked, "P06", start, form=form) for form in (Form.FULL, Form.LIGHT))
        assert lighter == ("forbidden" if days <= off else None), days
        assert full == ("forbidden" if days <= light else None), days


@pytest.mark.parametrize(("minutes", "off"), [(40, 1), (100, 3), (230, 7), (600, 10)])
def test_p06_guesses_the_distance_from_the_time_where_none_is_given(minutes, off):
    start = at("mon", "17:00")
    assert said(race(-off, None, minutes=minutes), "P06", start, form=Form.LIGHT) == "forbidden"
    assert said(race(-off - 1, None, minutes=minutes), "P06", start, form=Form.LIGHT) is None


@pytest.mark.parametrize(("day", "form"), [(6, Form.PRIMER), (7, Form.FULL), (-2, Form.LIGHT), (-3, Form.FULL)])
def test_a_days_form_follows_the_race(day, form):
    assert form_of_day(lay_out(race(day, 5, "A")), MONDAY.toordinal()) is form


def test_the_day_after_the_closed_ones_is_light():
    assert form_of_day(lay_out(race(-4)), MONDAY.toordinal()) is Form.LIGHT
    assert form_of_day(lay_out(race(-5)), MONDAY.toordinal()) is Form.FULL


@pytest.mark.parametrize(("far", "km", "priority", "share"), [
    (7, 21.1, "A", 0.75), (13, 42.2, "A", 0.75), (6, 21.1, "A", 1), (14, 21.1, "A", 1), (9, 10, "A", 1), (9, 42.2, "B", 1),
])  # fmt: skip
def test_sets_shrink_in_the_second_week_before_a_big_a_race(far, km, priority, share):
    assert taper_share(lay_out(race(far, km, priority)), MONDAY.toordinal()) == share


def test_p08_allows_one_primer_for_a_race():
    asked = race(6)
    wednesday = at("wed", "17:00")
    assert said(asked, "P08", wednesday, [lift("mon", form=Form.PRIMER)], form=Form.PRIMER) == "forbidden"
    assert said(asked, "P08", wednesday, [lift(-1, form=Form.PRIMER)], form=Form.PRIMER) is None


def test_a_race_tomorrow_is_no_quality_run():
    assert said(race(1, 5, "C"), "S06", at("mon", "17:00")) is None
