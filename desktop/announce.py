"""Says a sentence through a screen reader."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, sentence: str) -> None:
    """The sentence is spoken politely, after what is being read."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
