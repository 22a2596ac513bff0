"""The demo: the main job on a real Radicale, without a display."""

import json
import socket
import subprocess
import sys
import time

import pytest
from icalendar import Calendar

from core.words import Words
from desktop import demo
from desktop.demo import has_display, run_demo


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    run_demo(folder, headless=True, words=Words("en"))
    return folder


@pytest.fixture(scope="module")
def stored(folder):
    """Every object that the server held at the end, by calendar."""
    objects = {}
    for path in (folder / "server" / "collections").rglob("*.ics"):
        if ".Radicale.cache" in path.parts:
            continue
        objects.setdefault(path.parent.name, {})[path.name] = path.read_bytes()
    return objects


def test_the_sessions_are_in_a_calendar_of_their_own(stored):
    lifts = [raw for calendar in stored.values() for raw in calendar.values() if b"X-LIFTSLOT-ID" in raw]
    assert len(lifts) >= 30
    assert len(stored) == 3


def test_the_shared_file_holds_the_same_sessions(stored, folder):
    shared = Calendar.from_ical((folder / "shared.ics").read_bytes())
    uids = {str(event["UID"]) for event in shared.walk("VEVENT")}
    lifts = [raw for calendar in stored.values() for raw in calendar.values() if b"X-LIFTSLOT-ID" in raw]
    assert {str(Calendar.from_ical(raw).walk("VEVENT")[0]["UID"]) for raw in lifts} >= uids
    assert len(uids) >= 30


def test_the_picture_of_the_window_is_there(folder):
    picture = (folder / "week.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 20_000


def test_no_password_is_left_in_the_home_folder(folder):
    text = b"".join(path.read_bytes() for path in (folder / "home").rglob("*") if path.is_file())
    assert b"demo-only" not in text
    assert json.dumps("demo-only").encode() not in text


@pytest.mark.parametrize(
    ("platform", "name", "seen"), [("linux", "DISPLAY", True), ("linux", "", False), ("darwin", "", True)]
)
def test_a_display_is_known_by_the_environment(monkeypatch, platform, name, seen):
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    if name:
        monkeypatch.setenv(name, ":9")
    assert has_display(platform) is seen


def test_a_path_is_shown_as_people_would_type_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert demo.shorten(tmp_path / "build" / "week.png") == "build/week.png"


def test_a_killed_demo_leaves_no_server_behind(tmp_path):
    code = (
        "import sys, time, pathlib; from desktop.radicale_server import run_radicale\n"
        "with run_radicale(pathlib.Path(sys.argv[1])) as server:\n"
        "    print(server.url, flush=True); time.sleep(60)"
    )
    demo = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    port = int(demo.stdout.readline().rsplit(":", 1)[1].split("/")[0])
    demo.kill()
    demo.wait()
    demo.stdout.close()
    assert wait_until(lambda: not answers(port))


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(is_true, seconds=20):
    deadline = time.monotonic() + seconds
    while not is_true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return is_true()
