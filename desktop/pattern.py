"""The colours and patterns of the verdicts: plain, lighter, thin lines, diagonals; never hue alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from core.model.plan import Verdict
from desktop.sayings import Room
from desktop.theme import Theme

HATCH = 10  # pixels between the diagonals of a forbidden slot
LINES = 8  # pixels between the lines of a slot to avoid


def paint_verdict(painter: QPainter, area: QRectF, verdict: Verdict, theme: Theme, room: Room = Room.FREE) -> None:
    """One area in the colour and the pattern of a verdict; quieter where there is no room anyway."""
    if verdict is Verdict.GOOD:
        painter.fillRect(area, theme.color("good", 0.20 if theme.name == "light" else 0.30))
    elif verdict is Verdict.OK:
        painter.fillRect(area, theme.color("ok", 0.14 if theme.name == "light" else 0.18))
    elif verdict is Verdict.AVOID:
        painter.fillRect(area, QBrush(_line_tile(theme.color("avoid", 0.55))))
    elif room is Room.ONLY:
        painter.fillRect(area, QBrush(_hatch_tile(theme.color("busy", 0.20), 1.0)))
    else:
        painter.fillRect(area, QBrush(_hatch_tile(theme.color("forbidden", 0.17 if room is Room.TAKEN else 0.36), 2.4)))


def _line_tile(color: QColor) -> QPixmap:
    tile = _blank()
    painter = QPainter(tile)
    painter.fillRect(QRectF(0, LINES / 2, LINES, 1.5), color)
    painter.end()
    return tile


def _hatch_tile(color: QColor, width: float) -> QPixmap:
    tile = _blank(HATCH)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, width))
    for shift in (-HATCH, 0, HATCH):
        painter.drawLine(QPointF(shift - 2, -2), QPointF(shift + HATCH + 2, HATCH + 2))
    painter.end()
    return tile


def _blank(size: int = LINES) -> QPixmap:
    tile = QPixmap(size * 2, size * 2)
    tile.setDevicePixelRatio(2)
    tile.fill(Qt.GlobalColor.transparent)
    return tile
