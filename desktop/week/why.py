"""The bubble beside the ghost: one line why, and a better place."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.model.plan import Verdict
from desktop.theme import Theme
from desktop.week.verdicts import Reason

WIDTH = 300
SIGNS = {
    Verdict.GOOD: "\N{CHECK MARK}",
    Verdict.OK: "\N{CHECK MARK}",
    Verdict.AVOID: "!",
    Verdict.FORBIDDEN: "\N{MULTIPLICATION X}",
}


class Bubble(QWidget):
    """Shown above everything, never in the way of the mouse."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.theme, self.host = theme, parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setStyleSheet(f"color: #{theme.on_bubble};")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(self._text)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown, as rich text."""
        return self._text.text()

    def tell(self, reason: Reason, near: QRect) -> None:
        """Show a reason beside a rectangle of the parent, inside the parent."""
        self._text.setText(format_reason(reason))
        self.setFixedWidth(WIDTH)
        self.setFixedHeight(self.heightForWidth(WIDTH))
        self.move(place_beside(near, self.rect(), self.host.rect()))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dark plate with a soft shadow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for depth in range(4):
            painter.setBrush(QColor(0, 0, 0, 14))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(depth, depth, -depth, -depth), 10, 10)
        painter.setBrush(self.theme.color("bubble"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 2, -3, -4), 8, 8)
        painter.end()


def format_reason(reason: Reason) -> str:
    """Rich text: the verdict in bold, the sentence, the better place in italics."""
    lines = [f"{SIGNS.get(reason.verdict, '')} <b>{escape(reason.head)}</b> {escape(reason.sentence)}".strip()]
    if reason.better:
        lines.append(f"<i>{escape(reason.better)}</i>")
    return "<br>".join(lines)


def escape(text: str) -> str:
    """Text of calendars inside rich text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def place_beside(near: QRect, size: QRect, inside: QRect) -> QPoint:
    """Under the rectangle, else above it, always inside."""
    x = near.center().x() - size.width() // 2
    y = near.bottom() + 10
    if y + size.height() > inside.bottom() - 4:
        y = near.top() - size.height() - 10
    x = min(max(x, inside.left() + 4), inside.right() - size.width() - 4)
    return QPoint(x, min(max(y, inside.top() + 4), inside.bottom() - size.height() - 4))
