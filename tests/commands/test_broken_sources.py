"""What is no calendar, too big or broken is one line that says so; what is a calendar in an odd spelling is read."""

import errno
import gzip
import io
import json
import zipfile

import pytest

from core.calendar import feed
from desktop.__main__ import run_command

WEEK = ["--from", "2026-11-23", "--weeks", "1"]
ONE = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:good\r\nDTSTART:20261124T070000Z\r\n"
    "DTEND:20261124T080000Z\r\nSUMMARY:Easy run 8 km\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def zip_it(raw):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ics", raw * 40)
    return packed.getvalue()


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LIFTSLOT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def run(capsys):
    def run(*arguments):
        status = run_command(["runs", *map(str, arguments), *WEEK])
        return status, *capsys.readouterr()

    return run


NO_CALENDARS = {
    "empty": (b"", "is empty"),
    "blank": (b" \r\n\n", "is empty"),
    "zeros": (b"\0" * 5000, "is empty"),
    "web page": (b"\n<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
    "zip": (zip_it(ONE), "packed"),
    "gzip": (gzip.compress(ONE.encode()), "packed"),
    "gzip bomb": (gzip.compress(b"\0" * 50_000_000, 1), "packed"),
    "words": (b"hello", "no calendar"),
    "vcard": (b"BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n", "no calendar"),
    "noise": (bytes(range(1, 256)) * 4000, "no calendar"),
}


@pytest.mark.parametrize("name", NO_CALENDARS)
def test_what_is_no_calendar_is_named_for_what_it_is(run, tmp_path, name):
    raw, words = NO_CALENDARS[name]
    (tmp_path / "x.ics").write_bytes(raw)
    status, out, err = run(tmp_path / "x.ics")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_calendar_in_any_unicode_is_read(run, tmp_path, code):
    (tmp_path / "x.ics").write_bytes(ONE.encode(code))
    status, out, _err = run(tmp_path / "x.ics", "--json")
    assert (status, [entry["summary"] for entry in json.loads(out)["entries"]]) == (0, ["Easy run 8 km"])


def test_a_calendar_over_the_limit_is_refused_without_being_read(run, tmp_path):
    with (tmp_path / "big.ics").open("wb") as file:
        file.truncate(feed.MAX_BYTES * 2)
    status, _out, err = run(tmp_path / "big.ics")
    assert (status, err.count("\n")) == (2, 1)
    assert "64 MiB" in err


def test_standard_input_without_end_is_refused(run, monkeypatch):
    class Endless(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, room):
            return len(room)

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    status, _out, err = run("-")
    assert (status, err.count("\n")) == (2, 1)
    assert "64 MiB" in err


def test_a_closed_standard_input_is_empty(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    status, _out, err = run("-")
    assert (status, err.count("\n")) == (2, 1)
    assert "is empty" in err


class FullDisk(io.StringIO):
    """What a shell's ``>`` gives on a disk without room."""

    def write(self, _text):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["table", "json"])
def test_a_full_disk_behind_standard_output_is_said(run, monkeypatch, tmp_path, form):
    (tmp_path / "x.ics").write_text(ONE)
    monkeypatch.setattr("sys.stdout", FullDisk())
    status, _out, err = run(tmp_path / "x.ics", *form)
    assert (status, err.count("\n")) == (2, 1)
    assert "no room" in err


def test_a_file_of_far_too_many_events_is_refused_in_a_line_that_says_how_to_mend_it(run, tmp_path, monkeypatch):
    monkeypatch.setattr("core.calendar.cut.MOST_EVENTS", 0)
    path = tmp_path / "much.ics"
    path.write_text(ONE)
    status, out, err = run(path)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "much.ics" in err
    assert "Export a shorter time" in err


def test_a_title_in_the_signs_of_a_markup_is_no_fault(run, tmp_path):
    path = tmp_path / "x.ics"
    path.write_text(ONE.replace("Easy run 8 km", "Easy run [/b] 8 km"))
    status, out, err = run(path)
    assert (status, err) == (0, "")
    assert "Easy run [/b] 8 km" in out
