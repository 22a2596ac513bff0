"""What all dialogs share: a title, a text, a body, buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import style

CELL_PADDING = 16  # pixels at both sides of a cell together, as in the theme


class Frame(QDialog):
    """A dialog with our margins. Escape and the last button close it."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(12)
        head = style(QLabel(title), "head")
        self.column.addWidget(head)
        self.text = QLabel(text)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setVisible(bool(text))
        self.column.addWidget(self.text)

    def add_buttons(self, accept: str | None, reject: str) -> QPushButton | None:
        """The row at the bottom; the accepting button, if there is one, is the default."""
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(reject)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        button = None
        if accept is not None:
            button = style(QPushButton(accept), "primary")
            button.setDefault(True)
            button.clicked.connect(self.accept)
            row.addWidget(button)
        self.column.addLayout(row)
        (button or cancel).setFocus()
        return button


class WholeText(QStyledItemDelegate):
    """Makes a row as high as its words need: Qt forgets the padding of our theme where words wrap."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The size of a cell whose words have its width without the padding."""
        narrow = QStyleOptionViewItem(option)
        box = narrow.rect
        box.setWidth(max(box.width() - CELL_PADDING, 0))
        narrow.rect = box
        return super().sizeHint(narrow, index)


def make_table(heads: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> QTableWidget:
    """A table to read: whole rows, no editing, the last column takes the room."""
    table = QTableWidget(len(rows), len(heads))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(True)
    table.setItemDelegate(WholeText(table))
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(cell))
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)  # wraps as the width changes
    return table
