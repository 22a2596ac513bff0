"""What the makers of training feeds put around a title, and what it says (feeds/formats: TrainingPeaks, Runna, ...)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from core.model.event import Occurrence
from core.model.training import Kind

_PRODUCTS = re.compile(
    r"training ?peaks|runna|garmin|final ?surge|trainer ?road|intervals\.icu|calendar-?hack|vdot|time-?to-?run|strava|"
    r"coros|polar|suunto|pheidi|stryd|humango|trainasone|athletica|runkeeper|runner|marathon",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"\s*[\[(]?(?P<sport>run(?:ning)?|bike|biking|ride|cycling|swim(?:ming)?|strength|weights?|day off|rest day|custom|brick|"
    r"cross ?-?train(?:ing)?|x-?train|walk(?!\s*-\s*(?:run|jog))|xc[- ]?ski|row(?:ing)?|mtn bike|mtb|race|other|note|event)[\])]?\s*(?::|\s-\s|(?<=[\])]))\s*",
    re.IGNORECASE,
)
_OPENING = re.compile(  # "Cycling · 22 km", as activity feeds begin their descriptions
    r"\s*(?P<sport>run(?:ning)?|bike|biking|ride|cycling|swim(?:ming)?|row(?:ing)?|walk(?:ing)?|strength training)\s*(?:[·•|]|\s-\s)",
    re.IGNORECASE,
)
_TYPE = re.compile(r"(?:workout|activity) type:\s*(?P<sport>[a-z][a-z -]*)", re.IGNORECASE)
_PLANNED = re.compile(r"planned (?:time|duration):\s*(\d{1,2}):(\d{2})", re.IGNORECASE)
_DISTANCE = re.compile(r"planned distance:\s*(\d+(?:[.,]\d+)?)\s*(km|mi)", re.IGNORECASE)
_NOISE = re.compile(
    r"^(?:(?:planned|actual) (?:time|duration|distance|tss|if)|speed|tss|if|workout type|activity type|distance|time|avg pace)\b.*$",
    re.IGNORECASE | re.MULTILINE,
)
_RIDE = re.compile(r"^\d{1,2}:\d{2}\s*-\s")
_POWER = re.compile(r"\bTSS\b|\bFTP\b|\bIF\b\s*[:,]?\s*0|\bwatts?\b|\bkJ\b|\d\s?w\b")
_RUNNA = re.compile(r"_PLAN_WORKOUT-.*_plan_week_\d+_(?P<type>[A-Z_]+?)_\d+", re.ASCII)
_RACE = re.compile(r"\bRACE_([ABC])\b")
_PRIORITY = re.compile(
    r"\b(?:priority|prio|prioritat|priorite)\s*:?\s*([abc])\b|\b([abc])[- ](?:race|rennen|wettkampf|event)\b|\(([abc])\)",
    re.IGNORECASE,
)
_LONGEST_TITLE = 400  # characters: nobody plans in more, and a hostile feed must not cost time
_LONGEST_DESCRIPTION = 3000
_NOT_TRAINING = frozenset(("NOTE", "HOLIDAY", "SICK", "INJURED", "TARGET", "PLAN", "SEASON_START", "FITNESS_DAYS"))
_RUNNA_KINDS = (
    ("WALK_RUN", Kind.EASY), ("EASY", Kind.EASY), ("RECOVERY", Kind.RECOVERY), ("LONG", Kind.LONG), ("TEMPO", Kind.TEMPO),
    ("INTERVAL", Kind.INTERVALS), ("HILL", Kind.HILLS), ("RACE", Kind.RACE), ("LEGS", Kind.STRENGTH), ("CORE", Kind.STRENGTH),
    ("STRENGTH", Kind.STRENGTH), ("BODY", Kind.STRENGTH), ("MOBILITY", Kind.REST), ("YOGA", Kind.CROSS), ("PILATES", Kind.CROSS),
    ("TIME_TRIAL", Kind.RACE),
)  # fmt: skip
_COLON_ONLY = (Kind.REST, Kind.RACE, Kind.OTHER)  # "Day off - Julia" is nobody's training plan
_SPORTS = (
    (("run",), None), (("bike", "biking", "ride", "cycl", "mtn", "mtb", "swim", "brick", "cross", "x-train", "xtrain", "walk", "xc", "row"), Kind.CROSS),
    (("strength", "weight"), Kind.STRENGTH), (("day off", "rest"), Kind.REST), (("race",), Kind.RACE), (("note", "event"), Kind.OTHER),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Framing:
    """A title and description freed of what their maker put around them, and what that said."""

    title: str
    description: str
    kind: Kind | None = None  # said by the maker: a workout type, a prefix, a category
    runs: bool = False  # said to be a run of whatever kind
    trained: bool = False  # from a maker of training plans
    minutes: float | None = None
    km: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """All of an occurrence that says what it is, its dates and places left out: the same for a whole series."""

    summary: str
    description: str
    categories: tuple[str, ...]
    product: str
    workout: str  # the type in a Runna UID
    estimated_minutes: float | None


def read_wording(occurrence: Occurrence) -> Wording:
    """The wording of an occurrence."""
    runna = _RUNNA.search(occurrence.uid) if "_PLAN_WORKOUT-" in occurrence.uid else None
    return Wording(
        occurrence.summary,
        occurrence.description,
        occurrence.categories,
        occurrence.product,
        runna.group("type") if runna else "",
        occurrence.estimated_minutes,
    )


def read_frame(wording: Wording) -> Framing:
    """The frame of an occurrence."""
    title, description = wording.summary[:_LONGEST_TITLE], wording.description[:_LONGEST_DESCRIPTION]
    lines = wording.description.lower()
    kind, runs, evidence = _read_type(wording, lines)
    if match := _PREFIX.match(title):
        title = title[match.end() :] or title
    race = _RACE.search(" ".join(wording.categories))
    return Framing(
        title=title,
        description=_NOISE.sub("", description),
        kind=Kind.RACE if race else kind,
        runs=runs,
        trained=_is_trained(wording.product) or kind is not None or runs,
        minutes=_read_minutes(wording, lines),
        km=_read_km(lines),
        evidence=(f"category: {race.group()}",) if race else evidence,
    )


def find_priority(wording: Wording) -> str | None:
    """A, B or C, where a category or the text says how much a race matters."""
    said = _RACE.search(" ".join(wording.categories)) or _PRIORITY.search(
        f"{wording.summary}\n{wording.description[:_LONGEST_DESCRIPTION]}"
    )
    return next(group.upper() for group in said.groups() if group) if said else None


@lru_cache(maxsize=256)
def _is_trained(product: str) -> bool:
    return bool(_PRODUCTS.search(product))


def _read_type(wording: Wording, lines: str) -> tuple[Kind | None, bool, tuple[str, ...]]:
    if name := wording.workout:
        kind = next((kind for part, kind in _RUNNA_KINDS if part in name), None)
        return kind, kind is None, (f"uid: {name}",)
    # only where no category is of another kind: other programs' users write words of their own
    if wording.categories and set(wording.categories) <= _NOT_TRAINING:
        return Kind.OTHER, False, ("category",)
    if _RIDE.match(wording.summary) and _POWER.search(wording.description):
        return Kind.CROSS, False, ("description: power",)
    typed = _TYPE.search(wording.description) if " type:" in lines else None
    opening = _OPENING.match(wording.description)
    for label, match in (("prefix", _PREFIX.match(wording.summary)), ("type", typed), ("description", opening)):
        if match:
            sport = match.group("sport").strip().lower()
            for names, kind in _SPORTS:
                if sport.startswith(names) and not (kind in _COLON_ONLY and ":" not in match.group()):
                    return kind, kind is None, (f"{label}: {sport}",)
    return None, False, ()


def _read_minutes(wording: Wording, lines: str) -> float | None:
    if wording.estimated_minutes:
        return wording.estimated_minutes
    match = _PLANNED.search(lines) if "planned " in lines else None
    return int(match.group(1)) * 60.0 + int(match.group(2)) if match else None


def _read_km(lines: str) -> float | None:
    match = _DISTANCE.search(lines) if "planned distance" in lines else None
    if not match:
        return None
    return float(match.group(1).replace(",", ".")) * (1.609344 if match.group(2).lower() == "mi" else 1.0)
