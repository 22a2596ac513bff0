"""One event of the week as a real button that paints itself."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.theme import Theme, make_font, make_pixmap
from desktop.week.glyphs import draw_glyph
from desktop.week.present import Card, Role

RADIUS = 6.0
INSET = 10.0
INSET_NARROW = 7.0
NARROW = 84.0  # pixels: a column of two weeks
GLYPH = 9.0
LINE = 17.0
KEYPAD = Qt.KeyboardModifier.KeypadModifier
TOKENS = {  # role -> colour of edge and glyph, of the fill
    Role.EASY: ("easy", "easy_fill"),
    Role.HARD: ("hard", "hard_fill"),
    Role.LONG: ("long", "long_fill"),
    Role.RACE: ("danger", "hard_fill"),
    Role.UNKNOWN: ("easy", "easy_fill"),
    Role.OTHER_SPORT: ("busy", "busy_fill"),
    Role.BUSY: ("busy", "busy_fill"),
    Role.STRENGTH: ("accent", "accent"),
    Role.FOREIGN: ("accent", "accent_fill"),
    Role.MISSED: ("busy", "busy_fill"),
}


class CardButton(QAbstractButton):
    """A painted card. The canvas below handles the mouse; the keyboard and screen readers press it like a button."""

    def __init__(self, parent: QWidget, card: Card, theme: Theme) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.lead = True  # False for the part of a card that goes on after midnight
        self.lifted = False  # while its ghost is under the mouse
        self.chosen = False
        self.show_card(card)

    def show_card(self, card: Card) -> None:
        """Show another state of the same event."""
        self.card = card
        self.setAccessibleName(card.title)
        self.setAccessibleDescription(card.description)
        self.update()

    def sizeHint(self) -> QSize:
        """Any size will do; the canvas sets the geometry."""
        return QSize(120, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, edge, words, marks and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.45 if self.lifted else 1.0)
        self._paint_body(painter)
        self._paint_words(painter)
        self._paint_marks(painter)
        if self.hasFocus() or self.chosen:
            self._paint_focus(painter)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses like Space does; arrows are the week's, not the button's own."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~KEYPAD:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(2, 1, -2, -1)

    def _paint_body(self, painter: QPainter) -> None:
        card, box = self.card, self._box()
        edge, fill = (self.theme.color(token) for token in TOKENS[card.role])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if card.assumed or card.role in {Role.FOREIGN, Role.MISSED}:
            hatch = QColor(edge)
            hatch.setAlphaF(0.22)
            painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if card.role not in {Role.BUSY, Role.STRENGTH}:
            painter.save()
            painter.setClipRect(QRectF(box.x(), box.y(), 3.5, box.height()))
            painter.setBrush(edge)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
            painter.restore()
        if card.guessed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(edge, 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _ink(self) -> tuple[QColor, QColor, QColor]:
        """Colours of title, second line and glyph."""
        theme, role = self.theme, self.card.role
        if role is Role.STRENGTH:
            on = theme.color("on_accent")
            return on, on, on
        if role in {Role.BUSY, Role.OTHER_SPORT, Role.MISSED}:
            return theme.color("soft"), theme.color("soft"), theme.color("soft")
        return theme.color("text"), theme.color("soft"), theme.color(TOKENS[role][0])

    def _paint_words(self, painter: QPainter) -> None:
        box = self._box()
        title_ink, detail_ink, glyph_ink = self._ink()
        small = box.height() < LINE + 2
        font = make_font(11 if small else 12, QFont.Weight.DemiBold)
        narrow = box.width() < NARROW
        left, top = (
            box.x() + (INSET_NARROW if narrow else INSET),
            box.y() + max((box.height() - LINE) / 2 if small else 3, 0),
        )
        glyph = draw_glyph(self.card.role, left, top + (LINE - GLYPH) / 2, GLYPH)
        if not glyph.isEmpty() and not (narrow and self.card.role is Role.STRENGTH):  # solid: known by its fill
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(glyph_ink)
            painter.drawPath(glyph)
            left += GLYPH + 4
        right = box.right() - 4 - (16 if self.card.pinned or self.card.warning else 0)
        self._paint_line(painter, QRectF(left, top, right - left, LINE), font, title_ink, self.card.title)
        if box.height() >= 2 * LINE:
            line = QRectF(box.x() + (INSET_NARROW if narrow else INSET), top + LINE, box.width() - INSET - 2, LINE)
            self._paint_line(painter, line, make_font(11), detail_ink, self.card.detail)

    def _paint_line(self, painter: QPainter, box: QRectF, font: QFont, ink: QColor, text: str) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        short = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)

    def _paint_marks(self, painter: QPainter) -> None:
        """A lock for what the runner placed himself, a red badge for a broken hard rule."""
        card, box = self.card, self._box()
        corner = QPointF(box.right() - 17, box.y() + 4)
        if card.warning:
            badge = QRectF(corner.x() + 1, corner.y() - 1, 14, 14)
            painter.setPen(QPen(self.theme.color("panel"), 1.5))
            painter.setBrush(self.theme.color("danger"))
            painter.drawEllipse(badge)
            painter.setPen(self.theme.color("panel"))
            painter.setFont(make_font(10, QFont.Weight.Bold))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "!")
        elif card.pinned and self.lead:
            painter.drawPixmap(corner, make_pixmap("lock", self._ink()[0], 12))

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color("panel"), 1))
        painter.drawRoundedRect(self._box().adjusted(1.5, 1.5, -1.5, -1.5), RADIUS - 1, RADIUS - 1)
        painter.setPen(QPen(self.theme.color("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS + 1, RADIUS + 1)
