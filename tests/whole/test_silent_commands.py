"""Every byte that the commands print or leave on the disk is searched for what nobody else may read."""

import base64
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.store.accounts import CalendarChoice, load_accounts, save_accounts
from core.store.database import Store
from tests.whole.living import RUN

SECRETS = ("secret", base64.b64encode(b"alice:secret").decode(), base64.b64encode(b"secret").decode())
PRIVATE = ("Dentist about the crown", "Surgery in Elm Street", "Ask for Dr. Adams")
COMMANDS = (
    ("sync", "--dry-run"),
    ("sync", "--dry-run", "--json"),
    ("sync", "--yes", "--json"),
    ("sync", "--yes"),
    ("account", "list"),
    ("account", "test", "home"),
    ("doctor",),
    ("doctor", "--json"),
    ("export", "--what", "busy", "--out", "{folder}/busy.ics"),
    ("export", "--what", "all", "--private", "--out", "{folder}/private.ics"),
)


@pytest.fixture
def busy_life(life):
    """With a calendar of appointments that counts as busy only."""
    start = datetime(2026, 11, 25, 16, tzinfo=ZoneInfo("UTC"))
    title, place, note = PRIVATE
    event = RUN.format(n="dentist", start=start, title=f"{title}\r\nLOCATION:{place}\r\nDESCRIPTION:{note}")
    with life.connect() as login:
        info = login.make_calendar("Appointments")
        calendar = login.open(info.url)
        calendar.put(calendar.href_for("dentist.ics"), event.encode(), if_match=None)
    (account,) = load_accounts(life.home / "accounts.toml")
    choices = (*account.calendars, CalendarChoice(url=info.url, name="Appointments", use="busy"))
    save_accounts(life.home / "accounts.toml", (account.model_copy(update={"calendars": choices}),))
    return life


def make_private(life, *, private=True):
    """Of busy calendars only the times are kept from now on; or all of them again."""
    (account,) = load_accounts(life.home / "accounts.toml")
    save_accounts(life.home / "accounts.toml", (account.model_copy(update={"private": private}),))


def list_kept(life):
    """Which of the private texts the copies hold."""
    with Store(life.home / "liftslot.db") as store:
        (account,) = load_accounts(life.home / "accounts.toml")
        raw = b"".join(item.raw for choice in account.calendars for item in store.items(choice.url))
    return [word for word in PRIVATE if word.encode() in raw]


def find(words, text):
    return [word for word in words if word in text]


def check(folder, said):
    """The copy of the calendar is the one place for a private title; a password has none at all."""
    assert find((*SECRETS, *PRIVATE), said) == []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        found = [word for word in SECRETS if word.encode() in raw]
        assert found == [], path.name
        if not path.name.startswith("liftslot.db"):
            assert [word for word in PRIVATE if word.encode() in raw] == [], path.name


def test_no_command_says_a_password_or_a_private_title(busy_life, tmp_path):
    said = []
    for words in COMMANDS:
        command = [word.format(folder=tmp_path) for word in words]
        with busy_life.start(*command) as process:
            said += process.communicate(timeout=90)
        assert process.returncode == 0, said[-1]
    check(tmp_path, "".join(said))
    assert PRIVATE[0].encode() in b"".join(p.read_bytes() for p in busy_life.home.glob("liftslot.db*"))


def test_a_private_calendar_leaves_no_title_on_the_disk_at_all(busy_life, tmp_path):
    make_private(busy_life)
    busy_life.sync_here()
    assert b"liftslot-" in (busy_life.home / "liftslot.db").read_bytes()
    for path in (path for path in busy_life.home.rglob("*") if path.is_file()):
        assert find([word.encode() for word in PRIVATE], path.read_bytes()) == [], path.name
    begin = datetime(2026, 11, 25, 16, tzinfo=ZoneInfo("UTC"))
    sessions = busy_life.sessions().values()
    assert sessions
    assert all(session.end <= begin or session.start >= begin + timedelta(hours=1) for session in sessions)


def test_a_copy_follows_when_its_calendar_becomes_private_and_when_it_is_no_more(busy_life):
    busy_life.sync_here()
    assert list_kept(busy_life) == list(PRIVATE)
    make_private(busy_life)
    busy_life.sync_here()
    assert list_kept(busy_life) == []
    make_private(busy_life, private=False)
    busy_life.sync_here()
    assert list_kept(busy_life) == list(PRIVATE)


def test_no_fault_says_a_password_or_a_private_title(busy_life, tmp_path):
    busy_life.sync_here()
    appointments = busy_life.server.folder / "collections" / "collection-root" / "alice" / "appointments"
    (appointments / "dentist.ics").write_bytes(b"BEGIN:VCALENDAR\r\nSUMMARY:Dentist about the crown, Ask for Dr. Adams")
    (busy_life.server.folder / "users").write_text("alice:other\n")
    said = []
    for words in COMMANDS:
        command = [word.format(folder=tmp_path) for word in words]
        with busy_life.start(*command) as process:
            said += process.communicate(timeout=90)
        assert process.returncode in {0, 1, 3}, said[-1]
    assert "Traceback" not in "".join(said)
    check(tmp_path, "".join(said))
