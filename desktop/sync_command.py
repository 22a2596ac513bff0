"""``liftslot sync``: read everything, follow the phone, re-plan what no longer fits, show every write, write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import typer

from core import planner
from core.errors import InputError
from core.model.event import Problem
from core.sync.decision import Change, Clash, Consent, Decision
from core.sync.settle import Keep
from core.words import Words
from desktop import clock, show
from desktop.home import find_home, load_profile
from desktop.mint import mint_fresh
from desktop.prompts import ask_each
from desktop.report import report_problems
from desktop.schema import ChangeOut, QuestionOut, SyncOut
from desktop.settling import settle_clashes
from desktop.stopping import Progress, stoppable
from desktop.syncing import Caught, Synced, catch_up, keep_as_is, preview, sum_up, sync
from desktop.workspace import Workspace

SYNC_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """How the runner called it."""

    dry_run: bool = False
    yes: bool = False
    allow: tuple[str, ...] = ()
    keep: str | None = None  # mine | theirs, where both sides changed a session


def run_sync(wish: Wish, words: Words, now: str | None) -> SyncOut:
    """What was done, or would be; stopped by a signal it says what was sent and leaves with status 130."""
    progress = Progress()
    with stoppable(words, progress):
        return _run(wish, words, now, progress)


def _run(wish: Wish, words: Words, now: str | None, progress: Progress) -> SyncOut:
    consent, keep = read_consent(wish.allow), read_keep(wish.keep)
    profile = load_profile(None)
    work = Workspace(find_home(), profile, words, lambda: clock.find_now(now, profile.zone))
    work.insists, work.logins = consent.wait, {}
    if not work.accounts:
        raise InputError("no_lifts_place")
    work.typed = ask_each(work.accounts, words)
    _tell_set_aside(work, words)
    before = work.load_state(work.now().date(), SYNC_WEEKS)
    caught = catch_up(work, before, consent=consent)
    if caught.conflicts and keep and not wish.dry_run:
        choices = {clash.uid: (clash, keep) for clash in caught.conflicts}
        caught = catch_up(work, settle_clashes(work, caught.state, choices), consent=consent)
    _tell_followed(caught, words)
    _tell_clashes(caught.conflicts, words)
    state, problems = caught.state, caught.problems
    if not caught.questions:  # with one open, a plan could double what the calendar holds
        proposal = planner.propose(state, mint=mint_fresh, words=words, was=before.entries)
        _tell_reasons(proposal, words)
        state = proposal.state
    decision = preview(work, state, consent)
    agreed = _agrees(decision, words, yes=wish.yes or wish.dry_run)
    if wish.dry_run or not agreed:
        return _add_followed(_report(decision, problems, words), caught)
    quiet = decision == Decision() and not caught.questions
    done = keep_as_is(work, state) if quiet else sync(work, state, consent=consent, progress=progress)
    typer.echo(words.phrase(sum_up(done)), err=True)
    _tell_rest(done, words)
    report = _add_followed(_report(done.decision, name_once((*problems, *done.problems)), words), caught)
    fault = words.phrase(done.report.fault) if done.report.fault else None
    return report.model_copy(update={"written": len(done.report.written) + len(done.report.deleted), "fault": fault})


def find_status(out: SyncOut) -> int:
    """The exit status: 3 where a server failed, 1 where something is left to answer, else 0."""
    if out.fault is not None or out.problems:
        return 3
    return int(bool(out.conflicts or out.questions))


def _tell_set_aside(work: Workspace, words: Words) -> None:
    """Where the broken database is, the first time after it was found."""
    with work.open_store() as store:
        name = store.take_set_aside()
    if name:
        typer.echo(words.say("sync.set_aside", name=name), err=True)


def _tell_followed(caught: Caught, words: Words) -> None:
    """What the runner did in his calendar, which the plan follows."""
    changed = [adoption.event for adoption in caught.adoptions if adoption.before is not None]
    for key, events in (("adopted", changed), ("skipped", caught.skips)):
        for event in events:
            when = show.say_moment(event.start, words)
            typer.echo(words.say(f"sync.{key}", title=event.summary, when=when), err=True)


def _add_followed(out: SyncOut, caught: Caught) -> SyncOut:
    """The report with what was followed before anything was planned anew."""
    adopted = [adoption.event.uid for adoption in caught.adoptions]
    skipped = [event.uid for event in caught.skips]
    return out.model_copy(
        update={
            "adopted": adopted + [uid for uid in out.adopted if uid not in adopted],
            "skipped": skipped + [uid for uid in out.skipped if uid not in skipped],
        }
    )


def _tell_rest(done: Synced, words: Words) -> None:
    """What the server did not take, and what is still to be written."""
    titles = {change.uid: change.event.summary for change in done.decision.changes}
    for uid, status, reason in done.report.refused:
        typer.echo(words.say("sync.refused", title=titles.get(uid, ""), status=status, reason=reason), err=True)
    if done.report.waiting:
        typer.echo(words.say("sync.waiting", count=len(done.report.waiting)), err=True)


def name_once(problems: Sequence[Problem]) -> list[Problem]:
    """The first problem of each source and entry: a sync reads twice."""
    return list({(problem.source, problem.uid): problem for problem in reversed(problems)}.values())[::-1]


def _tell_clashes(clashes: Sequence[Clash], words: Words) -> None:
    """Where both sides changed a session, and how to choose."""
    for clash in clashes:
        ours, theirs = (show.say_moment(event.start, words) for event in (clash.ours, clash.theirs))
        typer.echo(words.say("sync.conflict", title=clash.ours.summary, ours=ours, theirs=theirs), err=True)
    if clashes:
        typer.echo(words.say("window.clash_command"), err=True)


def read_keep(text: str | None) -> Keep | None:
    """What ``--keep`` chooses; InputError ``keep_unknown``."""
    if text not in {None, Keep.MINE.value, Keep.THEIRS.value}:
        raise InputError("keep_unknown", key=str(text))
    return Keep(text) if text else None


def _tell_reasons(proposal: planner.Proposal, words: Words) -> None:
    """Why what was agreed on moves, changes or goes."""
    for line in proposal.diff:
        if line.kind is not planner.DiffKind.KEPT and line.reasons:
            typer.echo(" ".join(words.phrase(reason) for reason in line.reasons), err=True)


def read_consent(allow: tuple[str, ...]) -> Consent:
    """What ``--allow`` says yes to; InputError ``allow_unknown``."""
    names = {each.name for each in fields(Consent)}
    for key in allow:
        if key not in names:
            raise InputError("allow_unknown", key=key)
    return Consent(**dict.fromkeys(allow, True))


def _agrees(decision: Decision, words: Words, *, yes: bool) -> bool:
    """Show every write; True where it is wanted."""
    for change in decision.changes:
        typer.echo(say_change(change, words), err=True)
    for question in decision.questions:
        typer.echo(words.say(f"sync.question.{question.key}", count=question.count, known=question.known), err=True)
        typer.echo(words.say("commands.sync_allow", key=question.key), err=True)
    if yes or not decision.changes:
        return True
    if typer.confirm(words.say("commands.sync_ask"), err=True):
        return True
    typer.echo(words.say("commands.sync_stopped"), err=True)
    return False


def say_change(change: Change, words: Words) -> str:
    """One write in words."""
    before = change.before or change.event
    return words.say(
        f"sync.change.{change.kind}",
        title=change.event.summary,
        when=show.say_moment(change.event.start, words),
        before=show.say_moment(before.start, words),
    )


def _report(decision: Decision, problems: Sequence[Problem], words: Words) -> SyncOut:
    return SyncOut(
        changes=[
            ChangeOut(kind=c.kind, uid=c.uid, title=c.event.summary, start=c.event.start, end=c.event.end)
            for c in decision.changes
        ],
        written=0,
        adopted=[adoption.event.uid for adoption in decision.adoptions],
        skipped=[event.uid for event in decision.skips],
        conflicts=[clash.uid for clash in decision.conflicts],
        questions=[
            QuestionOut(key=q.key, text=words.say(f"sync.question.{q.key}", count=q.count, known=q.known))
            for q in decision.questions
        ],
        problems=report_problems(problems, words),
    )
