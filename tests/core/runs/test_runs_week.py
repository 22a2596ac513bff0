"""P15, P16 and P05: the long run of a week, assumed times, priorities, and what is in the way."""

from dataclasses import replace

import pytest
from tests_runs import MONDAY, PROFILE, day, read_week, timed, treat_week

from core.model.event import OwnMark
from core.model.profile import Correction, Schedule
from core.model.training import Kind, Treated
from core.runs.week import understand


def read_week_all(*occurrences):
    return understand(occurrences, PROFILE)


def easy(minutes, when, title="Easy run"):
    return timed(f"{title} {when}", when, minutes=minutes)


def longs(*occurrences):
    return [title for title, treated in treat_week(*occurrences) if treated == "long"]


def test_a_title_that_says_long_is_the_long_run_however_short():
    assert longs(timed("Long run", 5, minutes=30), easy(80, 2)) == ["Long run"]


def test_medium_long_is_never_the_long_run():
    entry = read_week(timed("Medium-long run 20 km", 3, minutes=110))["Medium-long run 20 km"]
    assert (entry.treated_as, entry.medium_long) == (Treated.EASY, True)


def test_an_easy_run_of_95_minutes_alone_in_its_week_is_long():
    assert longs(easy(95, 6)) == ["Easy run 6"]


def test_an_easy_run_of_89_minutes_alone_in_its_week_is_easy():
    assert longs(easy(89, 6)) == []


def test_the_run_that_stands_out_of_four_is_long():
    assert longs(easy(30, 0), easy(30, 2), easy(30, 4), easy(50, 5)) == ["Easy run 5"]


def test_95_minutes_beside_150_are_medium_long():
    week = read_week(easy(95, 2), easy(150, 5))
    assert [(e.treated_as, e.medium_long) for e in week.values()] == [(Treated.EASY, True), (Treated.LONG, False)]


def test_two_runs_of_150_minutes_and_more_are_both_long():
    assert longs(easy(150, 5), easy(200, 6)) == ["Easy run 5", "Easy run 6"]


def test_sixteen_kilometres_are_long_at_any_pace():
    assert longs(timed("Easy 16 km", 5, minutes=80)) == ["Easy 16 km"]


def test_a_long_tempo_is_the_long_run_where_it_alone_is_the_longest():
    assert longs(timed("Tempo run", 5, minutes=100), easy(60, 2)) == ["Tempo run"]


def test_a_long_tempo_is_not_the_long_run_beside_one_as_long():
    assert longs(timed("Tempo run", 5, minutes=100), timed("Long run", 6, minutes=100)) == ["Long run"]


def test_the_later_of_two_equally_long_runs_is_the_long_one():
    assert longs(easy(30, 0), easy(30, 1), easy(50, 4), easy(50, 6), easy(30, 2)) == ["Easy run 6"]


def test_two_runs_are_too_few_to_stand_out():
    assert longs(easy(30, 1), easy(60, 5)) == []


def test_a_longest_run_of_quality_does_not_stand_out():
    assert longs(easy(30, 0), easy(30, 2), timed("Intervals 8x800 m", 4, minutes=70)) == []


def test_an_unknown_run_of_100_minutes_is_treated_as_long_and_shown_as_a_guess():
    entry = read_week(*(timed("Run", n, minutes=40) for n in (0, 2)), timed("run", 6, minutes=100))["run"]
    assert (entry.kind, entry.treated_as, entry.guessed) == (Kind.UNKNOWN, Treated.LONG, True)


def test_the_other_unknown_runs_stay_unknown():
    assert treat_week(timed("Run", 2)) == [("Run", "unknown")]


def test_races_are_left_out_of_the_search_for_the_long_run():
    assert longs(timed("Marathon race", 6, minutes=240), easy(95, 2)) == ["Easy run 2"]


def test_a_bare_long_distance_is_easy_where_the_week_has_a_longer_one():
    entry = read_week(day("17 km", 3), day("30 km", 6))["17 km"]
    assert (entry.kind, entry.treated_as, entry.medium_long) == (Kind.EASY, Treated.EASY, True)


