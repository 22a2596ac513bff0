"""The rule table read a second time, from its words alone: slow, by trying every start and every set of days.

Nothing here comes from core. Times are aware datetimes, days dates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import combinations, pairwise, product
from statistics import median
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
OFF_BEFORE = {"A": (3, 6), "B": (2, 4), "C": (1, 1)}  # nothing, primer
OFF_AFTER = ((10.5, 1, 2), (21.5, 3, 4), (43, 7, 14), (1000, 10, 21))  # up to km: nothing, light
GOOD, OK, LIGHT = 60, 40, 20


@dataclass
class Ran:
    """A run; ``kind`` is what its title says, ``taken`` how P15 takes it."""

    kind: str
    start: datetime
    end: datetime
    title: str
    km: float = 0.0
    priority: str = ""
    taken: str = ""
    medium_long: bool = False

    @property
    def minutes(self):
        return hours(self.start, self.end) * 60

    @property
    def day(self):
        return self.start.astimezone(ZONE).date()


@dataclass
class Asked:
    """A runner's calendar and wishes. ``windows``: by weekday, pairs of times."""

    first: date
    weeks: int
    runs: list
    busy: list
    windows: dict
    minutes: int = 40
    grid: int = 30
    buffer: int = 15
    bedtime: time = time(22, 30)
    protected: frozenset = frozenset()
    odd: dict = field(default_factory=dict)  # date -> windows
    novice: bool = False
    sore: bool = False
    springy: bool = False
    per_week: int = 2
    lights: bool = True


@dataclass
class Judged:
    """What is said of a day: ``start`` is None where it is forbidden or has no window."""

    verdict: str
    rules: dict
    form: str
    score: int | None = None
    start: datetime | None = None
    race: Ran | None = None


def hours(one, other):
    """Elapsed time, over changing clocks too."""
    return (other.timestamp() - one.timestamp()) / 3600


def take(runs):
    """P15: which runs are long, which medium-long; the others stay what they say."""
    weeks = {}
    for run in runs:
        run.taken, run.medium_long = run.kind, False
        if run.kind != "race":
            weeks.setdefault(run.day - run.day.weekday() * DAY, []).append(run)
    for week in weeks.values():
        for run in long_ones(sorted(week, key=lambda run: run.start)):
            run.taken = "long"
        for run in week:
            if run.taken in ("easy", "unknown") and reaches(run):
                run.taken, run.medium_long = "easy", True


def reaches(run):
    return run.minutes >= 90 or run.km >= 16


def long_ones(week):
    top = max(run.minutes for run in week)
    found = [run for run in week if run.kind == "long" or is_long(run, week, top)]
    if found or len(week) < 3:
        return found
    run = [run for run in week if run.minutes == top][-1]
    usual = median(other.minutes for other in week if other is not run)
    stands_out = run.minutes >= 45 and run.minutes >= 1.3 * usual
    return [run] if run.kind in ("easy", "unknown") and stands_out else []


def is_long(run, week, top):
    if not reaches(run):
        return False
    if run.kind in ("easy", "unknown"):
        return run.minutes >= 0.85 * top or run.minutes >= 150
    return run.kind == "quality" and run.minutes == top and sum(other.minutes == top for other in week) == 1


