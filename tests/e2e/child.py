"""The real window over a real server, in a process of its own; tells a file what is on the screen.

Arguments: home folder, server address, server folder, file to tell.
"""

import itertools
import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from core import planner
from core.words import Words
from desktop.app import start_qt
from desktop.demo import open_demo
from desktop.radicale_server import DemoServer
from desktop.shell import build_shell

home, url, folder, told = sys.argv[1:]
app = start_qt()
workspace = open_demo(Path(home), DemoServer(url, Path(folder)), Words("en"))
shell = build_shell(workspace)
shell.window.setGeometry(20, 20, 1400, 880)
shell.window.show()
beats = itertools.count()


def corner(widget: QWidget) -> list[int]:
    point = widget.mapToGlobal(QPoint(0, 0))
    return [point.x(), point.y(), widget.width(), widget.height()]


def tell() -> None:
    week, dialog = shell.window.week, shell.window.errands.dialog
    grid = week.canvas.grid
    facts = {
        "beat": next(beats),
        "dragging": week.canvas.drag is not None,
        "canvas": corner(week.canvas),
        "grid": [grid.gutter, grid.column, grid.hour],
        "first": week.first.isoformat(),
        "cards": {
            b.card.uid: [b.card.title, b.card.start.isoformat(), *corner(b)] for b in week.canvas.buttons_in_order()
        },
        "dialog": dialog.windowTitle() if isinstance(dialog, QDialog) and dialog.isVisible() else "",
        "bubble": week.guide.bubble.text if week.guide.bubble.isVisible() else "",
        "busy": shell.bridge.jobs.busy or shell.bridge.writing,
        "status": shell.window.bar.status.text(),
        "write": shell.window.bar.write_button.text(),
        "active": shell.window.isActiveWindow(),
        "undo": shell.bridge.can_undo,
    }
    draft = Path(told + ".new")
    draft.write_text(json.dumps(facts))
    draft.replace(told)


timer = QTimer()
timer.setInterval(50)
timer.timeout.connect(tell)
timer.start()
shell.bridge.load(workspace.load_state(planner.monday_of(workspace.now().date()), 4))
sys.exit(app.exec())
