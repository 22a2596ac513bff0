"""The top of the week: the days' names and the all-day lane."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme import Theme, make_font
from desktop.week.card import CardButton
from desktop.week.geometry import GAP, Grid
from desktop.week.present import Bar, DayHead, WeekRows

NAMES = 34  # height of the row with the names
ROW = 24
PAD = 3
ROWS_MOST = 4


class Head(QWidget):
    """Painted names, and a button for each all-day entry."""

    opened = Signal(object)  # Card

    def __init__(self, theme: Theme, grid: Grid, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.grid = grid
        self.label = label
        self.rows: WeekRows | None = None
        self.buttons: dict[str, CardButton] = {}

    def show_rows(self, rows: WeekRows, grid: Grid) -> None:
        """Other rows, or the same with other measures."""
        self.rows, self.grid = rows, grid
        bars = {bar.card.key: bar for bar in rows.bars if bar.row < ROWS_MOST}
        for key in [key for key in self.buttons if key not in bars]:
            button = self.buttons.pop(key)
            button.hide()
            button.deleteLater()
        for key, bar in bars.items():
            self._show_bar(key, bar)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        """As many rows as there are, one at least."""
        rows = max((bar.row + 1 for bar in self.rows.bars), default=1) if self.rows else 1
        return QSize(400, NAMES + min(rows, ROWS_MOST) * ROW + 2 * PAD)

    def _show_bar(self, key: str, bar: Bar) -> None:
        if key not in self.buttons:
            button = CardButton(self, bar.card, self.theme)
            button.clicked.connect(lambda: self.opened.emit(button.card))
            self.buttons[key] = button
            button.show()
        self.buttons[key].show_card(bar.card)
        left = self.grid.gutter + bar.first * self.grid.column + GAP
        width = (bar.last - bar.first + 1) * self.grid.column - 2 * GAP
        self.buttons[key].setGeometry(round(left), NAMES + PAD + bar.row * ROW, round(width), ROW)

    def button_at(self, point: QPoint) -> CardButton | None:
        """The bar under a point."""
        return next((b for b in self.buttons.values() if b.geometry().contains(point)), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        button = self.button_at(event.position().toPoint())
        if button:
            button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.opened.emit(button.card)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Names, lines, the word beside the lane."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.theme.color("panel"))
        for head in self.rows.days if self.rows else ():
            self._paint_name(painter, head)
        painter.setPen(QPen(self.theme.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.drawLine(round(self.grid.gutter), NAMES, self.width(), NAMES)
        painter.setPen(self.theme.color("quiet"))
        painter.setFont(make_font(10))
        box = QRectF(0, NAMES + PAD, self.grid.gutter - 6, ROW)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.label)
        hidden = sum(bar.row >= ROWS_MOST for bar in self.rows.bars) if self.rows else 0
        if hidden:
            last = QRectF(0, NAMES + PAD + (ROWS_MOST - 1) * ROW, self.grid.gutter - 6, ROW)
            painter.drawText(last, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"+{hidden}")
        painter.end()

    def _paint_name(self, painter: QPainter, head: DayHead) -> None:
        theme, left = self.theme, self.grid.left_of(head.day) + 10
        light, bold = make_font(13), make_font(15, QFont.Weight.Bold)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(light)
        painter.setPen(theme.color("quiet"))
        painter.drawText(QRectF(left, 0, 80, NAMES), middle, head.name)
        left += QFontMetricsF(light).horizontalAdvance(head.name) + 6
        width = QFontMetricsF(bold).horizontalAdvance(head.number)
        if head.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(left - 1, NAMES / 2 - 11, width + 14, 22), 10, 10)
            left += 6
        painter.setFont(bold)
        painter.setPen(theme.color("on_accent" if head.today else "text"))
        painter.drawText(QRectF(left, 0, 60, NAMES), middle, head.number)
