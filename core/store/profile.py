"""The profile file (TOML): strict at the border, plain frozen values inside.

Unknown keys are refused with their line and the nearest valid name, wrong values with what would be right.
The file's shape is the stable surface of docs/commands.md.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from core.catalogue import equipment_names
from core.errors import InputError
from core.model.profile import (
    ALL_DAY_WINDOWS,
    DAY_MINUTES,
    Athlete,
    Correction,
    OddDays,
    Profile,
    Schedule,
    Sleep,
    Window,
)
from core.model.training import Kind
from core.rules.numbers import Numbers

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DayName = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Day = date  # a field called date would hide the type
CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


def parse_clock(text: object) -> int:
    """Minutes after midnight of "17:30"; "24:00" is the end of the day. ValueError names the form."""
    match = CLOCK.fullmatch(text) if isinstance(text, str) else None
    minutes = int(match[1]) * 60 + int(match[2]) if match else DAY_MINUTES + 1
    if minutes > DAY_MINUTES:
        raise ValueError('a time is written like "17:30"')
    return minutes


def parse_window(text: object) -> Window:
    """A window like "17:00-21:00". ValueError where it is none or ends before it starts."""
    start, dash, end = text.partition("-") if isinstance(text, str) else ("", "", "")
    if not dash:
        raise ValueError('a window is written like "17:00-21:00"')
    window = Window(parse_clock(start.strip()), parse_clock(end.strip()))
    if window.start >= window.end:
        raise ValueError("a window ends after it starts; split one that passes midnight")
    return window


Clock = Annotated[int, BeforeValidator(parse_clock)]
WindowText = Annotated[Window, BeforeValidator(parse_window)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class _Athlete(_Strict):
    plan: Literal["minimal", "standard", "advanced"] = "standard"
    place: Literal["gym", "home"] = "gym"
    equipment: list[str] | None = None
    sessions_done: Annotated[int, Field(ge=0, le=10_000)] = 30
    last_session: date | None = None
    strength_weeks: Annotated[int, Field(ge=0, le=3_000)] = 30
    calf_raises: Annotated[int, Field(ge=0, le=500)] = 0
    doms_prone: bool = False
    birth_year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    body_mass_kg: Annotated[float, Field(ge=25, le=300)] | None = None
    goal: Literal["strength", "muscle"] = "strength"
    injuries: list[
        Literal["achilles_mid", "achilles_insertional", "knee", "hip", "shin", "plantar", "hamstring", "low_back"]
    ] = []
    plyometrics: bool = False


class _Sleep(_Strict):
    day: DayName | None = None
    date: Day | None = None
    from_: Clock = Field(alias="from")
    to: Clock


class _OddDays(_Strict):
    date: Day
    until: Day | None = None
    windows: list[WindowText] | None = None
    place: Literal["gym", "home"] | None = None
    equipment: list[str] | None = None


class _Schedule(_Strict):
    sessions_per_week: Annotated[int, Field(ge=1, le=2)] = 2
    second_session: Literal["light", "offer", "none"] = "light"
    session_minutes: Annotated[int, Field(ge=10, le=90)] | None = None
    bedtime: Clock = 22 * 60 + 30
    protected_days: list[DayName] = []
    buffer_minutes: Annotated[int, Field(ge=0, le=60)] = 15
    grid_minutes: Annotated[int, Field(ge=5, le=120)] = 30
    run_start: Clock = 7 * 60
    alarm_minutes: Annotated[int, Field(ge=0, le=2_880)] | None = None
    windows: dict[DayName, list[WindowText]] | None = None
    sleep: list[_Sleep] = []
    exceptions: list[_OddDays] = []


class _Correction(_Strict):
    title: str
    kind: Kind
    weekday: DayName | None = None
    uid: str | None = None


class _Runs(_Strict):
    corrections: list[_Correction] = []


class _Profile(_Strict):
    timezone: str | None = None
    athlete: _Athlete = _Athlete()
    schedule: _Schedule = _Schedule()
    runs: _Runs = _Runs()
    rules: dict[str, float] = {}


TABLES: dict[str, type[BaseModel]] = {
    "athlete": _Athlete,
    "schedule": _Schedule,
    "sleep": _Sleep,
    "exceptions": _OddDays,
    "runs": _Runs,
    "corrections": _Correction,
}


def parse_profile(text: str, *, source: str, zone: ZoneInfo) -> Profile:
    """The profile in a TOML text. ``zone`` is the system's, used where the text names none.

    InputError: ``profile_syntax``, ``profile_unknown``, ``profile_value``, ``profile_zone``, ``equipment_unknown``, or a
    rule number's own.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("profile_syntax", source=source, detail=str(error)) from error
    try:
        checked = _Profile.model_validate(raw)
    except ValidationError as error:
        raise _explain(_choose_worst(error.errors()), text, source) from error
    Numbers.from_overrides(tuple(checked.rules.items()))
    _check_equipment(checked, text, source)
    return Profile(
        zone=_find_zone(checked.timezone, source) if checked.timezone else zone,
        athlete=_to_athlete(checked.athlete),
        schedule=_to_schedule(checked.schedule, source),
        corrections=tuple(
            Correction(c.title, c.kind.value, None if c.weekday is None else DAYS.index(c.weekday), c.uid)
            for c in checked.runs.corrections
        ),
        numbers=tuple(checked.rules.items()),
    )


