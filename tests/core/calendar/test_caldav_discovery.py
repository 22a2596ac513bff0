"""From what a runner types to his calendars, and from odd replies to no wrong conclusion."""

import pytest

from core.calendar.caldav import connect
from core.calendar.discovery import complete_address
from core.calendar.source import Item
from core.errors import InputError, NetworkError
from tests.servers.fake import CALENDAR, HOME, PRINCIPAL, Answer, error, fake_server, gone, multistatus, row

EVENT = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nEND:VEVENT\nEND:VCALENDAR\n"
CALENDAR_TYPE = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"


@pytest.fixture
def fake():
    with fake_server() as fake:
        yield fake


@pytest.fixture
def login(fake):
    accounts = []

    def connect_to(path=""):
        accounts.append(connect(fake.url + path, "alice", "secret", timeout_s=2))
        return accounts[-1]

    yield connect_to
    for account in accounts:
        account.client.close()


@pytest.fixture
def calendar(login):
    return login().open(CALENDAR)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://dav.example.org/x", "https://dav.example.org/x"),
        ("example.org", "https://example.org/"),
        (" me@icloud.com ", "https://caldav.icloud.com/"),
        ("me@Fastmail.com", "https://caldav.fastmail.com/"),
        ("me@example.org", "https://example.org/"),
        ("cloud.example.org/remote.php/dav", "https://cloud.example.org/remote.php/dav"),
    ],
)
def test_an_address_is_completed(typed, address):
    assert complete_address(typed) == address


@pytest.mark.parametrize("typed", ["", "my calendar", "@"])
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(InputError, match="caldav_address_invalid"):
        complete_address(typed)


@pytest.mark.parametrize("path", ["", PRINCIPAL[1:], HOME[1:]])
def test_the_home_is_found_from_any_address_of_the_account(fake, login, path):
    assert login(path).home == fake.url + HOME[1:]


def redirect(start, target, status=301):
    return lambda request: Answer(status, headers={"Location": target}) if request.path == start else None


def test_a_redirect_of_the_first_question_is_followed_by_hand(fake, login):
    fake.before = redirect("/", PRINCIPAL)
    assert login().home.endswith(HOME)
    assert {request.method for request in fake.requests} == {"PROPFIND"}


def test_the_well_known_address_is_tried_where_the_root_says_nothing(fake, login):
    def only_well_known(request):
        if request.path == "/":
            return Answer(200, b"<html>It works</html>", {"Content-Type": "text/html"})
        return redirect("/.well-known/caldav", PRINCIPAL)(request)

    fake.before = only_well_known
    assert login().home.endswith(HOME)


def test_a_root_that_knows_nobody_leads_to_the_well_known_address(fake, login):
    def shy(request):
        if request.path == "/":
            return multistatus(row("/", "<d:resourcetype/>"))
        return redirect("/.well-known/caldav", PRINCIPAL)(request)

    fake.before = shy
    assert login().home.endswith(HOME)


def test_without_a_well_known_address_the_given_one_stays(fake, login):
    fake.before = lambda request: multistatus(row("/", CALENDAR_TYPE)) if request.path == "/" else Answer(404)
    assert login().home == fake.url


def test_a_fault_at_the_well_known_address_is_a_fault(fake, login):
    fake.before = lambda request: multistatus(row("/", "")) if request.path == "/" else Answer(503)
    with pytest.raises(NetworkError, match="caldav_server_busy"):
        login()


def test_redirects_without_end_are_a_fault(fake, login):
    fake.before = lambda _request: Answer(301, headers={"Location": "/x"})
    with pytest.raises(NetworkError, match="caldav_redirected"):
        login("x")


@pytest.mark.parametrize("target", ["http://localhost:1/", "https://evil.example/dav/"])
def test_the_password_never_follows_a_redirect_to_another_host(fake, login, target):
    fake.before = redirect("/", target)
    with pytest.raises(NetworkError, match="caldav_host_foreign"):
        login()


def test_the_password_never_follows_a_home_on_another_host(fake, login):
    fake.home = "https://evil.example/dav/alice/"
    with pytest.raises(NetworkError, match="caldav_host_foreign"):
        login()


