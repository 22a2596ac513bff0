"""A screen of its own, a window manager, a hand on the mouse; all ended by their process ids."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("child.py")
PATIENCE_S = 30.0


@contextmanager
def running(command, **more):
    process = subprocess.Popen(command, **more)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until(true, patience=PATIENCE_S):
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


@contextmanager
def run_screen():
    """A virtual screen with a window manager; the environment that leads to it."""
    read, write = os.pipe()
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1500x960x24", "-nolisten", "tcp"]
    with running(command, pass_fds=(write,), **quiet):
        os.close(write)
        with os.fdopen(read) as pipe:
            display = f":{pipe.readline().strip()}"
        here = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        with running(["openbox", "--sm-disable"], env=here, **quiet):
            yield here


class Hand:
    """A mouse and a keyboard on the screen, and what the window tells of itself."""

    def __init__(self, environment, told):
        self.environment, self.told = environment, told

    def _told(self):
        return json.loads(self.told.read_text())

    def facts(self):
        """What the window tells after it has seen all that was done to it: two beats later."""
        beat = self._told()["beat"]
        wait_until(lambda: self._told()["beat"] >= beat + 2)
        return self._told()

    def xdotool(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True, timeout=20)

    def wait(self, true):
        wait_until(lambda: true(self._told()))
        return self._told()

    def settle(self):
        self.facts()
        return self.wait(lambda facts: not facts["busy"])

    def key(self, *keys):
        self.xdotool("key", "--delay", 60, *keys)

    def press(self, x, y):
        self.xdotool("mousemove", "--sync", x, y)
        self.xdotool("mousedown", 1)
        self.wait(lambda facts: facts["dragging"])

    def pull(self, x, y, steps=8):
        """From where the mouse is, in steps as a hand would."""
        here = subprocess.run(
            ["xdotool", "getmouselocation", "--shell"],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=20,
        )
        fields = dict(line.split("=") for line in here.stdout.split())
        old_x, old_y = int(fields["X"]), int(fields["Y"])
        for step in range(1, steps + 1):
            self.xdotool(
                "mousemove",
                "--sync",
                round(old_x + (x - old_x) * step / steps),
                round(old_y + (y - old_y) * step / steps),
            )
            time.sleep(0.02)

    def release(self):
        self.xdotool("mouseup", 1)
        self.wait(lambda facts: not facts["dragging"])

    def spot(self, moment, down=8):
        """The point on the screen ``down`` pixels under a time."""
        facts = self.facts()
        left, top, _width, _height = facts["canvas"]
        gutter, column, hour = facts["grid"]
        day = (moment.date() - datetime.fromisoformat(facts["first"]).date()).days
        return round(left + gutter + (day + 0.5) * column), round(
            top + (moment.hour + moment.minute / 60) * hour
        ) + down

    def lifts(self):
        """UID -> start of the sessions on the screen."""
        cards = self.facts()["cards"]
        return {uid: datetime.fromisoformat(card[1]) for uid, card in cards.items() if card[0].startswith("Lift")}


@pytest.fixture
def screen():
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None or shutil.which("openbox") is None:
        pytest.fail("needs Xvfb, xdotool and openbox: apt-get install xvfb xdotool openbox")
    with run_screen() as environment:
        yield environment


@pytest.fixture
def start_window(screen, tmp_path):
    """Starts the real window on a home folder and a server; gives the hand over it."""
    with ExitStack() as stack:

        def start(home, server):
            told = tmp_path / "told.json"
            command = [sys.executable, str(CHILD), str(home), server.url, str(server.folder), str(told)]
            log = stack.enter_context((tmp_path / "window.log").open("wb"))
            process = stack.enter_context(
                running(command, env=screen, cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
            )
            wait_until(lambda: told.exists() or process.poll() is not None)
            assert process.poll() is None, (tmp_path / "window.log").read_text()
            hand = Hand(screen, told)
            hand.wait(lambda facts: facts["active"])
            hand.settle()
            return hand

        yield start
