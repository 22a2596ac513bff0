"""From an e-mail address to its server by the domain's records, asked of a real name server on loopback."""

import pytest

from core.calendar.caldav import connect_at
from core.calendar.client import Login, Trust
from core.calendar.locate import SYSTEM, Names, explain_fault, find_account, list_places, read_domain
from core.errors import CoreError, InputError, NetworkError
from tests.servers.fake import HOME, Answer, fake_server
from tests.servers.fake_dns import fake_names

LOGIN = Login("alice", "secret")
SERVICE = "_caldavs._tcp."


@pytest.fixture(scope="module")
def running_names():
    with fake_names() as names:
        yield names


@pytest.fixture
def dns(running_names):
    running_names.zone.clear()
    running_names.asked.clear()
    running_names.mood = None
    return running_names


@pytest.fixture
def names(dns):
    return Names(("127.0.0.1",), dns.port, seconds=0.5)


@pytest.fixture
def fake(authority):
    with fake_server(authority.context("localhost")) as fake:
        yield fake


@pytest.fixture
def find(authority, names):
    accounts = []

    def find(typed, *agreed, ask=names):
        accounts.append(find_account(typed, LOGIN, Trust(authority.path, agreed), names=ask, timeout_s=5))
        return accounts[-1]

    yield find
    for account in accounts:
        account.client.close()


def fail_with(id):
    return pytest.raises(CoreError, match=id)


def serve(dns, domain, *services, path=None):
    """``services``: "priority weight port host", as in a zone file."""
    dns.zone[SERVICE + domain, "SRV"] = list(services)
    if path is not None:
        dns.zone[SERVICE + domain, "TXT"] = [path]


@pytest.mark.parametrize("typed", ["localhost", "alice@localhost", " Alice@LocalHost. "])
def test_the_server_and_port_of_a_domain_are_found_by_its_record(dns, fake, find, typed):
    serve(dns, "localhost", f"0 1 {fake.port} localhost.")
    account = find(typed)
    assert account.home == account.address + HOME[1:] == f"https://localhost:{fake.port}{HOME}"
    assert [info.name for info in account.list_calendars()] == ["lifts"]


def test_the_path_of_the_text_record_is_asked_first(dns, fake, find):
    serve(dns, "localhost", f"0 1 {fake.port} localhost.", path='"path=/principals/alice/"')
    assert find("localhost").address == f"https://localhost:{fake.port}/principals/alice/"
    assert {request.path for request in fake.requests} == {"/principals/alice/"}


@pytest.mark.parametrize("path", ['"path=/gone/"', '"path=//evil.example/"', '"path=dav"', '"v=spf1"', '""'])
def test_a_path_that_leads_nowhere_is_no_end(dns, fake, find, path):
    serve(dns, "localhost", f"0 1 {fake.port} localhost.", path=path)
    assert find("localhost").home.endswith(HOME)


def test_a_server_that_is_down_is_followed_by_the_next(dns, fake, find):
    serve(dns, "localhost", "0 9 1 localhost.", f"1 1 {fake.port} localhost.")
    assert find("localhost").address == f"https://localhost:{fake.port}/"


def test_a_wrong_password_is_not_tried_on_the_next_server(dns, fake, find):
    serve(dns, "localhost", f"0 1 {fake.port} localhost.", "1 1 1 localhost.")
    fake.password = "other"
    with fail_with("caldav_login_refused"):
        find("localhost")


def test_places_are_listed_by_priority_then_by_weight(dns, names):
    serve(dns, "d.example", "5 0 443 c.d.example.", "0 1 443 b.d.example.", "0 7 8443 A.D.example.")
    assert list_places("d.example", (), names) == (
        "https://a.d.example:8443/",
        "https://b.d.example/",
        "https://c.d.example/",
    )


def test_a_long_list_is_not_tried_for_ever(dns, names):
    serve(dns, "d.example", *(f"{n} 1 443 s{n}.d.example." for n in range(20)))
    assert len(list_places("d.example", (), names)) == 4


# To another provider never without a yes


def test_a_server_of_another_provider_is_named_and_asked_for_nothing(dns, fake, find):
    serve(dns, "club.example", f"0 1 {fake.port} localhost.")
    with pytest.raises(NetworkError, match="caldav_host_foreign") as caught:
        find("alice@club.example")
    assert dict(caught.value.params) == {"host": "localhost"}
    assert fake.requests == []


def test_with_the_runners_yes_it_is_used(dns, fake, find):
    serve(dns, "club.example", f"0 1 {fake.port} localhost.")
    assert find("alice@club.example", "localhost").home.endswith(HOME)


def test_a_yes_to_one_host_is_none_to_another(dns, find):
    serve(dns, "club.example", "0 1 443 dav.evil.example.")
    with fail_with("caldav_host_foreign"):
        find("alice@club.example", "localhost")


