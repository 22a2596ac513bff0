"""Stretches: asking the rules once for many starts says the same as asking for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests_random_weeks import situations
from tests_weeks import MONDAY, at, repeat, situation

from core.model.training import Form
from core.rules.board import lay_out
from core.solver.judge import judge_slot, judge_week
from core.solver.slots import Ask, ask_day, grid_starts, judge, judge_starts


@settings(max_examples=40, deadline=None)
@given(situations(), st.integers(0, 6), st.sampled_from(list(Form)))
def test_a_stretch_has_the_points_of_each_of_its_starts(asked, weekday, form):
    board = lay_out(asked)
    ask = Ask(board, MONDAY.toordinal() + weekday, 40, form)
    starts = list(range(board.clock.midnight(ask.day), board.clock.midnight(ask.day + 1), 900))
    starts = [start for start in starts if board.clock.day_of(start) == ask.day]
    place = 0
    for first, count, said in judge_starts(ask, starts, ask_day(ask.slot(starts[0]))):
        assert first == starts[place]
        hard = any(finding.points is None for finding in said)
        for start in starts[place : place + count]:
            alone = [f for f in judge(ask.slot(start)).findings if f.rule not in ("P04", "P14")]
            assert hard == any(f.points is None for f in alone)
            assert hard or sum(f.points for f in said) == sum(f.points for f in alone)
        place += count
    assert place == len(starts)


@settings(max_examples=25, deadline=None)
@given(situations(), st.integers(0, 1))
def test_a_judged_week_says_of_each_slot_what_the_slot_alone_says(asked, week):
    monday = MONDAY + timedelta(weeks=week)
    slots = judge_week(asked, asked.fixed, monday, minutes=35)
    assert len(slots) == 672
    for slot in slots[::5]:
        assert slot == judge_slot(asked, asked.fixed, slot.start, minutes=35)


@settings(max_examples=8, deadline=None)
@given(situations(weeks=st.just(1)), st.sampled_from([10, 41]), st.sampled_from([5, 15, 90]))
def test_in_a_week_whose_clocks_change_each_slot_is_told_what_it_alone_is_told(asked, week, step):
    monday = MONDAY + timedelta(weeks=week)
    shift = timedelta(weeks=week)
    moved = [replace(each, start=each.start + shift, end=each.end + shift) for each in asked.entries]
    asked = replace(asked, entries=tuple(moved))
    sunday = judge_week(asked, asked.fixed, monday, step)[-24 * 60 // step :]
    for slot in sunday[:: 1 + 30 // step]:
        assert slot == judge_slot(asked, asked.fixed, slot.start)


def test_the_grid_starts_with_each_window():
    board = lay_out(situation(*repeat(["tue Q 07:00/60"]), schedule={"grid_minutes": 45}))
    starts = [board.clock.wall(start) for start in grid_starts(board, MONDAY.toordinal())]
    assert starts == [at("mon", clock) for clock in ("17:00", "17:45", "18:30", "19:15", "20:00", "20:45")]
