"""PySide6 6.12.0 drops references of None and True on CPython 3.11 and aborts; a bump that still does so fails here."""

import sys

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

CALLS = 400
# CPython 3.12 made these immortal: their count no longer moves, and neither can the fault.
IMMORTAL = sys.version_info >= (3, 12)


class Bell(QObject):
    rung = Signal(bool)


def call_into_qt(widget, bell):
    widget.setEnabled(True)
    widget.setParent(None)
    widget.setVisible(False)
    widget.setProperty("canary", None)
    widget.setProperty("canary", True)
    bell.rung.emit(True)
    QColor("white").isValid()
    QRect(0, 0, 4, 4).contains(QPoint(1, 1))
    widget.isEnabled()


@pytest.mark.parametrize("value", [None, True, False])
def test_calls_into_qt_leave_reference_counts_alone(qtbot, value):
    widget, bell = QWidget(), Bell()
    qtbot.addWidget(widget)
    bell.rung.connect(lambda _on: None)
    call_into_qt(widget, bell)
    before = sys.getrefcount(value)
    for _ in range(CALLS):
        call_into_qt(widget, bell)
    assert abs(sys.getrefcount(value) - before) < (1 if IMMORTAL else CALLS // 8)
