"""Rules about sessions among themselves: P07, P08, S13-S16."""

from __future__ import annotations

from itertools import pairwise

from core.model.plan import Finding
from core.model.training import Form
from core.rules.board import Board, Lift
from core.rules.clock import HOUR
from core.rules.race import primer_races
from core.rules.slot import Slot, WeekSlots, count, forbid, hours_between, same_week

FULL, PRIMER = Form.FULL, Form.PRIMER  # each look into an enumeration is a call


def keep_days_between(slot: Slot) -> Finding | None:
    """P07: no other full or light session on the day, the day before or the day after, across week ends too."""
    lift = nearest_lift(slot)
    if lift is None:
        return None
    first, second = (lift, slot) if lift.start <= slot.start else (slot, lift)
    return forbid("P07", hours=max(0, hours_between(first.end, second.start)))


def lifts_too_near(slot: Slot) -> list[Lift]:
    """The full and light sessions that are too few days away (P07)."""
    day, gap = slot.facts.day, slot.board.numbers.sessions_gap_days
    return [lift for lift in slot.lifts if -gap < lift.day - day < gap and lift.form is not PRIMER]


def nearest_lift(slot: Slot) -> Lift | None:
    """That of the sessions too near whose start is nearest, the earlier of two; None without any."""
    near = lifts_too_near(slot) if slot.lifts else ()
    if len(near) > 1:
        return min(near, key=lambda lift: (abs(lift.start - slot.start), lift.start))
    return near[0] if near else None


def keep_week_small(slot: Slot) -> Finding | None:
    """P08: at most two full sessions in a training week, and one primer for a race."""
    if not slot.lifts:
        return None
    if slot.form is FULL:
        full = [lift for lift in slot.lifts if lift.form is FULL and same_week(lift.day, slot.day)]
        most = slot.numbers.sessions_week_max
        return forbid("P08", most=most, race="", count=1) if len(full) >= most else None
    if slot.form is PRIMER:
        return _one_primer(slot)
    return None


def _one_primer(slot: Slot) -> Finding | None:
    for race in primer_races(slot.board, slot.day):
        others = [lift for lift in slot.lifts if lift.form is PRIMER and race in primer_races(slot.board, lift.day)]
        if len(others) >= slot.numbers.primers_per_race:
            return forbid("P08", most=slot.numbers.primers_per_race, race=race.title, count=2)
    return None


def keep_weekday(slot: Slot) -> Finding | None:
    """S13: the same weekday as in the week before is easier to keep."""
    if slot.lifts and any(lift.day == slot.day - 7 for lift in slot.lifts):
        return count("S13", slot.numbers.points_same_weekday)
    return None


def spread_pair(week: WeekSlots) -> Finding | None:
    """S14: three or four days apart is best, five is good, two is enough."""
    numbers, total = week.numbers, 0
    for one, other in pairwise(week.lifts):
        distance = other.day - one.day
        total += numbers.points_pair_best if distance in (3, 4) else 0
        total += numbers.points_pair_wide if distance == 5 else 0
    return count("S14", total)


def rest_between_starts(week: WeekSlots) -> Finding | None:
    """S15: fewer than 48 hours from start to start cost."""
    close = [
        hours_between(one.start, other.start)
        for one, other in pairwise(week.lifts)
        if other.start - one.start < week.numbers.hours_between_starts * HOUR
    ]
    return count("S15", len(close) * week.numbers.points_pair_close, hours=min(close)) if close else None


def keep_easy_days(week: WeekSlots) -> Finding | None:
    """S16: at least two days of the week without a key run and without strength."""
    easy = len(days_without_key(week.board, week.monday).difference([lift.day for lift in week.lifts]))
    if easy >= week.numbers.easy_days_min:
        return None
    return count("S16", week.numbers.points_few_easy_days, days=easy, count=max(easy, 1))


def days_without_key(board: Board, monday: int) -> frozenset[int]:
    """The days of a week that hold no key run."""
    known = board.open_memo.get(monday)
    if known is None:
        known = frozenset([day for day in range(monday, monday + 7) if not board.facts(day).is_key])
        board.open_memo[monday] = known
    return known
