"""Pure: a State becomes the rows of a week, in the runner's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from core.model.event import Span
from core.model.plan import SlotVerdict
from core.model.training import Entry, Kind, Session, Treated
from desktop.dates import Dates
from desktop.sayings import name_kind, name_session, say_finding
from desktop.week.geometry import DAY

if TYPE_CHECKING:
    from core.planner import State


class Role(StrEnum):
    """How a card is painted."""

    EASY = "easy"
    HARD = "hard"
    LONG = "long"
    RACE = "race"
    UNKNOWN = "unknown"
    OTHER_SPORT = "cross"
    BUSY = "busy"
    STRENGTH = "strength"
    FOREIGN = "foreign"  # strength of somebody else's plan
    MISSED = "missed"  # strength of ours that was not done


ROLE_OF_RUN = {
    Treated.EASY: Role.EASY,
    Treated.RECOVERY: Role.EASY,
    Treated.QUALITY: Role.HARD,
    Treated.LONG: Role.LONG,
    Treated.RACE: Role.RACE,
    Treated.UNKNOWN: Role.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Card:
    """One thing in the calendar as the week shows it."""

    key: str  # stable for one occurrence
    uid: str
    role: Role
    title: str
    detail: str
    start: datetime
    end: datetime
    description: str  # for screen readers and tooltips
    all_day: bool = False
    pinned: bool = False
    assumed: bool = False
    guessed: bool = False
    warning: str = ""  # the sentence of a broken hard rule
    done: bool = False

    @property
    def movable(self) -> bool:
        """True for what is ours to move."""
        return self.role is Role.STRENGTH and not self.done


@dataclass(frozen=True, slots=True)
class DayHead:
    """The top of a column, and what of the day is outside the runner's windows (minutes)."""

    day: date
    name: str
    number: str
    today: bool
    closed: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A card in the all-day lane: columns ``first`` to ``last`` (inclusive) of the row-th row."""

    card: Card
    first: int
    last: int
    row: int


@dataclass(frozen=True, slots=True)
class Look:
    """What part of a State is shown, and when; ``verdicts`` are those of the sessions, by UID."""

    first: date
    now: datetime
    days: int = 7
    private: bool = False  # appointments say only "busy"
    verdicts: Mapping[str, SlotVerdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WeekRows:
    """Everything that the week shows; cards by start."""

    days: tuple[DayHead, ...]
    cards: tuple[Card, ...]
    bars: tuple[Bar, ...]

    @property
    def monday(self) -> date:
        """The first day."""
        return self.days[0].day


def present_week(state: State, look: Look, dates: Dates) -> WeekRows:
    """The rows of the days that are looked at."""
    zone = state.profile.zone
    shown = [look.first + timedelta(days=i) for i in range(look.days)]
    today = look.now.astimezone(zone).date()
    heads = tuple(
        DayHead(day, dates.short_day(day), str(day.day), day == today, tuple(_closed(state, day))) for day in shown
    )
    start = datetime.combine(shown[0], time(), zone)
    span = Span(start, datetime.combine(shown[-1] + timedelta(days=1), time(), zone))
    found = _cards(state, span, look.verdicts, dates)
    seen = (_hide_title(card, dates) for card in found) if look.private else found
    cards = tuple(sorted(seen, key=lambda card: (card.start, card.key)))
    timed = tuple(card for card in cards if not card.all_day)
    return WeekRows(heads, timed, _stack(cards, look.first, look.days))


def _closed(state: State, day: date) -> Iterator[tuple[int, int]]:
    edge = 0
    for window in sorted(state.profile.schedule.windows_on(day)):
        if window.start > edge:
            yield edge, window.start
        edge = max(edge, window.end)
    if edge < DAY:
        yield edge, DAY


def _cards(state: State, span: Span, verdicts: Mapping[str, SlotVerdict], dates: Dates) -> Iterator[Card]:
    ours = {session.uid for session in (*state.sessions, *state.missed)}
    for entry in state.entries:
        if entry.occurrence.own is None and entry.uid not in ours and _shows(entry.occurrence.span, entry.span, span):
            yield from _entry_cards(entry, dates)
    for session in state.sessions:
        if session.span.overlaps(span):
            yield present_session(session, verdicts.get(session.uid), dates)
    for session in state.missed:
        if session.span.overlaps(span):
            yield present_missed(session, dates)


def _hide_title(card: Card, dates: Dates) -> Card:
    """Appointments without their titles, for a screen that others see."""
    return replace(card, title=dates.words.say("window.busy")) if card.role is Role.BUSY else card


def _shows(event: Span, assumed: Span, shown: Span) -> bool:
    return event.overlaps(shown) or assumed.overlaps(shown) or shown.start <= event.start < shown.end


def _entry_cards(entry: Entry, dates: Dates) -> Iterator[Card]:
    """A run without a time stands in the all-day lane and, hatched, at the time that the rules assume."""
    if entry.occurrence.all_day:
        yield present_entry(entry, dates, all_day=True)
    if not entry.occurrence.all_day or entry.is_run:
        yield present_entry(entry, dates)


def role_of(entry: Entry) -> Role:
    """How an entry is painted."""
    if entry.treated_as is not None:
        return ROLE_OF_RUN[entry.treated_as]
    others = {Kind.STRENGTH: Role.FOREIGN, Kind.CROSS: Role.OTHER_SPORT}
    return others.get(entry.kind, Role.BUSY)


def present_entry(entry: Entry, dates: Dates, *, all_day: bool = False) -> Card:
    """The card of an entry of the runner's calendars."""
    occurrence = entry.occurrence
    start, end = (occurrence.start, occurrence.end) if all_day else (entry.start, entry.end)
    role = role_of(entry)
    title = occurrence.summary or dates.words.say("window.untitled")
    kind = "" if role is Role.BUSY else name_kind(entry, dates)
    return Card(
        key=f"{occurrence.source}/{entry.uid}/{occurrence.recurrence_id or occurrence.start.isoformat()}/{all_day:d}",
        uid=entry.uid,
        role=role,
        title=title,
        detail=" · ".join(part for part in (_time_words(entry, dates), kind) if part),
        start=start,
        end=end,
        description=_describe(dates, start, end, (kind,), all_day=all_day),
        all_day=all_day,
        assumed=entry.time_assumed and not all_day,
        guessed=entry.guessed,
    )


