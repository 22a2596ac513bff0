"""The Qt face of the planner: one State with its history, edits as methods, slow work through the lanes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core import planner
from core.errors import CoreError, Phrase
from core.model.plan import SlotVerdict
from core.model.profile import Correction
from core.model.training import Entry, Kind
from core.planner import History, State
from core.words import Words
from desktop.desk import ChangeLine, Choices, Desk
from desktop.jobs import Job, Jobs, Ticket

if TYPE_CHECKING:
    from core.planner import Proposal

LOCAL = "local"
NETWORK = "network"
Judged = Callable[[tuple[SlotVerdict, ...]], None]


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal, and the State that it was made for."""

    asked: State
    proposal: Proposal


class Bridge(QObject):
    """Holds the present State. ``changed`` comes after every new one, before the window paints again."""

    changed = Signal()
    failed = Signal(object)  # Phrase
    noted = Signal(object)  # Phrase
    counted = Signal(int)  # writes that are waiting
    proposed = Signal(object)  # Offer
    progressed = Signal(int, int)
    spoke = Signal()  # another language
    settled = Signal()  # choices between two edits are kept; the next reading follows them

    def __init__(self, words: Words, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.desk = desk
        self.jobs = Jobs(self)
        self._history: History | None = None
        self._judging: Ticket | None = None
        self._counting: Ticket | None = None
        self._publishing: Ticket | None = None
        self._verdicts: dict[str, SlotVerdict] = {}
        self.changed.connect(self._count_changes)

    # --- the State -----------------------------------------------------------------------------------------

    @property
    def state(self) -> State | None:
        """The present State; None until the calendars are read."""
        return self._history.state if self._history else None

    @property
    def can_undo(self) -> bool:
        """True where there is a step to take back."""
        return self._history is not None and self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """True where a step was taken back."""
        return self._history is not None and self._history.can_redo

    def now(self) -> datetime:
        """The clock's time, aware."""
        return self.desk.now()

    def load(self, state: State) -> None:
        """Show a newly read State; what was done before stays undoable."""
        self._replace(self._history.refresh(state) if self._history else History(state, agreed=state.entries))

    def update(self, asked: State, state: State) -> bool:
        """Show what slow work made of ``asked``; False, and nothing happens, where an edit came in between."""
        current = self.state is asked
        if current:
            self.load(state)
        return current

    def push(self, state: State, *, agreed: bool = False) -> None:
        """Make an edited State the present one; ``agreed`` where it is a plan that was taken over."""
        assert self._history is not None
        self._replace(self._history.push(state, agreed=agreed))

    def undo(self) -> None:
        """One step back."""
        if self._history and self._history.can_undo:
            self._replace(self._history.undo())

    def redo(self) -> None:
        """One step forward."""
        if self._history and self._history.can_redo:
            self._replace(self._history.redo())

    def speak(self, language: str) -> None:
        """Use another language from now on."""
        self.words = Words(language)
        self.spoke.emit()

    def _replace(self, history: History) -> None:
        self._history = history
        self._verdicts = {}
        self.changed.emit()

    # --- edits ---------------------------------------------------------------------------------------------

    def move(self, uid: str, start: datetime) -> None:
        """Put a session elsewhere; nothing happens where it stands already."""
        state = self._known()
        if planner.find(state, uid).start != start:
            self.push(planner.fill_contents(planner.move(state, uid, start), self.words))

    def resize(self, uid: str, minutes: int) -> None:
        """Give a session another length."""
        self.push(planner.resize(self._known(), uid, minutes))

    def pin(self, uid: str, *, pinned: bool) -> None:
        """Lock a session to its place, or give it back to the planner."""
        self.push(planner.pin(self._known(), uid, pinned=pinned))

    def skip(self, uid: str) -> None:
        """Leave a session out."""
        self.push(planner.skip(self._known(), uid))

    def miss(self, uid: str) -> bool:
        """Note that a session was not done; False, and nothing happens, where it is still to come."""
        state = self._known()
        today = self.now().astimezone(state.profile.zone).date()
        past = planner.can_be_missed(planner.find(state, uid), today)
        if past:
            self.push(planner.miss(state, uid))
        return past

    def take_back_miss(self, uid: str) -> None:
        """A missed session was done after all."""
        self.push(planner.take_back_miss(self._known(), uid, self.now()))

    def accept(self, offer: Offer) -> bool:
        """Take a proposal over, as one step; False where it was made for a State that is past."""
        current = self.state is offer.asked
        if current:
            self.push(offer.proposal.state, agreed=True)
        return current

    def absorb_plan(self, offer: Offer) -> None:
        """Keep the plan's verdicts of a proposal that changes no session; no step to undo."""
        if self.state is offer.asked:
            self.load(offer.proposal.state)

    def _known(self) -> State:
        assert self.state is not None
        return self.state

    def correct(self, entry: Entry, kind: Kind, scope: str) -> None:
        """Teach what an entry is; edits that come in between stay."""
        state, teach = self._known(), self.desk.teach
        assert teach is not None
        note = Phrase("window.taught", (("title", entry.title),))
        work = Job(lambda _ticket: teach(state, entry, kind, scope), partial(self._relearn, note), self._fail)
        self.jobs.submit(LOCAL, work)

    def forget(self, correction: Correction) -> None:
        """What was taught holds no more; edits that come in between stay."""
        state, forget = self._known(), self.desk.forget
        assert forget is not None
        note = Phrase("window.forgotten", (("title", correction.title),))
        self.jobs.submit(
            LOCAL, Job(lambda _ticket: forget(state, correction), partial(self._relearn, note), self._fail)
        )

    def _relearn(self, note: Phrase, fresh: State) -> None:
        now = self._known()
        self.load(replace(fresh, sessions=now.sessions, skipped=now.skipped, missed=now.missed, first=now.first))
        self.noted.emit(note)

    # --- questions -----------------------------------------------------------------------------------------

    def verdict(self, uid: str) -> SlotVerdict:
        """The verdict of a session where it stands; kept until the State changes."""
        if uid not in self._verdicts:
            state = self._known()
            self._verdicts[uid] = planner.judge_start(state, planner.find(state, uid).start, uid)
        return self._verdicts[uid]

    def judge(self, uid: str, start: datetime) -> SlotVerdict:
        """The verdict of a session at another start."""
        return planner.judge_start(self._known(), start, uid)

    def judge_weeks(self, uid: str, mondays: Sequence[date], done: Judged) -> None:
        """All quarter hours of some weeks, for dragging; a newer question drops an older one."""
        state = self._known()
        if self._judging:
            self._judging.drop()

        def work(_ticket: Ticket) -> tuple[SlotVerdict, ...]:
            return tuple(slot for monday in mondays for slot in planner.judge_week(state, uid, monday))

        self._judging = self.jobs.submit(LOCAL, Job(work, done, self._fail))

    def plan(self) -> None:
        """Ask for the best plan; ``proposed`` brings it."""
        history, mint, words = self._history, self.desk.mint, self.words
        assert history is not None

        def work(_ticket: Ticket) -> Offer:
            return Offer(history.state, planner.propose(history.state, mint=mint, words=words, was=history.agreed))

        self.jobs.submit(LOCAL, Job(work, self.proposed.emit, self._fail))

    # --- the way out ---------------------------------------------------------------------------------------

    def preview(self, done: Callable[[tuple[ChangeLine, ...]], None]) -> None:
        """Every write that is waiting."""
        state, publisher = self.state, self.desk.publisher
        if state is None or publisher is None:
            done(())
            return
        self.jobs.submit(NETWORK, Job(lambda _ticket: publisher.preview(state), done, self._fail))

    def publish(self, allowed: frozenset[str] = frozenset()) -> None:
        """Do the writes in the network's lane; ``noted`` or ``failed`` tells how it went.

        ``allowed`` are the keys of the questions that the runner said yes to.
        """
        state, publisher = self._known(), self.desk.publisher
        assert publisher is not None

        def work(ticket: Ticket) -> Phrase:
            return publisher.publish(state, ticket.stopped, ticket.report, allowed)

        self._publishing = self.jobs.submit(NETWORK, Job(work, self._finish, self._fail, self.progressed.emit))

    def settle(self, choices: Choices) -> None:
        """Keep what the runner chose where both sides changed a session; a doubled one is a step of undo."""
        state, settle = self._known(), self.desk.settle
        assert settle is not None

        def take(fresh: State) -> None:
            now = self._known()
            added = [session for session in fresh.sessions if session not in state.sessions]
            if added:
                self.push(replace(now, sessions=planner.sort_sessions((*now.sessions, *added))))
            self.settled.emit()

        self.jobs.submit(NETWORK, Job(lambda _ticket: settle(state, choices), take, self._fail))

    @property
    def writing(self) -> bool:
        """True while a write is under way."""
        return self._publishing is not None and not self._publishing.ended

    def stop(self) -> None:
        """Ask a running write to end after the event that it is at; what was written stays written."""
        if self._publishing:
            self._publishing.ask()

    def export(self, path: Path) -> None:
        """Write the sessions into an .ics file."""
        state, publisher = self._known(), self.desk.publisher
        assert publisher is not None
        note = Phrase("window.exported", (("name", path.name),))
        work = Job(lambda _ticket: publisher.export(state, path), lambda _none: self.noted.emit(note), self._fail)
        self.jobs.submit(LOCAL, work)

    def close(self) -> None:
        """Deliver nothing more; the lanes end by themselves."""
        self.jobs.close()

    def _count_changes(self) -> None:
        state, publisher = self.state, self.desk.publisher
        if state is None or publisher is None:
            return
        if self._counting:
            self._counting.drop()
        work = Job(lambda _ticket: len(publisher.preview(state)), self.counted.emit, self._fail)
        self._counting = self.jobs.submit(NETWORK, work)

    def _finish(self, report: Phrase) -> None:
        self._count_changes()
        self.noted.emit(report)

    def _fail(self, fault: CoreError) -> None:
        self.failed.emit(fault.phrase)
