from dataclasses import replace
from datetime import timedelta

from core.model.training import Form, Kind, SessionKind, Treated
from core.words import Words
from desktop.dates import Dates
from desktop.panels.season import CELLS_MOST, SeasonStrip, present_season
from desktop.theme import LIGHT

ENGLISH = Dates(Words("en"))


def test_a_season_counts_sessions_running_and_races(make):
    light = replace(make.session("s2", make.at(3, 17)), form=Form.LIGHT)
    plyo = replace(make.session("s3", make.at(8, 8)), kind=SessionKind.PLYO)
    race = make.run("race", "City half", make.at(13, 9), 100, Kind.RACE, Treated.RACE)
    base = make.state()
    season = present_season(
        make.state(entries=(*base.entries, race), sessions=(base.sessions[0], light, plyo)), ENGLISH
    )
    first, second = season.weeks[:2]
    assert (first.full, first.small, first.wanted, first.minutes) == (1, 1, 2, 327)
    assert (second.full, second.small, second.race) == (0, 1, "City half")
    assert season.summary == "4 weeks · 3 of 8 sessions placed · 1 week holds fewer · City half 6 December"


def test_the_lighter_week_of_the_wave_is_marked(make):
    assert [week.deload for week in present_season(make.state(), ENGLISH).weeks] == [False, False, False, True]


def test_each_week_says_itself(make):
    assert (
        present_season(make.state(), ENGLISH).weeks[0].label
        == "Week of 23 November. 2 strength sessions. 5.5 h of running"
    )


def test_a_click_jumps_to_the_week(qtbot, make):
    strip = SeasonStrip(Words("en"), LIGHT)
    qtbot.addWidget(strip)
    strip.show_season(present_season(make.state(), ENGLISH), make.MONDAY)
    with qtbot.waitSignal(strip.jumped) as jumped:
        strip.cells[2].click()
    assert jumped.args == [make.MONDAY + timedelta(weeks=2)]


def test_a_long_horizon_shows_the_weeks_around_the_present_one(qtbot, make):
    strip = SeasonStrip(Words("en"), LIGHT)
    qtbot.addWidget(strip)
    season = present_season(make.state(weeks=104), ENGLISH)
    for shown in (0, 50, 103):
        monday = make.MONDAY + timedelta(weeks=shown)
        strip.show_season(season, monday)
        assert len(strip.cells) == CELLS_MOST
        assert [cell.week.monday for cell in strip.cells if cell.current] == [monday]


def test_the_strip_paints(qtbot, make):
    race = make.run("race", "Race", make.at(6, 9), 100, Kind.RACE, Treated.RACE)
    strip = SeasonStrip(Words("en"), LIGHT)
    qtbot.addWidget(strip)
    strip.resize(800, 112)
    strip.show_season(present_season(make.state(entries=(race,)), ENGLISH), make.MONDAY)
    assert not strip.grab().toImage().isNull()
