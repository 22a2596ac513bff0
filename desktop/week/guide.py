"""What the runner sees while he drags: verdicts of every slot, the reason beside the ghost, scrolling, turning."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtWidgets import QScrollArea

from core.model.plan import SlotVerdict
from desktop.announce import announce
from desktop.bridge import Bridge
from desktop.dates import Dates
from desktop.sayings import find_slot
from desktop.week.canvas import Canvas
from desktop.week.drag import Drag
from desktop.week.present import Card
from desktop.week.verdicts import Reason, give_reason, join_patches
from desktop.week.why import Bubble

SCROLL_EDGE = 28
SCROLL_STEP = 10
TURN_EDGE = 14
TICK = 40  # milliseconds
TURN_TICKS = 16  # how long the mouse waits at the edge before the week turns
SETTLE_TICKS = 8  # a drag that begins at the edge does not turn at once
QUIET = 4000  # milliseconds: how long the bubble stays where no mouse holds it


class Guide(QObject):
    """Listens to a canvas; asks the bridge for verdicts as soon as a card is pressed, so that they are there."""

    turned = Signal(int)  # -1: a week back, 1: a week on

    def __init__(self, canvas: Canvas, area: QScrollArea, bubble: Bubble, bridge: Bridge) -> None:
        super().__init__(canvas)
        self.canvas, self.area, self.bubble, self.bridge = canvas, area, bubble, bridge
        self.dates = Dates(bridge.words)
        self.slots: tuple[SlotVerdict, ...] = ()
        self._edge_ticks = 0
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK)
        self._ticker.timeout.connect(self._tick)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(QUIET)
        self._silence.timeout.connect(bubble.hide)
        canvas.grabbed.connect(self.judge)
        canvas.dragged.connect(self.follow)
        canvas.ended.connect(self.settle)

    def judge(self, card: Card) -> None:
        """Ask for the verdicts of every quarter hour that is shown."""
        self.slots = ()
        grid = self.canvas.grid
        mondays = [grid.first + timedelta(days=7 * i) for i in range(grid.days // 7)]
        self.bridge.judge_weeks(card.uid, mondays, self._take_slots)

    def judge_again(self) -> None:
        """The canvas shows another week: its verdicts, where a drag goes on."""
        self.slots = ()
        self.canvas.show_patches(())
        if self.canvas.drag and self.canvas.drag.card.movable:
            self.judge(self.canvas.drag.card)
            self.canvas.pull_to(self.canvas.mapFromGlobal(self.canvas.mouse))

    def _take_slots(self, slots: tuple[SlotVerdict, ...]) -> None:
        self.slots = slots
        if self.canvas.drag and self.canvas.drag.moved:
            self.follow(self.canvas.drag)

    def follow(self, drag: Drag) -> None:
        """The ghost is somewhere else: paint the verdicts, say why."""
        self._silence.stop()
        if not self._ticker.isActive():
            self._edge_ticks = -SETTLE_TICKS
            self._ticker.start()
        if drag.resizing:
            self.canvas.show_ghost(self.bridge.words.say("window.minutes", count=drag.minutes), None)
            return
        if not self.canvas.patches and self.slots:
            self.canvas.show_patches(join_patches(self.slots))
        slot = find_slot(self.slots, drag.target)
        self.canvas.show_ghost(self.dates.when(drag.target), slot.verdict if slot else None)
        if slot:
            box = self.canvas.box_of_ghost()
            corner = self.canvas.mapTo(self.bubble.host, box.topLeft())
            self.bubble.tell(give_reason(slot, self.slots, self.dates), QRect(corner, box.size()))

    def tell_briefly(self, reason: Reason, near: QRect) -> None:
        """Show a reason that goes away by itself."""
        self.bubble.tell(reason, near)
        self._silence.start()

    def say_verdict(self, uid: str) -> Reason | None:
        """Announce where a session is now, and what the rules say of it."""
        state = self.bridge.state
        session = next((s for s in state.sessions if s.uid == uid), None) if state else None
        if session is None:
            return None
        reason = give_reason(self.bridge.verdict(uid), (), self.dates)
        announce(self.canvas, f"{self.dates.long_when(session.start, session.end)}. {reason.spoken}")
        return reason

    def settle(self) -> None:
        """The drag is over."""
        self._ticker.stop()
        self.slots = ()
        self.bubble.hide()

    def _tick(self) -> None:
        """Scroll near the upper and the lower edge, turn the week at the sides."""
        where = self.area.viewport().mapFromGlobal(self.canvas.mouse).toPoint()
        bar, height = self.area.verticalScrollBar(), self.area.viewport().height()
        if where.y() < SCROLL_EDGE:
            bar.setValue(bar.value() - SCROLL_STEP)
        elif where.y() > height - SCROLL_EDGE:
            bar.setValue(bar.value() + SCROLL_STEP)
        self.canvas.pull_to(self.canvas.mapFromGlobal(self.canvas.mouse))
        self._wait_at_edge(where)

    def _wait_at_edge(self, where: QPoint) -> None:
        side = self.side_of(where.x())
        drag = self.canvas.drag
        self._edge_ticks = self._edge_ticks + 1 if side and drag and not drag.resizing else min(self._edge_ticks, 0)
        if self._edge_ticks >= TURN_TICKS:
            self._edge_ticks = 0
            self.turned.emit(side)

    def side_of(self, x: float) -> int:
        """-1 at the left edge, 1 at the right one, else 0."""
        if x < self.canvas.grid.gutter - TURN_EDGE:
            return -1
        return 1 if x > self.canvas.grid.width - TURN_EDGE else 0
