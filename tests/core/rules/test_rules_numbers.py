"""The numbers: settable by name, within their range."""

from __future__ import annotations

import pytest

from core.errors import InputError
from core.rules.numbers import NUMBERS, Numbers


def test_without_overrides_the_defaults_hold():
    assert Numbers.from_overrides(()) == Numbers()


def test_a_number_is_set_by_its_name():
    assert Numbers.from_overrides([("hours_gap_good", 2.5)]).hours_gap_good == 2.5


def test_a_whole_number_stays_whole():
    assert Numbers.from_overrides([("sessions_gap_days", 3.0)]).sessions_gap_days == 3


def test_an_unknown_name_is_refused_with_the_nearest_one():
    with pytest.raises(InputError) as caught:
        Numbers.from_overrides([("hours_gap_goood", 3)])
    assert caught.value.phrase.params == (("name", "hours_gap_goood"), ("nearest", "hours_gap_good"))


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.name)
def test_a_value_outside_its_range_is_refused(row):
    for value in (row.low - 1, row.high + 1):
        with pytest.raises(InputError, match="rule_range"):
            Numbers.from_overrides([(row.name, value)])
