"""The best plan for a situation, proven: hard rules, sessions, full ones, fewest changes, score, earlier days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.model.plan import DayVerdict, Placement, Plan, Situation, WeekPlan
from core.model.training import Session, SessionKind
from core.rules.board import Lift, monday_of
from core.rules.runs import is_unused
from core.rules.slot import Slot
from core.solver.chain import coupling_of, value_backward, walk_forward
from core.solver.days import say_day
from core.solver.picks import Field, Pick, lay_field, near_week
from core.solver.plyo import explain_no_springs, place_plyos
from core.solver.reasons import explain_shortfall
from core.solver.slots import Findings, ask_others, judge, weigh
from core.solver.weeks import Choice, judge_pairs, lift_of, list_choices

PAUSE = frozenset({"P04"})


@dataclass(frozen=True, slots=True)
class Solved:
    """The chain of choices that is best, and all sessions that then stand."""

    field: Field
    chain: tuple[Choice, ...]
    lifts: tuple[Lift, ...]  # standing and picked, by start
    said: dict[int, Findings]  # start of a pick -> what the rules said of it without other sessions
    uids: dict[int, str]  # start of a pick -> accepted session that moves there


def plan(situation: Situation) -> Plan:
    """The best plan for the whole horizon, with the reasons of every place and every missing session."""
    solved = solve(situation)
    mondays = range(solved.field.monday, solved.field.monday + 7 * solved.field.weeks, 7)
    plyos = place_plyos(solved.field.board, situation, mondays, solved.lifts)
    return Plan(tuple(_say_week(solved, monday, plyos) for monday in mondays))


def solve(situation: Situation) -> Solved:
    """The best chain of choices for a situation, one for each week."""
    field = lay_field(situation)
    weeks = [list_choices(field, field.monday + 7 * week) for week in range(field.weeks)]
    coupling = coupling_of(field, weeks)
    chain = walk_forward(coupling, weeks, value_backward(coupling, weeks))
    picks = [pick for choice in chain for pick in choice.picks]
    uids = _follow(situation.accepted, picks, field)
    lifts = sorted((*field.lifts, *map(lift_of, picks)), key=lambda lift: (lift.start, lift.uid))
    said = {pick.start: pick.said for pick in picks}
    return Solved(field, tuple(chain), tuple(lifts), said, uids)


def _follow(accepted: Sequence[Session], picks: Sequence[Pick], field: Field) -> dict[int, str]:
    """Which accepted session moves to which new place: in each week the first to the first."""
    stay = {pick.uid for pick in picks if pick.uid}
    clock = field.board.clock
    homeless: dict[int, list[str]] = {}
    for session in sorted(accepted, key=lambda each: (each.start, each.uid)):
        if session.kind is SessionKind.STRENGTH and session.uid not in stay:
            monday = monday_of(clock.day_of(int(session.start.timestamp())))
            homeless.setdefault(monday, []).append(session.uid)
    found = {}
    for pick in picks:
        waiting = homeless.get(monday_of(pick.day))
        if pick.uid is None and waiting:
            found[pick.start] = waiting.pop(0)
    return found


def _say_week(solved: Solved, monday: int, plyos: Sequence[Placement]) -> WeekPlan:
    field = solved.field
    near = near_week(solved.lifts, monday)
    here = [lift for lift in near if monday <= lift.day < monday + 7]
    placements = [place_lift(solved, lift, near) for lift in here]
    pairs = judge_pairs(field, monday, here)
    springy = [each for each in plyos if monday_of(field.board.clock.day_of(int(each.start.timestamp()))) == monday]
    since = max((lift.day for lift in near if lift.day < monday), default=0)
    days = tuple(_say_day(solved, day, since) for day in range(monday, monday + 7))
    score = sum(each.score for each in placements) + sum(finding.points or 0 for finding in pairs)
    return WeekPlan(
        field.board.date_of(monday),
        field.board.room(monday).wave_week,
        field.wanted,
        tuple(sorted((*placements, *springy), key=lambda each: each.start)),
        score,
        days,
        plyo_day=springy[0].start.date() if springy else None,
        plyo_locked=() if springy else explain_no_springs(field.board),
        shortfall=explain_shortfall(field, days, tuple(here)),
        pair_findings=pairs,
    )


def place_lift(solved: Solved, lift: Lift, near: Sequence[Lift]) -> Placement:
    """A session of the plan where it stands, beside all the others; its score counts broken rules as nothing."""
    board = solved.field.board
    others = tuple([other for other in near if other.uid != lift.uid])
    slot = Slot(board, board.facts(lift.day), lift.start, lift.end, lift.form, lifts=others)
    said = solved.said.get(lift.start) if lift.uid.startswith("new ") else None
    judged = judge(slot) if said is None else weigh(said + ask_others(slot), board.numbers)
    uid = solved.uids.get(lift.start) if lift.uid.startswith("new ") else lift.uid
    start, end = board.clock.wall(lift.start), board.clock.wall(lift.end)
    return Placement(start, end, lift.form, SessionKind.STRENGTH, judged.points, judged.findings, uid)


def _say_day(solved: Solved, day: int, since: int) -> DayVerdict:
    """A day's verdict beside the standing sessions; a pause is over where the plan lifted in the weeks before."""
    board = solved.field.board
    resumed = day - since < board.numbers.pause_days and not is_unused(board)
    return say_day(board, solved.field.views[day], PAUSE if resumed else frozenset())