def test_the_runners_own_word_wins_over_the_length():
    taught = replace(PROFILE, corrections=(Correction("Easy 18 km", "easy"),))
    entry = read_week(timed("Easy 18 km", 5, minutes=110), profile=taught)["Easy 18 km"]
    assert (entry.treated_as, entry.medium_long) == (Treated.EASY, True)


def test_the_numbers_of_the_profile_count():
    strict = replace(PROFILE, numbers=(("long_minutes", 100.0), ("long_km", 20.0)))
    assert read_week(easy(95, 6), profile=strict)["Easy run 6"].treated_as is Treated.EASY


@pytest.mark.parametrize(
    ("title", "minutes"),
    [("Easy run 8 km", 48), ("Intervals 6x800 m", 60), ("Long run", 120), ("Long run 24 km", 144), ("Easy 45 min", 45)],
)
def test_an_all_day_run_lasts_what_its_text_says_or_is_usual(title, minutes):
    entry = read_week(day(title, 1))[title]
    assert (entry.minutes, entry.time_assumed, entry.start.hour) == (minutes, True, 7)


def test_an_all_day_run_begins_at_the_habit_of_its_weekday():
    habit = [timed("Easy run", 1 - 7 * back, clock) for back, clock in ((1, "18:00"), (2, "18:30"), (3, "19:00"))]
    assert f"{read_week(*habit, day('Intervals', 1))['Intervals'].start:%H:%M}" == "18:30"


def test_without_a_habit_the_profile_says_when_runs_begin():
    late = replace(PROFILE, schedule=Schedule(run_start=17 * 60 + 30))
    assert f"{read_week(day('Easy run', 1), profile=late)['Easy run'].start:%H:%M}" == "17:30"


def test_a_timed_run_keeps_its_times():
    entry = read_week(timed("Easy 45 min", 1, "18:15", 60))["Easy 45 min"]
    assert (entry.minutes, entry.time_assumed, entry.end - entry.start) == (
        60,
        False,
        entry.occurrence.end - entry.start,
    )


def test_a_timed_run_without_length_is_given_one():
    entry = read_week(timed("Easy 10 km", 1, minutes=0))["Easy 10 km"]
    assert (entry.minutes, entry.time_assumed) == (60, True)


def test_the_runs_of_a_double_stand_in_the_morning_and_in_the_evening():
    week = read_week_all(day("Recovery AM 6 mi LT PM 8 mi with 4 mi at LT pace", 2))
    assert [(str(e.treated_as), f"{e.start:%H:%M}") for e in week] == [("recovery", "07:00"), ("quality", "17:00")]


def test_the_second_run_of_a_late_double_follows_the_first():
    first, second = read_week_all(timed("AM 4 mi easy PM 4 mi easy", 2, "18:00", 45))
    assert second.start >= first.end


def test_a_race_with_a_given_priority_keeps_it():
    assert read_week(day("Half marathon (B race)", 6))["Half marathon (B race)"].priority == "B"


def test_a_single_race_is_the_goal():
    assert read_week(day("Half marathon Egmond", 6))["Half marathon Egmond"].priority == "A"


@pytest.mark.parametrize("title", ["parkrun", "Tune-up race 10k", "5k time trial", "Test run 3 km race"])
def test_a_test_is_a_c_race(title):
    assert read_week(day(title, 5))[title].priority == "C"


def test_a_race_before_a_longer_one_is_a_b_race():
    week = read_week(day("Half marathon race", 6), day("Berlin Marathon", 34))
    assert [week[title].priority for title in ("Half marathon race", "Berlin Marathon")] == ["B", "A"]


def test_a_race_before_a_shorter_one_stays_the_goal():
    assert read_week(day("Berlin Marathon", 6), day("10 km race", 34))["Berlin Marathon"].priority == "A"


def test_a_marathon_has_its_length_without_saying_so():
    assert read_week(day("Berlin Marathon", 6))["Berlin Marathon"].distance_km == 42.2


