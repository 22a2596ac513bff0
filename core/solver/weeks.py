"""A week's choices: every set of picks that the table allows beside what stands, with what it is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from core.model.plan import Finding
from core.model.training import Form
from core.rules.board import Lift, weekday_of
from core.rules.clock import HOUR
from core.rules.rule import RULES, Scope
from core.rules.slot import Slot, WeekSlots
from core.solver.picks import Field, Pick
from core.solver.slots import judge

FULL_WORTH = 1_000_000_000
KEPT_WORTH = 1_000_000
SESSION_WORTH = 1_000 * FULL_WORTH
_OF_WEEK = tuple(rule.evaluate_week for rule in RULES if rule.scope is Scope.WEEK and rule.evaluate_week is not None)


@dataclass(frozen=True, slots=True)
class Choice:
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


def list_choices(field: Field, monday: int) -> tuple[Choice, ...]:
    """All choices of a week; nothing at all is one of them."""
    standing = tuple(lift for lift in field.lifts if monday <= lift.day < monday + 7)
    points = sum(points_standing(field, lift) for lift in standing)
    room = max(0, field.wanted - len(standing))
    picks = [pick for day in range(monday, monday + 7) for pick in field.picks.get(day, ())]
    return tuple(
        weigh_choice(field, monday, standing, chosen, points)
        for chosen in _sets(picks, room)
        if is_allowed(field, standing, chosen)
    )


def _sets(picks: Sequence[Pick], room: int) -> Iterator[tuple[Pick, ...]]:
    for size in range(room + 1):
        yield from combinations(picks, size)


def is_allowed(field: Field, standing: Sequence[Lift], chosen: Sequence[Pick]) -> bool:
    """The table's Choice: days apart, one light at most and none beside a primer, one primer for a race."""
    forms = [lift.form for lift in standing] + [pick.form for pick in chosen]
    lights, primers, full = forms.count(Form.LIGHT), forms.count(Form.PRIMER), forms.count(Form.FULL)
    added = any(pick.form is Form.LIGHT for pick in chosen) or any(pick.form is Form.PRIMER for pick in chosen)
    if added and (lights > 1 or (lights and primers)):
        return False
    if full > field.board.numbers.sessions_week_max and any(pick.form is Form.FULL for pick in chosen):
        return False
    return _far_enough(field, standing, chosen) and not _shares_race(chosen)


def _far_enough(field: Field, standing: Sequence[Lift], chosen: Sequence[Pick]) -> bool:
    gap = field.board.numbers.sessions_gap_days
    around = 7 if field.weeks == 1 else 99  # one week alone stands for every week: its ends meet
    pairs = [(one.day, other.day) for one, other in combinations(chosen, 2)]
    pairs += [(lift.day, pick.day) for lift in standing for pick in chosen]
    return all(gap <= abs(one - other) <= around - gap for one, other in pairs)


def _shares_race(chosen: Sequence[Pick]) -> bool:
    return any(one.races & other.races for one, other in combinations(chosen, 2))


def weigh_choice(field: Field, monday: int, standing: Sequence[Lift], chosen: tuple[Pick, ...], points: int) -> Choice:
    """What a set of picks is worth beside the sessions that stand, and what couples it to other weeks."""
    lifts = merge_lifts(standing, chosen)
    score = points + sum(pick.points for pick in chosen)
    score += _pair_points(field, monday, lifts)
    full = sum(1 for pick in chosen if pick.form is Form.FULL)
    worth = len(chosen) * SESSION_WORTH + full * FULL_WORTH + sum(pick.kept for pick in chosen) * KEPT_WORTH + score
    return Choice(
        chosen,
        worth,
        score,
        _mask(pick.day for pick in chosen),
        _mask(lift.day for lift in lifts),
        _shun(field, chosen, monday),
        frozenset().union(*(pick.races for pick in chosen)),
        max((pick.day for pick in chosen if pick.after_pause), default=0),
    )


def _pair_points(field: Field, monday: int, lifts: Sequence[Lift]) -> int:
    """What the week's rules add; remembered, because they read no more than the days and who follows whom closely."""
    close = round(field.board.numbers.hours_between_starts * HOUR)
    key = (monday, *[lift.day for lift in lifts], *[other.start - one.start < close for one, other in pairwise(lifts)])
    known = field.pair_points.get(key)
    if known is None:
        known = sum(finding.points or 0 for finding in judge_pairs(field, monday, lifts))
        field.pair_points[key] = known
    return known


def judge_pairs(field: Field, monday: int, lifts: Sequence[Lift]) -> tuple[Finding, ...]:
    """What the rules say of a week's sessions together; nothing of an empty week."""
    if not lifts:
        return ()
    week = WeekSlots(field.board, monday, lifts)
    found = (evaluate(week) for evaluate in _OF_WEEK)
    return tuple(finding for finding in found if finding is not None)


def merge_lifts(standing: Sequence[Lift], chosen: Sequence[Pick]) -> tuple[Lift, ...]:
    """Standing and picked sessions together, by start."""
    picked = (lift_of(pick) for pick in chosen)
    return tuple(sorted((*standing, *picked), key=lambda lift: (lift.start, lift.uid)))


def lift_of(pick: Pick) -> Lift:
    """A pick as other sessions' rules see it."""
    return Lift(pick.uid or f"new {pick.start}", pick.day, pick.start, pick.end, pick.form, done=False)


def points_standing(field: Field, lift: Lift) -> int:
    """The score of a session that stands, beside the others that do."""
    others = tuple(other for other in field.lifts if other.uid != lift.uid)
    facts = field.board.facts(lift.day)
    return judge(Slot(field.board, facts, lift.start, lift.end, lift.form, lifts=others)).points


def _mask(days: Iterator[int] | Sequence[int]) -> int:
    mask = 0
    for day in days:
        mask |= 1 << weekday_of(day)
    return mask


def _shun(field: Field, chosen: Sequence[Pick], monday: int) -> int:
    gap = field.board.numbers.sessions_gap_days
    return _mask(day for pick in chosen for day in range(monday - 7, monday) if pick.day - day < gap)
