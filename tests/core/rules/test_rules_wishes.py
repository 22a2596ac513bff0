"""Rules about the runner's own hours, sleep and shifts; and about what is new or springy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests_weeks import MONDAY, at, entry, said, situation

from core.model.profile import OddDays, Sleep, Window
from core.model.training import Session, SessionKind
from core.rules.board import lay_out
from core.rules.clock import MINUTE
from core.rules.plyo import novelty_blocker, wait_with_new
from core.rules.slot import Slot
from core.solver.judge import check

FIVE = at("wed", "17:00")


@pytest.mark.parametrize(
    ("clock", "expected"), [("17:00", None), ("16:59", "forbidden"), ("20:20", None), ("20:21", "forbidden")]
)
def test_p10_keeps_a_session_inside_a_window(clock, expected):
    assert said(situation(), "P10", at("wed", clock)) == expected


def test_p10_knows_several_windows_of_a_day_and_joins_those_that_touch():
    windows = ((Window(600, 620), Window(620, 640), Window(700, 740)),) * 7
    asked = situation(schedule={"windows": windows})
    assert [said(asked, "P10", at("wed", clock)) for clock in ("10:00", "11:40", "10:20")] == [None, None, "forbidden"]


def test_p10_lets_a_window_go_on_after_midnight():
    asked = situation(schedule={"windows": ((Window(0, 30), Window(1400, 1440)),) * 7})
    assert said(asked, "P10", at("wed", "23:30")) is None
    assert said(asked, "P10", at("wed", "00:00")) == "forbidden"


@pytest.mark.parametrize(("busy", "expected"), [
    ("wed B 16:00/45", None), ("wed B 16:00/46", "forbidden"), ("wed B 17:55/30", None), ("wed B 17:54/30", "forbidden"),
    ("wed E 16:00/46", "forbidden"), ("wed B 17:10/10", "forbidden"), ("tue B 08:00/2000", "forbidden"),
])  # fmt: skip
def test_p10_keeps_a_quarter_of_an_hour_from_everything(busy, expected):
    assert said(situation(busy), "P10", FIVE) == expected


def test_p10_follows_the_odd_days():
    odd = OddDays(at("wed").date(), at("wed").date(), ())
    asked = situation(schedule={"exceptions": (odd,)})
    assert said(asked, "P10", FIVE) == "forbidden"
    assert said(asked, "P10", at("thu", "17:00")) is None


def test_p10_ignores_entries_that_are_not_busy():
    banner = replace(entry("wed B 16:00/200"), busy=False)
    assert said(situation(banner), "P10", FIVE) is None


@pytest.mark.parametrize(("weekday", "expected"), [(2, "forbidden"), (3, None)])
def test_p11_keeps_the_protected_weekday_free(weekday, expected):
    assert said(situation(schedule={"protected_days": frozenset({weekday})}), "P11", FIVE) == expected


NIGHT = {"sleep": (Sleep(2, 8 * 60, 15 * 60),), "windows": ((Window(0, 1440),),) * 7}


@pytest.mark.parametrize(("clock", "expected"), [
    ("06:15", "forbidden"), ("07:45", "forbidden"), ("10:00", "forbidden"), ("14:59", "forbidden"), ("15:00", None),
])  # fmt: skip
def test_p13_puts_sleep_first_after_a_night_shift(clock, expected):
    assert said(situation("tue B 22:00/480", schedule=NIGHT), "P13", at("wed", clock)) == expected


def test_p13_needs_no_shift_in_the_calendar_where_the_main_sleep_is_by_day():
    assert said(situation(schedule=NIGHT), "P13", at("wed", "07:00")) == "forbidden"


@pytest.mark.parametrize(("clock", "expected"), [("20:20", None), ("20:21", "forbidden")])
def test_p13_ends_an_hour_before_the_shift(clock, expected):
    assert said(situation("wed B 22:00/480", schedule=NIGHT), "P13", at("wed", clock)) == expected


def test_p13_says_nothing_to_people_without_listed_sleep():
    assert said(situation("wed B 18:00/480"), "P13", FIVE) is None


def test_a_shift_workers_day_goes_from_wake_to_wake():
    asked = situation("tue B 22:00/480", "wed Q 06:20/60", "thu E 18:00/30", schedule=NIGHT)
    assert said(asked, "S06", at("tue", "17:00")) is None  # the run before the sleep still belongs to Tuesday
    assert said(asked, "P03", at("tue", "17:00")) == "forbidden"
    assert said(asked, "S04", at("wed", "17:00")) == -10


@pytest.mark.parametrize(("clock", "points"), [("20:20", None), ("20:21", -10)])
def test_s11_minds_the_last_hour_and_a_half_before_bed(clock, points):
    assert said(situation(), "S11", at("wed", clock)) == points


def test_s11_knows_a_bedtime_after_midnight():
    assert said(situation(schedule={"bedtime": 30}), "S11", at("wed", "22:20")) is None
    assert said(situation(schedule={"bedtime": 30}), "S11", at("wed", "22:21")) == -10


def test_s11_follows_the_listed_sleep():
    early = {"sleep": (Sleep(3, 20 * 60, 4 * 60),)}
    assert said(situation(schedule=early), "S11", at("wed", "18:00")) == -10


@pytest.mark.parametrize(("end", "points"), [(14 * 60 - 1, -25), (14 * 60, None)])
def test_s12_minds_less_than_six_hours_of_sleep(end, points):
    assert said(situation(schedule={"sleep": (Sleep(2, 8 * 60, end),)}), "S12", FIVE) == points


def test_a_sleep_of_a_date_wins_over_its_weekday():
    sleep = (Sleep(2, 8 * 60, 12 * 60), Sleep(at("wed").date(), 23 * 60, 7 * 60))
    assert said(situation(schedule={"sleep": sleep}), "S12", FIVE) is None


def novel(*entries: object, **more: object) -> Slot:
    board = lay_out(situation(*entries, **more))
    start = int(FIVE.timestamp())
    return Slot(board, board.facts(MONDAY.toordinal() + 2), start, start + 40 * MINUTE, novel=1)


@pytest.mark.parametrize(("run", "waits"), [
    ("fri Q 17:39/60", True), ("fri Q 17:40/60", False), ("fri U 12:00/60", True), ("fri E 12:00/60", False), ("fri L 12:00/90", True),
])  # fmt: skip
def test_p12_lets_new_exercises_wait_before_a_key_run(run, waits):
    assert bool(wait_with_new(novel(run))) is waits


@pytest.mark.parametrize(("days", "priority", "waits"), [
    (21, "A", True), (22, "A", False), (14, "B", True), (15, "B", False), (10, "C", False),
])  # fmt: skip
def test_p12_lets_new_exercises_wait_before_a_race(days, priority, waits):
    asked = novel(entry(f"{2 + days} X 09:00/50", km=10, priority=priority))
    assert bool(wait_with_new(asked)) is waits


def test_p12_lets_new_exercises_wait_before_a_week_of_four_key_runs():
    week = [f"{7 + day} Q 07:00/60" for day in (0, 2, 4)]
    assert novelty_blocker(novel(*week)) is None
    assert novelty_blocker(novel(*week, "13 L 08:00/90")).title == "Q 7"


def test_p12_is_silent_about_known_exercises():
    assert wait_with_new(novel("fri Q 12:00/60")._replace(novel=0)) is None


def test_p12_lets_two_new_exercises_never_come_together():
    free = novel("sun E 12:00/60")
    assert [dict(found.params)["count"] if found else 0 for found in (
        wait_with_new(free), wait_with_new(free._replace(novel=2)))] == [0, 2]  # fmt: skip


WANTED = {"plyometrics": True, "calf_raises": 20}


def springy(clock: str, *entries: object, others: tuple = (), athlete: dict | None = None) -> set[str]:
    def make(start, uid):
        return Session(uid, SessionKind.PLYO, "full", start, start.replace(minute=start.minute + 10))

    asked = situation("wed Q 07:00/60", *entries, athlete=WANTED | (athlete or {}))
    sessions = [make(at("wed", clock), "this"), *(make(start, f"other {start}") for start in others)]
    return {breach.finding.rule for breach in check(asked, sessions) if breach.uid == "this"}


@pytest.mark.parametrize(
    ("clock", "broken"), [("08:00", set()), ("09:00", set()), ("09:01", {"P14"}), ("06:00", {"P14"})]
)
def test_p14_puts_springy_work_within_an_hour_after_speed(clock, broken):
    assert springy(clock) == broken


@pytest.mark.parametrize(("run", "broken"), [
    ("thu L 08:00/90", {"P14"}), ("tue L 08:00/90", {"P14"}), ("fri L 08:00/90", set()),
])  # fmt: skip
def test_p14_keeps_springy_work_away_from_the_long_run(run, broken):
    assert springy("08:00", run) == broken


@pytest.mark.parametrize(("days", "broken"), [(5, {"P14"}), (6, set())])
def test_p14_stops_springy_work_five_days_before_an_a_race(days, broken):
    assert springy("08:00", entry(f"{2 + days} X 09:00/50", km=10)) == broken


@pytest.mark.parametrize(("other", "broken"), [
    (at("mon", "08:30"), {"P14"}), (at(-1, "08:00"), set()), (at(7, "08:00"), set()), (at("sun", "08:00"), {"P14"}),
])  # fmt: skip
def test_p14_is_for_one_springy_set_a_week_and_forty_eight_hours_apart(other, broken):
    assert springy("08:00", others=(other,)) == broken


@pytest.mark.parametrize(
    "missing", [{"calf_raises": 19}, {"sessions_done": 11}, {"strength_weeks": 7}, {"injuries": ("knee",)}]
)
def test_p14_stays_behind_its_gate(missing):
    assert springy("08:00", athlete=missing) == {"P14"}


def test_springy_work_needs_free_time_but_no_window():
    assert springy("08:00", "wed B 08:05/30") == {"P10"}
