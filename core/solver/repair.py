"""A plan after the calendar changed: only what became invalid or clearly worse moves, and each move says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from core.errors import Phrase
from core.model.plan import Finding, Placement, Plan, Situation, WeekPlan
from core.model.training import Entry, Session, SessionKind
from core.rules.board import lay_out
from core.solver.judge import judge_slot, slot_of
from core.solver.search import plan
from core.solver.slots import judge

DAYS_OF_WEEK = 7
NEAR_DAYS = 3  # a run that moved is looked for this far, and closes a session's place no further
KM_ALIKE = 0.15  # share by which a run's distance may differ and it is still the same run


class Change(StrEnum):
    """What happens to a session or a run."""

    KEPT = "kept"
    MOVED = "moved"
    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Line:
    """One session before and after, with what is said of it: first what happens, then why."""

    change: Change
    before: Session | None
    after: Placement | None
    reasons: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class RunChange:
    """A run before and after a calendar was read anew."""

    change: Change
    before: Entry | None
    after: Entry | None
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Diff:
    """The plan for the new circumstances and what it changes, by start."""

    plan: Plan
    lines: tuple[Line, ...]


def repair(
    situation: Situation,
    before: Sequence[Session],
    old_entries: Sequence[Entry] = (),
    *,
    missed: Sequence[Session] = (),
) -> Diff:
    """The least change of the sessions ``before`` that the situation allows.

    Pinned, done and foreign sessions stay. ``old_entries`` (the calendar as it was) make the reasons name the run's
    change. ``missed`` counts nowhere; a new session in the week of one names it as its reason.
    """
    standing = {session.uid: session for session in situation.fixed}
    standing |= {session.uid: session for session in before if session.pinned or session.done or session.foreign}
    accepted = [each for each in before if each.uid not in standing]
    changed = replace(situation, fixed=tuple(standing.values()), accepted=tuple(accepted))
    found = plan(changed)
    runs = match_runs(old_entries, situation.entries) if old_entries else ()
    lines = [*_lines(changed, found, accepted, runs), *_list_new(changed, found, missed)]
    return Diff(found, tuple(sorted(lines, key=_line_key)))


def _line_key(line: Line) -> tuple[float, str]:
    start = line.after.start if line.before is None and line.after else line.before.start if line.before else None
    return (start.timestamp() if start else 0.0, line.change)


def _lines(situation: Situation, found: Plan, accepted: Sequence[Session], runs: Sequence[RunChange]) -> Iterator[Line]:
    places = [place for week in found.weeks for place in week.placements]
    after = {place.uid: place for place in places if place.uid is not None}
    for session in accepted:
        yield _line(situation, session, after.get(session.uid), places, runs)


def _list_new(situation: Situation, found: Plan, missed: Sequence[Session]) -> Iterator[Line]:
    """The sessions that were not there, the first ones of a week in place of what was missed in it."""
    known = {session.uid for session in (*situation.fixed, *situation.accepted)}
    for week in found.weeks:
        days = (each.start.date() for each in sorted(missed, key=lambda each: each.start) if _is_in(week, each))
        for place in week.placements:
            if place.uid not in known:
                said = _phrase("new", place.start.date(), time=f"{place.start:%H:%M}")
                day = next(days, None) if place.kind == SessionKind.STRENGTH else None
                yield Line(Change.NEW, None, place, (said, _phrase("again", day)) if day else (said,))


def _is_in(week: WeekPlan, session: Session) -> bool:
    in_days = (session.start.date() - week.monday).days
    return session.kind is SessionKind.STRENGTH and 0 <= in_days < DAYS_OF_WEEK


def _line(
    situation: Situation,
    session: Session,
    place: Placement | None,
    places: Iterable[Placement],
    runs: Sequence[RunChange],
) -> Line:
    day = session.start.date()
    if place is None:
        said = _phrase("dropped", day)
        return Line(Change.DROPPED, session, None, (said, *_why(situation, session, places, runs)))
    if place.start != session.start:
        to = (("day_to", place.start.date().isoformat()), ("time", f"{place.start:%H:%M}"))
        said = Phrase("rules.diff.moved", (("day", day.isoformat()), *to))
        return Line(Change.MOVED, session, place, (said, *_why(situation, session, places, runs)))
    if place.form is not session.form:
        return Line(Change.CHANGED, session, place, (_phrase("changed", day),))
    return Line(Change.KEPT, session, place)


def _phrase(what: str, day: date, **more: str) -> Phrase:
    return Phrase(f"rules.diff.{what}", (("day", day.isoformat()), *more.items()))


def _why(
    situation: Situation, session: Session, places: Iterable[Placement], runs: Sequence[RunChange]
) -> tuple[Phrase, ...]:
    """The hard rules that close the old place beside the new plan, and what changed about the run they name."""
    stay = {(each.uid, each.start) for each in (*situation.fixed, *situation.accepted)}
    others = [
        Session(place.uid or "", SessionKind.STRENGTH, place.form, place.start, place.end)
        for place in places
        if place.uid != session.uid and place.kind == SessionKind.STRENGTH and (place.uid, place.start) in stay
    ]
    board = lay_out(situation)
    hard = [each for each in judge(slot_of(board, session, others)).findings if each.points is None]
    if not hard:
        low = judge_slot(situation, others, session.start).findings
        worst = min(low, key=lambda finding: finding.points or 0, default=None)
        lost = worst is not None and (worst.points or 0) < 0
        return (_sentence(worst),) if lost and worst is not None else (Phrase("rules.diff.better"),)
    named = {value for finding in hard for name, value in finding.params if name in ("run", "race")}
    moved = [
        run.phrase for run in runs if run.after is not None and run.after.title in named and _is_near(run, session)
    ]
    return (*moved, *map(_sentence, hard))


def _is_near(run: RunChange, session: Session) -> bool:
    return run.after is not None and abs((run.after.start.date() - session.start.date()).days) <= NEAR_DAYS


def _sentence(finding: Finding) -> Phrase:
    return Phrase(f"rules.{finding.rule}", finding.params)


def match_runs(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[RunChange, ...]:
    """What changed about the runs: matched by UID, else by source, day, kind and distance (UIDs may change).

    What is matched by neither but alike in source, kind and distance within three days has moved.
    """
    gone = [entry for entry in old if entry.is_run]
    come = [entry for entry in new if entry.is_run]
    pairs: list[tuple[Entry, Entry]] = []
    for alike in (_same_event, _same_day, _same_day_other_kind, _near_day):
        for entry in list(gone):
            match = next((each for each in come if alike(entry, each)), None)
            if match is not None:
                pairs.append((entry, match))
                gone.remove(entry)
                come.remove(match)
    changes = [change for before, after in pairs if (change := _compare(before, after)) is not None]
    changes += [RunChange(Change.DROPPED, entry, None, _about("vanished", entry)) for entry in gone]
    changes += [RunChange(Change.NEW, None, entry, _about("appeared", entry)) for entry in come]
    return tuple(sorted(changes, key=_run_key))


def _run_key(change: RunChange) -> tuple[float, str]:
    entry = change.after or change.before
    assert entry is not None
    return (entry.start.timestamp(), entry.uid)


def _same_event(one: Entry, other: Entry) -> bool:
    mine, theirs = one.occurrence, other.occurrence
    return (mine.source, mine.uid, mine.recurrence_id) == (theirs.source, theirs.uid, theirs.recurrence_id)


def _alike(one: Entry, other: Entry) -> bool:
    if one.occurrence.source != other.occurrence.source or one.treated_as != other.treated_as:
        return False
    if one.distance_km is None or other.distance_km is None:
        return True
    return abs(one.distance_km - other.distance_km) <= KM_ALIKE * max(one.distance_km, other.distance_km)


def _same_day(one: Entry, other: Entry) -> bool:
    return one.start.date() == other.start.date() and _alike(one, other)


def _same_day_other_kind(one: Entry, other: Entry) -> bool:
    same = one.occurrence.source == other.occurrence.source and one.title == other.title
    return same and one.start.date() == other.start.date()


def _near_day(one: Entry, other: Entry) -> bool:
    return (
        abs((one.start.date() - other.start.date()).days) <= NEAR_DAYS
        and one.title == other.title
        and _alike(one, other)
    )


def _compare(before: Entry, after: Entry) -> RunChange | None:
    if before.treated_as is not after.treated_as:
        return RunChange(Change.CHANGED, before, after, _about("changed", after))
    if before.start.date() != after.start.date():
        days = (("day", before.start.date().isoformat()), ("day_to", after.start.date().isoformat()))
        return RunChange(Change.MOVED, before, after, Phrase("rules.diff.run_moved", (("run", after.title), *days)))
    same = (before.start, before.end) == (after.start, after.end)
    return None if same else RunChange(Change.MOVED, before, after, _about("moved_time", after))


def _about(what: str, entry: Entry) -> Phrase:
    if what == "moved_time":
        params = (("run", entry.title), ("day", entry.start.date().isoformat()), ("time", f"{entry.start:%H:%M}"))
        return Phrase("rules.diff.run_time", params)
    return Phrase(f"rules.diff.run_{what}", (("run", entry.title),))
