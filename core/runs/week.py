"""Entries understood with the week around them: the long run, assumed times, races' priorities, what is in the way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from core.model.event import Occurrence
from core.model.profile import Profile
from core.model.training import Entry, Kind, Treated
from core.rules.numbers import Numbers
from core.runs.draft import TREATMENTS, Draft
from core.runs.long import find_long, is_medium_long
from core.runs.numbers import SURE, TRUSTED_ENTRIES, TRUSTED_SHARE
from core.runs.recognise import Recognition, recognise
from core.runs.times import learn_habits, place_entry

Found = tuple[Occurrence, tuple[Recognition, ...]]
Lengths = tuple[float, float, float]  # km, minutes, minutes of those without km
HARDEST_FIRST = (Kind.RACE, Kind.INTERVALS, Kind.HILLS, Kind.TEMPO, Kind.LONG, Kind.UNKNOWN, Kind.EASY, Kind.RECOVERY)


def understand(occurrences: Sequence[Occurrence], profile: Profile, *, alone: bool = False) -> tuple[Entry, ...]:
    """Every occurrence as an entry, sorted by (start, uid); an entry of two runs gives two.

    ``alone`` judges each by itself: no week, no habits, and the harder run of two speaks for both.
    """
    numbers = Numbers.from_overrides(profile.numbers)
    found = [(occurrence, recognise(occurrence, profile.corrections)) for occurrence in occurrences]
    if alone:
        found = [(occurrence, (_choose_hardest(runs),)) for occurrence, runs in found]
    else:
        found = _trust_calendars(found, profile)
    habits = {} if alone else learn_habits(occurrence for occurrence, runs in found if runs[0].is_run)
    drafts = [
        place_entry(occurrence, run, habits, profile.schedule, numbers) for occurrence, runs in found for run in runs
    ]
    entries = [_judge_alone(draft) for draft in drafts] if alone else _judge_weeks(drafts, numbers)
    return tuple(sorted(entries, key=lambda entry: (entry.start, entry.uid)))


def _trust_calendars(found: Sequence[Found], profile: Profile) -> list[Found]:
    """Entries of a calendar that holds little but training are read again with less doubt."""
    sources: dict[str, list[bool]] = {}
    for occurrence, runs in found:
        sources.setdefault(occurrence.source, []).append(runs[0].kind is not Kind.OTHER)
    trusted = {
        name
        for name, told in sources.items()
        if len(told) >= TRUSTED_ENTRIES and sum(told) >= TRUSTED_SHARE * len(told)
    }
    return [
        (occurrence, recognise(occurrence, profile.corrections, trained=True))
        if occurrence.source in trusted and runs[0].kind is Kind.OTHER
        else (occurrence, runs)
        for occurrence, runs in found
    ]


def _choose_hardest(runs: Sequence[Recognition]) -> Recognition:
    return min(runs, key=lambda run: HARDEST_FIRST.index(run.kind)) if len(runs) > 1 else runs[0]


def _judge_alone(draft: Draft) -> Entry:
    return _finish(draft, draft.found.kind, TREATMENTS.get(draft.found.kind), guessed=False)


def _judge_weeks(drafts: Sequence[Draft], numbers: Numbers) -> Iterator[Entry]:
    weeks: dict[date, list[Draft]] = {}
    rank = _rank_races([draft for draft in drafts if draft.said is Treated.RACE])
    for draft in drafts:
        if draft.said is None:
            yield _judge_alone(draft)
        elif draft.said is Treated.RACE:
            yield replace(_judge_alone(draft), priority=rank(draft))
        else:
            day = draft.start.date()
            weeks.setdefault(day - timedelta(days=day.weekday()), []).append(draft)
    for runs in weeks.values():
        runs.sort(key=lambda run: (run.start, run.occurrence.uid))
        longs = find_long(runs, numbers)
        yield from (_judge_run(run, numbers, is_long=position in longs) for position, run in enumerate(runs))


def _judge_run(run: Draft, numbers: Numbers, *, is_long: bool) -> Entry:
    """A run as P15 leaves it: long, medium-long, or as its title says."""
    found = run.found
    if is_long:
        return _finish(run, found.kind, Treated.LONG, guessed=run.said is not Treated.LONG)
    kind = found.base or found.kind
    if is_medium_long(run, numbers):
        return replace(_finish(run, kind, Treated.EASY, guessed=kind is Kind.UNKNOWN), medium_long=True)
    return _finish(run, kind, run.said, guessed=kind is Kind.UNKNOWN)


def _rank_races(races: Sequence[Draft]) -> Callable[[Draft], str]:
    """P05 where no priority is given: C for a test, B before a later race at least as long, else A."""
    latest_first = sorted(races, key=lambda race: race.start, reverse=True)
    starts = [race.start for race in reversed(latest_first)]
    longest = list(accumulate(map(_measure, latest_first), _stretch))  # of the latest race, of the two latest, ...

    def rank(race: Draft) -> str:
        if race.found.priority:
            return race.found.priority
        if race.found.test:
            return "C"
        later = len(starts) - bisect_right(starts, race.start)
        return "B" if later and _reaches(longest[later - 1], race) else "A"

    return rank


def _measure(race: Draft) -> Lengths:
    """A race's km, its minutes, and its minutes where its text gives no km; 0 where there is none."""
    km = race.found.distance_km or 0
    return km, race.minutes, 0 if km else race.minutes


def _stretch(longest: Lengths, other: Lengths) -> Lengths:
    """The most of each length."""
    km, minutes, bare = (max(pair) for pair in zip(longest, other, strict=True))
    return km, minutes, bare


def _reaches(longest: Lengths, race: Draft) -> bool:
    """True where one of the races measured is at least as long: by km where both have them, else by minutes."""
    km, minutes, bare = longest
    if race.found.distance_km:
        return km >= race.found.distance_km or bare >= race.minutes
    return minutes >= race.minutes


def _finish(draft: Draft, kind: Kind, treated: Treated | None, *, guessed: bool) -> Entry:
    found = draft.found
    return Entry(
        occurrence=draft.occurrence,
        kind=kind,
        confidence=found.confidence,
        evidence=found.evidence,
        treated_as=treated,
        start=draft.start,
        end=draft.end,
        minutes=draft.minutes,
        distance_km=found.distance_km,
        priority=found.priority,
        time_assumed=draft.assumed,
        guessed=guessed or found.confidence < SURE,
        busy=treated is not None or (draft.occurrence.busy and not draft.occurrence.all_day),
    )
