"""For every rule of the table the nearest week that it leaves alone and the nearest that it speaks of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests_runs import PROFILE, day, timed
from tests_weeks import MONDAY, at, entry, lift, said, situation

from core.model.plan import Situation
from core.model.profile import Sleep, Window
from core.model.training import Form, Session, SessionKind, Treated
from core.rules.board import lay_out, lifts_of
from core.rules.clock import MINUTE
from core.rules.plyo import wait_with_new
from core.rules.rule import RULES
from core.rules.slot import Slot, WeekSlots
from core.runs.week import understand
from core.solver.judge import check
from core.solver.search import plan

WEEK_RULES = {rule.id: rule.evaluate_week for rule in RULES if rule.evaluate_week}
SPRINGY = {"plyometrics": True, "calf_raises": 20, "strength_weeks": 8, "sessions_done": 12}
FIVE = "17:00"  # to 17:40 on Wednesday


def speaks(rule: str, *runs: object, clock: str = FIVE, beside: tuple = (), form: Form | None = None, **more) -> bool:
    """True where the rule says something of Wednesday at that time."""
    return said(situation(*runs, **more), rule, at("wed", clock), beside, form=form) is not None


def together(rule: str, *sessions: Session, runs: tuple = (), **more: object) -> bool:
    """True where the rule says something of these sessions of one week."""
    board = lay_out(situation(*runs, **more))
    return WEEK_RULES[rule](WeekSlots(board, MONDAY.toordinal(), lifts_of(sessions, board.clock))) is not None


def moves_a_run(window: str) -> bool:
    """True where a plan for a week whose only window holds a run leaves the runs other than they were."""
    asked = situation("wed E 17:00/60", schedule={"windows": windows_on(2, window)})
    before = repr(asked.entries)
    placed = [place for week in plan(asked).weeks for place in week.placements]
    return repr(asked.entries) != before or any(place.start < at("wed", "18:15") for place in placed)


def windows_on(weekday: int, hours: str) -> tuple:
    opens, closes = (int(each[:2]) * 60 + int(each[3:]) for each in hours.split("-"))
    return tuple((Window(opens, closes),) if day == weekday else () for day in range(7))


def waits(run: str, new: int = 1) -> bool:
    """True where a session with something new is held back by P12."""
    board, start = lay_out(situation(run)), int(at("wed", FIVE).timestamp())
    slot = Slot(board, board.facts(MONDAY.toordinal() + 2), start, start + 40 * MINUTE, novel=new)
    return wait_with_new(slot) is not None


def springs(clock: str) -> bool:
    """True where P14 forbids a springy set at that time of a day with intervals from 07:00 to 08:00."""
    start = at("wed", clock)
    made = Session("springy", SessionKind.PLYO, Form.FULL, start, start + timedelta(minutes=10))
    asked: Situation = situation("wed Q 07:00/60", athlete=SPRINGY)
    return "P14" in {breach.finding.rule for breach in check(asked, [made])}


def is_long(minutes: int) -> bool:
    """True where an easy run of that length, alone in its week, is the long one."""
    (found,) = understand([timed("Easy run", 2, minutes=minutes)], PROFILE)
    return found.treated_as is Treated.LONG


def is_assumed(*, all_day: bool) -> bool:
    """True where a run's time had to be assumed."""
    (found,) = understand([day("Easy run", 2) if all_day else timed("Easy run", 2)], PROFILE)
    return found.time_assumed


def slept(minutes: int) -> dict:
    return {"sleep": (Sleep(2, 8 * 60, 8 * 60 + minutes),)}


RACE = entry("sat X 09:00/50", km=10, priority="B")  # three days after Wednesday
RACED = entry("mon X 09:00/50", km=10)  # two days before it
KEYS = tuple(f"{day} Q 07:00/60" for day in ("wed", "thu", "fri", "sat", "sun"))
SHIFT = {"sleep": (Sleep(6, 8 * 60, 15 * 60),)}
NEW, OLD = {"athlete": {"sessions_done": 3}}, {"athlete": {"sessions_done": 4}}
TWO_KEYS = ("tue Q 07:00/60", "thu Q 07:00/60")

