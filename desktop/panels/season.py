"""The season at a glance: a cell for each week, a dot for each session, the running volume, the races."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.model.training import Entry, Form, Session, SessionKind, Treated
from core.words import Words
from desktop.dates import Dates
from desktop.theme import Theme, style

if TYPE_CHECKING:
    from core.planner import State

CELLS_MOST = 26
DELOAD_WEEK = 4  # of the wave


@dataclass(frozen=True, slots=True)
class SeasonWeek:
    """A week of the season."""

    monday: date
    full: int  # full sessions
    small: int  # light ones, primers and short plyometric sets
    wanted: int
    minutes: float  # of running
    race: str  # its title
    deload: bool
    label: str  # for screen readers and the tooltip


@dataclass(frozen=True, slots=True)
class Season:
    """All weeks of the horizon, and one line about them."""

    weeks: tuple[SeasonWeek, ...] = ()
    summary: str = ""


def present_season(state: State, dates: Dates) -> Season:
    """The horizon's weeks."""
    sessions: dict[date, list[Session]] = defaultdict(list)
    for session in state.sessions:
        sessions[_monday_of(session.start)].append(session)
    runs: dict[date, list[Entry]] = defaultdict(list)
    for entry in state.entries:
        if entry.is_run:
            runs[_monday_of(entry.start)].append(entry)
    mondays = [state.monday + timedelta(weeks=i) for i in range(state.weeks)]
    weeks = tuple(_present_week(state, monday, (sessions[monday], runs[monday]), dates) for monday in mondays)
    return Season(weeks, _sum_up(weeks, state, dates))


def _monday_of(moment: datetime) -> date:
    return moment.date() - timedelta(days=moment.weekday())


def _present_week(
    state: State, monday: date, there: tuple[Sequence[Session], Sequence[Entry]], dates: Dates
) -> SeasonWeek:
    sessions, runs = there
    planned = next((week for week in (state.plan.weeks if state.plan else ()) if week.monday == monday), None)
    room = next((room for room in state.rooms if room.monday == monday), None)
    week = SeasonWeek(
        monday=monday,
        full=sum(_is_full(session) for session in sessions),
        small=sum(not _is_full(session) for session in sessions),
        wanted=planned.wanted if planned else state.profile.schedule.sessions_per_week,
        minutes=sum(run.minutes for run in runs),
        race=next((run.title for run in runs if run.treated_as is Treated.RACE), ""),
        deload=bool(room and room.wave_week == DELOAD_WEEK),
        label="",
    )
    return replace(week, label=_describe(week, dates))


def _is_full(session: Session) -> bool:
    return session.kind is SessionKind.STRENGTH and session.form is Form.FULL


def _describe(week: SeasonWeek, dates: Dates) -> str:
    words = dates.words
    parts = [words.say("window.week_of", date=dates.day_month(week.monday))]
    parts.append(words.say("window.season_sessions", count=week.full + week.small))
    parts.append(words.say("window.season_running", hours=f"{week.minutes / 60:.1f}"))
    parts += [week.race] if week.race else []
    parts += [words.say("window.season_deload")] if week.deload else []
    return ". ".join(parts)


def _sum_up(weeks: tuple[SeasonWeek, ...], state: State, dates: Dates) -> str:
    words = dates.words
    parts = [words.say("window.season_weeks", count=len(weeks))]
    wanted, placed = sum(week.wanted for week in weeks), sum(week.full + week.small for week in weeks)
    parts.append(words.say("window.season_placed", placed=placed, wanted=wanted))
    short = sum(0 < week.full + week.small < week.wanted for week in weeks)
    parts += [words.say("window.season_short", count=short)] if short and placed else []
    races = [entry for entry in state.entries if _is_next_race(entry, state)]
    race = min(races, key=lambda entry: (entry.priority or "C", entry.start), default=None)
    if race:
        parts.append(f"{race.title} {dates.day_month(race.start.date())}")
    return " · ".join(parts)


def _is_next_race(entry: Entry, state: State) -> bool:
    return entry.treated_as is Treated.RACE and entry.start.date() >= state.first