def _find_zone(name: str, source: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        nearest = difflib.get_close_matches(name, sorted(available_timezones()), n=1, cutoff=0.4)
        raise InputError(
            "profile_zone", source=source, name=name, nearest=nearest[0] if nearest else "Europe/Berlin"
        ) from error


def _check_equipment(checked: _Profile, text: str, source: str) -> None:
    """A name that no exercise asks for would silently take exercises away."""
    lists = (checked.athlete.equipment, *(odd.equipment for odd in checked.schedule.exceptions))
    given = [name for names in lists for name in names or ()]
    known = sorted(equipment_names()) if given else []  # the catalogue is read only where it is asked for
    for name in given:
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            line = _find_equipment(text, name)
            raise InputError("equipment_unknown", source=source, line=line, name=name, nearest=nearest)


def _find_equipment(text: str, name: str) -> int:
    """The line of a name in a list of equipment, also in one of several lines; 1 where it is written in escapes."""
    for given in re.finditer(r"equipment[\"']?\s*=\s*\[([^\]]*)\]", text):
        place = re.search(rf"[\"']{re.escape(name)}[\"']", given[1])
        if place:
            return text.count("\n", 0, given.start(1) + place.start()) + 1
    return 1


def _to_athlete(raw: _Athlete) -> Athlete:
    values = raw.model_dump()
    values["equipment"] = None if raw.equipment is None else frozenset(raw.equipment)
    values["injuries"] = tuple(raw.injuries)
    return Athlete(**values)


def _to_schedule(raw: _Schedule, source: str) -> Schedule:
    windows = ALL_DAY_WINDOWS
    if raw.windows is not None:
        given = {str(day): found for day, found in raw.windows.items()}
        windows = tuple(_sort(given.get(day, [])) for day in DAYS)
    simple = raw.model_dump(exclude={"windows", "sleep", "exceptions", "protected_days"})
    return Schedule(
        **simple,
        windows=windows,
        protected_days=frozenset(DAYS.index(day) for day in raw.protected_days),
        sleep=tuple(_to_sleep(item, source) for item in raw.sleep),
        exceptions=tuple(_to_odd_days(item, source) for item in raw.exceptions),
    )


def _sort(windows: list[Window]) -> tuple[Window, ...]:
    """Windows by start; those that touch stay two, each with a grid of its own."""
    return tuple(sorted(set(windows)))


def _to_sleep(raw: _Sleep, source: str) -> Sleep:
    if (raw.day is None) == (raw.date is None):
        raise InputError("profile_sleep", source=source)
    if raw.date is not None:
        return Sleep(raw.date, raw.from_, raw.to)
    return Sleep(DAYS.index(str(raw.day)), raw.from_, raw.to)


def _to_odd_days(raw: _OddDays, source: str) -> OddDays:
    last = raw.until or raw.date
    if last < raw.date:
        raise InputError("profile_until", source=source, first=raw.date.isoformat(), last=last.isoformat())
    return OddDays(
        raw.date,
        last,
        None if raw.windows is None else _sort(raw.windows),
        raw.place,
        None if raw.equipment is None else frozenset(raw.equipment),
    )


def _choose_worst(errors: list[ErrorDetails]) -> ErrorDetails:
    """An unknown key before a missing one: it is most often the missing one misspelt."""
    return next((error for error in errors if error["type"] == "extra_forbidden"), errors[0])


def _explain(error: ErrorDetails, text: str, source: str) -> InputError:
    path = [str(part) for part in error["loc"]]
    names = [part for part in path if not part.isdigit() and part != "[key]"]
    line = _find_line(text, names)
    if error["type"] == "extra_forbidden":
        nearest = difflib.get_close_matches(names[-1], _known_names(names[:-1]), n=1, cutoff=0.0)
        return InputError("profile_unknown", source=source, line=line, name=names[-1], nearest=nearest[0])
    detail = str(error["msg"]).removeprefix("Value error, ")
    return InputError("profile_value", source=source, line=line, name=".".join(names), detail=detail)


def _known_names(path: list[str]) -> list[str]:
    """The keys that are valid in a table, by their names in the file."""
    if path[-1:] == ["windows"]:
        return list(DAYS)
    model: type[BaseModel] = _Profile
    for part in path:
        model = TABLES.get(part, model)
    return [field.alias or name for name, field in model.model_fields.items()]


def _find_line(text: str, names: list[str]) -> int:
    """The line of a key, found below its table's header; 1 where the text gives no better answer."""
    lines = text.splitlines()
    header = -1
    for number, line in enumerate(lines):
        table = re.match(r"\s*\[+\s*([\w.\"-]+)\s*\]+", line)
        if table and names and table[1].split(".")[-1] in names:
            header = number
            if table[1].split(".") == names:
                return number + 1
    for number in range(header + 1, len(lines)):
        if names and re.match(rf"\s*\"?{re.escape(names[-1])}\"?\s*[.=]", lines[number]):
            return number + 1
    return max(header, 0) + 1
