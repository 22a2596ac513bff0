"""A little square in the colour and the pattern of a verdict."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.model.plan import Verdict
from desktop.pattern import paint_verdict
from desktop.theme import Theme


class Swatch(QWidget):
    """The key to what the week shows while dragging."""

    def __init__(self, verdict: Verdict, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict, self.theme = verdict, theme
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        return QSize(18, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pattern inside a thin frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0.5, 1.5, 16, 13)
        path = QPainterPath()
        path.addRoundedRect(box, 3, 3)
        painter.setClipPath(path)
        if self.verdict is not Verdict.UNAVAILABLE:
            paint_verdict(painter, box, self.verdict, self.theme)
        painter.setClipping(False)
        painter.setPen(QPen(self.theme.color("busy", 0.7), 1))
        painter.drawRoundedRect(box, 3, 3)
        painter.end()
