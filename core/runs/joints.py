"""The few joint meanings of items, those that need their neighbours.

"Marathon" beside "pace" is a speed and no race, "Tempo: 4:20" is only a pace; figures have a file of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.runs.figures import read_bare_number, read_figures
from core.runs.items import Item, find_phrases
from core.runs.meaning import find_languages, make_meaning, read_in
from core.runs.text import Quantity
from core.runs.vocabulary import Vocabulary

_FAST_KM = 10.6
_HALF_KM = 25.0
_REACH = 3
_RACES = ("race", "marathon", "half", "test")
_NEUTRAL = make_meaning({"neutral": False})
_SPEED_MEANINGS = {name: make_meaning({name: True}) for name in ("marathon_pace", "half_pace", "fast_pace", "steady")}
_RUN = make_meaning({"run": True})
_WORKOUT = (
    "easy",
    "intervals",
    "tempo",
    "recovery",
    "warmup",
    "cooldown",
    "session",
    "hills",
    "strides",
    "progression",
)
_EASY = make_meaning({"easy": True})
_PACE = make_meaning({"pace": False})
_THRESHOLD_SHARE = 94.0  # per cent of 5 km pace
_STEADY_SHARE = 84.0
_EFFORTS = frozenset(("effort", "efforts"))
_ALL_OUT = 90.0  # per cent of effort
_MILD_SHARE = 75.0
_EASY_SHARE = 80.0  # per cent of VO2max or VMA


def read_items(text: str, vocabulary: Vocabulary) -> tuple[Item, ...]:
    """The items of a text, joint meanings resolved."""
    tokens = vocabulary.tokenizer.split(text)
    items = _read_in_its_language(list(find_phrases(tokens, vocabulary)))
    if len(items) == 1:
        return (read_bare_number(items[0]),)
    items = read_figures(items, vocabulary)
    if any("after" in item.meaning.names for item in items):
        items = _drop_other_races(items)
    if any("no" in item.meaning.names for item in items):
        items = _drop_denied(items)
    items = _settle_runs_and_races(items)
    if any(_speaks_of_pace(item) for item in items):
        items = list(_drop_pace_words(_read_speeds(_drop_mild_paces(items))))
    return tuple(items)


def _read_in_its_language(items: list[Item]) -> list[Item]:
    """The items without what their words mean in languages that know less of the text."""
    if not any(item.meaning.readings for item in items):
        return items
    languages = find_languages(item.meaning for item in items)
    return [_read_in(item, languages) if item.meaning.readings else item for item in items]


def _read_in(item: Item, languages: int) -> Item:
    meaning = read_in(item.meaning, languages)
    return item if meaning is item.meaning else Item(item.text, meaning, item.quantity, item.breaks, item.raw)


def _drop_other_races(items: list[Item]) -> list[Item]:
    """The items without the race or long run that this is before or after: "easy jog the day after the marathon"."""
    result = list(items)
    for position, item in enumerate(items):
        if item.means("after"):
            for place, later in enumerate(items[position + 1 : position + 1 + _REACH], position + 1):
                if later.means(*_RACES, "long"):
                    result[place] = replace(later, meaning=_NEUTRAL)
                if later.breaks or later.means(*_RACES, "long"):
                    break
    return result


def _drop_denied(items: list[Item]) -> list[Item]:
    """The items without what "no" takes back: "25 minutes, no walking", "not a race"."""
    denied = [
        position > 0 and item.means("walk", "race", "test") and _is_denied(items, position)
        for position, item in enumerate(items)
    ]
    return [
        replace(item, meaning=_RUN if item.means("walk") else _NEUTRAL) if gone else item
        for item, gone in zip(items, denied, strict=True)
    ]


def _is_denied(items: Sequence[Item], position: int) -> bool:
    before = items[max(0, position - 2) : position]
    if before[-1].text in ("a", "an", "the", "ein", "une", "un") and len(before) > 1:
        before = before[:-1]
    return before[-1].means("no")


def _settle_runs_and_races(items: list[Item]) -> list[Item]:
    """The items without the race that a word also means ("carrera") where the rest tells of a workout."""
    double = [item for item in items if item.means("race") and item.means("run") and not item.says("race")]
    if not double or not any(_tells_workout(item) for item in items if item not in double):
        return items
    return [replace(item, meaning=_RUN) if item in double else item for item in items]


def _tells_workout(item: Item) -> bool:
    if item.quantity is not None and item.quantity.unit in ("count", "pace", "zone", "rpe"):
        return True
    return item.means(*_WORKOUT)


def _speaks_of_pace(item: Item) -> bool:
    if item.quantity is not None and item.quantity.unit == "percent":
        return True
    return "pace" in item.meaning.names or item.breaks == "@"


def _read_speeds(items: list[Item]) -> list[Item]:
    """A distance beside a pace word is a speed: "marathon pace", "allure semi", "@ 10k", "5K race pace"."""
    result = list(items)
    for position, item in enumerate(items):
        if item.means("intervals") and item.text in _EFFORTS and (share := _find_share(items[:position])) < _ALL_OUT:
            result[position] = replace(item, meaning=_EASY if share < _MILD_SHARE else _SPEED_MEANINGS["steady"])
        if item.means("fast_pace"):
            result[position] = _scale_effort(item, items[:position])
        speed = _name_speed(item)
        if speed and _is_beside_pace(items, position):
            result[position] = replace(
                item, meaning=_SPEED_MEANINGS[_scale_speed(speed, items[:position])], quantity=None
            )
    return result


def _name_speed(item: Item) -> str | None:
    if item.means("half"):
        return "half_pace"
    if item.means("marathon"):
        return "marathon_pace"
    quantity = item.quantity
    if quantity and quantity.unit == "km" and quantity.metric != "m" and quantity.high > 1:
        if quantity.high <= _FAST_KM:
            return "fast_pace"
        return "half_pace" if quantity.high <= _HALF_KM else "marathon_pace"
    return None


def _scale_effort(item: Item, before: Sequence[Item]) -> Item:
    """What a share of VO2max or VMA is: "70 % der VO2max" is easy, "85 % VMA" threshold, from 94 % on it is fast."""
    share = _find_share(before)
    if share >= _THRESHOLD_SHARE:
        return item
    return replace(item, meaning=_EASY if share < _EASY_SHARE else _SPEED_MEANINGS["half_pace"])


def _find_share(before: Sequence[Item]) -> float:
    """The per cent that stand shortly before; all of it where none do."""
    shares = (item.quantity.high for item in reversed(before[-3:]) if item.quantity and item.quantity.unit == "percent")
    return next(shares, 100.0)


def _scale_speed(speed: str, before: Sequence[Item]) -> str:
    """The speed that a share of one is: "80% 5k" is steady, "90% 5k" threshold."""
    share = _find_share(before)
    if speed != "fast_pace" or share >= _THRESHOLD_SHARE:
        return speed
    return "half_pace" if share >= _STEADY_SHARE else "steady"


def _is_beside_pace(items: Sequence[Item], position: int) -> bool:
    """True for a race's name or length with a pace word near: before it all but "tempo" counts, which may be a kind."""
    measured = items[position].quantity is not None
    said = _is_before_pace(items, position, measured=measured)
    if said is not None:
        return said
    for item in reversed(items[max(0, position - 2) : position]):
        if item.means("pace") and not item.means("intervals"):
            return not measured or item.text != "tempo" or items[position].text.endswith("k")
        if item.breaks == "@" or (item.quantity and item.quantity.unit == "percent"):
            return True
        if not item.means("neutral", "race"):
            break
    return False


