"""The few joint meanings of items, those that need their neighbours.

"Marathon" beside "pace" is a speed and no race, "Tempo: 4:20" is only a pace, "5 E" is easy, "60m Z1" are minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.runs.items import Item, find_phrases
from core.runs.meaning import find_languages, make_meaning, read_in
from core.runs.text import Quantity
from core.runs.tokens import MINUTES_LIKELY
from core.runs.vocabulary import Vocabulary

_FAST_KM = 10.6
_HALF_KM = 25.0
_REACH = 3
_SPEED_MEANINGS = {name: make_meaning({name: True}) for name in ("marathon_pace", "half_pace", "fast_pace", "steady")}
_EASY = make_meaning({"easy": True})
_PACE = make_meaning({"pace": False})
_HILLY = make_meaning({"hilly": False})
_LETTER = make_meaning({"neutral": False})
_CLIMBS = frozenset(
    ("hm", "vert", "d", "d+", "hohenmeter", "hojdmeter", "hoogtemeters", "hohm", "elevation", "climbing", "gain")
)
_THRESHOLD_SHARE = 94.0  # per cent of 5 km pace
_STEADY_SHARE = 84.0
_EASY_SHARE = 80.0  # per cent of VO2max or VMA
_LEAST_BARE_KM = 3.0
_MOST_BARE_KM = 43.0
_MOST_BARE_TEMPO_KM = 16.0
_LEAST_BARE_MINUTES = 30.0  # "easy 30" are minutes, "long 30" are km
_MOST_BARE_MINUTES = 180.0
_LENGTH_WORDS = frozenset(
    (
        "run",
        "jog",
        "easy",
        "recovery",
        "long",
        "medium_long",
        "endurance",
        "tempo",
        "steady",
        "progression",
        "hilly",
        "strides",
    )
)
_MOST_LETTER_KM = 36.0


def read_items(text: str, vocabulary: Vocabulary) -> tuple[Item, ...]:
    """The items of a text, joint meanings resolved."""
    tokens = vocabulary.tokenizer.split(text)
    items = _read_in_its_language(list(find_phrases(tokens, vocabulary)))
    if len(items) == 1:
        return (_read_bare_number(items[0]),)
    if any(item.quantity for item in items):
        items = _read_letters(list(_join_ranges(_read_minutes(items, vocabulary))), vocabulary)
        items = _read_bare_lengths(_read_climbs(items))
    if any(_speaks_of_pace(item) for item in items):
        items = list(_drop_pace_words(_read_speeds(items)))
    return tuple(items)


def _read_in_its_language(items: list[Item]) -> list[Item]:
    """The items without what their words mean in languages that know less of the text."""
    if not any(item.meaning.readings for item in items):
        return items
    languages = find_languages(item.meaning for item in items)
    return [
        replace(item, meaning=read_in(item.meaning, languages)) if item.meaning.readings else item for item in items
    ]


def _speaks_of_pace(item: Item) -> bool:
    if item.quantity is not None and item.quantity.unit == "percent":
        return True
    return "pace" in item.meaning.names or item.breaks == "@"


def _read_bare_number(item: Item) -> Item:
    """A title of nothing but a number is a distance ("19" of many plans). The unit is not said: km is taken."""
    quantity = item.quantity
    if quantity is None or quantity.unit != "number" or not _LEAST_BARE_KM <= quantity.high <= _MOST_BARE_KM:
        return item
    return replace(item, quantity=Quantity("km", quantity.low, quantity.high, "bare"))


def _read_minutes(items: list[Item], vocabulary: Vocabulary) -> list[Item]:
    """Metres that must be something else: marathon pace among Daniels letters, or minutes."""
    if not any(_is_short_metres(item) for item in items):
        return items
    zoned = any(item.quantity and item.quantity.unit in ("zone", "rpe") for item in items)
    steep = any(item.means("hills", "strides", "sprint") for item in items)
    lettered = any(item.text in vocabulary.letters for item in items)
    result = []
    for position, item in enumerate(items):
        quantity = item.quantity
        if quantity is None or not _is_short_metres(item):
            result.append(item)
            continue
        metres = quantity.high * 1000
        if lettered and item.raw.endswith("M") and metres <= _MOST_LETTER_KM:
            at_pace = Quantity("km", quantity.low * 1000, quantity.high * 1000, "letter")
            result.append(replace(item, meaning=_SPEED_MEANINGS["marathon_pace"], quantity=at_pace))
        elif zoned or (metres < 20 if position and _is_count(items[position - 1]) else not steep):
            minutes = Quantity("s", quantity.low * 60_000, quantity.high * 60_000, "min")
            result.append(replace(item, quantity=minutes))
        else:
            result.append(item)
    return result


def _is_short_metres(item: Item) -> bool:
    quantity = item.quantity
    return quantity is not None and quantity.metric == "m" and quantity.high * 1000 <= MINUTES_LIKELY


def _join_ranges(items: Sequence[Item]) -> Iterator[Item]:
    """The items with "50m - 1h10m" as one quantity."""
    position = 0
    while position < len(items):
        item = items[position]
        far = items[position + 2] if position + 2 < len(items) and items[position + 1].breaks == "-" else None
        if item.quantity and far and far.quantity and _is_range(item.quantity, far.quantity):
            yield replace(item, quantity=replace(far.quantity, low=item.quantity.low))
            position += 3
        else:
            yield item
            position += 1


def _is_range(low: Quantity, high: Quantity) -> bool:
    return low.unit == high.unit and low.unit in ("km", "s") and low.high <= high.low


def _is_count(item: Item) -> bool:
    return item.quantity is not None and item.quantity.unit == "count"


def _read_letters(items: list[Item], vocabulary: Vocabulary) -> list[Item]:
    """Daniels letters beside a number: "5 E", "E 35'", "(8t/2e)"."""
    result = list(items)
    lettered = [(position, item) for position, item in enumerate(items) if item.text in vocabulary.letters]
    for position, item in lettered:
        if item.quantity:
            continue
        meaning = vocabulary.letters[item.text]
        before = next((other for other in reversed(items[:position]) if other.breaks != "/"), None)
        after = next((other for other in items[position + 1 : position + 3] if not other.breaks), None)
        if (before and _is_amount(before)) or (position == 0 and after and after.quantity):
            result[position] = replace(item, meaning=meaning)
            if before and position and items[position - 1] is before:
                result[position - 1] = _read_letter_length(before)
    return result


def _read_letter_length(item: Item) -> Item:
    """A distance for "5 E" and "13 T", minutes for "45 E". Whether km or miles is not said: km is taken."""
    quantity = item.quantity
    if quantity is None or quantity.unit != "number":
        return item
    if quantity.high <= _MOST_LETTER_KM:
        return replace(item, quantity=Quantity("km", quantity.low, quantity.high, "letter"))
    return replace(item, quantity=Quantity("s", quantity.low * 60, quantity.high * 60, "min"))


def _is_amount(item: Item) -> bool:
    return item.quantity is not None and item.quantity.unit in ("km", "s", "number")


def _read_climbs(items: list[Item]) -> list[Item]:
    """Metres uphill are no half marathon and no length: "12 km 400 HM", "22 w/ 4k vert", "800 m D+"."""
    result = list(items)
    for position, item in enumerate(items[1:], 1):
        before = items[position - 1].quantity
        if item.text in _CLIMBS and before and before.unit in ("number", "km") and before.metric != "bare":
            result[position - 1 : position + 1] = [
                replace(items[position - 1], quantity=None, meaning=_LETTER),
                replace(item, meaning=_HILLY),
            ]
    return result


def _read_bare_lengths(items: list[Item]) -> list[Item]:
    """A bare number beside a running word is a length: "easy 8", "long 18", "6 w strides", "Aerobic 45"."""
    if any(item.quantity and item.quantity.unit in ("km", "s") for item in items):
        return items
    return [_read_bare_length(item, items[max(0, position - 1) : position + 2]) for position, item in enumerate(items)]


def _read_bare_length(item: Item, around: Sequence[Item]) -> Item:
    quantity = item.quantity
    if quantity is None or quantity.unit != "number" or not _LEAST_BARE_KM <= quantity.high <= _MOST_BARE_MINUTES:
        return item
    names = frozenset().union(*[other.meaning.names for other in around if other is not item])
    if names.isdisjoint(_LENGTH_WORDS) or "times" in names:
        return item
    mild = not names.isdisjoint(("easy", "recovery", "jog", "run")) and quantity.high >= _LEAST_BARE_MINUTES
    if mild or quantity.high > _MOST_BARE_KM:
        return replace(item, quantity=Quantity("s", quantity.low * 60, quantity.high * 60, "min"))
    if "tempo" in names and quantity.high > _MOST_BARE_TEMPO_KM:
        return item  # "Tempo 30" is a speed limit
    return replace(item, quantity=Quantity("km", quantity.low, quantity.high, "bare"))


def _read_speeds(items: list[Item]) -> list[Item]:
    """A distance beside a pace word is a speed: "marathon pace", "allure semi", "@ 10k", "5K race pace"."""
    result = list(items)
    for position, item in enumerate(items):
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
    for item in items[position + 1 : position + 1 + _REACH]:
        if item.means("pace") and not item.quantity:
            return not measured or (item.text != "tempo" and not _is_run_at_pace(items, position))
        if not (item.means("race", "neutral", "half", "marathon") or item.breaks == "-" or _name_speed(item)):
            break
    for item in reversed(items[max(0, position - 2) : position]):
        if item.means("pace") and not item.means("intervals"):
            return not measured or item.text != "tempo" or items[position].text.endswith("k")
        if item.breaks == "@" or (item.quantity and item.quantity.unit == "percent"):
            return True
        if not item.means("neutral", "race"):
            break
    return False


def _is_run_at_pace(items: Sequence[Item], position: int) -> bool:
    """True for "4 mi pace": a run of that length, where "5k pace" is a speed."""
    alone = position == 0 and len(items) > 1 and items[1].means("pace")
    return alone and not items[0].text.endswith("k")


def _drop_pace_words(items: list[Item]) -> Iterator[Item]:
    """Where a pace follows, "Tempo: 4:20" says no more than the pace; a time after "in" or "en" is a goal."""
    for position, item in enumerate(items):
        near = [other for other in items[position + 1 : position + 3] if other.breaks != ":"]
        follower = near[0] if near else None  # but "4 mi tempo @ 5:40" is tempo
        if item.means("tempo") and item.means("pace") and follower and _is_pace(follower):
            yield replace(item, meaning=_PACE)
        else:
            yield item


def _is_pace(item: Item) -> bool:
    quantity = item.quantity
    return quantity is not None and (
        quantity.unit == "pace" or (quantity.metric in (":", "'") and quantity.high < 10 * 60)
    )
