"""What a newcomer types: wrong addresses, other providers, certificates; each ends in one line that says what to do."""

import io
import shutil

import pytest
from dns.resolver import Resolver

from core.store.accounts import load_accounts
from desktop.__main__ import run_command
from desktop.season import PROFILE_FILE
from tests.servers.fake import CALENDAR, Answer, fake_server
from tests.servers.fake_dns import fake_names

PAGE = Answer(200, b"<!doctype html><html><body>Welcome</body></html>", {"Content-Type": "text/html"})


class Terminal(io.StringIO):
    sits = False

    def isatty(self):
        return self.sits


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LIFTSLOT_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    shutil.copy(PROFILE_FILE, tmp_path / "home" / "profile.toml")
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def dns(monkeypatch):
    with fake_names() as names:
        resolver = Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], names.port
        monkeypatch.setattr("dns.resolver.default_resolver", resolver)
        yield names


@pytest.fixture
def fake():
    with fake_server() as fake:
        yield fake


@pytest.fixture
def add(capsys, monkeypatch, ring):
    def add(*arguments, stdin="secret\n"):
        monkeypatch.setattr("sys.stdin", Terminal(stdin))
        status = run_command(["account", "add", "home", *arguments, "--lang", "en"])
        captured = capsys.readouterr()
        assert captured.err.count("\n") == (status != 0)
        assert "secret" not in captured.out + captured.err
        return status, captured.out + captured.err

    return add


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("https://me:hush@dav.example.org/", "--user", "me"), "Leave user and password out"),
        (("https://me:hush@dav.example.org/",), "Leave user and password out"),
        (("http://dav.example.org/", "--user", "me"), "starts with http"),
        (("ftp://dav.example.org/", "--user", "me"), "no address of a calendar server"),
        (("my calendar", "--user", "me"), "no address of a calendar server"),
        (("me@gmail.com",), "docs/google.md"),
        (("me@outlook.com",), "ICS address"),
        (("dav.example.org",), "--user NAME"),
        (("nowhere.ics",), "nowhere.ics"),
        (("http://127.0.0.1:1/", "--user", "me"), "cannot be reached"),
        (("https://x.example/", "--user", "me", "--ca-file", "nothing.pem"), "nothing.pem"),
        (("me@without.example",), "offers no calendars"),
    ],
)
def test_what_cannot_be_used_is_one_line(add, dns, home, arguments, said):
    dns.zone["_caldavs._tcp.without.example", "SRV"] = ["0 0 0 ."]
    status, text = add(*arguments)
    assert status in {2, 3}
    assert said in text
    assert "hush" not in text
    assert not (home / "accounts.toml").exists()


def test_an_accounts_name_with_a_slash_is_refused(capsys):
    assert run_command(["account", "add", "a/b", "x.ics", "--lang", "en"]) == 2
    assert "no slash" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["", "principals/alice", "principals/alice/", "dav/alice/"])
def test_any_address_of_the_account_will_do_with_or_without_a_last_slash(add, fake, path):
    status, text = add(fake.url + path, "--user", "alice")
    assert (status, "lifts" in text) == (0, True)


def test_the_address_of_a_single_calendar_will_do(add, fake):
    status, text = add(fake.url + CALENDAR[1:], "--user", "alice")
    assert (status, "lifts" in text) == (0, True)


def test_the_address_of_the_web_page_leads_to_the_server_too(add, fake):
    """As copied from the browser where one looks at the calendar."""
    places = {"/apps/calendar": PAGE, "/.well-known/caldav": Answer(301, headers={"Location": "/principals/alice/"})}
    fake.before = lambda request: places.get(request.path)
    assert "lifts" in add(fake.url + "apps/calendar", "--user", "alice")[1]


def test_a_feed_taken_for_a_server_is_told(add, fake):
    fake.before = lambda request: Answer(405) if request.path.endswith(".ics") else None
    assert "Leave out --user" in add(fake.url + "feed.ics", "--user", "alice")[1]


@pytest.mark.parametrize("answer", [PAGE, Answer(401, headers={"WWW-Authenticate": "Basic realm=x"})])
def test_a_server_taken_for_a_feed_is_told(add, fake, answer):
    fake.before = lambda _request: answer
    assert "--user NAME" in add(fake.url)[1]


@pytest.mark.parametrize("address", ["me@gmail.com", "me@outlook.com"])
def test_no_password_is_asked_for_that_would_open_nothing(add, address):
    assert "standard input" not in add(address, stdin="")[1]


def test_https_to_a_server_without_it_is_told_apart_from_a_bad_certificate(add, fake):
    assert "speaks no https" in add(fake.url.replace("http:", "https:"), "--user", "alice")[1]


def test_the_test_says_where_lifts_go(add, fake, capsys):
    add(fake.url, "--user", "alice", "--runs", "lifts")
    assert run_command(["account", "test", "home", "--lang", "en"]) == 0
    assert "A calendar “Liftslot” will be made in “home”" in capsys.readouterr().out
    assert run_command(["account", "remove", "home"]) == 0
    capsys.readouterr()
    add(fake.url, "--user", "alice", "--lifts", "lifts")
    assert run_command(["account", "test", "home", "--lang", "en"]) == 0
    assert "Lifts go into “lifts” (home)" in capsys.readouterr().out


def test_a_portal_is_told(add, fake):
    fake.before = lambda _request: PAGE
    assert "log in there" in add(fake.url, "--user", "alice")[1]


def test_a_wrong_password_hints_at_app_passwords(add, fake):
    fake.password = "other"
    assert "app-specific password" in add(fake.url, "--user", "alice")[1]


def test_the_records_of_a_mail_domain_are_followed_and_what_was_found_is_kept(add, dns, home, authority):
    with fake_server(authority.context("localhost")) as fake:
        fake.password = None
        dns.zone["_caldavs._tcp.localhost", "SRV"] = [f"0 0 {fake.port} localhost."]
        status, _text = add("alice@localhost", "--ca-file", authority.path)
    account = load_accounts(home / "accounts.toml")[0]
    assert (status, account.user, account.url) == (0, "alice@localhost", f"https://localhost:{fake.port}/")


@pytest.fixture
def hosted(dns, authority):
    """A club's mail domain with its calendars at another provider."""
    with fake_server(authority.context("localhost")) as fake:
        fake.password = None
        dns.zone["_caldavs._tcp.club.example", "SRV"] = [f"0 0 {fake.port} localhost."]
        yield fake


def test_another_provider_is_named_with_the_option_that_allows_it(add, hosted, authority):
    status, text = add("me@club.example", "--ca-file", authority.path)
    assert (status, "--trust-host localhost" in text) == (3, True)
    assert hosted.requests == []


def test_the_option_allows_it_and_is_kept(add, hosted, home, authority):
    assert add("me@club.example", "--ca-file", authority.path, "--trust-host", "LocalHost")[0] == 0
    assert load_accounts(home / "accounts.toml")[0].hosts == ("localhost",)


@pytest.mark.parametrize(("answer", "status"), [(True, 0), (False, 3)])
def test_who_sits_there_is_asked(add, hosted, authority, monkeypatch, answer, status):
    asked = []
    monkeypatch.setattr(Terminal, "sits", True)
    monkeypatch.setattr("typer.prompt", lambda *_a, **_k: "secret")
    monkeypatch.setattr("typer.confirm", lambda text, **_k: asked.append(text) or answer)
    assert add("me@club.example", "--ca-file", authority.path)[0] == status
    assert ["localhost" in text for text in asked] == [True]
    assert bool(hosted.requests) is answer
