"""The painted week with a button for each event, and the mouse over it."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from core.model.plan import Verdict
from desktop.theme import Theme
from desktop.week.card import CardButton
from desktop.week.drag import EDGE, Drag, ghost_span, press, pull
from desktop.week.geometry import Grid, Piece, cut, minute_of, share_lanes
from desktop.week.paint import Brush, paint_days, paint_ghost, paint_now, paint_patches, rect
from desktop.week.present import Card, WeekRows
from desktop.week.verdicts import Patch


class Overlay(QWidget):
    """Above the cards: the now-line and the ghost."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The now-line, then the ghost."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._canvas.paint_above(painter)
        painter.end()


class Canvas(QWidget):
    """Shows rows, tells what the runner does to them; knows no planner.

    Cards let the mouse through to the canvas, so a drag goes on while cards come and go under it.
    """

    grabbed = Signal(object)  # Card: a drag may begin
    dragged = Signal(object)  # Drag: it moved
    dropped = Signal(object)  # Drag: it was let go elsewhere
    ended = Signal()  # a drag ended in any way
    refused = Signal(object)  # Card that is not ours to move
    opened = Signal(object)  # Card
    menued = Signal(object, object)  # Card, QPoint on the screen: its menu is asked for
    cleared = Signal()  # a click beside all cards

    def __init__(self, theme: Theme, grid: Grid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.grid = grid
        self.rows: WeekRows | None = None
        self.buttons: dict[str, CardButton] = {}
        self.drag: Drag | None = None
        self.patches: Sequence[Patch] = ()
        self.now: datetime | None = None
        self.mouse = QPointF()  # where on the screen the mouse was last
        self.ghost_label = ""
        self.ghost_verdict: Verdict | None = None
        self._pieces: list[tuple[Card, Piece, str]] = []
        self._overlay = Overlay(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumHeight(round(grid.height))

    # --- what is shown -------------------------------------------------------------------------------------

    def show_rows(self, rows: WeekRows, grid: Grid, now: datetime) -> None:
        """Other rows, or the same with other measures; buttons of events that stay are kept with their focus."""
        self.rows, self.grid, self.now = rows, grid, now
        self.setFixedHeight(round(grid.height))
        self._pieces = list(_cut_cards(rows, grid))
        self._match_buttons()
        self._lay_out()
        self.update()

    def show_patches(self, patches: Sequence[Patch]) -> None:
        """Paint the verdicts under the cards; none to take them away."""
        self.patches = patches
        self.update()

    def show_ghost(self, label: str, verdict: Verdict | None) -> None:
        """What the ghost says, and its colour."""
        self.ghost_label, self.ghost_verdict = label, verdict
        self._overlay.update()

    def box_of_ghost(self) -> QRect:
        """Where the ghost is."""
        if self.drag is None:
            return QRect()
        return rect(self.grid.box_of(cut(*ghost_span(self.drag), self.grid.zone)[0])).toAlignedRect()

    def buttons_in_order(self) -> list[CardButton]:
        """One button for each card, by time."""
        leads = [button for button in self.buttons.values() if button.lead]
        return sorted(leads, key=lambda button: (button.card.start, button.card.key))

    def _match_buttons(self) -> None:
        wanted = {key: card for card, _piece, key in self._pieces}
        for key in [key for key in self.buttons if key not in wanted]:
            button = self.buttons.pop(key)
            button.hide()
            button.deleteLater()
        for key, card in wanted.items():
            if key in self.buttons:
                self.buttons[key].show_card(card)
            else:
                self._add_button(key, card)
        self._overlay.raise_()

    def _add_button(self, key: str, card: Card) -> None:
        button = CardButton(self, card, self.theme)
        button.lead = key == card.key
        if not button.lead:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.opened.emit(button.card))
        self.buttons[key] = button
        button.show()

    def _lay_out(self) -> None:
        for day in {piece.day for _card, piece, _key in self._pieces}:
            there = [(self.grid.stretch(piece), key) for _card, piece, key in self._pieces if piece.day == day]
            lanes = share_lanes([(piece.start, piece.end) for piece, _key in there])
            for (piece, key), (lane, count) in zip(there, lanes, strict=True):
                self.buttons[key].setGeometry(rect(self.grid.box_of(piece, lane, count)).toRect())
        self._overlay.setGeometry(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The overlay covers the canvas."""
        super().resizeEvent(event)
        self._overlay.setGeometry(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Days and verdicts; the cards paint themselves."""
        painter = QPainter(self)
        brush = Brush(painter, self.grid, self.theme)
        paint_days(brush, self.rows.days if self.rows else ())
        paint_patches(brush, self.patches)
        painter.end()

    def paint_above(self, painter: QPainter) -> None:
        """The now-line and the ghost."""
        brush = Brush(painter, self.grid, self.theme)
        if self.rows and self.now:
            paint_now(brush, self.now.astimezone(self.grid.zone), self.rows.days)
        if self.drag and self.drag.moved and self.drag.card.movable:
            paint_ghost(brush, cut(*ghost_span(self.drag), self.grid.zone), self.ghost_label, self.ghost_verdict)

    def event(self, event: QEvent) -> bool:
        """The tooltip of the card under the mouse; cards get no mouse themselves."""
        if isinstance(event, QHelpEvent):
            button = self.button_at(event.pos())
            QToolTip.showText(event.globalPos(), describe_card(button.card) if button else "", self)
            return True
        return super().event(event)

    # --- the mouse -----------------------------------------------------------------------------------------

    def button_at(self, point: QPoint) -> CardButton | None:
        """The card under a point, the later one on top."""
        under = [b for b in self.buttons.values() if b.isVisible() and b.geometry().contains(point)]
        return under[-1] if under else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the card under the mouse."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        button = self.button_at(event.position().toPoint())
        if button is None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.cleared.emit()
            return
        button.setFocus(Qt.FocusReason.MouseFocusReason)
        where, self.mouse = event.position(), event.globalPosition()
        gc.disable()  # a full collection halts the program for some ten milliseconds: not under the hand
        self.drag = press(button.card, where.x(), where.y(), self.grid, resizing=self._on_edge(button, where))
        if button.card.movable:
            self.grabbed.emit(button.card)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the ghost, or show what the mouse could do here."""
        self.mouse = event.globalPosition()
        if self.drag is None:
            self._show_cursor(event.position())
        else:
            self.pull_to(event.position())

    def pull_to(self, where: QPointF) -> None:
        """The drag goes on at another point of the canvas (also when the canvas moved under the mouse)."""
        if self.drag is None:
            return
        before = self.drag
        self.drag = pull(before, where.x(), where.y(), self.grid)
        if not self.drag.moved:
            return
        if not self.drag.card.movable:
            if not before.moved:
                self.refused.emit(self.drag.card)
            return
        self._lift(lifted=True)
        self.dragged.emit(self.drag)
        self._overlay.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop, or open what was only clicked."""
        if event.button() is not Qt.MouseButton.LeftButton or self.drag is None:
            return
        if self.drag.moved:
            self.pull_to(event.position())  # the last move may have been swallowed
        drag = self.drag
        self.end_drag()
        if not drag.moved:
            self.opened.emit(drag.card)
        elif drag.card.movable:
            self.dropped.emit(drag)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the card under the mouse, or of the one that has the keyboard."""
        button = self.button_at(event.pos())
        if button is not None and self.drag is None:
            self.menued.emit(button.card, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends a drag; everything else goes on to the week."""
        if event.key() == Qt.Key.Key_Escape and self.drag is not None:
            self.end_drag()
        else:
            event.ignore()

    def end_drag(self) -> None:
        """Let go without a drop."""
        gc.enable()
        self._lift(lifted=False)
        self.drag = None
        self.ghost_label, self.ghost_verdict = "", None
        self.patches = ()
        self.update()
        self._overlay.update()
        self.ended.emit()

    def _lift(self, *, lifted: bool) -> None:
        for button in self.buttons.values():
            mine = lifted and self.drag is not None and button.card.key == self.drag.card.key
            if button.lifted != mine:
                button.lifted = mine
                button.update()

    def _on_edge(self, button: CardButton, where: QPointF) -> bool:
        tail = button.card.end.astimezone(self.grid.zone)
        low = button.geometry().bottom() - where.y() < EDGE
        ends_here = self.grid.top_of(minute_of(tail)) <= button.geometry().bottom() + EDGE
        return button.card.movable and low and ends_here

    def _show_cursor(self, where: QPointF) -> None:
        button = self.button_at(where.toPoint())
        if button is None:
            self.unsetCursor()
        elif self._on_edge(button, where):
            self.setCursor(Qt.CursorShape.SizeVerCursor)
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)


def describe_card(card: Card) -> str:
    """Everything that a small card has no room for."""
    return f"{card.title}\n{card.description}"


def _cut_cards(rows: WeekRows, grid: Grid) -> list[tuple[Card, Piece, str]]:
    """Every card as pieces inside the shown days; the first piece carries the card's own key."""
    shown = {head.day for head in rows.days}
    pieces = []
    for card in rows.cards:
        visible = [piece for piece in cut(card.start, card.end, grid.zone) if piece.day in shown]
        pieces += [(card, piece, card.key if not i else f"{card.key}+{i}") for i, piece in enumerate(visible)]
    return pieces
