"""Google's tokens and its CalDAV against the fake one: renewal, revocation, writes without If-None-Match."""

import json
import logging

import pytest

from core.calendar import google
from core.calendar.oauth import SignIn, TokenDesk
from core.calendar.provider import Keys, Provider, read_keys
from core.calendar.source import Conflict, Missing, Removed, Stored
from core.errors import CoreError, InputError, NetworkError
from tests.servers.fake import Answer
from tests.servers.fake_google import CLIENT, PRIMARY, ROOT, fake_google

EVENT = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20261101T000000Z\r\n"
    b"DTSTART:20261124T060000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
KEYS = Keys(CLIENT.client_id, CLIENT.client_secret, "1//refresh-hush")


@pytest.fixture
def fake(authority):
    with fake_google(authority.context()) as fake:
        yield fake


@pytest.fixture
def log_in(fake, authority):
    accounts = []

    def log_in(keys=KEYS, **more):
        accounts.append(google.connect(fake.provider(authority.path), keys, "goo", root=fake.root, **more))
        return accounts[-1]

    yield log_in
    for account in accounts:
        account.client.close()


@pytest.fixture
def calendar(fake, log_in):
    return log_in().open(f"{ROOT}{PRIMARY}/events/")


def fail_with(id):
    return pytest.raises(CoreError, match=id)


def test_the_calendars_are_those_that_google_lists(fake, log_in):
    fake.add("lifts#1@group.example", "Liftslot")
    assert [(info.name, info.url) for info in log_in().list_calendars()] == [
        ("Liftslot", fake.root + "lifts%231@group.example/events/"),
        ("Running", fake.root + PRIMARY + "/events/"),
    ]


def test_named_calendars_are_asked_for_and_no_others(fake, log_in):
    fake.add("other@group.example", "Other")
    named = log_in(calendars=(fake.root + PRIMARY + "/events/",))
    assert [info.name for info in named.list_calendars()] == ["Running"]
    assert {request.path for request in fake.server.seen("PROPFIND")} == {f"{ROOT}{PRIMARY}/events/"}


def test_an_account_that_offers_nothing_says_where_to_tick(fake, log_in):
    fake.server.after = lambda _request, answer: answer
    fake.names = {f"{ROOT}{PRIMARY}/notes/": "no place for events"}
    with fail_with("google_no_calendars"):
        log_in().list_calendars()


def test_a_client_id_without_the_api_is_told_apart(fake, log_in):
    fake.api_on = False
    with fail_with("google_api_off"):
        log_in().list_calendars()


def test_a_calendar_that_is_gone_is_no_matter_of_the_api(fake, log_in):
    with fail_with("caldav_absent"):
        log_in(calendars=(fake.root + "gone@x.example/events/",)).list_calendars()


def test_no_calendar_is_ever_made(fake, log_in):
    with fail_with("google_makes_no_calendar"):
        log_in().make_calendar("Liftslot")
    assert fake.server.requests == []


def test_a_create_looks_first_and_goes_without_a_condition(fake, calendar):
    href = calendar.href_for("u1.ics")
    assert calendar.put(href, EVENT, if_match=None) == Stored(None)
    assert [request.method for request in fake.server.seen("GET", "PUT")] == ["GET", "PUT"]
    assert fake.server.seen("PUT")[0].header("If-None-Match") is None
    assert calendar.get(href).raw == EVENT


def test_a_create_over_something_is_a_conflict_and_no_write(fake, calendar):
    href = calendar.href_for("u1.ics")
    calendar.put(href, EVENT, if_match=None)
    assert calendar.put(href, EVENT + b"X", if_match=None) == Conflict()
    assert len(fake.server.seen("PUT")) == 1


def test_an_update_and_a_deletion_keep_their_condition(fake, calendar):
    href = calendar.href_for("u1.ics")
    calendar.put(href, EVENT, if_match=None)
    etag = calendar.get(href).etag
    assert calendar.put(href, EVENT.replace(b"T06", b"T07"), if_match='"old"') == Conflict()
    assert calendar.put(href, EVENT.replace(b"T06", b"T08"), if_match=etag) == Stored(None)
    assert calendar.delete(href, if_match=calendar.get(href).etag) == Removed()
    assert calendar.put(href, EVENT, if_match='"old"') in {Conflict(), Missing()}


def test_one_access_token_serves_many_requests(fake, calendar):
    calendar.listing()
    calendar.everything()
    assert fake.refreshes == 1


@pytest.mark.parametrize("lifetime_s", [0, 30])
def test_a_token_that_ends_within_a_minute_is_renewed_first(fake, calendar, lifetime_s):
    fake.lifetime_s = lifetime_s
    calendar.get(calendar.href_for("a.ics"))
    calendar.get(calendar.href_for("b.ics"))
    assert fake.refreshes == 2
    assert [request.method for request in fake.server.seen("GET")] == ["GET", "GET"]


def test_a_token_that_dies_in_mid_sync_is_renewed_once_and_the_write_goes_through(fake, calendar):
    calendar.listing()
    fake.tokens.clear()
    href = calendar.href_for("u1.ics")
    assert calendar.put(href, EVENT, if_match=None) == Stored(None)
    assert (fake.refreshes, calendar.get(href).raw) == (2, EVENT)


