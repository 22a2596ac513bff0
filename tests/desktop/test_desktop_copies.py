"""What was read before opens quicker, and never gives an old answer."""

import os
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import pytest

from benchmarks.read_shapes import make_calendar
from core.calendar import ics
from core.calendar.index import index_fits
from core.calendar.source import Item
from core.model.event import Span
from core.model.profile import Correction, Profile
from core.model.training import Kind
from core.store.accounts import Account, save_accounts
from core.store.database import Store
from core.words import Words
from desktop.copies import ENDING, MOST_FILES, WORTH_BYTES, Copies, FeedShelf, FileShelf, read_indexed
from desktop.reading import read_file
from desktop.workspace import ACCOUNTS_NAME, Workspace

BERLIN = ZoneInfo("Europe/Berlin")
RAW = make_calendar(1_000, 1)
START = datetime(2022, 3, 7, tzinfo=BERLIN)
SPAN = Span(START, START + timedelta(weeks=2))
ONE = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20220308T070000Z\r\nSUMMARY:Easy\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def read_plainly(raw, name="c"):
    return ics.read(raw, source=name, span=SPAN, zone=BERLIN)


@pytest.fixture
def shelf(tmp_path):
    return FileShelf(tmp_path / "cache", "https://example.org/secret.ics")


def test_the_first_reading_leaves_an_index_that_fits(shelf):
    assert read_indexed(RAW, "c", SPAN, BERLIN, shelf) == read_plainly(RAW)
    assert index_fits(RAW, shelf.load())


def test_the_second_reading_is_the_same(shelf):
    first = read_indexed(RAW, "c", SPAN, BERLIN, shelf)
    assert read_indexed(RAW, "c", SPAN, BERLIN, shelf) == first


def test_an_edit_of_the_same_length_is_seen_at_once(shelf):
    read_indexed(RAW, "c", SPAN, BERLIN, shelf)
    title = read_plainly(RAW).occurrences[3].summary.encode()
    edited = RAW.replace(b"SUMMARY:" + title, b"SUMMARY:" + b"X" * len(title))
    assert len(edited) == len(RAW)
    assert read_indexed(edited, "c", SPAN, BERLIN, shelf) == read_plainly(edited) != read_plainly(RAW)
    assert index_fits(edited, shelf.load())


def test_the_name_of_an_index_tells_nothing_of_the_address(shelf):
    shelf.save(b"x")
    assert [path.suffix for path in shelf.folder.iterdir()] == [ENDING]
    assert not [path for path in shelf.folder.iterdir() if "secret" in path.name or "example" in path.name]


def test_a_damaged_index_is_made_anew(shelf):
    shelf.save(b"\0" * 4000)
    assert read_indexed(RAW, "c", SPAN, BERLIN, shelf) == read_plainly(RAW)
    assert index_fits(RAW, shelf.load())


def test_where_no_folder_can_be_made_the_calendar_is_read_all_the_same(tmp_path):
    (tmp_path / "cache").write_text("a file, not a folder")
    shelf = FileShelf(tmp_path / "cache", "k")
    assert read_indexed(RAW, "c", SPAN, BERLIN, shelf) == read_plainly(RAW)
    assert shelf.load() == b""


def test_a_small_calendar_leaves_no_index(shelf):
    assert len(ONE) < WORTH_BYTES
    read_indexed(ONE, "c", SPAN, BERLIN, shelf)
    assert not shelf.folder.exists()


def test_the_oldest_indexes_make_room(tmp_path):
    for number in range(MOST_FILES + 3):
        shelf = FileShelf(tmp_path, str(number))
        shelf.save(b"x")
        os.utime(shelf._path, (number, number))
    FileShelf(tmp_path, "last").save(b"x")
    assert len(list(tmp_path.iterdir())) == MOST_FILES
    assert FileShelf(tmp_path, "0").load() == b""
    assert FileShelf(tmp_path, "last").load() == b"x"