NEAREST = {  # rule -> (it is silent, it speaks)
    "P01": (lambda: speaks("P01", "fri L 08:00/100"), lambda: speaks("P01", "thu L 08:00/100")),
    "P02": (lambda: speaks("P02", "tue L 08:00/100"), lambda: speaks("P02", "wed L 08:00/100")),
    "P03": (lambda: speaks("P03", "wed Q 16:00/60"), lambda: speaks("P03", "wed Q 17:40/60")),
    "P04": (lambda: speaks("P04", "thu Q 07:00/60", **OLD), lambda: speaks("P04", "thu Q 07:00/60", **NEW)),
    "P05": (lambda: speaks("P05", RACE, form=Form.PRIMER), lambda: speaks("P05", RACE, form=Form.FULL)),
    "P06": (lambda: speaks("P06", RACED, form=Form.LIGHT), lambda: speaks("P06", RACED, form=Form.FULL)),
    "P07": (lambda: speaks("P07", beside=(lift("mon"),)), lambda: speaks("P07", beside=(lift("tue"),))),
    "P08": (
        lambda: speaks("P08", beside=(lift("mon"), lift("fri", form=Form.LIGHT))),
        lambda: speaks("P08", beside=(lift("mon"), lift("fri"))),
    ),
    "P09": (lambda: moves_a_run("17:00-18:15"), None),  # nothing can break it: a plan has no place for a run
    "P10": (lambda: speaks("P10", "wed E 15:45/60"), lambda: speaks("P10", "wed E 15:46/60")),
    "P11": (
        lambda: speaks("P11", schedule={"protected_days": frozenset({3})}),
        lambda: speaks("P11", schedule={"protected_days": frozenset({2})}),
    ),
    "P12": (lambda: waits("fri Q 17:40/60"), lambda: waits("fri Q 17:39/60")),
    "P13": (
        lambda: speaks("P13", "wed B 18:40/480", schedule=SHIFT),
        lambda: speaks("P13", "wed B 18:39/480", schedule=SHIFT),
    ),
    "P14": (lambda: springs("09:00"), lambda: springs("09:01")),
    "P15": (lambda: is_long(89), lambda: is_long(90)),
    "P16": (lambda: is_assumed(all_day=False), lambda: is_assumed(all_day=True)),
    "S01": (lambda: speaks("S01", "wed Q 16:30/31"), lambda: speaks("S01", "wed Q 16:30/30")),
    "S02": (lambda: speaks("S02", "wed E 16:30/31"), lambda: speaks("S02", "wed E 16:30/30")),
    "S03": (lambda: speaks("S03", "wed U 16:30/31"), lambda: speaks("S03", "wed U 16:30/30")),
    "S04": (lambda: speaks("S04", "wed E 07:00/30"), lambda: speaks("S04", "tue E 07:00/30")),
    "S05": (lambda: speaks("S05", "wed E 17:39/30"), lambda: speaks("S05", "wed E 17:40/30")),
    "S06": (lambda: speaks("S06", "thu E 07:00/60"), lambda: speaks("S06", "thu U 07:00/60")),
    "S07": (lambda: speaks("S07", "mon L 08:00/100"), lambda: speaks("S07", "tue L 08:00/100")),
    "S08": (lambda: speaks("S08", "fri Q 17:39/60"), lambda: speaks("S08", "fri Q 17:40/60")),
    "S09": (
        lambda: speaks("S09", "fri L 08:00/100", "sun L 08:00/100"),
        lambda: speaks("S09", "fri L 08:00/100", "sat L 08:00/100"),
    ),
    "S10": (
        lambda: speaks("S10", "wed E 07:00/30", "tue E 12:00/30"),
        lambda: speaks("S10", "wed E 07:00/30", "wed E 12:00/30"),
    ),
    "S11": (lambda: speaks("S11", clock="20:20"), lambda: speaks("S11", clock="20:21")),
    "S12": (lambda: speaks("S12", schedule=slept(360)), lambda: speaks("S12", schedule=slept(359))),
    "S13": (lambda: speaks("S13", beside=(lift(-4),)), lambda: speaks("S13", beside=(lift(-5),))),
    "S14": (lambda: together("S14", lift("mon"), lift("wed")), lambda: together("S14", lift("mon"), lift("thu"))),
    "S15": (
        lambda: together("S15", lift("mon", FIVE), lift("wed", FIVE)),
        lambda: together("S15", lift("mon", FIVE), lift("wed", "16:59")),
    ),
    "S16": (
        lambda: together("S16", lift("wed"), runs=KEYS),
        lambda: together("S16", lift("tue"), runs=KEYS),
    ),
    "S17": (
        lambda: together("S17", lift("tue"), lift("thu"), runs=TWO_KEYS, athlete=SPRINGY),
        lambda: together("S17", lift("tue"), lift("fri"), runs=TWO_KEYS, athlete=SPRINGY),
    ),
    "S18": (lambda: speaks("S18", "fri M 07:00/95"), lambda: speaks("S18", "thu M 07:00/95")),
}


def test_every_rule_of_the_table_is_here():
    assert list(NEAREST) == [rule.id for rule in RULES]


@pytest.mark.parametrize("rule", list(NEAREST))
def test_a_rule_is_silent_about_the_nearest_week_that_keeps_it(rule):
    assert not NEAREST[rule][0]()


@pytest.mark.parametrize("rule", [rule for rule, (_, breaking) in NEAREST.items() if breaking is not None])
def test_a_rule_speaks_of_the_nearest_week_that_breaks_it(rule):
    assert NEAREST[rule][1]()
