from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from core.model.plan import Finding, SlotVerdict, Verdict
from core.model.profile import OddDays, Window
from core.model.training import Form, Kind, SessionKind, Treated
from core.words import LANGUAGES, Words
from desktop.dates import Dates
from desktop.sayings import name_session
from desktop.week.present import ROLE_OF_RUN, Look, Role, present_week, role_of

ENGLISH = Dates(Words("en"))


def rows_of(state, make, **more):
    return present_week(state, Look(make.MONDAY, make.at(0, 10), **more), ENGLISH)


def test_a_week_reads_like_this(make):
    cards = [
        (card.start.strftime("%a %H:%M"), card.role, card.title, card.detail)
        for card in rows_of(make.state(), make).cards
    ]
    assert cards == [
        ("Tue 07:00", "hard", "6 x 800 m", "07:00 · intervals"),
        ("Tue 17:00", "strength", "Lift A", "17:00 · 40 minutes"),
        ("Wed 07:00", "easy", "Easy 8 km", "07:00 · easy"),
        ("Thu 07:00", "hard", "Tempo 25 min", "07:00 · tempo"),
        ("Thu 17:00", "strength", "Lift B", "17:00 · 40 minutes"),
        ("Fri 07:00", "easy", "Jog", "07:00 assumed · easy"),
        ("Fri 16:00", "busy", "Dentist", "16:00"),
        ("Sun 08:00", "long", "19", "08:00 · long run ?"),
    ]


def test_all_day_entries_lie_in_rows_over_their_days(make):
    bars = [(bar.card.title, bar.first, bar.last, bar.row) for bar in rows_of(make.state(), make).bars]
    assert bars == [("Jog", 4, 4, 0), ("Anna visits", 5, 6, 0)]


def test_all_day_entries_that_overlap_lie_under_each_other(make):
    days = [(0, 7), (1, 3), (3, 4), (-5, 2), (6, 20)]
    entries = [
        make.appointment(f"a{i}", f"Bar {i}", make.at(a, 0), make.at(b, 0), all_day=True)
        for i, (a, b) in enumerate(days)
    ]
    bars = rows_of(make.state(entries=entries, sessions=()), make).bars
    for bar in bars:
        others = [other for other in bars if other is not bar and other.row == bar.row]
        assert all(other.last < bar.first or bar.last < other.first for other in others)
        assert 0 <= bar.first <= bar.last <= 6


def test_what_is_in_another_week_is_not_shown(make):
    state = make.state(entries=[make.run("r", "Run", make.at(8, 7), 40, Kind.EASY, Treated.EASY)], sessions=())
    assert rows_of(state, make).cards == ()
    assert len(rows_of(state, make, days=14).cards) == 1


def test_what_comes_over_from_sunday_night_is_shown_on_monday(make):
    state = make.state(entries=[make.appointment("n", "Night shift", make.at(-1, 22), make.at(0, 6))], sessions=())
    assert [card.title for card in rows_of(state, make).cards] == ["Night shift"]


def test_today_is_the_day_of_the_clock_in_the_runners_zone(make):
    late = make.at(2, 0, 30).astimezone(UTC)
    rows = present_week(make.state(), Look(make.MONDAY, late), ENGLISH)
    assert [head.number for head in rows.days if head.today] == ["25"]


def test_hours_outside_the_windows_are_closed(make):
    assert rows_of(make.state(), make).days[0].closed == ((0, 1020), (1260, 1440))


def test_odd_days_have_their_own_windows(make):
    state = make.state()
    odd = OddDays(make.MONDAY, make.MONDAY, windows=())
    late = OddDays(make.MONDAY + timedelta(days=1), make.MONDAY + timedelta(days=1), windows=(Window(600, 1440),))
    state = replace(
        state, profile=replace(state.profile, schedule=replace(state.profile.schedule, exceptions=(odd, late)))
    )
    assert [head.closed for head in rows_of(state, make).days[:2]] == [((0, 1440),), ((0, 600),)]


def test_a_broken_hard_rule_is_a_warning_on_the_card(make):
    verdict = SlotVerdict(
        make.at(1, 17), Form.FULL, Verdict.FORBIDDEN, None, (Finding("P01", None, (("run", "Long run"),)),)
    )
    card = next(card for card in rows_of(make.state(), make, verdicts={"s1": verdict}).cards if card.uid == "s1")
    assert "long run" in card.warning
    assert card.warning.rstrip(".") in card.description


def test_an_event_without_a_title_says_so(make):
    state = make.state(entries=[make.appointment("x", "", make.at(0, 9), make.at(0, 10))], sessions=())
    assert rows_of(state, make).cards[0].title == "(no title)"


def test_a_pinned_session_says_so(make):
    state = make.state(sessions=(make.session("s", make.at(1, 17), pinned=True),))
    card = next(card for card in rows_of(state, make).cards if card.uid == "s")
    assert card.pinned
    assert "Pinned by you" in card.description


def test_a_done_session_is_not_moved(make):
    state = make.state(sessions=(make.session("s", make.at(1, 17), done=True),))
    assert not next(card for card in rows_of(state, make).cards if card.uid == "s").movable


@pytest.mark.parametrize("treated", Treated)
def test_every_kind_of_run_has_a_look(treated):
    assert ROLE_OF_RUN[treated] in Role


@pytest.mark.parametrize(
    ("kind", "role"), [(Kind.STRENGTH, Role.FOREIGN), (Kind.CROSS, Role.OTHER_SPORT), (Kind.REST, Role.BUSY)]
)
def test_what_is_no_run_has_a_look(make, kind, role):
    entry = replace(make.appointment("x", "X", make.at(0, 9), make.at(0, 10)), kind=kind)
    assert role_of(entry) is role


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_name(language, kind):
    assert Words(language).say(f"window.kind_{kind}")


def test_sessions_are_named_by_letter_form_and_kind(make):
    lift = make.session("s", make.at(0, 17))
    names = [lift, replace(lift, form=Form.LIGHT), replace(lift, template=""), replace(lift, kind=SessionKind.PLYO)]
    assert [name_session(session, ENGLISH) for session in names] == ["Lift A", "Lift A · light", "Lift", "Springs"]
