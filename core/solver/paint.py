"""What the rules say of every start of a day, for the eye: all reasons, also where a hard rule closes.

The planner asks for the best start; a drag paints all of them, each with its reasons and the hours in them. Whole
hours are counted on from a rule's mark, so that it is not asked again for each.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import pairwise, repeat
from operator import itemgetter
from typing import NamedTuple, cast

from core.model.plan import Finding, SlotVerdict, Verdict
from core.model.training import Form
from core.rules.board import Board, Lift
from core.rules.clock import HOUR
from core.rules.numbers import Numbers
from core.rules.race import form_of_day
from core.rules.slot import Slot
from core.rules.spacing import lifts_too_near
from core.rules.turns import SESSIONS, Mark, Watch, watch_day
from core.rules.wishes import no_room
from core.solver.days import room_for
from core.solver.slots import Ask, Findings, ask_aside, ask_day, find_turns, move_slot, places_with_room, verdict_of

# what _make does, but without Python between: a week has hundreds
_VERDICT = cast("Callable[[Iterable[object]], SlotVerdict]", partial(tuple.__new__, SlotVerdict))
_FINDING = cast("Callable[[Iterable[object]], Finding]", partial(tuple.__new__, Finding))

Track = list[tuple[int, Finding | None]]  # (place among the starts, what a rule says from there on), from place 0 on


class Told(NamedTuple):
    """The answers for the starts of a day, one list for each column."""

    verdicts: list[Verdict]
    scores: list[int | None]
    findings: list[Findings]


@dataclass(frozen=True, slots=True)
class Part:
    """The starts of one rules' day on one calendar day, with what is said of them where no other session stands.

    It does not know its board, which remembers it: a ring would keep every old board until the collector comes.
    """

    day: int
    minutes: int
    form: Form
    starts: Sequence[int]
    walls: Sequence[datetime]
    tracks: list[tuple[str, Track]]  # by rule
    alone: list[SlotVerdict] = field(default_factory=list)  # its verdicts without others, once they were asked for


def paint_day(board: Board, day: int, step: int, minutes: int | None, lifts: Sequence[Lift]) -> list[SlotVerdict]:
    """Every start of a calendar day, step by step on the wall clock, in its day's form and length unless given."""
    key = (day, step, minutes)
    parts: tuple[Part, ...] | None = board.day_memo.get(key)
    if parts is None:
        parts = board.day_memo[key] = tuple(_lay_parts(board, day, step, minutes))
    found = [slot for part in parts for slot in _beside(board, part, lifts)]
    if board.clock.is_plain(day):
        return found
    starts = [start for part in parts for start in part.starts]  # in time's order, each once
    return [found[bisect_left(starts, instant)] for instant in board.clock.steps(day, step)]


def _lay_parts(board: Board, day: int, step: int, minutes: int | None) -> Iterator[Part]:
    clock = board.clock
    starts, plain = clock.steps(day, step), clock.is_plain(day)
    if not plain:
        starts = sorted(set(starts))
    walls = clock.wall_steps(day, step) if plain else clock.walls(day, starts)
    night = clock.sleep_ending(day) if clock.sleep else None
    wake = bisect_left(starts, night[1]) if night else 0
    for each, begin, end in ((day - 1, 0, wake), (day, wake, len(starts))):
        if begin < end:
            form = form_of_day(board, each)
            ask = Ask(board, each, minutes or room_for(board, each, form), form)
            tracks = _follow_alone(ask, starts[begin:end])
            yield Part(each, ask.minutes, form, starts[begin:end], walls[begin:end], tracks)


def _beside(board: Board, part: Part, lifts: Sequence[Lift]) -> list[SlotVerdict]:
    """The part's verdicts beside those sessions; the very same ones where they say nothing here."""
    slot = Ask(board, part.day, part.minutes, part.form).slot(part.starts[0], _near_day(lifts, part.day))
    said: list[tuple[str, Track]] = [(finding.rule, [(0, finding)]) for finding in ask_aside(slot)]
    if lifts_too_near(slot):
        said.append((SESSIONS.rule, _follow(SESSIONS, slot, part.starts)))
    if said:
        return _say(part, [*part.tracks, *said], board.numbers)
    if not part.alone:
        part.alone.extend(_say(part, part.tracks, board.numbers))
    return part.alone


def _say(part: Part, tracks: Iterable[tuple[str, Track]], numbers: Numbers) -> list[SlotVerdict]:
    ordered = [track for _, track in sorted(tracks, key=itemgetter(0))]  # the table's order
    told = _join(ordered, len(part.starts), numbers)
    return list(map(_VERDICT, zip(part.walls, repeat(part.form), *told)))


def _near_day(lifts: Sequence[Lift], day: int) -> list[Lift]:
    """Of a week's near sessions those that can matter to one day: a fortnight around it and the last one before."""
    before = [lift for lift in lifts if lift.day < day - 10]
    return before[-1:] + [lift for lift in lifts if -10 <= lift.day - day <= 10]


def _follow_alone(ask: Ask, starts: Sequence[int]) -> list[tuple[str, Track]]:
    """What each rule that needs no other session says of these starts of a day."""
    slot = ask.slot(starts[0])
    tracks: list[tuple[str, Track]] = [(said.rule, [(0, said)]) for said in ask_day(slot)]
    tracks.append(("P10", _follow_room(slot, starts)))
    return tracks + [(watch.rule, _follow(watch, slot, starts)) for watch in watch_day(slot)]


def _follow_room(slot: Slot, starts: Sequence[int]) -> Track:
    shut = no_room(slot.minutes)
    track: Track = [(0, shut)]
    for begin, end in places_with_room(slot, starts):
        if begin == track[-1][0]:
            track.pop()
        track += ((begin, None), (end, shut))
    return track if track[-1][0] < len(starts) else track[:-1]


def _follow(watch: Watch, slot: Slot, starts: Sequence[int]) -> Track:
    """What a rule says at its turns, and at each start from which on it says other hours."""
    track: Track = []
    for place, end in pairwise((0, *find_turns(watch, slot, starts), len(starts))):
        there = move_slot(slot, starts[place]) if place else slot
        said = watch.evaluate(there)
        track.append((place, said))
        mark = watch.mark(there) if said and watch.mark else None
        if said and mark:
            track += _count_on(said, mark, starts, (place, end))
    return track


def _count_on(said: Finding, mark: Mark, starts: Sequence[int], reach: tuple[int, int]) -> Track:
    """What is said as the hours go on from ``said`` at the first place of the reach."""
    rule, points, params = said
    at = [name for name, _ in params].index("hours")
    head, tail, hours = params[:at], params[at + 1 :], cast("int", params[at][1])
    (place, end), (begun, rising) = reach, mark
    last = starts[end - 1]
    if rising:
        turns, counted = range(begun + (hours + 1) * HOUR, last + 1, HOUR), range(hours + 1, sys.maxsize)
    else:
        turns, counted = range(begun - hours * HOUR + 1, min(begun, last) + 1, HOUR), range(hours - 1, -1, -1)
    told = {bisect_left(starts, turn, place, end): hour for turn, hour in zip(turns, counted, strict=False)}
    findings = map(
        _FINDING, zip(repeat(rule), repeat(points), [(*head, ("hours", hour), *tail) for hour in told.values()])
    )
    return list(zip(told, findings, strict=False))


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