def test_a_path_leaves_its_index_in_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LIFTSLOT_HOME", str(tmp_path / "home"))
    path = tmp_path / "runs.ics"
    path.write_bytes(RAW)
    profile = Profile(zone=BERLIN)
    assert read_file(str(path), SPAN, profile) == read_plainly(RAW, "runs.ics")
    assert len(list((tmp_path / "home" / "cache").iterdir())) == 1
    assert read_file(str(path), SPAN, profile) == read_plainly(RAW, "runs.ics")


def test_a_feed_keeps_its_index_beside_its_copy(tmp_path):
    with Store(tmp_path / "db") as store:
        store.save_feed("club", RAW)
        assert Copies().read_feed(store, "club", SPAN, BERLIN) == read_plainly(RAW, "club")
        assert index_fits(RAW, FeedShelf(store, "club").load())
        store.save_feed("club", ONE)
        assert FeedShelf(store, "club").load() == b""
        assert Copies().read_feed(store, "club", SPAN, BERLIN) == read_plainly(ONE, "club")
        assert Copies().read_feed(store, "nobody", SPAN, BERLIN) is None


def test_a_copy_that_is_the_same_is_not_read_again(tmp_path):
    copies = Copies()
    with Store(tmp_path / "db") as store:
        store.save_feed("club", ONE)
        first = copies.read_feed(store, "club", SPAN, BERLIN)
        assert copies.read_feed(store, "club", SPAN, BERLIN) is first
        store.save_feed("club", ONE.replace(b"Easy", b"Long"))
        assert copies.read_feed(store, "club", SPAN, BERLIN).occurrences[0].summary == "Long"
        elsewhere = copies.read_feed(store, "club", SPAN, ZoneInfo("Asia/Tokyo"))
        assert elsewhere.occurrences[0].start.hour == 16


def test_a_pulled_calendar_is_read_again_when_an_etag_changed(tmp_path):
    copies, when = Copies(), (SPAN, BERLIN)
    with Store(tmp_path / "db") as store:
        store.absorb("u/", [Item("/a", '"1"', ONE)], [], None)
        first = copies.read_calendar(store, "u/", "c", when)
        assert copies.read_calendar(store, "u/", "c", when) is first
        store.absorb("u/", [Item("/a", '"2"', ONE.replace(b"Easy", b"Long"))], [], None)
        assert copies.read_calendar(store, "u/", "c", when).occurrences[0].summary == "Long"


def test_objects_without_an_etag_are_always_read(tmp_path):
    copies, when = Copies(), (SPAN, BERLIN)
    with Store(tmp_path / "db") as store:
        store.absorb("u/", [Item("/a", None, ONE)], [], None)
        copies.read_calendar(store, "u/", "c", when)
        store.absorb("u/", [Item("/a", None, ONE.replace(b"Easy", b"Long"))], [], None)
        assert copies.read_calendar(store, "u/", "c", when).occurrences[0].summary == "Long"


class Feed(BaseHTTPRequestHandler):
    """A calendar that says when nothing is new."""

    def do_GET(self):
        same = self.headers.get("If-None-Match") == self.server.etag
        self.server.seen.append(same)
        self.send_response(304 if same else 200)
        self.send_header("ETag", self.server.etag)
        self.send_header("Content-Length", "0" if same else str(len(self.server.raw)))
        self.end_headers()
        if not same:
            self.wfile.write(self.server.raw)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Feed) as server:
        server.raw, server.etag, server.seen = ONE, '"1"', []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_feed_that_is_not_modified_changes_nothing(server, tmp_path):
    account = Account(name="club", kind="feed", url=f"http://127.0.0.1:{server.server_port}/x.ics")
    save_accounts(tmp_path / ACCOUNTS_NAME, (account,))
    work = Workspace(tmp_path, Profile(zone=BERLIN), Words("en"), lambda: START)
    (first,) = work.read_account("club", SPAN)
    with work.open_store() as store:
        version = store.feed_version("club")
    (second,) = work.read_account("club", SPAN)
    assert (server.seen, second) == ([False, True], first)
    with work.open_store() as store:
        assert store.feed_version("club") == version
    server.raw, server.etag = ONE.replace(b"Easy", b"Long"), '"2"'
    (third,) = work.read_account("club", SPAN)
    assert third.occurrences[0].summary == "Long"


