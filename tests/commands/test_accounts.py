"""``liftslot account`` and ``liftslot sync`` against a real Radicale, with a keyring in memory."""

import json

import pytest

from core.calendar.caldav import connect
from core.words import Words
from desktop import demo
from desktop.enrol import find_kind
from desktop.radicale_server import run_radicale
from desktop.workspace import LIFTS_NAME

RUN = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Test//EN\r
BEGIN:VEVENT\r
UID:run-1@example.org\r
DTSTAMP:20261101T000000Z\r
DTSTART:20261124T060000Z\r
DTEND:20261124T070000Z\r
SUMMARY:Tempo 25 min\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with run_radicale(tmp_path_factory.mktemp("server")) as server:
        demo.set_up(tmp_path_factory.mktemp("unused"), server, Words("en"))
        yield server


@pytest.fixture
def added(run, server, home, ring):
    login = connect(server.url, server.user, server.password)
    for info in login.list_calendars():
        if info.name == LIFTS_NAME:
            login.client.exchange("DELETE", info.url)
    arguments = ["account", "add", "radicale", server.url, "--user", server.user]
    status, out, err = run(*arguments, "--runs", "Running", "--busy", "Life", stdin=server.password + "\n")
    assert (status, err) == (0, "")
    return out


def test_adding_finds_the_calendars_and_keeps_the_password_in_the_keyring(added, ring, home, server):
    assert "Running" in added
    assert ring.kept == {("liftslot", "radicale"): server.password}
    assert server.password not in (home / "accounts.toml").read_text()


def test_a_wrong_password_is_one_line_and_adds_nothing(run, server, home, ring):
    status, out, err = run("account", "add", "x", server.url, "--user", server.user, stdin="wrong\n")
    assert (status, out, err.count("\n")) == (3, "", 1)
    assert "wrong" not in err
    assert not (home / "accounts.toml").exists()


def test_no_password_at_all_is_one_line(run, server, home, ring):
    status, _out, err = run("account", "add", "x", server.url, "--user", server.user)
    assert (status, err.count("\n")) == (2, 1)


def test_a_calendar_that_is_not_there_is_named_with_those_that_are(run, server, home, ring):
    arguments = ["account", "add", "x", server.url, "--user", server.user, "--runs", "Runing"]
    status, _out, err = run(*arguments, stdin=server.password + "\n")
    assert status == 2
    assert "Running" in err


def test_without_a_keyring_no_password_is_kept_anywhere(run, server, home):
    status, _out, err = run("account", "add", "x", server.url, "--user", server.user, stdin=server.password + "\n")
    assert (status, err.count("\n")) == (2, 1)
    assert not (home / "accounts.toml").exists()


def test_the_test_says_in_words_what_works(added, run):
    status, out, _err = run("account", "test", "radicale")
    assert status == 0
    assert "Login works" in out
    assert "“Running” can be read" in out


def test_removing_forgets_the_password_and_leaves_the_server_alone(added, run, ring, server):
    before = connect(server.url, server.user, server.password).list_calendars()
    assert run("account", "remove", "radicale")[0] == 0
    assert ring.kept == {}
    assert connect(server.url, server.user, server.password).list_calendars() == before


def test_an_accounts_name_is_a_source(added, run):
    status, out, _err = run("runs", "radicale", "--json", "--weeks", "1")
    assert status == 0
    assert any(entry["treated_as"] == "long" for entry in json.loads(out)["entries"])


def test_a_dry_run_writes_nothing(added, run, server):
    calendars = connect(server.url, server.user, server.password).list_calendars()
    status, out, _err = run("sync", "--dry-run", "--json")
    assert status == 0
    assert json.loads(out)["changes"]
    assert connect(server.url, server.user, server.password).list_calendars() == calendars


def test_a_sync_writes_once_and_then_nothing(added, run):
    status, out, err = run("sync", "--yes", "--json")
    first = json.loads(out)
    assert (status, first["written"], first["problems"]) == (0, len(first["changes"]), [])
    assert "new: " in err
    status, out, _err = run("sync", "--yes", "--json")
    assert (status, json.loads(out)["changes"], json.loads(out)["written"]) == (0, [], 0)