def _time_words(entry: Entry, dates: Dates) -> str:
    said = dates.time(entry.start)
    return dates.words.say("window.time_assumed", time=said) if entry.time_assumed else said


def present_session(session: Session, verdict: SlotVerdict | None, dates: Dates) -> Card:
    """The card of a strength session of ours, with the sentence of the first hard rule that it breaks."""
    words = dates.words
    warning = next((say_finding(f, dates) for f in (verdict.findings if verdict else ()) if f.points is None), "")
    minutes = words.say("window.minutes", count=round(session.span.minutes))
    notes = [minutes]
    notes += [words.say("window.pinned")] if session.pinned else []
    notes += [warning] if warning else []
    return Card(
        key=session_key(session.uid),
        uid=session.uid,
        role=Role.STRENGTH,
        title=name_session(session, dates),
        detail=f"{dates.time(session.start)} · {minutes}",
        start=session.start,
        end=session.end,
        description=_describe(dates, session.start, session.end, notes),
        pinned=session.pinned,
        warning=warning,
        done=session.done,
    )


def present_missed(session: Session, dates: Dates) -> Card:
    """The card of a session that was not done."""
    note = dates.words.say("window.missed")
    return Card(
        key=session_key(session.uid),
        uid=session.uid,
        role=Role.MISSED,
        title=name_session(session, dates),
        detail=f"{dates.time(session.start)} · {note}",
        start=session.start,
        end=session.end,
        description=_describe(dates, session.start, session.end, (note,)),
        done=True,
    )


def session_key(uid: str) -> str:
    """The key of a session's card."""
    return f"session/{uid}"


def _describe(dates: Dates, start: datetime, end: datetime, notes: Iterable[str], *, all_day: bool = False) -> str:
    when = dates.full_day(start.date())
    when = f"{when}, {dates.words.say('window.all_day') if all_day else dates.span(start, end)}"
    return ". ".join((when, *(note.rstrip(".") for note in notes if note)))


def _stack(cards: Iterable[Card], first: date, days: int) -> tuple[Bar, ...]:
    """All-day cards in rows, the long ones on top, none over another."""
    spans = []
    for card in cards:
        if card.all_day:
            start = (card.start.date() - first).days
            end = max(start, (card.end.date() - first).days - 1)
            spans.append((max(start, 0), min(end, days - 1), card))
    rows: list[int] = []  # the last column that is taken in each row
    bars = []
    for start, end, card in sorted(spans, key=lambda span: (span[0], -span[1], span[2].key)):
        row = next((i for i, taken in enumerate(rows) if taken < start), len(rows))
        rows[row : row + 1] = [end]
        bars.append(Bar(card, start, end, row))
    return tuple(bars)
