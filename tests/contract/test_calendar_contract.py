"""What every calendar must do, whatever holds it (core/calendar/source.py)."""

import time

import pytest

from core.calendar.memory import MemoryAccount
from core.calendar.source import Conflict, Missing, Refused, Removed, Stored
from core.errors import CoreError, NetworkError
from core.store.database import Store
from core.sync.pull import Pulled, pull


def event(uid, summary="Easy run", extra=""):
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\n"
        f"UID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261124T070000Z\r\nDTEND:20261124T080000Z\r\n"
        f"SUMMARY:{summary}\r\n{extra}END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


# Where a server is known not to do as the RFCs ask, that it still does so is the test: the sync relies on none of it.
OVERWRITES = {"sogo"}  # If-None-Match: * over something
CREATES = {"sogo"}  # If-Match over nothing
DELETES = {"sogo"}  # If-Match with an older state
DOUBLES = {"davical", "sabre"}  # one UID at two hrefs
BELIEVES = {"davical", "sogo"}  # any token
NO_TOKENS = {"sabre"}


def uid(calendar, name):
    """Of its own in each calendar: some servers want a UID once in all of them."""
    return name.replace(" ", "-") + calendar.path.replace("/", "-")


class Patient:
    """A calendar that is asked again where the line was dropped unanswered and nothing was done, as the next sync would.

    SOGo drops lines at times, several in a row on a busy machine.
    """

    def __init__(self, calendar):
        self.calendar = calendar

    def __getattr__(self, name):
        found = getattr(self.calendar, name)
        if name not in {"get", "fetch", "listing", "everything", "changes_since"}:
            return found
        return lambda *args: insist(lambda: found(*args))

    def put(self, href, raw, *, if_match):
        return self.write(href, lambda: self.calendar.put(href, raw, if_match=if_match))

    def delete(self, href, *, if_match):
        return self.write(href, lambda: self.calendar.delete(href, if_match=if_match))

    def write(self, href, act):
        before = self.fetch([href])
        return insist(act, undone=lambda: self.fetch([href]) == before)


def insist(ask, undone=lambda: True):
    for pause in (0.1, 0.5, 2.0):
        try:
            return ask()
        except NetworkError as fault:
            if fault.id != "caldav_server_unreachable" or not undone():
                raise
        time.sleep(pause)
    return ask()


@pytest.fixture
def calendar(kind, calendar):
    return Patient(calendar) if kind == "sogo" else calendar


def put(calendar, name, **kwargs):
    """A new object."""
    href, raw = calendar.href_for(f"{name}.ics"), event(uid(calendar, name), **kwargs)
    assert isinstance(calendar.put(href, raw, if_match=None), Stored)
    return href


def etag(calendar, href):
    return calendar.get(href).etag


def test_a_new_calendar_is_listed_writable_and_empty(account):
    made = account.make_calendar("Strength")
    assert (made.name, made.writable) in {(info.name, info.writable) for info in account.list_calendars()}
    assert account.open(made.url).everything().items == ()


def test_a_second_calendar_of_one_name_is_another_calendar(account):
    assert account.make_calendar("Twice").url != account.make_calendar("Twice").url


def test_what_was_put_is_got_back(calendar):
    href = put(calendar, "one", summary="Läufe & <Kniebeugen>\\, leicht")
    assert "SUMMARY:Läufe & <Kniebeugen>\\, leicht" in calendar.get(href).raw.decode()


def test_a_name_with_odd_characters_is_one_object(calendar):
    href = put(calendar, "a b@c")
    assert [item.href for item in calendar.everything().items] == [href]
    assert dict(calendar.listing().etags).keys() == {href}


def test_get_of_nothing_is_none(calendar):
    assert calendar.get(calendar.href_for("none.ics")) is None


def test_every_object_has_a_strong_etag(calendar):
    href = put(calendar, "one")
    assert etag(calendar, href) == dict(calendar.listing().etags)[href] == calendar.everything().items[0].etag


def test_create_over_something_is_a_conflict_and_changes_nothing(kind, calendar):
    href = put(calendar, "one", summary="first")
    outcome = calendar.put(href, event(uid(calendar, "one"), "second"), if_match=None)
    assert isinstance(outcome, Stored if kind in OVERWRITES else Conflict)
    assert (b"first" in calendar.get(href).raw) == (kind not in OVERWRITES)


