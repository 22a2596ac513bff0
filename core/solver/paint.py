"""What the rules say of every start of a day, for the eye: all reasons, also where a hard rule closes.

The planner asks for the best start; a drag paints all of them, each with its reasons and the hours in them. Whole
hours are counted on from a rule's mark, so that it is not asked again for each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise, repeat
from typing import NamedTuple, cast

from core.model.plan import Finding, SlotVerdict, Verdict
from core.rules.board import Board, Lift
from core.rules.clock import HOUR
from core.rules.numbers import Numbers
from core.rules.race import form_of_day
from core.rules.slot import Slot
from core.rules.turns import INSIDE, SESSIONS, Mark, Watch
from core.rules.wishes import no_room
from core.solver.days import room_for
from core.solver.slots import Ask, Findings, ask_aside, ask_day, find_turns, move_slot, places_with_room, verdict_of

WATCHED = (*INSIDE, SESSIONS)
_MAKE = cast("Callable[[Iterable[object]], SlotVerdict]", partial(tuple.__new__, SlotVerdict))  # as _make, in C alone

Track = list[tuple[int, Finding | None]]  # (place among the starts, what a rule says from there on), from place 0 on


class Told(NamedTuple):
    """The answers for the starts of a day, one list for each column."""

    verdicts: list[Verdict]
    scores: list[int | None]
    findings: list[Findings]


def paint_day(board: Board, day: int, step: int, minutes: int | None, lifts: Sequence[Lift]) -> Iterable[SlotVerdict]:
    """Every start of a calendar day, step by step on the wall clock, in its day's form and length unless given."""
    instants = board.clock.steps(day, step)
    walls = board.clock.wall_steps(day, step)
    starts = instants if board.clock.is_plain(day) else sorted(set(instants))
    night = board.clock.sleep_ending(day) if board.clock.sleep else None
    wake = bisect_left(starts, night[1]) if night else 0
    found: list[tuple[object, ...]] = []
    for each, part in ((day - 1, starts[:wake]), (day, starts[wake:])):
        if part:
            form = form_of_day(board, each)
            ask = Ask(board, each, minutes or room_for(board, each, form), form)
            told = tell(ask, part, near_day(lifts, each))
            found += zip(repeat(form), *told)
    if starts is not instants:
        found = [found[bisect_left(starts, instant)] for instant in instants]
    return [_MAKE((wall, *rest)) for wall, rest in zip(walls, found, strict=True)]


def near_day(lifts: Sequence[Lift], day: int) -> list[Lift]:
    """Of a week's near sessions those that can matter to one day: a fortnight around it and the last one before."""
    before = [lift for lift in lifts if lift.day < day - 10]
    return before[-1:] + [lift for lift in lifts if -10 <= lift.day - day <= 10]


def tell(ask: Ask, starts: Sequence[int], lifts: Sequence[Lift]) -> Told:
    """What is said of each of these starts of a day beside those sessions."""
    slot = ask.slot(starts[0], lifts)
    tracks: list[tuple[str, Track]] = [(said.rule, [(0, said)]) for said in (*ask_day(slot), *ask_aside(slot))]
    tracks.append(("P10", _follow_room(slot, starts)))
    for watch in WATCHED:
        places = find_turns(watch, slot, starts)
        if places is not None:
            tracks.append((watch.rule, list(_follow(watch, slot, starts, places))))
    tracks.sort(key=_rule)  # the table's order is the order of what is said
    return _join([track for _, track in tracks], len(starts), ask.board.numbers)


def _rule(each: tuple[str, Track]) -> str:
    return each[0]


def _follow_room(slot: Slot, starts: Sequence[int]) -> Track:
    shut = no_room(slot.minutes)
    track: Track = [(0, shut)]
    for begin, end in places_with_room(slot, starts):
        if begin == track[-1][0]:
            track.pop()
        track += ((begin, None), (end, shut))
    return track if track[-1][0] < len(starts) else track[:-1]


def _follow(
    watch: Watch, slot: Slot, starts: Sequence[int], places: Sequence[int]
) -> Iterator[tuple[int, Finding | None]]:
    """What a rule says at its turns, and at each start from which on it says other hours."""
    for place, end in pairwise((0, *places, len(starts))):
        there = move_slot(slot, starts[place]) if place else slot
        said = watch.evaluate(there)
        yield place, said
        mark = watch.mark(there) if said and watch.mark else None
        if said and mark:
            yield from _count_hours(said, mark, starts, (place, end))


def _count_hours(
    said: Finding, mark: Mark, starts: Sequence[int], reach: tuple[int, int]
) -> Iterator[tuple[int, Finding]]:
    """What is said as the hours go on from ``said`` at the first place of the reach."""
    rule, points, params = said
    at = [name for name, _ in params].index("hours")
    head, tail, hours = params[:at], params[at + 1 :], cast("int", params[at][1])
    place, end = reach
    while mark.rising or hours:
        change = mark.start + (hours + 1) * HOUR if mark.rising else mark.start - hours * HOUR + 1
        place = bisect_left(starts, change, place, end)
        if place == end:
            return
        past = starts[place] - mark.start
        hours = max(0, (past if mark.rising else -past) // HOUR)
        yield place, Finding(rule, points, (*head, ("hours", hours), *tail))


def _join(tracks: Sequence[Track], count: int, numbers: Numbers) -> Told:
    """The tracks of all rules as columns; the score is summed up anew only where points come or go."""
    told = Told([], [], [])
    said = [track[0][1] for track in tracks]
    turns = sorted([(place, number, finding) for number, track in enumerate(tracks) for place, finding in track[1:]])
    begin = scored = 0
    for place, number, finding in (*turns, (count, 0, None)):
        if place > begin:
            told.findings.extend([tuple(filter(None, said))] * (place - begin))
            begin = place
        before, said[number] = said[number], finding
        if before is None or finding is None or before.points != finding.points:
            said[number] = before
            _fill_scores(told, said, begin - scored, numbers)
            scored, said[number] = begin, finding
    return told


def _fill_scores(told: Told, said: Iterable[Finding | None], times: int, numbers: Numbers) -> None:
    """One score for so many starts."""
    if times:
        score = _score(said, numbers)
        told.scores.extend([score] * times)
        told.verdicts.extend([verdict_of(score, numbers)] * times)


def _score(said: Iterable[Finding | None], numbers: Numbers) -> int | None:
    score = numbers.score_base
    for finding in said:
        if finding is not None:
            if finding.points is None:
                return None
            score += finding.points
    return score