@pytest.mark.parametrize(
    ("occurrence", "busy"),
    [
        (timed("Dentist"), True),
        (timed("Dentist", busy=False), False),
        (day("Holidays in France"), False),
        (day("Training Week 3", days=7), False),
        (day("Easy 8 km"), True),
        (timed("Easy 8 km", busy=False), True),
        (day("Rest day"), False),
    ],
)
def test_only_timed_appointments_and_runs_are_in_the_way(occurrence, busy):
    (entry,) = read_week(occurrence).values()
    assert entry.busy is busy


def test_what_is_ours_is_strength_and_no_run():
    mark = OwnMark("1", "strength", "full", "std_gym_A", 1)
    (entry,) = read_week(timed("Long run", own=mark)).values()
    assert (entry.kind, entry.treated_as, entry.evidence) == (Kind.STRENGTH, None, ("ours",))


def test_alone_an_entry_is_judged_without_its_week():
    assert read_week(easy(100, 6), alone=True)["Easy run 6"].treated_as is Treated.EASY


def test_alone_the_harder_run_speaks_for_both():
    title = "Recovery AM 6 mi LT PM 12 mi with 7 mi at LT pace"
    assert read_week(day(title), alone=True)[title].kind is Kind.TEMPO


def test_entries_are_sorted_by_start_and_uid():
    week = read_week_all(day("Easy 8 km", 3), timed("Dentist", 1, uid="b"), timed("Lunch", 1, uid="a"))
    assert [entry.title for entry in week] == ["Lunch", "Dentist", "Easy 8 km"]


def test_training_weeks_begin_on_monday():
    assert longs(easy(95, 6), easy(95, 7)) == ["Easy run 6", "Easy run 7"]
    assert MONDAY.weekday() == 0


def test_a_calendar_of_little_but_training_is_trusted_more():
    plan = [timed("Easy run", number % 7, uid=f"{number}") for number in range(8)]
    assert read_week(timed("Velocidad Casa Campo", 3))["Velocidad Casa Campo"].kind is Kind.OTHER
    assert read_week(*plan, timed("Cuestas Parque Oeste", 3))["Cuestas Parque Oeste"].kind is Kind.HILLS


def test_even_there_a_dentist_is_a_dentist():
    plan = [timed("Easy run", number % 7, uid=f"{number}") for number in range(8)]
    assert read_week(*plan, timed("Dentist", 3))["Dentist"].kind is Kind.OTHER


def test_an_evening_half_of_a_double_is_assumed_in_the_evening():
    assert f"{read_week(day('PM: 5 km easy', 1))['PM: 5 km easy'].start:%H:%M}" == "17:00"


def test_an_evening_half_with_a_time_keeps_it():
    assert f"{read_week(timed('PM: 5 km easy', 1, '19:00'))['PM: 5 km easy'].start:%H:%M}" == "19:00"


def test_a_race_before_one_of_the_same_minutes_is_a_b_race_where_one_says_no_kilometres():
    week = read_week(timed("Fun run 5 km race", 6, minutes=25), timed("Town race", 13, minutes=25))
    assert [race.distance_km for race in week.values()] == [5, None]
    assert [race.priority for race in week.values()] == ["B", "A"]


def test_a_race_before_one_of_more_minutes_is_a_b_race_where_it_says_no_kilometres():
    week = read_week(timed("Town race", 6, minutes=25), timed("Fun run 5 km race", 13, minutes=26))
    assert [race.priority for race in week.values()] == ["B", "A"]


def test_a_race_before_a_shorter_one_without_kilometres_stays_the_goal():
    week = read_week(timed("Fun run 5 km race", 6, minutes=25), timed("Town race", 13, minutes=24))
    assert [race.priority for race in week.values()] == ["A", "A"]


def test_kilometres_decide_where_both_races_say_them():
    week = read_week(timed("Fun run 5 km race", 6, minutes=40), timed("Race 10 km", 13, minutes=39))
    assert [race.priority for race in week.values()] == ["B", "A"]
