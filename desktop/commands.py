"""The commands (docs/commands.md). No Qt here: the window is imported only where it is opened.

Each command imports what it needs: ``--help`` and a mistyped option answer without servers, settings and tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from core import planner
from core.errors import InputError
from core.model.event import Reading
from core.model.training import Session
from core.planner import State
from core.words import Words, choose_language
from desktop import clock
from desktop.home import find_home, find_language, load_profile
from desktop.mint import mint_from_place

app = typer.Typer(
    name="liftslot",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Puts two short strength sessions a week into the running calendar you already have.",
)

Sources = Annotated[list[str], typer.Argument(metavar="SOURCE...", help="path, -, address or account")]
ProfilePath = Annotated[Path | None, typer.Option("--profile", help="profile in TOML")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="first day, default today")]
Weeks = Annotated[int, typer.Option("--weeks", help="1 to 104")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output")]
Lang = Annotated[str | None, typer.Option("--lang", help="en, de or fr")]
Now = Annotated[str | None, typer.Option("--now", hidden=True)]
HistoryPath = Annotated[Path | None, typer.Option("--history", metavar="ICS", help="sessions already done")]
OutPath = Annotated[Path | None, typer.Option("--out", metavar="FILE.ics", help="write the sessions there")]


@app.command()
def runs(
    sources: Sources,
    profile: ProfilePath = None,
    from_: From = None,
    weeks: Weeks = 4,
    alone: Annotated[bool, typer.Option("--alone", help="judge each entry by itself")] = False,
    json: AsJson = False,
    lang: Lang = None,
    now: Now = None,
) -> None:
    """Every occurrence in the span and what it is taken for."""
    from desktop import report, show  # noqa: PLC0415

    words = find_words(lang)
    state, _readings = open_state(sources, profile, from_, weeks, now, words=words, alone=alone)
    if json:
        typer.echo(report.to_json(report.report_runs(state, words)))
    else:
        show.show_runs(state, words)


@app.command()
def plan(
    sources: Sources,
    profile: ProfilePath = None,
    from_: From = None,
    weeks: Weeks = 4,
    history: HistoryPath = None,
    out: OutPath = None,
    stress: Annotated[bool, typer.Option("--stress", help="what is left where a weekday is lost every week")] = False,
    json: AsJson = False,
    lang: Lang = None,
    now: Now = None,
) -> None:
    """Place sessions and explain them; writes nothing but --out."""
    from desktop import report, show  # noqa: PLC0415

    words = find_words(lang)
    state, _readings = open_state(sources, profile, from_, weeks, now, words=words, history=history)
    state = planner.propose(state, mint=mint_from_place, words=words).state
    if out is not None:
        from core.share.export import Sharing  # noqa: PLC0415 - icalendar is slow to import
        from desktop.sharing import write_ics  # noqa: PLC0415

        write_ics(state, out, Sharing(), words, clock.find_now(now, state.profile.zone))
    lost = planner.stress(state) if stress else None
    if json:
        typer.echo(report.to_json(report.report_plan(state, words, lost)))
    else:
        show.show_plan(state, words)
        show.show_stress(lost or (), words)


@app.command()
def why(
    sources: Sources,
    at: Annotated[str, typer.Option("--at", metavar='"2026-11-24 18:00"', help="the start to judge")],
    profile: ProfilePath = None,
    history: HistoryPath = None,
    json: AsJson = False,
    lang: Lang = None,
    now: Now = None,
) -> None:
    """The verdict for one slot, with every rule that speaks."""
    from desktop import report, show  # noqa: PLC0415

    words = find_words(lang)
    settings = load_profile(profile)
    start = clock.parse_moment(at, settings.zone)
    state, _readings = open_state(sources, profile, start.date().isoformat(), 1, now, words=words, history=history)
    slot = planner.judge_start(state, start)
    better = planner.better_starts(state, slot)
    if json:
        typer.echo(report.to_json(report.report_slot(slot, better, words)))
    else:
        show.show_slot(slot, better, words)


@app.command()
def check(
    plan: Annotated[str, typer.Argument(metavar="PLAN.ics", help="the plan to check")],
    sources: Sources,
    profile: ProfilePath = None,
    history: HistoryPath = None,
    json: AsJson = False,
    lang: Lang = None,
    now: Now = None,
) -> None:
    """Re-check any plan against the rules, without the solver; exit 1 if a hard rule is broken."""
    from desktop import report, show  # noqa: PLC0415
    from desktop.reading import read_history, read_plan  # noqa: PLC0415

    words = find_words(lang)
    settings = load_profile(profile)
    moment = clock.find_now(now, settings.zone)
    read = read_plan(plan, settings, moment)
    first = min((s.start.date() for s in read.sessions), default=moment.date())
    last = max((s.start.date() for s in read.sessions), default=first)
    weeks = ((last - planner.monday_of(first)).days // 7) + 1
    past = read_history(history, settings, moment) if history else None
    known = (*past.sessions, *read.sessions) if past else read.sessions
    state, _readings = open_state(sources, profile, first.isoformat(), weeks, now, words=words, known=known)
    named = (past.named if past else {}) | read.named
    answer = report.report_check(state, planner.check_sessions(state, named), read.problems, words)
    if json:
        typer.echo(report.to_json(answer))
    else:
        show.show_check(answer, words)
    if not answer.ok:
        raise typer.Exit(1)


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE.ics")],
    from_: From = None,
    weeks: Weeks = 4,
    what: Annotated[str, typer.Option("--what", metavar="strength|all|busy")] = "strength",
    private: Annotated[bool, typer.Option("--private", help="no titles of other entries")] = False,
    lang: Lang = None,
    now: Now = None,
) -> None:
    """Write the plan as an .ics file for sharing."""
    from core.share.export import Sharing  # noqa: PLC0415 - opens the store, which the other commands never need
    from desktop.sharing import write_ics  # noqa: PLC0415
    from desktop.workspace import Workspace  # noqa: PLC0415

    words = find_words(lang)
    settings = load_profile(None)
    moment = clock.find_now(now, settings.zone)
    workspace = Workspace(find_home(), settings, words, lambda: moment)
    state = workspace.load_state(clock.parse_day(from_) if from_ else moment.date(), weeks)
    if not state.sessions and what == "strength":
        raise InputError("nothing_planned")
    count = write_ics(state, out, Sharing(what, private=private), words, moment)
    typer.echo(words.say("commands.exported", count=count, file=str(out)), err=True)


@app.command()
def sync(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="show what would be written")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="write without asking")] = False,
    allow: Annotated[list[str] | None, typer.Option("--allow", metavar="KEY", help="say yes to a question")] = None,
    keep: Annotated[
        str | None, typer.Option("--keep", metavar="mine|theirs", help="where both sides changed it")
    ] = None,
    json: AsJson = False,
    lang: Lang = None,
    now: Now = None,
) -> None:
    """The two-way sync of the configured accounts; lifts follow the runs."""
    from desktop import report  # noqa: PLC0415
    from desktop.sync_command import Wish, find_status, run_sync  # noqa: PLC0415 - caldav is slow to import

    wish = Wish(dry_run=dry_run, yes=yes, allow=tuple(allow or ()), keep=keep)
    out = run_sync(wish, find_words(lang), now)
    if json:
        typer.echo(report.to_json(out))
    raise typer.Exit(find_status(out))


@app.command()
def log(
    when: Annotated[str, typer.Argument(metavar="DATE|UID", help="which session")],
    missed: Annotated[bool, typer.Option("--missed", help="it was not done")] = False,
    done: Annotated[bool, typer.Option("--done", help="it was done as planned")] = False,
    rir: Annotated[int | None, typer.Option("--rir", metavar="N", help="repetitions left, in all sets")] = None,
    json: AsJson = False,
    lang: Lang = None,
    now: Now = None,
) -> None:
    """What became of a session; a missed one is offered again in its week, or dropped."""
    from desktop import report  # noqa: PLC0415
    from desktop.log_command import Entry, run_log  # noqa: PLC0415 - opens the store

    out = run_log(Entry(when, missed=missed, done=done, rir=rir), find_words(lang), now)
    typer.echo(report.to_json(out) if json else out.text)


@app.command()
def doctor(json: AsJson = False, lang: Lang = None) -> None:
    """Versions, paths, keyring, servers, and what would stop a sync; exit 1 if something would."""
    from desktop import report, show  # noqa: PLC0415
    from desktop.doctor import examine  # noqa: PLC0415 - looks at everything, which no other command does

    words = find_words(lang)
    out = examine(words)
    if json:
        typer.echo(report.to_json(out))
    else:
        show.show_doctor(out)
    raise typer.Exit(int(not out.ok))


@app.command()
def demo(
    headless: Annotated[bool, typer.Option("--headless", help="leave no window open")] = False,
    folder: Annotated[Path, typer.Option("--dir", metavar="DIR")] = Path("build/demo"),
    lang: Lang = None,
) -> None:
    """The main job on a real calendar server, with an invented runner's calendar."""
    from desktop.demo import run_demo  # noqa: PLC0415 - starts a server and Qt

    run_demo(folder, headless=headless, words=find_words(lang))