def _is_before_pace(items: Sequence[Item], position: int, *, measured: bool) -> bool | None:
    """Whether a pace word behind it makes it a speed; None where none stands near."""
    for item in items[position + 1 : position + 1 + _REACH]:
        if measured and item.means("place"):
            break  # "4 miles at the pace you hope to hold" is a run
        if item.means("pace") and not item.quantity:
            return not measured or (item.text != "tempo" and not _is_run_at_pace(items, position))
        if not (item.means("race", "neutral", "half", "marathon") or item.breaks == "-" or _name_speed(item)):
            break
    return None


def _is_run_at_pace(items: Sequence[Item], position: int) -> bool:
    """True for "4 mi pace": a run of that length, where "5k pace" is a speed."""
    alone = position == 0 and len(items) > 1 and items[1].means("pace")
    return alone and not items[0].text.endswith("k")


def _drop_pace_words(items: list[Item]) -> Iterator[Item]:
    """Where a pace stands beside it, a pace word says no more: "Tempo: 4:20", "15 miles at 8:30 pace"."""
    for position, item in enumerate(items):
        near = [other for other in items[position + 1 : position + 3] if other.breaks != ":"]
        follower = near[0] if near else None  # but "4 mi tempo @ 5:40" is tempo
        beside = [other for other in (items[position - 1] if position else None, follower) if other is not None]
        at = follower is not None and follower.raw.startswith("@")
        if item.means("tempo") and item.means("pace") and follower and _is_pace(follower) and not at:
            yield replace(item, meaning=_PACE)
        elif _is_pace(item) and any(_is_pace_word(other) for other in beside):
            yield replace(item, quantity=Quantity("pace", 0, 0))
        elif _is_pace_word(item) and any(_is_pace(other) for other in beside):
            yield replace(item, meaning=_NEUTRAL)
        else:
            yield item


def _is_pace_word(item: Item) -> bool:
    """True for "pace" and its likes, but for those that name a kind of run too ("tempo")."""
    return item.means("pace") and not item.means("tempo") and not item.quantity


def _drop_mild_paces(items: list[Item]) -> list[Item]:
    """The items without pace words that only say how slow it is: "7 km à allure tranquille"."""
    return [
        replace(item, meaning=_NEUTRAL)
        if item.means("pace") and not item.quantity and _is_mild(items, position)
        else item
        for position, item in enumerate(items)
    ]


def _is_mild(items: Sequence[Item], position: int) -> bool:
    """True for a pace word with an easy one right before or behind it: "in lockerem Tempo", "spokojnym tempem"."""
    before = [item for item in items[max(0, position - 1) : position] if not item.breaks]
    after = [item for item in items[position + 1 : position + 2] if not item.breaks]
    return any(item.means("easy", "recovery", "jog") and not item.quantity for item in (*before, *after))


def _is_pace(item: Item) -> bool:
    quantity = item.quantity
    return quantity is not None and (
        quantity.unit == "pace" or (quantity.metric in (":", "'") and quantity.high < 10 * 60)
    )