def test_a_feed_is_read_anew_only_when_what_is_kept_of_it_changes(server, tmp_path):
    account = Account(name="club", kind="feed", url=f"http://127.0.0.1:{server.server_port}/x.ics")
    save_accounts(tmp_path / ACCOUNTS_NAME, (account,))
    work = Workspace(tmp_path, Profile(zone=BERLIN), Words("en"), lambda: START)
    for private, same, told in (
        (False, False, True),
        (False, True, True),
        (True, False, False),
        (True, True, False),
        (False, False, True),
    ):
        work.accounts = (account.model_copy(update={"private": private}),)
        work.read_account("club", SPAN)
        with work.open_store() as store:
            (kept, _, _) = store.feed("club")
        assert (server.seen[-1], b"Easy" in kept, b"20220308T070000Z" in kept) == (same, told, True)


def test_a_file_that_is_the_same_is_not_written_again(tmp_path):
    path = tmp_path / "runs.ics"
    path.write_bytes(ONE)
    save_accounts(tmp_path / ACCOUNTS_NAME, (Account(name="mine", kind="file", url=str(path)),))
    work = Workspace(tmp_path, Profile(zone=BERLIN), Words("en"), lambda: START)
    assert work.refresh() == ()
    with work.open_store() as store:
        version = store.feed_version("mine")
    assert work.refresh() == ()
    with work.open_store() as store:
        assert store.feed_version("mine") == version
    path.write_bytes(ONE.replace(b"Easy", b"Long"))
    (reading,) = work.read_account("mine", SPAN)
    assert reading.occurrences[0].summary == "Long"


@pytest.fixture
def work(tmp_path):
    path = tmp_path / "runs.ics"
    path.write_bytes(ONE)
    save_accounts(tmp_path / ACCOUNTS_NAME, (Account(name="mine", kind="file", url=str(path)),))
    work = Workspace(tmp_path, Profile(zone=BERLIN), Words("en"), lambda: START)
    work.refresh()
    return work


def test_what_did_not_change_is_not_understood_again(work):
    first = work.load_state(START.date(), 2)
    work.refresh()
    again = work.load_state(START.date(), 2)
    assert len(first.entries) == 1
    assert again.entries[0] is first.entries[0]
    assert again == first


def test_what_changed_is_understood_anew(work, tmp_path):
    first = work.load_state(START.date(), 2).entries
    (tmp_path / "runs.ics").write_bytes(ONE.replace(b"Easy", b"Long run"))
    assert work.load_state(START.date(), 2).entries[0] is first[0]
    work.refresh()
    assert work.load_state(START.date(), 2).entries[0].kind is Kind.LONG


def test_a_correction_a_zone_and_a_span_are_part_of_what_is_understood(work):
    first = work.load_state(START.date(), 2).entries[0]
    work.profile = replace(work.profile, corrections=(Correction("Easy", Kind.TEMPO),))
    assert work.load_state(START.date(), 2).entries[0].kind is Kind.TEMPO
    work.profile = Profile(zone=ZoneInfo("Asia/Tokyo"))
    assert work.load_state(START.date(), 2).entries[0].start.hour == first.start.hour + 8 == 16
    work.profile = Profile(zone=BERLIN)
    assert work.load_state(START.date(), 3).entries[0] is not first
    assert work.load_state(START.date() + timedelta(days=1), 3).entries[0] == first


def test_a_calendar_that_becomes_one_to_keep_clear_of_holds_no_runs(work):
    assert work.load_state(START.date(), 2).entries[0].kind is Kind.EASY
    work.accounts = tuple(account.model_copy(update={"private": True}) for account in work.accounts)
    assert work.load_state(START.date(), 2).entries[0].kind is Kind.OTHER
