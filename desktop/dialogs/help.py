"""The keys, and what this program is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.words import Words
from desktop.dialogs.frame import Frame, make_table

KEYS = {
    "walk": "\N{LEFTWARDS ARROW} \N{RIGHTWARDS ARROW}",
    "open": "Enter",
    "quarter": "Alt+\N{UPWARDS ARROW} \N{DOWNWARDS ARROW}",
    "day": "Alt+\N{LEFTWARDS ARROW} \N{RIGHTWARDS ARROW}",
    "longer": "Alt+Shift+\N{UPWARDS ARROW} \N{DOWNWARDS ARROW}",
    "pin": "Ctrl+L",
    "skip": "Del",
    "missed": "Ctrl+M",
    "escape": "Esc",
    "week": "Ctrl+PgUp  Ctrl+PgDown",
    "today": "Ctrl+T",
    "plan": "Ctrl+P",
    "stress": "Ctrl+R",
    "write": "Ctrl+S",
    "undo": "Ctrl+Z  Ctrl+Shift+Z",
    "hide": "Ctrl+H",
    "zoom": "Ctrl++  Ctrl+-",
}


class KeysDialog(Frame):
    """Everything the mouse can do, the keyboard can."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words.say("window.keys_title"), words.say("window.keys_text"), parent)
        self.setMinimumSize(560, 480)
        rows = [(key, words.say(f"window.key_{name}")) for name, key in KEYS.items()]
        heads = [words.say("window.column_key"), words.say("window.column_does")]
        self.table = make_table(heads, rows, words.say("window.keys_title"))
        self.column.addWidget(self.table, 1)
        self.add_buttons(None, words.say("window.close"))


class AboutDialog(Frame):
    """What it does, and what it is not."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("Liftslot", words.say("window.about_text"), parent)
        self.add_buttons(None, words.say("window.close"))
