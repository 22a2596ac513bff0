"""A week's choices: every set of picks that the table allows beside what stands, with what it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import NamedTuple

from core.model.plan import Finding
from core.model.training import Form
from core.rules.board import Lift, monday_of, weekday_of
from core.rules.clock import HOUR
from core.rules.rule import RULES, Scope
from core.rules.slot import Slot, WeekSlots
from core.solver.picks import Field, Pick
from core.solver.slots import judge

FULL_WORTH = 1_000_000_000
KEPT_WORTH = 1_000_000
SESSION_WORTH = 1_000 * FULL_WORTH
FULL, LIGHT, PRIMER = Form.FULL, Form.LIGHT, Form.PRIMER  # each look into an enumeration is a call
NO_RACES: frozenset[int] = frozenset()
_OF_WEEK = tuple(rule.evaluate_week for rule in RULES if rule.scope is Scope.WEEK and rule.evaluate_week is not None)


class Choice(NamedTuple):
    """A set of picks of one week. ``worth`` orders: sessions, full ones, kept ones, score.

    Masks have one bit for each weekday. ``gains`` are the days that S13 may reward, ``shuns`` the days of the week
    before that must be empty (P07 over the week's end).
    """

    picks: tuple[Pick, ...]
    worth: int
    score: int
    mask: int
    gains: int
    shuns: int
    races: frozenset[int]
    pause_day: int  # the latest pick that needs lifting in the weeks before; 0 for none

    @property
    def key(self) -> tuple[tuple[int, int, str], ...]:
        """Earlier days first, and more of them."""
        return (*(pick.key for pick in self.picks), (1 << 40, 0, ""))


@dataclass(frozen=True, slots=True)
class Week:
    """A week's sessions that stand, with the sum of their scores."""

    field: Field
    monday: int
    standing: tuple[Lift, ...]
    points: int
    mask: int  # the weekdays of those sessions
    close: int  # seconds from start to start under which S15 speaks

    @property
    def room(self) -> int:
        """How many sessions are still wanted."""
        return max(0, self.field.wanted - len(self.standing))


class Part(NamedTuple):
    """A pick with what every choice that holds it needs to know."""

    pick: Pick
    lift: Lift
    bit: int
    shuns: int


def open_week(field: Field, monday: int) -> Week:
    """A week before anything is picked."""
    standing = tuple([lift for lift in field.lifts if monday <= lift.day < monday + 7])
    points = sum([points_standing(field, lift) for lift in standing])
    close = round(field.board.numbers.hours_between_starts * HOUR)
    return Week(field, monday, standing, points, _mask([lift.day for lift in standing]), close)


def part_of(field: Field, pick: Pick) -> Part:
    """A pick made ready for choices."""
    monday, gap = monday_of(pick.day), field.board.numbers.sessions_gap_days
    shuns = _mask(range(max(monday - 7, pick.day - gap + 1), monday))
    return Part(pick, lift_of(pick), 1 << weekday_of(pick.day), shuns)


def list_choices(field: Field, monday: int) -> tuple[Choice, ...]:
    """All choices of a week; nothing at all is one of them."""
    week = open_week(field, monday)
    parts = [part_of(field, pick) for day in range(monday, monday + 7) for pick in field.picks.get(day, ())]
    sets = (chosen for size in range(week.room + 1) for chosen in combinations(parts, size))
    allowed = [chosen for chosen in sets if is_allowed(week, chosen)]
    return tuple([weigh_choice(week, chosen, points_together(week, chosen)) for chosen in allowed])


def is_allowed(week: Week, chosen: Sequence[Part]) -> bool:
    """The table's Choice: days apart, one light at most and none beside a primer, one primer for a race."""
    if len(chosen) + len(week.standing) < 2:
        return True
    picked = [part.pick.form for part in chosen]
    forms = [lift.form for lift in week.standing] + picked
    lights, primers = forms.count(LIGHT), forms.count(PRIMER)
    if (LIGHT in picked or PRIMER in picked) and (lights > 1 or (lights and primers)):
        return False
    return _far_enough(week, chosen) and not (primers and _shares_race(chosen))


def _far_enough(week: Week, chosen: Sequence[Part]) -> bool:
    gap = week.field.board.numbers.sessions_gap_days
    most = (7 if week.field.weeks == 1 else 99) - gap  # one week alone stands for every week: its ends meet
    days = [part.lift.day for part in chosen]
    pairs = [*combinations(days, 2), *product([lift.day for lift in week.standing], days)]
    return all(gap <= abs(one - other) <= most for one, other in pairs)


def _shares_race(chosen: Sequence[Part]) -> bool:
    return any(one.pick.races & other.pick.races for one, other in combinations(chosen, 2))


def weigh_choice(week: Week, chosen: Sequence[Part], together: int) -> Choice:
    """What a set of picks is worth beside the sessions that stand, and what couples it to other weeks.

    ``together`` is what ``points_together`` says of it.
    """
    score, worth, mask, shuns, races, pause_day = week.points + together, 0, 0, 0, NO_RACES, 0
    for part in chosen:
        pick = part.pick
        score += pick.points
        worth += SESSION_WORTH + (FULL_WORTH if pick.form is FULL else 0) + pick.kept * KEPT_WORTH
        mask |= part.bit
        shuns |= part.shuns
        races = races | pick.races if pick.races else races
        pause_day = pick.day if pick.after_pause and pick.day > pause_day else pause_day
    gains = mask | week.mask
    picks = tuple([part.pick for part in chosen])
    return Choice(picks, worth + score, score, mask, gains, shuns, races, pause_day)


def _start(lift: Lift) -> tuple[int, str]:
    return (lift.start, lift.uid)


def points_together(week: Week, chosen: Sequence[Part]) -> int:
    """What the week's rules add; remembered, because they read no more than the days and who follows whom closely."""
    field, lifts, close = week.field, [*week.standing, *[part.lift for part in chosen]], week.close
    if len(lifts) > 1:
        lifts.sort(key=_start)
    days = [lift.day for lift in lifts]
    key = (week.monday, *days, *[other.start - one.start < close for one, other in pairwise(lifts)])
    known = field.pair_points.get(key)
    if known is None:
        known = sum([finding.points or 0 for finding in judge_pairs(field, week.monday, lifts)])
        field.pair_points[key] = known
    return known


def judge_pairs(field: Field, monday: int, lifts: Sequence[Lift]) -> tuple[Finding, ...]:
    """What the rules say of a week's sessions together; nothing of an empty week."""
    if not lifts:
        return ()
    week = WeekSlots(field.board, monday, lifts)
    return tuple([finding for evaluate in _OF_WEEK if (finding := evaluate(week)) is not None])


def lift_of(pick: Pick) -> Lift:
    """A pick as other sessions' rules see it."""
    return Lift(pick.uid or f"new {pick.start}", pick.day, pick.start, pick.end, pick.form, done=False)


def points_standing(field: Field, lift: Lift) -> int:
    """The score of a session that stands, beside the others that do."""
    others = tuple(other for other in field.lifts if other.uid != lift.uid)
    facts = field.board.facts(lift.day)
    return judge(Slot(field.board, facts, lift.start, lift.end, lift.form, lifts=others)).points


def _mask(days: Iterable[int]) -> int:
    mask = 0
    for day in days:
        mask |= 1 << weekday_of(day)
    return mask
