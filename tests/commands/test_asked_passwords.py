"""Accounts whose password is kept nowhere: the commands ask for it in each run, against a real Radicale without a keyring."""

import base64
import fcntl
import io
import json
import os
import pty
import select
import subprocess
import sys
import termios
import time
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail, null

from core.calendar.caldav import connect
from core.errors import InputError
from core.store.accounts import load_accounts, save_accounts
from core.words import Words
from desktop.prompts import ask_password
from tests.servers.processes import radicale

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD, OTHER = "hush-hush-7", "quiet-quiet-8"
SIGNS = tuple(word.encode() for word in (PASSWORD, base64.b64encode(f"alice:{PASSWORD}".encode()).decode()))
CLOCK = ("--now", "2026-11-23T06:00:00+01:00")
RUN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//EN\r\nBEGIN:VEVENT\r\nUID:{name}\r\nDTSTAMP:20261101T000000Z\r\n"
    "DTSTART:20261124T060000Z\r\nDTEND:20261124T070000Z\r\nSUMMARY:{title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(scope="module")
def radicale_of_two(tmp_path_factory):
    """Two runners, each with a run of his own."""
    with radicale(tmp_path_factory.mktemp("server")) as server:
        (server.folder / "users").write_text(f"alice:{PASSWORD}\nbob:{OTHER}\n")
        for user, password, title in (("alice", PASSWORD, "Tempo 25 min"), ("bob", OTHER, "6x800")):
            login = connect(server.url, user, password)
            calendar = login.open(login.make_calendar("Running").url)
            calendar.put(calendar.href_for("run.ics"), RUN.format(name=user, title=title).encode(), if_match=None)
            login.client.close()
        yield server


@pytest.fixture
def no_keyring(request):
    before = keyring.get_keyring()
    keyring.set_keyring(getattr(request, "param", null.Keyring)())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def server(radicale_of_two):
    """No calendar for lifts on it yet."""
    login = connect(radicale_of_two.url, "alice", PASSWORD)
    for info in login.list_calendars():
        if info.name != "Running":
            login.client.exchange("DELETE", info.url)
    login.client.close()
    return radicale_of_two


@pytest.fixture
def add(run, server, home):
    def add(name="home", user="alice", stdin=PASSWORD + "\n", *, ask=("--ask-password",)):
        return run("account", "add", name, server.url, "--user", user, *ask, stdin=stdin)

    return add


@pytest.fixture
def added(add):
    status, out, err = add()
    assert (status, err) == (0, "")
    return out


NONE = pytest.mark.parametrize("no_keyring", [null.Keyring, fail.Keyring], indirect=True)  # both kinds of none


