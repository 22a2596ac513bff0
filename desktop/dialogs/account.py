"""A new account: what was typed is tried first, then the runner says what each calendar is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from core.errors import Phrase
from core.words import Words
from desktop.dialogs.frame import Frame
from desktop.draft import Draft, Found
from desktop.theme import style

KINDS: Mapping[str, tuple[str, ...]] = {  # what each kind asks for, in order
    "server": ("name", "address", "user", "password"),
    "google": ("name", "client_id", "client_secret"),
    "feed": ("name", "feed"),
}
HIDDEN = frozenset({"password", "client_secret"})
USES = ("runs", "busy", "lifts", "ignored")
FOREIGN = "errors.caldav_host_foreign"


class AccountDialog(Frame):
    """``tried`` asks for an answer, given back by ``show_found`` or ``show_fault``; accepted means ``found`` is wanted."""

    tried = Signal(object)  # Draft

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words.say("window.account_title"), words.say("window.account_text"), parent)
        self.words = words
        self.found: Found | None = None
        self.uses: dict[str, QComboBox] = {}
        self._hosts: tuple[str, ...] = ()
        self._has_keyring = True  # until it was looked for
        self.kind = QComboBox()
        self.kind.setAccessibleName(words.say("window.account_kind"))
        self.kind.addItems([words.say(f"window.account_{kind}") for kind in KINDS])
        self.fields = {name: self._make_field(name) for name in dict.fromkeys(sum(KINDS.values(), ()))}
        self.form = QFormLayout()
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._follow_kind)
        self._follow_kind()

    @property
    def draft(self) -> Draft:
        """What stands in the fields now."""
        kind, text = self._kind, {name: field.text().strip() for name, field in self.fields.items()}
        if kind == "google":
            return Draft(text["name"], "google", "", text["client_secret"], text["client_id"])
        if kind == "feed":
            return Draft(text["name"], text["feed"])
        user = text["user"] or (text["address"] if "@" in text["address"] else "")
        secret, ask = self.fields["password"].text(), self.ask.isChecked()
        return Draft(text["name"], text["address"], user, secret, hosts=self._hosts, ask=ask)

    @property
    def _kind(self) -> str:
        return list(KINDS)[self.kind.currentIndex()]

    def _make_field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(self.words.say(f"window.account_{name}"))
        field.setPlaceholderText(self.words.say(f"window.account_hint_{name}"))
        if name in HIDDEN:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textChanged.connect(self._follow_text)
        return field

    def _lay_out(self) -> None:
        words = self.words
        self.form.addRow(words.say("window.account_kind"), self.kind)
        for name, field in self.fields.items():
            self.form.addRow(words.say(f"window.account_{name}"), field)
        self.column.addLayout(self.form)
        self.missing = QLabel()  # what it means where there is no keyring
        self.missing.setWordWrap(True)
        self.ask = QCheckBox(words.say("window.account_ask"))
        self.ask.toggled.connect(self._follow_text)
        self.column.addWidget(self.missing)
        self.column.addWidget(self.ask)
        self.calendars = QFormLayout()
        self.column.addLayout(self.calendars)
        self.private = QCheckBox()
        self.private.hide()
        self.column.addWidget(self.private)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.column.addWidget(self.said)
        row = QHBoxLayout()
        row.addStretch(1)
        self.leave, self.allow = QPushButton(words.say("window.cancel")), QPushButton()
        self.go = style(QPushButton(), "primary")
        self.go.setDefault(True)
        for button in (self.leave, self.allow, self.go):
            row.addWidget(button)
        self.allow.hide()
        self.column.addLayout(row)
        self.leave.clicked.connect(self.reject)
        self.allow.clicked.connect(self._allow)
        self.go.clicked.connect(self._go_on)

    def _follow_kind(self) -> None:
        for name, field in self.fields.items():
            self.form.setRowVisible(field, name in KINDS[self._kind])
        signs_in = self._kind == "google"
        self.go.setText(self.words.say("window.account_sign_in" if signs_in else "window.account_connect"))
        self._say("window.account_google_means" if signs_in else None)
        self._follow_keyring()

    def show_keyring(self, has_keyring: bool) -> None:
        """Where a password cannot be kept, that is said, and the runner has to choose that it is asked for."""
        self._has_keyring = has_keyring
        if self.found is None:
            self._follow_keyring()

    def _follow_keyring(self) -> None:
        self.ask.setVisible(self._kind == "server")
        says = {"server": "window.account_no_keyring", "google": "errors.google_needs_keyring"}.get(self._kind)
        self.missing.setText(self.words.say(says) if says else "")
        self.missing.setVisible(says is not None and not self._has_keyring)
        self._follow_text()

    def _follow_text(self) -> None:
        """Nothing to try while something is missing; the user may be the e-mail address."""
        needed = set(KINDS[self._kind]) - {"user"}
        typed = all(self.fields[name].text().strip() for name in needed)
        asks = self._kind == "server" and self.ask.isChecked()
        self.go.setEnabled(typed and (self._has_keyring or asks or self._kind == "feed"))

    def _go_on(self) -> None:
        if self.found is not None:
            self.accept()
            return
        self._try(self.draft)

    def _try(self, draft: Draft) -> None:
        self.go.setEnabled(False)
        self.allow.hide()
        self._say("window.account_waiting_browser" if self._kind == "google" else "window.account_waiting")
        self.tried.emit(draft)

    def _allow(self) -> None:
        self._hosts = (*self._hosts, self._asked)
        self._try(replace(self.draft, hosts=self._hosts))

    def show_fault(self, fault: Phrase) -> None:
        """What went wrong; another provider's host may be allowed here and now."""
        self.said.setText(self.words.phrase(fault))
        self._follow_text()
        if fault.id == FOREIGN:
            self._asked = str(dict(fault.params)["host"])
            self.said.setText(self.words.say("window.account_foreign", host=self._asked))
            self.allow.setText(self.words.say("window.account_allow", host=self._asked))
            self.allow.show()

    def show_found(self, found: Found) -> None:
        """The calendars of the account, each with what it is for."""
        self.found = found
        for row in range(self.form.rowCount()):
            self.form.setRowVisible(row, False)
        self.missing.hide()
        self.ask.hide()
        for choice in found.account.calendars:
            box = QComboBox()
            box.addItems([self.words.say(f"window.account_use_{use}") for use in USES])
            box.setCurrentIndex(USES.index(choice.use))
            box.setAccessibleName(choice.name)
            self.calendars.addRow(choice.name, box)
            self.uses[choice.url] = box
        self.private.setText(self.words.say("window.account_private" if self.uses else "window.account_private_feed"))
        self.private.setVisible(bool(self.uses) or not found.account.has_login)
        self._say("window.account_found" if self.uses else "window.account_readable")
        self.go.setText(self.words.say("window.account_add"))
        self.go.setEnabled(True)
        self.go.setFocus()

    @property
    def agreed(self) -> Found | None:
        """What was found, as the runner wants it kept."""
        found = self.found
        if found is None:
            return None
        return replace(found, account=found.account.model_copy(update={"private": self.private.isChecked()}))

    @property
    def chosen(self) -> dict[str, str]:
        """What each calendar, by address, is for."""
        return {url: USES[box.currentIndex()] for url, box in self.uses.items()}

    def _say(self, id: str | None) -> None:
        self.said.setText(self.words.say(id) if id else "")
