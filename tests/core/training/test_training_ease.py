"""A session made easier on the day, and the log read as effort."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.log import Lifted, LiftedSet
from core.training.duration import block_minutes
from core.training.ease import cut_load, cut_sets, cut_volume, prescribe_mobility, to_blocks
from core.training.log import is_circuit, is_effort_off, share_in_range, to_rpe
from core.training.means import Means
from core.words import Words


@pytest.fixture
def content(fill, lift):
    (session,) = fill([lift(1)])
    return session.content


def test_content_becomes_blocks_again_with_the_same_minutes(content):
    assert block_minutes(to_blocks(content.doses), place="gym", after_run=False) == content.minutes


def test_a_tenth_less_load_is_rounded_to_what_can_be_loaded(content):
    loads = {dose.id: dose.load_kg for dose in cut_load(content).doses}
    assert (loads["front_squat"], loads["standing_calf_raise"], loads["push_up"]) == (20.0, 10.0, None)


def test_less_volume_is_one_set_less_without_pushing_and_pulling(content):
    eased = cut_volume(content, place="gym", after_run=True)
    assert [dose.sets for dose in eased.doses] == [2, 1, 1, 2, 1]
    assert {"upper_push", "upper_pull"}.isdisjoint(dose.pattern for dose in eased.doses)
    assert eased.minutes <= 20


def test_a_quarter_fewer_sets_go_from_the_end(content):
    fewer = cut_sets(content, 0.25, place="gym")
    assert [dose.sets for dose in fewer.doses] == [3, 2, 2, 2, 1, 1, 1]
    assert fewer.minutes < content.minutes


def test_one_set_of_each_always_stays(content):
    assert {dose.sets for dose in cut_sets(content, 0.9, place="gym").doses} == {1}


def test_what_the_catalogue_no_longer_has_is_left_alone_by_loads_and_dropped_by_volume(content):
    odd = replace(content, doses=(replace(content.doses[0], id="cossack_squat"), *content.doses[1:]))
    assert cut_load(odd).doses[0].load_kg == 20.0
    assert "cossack_squat" not in {dose.id for dose in cut_volume(odd, place="gym").doses}


def test_mobility_takes_two_rounds_and_eleven_minutes():
    found = prescribe_mobility(Words("en"), Means())
    assert (found.template, len(found.doses), found.minutes) == ("mobility", 4, 10.6)
    assert {(dose.sets, dose.load_kg, dose.superset) for dose in found.doses} == {(2, None, 1)}


def test_mobility_leaves_out_what_a_sore_area_forbids():
    found = prescribe_mobility(Words("en"), Means(injuries=("hip", "achilles_insertional")))
    assert [dose.id for dose in found.doses] == ["hip_flexor_rock", "open_book"]


def day(today, ago, *reserves):
    return Lifted(today - timedelta(days=ago), "rdl", 60.0, tuple(LiftedSet(6, rir) for rir in reserves))


def test_effort_is_ten_minus_what_is_left():
    assert [to_rpe(rir) for rir in (0, 2, 4)] == [10, 8, 6]


def test_the_useful_share_counts_two_weeks(monday):
    lifted = [day(monday, 0, 2, 3, 4, 1), day(monday, 14, 0, 0)]
    assert share_in_range(lifted, monday) == 0.75
    assert share_in_range([], monday) is None


@pytest.mark.parametrize(("reserves", "off"), [((2, 3, 0), True), ((2, 3, 4), False), ((), False)])
def test_a_tip_comes_under_seventy_percent(monday, reserves, off):
    assert is_effort_off([day(monday, 0, *reserves)], monday) is off


def test_many_repetitions_or_hardly_any_rest_is_a_circuit(content):
    single = replace(content.doses[0], superset=None)
    assert is_circuit([replace(single, reps=16)])
    assert is_circuit([replace(single, rest_s=29)])
    assert not is_circuit(content.doses)
    assert not is_circuit([])
