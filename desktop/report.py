"""The core's values as the commands' JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pydantic import BaseModel

from core import planner
from core.model.event import Problem, uid_of
from core.model.plan import Blocker, DayVerdict, Finding, Placement, SlotVerdict, WeekPlan
from core.model.training import Dose, Entry, Session, SessionKind
from core.planner import State
from core.share.reasons import say_conflict, say_finding, say_other, say_stress
from core.solver.judge import Breach
from core.solver.options import Other, Stress
from core.store.profile import DAYS
from core.words import Words
from desktop.schema import (
    BreachOut,
    CheckOut,
    ConflictOut,
    DayOut,
    EntryOut,
    ExerciseOut,
    OtherOut,
    PlanOut,
    ProblemOut,
    RepairOut,
    RuleOut,
    RunsOut,
    SessionOut,
    SlotOut,
    StressOut,
    TakerOut,
    TextOut,
    WeekOut,
)


def to_json(out: BaseModel) -> str:
    """The bytes that go to standard output: stable order, two spaces."""
    return out.model_dump_json(by_alias=True, indent=2)


def report_runs(state: State, words: Words) -> RunsOut:
    """Every occurrence that touches the span."""
    return _head(state, words)


def report_plan(state: State, words: Words, stress: Sequence[Stress] | None = None) -> PlanOut:
    """The weeks and the sessions of a State that was just proposed; ``stress`` where it was asked for."""
    weeks = state.plan.weeks if state.plan else ()
    placements = {(p.start, p.kind): p for week in weeks for p in week.placements}
    inside = [s for s in state.sessions if s.span.overlaps(state.horizon)]
    return PlanOut(
        **dict(_head(state, words)),
        weeks_detail=[_week(week, words) for week in weeks],
        sessions=[_session(state, s, placements.get((s.start, str(s.kind))), words) for s in inside],
        stress=None if stress is None else [_stress(each, words) for each in stress],
    )


def report_slot(slot: SlotVerdict, better: Sequence[SlotVerdict], words: Words) -> SlotOut:
    """One slot's verdict and better ones."""
    return SlotOut(
        start=slot.start,
        form=slot.form,
        verdict=slot.verdict,
        score=slot.score,
        rules=report_findings(slot.findings, words),
        better=[report_slot(other, (), words) for other in better],
    )


def report_check(state: State, breaches: Sequence[Breach], problems: Sequence[Problem], words: Words) -> CheckOut:
    """What a check found, a session at a time; ``problems`` are those of the plan itself."""
    broken: dict[str, list[Breach]] = {}
    for breach in breaches:
        broken.setdefault(breach.uid, []).append(breach)
    return CheckOut(
        ok=not breaches,
        sessions=sum(not session.done for session in state.sessions),
        breaches=[
            BreachOut(uid=uid_of(key), start=each[0].start, rules=report_findings([b.finding for b in each], words))
            for key, each in broken.items()
        ],
        problems=report_problems((*problems, *state.problems), words),
    )


def report_findings(findings: Sequence[Finding], words: Words) -> list[RuleOut]:
    """Rules with their points and sentences."""
    return [RuleOut(id=f.rule, points=f.points, text=say_finding(f, words)) for f in findings]


def report_problems(problems: Sequence[Problem], words: Words) -> list[ProblemOut]:
    """What could not be read."""
    return [ProblemOut(source=p.source, uid=p.uid, message=words.phrase(p.phrase)) for p in problems]


def _head(state: State, words: Words) -> RunsOut:
    return RunsOut(
        timezone=state.profile.zone.key,
        from_=state.first,
        weeks=state.weeks,
        entries=[_entry(e) for e in state.entries if _shows(e, state)],
        problems=report_problems(state.problems, words),
    )


def _shows(entry: Entry, state: State) -> bool:
    """True where the occurrence itself or its assumed time touches the span (zero-length ones by their start)."""
    span = state.horizon
    occurrence = entry.occurrence
    return (occurrence.start < span.end and occurrence.end > span.start) or span.start <= entry.start < span.end


def _entry(entry: Entry) -> EntryOut:
    return EntryOut(
        uid=entry.uid,
        recurrence_id=entry.occurrence.recurrence_id,
        start=entry.start,
        end=entry.end,
        all_day=entry.occurrence.all_day,
        time_assumed=entry.time_assumed,
        summary=entry.title,
        kind=entry.kind,
        treated_as=entry.treated_as,
        confidence=round(entry.confidence, 2),
        evidence=list(entry.evidence),
        minutes=round(entry.minutes, 1),
        distance_km=None if entry.distance_km is None else round(entry.distance_km, 2),
        priority=entry.priority,
        busy=entry.busy,
    )


def _week(week: WeekPlan, words: Words) -> WeekOut:
    return WeekOut(
        start=week.monday,
        wave_week=week.wave_week,
        wanted=week.wanted,
        placed=sum(p.kind == "strength" for p in week.placements),
        score=week.score,
        days=[_day(day, words) for day in week.days],
        plyo_day=week.plyo_day,
        plyo_locked=" ".join(words.phrase(phrase) for phrase in week.plyo_locked) or None,
        shortfall=[TextOut(text=words.phrase(phrase)) for phrase in week.shortfall],
        repairs=[RepairOut(text=words.phrase(repair.phrase), gain=repair.gain) for repair in week.repairs],
        conflict=_conflict(week.conflict, words) if week.conflict else None,
    )


def _conflict(conflict: Sequence[Blocker], words: Words) -> ConflictOut:
    entries = dict.fromkeys(blocker.entry for blocker in conflict if blocker.entry is not None)
    return ConflictOut(
        rules=list(dict.fromkeys(blocker.finding.rule for blocker in conflict)),
        entries=[TakerOut(uid=entry.uid, summary=entry.title, start=entry.start) for entry in entries],
        text=" ".join(say_conflict(conflict, words)),
    )


def _stress(stress: Stress, words: Words) -> StressOut:
    text = say_stress(stress.weekday, stress.left, stress.total, words)
    return StressOut(weekday=DAYS[stress.weekday], survive=stress.left, of=stress.total, text=text)


def _day(day: DayVerdict, words: Words) -> DayOut:
    return DayOut(
        date=day.day,
        verdict=day.verdict,
        score=day.score,
        best_start=day.best_start,
        form=day.form,
        rules=report_findings(day.findings, words),
    )


def _session(state: State, session: Session, placement: Placement | None, words: Words) -> SessionOut:
    content = session.content
    return SessionOut(
        uid=session.uid,
        kind=session.kind,
        form=session.form,
        template=content.template if content else session.template,
        start=session.start,
        end=session.end,
        minutes=content.minutes if content else (session.end - session.start) / timedelta(minutes=1),
        score=placement.score if placement else None,
        pinned=session.pinned,
        why=report_findings(placement.findings, words) if placement else [],
        others=[
            _other(other, words)
            for other in (planner.list_others(state, session.uid) if session.kind is SessionKind.STRENGTH else ())
        ],
        exercises=[_exercise(dose) for dose in content.doses] if content else [],
    )


def _other(other: Other, words: Words) -> OtherOut:
    slot = other.slot
    return OtherOut(
        start=slot.start,
        score=slot.score,
        cost=other.cost,
        verdict=slot.verdict,
        rules=report_findings(slot.findings, words),
        text=say_other(slot, other.cost, words),
    )


def _exercise(dose: Dose) -> ExerciseOut:
    names = ExerciseOut.model_fields
    return ExerciseOut(**{name: getattr(dose, name) for name in names})
