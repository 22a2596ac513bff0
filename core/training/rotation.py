"""Which template a session follows: A and B in turns, the heavier hinge where more rest follows (training.md 1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from core.catalogue import letter_of, load_catalogue
from core.model.profile import Athlete, Profile
from core.model.training import Entry, Session, SessionKind, Treated
from core.training.means import means_on

KEY_RUNS = frozenset({Treated.QUALITY, Treated.LONG, Treated.RACE, Treated.UNKNOWN})
ADVANCED_WEEKS = 12  # of regular strength
PLYO_STEP_WEEKS = 3  # so long without a symptom before the next template
PLYO_PATH = ("plyo_1", "plyo_2", "plyo_3")
_PREFIX = {"minimal": "min", "standard": "std", "advanced": "adv"}
_ENDLESS = float("inf")


def choose_templates(sessions: Sequence[Session], profile: Profile, entries: Sequence[Entry]) -> dict[str, str]:
    """The template of each session of ours by UID; a session that has one keeps it."""
    known = load_catalogue().templates
    sessions = [s if s.template in known else replace(s, template="") for s in sessions]
    chosen = {s.uid: s.template for s in sessions if s.template}
    chosen.update(_plyo_templates([s for s in sessions if s.kind is SessionKind.PLYO]))
    last = "B"
    lifts = [s for s in sessions if s.kind is SessionKind.STRENGTH and not s.foreign]
    for _, week in groupby(sorted(lifts, key=lambda s: (s.start, s.uid)), key=lambda s: monday_of(s.start.date())):
        for session, letter in _letters(list(week), last, profile, entries):
            chosen.setdefault(session.uid, template_id(profile, session.start.date(), letter))
            last = letter
    return chosen


def template_id(profile: Profile, day: date, letter: str) -> str:
    """The id of a plan's template A or B at the place of a date."""
    plan, place = find_plan(profile.athlete), means_on(profile, day).place
    ending = "_noequip" if (plan, place, letter) == ("minimal", "home", "B") else ""
    return f"{_PREFIX[plan]}_{place}_{letter}{ending}"


def find_plan(athlete: Athlete) -> str:
    """The plan that is followed: the wished one, but nothing advanced in the first months (#33)."""
    is_early = athlete.plan == "advanced" and athlete.strength_weeks < ADVANCED_WEEKS
    return "standard" if is_early else athlete.plan


def hours_to_key_run(end: datetime, entries: Sequence[Entry]) -> float:
    """Hours from the end of a session to the start of the next key run; endless where none is known."""
    starts = [e.start for e in entries if e.treated_as in KEY_RUNS and e.start >= end]
    return (min(starts) - end) / timedelta(hours=1) if starts else _ENDLESS


def monday_of(day: date) -> date:
    """The Monday of a date's training week."""
    return day - timedelta(days=day.weekday())


def _letters(
    week: list[Session], last: str, profile: Profile, entries: Sequence[Entry]
) -> Iterator[tuple[Session, str]]:
    """The letter of each session of a week, in order."""
    pair = find_plan(profile.athlete) != "minimal" and len(week) == 2
    swapped = pair and _rest(week[0], entries) > _rest(week[1], entries)
    known = {s.uid: letter_of(s.template) for s in week if s.template}
    for index, session in enumerate(week):
        other = next((letter for uid, letter in known.items() if uid != session.uid), None)
        if session.uid in known:
            letter = known[session.uid]
        elif pair and other is not None:
            letter = _turn(other)
        elif pair:
            letter = "B" if bool(index) != swapped else "A"
        else:
            letter = _turn(last)
        last = letter
        yield session, letter


def _rest(session: Session, entries: Sequence[Entry]) -> float:
    return hours_to_key_run(session.end, entries)


def _turn(letter: str) -> str:
    return "A" if letter == "B" else "B"


def _plyo_templates(sessions: Sequence[Session]) -> Iterator[tuple[str, str]]:
    """Springy sets grow: three weeks of each step from the first one on."""
    first = min((s.start.date() for s in sessions), default=None)
    for session in sessions:
        if first is not None and not session.template:
            weeks = (monday_of(session.start.date()) - monday_of(first)).days // 7
            yield session.uid, PLYO_PATH[min(weeks // PLYO_STEP_WEEKS, len(PLYO_PATH) - 1)]
