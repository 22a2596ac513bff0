"""The steps of a workout as its text gives them: repetitions, strides, warm-up, pauses, and how long it all is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.runs.items import Item

MINUTES_PER_KM = 6.0  # rules.md P16
_ADDING = frozenset("+,;/\n")
_STRIDE_SECONDS = 31
_STRIDE_KM = 0.131
_SMALL_SHARE = 0.16  # repetitions that are less of a run than this are garnish
_SPEEDS = ("marathon_pace", "half_pace", "fast_pace", "tempo", "steady", "fast")
_PAUSES = ("pause", "recovery", "rest", "walk", "jog")


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a text between separators. ``times`` is 1 where nothing is repeated."""

    items: tuple[Item, ...]
    times: int
    km: float | None  # of one repetition
    seconds: float | None  # of one repetition
    role: str  # work | strides | warm | pause
    added: bool  # joined to the one before by + , ; / or a new line
    included: bool  # "with", "including": already counted in what stands before

    def means(self, *concepts: str) -> bool:
        """True where an item of the step has one of these meanings."""
        return any(item.means(*concepts) for item in self.items)

    @property
    def minutes(self) -> float:
        """Length of all repetitions; 0 where none is given."""
        if self.seconds is not None:
            return self.times * self.seconds / 60
        return self.times * (self.km or 0.0) * MINUTES_PER_KM

    @property
    def each_minutes(self) -> float:
        """Length of one repetition; 0 where none is given."""
        return self.minutes / self.times


def read_steps(items: Sequence[Item]) -> tuple[Step, ...]:
    """The steps in their order."""
    steps: list[Step] = []
    repeated = False
    for part, joined in _split(items):
        step = _read_step(part, added=joined, after_repeats=repeated)
        repeated = repeated or step.times > 1
        steps.append(step)
    return tuple(steps)


def _split(items: Sequence[Item]) -> Iterator[tuple[tuple[Item, ...], bool]]:
    """Parts between separators, and whether a part adds to the one before. A count keeps its bracket."""
    part: list[Item] = []
    joined = False
    for item in items:
        opens_repeat = item.breaks in ("(", ":") and part and _counts(part[-1])
        if (
            (not item.breaks and not item.means("then"))
            or item.breaks in ("@", "&")
            or opens_repeat
            or item.breaks == ">"
        ):
            part.append(item)
        elif (
            item.breaks in ("/", "-") and part and part[-1].quantity and part[-1].quantity.unit in ("number", "s", "km")
        ):
            part.append(item)  # 30/30, 30'-30', 400/200
        else:
            if part:
                yield tuple(part), joined
                joined = False
            part = []
            joined = joined or item.breaks in _ADDING or item.means("then")
    if part:
        yield tuple(part), joined


def _counts(item: Item) -> bool:
    return item.means("times") or bool(item.quantity and item.quantity.unit == "count")


def _read_step(part: tuple[Item, ...], *, added: bool, after_repeats: bool) -> Step:
    times = _count_repeats(part)
    km, seconds = _find_amount(part, times)
    kept = tuple(_drop_pauses(part)) if times > 1 else part
    role = _find_role(kept, times, after_repeats=after_repeats)
    included = bool(part) and any(item.means("with") for item in part[:3])
    return Step(kept, times, km, seconds, role, added, included)


def _count_repeats(part: Sequence[Item]) -> int:
    """Repetitions, sets multiplied; a bare number before "times" counts ("12 fois 200")."""
    product = 1
    for position, item in enumerate(part):
        quantity = item.quantity
        if quantity is None:
            continue
        worded = position + 1 < len(part) and part[position + 1].means("times")
        if quantity.unit == "count" or (quantity.unit == "number" and worded and quantity.high <= 60):
            product *= max(1, int(quantity.high))
    return min(product, 99)


