"""Rules about the runs around a session: P01-P04, S01-S03, S05-S10, S18. Times in seconds, gaps end to start."""

from __future__ import annotations

from core.model.plan import Finding
from core.model.training import Treated
from core.rules.board import Board, Run, monday_of
from core.rules.clock import HOUR
from core.rules.slot import Slot, count, forbid, hours_between

# named here, because each look into an enumeration is a call
QUALITY, UNKNOWN, LONG = Treated.QUALITY, Treated.UNKNOWN, Treated.LONG
EASY = (Treated.EASY, Treated.RECOVERY)
NEVER_BEFORE = (QUALITY, UNKNOWN)


def keep_eve_of_long(slot: Slot) -> Finding | None:
    """P01: no strength on the day before a long run, across week ends too."""
    for distance in range(1, slot.numbers.days_before_long + 1):
        run = slot.on(distance).long
        if run is not None:
            return forbid("P01", run=run.title, days=distance)
    return None


def keep_long_day(slot: Slot) -> Finding | None:
    """P02: no strength on the day of a long run, before or after it."""
    run = slot.facts.long
    return None if run is None else forbid("P02", run=run.title)


def run_before_lifting(slot: Slot) -> Finding | None:
    """P03: a quality or unknown run of the day is never still to come."""
    for run in slot.facts.runs:
        if run.start >= slot.end and run.treated in NEVER_BEFORE:
            return forbid("P03", run=run.title)
    return None


def spare_the_unused(slot: Slot) -> Finding | None:
    """P04: the day before quality is closed to beginners, after a pause, and to those who get sore."""
    run = slot.on(1).quality
    if run is None:
        return None
    return forbid("P04", run=run.title) if is_unused(slot.board) or is_paused(slot) else None


def is_unused(board: Board) -> bool:
    """True for a beginner and for a runner who says that he gets sore easily."""
    athlete = board.profile.athlete
    return athlete.doms_prone or athlete.sessions_done < board.numbers.first_sessions


def is_paused(slot: Slot) -> bool:
    """True where the last lifting is 21 days back; what this very week plans is no lifting yet."""
    last = slot.board.profile.athlete.last_session
    days = [lift.day for lift in slot.lifts if lift.day < (slot.day if lift.done else monday_of(slot.day))]
    if last is not None and last.toordinal() < slot.day:
        days.append(last.toordinal())
    return bool(days) and slot.day - max(days) >= slot.numbers.pause_days


def lift_after_quality(slot: Slot) -> Finding | None:
    """S01: later on the hard day, the longer after the run the better."""
    run = slot.last_run(QUALITY) if slot.facts.quality is not None else None
    if run is None:
        return None
    numbers, gap = slot.numbers, slot.start - run.end
    sore = slot.board.profile.athlete.doms_prone
    if gap >= numbers.hours_gap_best * HOUR:
        points = numbers.points_sore_after_quality_best if sore else numbers.points_after_quality_best
    elif gap >= numbers.hours_gap_good * HOUR:
        points = numbers.points_sore_after_quality_good if sore else numbers.points_after_quality_good
    else:
        points = numbers.points_sore_after_quality_soon if sore else numbers.points_after_quality_soon
    return count("S01", points, run=run.title, hours=hours_between(run.end, slot.start))


def lift_after_easy(slot: Slot) -> Finding | None:
    """S02: after an easy run, on a day without quality."""
    if slot.facts.easy is None or slot.facts.quality is not None:
        return None
    run = slot.last_run(*EASY)
    if run is None:
        return None
    numbers = slot.numbers
    sore = slot.board.profile.athlete.doms_prone
    points = numbers.points_sore_after_easy if sore else numbers.points_after_easy
    ahead = slot.board.next_key(slot.end)
    if ahead is None:
        return count("S02", points, run=run.title, hours=0, count=1)
    return count("S02", points, run=run.title, hours=hours_between(slot.end, ahead.start), count=2)


def lift_after_unknown(slot: Slot) -> Finding | None:
    """S03: after a run of unknown kind, also beside what other runs of the day say."""
    run = slot.last_run(UNKNOWN) if slot.facts.unknown is not None else None
    if run is None:
        return None
    return count("S03", slot.numbers.points_after_unknown, run=run.title)


def lift_before_easy(slot: Slot) -> Finding | None:
    """S05: an easy run still to come on the day costs, less from six hours on."""
    run = next_easy(slot)
    if run is None:
        return None
    far = run.start - slot.end >= slot.numbers.hours_gap_best * HOUR
    points = slot.numbers.points_before_easy_far if far else slot.numbers.points_before_easy_soon
    return count("S05", points, run=run.title, hours=hours_between(slot.end, run.start))


def next_easy(slot: Slot) -> Run | None:
    """The first easy run of the day that starts after the session; a day's runs are sorted by their starts."""
    return next((run for run in slot.facts.runs if run.start >= slot.end and run.is_easy), None)


def keep_legs_for_quality(slot: Slot) -> Finding | None:
    """S06: quality tomorrow costs much, an unknown run tomorrow a little."""
    tomorrow = slot.on(1)
    if tomorrow.quality is not None:
        return count("S06", slot.numbers.points_eve_of_quality, run=tomorrow.quality.title)
    if tomorrow.unknown is not None:
        return count("S06", slot.numbers.points_eve_of_unknown, run=tomorrow.unknown.title)
    return None


def rest_after_long(slot: Slot) -> Finding | None:
    """S07: the day after a long run costs, twice after a very long one or the second of two in a row."""
    yesterday = slot.on(-1)
    if yesterday.long is None:
        return None
    run = max([run for run in yesterday.runs if run.treated is LONG], key=lambda run: run.minutes)
    big = run.minutes >= slot.numbers.big_long_minutes or slot.on(-2).long is not None
    points = slot.numbers.points_after_big_long if big else slot.numbers.points_after_long
    return count("S07", points, run=run.title)


def lift_far_from_key(slot: Slot) -> Finding | None:
    """S08: two days and more to the next key run, or none in sight."""
    ahead = slot.board.next_key(slot.end)
    wanted = slot.numbers.hours_before_key_bonus * HOUR
    if ahead is not None and ahead.start - slot.end < wanted:
        return None
    return count("S08", slot.numbers.points_far_from_key)


def mind_big_weekend(slot: Slot) -> Finding | None:
    """S09: two long runs in a row begin the day after tomorrow."""
    if slot.on(2).long is None or slot.on(3).long is None:
        return None
    return count("S09", slot.numbers.points_big_weekend)


def mind_double_day(slot: Slot) -> Finding | None:
    """S10: a day of two or more runs is full already."""
    if len(slot.facts.runs) < 2:
        return None
    return count("S10", slot.numbers.points_double_day)


def mind_medium_long(slot: Slot) -> Finding | None:
    """S18: tomorrow's run is medium-long."""
    run = slot.on(1).medium_long
    return None if run is None else count("S18", slot.numbers.points_eve_of_medium_long, run=run.title)