def test_a_foreign_server_beside_an_own_one_is_left_out(dns, names):
    serve(dns, "d.example", "0 1 443 dav.evil.example.", "1 1 443 dav.d.example.")
    assert list_places("d.example", (), names) == ("https://dav.d.example/",)


def test_a_name_that_only_ends_alike_is_foreign(dns, names):
    serve(dns, "d.example", "0 1 443 evil-d.example.")
    with fail_with("caldav_host_foreign"):
        list_places("d.example", (), names)


def test_a_redirect_to_another_provider_needs_the_same_yes(fake, authority, find):
    with fake_server(authority.context()) as other:
        fake.before = lambda _request: Answer(301, headers={"Location": other.url})
        with fail_with("caldav_host_foreign"):
            find(f"https://localhost:{fake.port}/")
        assert other.requests == []
        assert find(f"https://localhost:{fake.port}/", "127.0.0.1").home == other.url + HOME[1:]


def test_a_yes_never_holds_for_an_address_without_tls(authority):
    with fake_server() as plain, fake_server(authority.context("localhost")) as fake:
        fake.before = lambda _request: Answer(301, headers={"Location": plain.url})
        with fail_with("caldav_host_foreign"):
            connect_at(f"https://localhost:{fake.port}/", LOGIN, Trust(authority.path, ("127.0.0.1",)))
        assert plain.requests == []


# No record, no name server, no network


@pytest.mark.parametrize("mood", [None, "NXDOMAIN", "SERVFAIL", "REFUSED", "silent", "garbage"])
def test_without_an_answer_the_domain_itself_is_what_is_left(dns, names, mood):
    dns.mood = mood
    assert list_places("d.example", (), names) == ()


def test_a_name_server_that_nobody_runs_is_no_end():
    assert list_places("d.example", (), Names(("127.0.0.1",), 1, seconds=0.5)) == ()


def test_a_name_that_cannot_be_one_has_no_records(names):
    assert list_places("x" * 70 + ".example", (), names) == ()
    assert list_places("a..b", (), names) == ()


def test_the_own_host_answers_where_there_are_no_records(authority, dns, names):
    with fake_server(authority.context("localhost")) as fake:
        account = find_account(f"localhost:{fake.port}/dav/alice/", LOGIN, Trust(authority.path), names=names)
        account.client.close()
    assert account.home.endswith(HOME)
    assert dns.asked == []


@pytest.mark.parametrize(
    ("fault", "domain", "place", "said"),
    [
        ("caldav_absent", "d.example", "https://d.example/", "caldav_domain_silent"),
        ("caldav_redirected", "d.example", "https://d.example/", "caldav_domain_silent"),
        ("caldav_server_unreachable", "d.example", "https://d.example/", "caldav_server_unreachable"),
        ("caldav_absent", None, "https://d.example/", "caldav_absent"),
        ("caldav_login_refused", None, "https://caldav.icloud.com/", "caldav_login_icloud"),
        ("caldav_login_refused", None, "https://caldav.fastmail.com/", "caldav_login_fastmail"),
        ("caldav_login_refused", None, "https://c.example/remote.php/dav/", "caldav_login_nextcloud"),
        ("caldav_login_refused", None, "https://icloud.com.evil.example/", "caldav_login_refused"),
    ],
)
def test_what_a_newcomer_can_do_is_told_apart(fault, domain, place, said):
    assert explain_fault(NetworkError(fault, host="d.example"), domain, place).id == said


def test_a_domain_that_says_it_has_no_calendars_is_believed(dns, names):
    serve(dns, "d.example", "0 0 0 .")
    with fail_with("caldav_domain_without"):
        list_places("d.example", (), names)


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("me@example.org", "example.org"),
        ("example.org", "example.org"),
        ("https://example.org/", None),
        ("example.org/dav", None),
        ("example.org:8443", None),
        ("192.168.0.7", None),
        ("[::1]", None),
        ("me@icloud.com", None),
        ("", None),
    ],
)
def test_only_a_bare_domain_is_looked_up(typed, domain):
    assert read_domain(typed) == domain


@pytest.mark.parametrize("typed", ["me@gmail.com", "me@Googlemail.com", "me@outlook.com", "hotmail.com"])
def test_mail_of_providers_without_such_calendars_says_what_to_do(typed):
    with pytest.raises(InputError, match="caldav_domain_"):
        read_domain(typed)


def test_the_systems_name_server_is_asked_where_none_is_given(dns, monkeypatch):
    resolver = Names(("127.0.0.1",), dns.port)._find_resolver()
    monkeypatch.setattr("dns.resolver.default_resolver", resolver)
    serve(dns, "d.example", "0 1 443 dav.d.example.")
    assert list_places("d.example", (), SYSTEM) == ("https://dav.d.example/",)
