"""What the runner does with the chosen session: by menu, by key, by the menu of its card."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from core.errors import Phrase
from desktop.announce import announce
from desktop.bridge import Bridge
from desktop.errands import Errands
from desktop.week.present import Card, Role
from desktop.week.view import WeekView


class Deeds(QObject):
    """Pins, skips, and notes what was missed."""

    def __init__(self, bridge: Bridge, week: WeekView, errands: Errands) -> None:
        super().__init__(week)
        self.bridge, self.week, self.errands = bridge, week, errands
        self.menu: QMenu | None = None
        week.canvas.menued.connect(self.show_menu)

    def toggle_pin(self) -> None:
        """Lock the chosen session, or give it back to the planner."""
        card = self._chosen()
        if card and card.movable:
            self.bridge.pin(card.uid, pinned=not card.pinned)

    def skip(self) -> None:
        """Leave the chosen session out."""
        card = self._chosen()
        if card and card.movable:
            self.bridge.skip(card.uid)

    def miss(self) -> None:
        """The chosen session was not done; the planner is asked whether its week has room for it again."""
        card = self._chosen()
        if card is None or card.role is not Role.STRENGTH:
            return
        if self.bridge.miss(card.uid):
            announce(self.week, self.bridge.words.say("window.missed_note"))
            self.errands.plan()
        else:
            self.bridge.noted.emit(Phrase("window.missed_ahead"))

    def _chosen(self) -> Card | None:
        button = self.week.focused()
        return button.card if button else None

    def show_menu(self, card: Card, where: QPoint) -> None:
        """The menu of a card, at a point of the screen; the card is chosen with it."""
        self.week.open(card)
        self.menu = QMenu(self.week)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, do in self._list_deeds(card):
            self.menu.addAction(self.bridge.words.say(f"window.{name}")).triggered.connect(do)
        self.menu.popup(where)

    def _list_deeds(self, card: Card) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "open_menu", lambda: self.week.open(card)
        if card.movable:
            yield "pin_menu", self.toggle_pin
            yield "skip_menu", self.skip
        if card.role is Role.STRENGTH and card.start.date() <= self.bridge.now().astimezone(card.start.tzinfo).date():
            yield "missed_menu", self.miss
        if card.role is Role.MISSED:
            yield "missed_undo", lambda: self.bridge.take_back_miss(card.uid)
