"""A password that is kept nowhere is typed; the calendars are read with it until the program ends."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from core.words import Words
from desktop.dialogs.frame import Frame


class PasswordDialog(Frame):
    """Accepted means that ``password`` was typed; leaving it goes on with what was read last."""

    def __init__(self, words: Words, account: str, parent: QWidget | None = None) -> None:
        title = words.say("window.password_title", account=account)
        super().__init__(title, words.say("window.password_text"), parent)
        self.field = QLineEdit()
        self.field.setAccessibleName(title)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.column.addWidget(self.field)
        self.go = self.add_buttons(words.say("window.password_go"), words.say("window.cancel"))
        self.field.textChanged.connect(self._follow_text)
        self._follow_text("")
        self.field.setFocus()

    @property
    def password(self) -> str:
        """What stands in the field, spaces included."""
        return self.field.text()

    def _follow_text(self, text: str) -> None:
        """Nothing is sent while nothing is typed."""
        if self.go:
            self.go.setEnabled(bool(text))
