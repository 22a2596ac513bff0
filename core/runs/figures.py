"""What figures mean beside words: minutes written like metres, Daniels letters, bare numbers, metres uphill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.runs.items import Item
from core.runs.meaning import make_meaning
from core.runs.text import Quantity
from core.runs.tokens import KM_PER_MILE, MINUTES_LIKELY
from core.runs.vocabulary import Vocabulary

_LEAST_MILES = 2.0
_LEAST_BARE_KM = 3.0
_MOST_BARE_KM = 43.0
_MOST_LETTER_KM = 36.0
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
        "marathon_pace",
        "half_pace",
        "fast_pace",
    )
)
_SPEED_WORDS = ("marathon_pace", "half_pace", "fast_pace", "tempo", "steady", "strides", "pace")
_HILLY = make_meaning({"hilly": False})
_LETTER = make_meaning({"neutral": False})
_CLIMBS = frozenset(
    ("hm", "vert", "d", "d+", "hohenmeter", "hojdmeter", "hoogtemeters", "hohm", "elevation", "climbing", "gain")
)
_PATHS = frozenset(("along", "around", "round", "entlang", "lungo", "langs", "runt", "rundt"))
_MARATHON_PACE = make_meaning({"marathon_pace": True})


def read_figures(items: list[Item], vocabulary: Vocabulary) -> list[Item]:
    """The items of a text, its figures understood."""
    found = [item.quantity for item in items if item.quantity is not None]
    if not found:
        return items
    if any(quantity.metric == "m" and quantity.high * 1000 <= MINUTES_LIKELY for quantity in found):
        items = _read_minutes(items, vocabulary)
    if "-" in [item.breaks for item in items]:
        items = list(_join_ranges(items))
    items = _read_far_letters(_read_letters(items, vocabulary))
    if not _CLIMBS.isdisjoint([item.text for item in items]):
        items = _read_climbs(items)
    return _read_bare_lengths(items)


def read_bare_number(item: Item) -> Item:
    """A title of nothing but a number is a distance ("19" of many plans). The unit is not said: km is taken."""
    quantity = item.quantity
    if quantity is None or quantity.unit != "number" or not _LEAST_BARE_KM <= quantity.high <= _MOST_BARE_KM:
        return item
    return replace(item, quantity=Quantity("km", quantity.low, quantity.high, "bare"))


def _read_minutes(items: list[Item], vocabulary: Vocabulary) -> list[Item]:
    """Metres that must be something else: marathon pace among Daniels letters, or minutes."""
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
            result.append(replace(item, meaning=_MARATHON_PACE, quantity=at_pace))
        elif (
            item.raw.endswith("M")
            and not zoned
            and _LEAST_MILES <= metres <= _MOST_LETTER_KM
            and not _is_repeated(items, position)
        ):
            miles = Quantity("km", metres * KM_PER_MILE, metres * KM_PER_MILE, "mi")
            result.append(replace(item, quantity=miles))
        elif zoned or (metres < 20 if _is_repeated(items, position) else not steep):
            minutes = Quantity("s", quantity.low * 60_000, quantity.high * 60_000, "min")
            result.append(replace(item, quantity=minutes))
        else:
            result.append(item)
    return result


def _is_repeated(items: Sequence[Item], position: int) -> bool:
    return position > 0 and _is_count(items[position - 1])


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
    if not all(item.raw.isupper() for _, item in lettered) and not _are_all_letters(items):
        lettered = [(position, item) for position, item in lettered if item.raw.isupper()]
    for position, item in lettered:
        if item.quantity:
            continue
        meaning = vocabulary.letters[item.text]
        before = next((other for other in reversed(items[:position]) if other.breaks not in ("/", "@")), None)
        after = next((other for other in items[position + 1 : position + 3] if not other.breaks), None)
        if (before and _is_amount(before)) or (position == 0 and after and after.quantity):
            result[position] = replace(item, meaning=meaning)
            if before and position and items[position - 1] is before:
                result[position - 1] = _read_letter_length(before)
    return result


def _read_far_letters(items: list[Item]) -> list[Item]:
    """Minutes where the distances of Daniels letters add up to too far: "30 M 10 E 30 M"."""
    total = sum(item.quantity.high for item in items if item.quantity and item.quantity.metric == "letter")
    if total <= _MOST_BARE_KM:
        return items
    return [
        replace(item, quantity=Quantity("s", item.quantity.low * 60, item.quantity.high * 60, "min"))
        if item.quantity and item.quantity.metric == "letter"
        else item
        for item in items
    ]


def _are_all_letters(items: Sequence[Item]) -> bool:
    """True for a text of letters and figures alone, where small ones are meant too: "4 e, 2 t"; not "8 km i skogen"."""
    return all(item.quantity or item.breaks or len(item.text) == 1 for item in items)


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
    units = {item.quantity.unit for item in items if item.quantity is not None}
    if "number" not in units or units & {"km", "s"}:
        return items
    found = [_read_bare_length(item, items[max(0, position - 1) : position + 2]) for position, item in enumerate(items)]
    place = next((place for place, item in enumerate(items[:3]) if not (item.breaks or item.means("am", "pm"))), 0)
    if _is_told_as_length(items, place):
        found[place] = read_bare_number(items[place])
    return found


def _is_told_as_length(items: Sequence[Item], place: int) -> bool:
    """True for a number that opens a title as runners do: "16 with Kim", "13 along the canal", "10 @ 4:30", "AM: 6"."""
    after = items[place + 1 : place + 3]
    if place and items[0].means("am", "pm"):
        return not after or bool(after[0].breaks)
    if len(after) < 2 or not items[place].text.removesuffix("ish").isdigit() or after[0].quantity:
        return bool(after) and _is_speed(after[0])
    if after[0].breaks == "(" and after[1].means(*_LENGTH_WORDS, "hills", "trail"):
        return True  # "10 (hilly)"
    told = [item for item in items[place + 1 : place + 7] if not item.breaks]
    if told and told[0].means("with") and any(item.means(*_SPEED_WORDS) for item in told[1:]):
        return True  # "20 w last 6 MP"
    company = after[0].means("with") and after[1].is_unknown and after[1].raw[:1].isupper()
    return company or after[0].text in _PATHS or (after[0].means("place", "with") and _is_speed(after[1]))


def _is_speed(item: Item) -> bool:
    return item.means("pace") or (item.quantity is not None and item.quantity.unit == "pace")


def _read_bare_length(item: Item, around: Sequence[Item]) -> Item:
    quantity = item.quantity
    if quantity is None or quantity.unit != "number" or not _LEAST_BARE_KM <= quantity.high <= _MOST_BARE_MINUTES:
        return item
    names = frozenset().union(
        *[other.meaning.names for other in around if other is not item and other.text != "running"]
    )
    if names.isdisjoint(_LENGTH_WORDS) or "times" in names:
        return item
    mild = not names.isdisjoint(("easy", "recovery", "jog", "run")) and quantity.high >= _LEAST_BARE_MINUTES
    if mild or quantity.high > _MOST_BARE_KM:
        return replace(item, quantity=Quantity("s", quantity.low * 60, quantity.high * 60, "min"))
    if "tempo" in names and quantity.high > _MOST_BARE_TEMPO_KM:
        return item  # "Tempo 30" is a speed limit
    return replace(item, quantity=Quantity("km", quantity.low, quantity.high, "bare"))
