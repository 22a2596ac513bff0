"""``liftslot account add NAME google`` against the fake Google: browser, listener, keyring, and what comes after."""

import io
import json
import queue
import socket
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import keyring
import pytest

from core.calendar.provider import Keys
from core.errors import InputError
from core.store.accounts import Account, load_accounts, save_accounts
from core.words import Words
from desktop.enrol import find_kind
from desktop.google_sign_in import ask_keys, listen, sign_in
from desktop.logins import connect_to, find_provider, list_choices
from tests.servers.fake_google import CLIENT, PRIMARY, fake_google

RUN = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:run-1\r\nDTSTAMP:20261101T000000Z\r\n"
    b"DTSTART:20261124T060000Z\r\nDTEND:20261124T070000Z\r\nSUMMARY:Tempo 25 min\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def fake(authority):
    with fake_google(authority.context()) as fake:
        fake.add("lifts@group.example", "Liftslot")
        yield fake


@pytest.fixture
def agree(fake, authority):
    def agree(**more):
        browse = fake.browse(authority.path)
        return sign_in(fake.provider(authority.path), CLIENT, Words("en"), **{"open_page": browse, "wait_s": 5} | more)

    return agree


@pytest.fixture
def account(fake, authority):
    server = fake.server.url
    return Account(
        name="goo",
        kind="google",
        url=fake.root,
        ca_file=authority.path,
        auth_url=server + "auth",
        token_url=server + "token",
    )


@pytest.fixture
def added(account, home, ring, run, fake, authority, monkeypatch):
    """The account in the file, signed in again by the command itself."""
    monkeypatch.setattr("webbrowser.open", fake.browse(authority.path))
    save_accounts(home / "accounts.toml", (account,))
    return run("account", "add", "goo", "google", "--client-id", CLIENT.client_id, stdin=CLIENT.client_secret + "\n")


def test_a_yes_in_the_browser_gives_a_refresh_token(agree, fake):
    assert agree() == Keys(CLIENT.client_id, CLIENT.client_secret, "1//refresh-hush")


def test_the_page_is_asked_for_lasting_access_with_a_hash_of_the_verifier(agree, fake):
    agree()
    wanted = fake.wanted
    assert (wanted["response_type"], wanted["access_type"], wanted["prompt"]) == ("code", "offline", "consent")
    assert (wanted["code_challenge_method"], len(wanted["code_challenge"])) == ("S256", 43)
    assert wanted["redirect_uri"].startswith("http://127.0.0.1:")
    assert len(wanted["state"]) >= 43


def test_no_two_sign_ins_share_state_verifier_or_code(agree, fake):
    agree()
    first = dict(fake.wanted)
    agree()
    assert all(first[name] != fake.wanted[name] for name in ("state", "code_challenge"))


@pytest.mark.parametrize(
    ("consent", "id"),
    [
        ({"error": "access_denied"}, "google_denied"),
        ({"state": "foreign"}, "google_state_wrong"),
    ],
)
def test_a_no_or_a_foreign_answer_keeps_nothing(agree, fake, consent, id):
    fake.consent = consent
    with pytest.raises(InputError, match=id):
        agree()
    assert [request.path for request in fake.server.seen("POST")] == []


def test_a_calendar_left_unticked_is_said(agree, fake):
    fake.scope = "openid"
    with pytest.raises(InputError, match="google_scope_missing"):
        agree()


def test_no_answer_ends_in_time_and_closes_the_port(agree):
    opened = []
    start = time.monotonic()
    with pytest.raises(InputError, match="google_no_answer"):
        agree(open_page=opened.append, wait_s=0.2)
    assert time.monotonic() - start < 3
    port = urlsplit(parse_qs(urlsplit(opened[0]).query)["redirect_uri"][0]).port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=2)


def test_the_listener_is_on_this_machine_only_and_takes_one_answer():
    with listen("<thanks>") as (address, answers):
        assert urlsplit(address).hostname == "127.0.0.1"
        for number in (1, 2):
            with urllib.request.urlopen(f"{address}/?code={number}&state=x", timeout=5) as page:
                assert b"&lt;thanks&gt;" in page.read()
        assert answers.get_nowait() == "code=1&state=x"
        with pytest.raises(queue.Empty):
            answers.get_nowait()


