"""The small shapes that tell kinds apart without colour, as paths: no font has to know them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from desktop.week.present import Role


def draw_glyph(role: Role, x: float, y: float, size: float) -> QPainterPath:
    """A filled shape in a square of ``size`` pixels whose corner is (x, y); empty for appointments."""
    path = QPainterPath()
    box = QRectF(x, y, size, size)
    if role is Role.EASY:
        path.addEllipse(box)
    elif role is Role.HARD:
        _polygon(path, box, ((0.5, 0.02), (1, 0.94), (0, 0.94)))
    elif role is Role.LONG:
        _polygon(path, box, ((0.5, -0.08), (1.06, 0.5), (0.5, 1.08), (-0.06, 0.5)))
    elif role in {Role.STRENGTH, Role.FOREIGN}:
        path.addRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        _draw_rare(role, box, path)
    return path


def _draw_rare(role: Role, box: QRectF, path: QPainterPath) -> None:
    if role is Role.RACE:
        _polygon(path, box, ((0.1, 0), (0.24, 0), (0.24, 0.08), (1, 0.3), (0.24, 0.55), (0.24, 1.05), (0.1, 1.05)))
    elif role is Role.UNKNOWN:
        path.addEllipse(box)
        path.addEllipse(box.adjusted(2, 2, -2, -2))  # a ring: the odd-even fill leaves it open
    elif role is Role.MISSED:
        path.addRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        path.addRect(box.adjusted(2.5, 2.5, -2.5, -2.5))  # strength, but empty
    elif role is Role.OTHER_SPORT:
        third = box.width() / 3
        path.addRect(QRectF(box.x() + third, box.y(), third, box.height()))
        path.addRect(QRectF(box.x(), box.y() + third, third, third))
        path.addRect(QRectF(box.x() + 2 * third, box.y() + third, third, third))


def _polygon(path: QPainterPath, box: QRectF, points: tuple[tuple[float, float], ...]) -> None:
    corners = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points]
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