def _find_amount(part: Sequence[Item], times: int) -> tuple[float | None, float | None]:
    """Distance and time of the step (of one repetition): the first of each after the count."""
    start = next((position for position, item in enumerate(part) if _counts(item)), -1) + 1 if times > 1 else 0
    reverse = start > 1 and bool(part[start - 1].quantity and part[start - 1].quantity.metric == "reverse")
    km: float | None = None
    seconds: float | None = None
    for item in part[: start - 1] if reverse else part[start:]:
        quantity = item.quantity
        if item.means(*_PAUSES) and not item.quantity and times > 1 and (km or seconds):
            break
        if quantity is None or quantity.unit in ("count", "zone", "rpe"):
            continue
        if quantity.unit == "km" and km is None and seconds is None:
            km = quantity.high
        elif quantity.unit == "s" and seconds is None and km is None and quantity.metric != "'":
            seconds = _read_clock(quantity.high, quantity.metric, times)
        elif quantity.unit == "number" and times > 1 and km is None and seconds is None:
            km, seconds = _read_bare(quantity.high)
    return km, seconds


def _read_clock(seconds: float, metric: str, times: int) -> float:
    """ "2:00" of a whole run are hours, of a repetition minutes."""
    return seconds * 60 if metric == ":" and times == 1 and seconds < 5 * 60 else seconds


def _read_bare(number: float) -> tuple[float | None, float | None]:
    """ "8 x 800" are metres, "30/30" seconds, "3 x 10" minutes."""
    if number >= 100:
        return number / 1000, None
    return None, number if number > 20 else number * 60


def _drop_pauses(part: Sequence[Item]) -> Iterator[Item]:
    """The items of repetitions without those that describe the pause between them."""
    seen_amount = False
    for item in part:
        if seen_amount and item.means("easy", *_PAUSES) and not item.means(*_SPEEDS, "intervals", "strides", "uphill"):
            continue
        seen_amount = seen_amount or bool(item.quantity and item.quantity.unit in ("km", "s", "number"))
        yield item


def _find_role(part: Sequence[Item], times: int, *, after_repeats: bool) -> str:
    means = {name for item in part for name, _ in item.concepts}
    if "strides" in means and not means & {"intervals", "long", "easy"}:
        return "strides"
    if times > 1:
        return "work"
    if means & {"warmup", "cooldown"} and not means & set(_SPEEDS):
        return "warm"
    if (
        after_repeats
        and means & set(_PAUSES)
        and not means & {"intervals", "long", "hills", "marathon_pace", "half_pace"}
    ):
        return "pause"
    return "work"


def measure(steps: Sequence[Step]) -> tuple[float | None, float | None]:
    """Distance in km and length in minutes of the whole, as far as the text gives them.

    Added steps are summed; a second figure in brackets or after a dot says the same run again.
    """
    counted = [step for step in steps if step.role != "pause" and (step.km or step.seconds)]
    single_km = [step.km for step in counted if step.km and step.times == 1]
    kinds = {"km" if step.km else "s" for step in counted}
    summed = 0.0
    for position, step in enumerate(counted):
        if step.included and position:
            break
        if position == 0 or step.added:
            summed += step.minutes
    first = counted[0].minutes if counted else 0.0
    if kinds == {"km"}:
        km = max(summed / MINUTES_PER_KM, max(single_km, default=0.0))
        return km, None
    longest = max((step.km for step in counted if step.km and step.times == 1), default=None)
    if kinds == {"s"}:
        return None, max(summed, first)
    if not counted:
        return None, None
    times = [step.minutes for step in counted if step.seconds]
    if all(step.times == 1 for step in counted) and len(times) == 1:
        return longest, times[0]
    return None, max(summed, first)


def is_garnish(step: Step, total_minutes: float) -> bool:
    """True for short repetitions that are a small share of a run: strides by another name."""
    if step.role == "strides":
        return True
    short = (step.seconds or 0) <= _STRIDE_SECONDS and (step.km or 0) <= _STRIDE_KM
    known = bool(step.km or step.seconds)
    return known and short and 0 < step.minutes < _SMALL_SHARE * total_minutes
