"""What the canvas lies on: how much is shown, and a scroll area that leaves keys and zoom to the week."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea

ZOOMS = (46.0, 72.0, 120.0)  # pixels for an hour: lines at 60, 30, 15 minutes
STEPS = {
    Qt.Key.Key_Up: (0, -15),
    Qt.Key.Key_Down: (0, 15),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """How much is shown: one week or two, lines at 60, 30 or 15 minutes (zoom 0, 1, 2), titles or just "busy"."""

    days: int = 7
    zoom: int = 0
    private: bool = False

    @property
    def hour(self) -> float:
        """Height of an hour in pixels."""
        return ZOOMS[self.zoom]


DEFAULT = Frame()


class Paper(QScrollArea):
    """Scrolls by wheel, bar and page keys; arrows are the week's, and so is the wheel with Ctrl."""

    zoomed = Signal(int)  # 1: in, -1: out

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let arrows through to the week."""
        if Qt.Key(event.key()) in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)