def test_put_over_the_named_state_is_stored(calendar):
    href = put(calendar, "one", summary="first")
    assert isinstance(calendar.put(href, event(uid(calendar, "one"), "second"), if_match=etag(calendar, href)), Stored)
    assert b"second" in calendar.get(href).raw


def test_put_over_an_older_state_is_a_conflict_and_changes_nothing(calendar):
    href = put(calendar, "one")
    old = etag(calendar, href)
    calendar.put(href, event(uid(calendar, "one"), "second"), if_match=old)
    assert isinstance(calendar.put(href, event(uid(calendar, "one"), "third"), if_match=old), Conflict)
    assert b"second" in calendar.get(href).raw


def test_put_over_nothing_with_a_condition_is_a_conflict(kind, calendar):
    href = calendar.href_for("none.ics")
    outcome = calendar.put(href, event(uid(calendar, "none")), if_match='"abc"')
    assert isinstance(outcome, Stored if kind in CREATES else Conflict | Missing)
    assert (calendar.get(href) is None) == (kind not in CREATES)


def test_one_uid_is_in_a_calendar_once(kind, calendar):
    put(calendar, "one")
    outcome = calendar.put(calendar.href_for("other.ics"), event(uid(calendar, "one")), if_match=None)
    assert isinstance(outcome, Stored if kind in DOUBLES else Refused)


def test_delete_of_the_named_state_removes(calendar):
    href = put(calendar, "one")
    assert isinstance(calendar.delete(href, if_match=etag(calendar, href)), Removed)
    assert calendar.get(href) is None


def test_delete_of_an_older_state_is_a_conflict(kind, calendar):
    href = put(calendar, "one")
    assert isinstance(calendar.delete(href, if_match='"older"'), Removed if kind in DELETES else Conflict)
    assert (calendar.get(href) is not None) == (kind not in DELETES)


def test_delete_of_nothing_is_missing(calendar):
    assert isinstance(calendar.delete(calendar.href_for("none.ics"), if_match='"a"'), Missing | Conflict)


def test_fetch_leaves_out_what_is_not_there(calendar):
    href = put(calendar, "one")
    items = calendar.fetch([calendar.href_for("none.ics"), href])
    assert [(item.href, item.etag) for item in items] == [(href, etag(calendar, href))]


def test_fetch_of_no_hrefs_is_nothing(calendar):
    assert calendar.fetch([]) == ()


def test_a_token_tells_what_was_added_changed_and_deleted(kind, calendar):
    kept, changed, dropped = (put(calendar, name) for name in ("kept", "changed", "dropped"))
    token = calendar.listing().token
    assert (token is None) == (kind in NO_TOKENS)
    calendar.put(changed, event(uid(calendar, "changed"), "new"), if_match=etag(calendar, changed))
    calendar.delete(dropped, if_match=etag(calendar, dropped))
    added = put(calendar, "added")
    delta = calendar.changes_since(token or "none")
    assert delta is None if kind in NO_TOKENS else {added, changed} <= {href for href, _ in delta.changed}
    assert delta is None or dropped in delta.gone
    assert delta is None or kept not in delta.gone


def test_a_pull_by_tokens_or_by_listing_sees_the_same(calendar, tmp_path):
    hrefs = [put(calendar, name) for name in ("kept", "changed", "dropped")]
    with Store(tmp_path / "a.db") as store:
        pull(calendar, store)
        pull(calendar, store)
        calendar.put(hrefs[1], event(uid(calendar, "changed"), "new"), if_match=etag(calendar, hrefs[1]))
        calendar.delete(hrefs[2], if_match=etag(calendar, hrefs[2]))
        added = put(calendar, "added")
        pulled = pull(calendar, store)
        assert (set(pulled.changed), pulled.gone) == ({hrefs[1], added}, (hrefs[2],))
        assert store.etags(calendar.url) == dict(calendar.listing().etags)
        assert pull(calendar, store) == Pulled(known=3)


def test_a_garbage_token_is_not_believed(kind, calendar):
    assert (calendar.changes_since("garbage") is None) == (kind not in BELIEVES)


def test_a_calendar_that_is_not_there_is_a_fault(account, calendar):
    with pytest.raises(CoreError):
        account.open(calendar.url.rstrip("/") + "-none/").everything()


def test_memory_takes_one_uid_an_object():
    account = MemoryAccount()
    calendar = account.open(account.make_calendar("x").url)
    assert calendar.put(calendar.href_for("x.ics"), b"BEGIN:VCALENDAR\r\n", if_match=None) == Refused(
        400, "valid-calendar-object-resource"
    )
