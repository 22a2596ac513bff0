"""The commands' answers for people: tables on standard output."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date, format_skeleton
from rich.console import Console
from rich.table import Table
from rich.text import Text

from core import planner
from core.model.plan import DayVerdict, Finding, SlotVerdict, Verdict, WeekPlan
from core.model.training import Dose, Entry, Kind, Session, SessionKind
from core.planner import State
from core.share.reasons import say_conflict, say_finding, say_other, say_repair, say_stress
from core.solver.options import Stress
from core.words import Words
from desktop.console import make_console, print_rows
from desktop.schema import CheckOut, DoctorOut

STYLES = {
    Verdict.GOOD: "bold blue",
    Verdict.OK: "cyan",
    Verdict.AVOID: "yellow",
    Verdict.FORBIDDEN: "red",
    Verdict.UNAVAILABLE: "dim",
}
START_POINTS = 50  # where every slot starts (rules.md 5)
MARKS = {"full": "■", "light": "□", "primer": "▪"}


def show_runs(state: State, words: Words, console: Console | None = None) -> None:
    """A line for every entry in the span, and what could not be read."""
    console = console or make_console()
    heads = [words.say(f"commands.column_{name}") for name in ("when", "kind", "sure", "title", "because")]
    shown = (entry for entry in state.entries if entry.span.overlaps(state.horizon))
    print_rows(heads, [_entry_cells(entry, words) for entry in shown], console)
    show_problems(state, words, console)


def show_plan(state: State, words: Words, console: Console | None = None, weeks: int | None = None) -> None:
    """The first weeks (None: all): days with verdicts, sessions with reasons and exercises, what did not fit."""
    console = console or make_console()
    shown = (state.plan.weeks if state.plan else ())[:weeks]
    for week in shown:
        _show_week(week, state, words, console)
    for phrase in dict.fromkeys(phrase for week in shown for phrase in week.plyo_locked):
        console.print(Text(words.phrase(phrase), style="yellow"))
    show_problems(state, words, console)


def show_stress(stress: Sequence[Stress], words: Words) -> None:
    """What is left of the plan where a weekday is lost in every week."""
    console = make_console()
    for each in stress:
        style = "yellow" if each.left < each.total else "dim"
        console.print(Text(say_stress(each.weekday, each.left, each.total, words), style=style))


def show_slot(slot: SlotVerdict, better: Sequence[SlotVerdict], words: Words) -> None:
    """One slot with every rule that spoke, and better ones."""
    console = make_console()
    head = words.say("commands.slot", when=say_moment(slot.start, words), verdict=words.say(f"commands.{slot.verdict}"))
    score = "" if slot.score is None else f" ({slot.score})"
    console.print(Text(head + score, style=STYLES[slot.verdict]))
    _show_findings(slot.findings, words, console)
    if slot.score is not None:
        console.print(Text(f"  {START_POINTS:>4}  {words.say('window.start_points')}", style="dim"))
    for other in better:
        console.print(words.say("commands.better", when=say_moment(other.start, words), score=other.score or 0))


def show_check(answer: CheckOut, words: Words) -> None:
    """What a check found."""
    console = make_console()
    for problem in answer.problems:
        console.print(Text(f"! {problem.source}: {problem.message}", style="yellow"))
    for breach in answer.breaches:
        console.print(Text(say_moment(breach.start, words), style="bold"))
        for rule in breach.rules:
            console.print(Text(f"  ✗ {rule.id}  {rule.text}", style="red"))
    key = "commands.check_ok" if answer.ok else "commands.check_broken"
    console.print(words.say(key, count=answer.sessions if answer.ok else len(answer.breaches)))


def show_doctor(out: DoctorOut) -> None:
    """Versions and places, then what was looked at."""
    console = make_console()
    versions = ", ".join(f"{name} {version}" for name, version in out.packages.items())
    console.print(Text(f"Python {out.python}, {out.system}\n{versions}\n{out.home}", style="dim"))
    for finding in out.findings:
        mark, style = ("✓", "green") if finding.ok else ("✗", "red")
        console.print(Text(f"{mark} {finding.name}  {finding.text}", style=style))


def show_problems(state: State, words: Words, console: Console) -> None:
    """What was skipped or guessed while reading."""
    for problem in state.problems:
        console.print(Text(f"! {problem.source}: {words.phrase(problem.phrase)}", style="yellow"))


def say_day(day: date, words: Words) -> str:
    """A day in the runner's language, like "Tue 24 Nov"."""
    return format_date(day, "EEE d MMM", locale=words.language)


