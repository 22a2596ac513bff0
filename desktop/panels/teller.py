"""Fills the side panel for what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core import planner
from core.model.plan import WeekPlan
from core.model.training import Entry, Kind, Session
from core.planner import State
from desktop.bridge import Bridge
from desktop.dates import Dates
from desktop.panels.details import (
    TAUGHT,
    can_correct,
    find_entry,
    present_days,
    present_entry_facts,
    present_others,
    present_session_details,
    present_sessions,
    present_ways,
    shown_kind,
)
from desktop.panels.side import SidePanel
from desktop.questions import Questions
from desktop.sayings import Chosen, name_session

if TYPE_CHECKING:
    from core.solver.options import Other


class Teller(QObject):
    """Knows what is chosen, and says it again after every change."""

    def __init__(self, bridge: Bridge, side: SidePanel, dates: Dates) -> None:
        super().__init__(side)
        self.bridge, self.side, self.dates = bridge, side, dates
        self.questions = Questions(bridge)
        self._chosen: Chosen | None = None
        self._monday: date | None = None
        side.corrected.connect(self._correct)

    def tell(self, chosen: Chosen | None) -> None:
        """Another card was chosen, or none."""
        self._chosen = chosen
        if self._monday:
            self.tell_again(self._monday)

    def tell_again(self, monday: date) -> None:
        """The same card in another State, or the week where the card is gone."""
        self._monday = monday
        self.questions.drop()  # what was asked for another card must not be shown with this one
        state = self.bridge.state
        if state is None:
            self.side.show_hint(self.bridge.words.say("window.hint_loading"))
            return
        session = next((s for s in state.sessions if self._chosen and s.uid == self._chosen.uid), None)
        missed = next((s for s in state.missed if self._chosen and s.uid == self._chosen.uid), None)
        entry = find_entry(state, self._chosen.key) if self._chosen else None
        if session:
            self._tell_session(session)
        elif missed:
            when = f"{self.dates.full_day(missed.start.date())}, {self.dates.span(missed.start, missed.end)}"
            self.side.show_missed(missed.uid, name_session(missed, self.dates), when)
        elif entry:
            self._tell_entry(entry)
        else:
            self._tell_week(state, monday)

    def _tell_session(self, session: Session) -> None:
        verdict = self.bridge.verdict(session.uid)
        self.side.show_session(present_session_details(session, verdict, self.dates))

        def show(others: tuple[Other, ...]) -> None:
            self.side.show_others(session.uid, present_others(others, self.dates))

        self.questions.list_others(session.uid, show)

    def _tell_entry(self, entry: Entry) -> None:
        self.side.show_facts(self._chosen.title if self._chosen else "", present_entry_facts(entry, self.dates))
        if self.bridge.desk.teach and can_correct(entry):
            kinds = [(kind, self.bridge.words.say(f"window.kind_{kind}")) for kind in TAUGHT]
            self.side.show_kinds(kinds, shown_kind(entry))

    def _correct(self, kind: Kind, scope: str) -> None:
        state = self.bridge.state
        entry = find_entry(state, self._chosen.key) if state and self._chosen else None
        if entry:
            self.bridge.correct(entry, kind, scope)

    def _tell_week(self, state: State, monday: date) -> None:
        week = planner.week_of(state, monday)
        there = [s for s in state.sessions if monday <= s.start.date() < monday + timedelta(days=7)]
        if week is not None and {place.start for place in week.placements} == {s.start for s in there}:
            self._tell_planned(week, len(week.placements))
            return
        self._tell_sessions(state, there)
        if 0 < len(there) < state.profile.schedule.sessions_per_week:
            self.questions.explain_week(monday, lambda found: self._tell_planned(found, len(there)))

    def _tell_planned(self, week: WeekPlan, placed: int) -> None:
        """The days, why there are no more sessions, what would help."""
        words = self.bridge.words
        notes = [words.phrase(phrase) for phrase in week.shortfall]
        if len(week.placements) > placed:
            notes = [words.say("window.room_left")]
        notes += [words.phrase(phrase) for phrase in week.plyo_locked]
        caption = words.say("window.week_caption", placed=placed, wanted=week.wanted)
        self.side.show_week(caption, present_days(week, self.dates), notes, present_ways(week, self.dates))

    def _tell_sessions(self, state: State, there: Sequence[Session]) -> None:
        """A week that was planned earlier, or not at all."""
        words = self.bridge.words
        if not there:
            self.side.show_hint(words.say("window.hint_plan" if state.entries else "window.hint_empty"))
            return
        lines = present_sessions([(session, self.bridge.verdict(session.uid)) for session in there], self.dates)
        self.side.show_week(words.say("window.week_sessions", count=len(there)), lines, [words.say("window.hint_open")])
