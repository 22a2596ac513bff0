"""The planner's problem once more, as a CP-SAT model: other words, other code, the same optimum or a bug."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise

from ortools.sat.python import cp_model

from core.model.training import Form
from core.rules.board import monday_of
from core.rules.plyo import is_plyo_wanted, plyo_days
from core.solver.picks import Field, Pick

SESSION, FULL, KEPT = 10**12, 10**9, 10**6


class Oracle:
    """One 0/1 variable for each pick, pair variables where two picks speak about each other."""

    def __init__(self, field: Field) -> None:
        self.field, self.numbers = field, field.board.numbers
        self.model = cp_model.CpModel()
        self.picks = [pick for day in sorted(field.picks) for pick in field.picks[day]]
        self.x = {id(pick): self.model.new_bool_var(f"{pick.day} {pick.form} {pick.start}") for pick in self.picks}
        self.weeks = defaultdict(list)
        for pick in self.picks:
            self.weeks[monday_of(pick.day)].append(pick)
        self.terms = [
            (SESSION + FULL * (p.form is Form.FULL) + KEPT * p.kept + p.points, self.x[id(p)]) for p in self.picks
        ]
        self.constant = 0

    def solve(self, must: Pick | None = None) -> int:
        """The optimum, in the worth of ``core.solver.weeks`` without the scores of standing sessions."""
        for monday in range(self.field.monday, self.field.monday + 7 * self.field.weeks, 7):
            self._limit_week(monday)
            self._weigh_week(monday)
        self._keep_apart()
        self._reward_weekdays()
        self._mind_pause()
        if must is not None:
            self.model.add(self.x[id(must)] == 1)
        self.model.maximize(sum(weight * var for weight, var in self.terms))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = 60
        assert solver.solve(self.model) == cp_model.OPTIMAL
        return round(solver.objective_value) + self.constant

    def _standing(self, monday: int) -> list:
        return [lift for lift in self.field.lifts if monday <= lift.day < monday + 7]

    def _limit_week(self, monday: int) -> None:
        picks, standing = self.weeks[monday], self._standing(monday)
        sums = {form: sum(self.x[id(p)] for p in picks if p.form is form) for form in Form}
        there = {form: sum(1 for lift in standing if lift.form is form) for form in Form}
        self.model.add(sum(sums.values()) <= max(0, self.field.wanted - len(standing)))
        self.model.add(sums[Form.FULL] <= max(0, self.numbers.sessions_week_max - there[Form.FULL]))
        self.model.add(sums[Form.LIGHT] <= (0 if there[Form.LIGHT] or there[Form.PRIMER] else 1))
        for light in (p for p in picks if p.form is Form.LIGHT):
            for primer in (p for p in picks if p.form is Form.PRIMER):
                self.model.add(self.x[id(light)] + self.x[id(primer)] <= 1)
        if there[Form.LIGHT]:
            self.model.add(sums[Form.PRIMER] == 0)

    def _keep_apart(self) -> None:
        gap = self.numbers.sessions_gap_days
        for one, other in combinations(self.picks, 2):
            far = abs(one.day - other.day)
            close = far < gap or bool(one.races & other.races)
            if close or (self.field.weeks == 1 and far > 7 - gap):
                self.model.add(self.x[id(one)] + self.x[id(other)] <= 1)
        for lift in self.field.lifts:
            for pick in self.picks:
                same = monday_of(lift.day) == monday_of(pick.day)
                far = abs(lift.day - pick.day)
                if same and (far < gap or (self.field.weeks == 1 and far > 7 - gap)):
                    self.model.add(self.x[id(pick)] == 0)

    def _both(self, one: Pick, other: Pick) -> cp_model.IntVar:
        both = self.model.new_bool_var("")
        self.model.add(both <= self.x[id(one)])
        self.model.add(both <= self.x[id(other)])
        self.model.add(both >= self.x[id(one)] + self.x[id(other)] - 1)
        return both

    def _reward_weekdays(self) -> None:
        points = self.numbers.points_same_weekday
        standing = {lift.day for lift in self.field.lifts}
        for one in self.picks:
            if one.day + 7 in standing:
                weeks_end = self.field.monday + 7 * self.field.weeks
                if one.day + 7 < weeks_end:
                    self.terms.append((points, self.x[id(one)]))
            for other in self.picks:
                if other.day == one.day + 7:
                    self.terms.append((points, self._both(one, other)))

    def _mind_pause(self) -> None:
        for pick in (p for p in self.picks if p.after_pause):
            since = [
                self.x[id(p)]
                for p in self.picks
                if monday_of(p.day) < monday_of(pick.day) and pick.day - p.day < self.numbers.pause_days
            ]
            self.model.add(sum(since) >= self.x[id(pick)])

    def _pair(self, one: tuple[int, int], other: tuple[int, int]) -> int:
        far, numbers = abs(one[0] - other[0]), self.numbers
        points = {3: numbers.points_pair_best, 4: numbers.points_pair_best, 5: numbers.points_pair_wide}.get(far, 0)
        close = abs(one[1] - other[1]) < numbers.hours_between_starts * 3600
        return points + (numbers.points_pair_close if close else 0)

    def _chain(self, stands: list[tuple[int, int]]) -> int:
        ordered = sorted(stands, key=lambda each: each[1])
        return sum(self._pair(one, other) for one, other in pairwise(ordered))

    def _weigh_week(self, monday: int) -> None:
        picks = self.weeks[monday]
        standing = [(lift.day, lift.start) for lift in self._standing(monday)]
        alone = self._chain(standing)
        self.constant += alone
        for pick in picks:
            self.terms.append((self._chain([*standing, (pick.day, pick.start)]) - alone, self.x[id(pick)]))
        if not standing:
            for one, other in combinations(picks, 2):
                if one.day != other.day:
                    points = self._pair((one.day, one.start), (other.day, other.start))
                    self.terms.append((points, self._both(one, other)))
        self._weigh_days(monday, {day for day, _ in standing})

    def _weigh_days(self, monday: int, taken: set[int]) -> None:
        picks, board = self.weeks[monday], self.field.board
        used = 1 if taken else self.model.new_bool_var("")
        if not taken:
            self.model.add_max_equality(used, [self.x[id(p)] for p in picks] or [0])
        free = {d for d in range(monday, monday + 7) if d not in taken and not board.facts(d).is_key}
        easy = len(free) - sum(self.x[id(p)] for p in picks if p.day in free)
        few = self.model.new_bool_var("")  # 1: too few easy days, paid for in any week that is used
        self.model.add(easy >= self.numbers.easy_days_min - 7 * few - 7 * (1 - used))
        self.terms.append((self.numbers.points_few_easy_days, few))
        if is_plyo_wanted(board):
            self._reward_plyo(monday, taken, used)

    def _reward_plyo(self, monday: int, taken: set[int], used: object) -> None:
        left = self.model.new_bool_var("")
        days = [day for day in plyo_days(self.field.board, monday) if day not in taken]
        lifted = [sum(self.x[id(p)] for p in self.weeks[monday] if p.day == day) for day in days]
        self.model.add(left <= len(days) - sum(lifted))
        self.model.add(left <= used)
        self.terms.append((self.numbers.points_plyo_day, left))
