"""The menu bar as a table: menu, id of the words, keys, what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from core.words import Words


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a menu; an empty id is a separator. ``group`` makes it one of several choices."""

    menu: str
    id: str = ""
    do: Callable[[], object] = lambda: None
    keys: str = ""
    group: str = ""
    on: bool = False


def fill_menu_bar(window: QMainWindow, items: Sequence[Item], words: Words) -> dict[str, QAction]:
    """The window's menus, made anew; the actions by id."""
    bar = window.menuBar()
    for old in bar.findChildren(QMenu):
        old.deleteLater()  # later: one of them may be what was clicked
    bar.clear()
    menus: dict[str, QMenu] = {}
    groups: dict[str, QActionGroup] = {}
    actions: dict[str, QAction] = {}
    for item in items:
        if item.menu not in menus:
            menus[item.menu] = bar.addMenu(words.say(f"window.menu_{item.menu}"))
        if not item.id:
            menus[item.menu].addSeparator()
            continue
        action = QAction(words.say(f"window.{item.id}"), menus[item.menu])
        action.triggered.connect(lambda _on=False, do=item.do: do())
        if item.keys:
            action.setShortcuts(QKeySequence.listFromString(item.keys))
        if item.group:
            group = groups.setdefault(item.group, QActionGroup(bar))
            action.setCheckable(True)
            group.addAction(action)
            action.setChecked(item.on)
        menus[item.menu].addAction(action)
        actions[item.id] = action
    return actions
