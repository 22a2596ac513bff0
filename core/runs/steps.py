"""The steps of a workout as its text gives them: repetitions, strides, warm-up, pauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.runs.items import Item

MINUTES_PER_KM = 6.0  # rules.md P16
_ADDING = frozenset("+,;/\n")
_STRIDE_SECONDS = 31
_MOST_STRIDE_SECONDS = 75
_STRIDE_KM = 0.131
_SMALL_SHARE = 0.16  # repetitions that are less of a run than this are garnish
_MOST_REPEATED_SECONDS = 3 * 3600.0  # "12 x 30'" cannot be minutes
_LONGEST_CLOCK_SECONDS = 5 * 60.0  # as H:MM five hours
_LONGEST_RUN_SECONDS = 6 * 3600.0  # "18h30" is a time of day
_LONGEST_PAUSE_SECONDS = 6 * 60.0
_SPEEDS = ("marathon_pace", "half_pace", "fast_pace", "tempo", "steady", "fast")
_PAUSES = ("pause", "recovery", "rest", "walk", "jog")
_STEP_WORDS = ("easy", "warmup", "cooldown", "recovery", "marathon_pace", "half_pace", "fast_pace", "tempo", "steady")
_SIDE = ("mobility", "strength", "sport")
_JOINING = frozenset(("then", "with"))
_KEEPS_REPEATS = ("intervals", "long", "hills", "marathon_pace", "half_pace")


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a text between separators. ``times`` is 1 where nothing is repeated."""

    items: tuple[Item, ...]
    times: int
    km: float | None  # of one repetition
    seconds: float | None  # of one repetition
    role: str  # work | strides | warm | pause | side (stretching or strength beside a run)
    joint: str  # how it hangs on the one before: added | included | again (the same said once more)

    def means(self, *concepts: str) -> bool:
        """True where an item of the step has one of these meanings."""
        return any(item.means(*concepts) for item in self.items)

    @property
    def is_measured(self) -> bool:
        """True where the text gives its length."""
        return bool(self.km or self.seconds)

    @property
    def minutes(self) -> float:
        """Length of all repetitions; 0 where none is given."""
        return self.times * self.each_minutes

    @property
    def each_minutes(self) -> float:
        """Length of one repetition; 0 where none is given."""
        return self.seconds / 60 if self.seconds is not None else (self.km or 0.0) * MINUTES_PER_KM


def read_steps(items: Sequence[Item]) -> tuple[Step, ...]:
    """The steps in their order."""
    steps: list[Step] = []
    repeated = False
    for part, joint in _split(items):
        step = _read_step(part, joint, after_repeats=repeated)
        repeated = repeated or step.times > 1
        steps.append(step)
    return tuple(steps)


def _split(items: Sequence[Item]) -> Iterator[tuple[tuple[Item, ...], str]]:
    """Parts between separators, and how each hangs on the one before."""
    part: list[Item] = []
    joint = "again"
    for item in items:
        if not (item.breaks or item.quantity) and _JOINING.isdisjoint(item.meaning.names):
            part.append(item)
            continue
        ending = _find_joint(item, part)
        if ending and part and not all(other.means("with") for other in part):
            yield tuple(part), joint
            part, joint = [], ending
        elif ending and not part and (item.breaks == "(" or joint == "again"):
            joint = ending  # ", (12 km)" says the whole again
        if not item.breaks or not ending:
            joint = "included" if not part and item.means("with") else joint
            part.append(item)
    if part:
        yield tuple(part), joint


def _find_joint(item: Item, part: Sequence[Item]) -> str:
    """What an item does to the part before it: empty where it belongs to it."""
    if item.breaks:
        if item.breaks in "@&>" or (item.breaks in "(:" and part and _is_count(part[-1])):
            return ""
        if item.breaks in "/-" and part and _is_plain_amount(part[-1]):
            return ""  # 30/30, 30'-30', 400/200
        return "added" if item.breaks in _ADDING else "again"
    if item.means("then") and not item.quantity:
        return "added"
    if item.means("with") and any(other.quantity for other in part):
        return "included"
    return _find_new_amount(item, part)


def _find_new_amount(item: Item, part: Sequence[Item]) -> str:
    """A step begins at an amount after a step that is complete: "30 min E 30 min M"."""
    quantity = item.quantity
    if quantity is None or quantity.unit not in ("km", "s", "count") or not part or not part[-1].means(*_STEP_WORDS):
        return ""
    units = {other.quantity.unit for other in part if other.quantity}
    if not units & {"km", "s"}:
        return ""
    return "added" if units & {quantity.unit, "count"} or quantity.unit == "count" else "again"


def _is_count(item: Item) -> bool:
    return item.means("times") or bool(item.quantity and item.quantity.unit == "count")


def _is_plain_amount(item: Item) -> bool:
    return item.quantity is not None and (
        item.quantity.unit == "number" or (item.quantity.unit == "s" and item.quantity.high <= 60 * 60)
    )