def say_moment(moment: datetime, words: Words) -> str:
    """A day and time like "Tue 24 Nov 17:00"."""
    return f"{say_day(moment.date(), words)} {moment:%H:%M}"


def _entry_cells(entry: Entry, words: Words) -> tuple[str, ...]:
    when = say_moment(entry.start, words) if not entry.occurrence.all_day else say_day(entry.start.date(), words)
    kind = words.say(f"commands.kind_{entry.kind}")
    sure = "" if entry.kind is Kind.OTHER else f"{entry.confidence:.0%}" + (" ?" if entry.guessed else "")
    return when, kind, sure, entry.title, "; ".join(entry.evidence)


def _show_week(week: WeekPlan, state: State, words: Words, console: Console) -> None:
    span = format_skeleton("yMMMd", datetime.combine(week.monday, datetime.min.time()), locale=words.language)
    console.print(Text(words.say("commands.week", day=span, wave=week.wave_week, score=week.score), style="bold"))
    table = Table(box=None, pad_edge=False, show_header=False)
    for day in week.days:
        table.add_row(*_day_cells(day, state, words))
    console.print(table)
    for session in state.sessions:
        if session.start.date() in {day.day for day in week.days}:
            findings = next((p.findings for p in week.placements if p.start == session.start), ())
            _show_session(session, findings, words, console)
            _show_others(state, session, words, console)
    _show_shortfall(week, words, console)
    console.print()


def _show_others(state: State, session: Session, words: Words, console: Console) -> None:
    """The three cheapest other places, and what each would cost."""
    for other in planner.list_others(state, session.uid) if session.kind is SessionKind.STRENGTH else ():
        console.print(Text(f"     ↔  {say_other(other.slot, other.cost, words)}", style="dim"))


def _show_shortfall(week: WeekPlan, words: Words, console: Console) -> None:
    """Why there are fewer sessions than wanted, what stands in the way together, what would help."""
    for phrase in week.shortfall:
        console.print(Text(words.phrase(phrase), style="yellow"))
    heading, *lines = say_conflict(week.conflict, words) or ("",)
    if lines:
        console.print(Text("\n".join((heading, *(f"  ✗ {line}" for line in lines)))))
    for repair in week.repairs:
        console.print(Text(f"  → {say_repair(repair, words)}", style="yellow"))


def _day_cells(day: DayVerdict, state: State, words: Words) -> tuple[Text, ...]:
    runs = ", ".join(e.title for e in state.entries if e.is_run and e.start.date() == day.day)
    lifts = [s for s in state.sessions if s.start.date() == day.day]
    score = "" if day.score is None else str(day.score)
    return (
        Text(say_day(day.day, words)),
        Text(runs, style="dim"),
        Text(words.say(f"commands.{day.verdict}"), style=STYLES[day.verdict]),
        Text(score, justify="right"),
        Text(" ".join(f"{MARKS[s.form]} {s.start:%H:%M}" for s in lifts), style="bold green"),
        Text(" ".join(_say_points(f) for f in day.findings), style="dim"),
    )


def _say_points(finding: Finding) -> str:
    return finding.rule if finding.points is None else f"{finding.rule}{finding.points:+d}"


def _show_session(session: Session, findings: Sequence[Finding], words: Words, console: Console) -> None:
    form = words.say(f"commands.form_{session.form}")
    minutes = f"{session.content.minutes:.0f} min" if session.content else ""
    console.print(
        Text(f"{MARKS[session.form]} {say_moment(session.start, words)}–{session.end:%H:%M}  {form}  {minutes}")
    )
    _show_findings(findings, words, console)
    for dose in session.content.doses if session.content else ():
        console.print(Text(f"    {_say_dose(dose, words)}", style="dim"))


def _show_findings(findings: Sequence[Finding], words: Words, console: Console) -> None:
    for finding in findings:
        points = "✗" if finding.points is None else f"{finding.points:+d}"
        console.print(Text(f"  {points:>4}  {say_finding(finding, words)}  [{finding.rule}]"))


def _say_dose(dose: Dose, words: Words) -> str:
    amount = f"{dose.seconds} s" if dose.seconds else str(dose.reps or dose.contacts)
    side = "/" + words.say("commands.side") if dose.per_side else ""
    load = f", {dose.load_kg:g} kg" if dose.load_kg else ""
    effort = f", RIR {dose.rir}" if dose.rir is not None else ""
    return f"{dose.name} {dose.sets}×{amount}{side}{load}{effort}"