@pytest.mark.parametrize("answer", [multistatus(""), multistatus(gone("/dav/")), Answer(404), Answer(500)])
def test_an_address_without_calendars_is_said_not_taken_for_empty(fake, login, answer):
    fake.before = lambda _request: answer
    with pytest.raises(NetworkError, match="caldav_absent"):
        login("dav/")


def test_a_portal_instead_of_the_list_of_calendars_is_a_fault(fake, login):
    account = login()
    fake.before = lambda _request: Answer(200, b"<html/>", {"Content-Type": "text/html"})
    with pytest.raises(NetworkError, match="caldav_absent"):
        account.list_calendars()


def test_only_calendars_for_events_below_the_home_are_listed(fake, login):
    account = login()
    tasks = '<c:supported-calendar-component-set><c:comp name="VTODO"/></c:supported-calendar-component-set>'
    read_only = "<d:current-user-privilege-set><d:privilege><d:read/></d:privilege></d:current-user-privilege-set>"
    fake.before = lambda _request: multistatus(
        row(HOME, "<d:resourcetype><d:collection/></d:resourcetype>")
        + row(HOME + "tasks/", CALENDAR_TYPE + tasks)
        + row("/elsewhere/x/", CALENDAR_TYPE)
        + row(HOME + "b%40c", CALENDAR_TYPE + read_only)
    )
    assert [(info.name, info.writable, info.url) for info in account.list_calendars()] == [
        ("b@c", False, fake.url + HOME[1:] + "b@c/")
    ]


def test_a_server_that_makes_no_calendars_says_so(fake, login):
    account = login()
    fake.before = lambda request: Answer(403) if request.method == "MKCALENDAR" else None
    with pytest.raises(InputError, match="caldav_not_made"):
        account.make_calendar("Strength")


def test_a_calendar_that_was_not_really_made_is_said(fake, login):
    account = login()
    fake.before = lambda request: Answer(201) if request.method == "MKCALENDAR" else None
    with pytest.raises(InputError, match="caldav_not_made"):
        account.make_calendar("Kraft")


def test_a_calendar_of_another_server_is_not_opened(login):
    with pytest.raises(NetworkError, match="caldav_host_foreign"):
        login().open("https://evil.example/dav/alice/lifts/")


# Replies of one calendar


def answer_reports(fake, rows, token=None):
    fake.before = lambda request: multistatus(rows, token) if request.method == "REPORT" else None


def data(href, status="HTTP/1.1 200 OK"):
    return row(href, f'<d:getetag>"1"</d:getetag><c:calendar-data>{EVENT.decode()}</c:calendar-data>', status)


def test_a_listing_that_does_not_name_the_calendar_is_no_listing(fake, calendar):
    fake.before = lambda _request: multistatus("")
    for action in (calendar.listing, calendar.everything):
        with pytest.raises(NetworkError, match="caldav_no_calendar"):
            action()


def test_a_collection_that_is_no_calendar_is_said(fake, calendar):
    fake.before = lambda _request: multistatus(row(CALENDAR, "<d:resourcetype><d:collection/></d:resourcetype>"))
    with pytest.raises(NetworkError, match="caldav_no_calendar"):
        calendar.listing()


def test_hrefs_outside_the_calendar_are_nobody(fake, calendar):
    answer_reports(
        fake,
        data("/dav/alice/other/x.ics") + data(CALENDAR + "../../x.ics") + data(CALENDAR + "a/b.ics") + data(CALENDAR),
    )
    assert calendar.everything().items == ()


def test_a_href_on_another_host_is_taken_by_its_path(fake, calendar):
    answer_reports(fake, data("http://evil.example" + CALENDAR + "a.ics"))
    assert calendar.everything().items == (Item(CALENDAR + "a.ics", '"1"', EVENT),)


def test_two_spellings_of_a_href_are_one(fake, calendar):
    answer_reports(fake, data(CALENDAR + "a%40b.ics"))
    assert calendar.fetch([CALENDAR + "a@b.ics"])[0].href == CALENDAR + "a@b.ics"


