"""Thunderbird on the runner's server: it reads what we wrote, we keep what it changes, and it follows what we change.

Each is tried with a server that asks for a password and writes objects anew (Radicale), and with one that keeps every byte
(Xandikos).
"""

from datetime import timedelta

import pytest

from tests.servers.processes import open_folder, radicale, xandikos
from tests.whole.thunderbird import PROGRAM, thunderbird

pytestmark = [pytest.mark.thunderbird, pytest.mark.skipif(not PROGRAM.exists(), reason="make thunderbird installs it")]
HOUR = timedelta(hours=1)
REMINDED = 'timezone = "Europe/Berlin"\n[schedule]\nalarm_minutes = 30\n'


@pytest.fixture(params=[radicale, xandikos], ids=lambda start: start.__name__)
def server(request):
    with open_folder() as folder, request.param(folder) as running:
        yield running


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    with thunderbird(tmp_path_factory.mktemp("thunderbird")) as started:
        yield started


@pytest.fixture
def reader(life, program):
    """Thunderbird on the runner's other computer, his calendars added after our first sync; sessions have reminders."""
    (life.home / "profile.toml").write_text(REMINDED)
    life.sync_here()
    found = program.ask("subscribe", life.server.url, life.server.user, life.server.password)
    assert {"Liftslot", "Running"} <= set(found)
    yield program
    program.ask("unsubscribe")


def show(life):
    """What a calendar program should show."""
    return {uid: (event.start, event.end, event.summary, event.description) for uid, event in life.lifts().items()}


def order(life):
    return sorted(life.lifts().values(), key=lambda event: event.start)


def move_run(life):
    """The coach moves Tuesday's intervals of the second week to Wednesday noon."""
    life.edit(
        "Running",
        lambda raw: b"UID:run-1-1" in raw,
        lambda raw: raw.replace(b"20261201T063000Z", b"20261202T130000Z"),
    )


def test_it_shows_every_session_as_we_wrote_it_and_changes_nothing(life, reader):
    before = life.objects("Liftslot"), life.objects("Running")
    assert reader.list() == show(life)
    assert len(reader.list("Running")) == len(before[1])
    reader.ask("refresh", "Liftslot")
    assert (life.objects("Liftslot"), life.objects("Running")) == before


def test_what_is_changed_there_is_kept_and_the_rest_is_left_alone(life, reader):
    moved, noted, gone, *rest = order(life)
    reader.ask("move", "Liftslot", moved.uid, 60)
    reader.ask("note", "Liftslot", noted.uid, "Bring the red shoes")
    reader.ask("remove", "Liftslot", gone.uid)
    reader.ask("add", "Liftslot", "20261127T110000Z", "20261127T120000Z")
    foreign = {href: item for href, item in life.objects("Liftslot").items() if b"liftslot-" not in item.raw}
    runs = life.objects("Running")
    life.sync_here()
    lifts, sessions = life.lifts(), life.sessions()
    assert (lifts[moved.uid].start, lifts[moved.uid].end) == (moved.start + HOUR, moved.end + HOUR)
    assert (sessions[moved.uid].start, sessions[moved.uid].pinned) == (moved.start + HOUR, True)
    assert lifts[noted.uid].description == f"Bring the red shoes\n{noted.description}"
    assert gone.uid not in lifts | sessions
    assert gone.start.date() not in {event.start.date() for event in lifts.values()}
    assert {event.uid: event.start for event in rest}.items() <= {
        uid: event.start for uid, event in lifts.items()
    }.items()
    assert len(foreign) == 1
    assert foreign.items() <= life.objects("Liftslot").items()
    assert life.objects("Running") == runs
    assert (life.sync_here().changes, life.sync_here().written) == ([], 0)


def test_what_we_change_arrives_there_beside_the_note_that_was_typed_there(life, reader):
    noted = order(life)[2]
    reader.ask("note", "Liftslot", noted.uid, "Bring the red shoes")
    life.sync_here()
    move_run(life)
    life.sync_here()
    shown, objects = show(life), life.objects("Liftslot")
    start, _, _, text = shown[noted.uid]
    assert start != noted.start
    assert text.startswith("Bring the red shoes\n— Liftslot —\n")
    assert (text.count("red shoes"), text.count("— Liftslot —")) == (1, 1)
    assert text != f"Bring the red shoes\n{noted.description}"  # our part is another one, for the new day
    reader.ask("refresh", "Liftslot")
    assert reader.list() == shown
    assert life.objects("Liftslot") == objects
    assert life.sync_here().changes == []


def test_a_move_that_is_undone_there_is_followed_back(life, reader):
    event = order(life)[0]
    reader.ask("move", "Liftslot", event.uid, 60)
    life.sync_here()
    reader.ask("refresh", "Liftslot")
    assert reader.list() == show(life)
    reader.ask("undo", "Liftslot")
    life.sync_here()
    reader.ask("refresh", "Liftslot")
    assert life.sessions()[event.uid].start == event.start
    assert reader.list() == show(life)
    assert life.sync_here().changes == []


def test_a_reminder_that_is_dismissed_or_snoozed_there_is_no_change(life, reader):
    dismissed, snoozed, *_ = order(life)
    reader.ask("hush", "Liftslot", dismissed.uid)
    reader.ask("hush", "Liftslot", snoozed.uid, 15)
    objects = life.objects("Liftslot")
    raws = {uid: raw for uid in life.lifts() for raw in (item.raw for item in objects.values()) if uid.encode() in raw}
    assert b"X-MOZ-LASTACK" in raws[dismissed.uid]
    assert b"X-MOZ-SNOOZE-TIME" in raws[snoozed.uid]
    assert life.sync_here().changes == []
    assert not any(session.pinned for session in life.sessions().values())
    assert life.objects("Liftslot") == objects