def test_a_401_between_look_and_write_writes_once(fake, calendar):
    calendar.listing()
    answer = fake.answer

    def before(request):
        if request.method == "PUT" and len(fake.server.seen("PUT")) == 1:
            fake.tokens.clear()
        return answer(request)

    fake.server.before = before
    assert calendar.put(calendar.href_for("u1.ics"), EVENT, if_match=None) == Stored(None)
    assert len(calendar.listing().etags) == 1


def test_a_server_that_refuses_even_new_tokens_is_asked_twice_and_no_more(fake, calendar):
    fake.server.before = lambda request: fake.answer(request) if request.path == "/token" else Answer(401)
    with fail_with("google_sign_in_again"):
        calendar.get(calendar.href_for("a.ics"))
    assert len(fake.server.seen("GET")) == 2


def test_a_revoked_sign_in_says_to_sign_in_again(fake, calendar):
    calendar.listing()
    fake.tokens.clear()
    fake.revoked = True
    with pytest.raises(NetworkError) as caught:
        calendar.listing()
    assert (caught.value.id, caught.value.params) == ("google_sign_in_again", (("account", "goo"),))


def test_a_wrong_client_secret_is_told_apart(log_in):
    with fail_with("google_client_refused"):
        log_in(Keys(CLIENT.client_id, "wrong", "1//refresh-hush")).list_calendars()


@pytest.mark.parametrize(
    "answer",
    [
        Answer(503, b"{}"),
        Answer(429, b"{}"),
        Answer(302, b"", {"Location": "https://elsewhere.example/"}),
        Answer(200, b"<html>log in to the hotel</html>"),
        Answer(200, b"[]"),
        Answer(200, b"{}"),
        Answer(200, b'{"access_token": "x", "token_type": "Bearer", "expires_in": "soon"}'),
        Answer(200, b'{"access_token"'),
        Answer(200, b'{"\xff": 1}'),
        Answer(400, b'{"error": "rate limit <b>\\n"}'),
    ],
)
def test_an_endpoint_that_gives_no_token_is_one_fault(fake, calendar, answer):
    fake.server.before = lambda _request: answer
    with fail_with("google_token_failed"):
        calendar.listing()


def test_tokens_go_to_no_other_host(log_in):
    with fail_with("caldav_host_foreign"):
        log_in().open("https://evil.googleusercontent.com/caldav/v2/x/events/")


def test_other_faults_stay_what_they_are(fake, calendar):
    fake.server.before = lambda request: fake.answer(request) if request.path == "/token" else Answer(503)
    with fail_with("caldav_server_busy"):
        calendar.listing()


def test_a_fault_after_renewal_stays_what_it_is(fake, calendar):
    statuses = iter([401, 503])
    fake.server.before = lambda request: (
        fake.answer(request) if request.path == "/token" else Answer(next(statuses, 503))
    )
    with fail_with("caldav_server_busy"):
        calendar.get(calendar.href_for("a.ics"))


def begin(fake, ca_file, **more):
    given = {"redirect_uri": "http://127.0.0.1:1", "state": "s" * 43, "verifier": "v" * 43} | more
    return SignIn(fake.provider(ca_file), CLIENT, **given)


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("code=4/x&state=foreign", "google_state_wrong"),
        ("code=4/x", "google_state_wrong"),
        ("error=access_denied&state=" + "s" * 43, "google_denied"),
        ("state=" + "s" * 43, "google_denied"),
    ],
)
def test_an_answer_without_our_state_or_a_code_is_refused_unsent(fake, authority, query, id):
    with pytest.raises(InputError, match=id):
        begin(fake, authority.path).redeem(query)
    assert fake.server.requests == []


def test_a_code_is_no_use_without_its_verifier(fake, authority):
    fake.codes["4/x"] = "challenge of somebody else"
    fake.wanted = {"redirect_uri": "http://127.0.0.1:1"}
    with fail_with("google_token_failed"):
        begin(fake, authority.path).redeem("code=4/x&state=" + "s" * 43)


def test_keys_go_into_the_keyring_and_back():
    assert read_keys(KEYS.to_json(), "goo") == KEYS


@pytest.mark.parametrize("text", ["", "plain password", "[]", '"x"', '{"user": "x"}', "{}", json.dumps({"a": 1})])
def test_keys_that_are_none_ask_to_sign_in_again(text):
    with pytest.raises(NetworkError, match="google_sign_in_again") as caught:
        read_keys(text, "goo")
    assert caught.value.__cause__ is None


def test_nothing_secret_is_logged_or_in_an_error_or_a_repr(fake, log_in, caplog):
    caplog.set_level(logging.DEBUG)
    account = log_in()
    account.list_calendars()
    fake.tokens.clear()
    fake.revoked = True
    with pytest.raises(CoreError) as caught:
        account.list_calendars()
    assert "hush" not in caplog.text + repr(caught.value) + repr(KEYS)


def test_a_token_desk_speaks_no_plain_http_to_a_stranger():
    with fail_with("caldav_address_plain"):
        TokenDesk(Provider(token_url="http://tokens.example.org/"), KEYS, "goo")
