"""Paints what lies under and over the cards: days, hours, verdicts, the now-line, the ghost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from core.model.plan import Verdict
from desktop.pattern import paint_verdict
from desktop.theme import Theme, make_font
from desktop.week.geometry import Box, Grid, Piece, minute_of
from desktop.week.present import DayHead
from desktop.week.verdicts import Patch


def rect(box: Box) -> QRectF:
    """The same in Qt's words."""
    return QRectF(box.x, box.y, box.width, box.height)


@dataclass(frozen=True, slots=True)
class Brush:
    """A painter with the measures and the colours of a canvas."""

    painter: QPainter
    grid: Grid
    theme: Theme


def paint_days(brush: Brush, days: Iterable[DayHead]) -> None:
    """Panel, today's tint, hours outside the windows dimmed, lines of hours and days."""
    painter, grid, theme = brush.painter, brush.grid, brush.theme
    painter.fillRect(QRectF(0, 0, grid.width, grid.height), theme.color("panel"))
    for head in days:
        left = grid.left_of(head.day)
        if head.today:
            painter.fillRect(QRectF(left, 0, grid.column, grid.height), theme.color("accent", 0.045))
        for start, end in head.closed:
            top = grid.top_of(start)
            dim = QRectF(left, top, grid.column, grid.top_of(end) - top)
            painter.fillRect(dim, theme.color("background", 0.75 if theme.name == "light" else 0.45))
    _paint_hours(brush)
    painter.setPen(QPen(theme.color("line"), 1))
    for head in days:
        left = round(grid.left_of(head.day)) + 0.5
        painter.drawLine(QLineF(left, 0, left, grid.height))


def _paint_hours(brush: Brush) -> None:
    painter, grid, theme = brush.painter, brush.grid, brush.theme
    painter.setFont(make_font(11))
    parts = 1 if grid.hour < 60 else (2 if grid.hour < 110 else 4)
    for quarter in range(24 * parts):
        y = round(quarter * grid.hour / parts) + 0.5
        whole = quarter % parts == 0
        painter.setPen(QPen(theme.color("line", 1 if whole else 0.45), 1))
        painter.drawLine(QLineF(grid.gutter, y, grid.width, y))
        if whole and quarter:
            painter.setPen(theme.color("quiet"))
            box = QRectF(0, y - 8, grid.gutter - 8, 16)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, f"{quarter // parts:02d}")


def paint_patches(brush: Brush, patches: Iterable[Patch]) -> None:
    """Good plain, ok lighter, avoid thin lines, forbidden diagonals; where only room is missing, faint grey ones."""
    for patch in patches:
        box = brush.grid.box_of(Piece(patch.day, patch.start, patch.end))
        area = QRectF(brush.grid.left_of(patch.day) + 1, box.y, brush.grid.column - 1, box.height)
        paint_verdict(brush.painter, area, patch.verdict, brush.theme, patch.room)


def paint_now(brush: Brush, now: datetime, days: Iterable[DayHead]) -> None:
    """A line across today, with a dot at its start."""
    if not any(head.day == now.date() for head in days):
        return
    painter, grid = brush.painter, brush.grid
    y, left = grid.top_of(minute_of(now)), grid.left_of(now.date())
    painter.setPen(QPen(brush.theme.color("forbidden"), 2))
    painter.drawLine(QLineF(left, y, left + grid.column, y))
    painter.setBrush(brush.theme.color("forbidden"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(left + 1, y), 4, 4)


def paint_ghost(brush: Brush, pieces: Iterable[Piece], label: str, verdict: Verdict | None) -> None:
    """The session where it would land: dashed, with its time, in the colour of the verdict."""
    painter, theme = brush.painter, brush.theme
    token = {Verdict.FORBIDDEN: "forbidden", Verdict.AVOID: "avoid", None: "accent"}.get(verdict, "good")
    for number, piece in enumerate(pieces):
        box = rect(brush.grid.box_of(piece)).adjusted(1, 1, -1, -1)
        painter.setBrush(theme.color("panel", 0.94))
        painter.setPen(QPen(theme.color(token), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, 6, 6)
        painter.fillRect(QRectF(box.x() + 1, box.y() + 4, 4, max(box.height() - 8, 2)), theme.color(token))
        if not number:
            painter.setPen(theme.color("text"))
            painter.setFont(make_font(12, QFont.Weight.DemiBold))
            words = box.adjusted(11, 0, -4, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
