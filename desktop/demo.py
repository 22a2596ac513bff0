"""The main job, end to end, on a real server: read a running calendar, place strength, write it back, show it."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console

from core import planner
from core.calendar.caldav import connect
from core.model.profile import Profile
from core.planner import State
from core.share.export import Sharing
from core.store.accounts import Account, CalendarChoice, save_accounts
from core.store.profile import parse_profile
from core.words import Words
from desktop import show
from desktop.console import make_console
from desktop.home import find_zone
from desktop.mint import mint_fresh
from desktop.radicale_server import DemoServer, run_radicale
from desktop.season import LIFE, PROFILE_FILE, RUNNING, build_season
from desktop.sharing import write_ics
from desktop.syncing import sync
from desktop.workspace import ACCOUNTS_NAME, Workspace

ACCOUNT = "demo"
WEEKS = 18
SHOWN_WEEKS = 1


def run_demo(folder: Path, *, headless: bool, words: Words) -> None:
    """Everything that the demo promises; leaves the window open where there is a display and nobody forbids it."""
    folder = folder.resolve()
    for old in (folder / "server", folder / "home"):
        shutil.rmtree(old, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    console = make_console()
    with run_radicale(folder / "server") as server:
        workspace = set_up(folder / "home", server, words)
        _say(words, "demo_server", url=server.url)
        state = _do_main_job(workspace, words)
        _show_week(state, words, console)
        shared = folder / "shared.ics"
        count = write_ics(state, shared, Sharing(), words, workspace.now())
        _say(words, "demo_shared", file=shorten(shared), count=count)
        _show_window(workspace, state, folder / "week.png", headless=headless)


def set_up(home: Path, server: DemoServer, words: Words) -> Workspace:
    """The runner's calendars on the server, and an account for them."""
    profile = _load_profile()
    login = connect(server.url, server.user, server.password)
    monday = planner.monday_of(_now().astimezone(profile.zone).date())
    choices = []
    for name, use in ((RUNNING, "runs"), (LIFE, "busy")):
        info = login.make_calendar(name)
        calendar = login.open(info.url)
        for number, event in enumerate(item for item in build_season(monday) if item.calendar == name):
            calendar.put(calendar.href_for(f"{name.lower()}-{number}.ics"), event.raw, if_match=None)
        choices.append(CalendarChoice.model_validate({"url": info.url, "name": name, "use": use}))
    account = Account(name=ACCOUNT, url=server.url, user=server.user, calendars=tuple(choices))
    save_accounts(home / ACCOUNTS_NAME, (account,))
    return open_demo(home, server, words)


def open_demo(home: Path, server: DemoServer, words: Words) -> Workspace:
    """The demo's home folder with its profile; the server's password comes from nowhere else."""
    profile = _load_profile()
    return Workspace(home, profile, words, lambda: _now().astimezone(profile.zone), lambda _name: server.password)


def _load_profile() -> Profile:
    return parse_profile(PROFILE_FILE.read_text(encoding="utf-8"), source=PROFILE_FILE.name, zone=find_zone())


def _do_main_job(workspace: Workspace, words: Words) -> State:
    """Read, place, write, read again: the second sync has nothing left to do."""
    today: date = workspace.now().date()
    monday = planner.monday_of(today)
    problems = workspace.refresh()
    for problem in problems:
        _say(words, "demo_problem", text=words.phrase(problem.phrase))
    state = workspace.load_state(monday, WEEKS)
    runs = sum(entry.is_run for entry in state.entries)
    _say(words, "demo_read", count=runs, others=len(state.entries) - runs)
    state = planner.propose(state, mint=mint_fresh, words=words).state
    first = sync(workspace, state, progress=_draw_progress)
    _say(words, "demo_written", count=len(first.report.written))
    second = sync(workspace, first.state)
    _say(words, "demo_again", count=second.report.requests)
    return second.state


def _show_week(state: State, words: Words, console: Console) -> None:
    show.show_plan(state, words, console, weeks=SHOWN_WEEKS)


def _show_window(workspace: Workspace, state: State, picture: Path, *, headless: bool) -> None:
    stays = not headless and has_display()
    if not stays:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.app import show_state  # noqa: PLC0415 - Qt reads its platform when it is imported

    show_state(workspace, state, picture=picture, stays=stays)
    _say(workspace.words, "demo_picture", file=shorten(picture))


def has_display(platform: str = sys.platform) -> bool:
    """True where a window can be seen."""
    if platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _draw_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{done}/{total}{end}")


def _now() -> datetime:
    return datetime.now(UTC)


def _say(words: Words, key: str, **params: str | int) -> None:
    """A line on standard error: progress, not the result."""
    sys.stderr.write(words.say(f"commands.{key}", tuple(params.items())) + "\n")


def shorten(path: Path) -> str:
    """A path as people would type it from where they are."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
