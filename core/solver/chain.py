"""The exact optimum over all weeks: what follows a week depends on few things, so every chain is weighed once.

Backward over the weeks: for each *state* (what the week before leaves behind) the best that can still be won. Then
forward, taking the earliest days among equals. Exact because all that couples weeks is in the state: the weekdays
lifted on (P07 over the week's end, S13), the races that had their primer, the last lifting where a pause matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.solver.picks import Field
from core.solver.weeks import Choice

State = tuple[int, frozenset[int], int]  # weekdays lifted on, races with a primer, last lifting (day, 0: long ago)
START: State = (0, frozenset(), 0)


@dataclass(frozen=True, slots=True)
class Coupling:
    """How weeks act on each other."""

    same_weekday: int  # points of S13
    pause_days: int
    tracks_pause: bool

    def leads_to(self, state: State, choice: Choice) -> State:
        """What a choice leaves behind."""
        if not self.tracks_pause:
            return choice.mask, choice.races, 0
        return choice.mask, choice.races, choice.picks[-1].day if choice.picks else state[2]

    def permits(self, state: State, choice: Choice) -> bool:
        """True where the choice may follow what was left behind."""
        mask, races, last = state
        if mask & choice.shuns or (races and races & choice.races):
            return False
        return not choice.pause_day or choice.pause_day - last < self.pause_days

    def bonus(self, state: State, choice: Choice) -> int:
        """What the week before adds to the choice's score (S13)."""
        return self.same_weekday * (state[0] & choice.gains).bit_count()


Values = list[dict[State, int]]


def coupling_of(field: Field, weeks: Sequence[Sequence[Choice]]) -> Coupling:
    """How this field's weeks act on each other."""
    numbers = field.board.numbers
    paused = any(choice.pause_day for choices in weeks for choice in choices)
    return Coupling(numbers.points_same_weekday, numbers.pause_days, paused)


def reach_states(coupling: Coupling, weeks: Sequence[Sequence[Choice]]) -> list[set[State]]:
    """The states that each week may begin with, and those after the last."""
    states: list[set[State]] = [{START}]
    for choices in weeks:
        after = {
            coupling.leads_to(state, choice)
            for state in states[-1]
            for choice in (choices if coupling.tracks_pause else ())
            if coupling.permits(state, choice)
        }
        states.append(after or {(choice.mask, choice.races, 0) for choice in choices})
    return states


def value_backward(coupling: Coupling, weeks: Sequence[Sequence[Choice]]) -> Values:
    """For each week and each state before it, the most that this week and all after it can be worth."""
    states = reach_states(coupling, weeks)
    values: Values = [dict.fromkeys(states[-1], 0)]
    for choices, before in zip(reversed(weeks), reversed(states[:-1]), strict=True):
        values.append(_step_back(coupling, choices, before, values[-1]))
    values.reverse()
    return values


def _step_back(
    coupling: Coupling, choices: Sequence[Choice], before: set[State], after: dict[State, int]
) -> dict[State, int]:
    if coupling.tracks_pause:
        return {
            state: max(
                choice.worth + coupling.bonus(state, choice) + after[coupling.leads_to(state, choice)]
                for choice in choices
                if coupling.permits(state, choice)
            )
            for state in before
        }
    ranked = sorted(((choice.worth + after[choice.mask, choice.races, 0], choice) for choice in choices), key=_worth)
    return {state: _best_of(coupling, ranked, state) for state in before}


def _worth(each: tuple[int, Choice]) -> int:
    return -each[0]


def _best_of(coupling: Coupling, ranked: Sequence[tuple[int, Choice]], state: State) -> int:
    """The best of choices that are sorted by worth: S13 can add little, so most need no look."""
    mask, races, _ = state
    most = 7 * abs(coupling.same_weekday)
    best: int | None = None
    for worth, choice in ranked:
        if best is not None and worth + most < best:
            break
        if mask & choice.shuns or (races and races & choice.races):
            continue
        total = worth + coupling.same_weekday * (mask & choice.gains).bit_count()
        if best is None or total > best:
            best = total
    assert best is not None  # the empty choice is always permitted
    return best


def value_forward(coupling: Coupling, weeks: Sequence[Sequence[Choice]]) -> Values:
    """For each week and each state before it, the most that all weeks before can be worth when they end so."""
    values: Values = [{START: 0}]
    for choices in weeks:
        step = _step_with_pause if coupling.tracks_pause else _step_forward
        values.append(step(coupling, choices, values[-1]))
    return values


def _step_with_pause(coupling: Coupling, choices: Sequence[Choice], before: dict[State, int]) -> dict[State, int]:
    after: dict[State, int] = {}
    for state, past in before.items():
        for choice in choices:
            if coupling.permits(state, choice):
                leads = coupling.leads_to(state, choice)
                total = past + choice.worth + coupling.bonus(state, choice)
                if leads not in after or total > after[leads]:
                    after[leads] = total
    return after


def _step_forward(coupling: Coupling, choices: Sequence[Choice], before: dict[State, int]) -> dict[State, int]:
    after: dict[State, int] = {}
    for choice in choices:
        past, leads = best_before(coupling, before, choice), (choice.mask, choice.races, 0)
        if past is not None and (leads not in after or past + choice.worth > after[leads]):
            after[leads] = past + choice.worth
    return after


def best_before(coupling: Coupling, before: dict[State, int], choice: Choice) -> int | None:
    """The most that the weeks before a choice and S13 can be worth where no pause matters; None where none permits."""
    shuns, gains, taken, same = choice.shuns, choice.gains, choice.races, coupling.same_weekday
    return max(
        [
            past + same * (mask & gains).bit_count()
            for (mask, races, _), past in before.items()
            if not mask & shuns and not (races and races & taken)
        ],
        default=None,
    )


def value_after(coupling: Coupling, weeks: Sequence[Sequence[Choice]], values: Values, at: tuple[int, State]) -> int:
    """What a week and all after it can be worth from a state, also from one that the search never reaches."""
    week, state = at
    known = values[week].get(state)
    if known is None and week < len(weeks) and not coupling.tracks_pause:
        known = values[week][state] = _best_after(coupling, weeks[week], values[week + 1], state)
    if known is None and week < len(weeks):
        known = max(
            choice.worth
            + coupling.bonus(state, choice)
            + value_after(coupling, weeks, values, (week + 1, coupling.leads_to(state, choice)))
            for choice in weeks[week]
            if coupling.permits(state, choice)
        )
        values[week][state] = known
    return known or 0


def _best_after(coupling: Coupling, choices: Sequence[Choice], after: dict[State, int], state: State) -> int:
    (mask, races, _), same = state, coupling.same_weekday
    return max(
        [
            choice.worth + same * (mask & choice.gains).bit_count() + after[choice.mask, choice.races, 0]
            for choice in choices
            if not mask & choice.shuns and not (races and races & choice.races)
        ]
    )


def walk_forward(coupling: Coupling, weeks: Sequence[Sequence[Choice]], values: Values) -> list[Choice]:
    """The best chain of choices; among equals the one with the earlier days, first week first."""
    state, chain = START, []
    for place, choices in enumerate(weeks):
        wanted = values[place][state]
        state_now = state
        fitting = [
            choice
            for choice in choices
            if coupling.permits(state_now, choice)
            and choice.worth
            + coupling.bonus(state_now, choice)
            + values[place + 1].get(coupling.leads_to(state_now, choice), -1)
            == wanted
        ]
        chosen = min(fitting, key=lambda choice: choice.key)
        chain.append(chosen)
        state = coupling.leads_to(state, chosen)
    return chain
