"""Rules about races: what comes before them (P05) and what they leave behind (P06)."""

from __future__ import annotations

from core.model.plan import Finding
from core.model.training import Form, SessionKind
from core.rules.board import Board, Run, monday_of
from core.rules.numbers import Numbers
from core.rules.slot import Slot, forbid

MINUTES_SHORT, MINUTES_HALF, MINUTES_MARATHON = 75, 165, 360  # finish times that no distance was given with

FULL, LIGHT, PRIMER = Form.FULL, Form.LIGHT, Form.PRIMER  # each look into an enumeration is a call

REACH = 40  # days: more than a week and the widest that P05 and P06 may be set to


def taper_before_race(slot: Slot) -> Finding | None:
    """P05: the last days before a race are closed, those before them are for one primer."""
    for race in races_near(slot.board, slot.day):
        days = race.day - slot.day
        if days < 0:
            continue
        off, primer = days_before(race, slot.numbers)
        wrong = slot.form is not PRIMER and slot.kind is SessionKind.STRENGTH
        if days <= off or (days <= primer and wrong):
            return forbid("P05", race=race.title, days=days, count=min(days, 2) or 1)
    return None


def repair_after_race(slot: Slot) -> Finding | None:
    """P06: after a race nothing at first, then only light."""
    for race in races_near(slot.board, slot.day):
        days = slot.day - race.day
        if days <= 0:
            continue
        off, light = days_after(race, slot.numbers)
        if days <= off or (days <= light and slot.form is FULL):
            return forbid("P06", race=race.title, days=days)
    return None


def form_of_day(board: Board, day: int) -> Form:
    """The form that a session of that day has: primer before a race, light after one, else full."""
    races = races_near(board, day)
    if not races:
        return FULL
    if primer_races(board, day):
        return PRIMER
    after = [(day - race.day, days_after(race, board.numbers)) for race in races]
    return LIGHT if any(0 < days <= light for days, (_, light) in after) else FULL


def races_near(board: Board, day: int) -> tuple[Run, ...]:
    """The races that P05 and P06 may speak of on a day; most weeks have none."""
    if not board.races:
        return ()
    monday = monday_of(day)
    known = board.race_memo.get(monday)
    if known is None:
        known = tuple([race for race in board.races if abs(race.day - monday) < REACH])
        board.race_memo[monday] = known
    return known


def primer_races(board: Board, day: int) -> tuple[Run, ...]:
    """The races whose primer might be on that day."""
    found = []
    for race in races_near(board, day):
        off, primer = days_before(race, board.numbers)
        if off < race.day - day <= primer:
            found.append(race)
    return tuple(found)


def days_before(race: Run, numbers: Numbers) -> tuple[int, int]:
    """Up to how many days before a race nothing is lifted, and up to how many only a primer."""
    if race.priority == "A":
        return numbers.race_a_off_days, numbers.race_a_primer_days
    if race.priority == "B":
        return numbers.race_b_off_days, numbers.race_b_primer_days
    return numbers.race_c_off_days, numbers.race_c_off_days


def days_after(race: Run, numbers: Numbers) -> tuple[int, int]:
    """Up to how many days after a race nothing is lifted, and up to how many only light."""
    km = race_km(race)
    if km <= numbers.short_race_km:
        return numbers.short_race_off_days, numbers.short_race_light_days
    if km <= numbers.half_race_km:
        return numbers.half_race_off_days, numbers.half_race_light_days
    if km <= numbers.marathon_race_km:
        return numbers.marathon_race_off_days, numbers.marathon_race_light_days
    return numbers.ultra_race_off_days, numbers.ultra_race_light_days


def race_km(race: Run) -> float:
    """The distance of a race; from its length in time where none is known."""
    if race.km is not None:
        return race.km
    if race.minutes <= MINUTES_SHORT:
        return 10
    if race.minutes <= MINUTES_HALF:
        return 21.1
    return 42.2 if race.minutes <= MINUTES_MARATHON else 50


def taper_share(board: Board, day: int) -> float:
    """The share of sets that stays on a day: less in the second week before an A race from the half marathon up."""
    numbers = board.numbers
    for race in board.races:
        far = race.day - day
        big = race.priority == "A" and race_km(race) >= numbers.taper_km
        if big and numbers.taper_first_day <= far <= numbers.taper_last_day:
            return numbers.taper_sets_share
    return 1.0
