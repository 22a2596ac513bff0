"""The window over a workspace: its way out, its first read, and what a sync leaves. Imported after the first paint."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from core import planner
from core.errors import Phrase
from core.planner import State
from core.share.export import Sharing
from core.sync.decision import Change, Clash, Consent, Question
from core.sync.decision import ChangeKind as SyncKind
from core.words import Words
from desktop.bridge import LOCAL, NETWORK, Bridge
from desktop.dates import Dates
from desktop.desk import ChangeKind, ChangeLine, Desk, Progress, Stop
from desktop.enrol import WorkspaceEnrol
from desktop.errands import QUESTION
from desktop.home import find_home, load_profile
from desktop.jobs import Job, Ticket
from desktop.main_window import MainWindow
from desktop.mint import mint_fresh
from desktop.pending import Open
from desktop.settling import load_asked, save_asked, settle_clashes
from desktop.sharing import write_ics
from desktop.syncing import Caught, acknowledge, catch_up, preview, sum_up, sync
from desktop.teaching import forget, teach
from desktop.workspace import Workspace

SEASON_WEEKS = 18


@dataclass(slots=True)
class WindowPublisher:
    """The window's way out: what ``desktop.bridge.Publisher`` asks for, over a workspace."""

    workspace: Workspace
    after: list[tuple[State, State]] = field(default_factory=list)  # what a sync was given, and what it left
    conflicts: tuple[Clash, ...] = ()  # of the last sync

    def preview(self, state: State) -> tuple[ChangeLine, ...]:
        """Every write that a sync would do, by what was last read."""
        return tuple(self._line(change) for change in preview(self.workspace, state).changes)

    def _line(self, change: Change) -> ChangeLine:
        event, before, words = change.event, change.before, self.workspace.words
        detail = ""
        if change.kind is SyncKind.MOVE and before is not None:
            detail = words.say("commands.detail_from", when=Dates(words).when(before.start))
        elif change.kind is SyncKind.UPDATE:
            detail = words.say("commands.detail_text")
        return ChangeLine(ChangeKind(change.kind.value), event.summary, event.start, event.end, detail)

    def publish(self, state: State, stop: Stop, progress: Progress, allowed: frozenset[str]) -> Phrase:
        """Sync both ways; the state after it waits in ``after``."""
        consent = Consent("gone" in allowed, "deletes" in allowed, "found" in allowed)
        synced = sync(self.workspace, state, consent=consent, stop=stop, progress=progress)
        self.after.append((state, synced.state))
        self.conflicts = () if synced.questions else synced.decision.conflicts
        return sum_up(synced)

    def export(self, state: State, path: Path) -> None:
        """Write the planned sessions into an .ics file."""
        write_ics(state, path, Sharing(), self.workspace.words, self.workspace.now())


@dataclass(slots=True)
class Shell:
    """A window over a workspace."""

    workspace: Workspace
    publisher: WindowPublisher
    bridge: Bridge
    window: MainWindow


def build_shell(workspace: Workspace) -> Shell:
    """The window, empty, with everything connected."""
    return furnish(MainWindow(Bridge(workspace.words, Desk(workspace.now, mint_fresh))), workspace)


def furnish(window: MainWindow, workspace: Workspace) -> Shell:
    """A window that is there already gets the workspace behind it."""
    publisher, bridge = WindowPublisher(workspace), window.bridge
    bridge.desk = Desk(
        workspace.now,
        mint_fresh,
        publisher,
        teach=partial(teach, workspace),
        forget=partial(forget, workspace),
        settle=partial(settle_clashes, workspace),
        enrol=WorkspaceEnrol(workspace),
        locked=workspace.list_locked,
        unlock=workspace.typed.take,
    )
    shell = Shell(workspace, publisher, bridge, window)
    bridge.noted.connect(lambda phrase: _take_over(shell, phrase))
    bridge.changed.connect(lambda: _save(shell))
    bridge.settled.connect(lambda: read_again(shell))
    window.errands.asked.connect(lambda marks: _keep_asked(shell, marks))
    window.asked_sync.connect(lambda: window.errands.unlock(lambda: read_again(shell)))
    return shell