@pytest.mark.parametrize("path", ["/favicon.ico", "/", "/?state=x", "/elsewhere?code=1"])
def test_what_is_no_answer_is_not_taken_for_one(path, capfd):
    with listen("thanks") as (address, answers):
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(address + path, timeout=5)
        caught.value.close()
        assert (caught.value.code, answers.empty()) == (404, True)
    assert capfd.readouterr().err == ""


def test_a_browser_that_says_nothing_keeps_nobody_waiting():
    with listen("thanks") as (address, answers):
        with socket.create_connection(("127.0.0.1", urlsplit(address).port), timeout=5):
            urllib.request.urlopen(f"{address}/?code=1", timeout=5).close()
        assert answers.get_nowait() == "code=1"


def test_the_command_keeps_secrets_in_the_keyring_only(added, ring, home):
    status, out, err = added
    assert status == 0, err
    kept = json.loads(ring.kept["liftslot", "goo"])
    assert kept["refresh_token"] == "1//refresh-hush"
    assert "hush" not in out + err
    assert not any(b"hush" in path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_the_address_is_shown_where_no_browser_opens(added):
    assert "/auth?response_type=code" in added[2]


def test_signing_in_again_needs_the_client_only_once(added, run, fake, ring):
    fake.tokens.clear()
    before = len(fake.codes)
    status, out, err = run("account", "add", "goo", "google")
    assert (status, "goo" in out, len(fake.codes)) == (0, True, before), err


def test_an_account_at_google_is_read_and_synced(added, account, run, fake, home):
    fake.server.calendars[f"/caldav/v2/{PRIMARY}/events/"].keep(f"/caldav/v2/{PRIMARY}/events/run.ics", RUN)
    ring_keys = keyring.get_password("liftslot", "goo")
    infos = connect_to(account, ring_keys).list_calendars()
    uses = {"Running": "runs", "Liftslot": "lifts"}
    choices = tuple({"url": info.url, "name": info.name, "use": uses[info.name]} for info in infos)
    save_accounts(home / "accounts.toml", (Account(**account.model_dump() | {"calendars": choices}),))
    status, out, err = run("sync", "--yes", "--json")
    first = json.loads(out)
    assert (status, first["problems"], first["written"]) == (0, [], len(first["changes"])), err
    assert first["written"] > 0
    status, out, _err = run("sync", "--yes", "--json")
    assert (status, json.loads(out)["changes"]) == (0, [])


def test_the_test_says_that_it_works(added, run):
    status, out, _err = run("account", "test", "goo")
    assert status == 0
    assert "Login works" in out


def test_a_withdrawn_sign_in_is_one_line_that_says_what_to_do(added, run, fake):
    fake.revoked = True
    status, _out, err = run("account", "test", "goo")
    assert (status, err.count("\n")) == (3, 1)
    assert "liftslot account add goo google" in err


def test_removing_forgets_the_keys(added, run, ring, home):
    assert run("account", "remove", "goo")[0] == 0
    assert (ring.kept, load_accounts(home / "accounts.toml")) == ({}, ())


def test_without_a_client_id_one_line_says_where_to_get_one(run, home, ring):
    status, _out, err = run("account", "add", "goo", "google")
    assert (status, err.count("\n")) == (2, 1)
    assert "docs/google.md" in err


def test_without_a_secret_one_line_asks_for_it(run, home, ring):
    status, _out, err = run("account", "add", "goo", "google", "--client-id", "x")
    assert (status, err.count("\n")) == (2, 1)


def test_without_a_keyring_no_browser_is_opened(run, home, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    status, _out, _err = run("account", "add", "goo", "google", "--client-id", "x", stdin="secret\n")
    assert (status, opened) == (2, [])


def test_the_secret_is_read_from_standard_input(monkeypatch, ring):
    monkeypatch.setattr("sys.stdin", io.StringIO("client-hush\r\n"))
    assert ask_keys("goo", " me ", Words("en")) == Keys("me", "client-hush")


def test_the_word_google_is_an_address():
    assert find_kind("google", "") == "google"


def test_without_other_places_the_tokens_are_googles():
    provider = find_provider(Account(name="goo", kind="google", url="https://x.example/"))
    assert urlsplit(provider.auth_url).hostname == "accounts.google.com"
    assert urlsplit(provider.token_url).hostname == "oauth2.googleapis.com"


def test_a_calendar_id_makes_an_address():
    assert [urlsplit(choice.url).path for choice in list_choices(["a@b.example", "en#holiday@x"])] == [
        "/caldav/v2/a@b.example/events/",
        "/caldav/v2/en%23holiday@x/events/",
    ]