def test_saying_no_writes_nothing(added, run, monkeypatch):
    monkeypatch.setattr("typer.confirm", lambda *_a, **_k: False)
    status, _out, err = run("sync")
    assert status == 0
    assert "Nothing was written" in err


def test_a_server_that_is_gone_is_one_line_and_status_three(run, home, ring, tmp_path_factory):
    with run_radicale(tmp_path_factory.mktemp("gone")) as gone:
        demo.set_up(tmp_path_factory.mktemp("unused"), gone, Words("en"))
        run("account", "add", "gone", gone.url, "--user", gone.user, stdin=gone.password + "\n")
    status, _out, err = run("runs", "gone")
    assert (status, err.count("\n")) == (3, 1)


def test_sessions_of_a_lost_ledger_are_asked_about_not_taken(added, run, home):
    run("sync", "--yes")
    (home / "liftslot.db").unlink()
    status, out, _err = run("sync", "--yes", "--json")
    asked = json.loads(out)
    assert (status, [question["key"] for question in asked["questions"]]) == (1, ["found"])
    assert (asked["changes"], asked["written"]) == ([], 0)
    status, out, _err = run("sync", "--yes", "--json", "--allow", "found")
    assert status == 0
    assert json.loads(out)["written"] == 0
    assert json.loads(run("sync", "--yes", "--json")[1])["changes"] == []


def test_the_doctor_finds_nothing_wrong_where_all_is_well(added, run, server):
    status, out, _err = run("doctor", "--json")
    assert (status, json.loads(out)["ok"]) == (0, True)
    assert server.password not in out


def test_the_doctor_says_what_would_stop_a_sync(run, home):
    (home / "profile.toml").write_text("[athlete]\nplce = 1")
    status, out, _err = run("doctor")
    assert status == 1
    assert "✗ profile.toml" in out
    assert "✗ keyring" in out


def test_an_unknown_consent_is_refused(added, run):
    status, _out, err = run("sync", "--allow", "everything")
    assert status == 2
    assert "gone" in err


def test_a_file_is_an_account_too(run, home, tmp_path):
    (tmp_path / "club.ics").write_bytes(RUN)
    assert run("account", "add", "club", str(tmp_path / "club.ics"))[0] == 0
    _status, out, _err = run("runs", "club", "--from", "2026-11-23", "--weeks", "1", "--json")
    assert [entry["kind"] for entry in json.loads(out)["entries"]] == ["tempo"]
    assert run("account", "test", "club")[1].startswith("“club” can be read: 1 event")
    assert "club" in run("account", "list")[1]


def test_an_unknown_account_is_named_with_those_that_are(run, home):
    status, _out, err = run("account", "test", "nobody")
    assert (status, err.count("\n")) == (2, 1)


def test_an_empty_list_says_how_to_add_one(run, home):
    assert "account add" in run("account", "list")[2]


@pytest.mark.parametrize(
    ("address", "user", "kind"),
    [
        ("https://cal.example.org/x.ics", "", "feed"),
        ("webcal://cal.example.org/x", "", "feed"),
        ("https://dav.example.org/", "me", "caldav"),
        ("runs.ics", "", "file"),
        ("me@icloud", "me", "caldav"),
        ("me@icloud.com", "", "caldav"),
        ("posteo.de", "", "caldav"),
        ("./runs", "", "file"),
        ("~/runs.ICS", "", "file"),
    ],
)
def test_an_address_tells_what_kind_of_account_it_is(address, user, kind):
    assert find_kind(address, user) == kind


def test_what_was_synced_can_be_exported(added, run, tmp_path):
    written = json.loads(run("sync", "--yes", "--json")[1])["written"]
    for what, private in (("strength", []), ("all", []), ("busy", []), ("all", ["--private"])):
        out = tmp_path / f"{what}.ics"
        status, _out, err = run("export", "--what", what, *private, "--out", str(out))
        events = out.read_bytes().count(b"BEGIN:VEVENT")
        assert (status, f"{events} events written" in err) == (0, True)
        assert events == written if what == "strength" else events > written