def select_first(shell: Shell) -> None:
    """Open the first session of the shown week, so that the side panel has something to say."""
    state = shell.bridge.state
    sessions = state.sessions if state else ()
    monday = planner.monday_of(shell.workspace.now().date())
    for session in sessions:
        if planner.monday_of(session.start.date()) == monday:
            shell.window.open_session(session.uid)
            return


def open_workspace(words: Words) -> Workspace:
    """The runner's own home folder."""
    profile = load_profile(None)
    return Workspace(find_home(), profile, words, lambda: datetime.now(UTC).astimezone(profile.zone))


def read_again(shell: Shell) -> None:
    """Read every source and sync, off the window's thread."""
    state = shell.bridge.state
    if state is None:
        return
    work = shell.workspace

    def job(ticket: Ticket) -> tuple[Caught, frozenset[str]]:
        return catch_up(work, state, stop=ticket.stopped), load_asked(work)

    def show(found: tuple[Caught, frozenset[str]]) -> None:
        caught, asked = found
        if shell.bridge.update(state, caught.state):
            _acknowledge(shell, caught.state)
            _say_caught(shell, caught, asked)
        else:
            read_again(shell)  # an edit came in between: read once more, for the edited state

    shell.bridge.jobs.submit(NETWORK, Job(job, show, lambda fault: shell.bridge.failed.emit(fault.phrase)))


def _acknowledge(shell: Shell, state: State) -> None:
    """The window shows what the calendar had; where another program syncs just now, the next reading does this."""
    job = Job(lambda _ticket: acknowledge(shell.workspace, state), lambda _none: None, lambda _fault: None)
    shell.bridge.jobs.submit(NETWORK, job)


def _say_caught(shell: Shell, caught: Caught, asked: frozenset[str]) -> None:
    """What has to be answered, and the first source that failed, else when it was read."""
    question = ask(caught.questions[0]) if caught.questions else None
    shell.window.errands.pend(Open(caught.conflicts, question), asked)
    if caught.problems:
        shell.bridge.failed.emit(caught.problems[0].phrase)
    elif caught.conflicts:
        shell.window.set_status(Phrase("window.clashes", (("count", len(caught.conflicts)),)), bad=True)
    else:
        say_synced(shell)


def ask(question: Question) -> Phrase:
    """The question in words; ``desktop.errands`` shows it and takes the answer."""
    return Phrase(f"sync.question.{question.key}", (("count", question.count), ("known", question.known)))


def say_synced(shell: Shell) -> None:
    """When the calendars were last read, at the end of the bar."""
    shell.window.set_status(Phrase("window.synced", (("time", f"{shell.workspace.now():%H:%M}"),)))


def load_first(shell: Shell) -> None:
    """Fill the week from the last copies; the network comes after that."""
    work = shell.workspace
    first = planner.monday_of(work.now().date())

    def show(state: State) -> None:
        shell.bridge.load(state)
        if work.accounts:
            shell.window.errands.unlock(lambda: read_again(shell))

    job = Job(
        lambda _ticket: work.load_state(first, SEASON_WEEKS),
        show,
        lambda fault: shell.bridge.failed.emit(fault.phrase),
    )
    shell.bridge.jobs.submit(LOCAL, job)


def _take_over(shell: Shell, report: Phrase) -> None:
    """What a sync left becomes the window's state, unless the runner went on editing meanwhile."""
    if shell.publisher.after:
        asked, fresh = shell.publisher.after.pop()
        if not shell.bridge.update(asked, fresh):
            read_again(shell)
            return
        _acknowledge(shell, fresh)
        question = report if report.id.startswith(QUESTION) else None
        shell.window.errands.pend(
            Open(shell.publisher.conflicts, question), frozenset()
        )  # he asked for it: he is there


def _keep_asked(shell: Shell, marks: frozenset[str]) -> None:
    """What was put to the runner is not put again, by the next start of the program either."""
    work = Job(lambda _ticket: save_asked(shell.workspace, marks), lambda _none: None, lambda _fault: None)
    shell.bridge.jobs.submit(LOCAL, work)


def _save(shell: Shell) -> None:
    """Every edit is on disk before the next one is made."""
    state = shell.bridge.state
    if state is not None:
        work = Job(
            lambda _ticket: shell.workspace.save_sessions(state),
            lambda _none: None,
            lambda fault: shell.bridge.failed.emit(fault.phrase),
        )
        shell.bridge.jobs.submit(LOCAL, work)
