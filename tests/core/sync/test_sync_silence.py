"""Nothing secret and nothing private is written anywhere but where it belongs."""

import base64
import contextlib
import logging

import pytest

from core.calendar.caldav import connect
from core.errors import CoreError
from core.words import LANGUAGES, Words
from tests.core.sync.weeks import RUN, Desk, lifts
from tests.servers.fake import CALENDAR, Answer, fake_server

PASSWORD = "hush-hush-7"
TITLE = "Dentist about the crown"


def use_everything(fake, folder):
    """A login, a sync, a fault and a refused login."""
    account = connect(fake.url, "alice", PASSWORD, timeout_s=2)
    with contextlib.closing(account.client):
        desk = Desk(folder, account.open(CALENDAR))
        desk.sync(lifts(2))
        fake.before = lambda _request: Answer(207, b"<broken " + TITLE.encode(), {"Content-Type": "text/xml"})
        with pytest.raises(CoreError):
            desk.sync(lifts(2))
        desk.store.close()
    fake.before = lambda _request: Answer(401, headers={"WWW-Authenticate": 'Basic realm="x"'})
    with pytest.raises(CoreError) as caught:
        connect(fake.url, "alice", PASSWORD, timeout_s=2)
    return caught.value


def test_no_log_and_no_file_holds_a_password_and_no_log_a_title(tmp_path, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    for name in ("caldav", "niquests", "urllib3", "urllib3_future"):
        caplog.set_level(logging.DEBUG, logger=name)
    with fake_server() as fake:
        fake.password = PASSWORD
        fake.calendar.keep(CALENDAR + "run-1.ics", RUN.replace(b"Easy run", TITLE.encode()))
        fault = use_everything(fake, tmp_path)
    said = caplog.text + "".join(capfd.readouterr()) + repr(fault)
    hidden = (PASSWORD, base64.b64encode(f"alice:{PASSWORD}".encode()).decode())
    assert not [word for word in (*hidden, TITLE) if word in said]
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert TITLE.encode() in written  # the copy of the calendar is where it belongs
    assert not [word for word in hidden if word.encode() in written]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_is_one_sentence_that_names_the_host_only(language):
    with fake_server() as fake, pytest.raises(CoreError) as caught:
        connect(fake.url + "calendars/alice-private/", "alice", "secret", timeout_s=2)
    sentence = Words(language).phrase(caught.value.phrase)
    assert "127.0.0.1" in sentence
    assert "alice" not in sentence
    assert "\n" not in sentence