@app.command("account")
def list_under_account() -> None:
    """Accounts: which calendars there are and what each is for."""


def find_app(arguments: Sequence[str]) -> typer.Typer:
    """The commands; those under ``account`` are put in the place of their line of help where one is asked for."""
    if list(arguments[:1]) == ["account"] and not app.registered_groups:
        from desktop import accounts  # noqa: PLC0415 - keyring, servers and checks of settings

        app.add_typer(accounts.app, name="account")
    return app


def find_words(lang: str | None) -> Words:
    """The wished language, else the system's, else English."""
    return Words(choose_language(lang, find_language()))


def open_state(
    sources: Sequence[str],
    profile: Path | None,
    first: str | None,
    weeks: int,
    now: str | None,
    *,
    words: Words,
    history: Path | None = None,
    known: Sequence[Session] = (),
    alone: bool = False,
) -> tuple[State, tuple[Reading, ...]]:
    """The sources read and understood for the span."""
    from desktop.prompts import ask_sources  # noqa: PLC0415
    from desktop.reading import read_history, read_source  # noqa: PLC0415

    settings = load_profile(profile)
    moment = clock.find_now(now, settings.zone)
    begin = clock.parse_day(first) if first else moment.date()
    state = planner.start_state(settings, begin, weeks, not_before=moment)
    span = planner.span_to_read(begin, weeks, settings)
    typed = ask_sources(sources, words)
    readings = tuple(reading for source in sources for reading in read_source(source, span, settings, typed))
    past = read_history(history, settings, moment).sessions if history else ()
    return planner.absorb(state, readings, (*past, *known), alone=alone), readings