class Reader:
    """Answers as ``liftslot plan`` should."""

    def __init__(self, asked):
        self.asked = asked
        take(asked.runs)
        self.races = [run for run in asked.runs if run.taken == "race"]

    def on(self, day, *kinds):
        return [run for run in self.asked.runs if run.day == day and run.taken in kinds]

    def race_says(self, day):
        """(the hard rule, the form, the race of a primer)."""
        rule, form, race = set(), "full", None
        for each in self.races:
            days = (each.day - day).days
            off, some = OFF_BEFORE[each.priority] if days >= 0 else self.after(each)
            if abs(days) <= off:
                rule.add("P05" if days >= 0 else "P06")
            elif 0 <= days <= some:
                form, race = "primer", each
            elif days < 0 and -days <= some and form == "full":
                form = "light"
        return rule, form, race

    def after(self, race):
        return next((off, light) for km, off, light in OFF_AFTER if race.km <= km)

    def length(self, day):
        return min(20, self.asked.minutes) if self.race_says(day)[1] == "primer" else self.asked.minutes

    def hard(self, day, start, end):
        asked = self.asked
        yield from self.race_says(day)[0]
        if self.on(day + DAY, "long"):
            yield "P01"
        if self.on(day, "long"):
            yield "P02"
        if any(hours(end, run.start) >= 0 for run in self.on(day, "quality", "unknown")):
            yield "P03"
        if (asked.novice or asked.sore) and self.on(day + DAY, "quality"):
            yield "P04"
        if day.weekday() in asked.protected:
            yield "P11"
        taken = [(run.start, run.end) for run in asked.runs] + asked.busy
        gap = asked.buffer / 60
        if any(hours(there, start) < gap and hours(end, here) < gap for here, there in taken):
            yield "P10"

    def soft(self, day, start, end):
        found = {
            "S01": self.after_quality(day, start),
            "S02": self.after_easy(day, start),
            "S03": 8 if self.before(day, start, "unknown") else 0,
            "S04": 0 if any(run.day == day for run in self.asked.runs) else -10,
            "S05": self.before_easy(day, end),
            "S06": -45 if self.on(day + DAY, "quality") else -12 if self.on(day + DAY, "unknown") else 0,
            "S07": self.after_long(day),
            "S08": self.far_from_key(end),
            "S09": -10 if self.on(day + 2 * DAY, "long") and self.on(day + 3 * DAY, "long") else 0,
            "S10": -10 if sum(run.day == day for run in self.asked.runs) >= 2 else 0,
            "S11": -10 if hours(end, datetime.combine(day, self.asked.bedtime, ZONE)) < 1.5 else 0,
            "S18": -12 if any(run.medium_long for run in self.on(day + DAY, "easy")) else 0,
        }
        return {rule: points for rule, points in found.items() if points}

    def before(self, day, start, *kinds):
        return [run for run in self.on(day, *kinds) if hours(run.end, start) >= 0]

    def after_quality(self, day, start):
        gap = min((hours(run.end, start) for run in self.before(day, start, "quality")), default=None)
        if gap is None:
            return 0
        best, good, soon = (10, 10, 0) if self.asked.sore else (30, 22, 8)
        return best if gap >= 6 else good if gap >= 3 else soon

    def after_easy(self, day, start):
        if self.on(day, "quality") or not self.before(day, start, "easy", "recovery"):
            return 0
        return 30 if self.asked.sore else 20

    def before_easy(self, day, end):
        gaps = [hours(end, run.start) for run in self.on(day, "easy", "recovery") if hours(end, run.start) >= 0]
        return 0 if not gaps else -5 if min(gaps) >= 6 else -15

    def after_long(self, day):
        longs = self.on(day - DAY, "long")
        if not longs:
            return 0
        return -30 if self.on(day - 2 * DAY, "long") or max(run.minutes for run in longs) >= 150 else -15

    def far_from_key(self, end):
        key = ("quality", "long", "race", "unknown")
        ahead = [hours(end, run.start) for run in self.asked.runs if run.taken in key and hours(end, run.start) >= 0]
        return 10 if min(ahead, default=99) >= 48 else 0

    def starts(self, day):
        length = timedelta(minutes=self.length(day))
        for opens, closes in self.openings(day):
            clock, last = datetime.combine(day, opens), datetime.combine(day, closes)
            while clock + length <= last:
                yield clock.replace(tzinfo=ZONE)
                clock += timedelta(minutes=self.asked.grid)

    def openings(self, day):
        return self.asked.odd.get(day, self.asked.windows.get(day.weekday(), ()))

    def end(self, day, start):
        return datetime.fromtimestamp(start.timestamp() + 60 * self.length(day), ZONE)

    def judge(self, day):
        """The day by its best start, the earliest among equals."""
        _, form, race = self.race_says(day)
        if not self.openings(day):
            return self.judge_without_window(day, form)
        spoke, best = set(), None
        for start in sorted(self.starts(day)):
            end = self.end(day, start)
            hard = set(self.hard(day, start, end))
            spoke |= hard
            soft = self.soft(day, start, end)
            score = 50 + sum(soft.values())
            if not hard and (best is None or score > best.score):
                best = Judged(verdict_of(score), soft, form, score, start, race)
        named = spoke - {"P10"} or {"P10"}
        return best or Judged("forbidden", dict.fromkeys(named), form)

    def judge_without_window(self, day, form):
        start = datetime.combine(day, time(17), ZONE)
        hard = set(self.hard(day, start, self.end(day, start))) - {"P10"}
        if hard:
            return Judged("forbidden", dict.fromkeys(hard), form)
        soft = self.soft(day, start, self.end(day, start))
        return Judged("unavailable", soft, form, 50 + sum(soft.values()))

    def together(self, monday, chosen):
        """S14 to S17 of a week's days with their starts."""
        days = [day for day, *_ in chosen]
        total = 0
        for (one, here, *_), (other, there, *_) in pairwise(chosen):
            total += {3: 10, 4: 10, 5: 5}.get((other - one).days, 0)
            total -= 10 if hours(here, there) < 48 else 0
        week = [monday + place * DAY for place in range(7)]
        easy = [day for day in week if day not in days and not self.on(day, "quality", "long", "race")]
        total -= 15 if len(easy) < 2 else 0
        left = [day for day in week if day not in days and self.may_spring(day)]
        return total + (20 if self.asked.springy and left else 0)

    def may_spring(self, day):
        near_race = any(race.priority == "A" and 0 <= (race.day - day).days <= 5 for race in self.races)
        beside_long = any(self.on(day + place * DAY, "long") for place in (-1, 0, 1))
        return bool(self.on(day, "quality")) and not beside_long and not near_race

    def candidates(self, monday):
        for place in range(7):
            day = monday + place * DAY
            found = self.judge(day)
            if found.verdict in ("good", "ok"):
                yield day, found.start, found.form, found.score, found.race
            elif found.verdict == "avoid" and found.score >= LIGHT and found.form != "primer" and self.asked.lights:
                yield day, found.start, "light", found.score, None

    def weeks(self):
        for week in range(self.asked.weeks):
            monday = self.asked.first + 7 * week * DAY
            some = list(self.candidates(monday))
            sets = [chosen for size in range(self.asked.per_week + 1) for chosen in combinations(some, size)]
            yield monday, [chosen for chosen in sets if self.is_allowed(chosen)]

    def is_allowed(self, chosen):
        if len(chosen) < 2:
            return True
        (one, _, form, _, race), (other, _, second, _, its) = chosen
        apart = (other - one).days
        forms = {form, second}
        if apart < 2 or (self.asked.weeks == 1 and apart == 6) or forms in ({"light"}, {"light", "primer"}):
            return False
        return form != "primer" or second != "primer" or race is not its

    def best(self):
        """The best plan of all: (days with forms, the weeks' scores)."""
        mondays, sets = zip(*self.weeks(), strict=True)
        ranked = []
        for chain in product(*sets):
            every = [each for chosen in chain for each in chosen]
            primers = [id(race) for *_, form, _, race in every if form == "primer"]
            near = any((other[0] - one[0]).days < 2 for one, other in pairwise(every))
            if not near and len(primers) == len(set(primers)):
                scores = self.scores(mondays, chain)
                full = sum(form == "full" for _, _, form, *_ in every)
                early = tuple(-day.toordinal() for day, *_ in every)
                ranked.append(((len(every), full, sum(scores), early), every, scores))
        _, every, scores = max(ranked, key=lambda each: each[0])
        return [(day.isoformat(), form) for day, _, form, *_ in every], scores

    def scores(self, mondays, chain):
        found, before = [], set()
        for monday, chosen in zip(mondays, chain, strict=True):
            same = sum(day.weekday() in before for day, *_ in chosen)
            total = sum(score for *_, score, _ in chosen) + 5 * same
            found.append(total + self.together(monday, chosen) if chosen else 0)
            before = {day.weekday() for day, *_ in chosen}
        return found


def verdict_of(score):
    return "good" if score >= GOOD else "ok" if score >= OK else "avoid"