def test_one_broken_object_does_not_hide_the_others(fake, calendar):
    answer_reports(fake, data(CALENDAR + "a.ics") + data(CALENDAR + "b.ics", "HTTP/1.1 500 Oops"))
    seen = calendar.everything()
    assert ([item.href for item in seen.items], seen.unread) == ([CALENDAR + "a.ics"], (CALENDAR + "b.ics",))


def test_a_truncated_query_is_a_fault(fake, calendar):
    full = f"<d:response><d:href>{CALENDAR}</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>"
    answer_reports(fake, data(CALENDAR + "a.ics") + full)
    with pytest.raises(NetworkError, match="caldav_reply_broken"):
        calendar.everything()


def test_a_truncated_delta_is_followed_page_by_page(fake, calendar):
    pages = iter(
        [
            multistatus(
                row(CALENDAR + "a.ics", '<d:getetag>"1"</d:getetag>')
                + f"<d:response><d:href>{CALENDAR}</d:href><d:status>HTTP/1.1 507 More</d:status></d:response>",
                "t1",
            ),
            multistatus(gone(CALENDAR + "b.ics"), "t2"),
        ]
    )
    fake.before = lambda _request: next(pages)
    delta = calendar.changes_since("t0")
    assert delta.changed == ((CALENDAR + "a.ics", '"1"'),)
    assert (delta.gone, delta.token) == ((CALENDAR + "b.ics",), "t2")


def test_pages_without_end_are_a_fault(fake, calendar):
    more = f"<d:response><d:href>{CALENDAR}</d:href><d:status>HTTP/1.1 507 More</d:status></d:response>"
    fake.before = lambda _request: multistatus(more, "t")
    with pytest.raises(NetworkError, match="caldav_reply_broken"):
        calendar.changes_since("t0")


def test_a_delta_without_a_new_token_is_not_used(fake, calendar):
    answer_reports(fake, gone(CALENDAR + "b.ics"))
    assert calendar.changes_since("t0") is None


@pytest.mark.parametrize(
    "answer", [error(403, "valid-sync-token"), error(412, "valid-sync-token"), Answer(501), Answer(405)]
)
def test_a_server_that_refuses_a_token_is_listed_anew(fake, calendar, answer):
    fake.before = lambda _request: answer
    assert calendar.changes_since("t0") is None


@pytest.mark.parametrize("answer", [Answer(500), Answer(200, b"<html/>"), Answer(302)])
def test_no_answer_to_a_token_is_a_fault_not_an_expired_token(fake, calendar, answer):
    fake.before = lambda _request: answer
    with pytest.raises(NetworkError):
        calendar.changes_since("t0")


def test_a_multiget_that_fails_for_one_missing_object_is_done_one_by_one(fake, calendar):
    calendar.put(CALENDAR + "a.ics", EVENT, if_match=None)
    fake.before = lambda request: Answer(404) if request.method == "REPORT" else None
    assert [item.href for item in calendar.fetch([CALENDAR + "a.ics", CALENDAR + "none.ics"])] == [CALENDAR + "a.ics"]


def test_a_thousand_objects_are_one_request(fake, calendar):
    fake.requests.clear()
    assert calendar.fetch([f"{CALENDAR}{number}.ics" for number in range(1001)]) == ()
    assert len(fake.requests) == 2


@pytest.mark.parametrize("href", [CALENDAR, CALENDAR + "a/b.ics", "/dav/alice/other/a.ics", CALENDAR + ".."])
def test_a_write_goes_to_a_direct_child_only(calendar, href):
    with pytest.raises(ValueError, match="direct child"):
        calendar.delete(href, if_match='"1"')


def test_a_reply_that_is_xml_but_no_multistatus_is_broken(fake, calendar):
    fake.before = lambda _request: Answer(207, b"<a/>", {"Content-Type": "text/xml"})
    with pytest.raises(NetworkError, match="caldav_reply_broken"):
        calendar.listing()


def test_an_entity_bomb_is_not_opened(fake, calendar):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><d:multistatus xmlns:d="DAV:">&a9;</d:multistatus>'
    fake.before = lambda _request: Answer(207, body.encode(), {"Content-Type": "text/xml"})
    with pytest.raises(NetworkError):
        calendar.listing()