def _read_step(part: tuple[Item, ...], joint: str, *, after_repeats: bool) -> Step:
    if not any(item.quantity for item in part):
        return Step(part, 1, None, None, _find_role(part, 1, _PAUSES if after_repeats else ()), joint)
    times = _count_repeats(part)
    km, seconds = _find_amount(part, times)
    if seconds is not None and times > 1 and times * seconds > _MOST_REPEATED_SECONDS:
        seconds /= 60
    kept = tuple(_drop_pauses(part)) if times > 1 else part
    short = joint != "again" and 0 < (seconds or (km or 0) * 360) <= _LONGEST_PAUSE_SECONDS
    pauses = _PAUSES if after_repeats else ("pause", "rest") if short else ()
    return Step(kept, times, km, seconds, _find_role(kept, times, pauses), joint)


def _count_repeats(part: Sequence[Item]) -> int:
    """Repetitions, sets multiplied; a bare number before "times" counts ("12 fois 200")."""
    product = 1
    for position, item in enumerate(part):
        quantity = item.quantity
        if quantity is None:
            continue
        after = next((other for other in part[position + 1 :] if other.breaks != "-"), None)
        worded = after is not None and after.means("times")
        if quantity.unit == "count" or (quantity.unit == "number" and worded and quantity.high <= 60):
            product *= max(1, int(quantity.high))
    return min(product, 99)


def _find_amount(part: Sequence[Item], times: int) -> tuple[float | None, float | None]:
    """Distance and time of the step (of one repetition): the first figure after the count."""
    for quantity in (item.quantity for item in _list_amounts(part, times) if item.quantity):
        if quantity.unit == "km":
            return quantity.high, None
        if quantity.unit == "s" and quantity.high >= _LONGEST_RUN_SECONDS and quantity.metric == "h":
            continue  # "RDV 18h30"
        if quantity.unit == "s" and quantity.metric != "'":
            return None, _read_clock(quantity.high, quantity.metric, times)
        if quantity.unit == "number" and times > 1:
            return _read_bare(quantity.high)
    return None, None


def _list_amounts(part: Sequence[Item], times: int) -> Sequence[Item]:
    """Where to look for the length: after the last count, or before one that follows ("1000 m x 5")."""
    if times == 1:
        return part
    last = max((position for position, item in enumerate(part) if _is_count(item)), default=-1)
    quantity = part[last].quantity
    if last >= 0 and quantity is not None and quantity.metric == "reverse":
        return part[:last]
    after = part[last + 1 :]
    return after if any(_is_length(item) for item in after) else part[: max(0, last - 1)]


def _is_length(item: Item) -> bool:
    return item.quantity is not None and item.quantity.unit in ("km", "s", "number")


def _read_clock(seconds: float, metric: str, times: int) -> float | None:
    """Minutes where "2:00" is a repetition, hours where it is a whole run; "18:30" is a time of day, no length."""
    if metric != ":" or times > 1:
        return seconds
    return seconds * 60 if seconds < _LONGEST_CLOCK_SECONDS else None


def _read_bare(number: float) -> tuple[float | None, float | None]:
    """Metres for "8 x 800", seconds for "30/30", minutes for "3 x 10"."""
    if number >= 100:
        return number / 1000, None
    return None, number if number > 20 else number * 60


def _drop_pauses(part: Sequence[Item]) -> Iterator[Item]:
    """The items of repetitions without those that describe the pause between them."""
    seen_amount = False
    for item in part:
        if seen_amount and item.means("easy", *_PAUSES) and not item.means(*_SPEEDS, "intervals", "strides", "uphill"):
            continue
        seen_amount = seen_amount or _is_length(item)
        yield item


def _find_role(part: Sequence[Item], times: int, pauses: tuple[str, ...]) -> str:
    means = frozenset().union(*[item.meaning.names for item in part])
    if not means:
        return "work"
    if "strides" in means and not means & {"intervals", "long", "easy"} and not _is_longer_than_strides(part):
        return "strides"
    if times > 1:
        return "work"
    if means & {"warmup", "cooldown"} and not means & set(_SPEEDS):
        return "warm"
    if means & set(pauses) and not means & set(_KEEPS_REPEATS):
        return "pause"
    return "side" if means & set(_SIDE) and not _is_run_beside(part, means) else "work"


def _is_longer_than_strides(part: Sequence[Item]) -> bool:
    """True for "pick-ups of 6 x 2:30": strides by their name, repetitions by their length."""
    return any(
        item.quantity is not None and item.quantity.unit == "s" and item.quantity.high > _MOST_STRIDE_SECONDS
        for item in part
    )


def _is_run_beside(part: Sequence[Item], means: frozenset[str]) -> bool:
    """True where a part with strength or stretching in it is a run all the same; "light strength work" is none."""
    if means & {"run", "jog", "long"}:
        return True
    return "easy" in means and not any(item.says(name) for item in part for name in _SIDE)


def is_garnish(step: Step, total_minutes: float) -> bool:
    """True for short repetitions that are a small share of a run: strides by another name."""
    if step.role == "strides":
        return True
    short = (step.seconds or 0) <= _STRIDE_SECONDS and (step.km or 0) <= _STRIDE_KM
    return step.is_measured and short and 0 < step.minutes < _SMALL_SHARE * total_minutes
