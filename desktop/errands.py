"""What the runner asks for that needs an answer from him: planning, writing, exporting; and things to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from core.errors import Phrase
from desktop.announce import announce
from desktop.bridge import NETWORK, Bridge, Offer
from desktop.desk import ChangeLine
from desktop.dialogs.account import AccountDialog
from desktop.dialogs.crash import CrashDialog
from desktop.dialogs.help import AboutDialog, KeysDialog
from desktop.dialogs.password import PasswordDialog
from desktop.dialogs.preview import PreviewDialog
from desktop.dialogs.problems import ProblemsDialog
from desktop.dialogs.question import QuestionDialog
from desktop.dialogs.stress import StressDialog
from desktop.dialogs.taught import TaughtDialog
from desktop.draft import Draft
from desktop.jobs import Job, Ticket
from desktop.pending import Open
from desktop.questions import Questions

QUESTION = "sync.question."
ACCOUNT = "account"  # a lane of its own: a sign-in may wait for minutes


class Errands(QObject):
    """Asks the bridge, shows its answer in a dialog over the window, does what is accepted."""

    changed = Signal()  # planning began or ended, or other questions are open
    asked = Signal(object)  # frozenset of the marks of questions that were put to the runner now

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self.bridge, self.window = bridge, window
        self.dialog: QDialog | None = None
        self.planning = False
        self.open = Open()
        bridge.proposed.connect(self._propose)
        bridge.failed.connect(self._end_planning)
        bridge.noted.connect(self._answer)
        bridge.changed.connect(self._show_left)

    def ask(self, dialog: QDialog) -> None:
        """Open a dialog; the program goes on behind it."""
        self.dialog = dialog
        dialog.finished.connect(self._close)
        dialog.open()

    def _close(self) -> None:
        if self.dialog:
            self.dialog.deleteLater()
            self.dialog = None

    def plan(self) -> None:
        """Ask the planner; the proposal is shown before it is taken over."""
        if self.bridge.state is not None and not self.planning:
            self.planning = True
            self.changed.emit()
            self.bridge.plan()

    def _end_planning(self) -> None:
        self.planning = False
        self.changed.emit()

    def _propose(self, offer: Offer) -> None:
        from desktop.dialogs.proposal import ProposalDialog, count_lines  # noqa: PLC0415 - needs the planner

        self._end_planning()
        proposal = offer.proposal
        if not any(count_lines(proposal).values()):
            self.bridge.absorb_plan(offer)
            self.bridge.noted.emit(Phrase("window.nothing_better"))
            return
        dialog = ProposalDialog(self.bridge.words, proposal, self.window)
        dialog.accepted.connect(lambda: self._accept(offer))
        self.ask(dialog)

    def _accept(self, offer: Offer) -> None:
        """Take it over; where the calendars changed while it was shown, ask the planner again."""
        from desktop.dialogs.proposal import sum_up  # noqa: PLC0415

        if self.bridge.accept(offer):
            announce(self.window, sum_up(offer.proposal, self.bridge.words))
        else:
            self.plan()

    def undo(self) -> None:
        """One step back, said aloud."""
        if self.bridge.can_undo:
            self.bridge.undo()
            announce(self.window, self.bridge.words.say("window.undone"))

    def redo(self) -> None:
        """One step forward, said aloud."""
        if self.bridge.can_redo:
            self.bridge.redo()
            announce(self.window, self.bridge.words.say("window.redone"))

    def write(self) -> None:
        """Show every write, then do them."""
        if self.bridge.state is not None:
            self.bridge.preview(self._preview)

    def _preview(self, changes: tuple[ChangeLine, ...]) -> None:
        if not changes:
            self.bridge.noted.emit(Phrase("window.nothing_to_write"))
            return
        dialog = PreviewDialog(self.bridge.words, changes, self.window)
        dialog.accepted.connect(lambda: self._publish(len(changes)))
        self.ask(dialog)

    def _publish(self, count: int) -> None:
        def publish() -> None:
            self.bridge.publish()
            self.bridge.progressed.emit(0, count)

        self.unlock(publish)

    def unlock(self, go_on: Callable[[], None]) -> None:
        """Ask for each password that is kept nowhere and not typed yet, then go on, also without those left out."""
        if self.dialog is not None:
            self.dialog.finished.connect(lambda _how: self.unlock(go_on))
            return
        self._ask_passwords(self.bridge.desk.locked(), go_on)

    def _ask_passwords(self, accounts: Sequence[str], go_on: Callable[[], None]) -> None:
        if not accounts:
            go_on()
            return
        dialog = PasswordDialog(self.bridge.words, accounts[0], self.window)

        def take(accepted: int) -> None:
            if accepted:
                self.bridge.desk.unlock(accounts[0], dialog.password)
            self._ask_passwords(accounts[1:], go_on)

        self.ask(dialog)
        dialog.finished.connect(take)

    def _answer(self, report: Phrase) -> None:
        """A sync that looks like a fault asks first; yes goes on with it."""
        if report.id.startswith(QUESTION):
            words = self.bridge.words
            dialog = QuestionDialog(words, words.phrase(report), self.window)
            dialog.accepted.connect(lambda: self.bridge.publish(frozenset({report.id.removeprefix(QUESTION)})))
            self.ask(dialog)

    def export(self) -> None:
        """Ask for a file and write the sessions into it."""
        if self.bridge.state is None or self.bridge.desk.publisher is None:
            return
        words = self.bridge.words
        kind = f"{words.say('window.calendar_file')} (*.ics)"
        dialog = QFileDialog(self.window, words.say("window.export"), "liftslot.ics", kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.fileSelected.connect(lambda name: self.bridge.export(Path(name)))
        self.ask(dialog)

    def show_problems(self) -> None:
        """What could not be read, where something could not."""
        if self.bridge.state and self.bridge.state.problems:
            self.ask(ProblemsDialog(self.bridge.words, self.bridge.state.problems, self.window))

    def _show_left(self) -> None:
        """The list of what is taught follows what was taken back."""
        if isinstance(self.dialog, TaughtDialog) and self.bridge.state:
            self.dialog.show_corrections(self.bridge.state.profile.corrections)

    def pend(self, now: Open, known: frozenset[str]) -> None:
        """What is open now. Each question is put once, by its own; the bar and the menu keep it for later."""
        self.open = now
        self.changed.emit()
        news = now.marks - known
        if not news:
            return
        from desktop.dialogs.clash import ClashDialog  # noqa: PLC0415 - needs all of the sync, for what is rare

        if self.dialog is None:
            self.show_questions()
        if isinstance(self.dialog, (QuestionDialog, ClashDialog)):
            self.asked.emit(news)

    def show_questions(self) -> None:
        """What waits for the runner's answer; a question about many events comes before one about a single session."""
        from desktop.dialogs.clash import ClashDialog  # noqa: PLC0415

        words = self.bridge.words
        if self.open.question is not None:
            self._answer(self.open.question)
        elif self.open.clashes and self.bridge.desk.settle is not None:
            dialog = ClashDialog(words, self.open.clashes, self.window)
            dialog.accepted.connect(lambda: self.bridge.settle(dialog.choices))
            self.ask(dialog)
        else:
            self.bridge.noted.emit(Phrase("window.no_questions"))

    def add_account(self) -> None:
        """A new account: tried beside the window's thread, kept when the runner has chosen what it is for."""
        bridge, enrol = self.bridge, self.bridge.desk.enrol
        if enrol is None:
            return
        dialog = AccountDialog(bridge.words, self.window)
        tickets: list[Ticket] = []

        def attempt(draft: Draft) -> None:
            work = Job(
                lambda ticket: enrol.look(draft, ticket.stopped),
                dialog.show_found,
                lambda fault: dialog.show_fault(fault.phrase),
            )
            tickets.append(bridge.jobs.submit(ACCOUNT, work))

        def keep() -> None:
            found, uses = dialog.agreed, dialog.chosen
            if found is not None:
                work = Job(
                    lambda _ticket: enrol.keep(found, uses),
                    lambda _none: bridge.settled.emit(),
                    lambda fault: bridge.failed.emit(fault.phrase),
                )
                bridge.jobs.submit(NETWORK, work)

        look = Job(lambda _ticket: enrol.has_keyring(), dialog.show_keyring, lambda _fault: None)
        tickets.append(bridge.jobs.submit(ACCOUNT, look))
        dialog.tried.connect(attempt)
        dialog.finished.connect(lambda _how: drop_all(tickets))
        dialog.accepted.connect(keep)
        self.ask(dialog)

    def show_taught(self) -> None:
        """What the runner taught, to be taken back."""
        bridge = self.bridge
        if bridge.state is None or bridge.desk.forget is None:
            return
        dialog = TaughtDialog(bridge.words, bridge.state.profile.corrections, self.window)
        dialog.forgot.connect(bridge.forget)
        self.ask(dialog)

    def show_stress(self) -> None:
        """How much of the plan survives lost weekdays; the planner tries them beside the window's thread."""
        if self.bridge.state is None:
            return
        dialog = StressDialog(self.bridge.words, self.window)
        questions = Questions(self.bridge)
        questions.stress(dialog.show_stress)
        dialog.finished.connect(lambda _result: questions.drop())
        self.ask(dialog)

    def show_crash(self, log: Path) -> None:
        """One dialog, however often it happens; what was under way is not waited for."""
        self._end_planning()
        if not isinstance(self.dialog, CrashDialog):
            self.ask(CrashDialog(self.bridge.words, log, self.window))

    def show_keys(self) -> None:
        """All keys."""
        self.ask(KeysDialog(self.bridge.words, self.window))

    def show_about(self) -> None:
        """What this program is."""
        self.ask(AboutDialog(self.bridge.words, self.window))


def drop_all(tickets: Sequence[Ticket]) -> None:
    """Nobody waits for these any more."""
    for ticket in tickets:
        ticket.drop()