class WeekCell(QAbstractButton):
    """One week, painted."""

    def __init__(self, week: SeasonWeek, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.week, self.most, self.theme = week, 0.0, theme
        self.current = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_week(self, week: SeasonWeek, most: float) -> None:
        """Another state of the same week; ``most`` are the minutes of the season's biggest."""
        self.week, self.most = week, most
        self.setAccessibleName(week.label)
        self.setToolTip(week.label)
        self.update()

    def sizeHint(self) -> QSize:
        """Narrow, so that many stand side by side."""
        return QSize(24, 62)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, volume, dots, flag, frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, box = self.theme, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_fill" if self.week.deload else "background"))
        painter.drawRoundedRect(box, 5, 5)
        self._paint_volume(painter, box)
        self._paint_dots(painter, box)
        if self.current or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(box, 5, 5)
        painter.end()

    def _paint_volume(self, painter: QPainter, box: QRectF) -> None:
        height = (box.height() - 26) * self.week.minutes / self.most if self.most else 0
        width = min(box.width() * 0.6, 44.0)
        bar = QRectF(box.center().x() - width / 2, box.bottom() - height, width, height)
        if height > 1:
            painter.fillRect(bar, self.theme.color("easy_fill"))
            painter.setPen(QPen(self.theme.color("easy"), 2))
            painter.drawLine(QLineF(bar.left(), bar.top(), bar.right(), bar.top()))

    def _paint_dots(self, painter: QPainter, box: QRectF) -> None:
        marks = ["full"] * self.week.full + ["small"] * self.week.small + (["race"] if self.week.race else [])
        left = box.center().x() - (len(marks) - 1) * 6
        for number, mark in enumerate(marks):
            center = QPointF(left + 12 * number, box.top() + 12)
            painter.setPen(QPen(self.theme.color("accent"), 1.6) if mark == "small" else Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("danger" if mark == "race" else "accent"))
            if mark == "race":
                painter.drawPath(_flag(center))
                continue
            if mark == "small":
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, 3.6, 3.6)


def _flag(center: QPointF) -> QPainterPath:
    path = QPainterPath(center + QPointF(-4, -5))
    for x, y in ((-2.8, -5), (5, -2), (-2.8, 1), (-2.8, 6), (-4, 6)):
        path.lineTo(center + QPointF(x, y))
    path.closeSubpath()
    return path


class SeasonStrip(QWidget):
    """The cells under a line of words; a click goes to the week."""

    jumped = Signal(object)  # date: a Monday

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("season")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(112)
        self.theme = theme
        self.cells: list[WeekCell] = []
        self._mondays: list[date] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 9, 16, 10)
        column.setSpacing(6)
        line = QHBoxLayout()
        name = style(QLabel(words.say("window.season")), "strong")
        self.summary = style(QLabel(), "quiet")
        line.addWidget(name)
        line.addStretch(1)
        line.addWidget(self.summary)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        column.addLayout(line)
        column.addLayout(self._row, 1)

    def show_season(self, season: Season, current: date) -> None:
        """Other weeks; at most half a year, around the one that is shown in the window."""
        mondays = [week.monday for week in season.weeks]
        if mondays != self._mondays or not any(cell.week.monday == current for cell in self.cells):
            self._fill(season, current)
        weeks = {week.monday: week for week in season.weeks}
        most = max((week.minutes for week in season.weeks), default=0)
        for cell in self.cells:
            cell.show_week(weeks[cell.week.monday], most)
        for cell in self.cells:
            cell.current = cell.week.monday == current
            cell.update()
        self.summary.setText(season.summary)

    def _fill(self, season: Season, current: date) -> None:
        self._mondays = [week.monday for week in season.weeks]
        for cell in self.cells:
            self._row.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self.cells = []
        index = next((i for i, week in enumerate(season.weeks) if week.monday == current), 0)
        first = max(min(index - CELLS_MOST // 2, len(season.weeks) - CELLS_MOST), 0)
        for week in season.weeks[first : first + CELLS_MOST]:
            cell = WeekCell(week, self.theme, self)
            cell.clicked.connect(lambda _on=False, monday=week.monday: self.jumped.emit(monday))
            self._row.addWidget(cell)
            self.cells.append(cell)
