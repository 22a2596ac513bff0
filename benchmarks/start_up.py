"""What starting costs before there is anything to see. One run, printed.

    python benchmarks/start_up.py

Every figure is the CPU time of a whole process over a bare Python, the least of several taken in turns: what else the
machine does can only add to it. The goal is our own, no issue asks for it: what the window imports besides Qt, at most
0.20 s. The commands and the first window are measured beside it. Exit status 1 where the goal is missed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
GOAL_S = 0.20

QT = "import PySide6.QtWidgets, PySide6.QtSvg"
PARTS = """
import sys
import desktop.app
for name in [name for name in sys.modules if name.startswith("core")]:
    print(name)
"""
WINDOW = """
from core.words import Words
from desktop.app import Bridge, Desk, MainWindow, _now, mint_fresh, start_qt
app = start_qt()
MainWindow(Bridge(Words("en"), Desk(_now, mint_fresh))).show()
app.processEvents()
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "LIFTSLOT_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        parts = run_python(PARTS, environment)[1].split()
        programs = {
            "bare Python": "pass",
            "core, as the window imports it": "import " + ", ".join(parts),
            "Qt alone": QT,
            "all that the window imports": "import desktop.app",
            "the window's first paint": WINDOW,
            "liftslot --help": "import sys; sys.argv = ['liftslot', '--help']; from desktop.__main__ import main; main()",
        }
        taken: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(ROUNDS):
            for name, code in programs.items():
                taken[name].append(run_python(code, environment)[0])
    least = {name: min(seconds) for name, seconds in taken.items()}
    for name, seconds in least.items():
        print(f"{name:32} {seconds:6.3f} s   over bare Python {seconds - least['bare Python']:6.3f} s")
    over = least["core, as the window imports it"] - least["bare Python"]
    print(
        f"        {'reached' if over <= GOAL_S else 'MISSED '}: our own goal, at most {GOAL_S:.2f} s besides Qt (is {over:.2f})"
    )
    return int(over > GOAL_S)


def run_python(code: str, environment: dict[str, str]) -> tuple[float, str]:
    """CPU seconds of a process, and what it printed."""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT, env=environment) as child:
        assert child.stdout
        printed = child.stdout.read().decode()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, code
    return usage.ru_utime + usage.ru_stime, printed


if __name__ == "__main__":
    sys.exit(main())
