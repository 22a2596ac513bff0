"""The window is there first; its home folder is opened behind it."""

import subprocess
import sys
import threading

import pytest

from core.words import Words
from desktop.app import FAULT, _open_home, when_idle
from desktop.bridge import Bridge
from desktop.desk import Desk
from desktop.jobs import Job, Jobs
from desktop.main_window import MainWindow
from desktop.mint import mint_fresh

LATE = ("pydantic", "keyring", "icalendar", "desktop.workspace")


class Exit:
    status = None

    def exit(self, status):
        self.status = status


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LIFTSLOT_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def bare(qtbot, make):
    window = MainWindow(Bridge(Words("en"), Desk(lambda: make.at(0, 10), mint_fresh)), "light")
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_first_paint_waits_for_no_store_and_no_settings():
    code = f"import sys, desktop.app; print([n for n in {LATE} if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_home_folder_is_opened_behind_the_window(home, bare, qtbot):
    _open_home(bare, Exit())
    assert bare.bridge.state is None
    qtbot.waitUntil(lambda: bare.bridge.state is not None and not bare.bridge.jobs.busy)
    assert (home / "liftslot.db").exists()
    assert bare.bridge.desk.publisher is not None


def test_a_profile_with_a_fault_ends_the_program_with_a_sentence(home, bare, qtbot, capsys):
    (home / "profile.toml").write_text("[athlete]\nplan = 3\n")
    fake = Exit()
    _open_home(bare, fake)
    qtbot.waitUntil(lambda: fake.status is not None)
    assert fake.status == FAULT
    assert "profile.toml" in capsys.readouterr().err


SHOW = """
import sys, pathlib, core.words, desktop.app, desktop.shell
work = desktop.shell.open_workspace(core.words.Words("en"))
state = work.load_state(work.now().date(), 2)
desktop.app.show_state(work, state, picture=pathlib.Path(sys.argv[1]), stays=False)
"""


def test_a_picture_is_taken_when_everything_is_answered(home):
    picture = home / "new" / "week.png"
    subprocess.run([sys.executable, "-c", SHOW, str(picture)], check=True)  # its loop ends for good
    assert picture.stat().st_size > 10_000


def test_what_waits_for_idle_comes_once_and_after_the_last_answer(qapp, qtbot):
    jobs, gate, seen = Jobs(), threading.Event(), []
    again = Job(lambda _t: None, lambda _: seen.append("second"), seen.append)
    jobs.submit(
        "a", Job(lambda _t: gate.wait(60), lambda _: (seen.append("first"), jobs.submit("a", again)), seen.append)
    )
    when_idle(jobs, lambda: seen.append("idle"))
    gate.set()
    qtbot.waitUntil(lambda: "idle" in seen)
    assert seen == ["first", "second", "idle"]
    with qtbot.waitSignal(jobs.idle):
        jobs.submit("a", Job(lambda _t: None, lambda _: None, seen.append))
    assert len(seen) == 3
    jobs.close()