def find_signs(folder):
    """The files that hold the password, as it is or as it is sent."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 1
    return [path.name for path in files if any(sign in path.read_bytes() for sign in SIGNS)]


@NONE
def test_without_a_keyring_and_without_a_choice_both_ways_are_named_before_anything_is_asked(run, home, no_keyring):
    status, out, err = run("account", "add", "x", "http://127.0.0.1:1/", "--user", "me")  # no server, no password
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "KeePassXC" in err
    assert "--ask-password" in err


def test_a_runner_may_choose_it_where_there_is_a_keyring_too(ring, added, home):
    assert ring.kept == {}
    assert load_accounts(home / "accounts.toml")[0].ask_password


def test_without_the_choice_an_account_does_not_ask(ring, add, home):
    assert add(ask=())[0] == 0
    assert not load_accounts(home / "accounts.toml")[0].ask_password


@pytest.mark.parametrize("option", [("--ask-password",), ()])
def test_google_needs_a_keyring_whatever_is_chosen(run, home, no_keyring, option):
    status, _out, err = run("account", "add", "goo", "google", "--client-id", "x", *option, stdin="secret\n")
    assert (status, err.count("\n"), "Google" in err, "KWallet" in err) == (2, 1, True, True)


def test_google_cannot_ask_where_there_is_a_keyring_either(run, home, ring):
    status, _out, err = run("account", "add", "goo", "google", "--client-id", "x", "--ask-password", stdin="secret\n")
    assert (status, err.count("\n"), "Google" in err) == (2, 1, True)


def test_a_file_has_no_password_to_ask_for(run, home):
    (home / "club.ics").write_text(RUN.format(name="x", title="Jog"))
    status, _out, err = run("account", "add", "club", str(home / "club.ics"), "--ask-password")
    assert (status, err.count("\n"), "--ask-password" in err) == (2, 1, True)


def test_a_wrong_password_adds_nothing(add, home, no_keyring):
    status, _out, err = add(stdin="wrong\n")
    assert (status, err.count("\n")) == (3, 1)
    assert not (home / "accounts.toml").exists()


def test_the_list_says_that_it_asks(added, run, no_keyring):
    assert "asked for in each run" in added
    assert "asked for in each run" in run("account", "list")[1]


@NONE
def test_a_sync_writes_once_and_then_nothing_and_leaves_no_password(added, run, home, no_keyring):
    told = run("sync", "--yes", "--json", *CLOCK, stdin=PASSWORD + "\n")
    assert (told[0], json.loads(told[1])["written"]) == (0, len(json.loads(told[1])["changes"]))
    assert json.loads(told[1])["written"] > 2
    again = run("sync", "--yes", "--json", *CLOCK, stdin=PASSWORD + "\n")
    assert (again[0], json.loads(again[1])["changes"], json.loads(again[1])["written"]) == (0, [], 0)
    assert PASSWORD not in "".join(map(str, (*told, *again)))
    assert find_signs(home) == []


def test_a_dry_run_reads_the_calendars_and_asks_too(added, run, no_keyring):
    status, out, _err = run("sync", "--dry-run", "--json", *CLOCK, stdin=PASSWORD + "\n")
    assert (status, json.loads(out)["written"]) == (0, 0)
    assert json.loads(out)["changes"]


def test_the_answer_to_the_question_comes_in_the_line_after_it(added, run, no_keyring):
    status, _out, err = run("sync", *CLOCK, stdin=f"{PASSWORD}\ny\n")
    assert (status, "changes written" in err) == (0, True)


@pytest.mark.parametrize("synced", [False, True])
def test_a_wrong_password_is_one_line_of_a_sync(added, run, home, no_keyring, synced):
    if synced:
        run("sync", "--yes", *CLOCK, stdin=PASSWORD + "\n")
    status, _out, err = run("sync", "--yes", *CLOCK, stdin="wrong-wrong-9\n")
    assert (status, err.count("does not accept")) == (3, 1)
    assert not any(b"wrong-wrong-9" in path.read_bytes() for path in home.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "command", [("sync", "--yes"), ("account", "test", "home"), ("runs", "home"), ("plan", "home")]
)
@pytest.mark.parametrize("stdin", ["", "\n"])
def test_an_empty_line_is_one_line(added, run, no_keyring, command, stdin):
    status, out, err = run(*command, stdin=stdin)
    assert (status, out, err.count("\n"), "password" in err) == (2, "", 1, True)


def test_the_test_reads_it(added, run, no_keyring):
    status, out, _err = run("account", "test", "home", stdin=PASSWORD + "\n")
    assert (status, "“Running” can be read" in out) == (0, True)


@pytest.mark.parametrize("command", [("runs",), ("plan",), ("why", "--at", "2026-11-24 18:00")])
def test_a_source_is_read_with_it(added, run, no_keyring, command):
    name, *options = command
    status, out, _err = run(name, "home", *options, "--json", *CLOCK, stdin=PASSWORD + "\n")
    assert (status, out[0]) == (0, "{")


def test_each_account_has_its_line_in_the_order_of_the_file(added, add, run, no_keyring):
    assert add("club", "bob", OTHER + "\n")[0] == 0
    for stdin, expected in ((f"{PASSWORD}\n{OTHER}\n", 0), (f"{OTHER}\n{PASSWORD}\n", 3)):
        status, out, _err = run("runs", "club", "home", "--json", *CLOCK, stdin=stdin)
        assert status == expected
    assert run("sync", "--dry-run", *CLOCK, stdin=f"{PASSWORD}\n{OTHER}\n")[0] == 0
    assert run("sync", "--dry-run", *CLOCK, stdin=f"{OTHER}\n{PASSWORD}\n")[0] == 3
    out = run("runs", "club", "--json", *CLOCK, stdin=OTHER + "\n")[1]  # the other one is not asked for
    assert [entry["kind"] for entry in json.loads(out)["entries"]] == ["intervals"]


def test_a_calendar_and_a_password_do_not_share_standard_input(added, run, no_keyring):
    status, out, err = run("runs", "-", "home", stdin=RUN.format(name="x", title="Jog"))
    assert (status, out, err.count("\n"), "“home”" in err) == (2, "", 1, True)


@NONE
def test_it_is_removed_without_a_keyring(added, run, home, no_keyring):
    assert run("account", "remove", "home")[0] == 0
    assert load_accounts(home / "accounts.toml") == ()


class Started:
    """``liftslot`` as a process without a keyring, its standard input as it is given."""

    def __init__(self, home):
        self.environment = os.environ | {"LIFTSLOT_HOME": str(home), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        self.environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

    @contextmanager
    def __call__(self, *arguments, **streams):
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        command = [sys.executable, "-m", "desktop", *arguments, "--lang", "en"]
        with subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True, **streams) as process:
            try:
                yield process
            finally:
                process.kill()  # one that waits for what never comes would be waited for


@pytest.fixture
def start(home):
    return Started(home)


def read_doctor(process):
    told = json.loads(process.communicate(timeout=30)[0])
    return told["ok"], {finding["name"]: finding for finding in told["findings"]}


def test_the_doctor_waits_for_nobody(added, start):
    silent, kept_open = os.pipe()
    with start("doctor", "--json", stdin=silent) as process:
        ok, findings = read_doctor(process)
    os.close(kept_open)
    os.close(silent)
    assert ok
    assert "asks for its password in each run" in findings["home"]["text"]
    assert "none is needed" in findings["keyring"]["text"]


@pytest.mark.parametrize(("line", "well"), [(PASSWORD + "\r\n", True), ("wrong\n", False)])
def test_the_doctor_tries_the_password_that_is_there(added, start, line, well):
    with start("doctor", "--json", stdin=subprocess.PIPE) as process:
        process.stdin.write(line.encode())
        process.stdin.flush()
        ok, findings = read_doctor(process)
    assert (ok, findings["home"]["ok"], findings["home"]["text"] == "") == (well, well, well)


def test_the_doctor_asks_only_those_for_whom_there_is_a_line(added, add, start):
    add("club", "bob", OTHER + "\n")
    with start("doctor", "--json", stdin=subprocess.PIPE) as process:
        process.stdin.write(PASSWORD.encode() + b"\n")
        process.stdin.flush()
        ok, findings = read_doctor(process)
    assert (ok, findings["home"]["text"]) == (True, "")
    assert "asks for its password" in findings["club"]["text"]


def test_a_keyring_that_another_account_needs_is_missed(ring, added, add, start):
    add("kept", ask=())
    with start("doctor", "--json", stdin=subprocess.DEVNULL) as process:
        ok, findings = read_doctor(process)
    assert (ok, findings["keyring"]["ok"], findings["home"]["ok"], findings["kept"]["ok"]) == (
        False,
        False,
        True,
        False,
    )


@pytest.fixture
def terminal():
    """Both ends of one; a system that is laid bare may give out none."""
    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("this system gives out no terminals")
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def test_at_a_terminal_it_is_asked_for_by_name_unseen_and_not_on_standard_output(added, start, terminal):
    ours, theirs = terminal
    with start("runs", "home", "--json", stdin=theirs, stderr=theirs) as process:
        seen = read_until(ours, b"Password for \xe2\x80\x9chome\xe2\x80\x9d")
        deadline = time.monotonic() + 30
        while termios.tcgetattr(ours)[3] & termios.ECHO:
            assert time.monotonic() < deadline, "what is typed would be seen"
            time.sleep(0.02)
        os.write(ours, PASSWORD.encode() + b"\n")
        out = process.communicate(timeout=30)[0]
    fcntl.fcntl(ours, fcntl.F_SETFL, os.O_NONBLOCK)
    seen += os.read(ours, 4096)
    assert (process.returncode, out[:1]) == (0, b"{")
    assert PASSWORD.encode() not in seen


def read_until(end, sign):
    seen = b""
    while sign not in seen:
        assert select.select([end], [], [], 30)[0], seen
        seen += os.read(end, 4096)
    return seen


def test_an_account_whose_keyring_is_gone_is_removed_too(added, run, home, no_keyring):
    (account,) = load_accounts(home / "accounts.toml")
    save_accounts(home / "accounts.toml", (account.model_copy(update={"ask_password": False}),))
    status, _out, err = run("account", "remove", "home")
    assert (status, load_accounts(home / "accounts.toml")) == (0, ())
    assert "home" in err


def test_a_password_that_is_no_text_is_refused_in_one_line(run, home, server, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9\n"), encoding="utf-8"))
    with pytest.raises(InputError) as caught:
        ask_password("?")
    assert caught.value.id == "password_unreadable"
    assert "caf" not in Words("en").phrase(caught.value.phrase)
