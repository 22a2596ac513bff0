"""A hand on a real mouse, a real window manager, a real server, and a second client that looks."""

from datetime import timedelta

import caldav
import pytest

from core.words import Words
from desktop.demo import set_up
from desktop.radicale_server import run_radicale

pytestmark = [pytest.mark.xvfb, pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def server(tmp_path):
    with run_radicale(tmp_path / "server") as server:
        yield server


@pytest.fixture
def hand(server, tmp_path, start_window):
    """The window on the demo's calendars, next week shown and planned."""
    set_up(tmp_path / "home", server, Words("en")).refresh()
    hand = start_window(tmp_path / "home", server)
    hand.key("ctrl+Next")
    hand.key("ctrl+p")
    hand.wait(lambda facts: facts["dialog"])
    hand.key("Return")
    hand.wait(lambda facts: not facts["dialog"])
    hand.settle()
    return hand


def read_events(server):
    """UID -> start of everything in the calendar of ours, by another client."""
    with caldav.DAVClient(server.url, username=server.user, password=server.password) as client:
        calendar = next(c for c in client.principal().calendars() if c.get_display_name() == "Liftslot")
        return {event.component["uid"]: event.component["dtstart"].dt for event in calendar.events()}


def drag(hand, uid, moment):
    start = hand.lifts()[uid]
    hand.press(*hand.spot(start))
    hand.pull(*hand.spot(moment))


def test_a_dragged_session_is_on_the_server_at_its_new_time(hand, server):
    uid, start = min(hand.lifts().items(), key=lambda item: item[1])
    target = (start + timedelta(days=1)).replace(hour=18, minute=30)
    drag(hand, uid, target)
    facts = hand.wait(lambda facts: facts["bubble"])
    assert "<b>" in facts["bubble"]
    hand.release()
    hand.settle()
    assert hand.lifts()[uid] == target
    hand.key("ctrl+s")
    hand.wait(lambda facts: facts["dialog"].startswith("Write "))
    hand.key("Return")
    hand.wait(lambda facts: not facts["dialog"] and not facts["busy"] and facts["write"] == "Nothing to write")
    assert read_events(server)[uid] == target


def test_escape_ends_a_drag_and_ctrl_z_takes_a_drop_back(hand):
    uid, start = min(hand.lifts().items(), key=lambda item: item[1])
    target = (start + timedelta(days=2)).replace(hour=18, minute=15)  # above the edge that scrolls
    drag(hand, uid, target)
    hand.key("Escape")
    hand.release()
    hand.settle()
    assert hand.lifts()[uid] == start
    drag(hand, uid, target)
    hand.release()
    hand.settle()
    assert hand.lifts()[uid] == target
    hand.key("ctrl+z")
    hand.settle()
    assert hand.lifts()[uid] == start


def test_the_keyboard_alone_moves_a_session(hand):
    uid, start = min(hand.lifts().items(), key=lambda item: item[1])
    for _ in range(20):
        hand.key("Right")
        hand.key("alt+Down")
        hand.settle()
        if hand.lifts()[uid] != start:
            break
    assert hand.lifts()[uid] == start + timedelta(minutes=15)
    hand.key("alt+Right")
    hand.settle()
    assert hand.lifts()[uid] == start + timedelta(days=1, minutes=15)


def test_a_drag_to_the_edge_turns_the_week(hand):
    uid, start = min(hand.lifts().items(), key=lambda item: item[1])
    first = hand.facts()["first"]
    hand.press(*hand.spot(start))
    left, _top, width, _height = hand.facts()["canvas"]
    hand.pull(left + width - 4, hand.spot(start)[1])
    hand.wait(lambda facts: facts["first"] != first)
    target = (start + timedelta(days=8)).replace(hour=18, minute=0)
    hand.pull(*hand.spot(target))
    hand.release()
    hand.settle()
    assert hand.lifts()[uid] == target
