"""Two computers with Liftslot on one calendar come to one truth, also with different plans and after a long absence."""

from datetime import timedelta

import pytest

EVENINGS = 'timezone = "Europe/Berlin"\n[athlete]\nplan = "minimal"\n[schedule]\nsession_minutes = 30\n'
OTHER_DAYS = EVENINGS + '[schedule.windows]\nmon = ["17:00-20:00"]\nwed = ["17:00-20:00"]\nfri = ["17:00-20:00"]\n'
ROUNDS = 6


@pytest.fixture
def devices(life, tmp_path, request):
    """The second one is set up before the first wrote anything: neither knows of the other."""
    return life, life.twin(tmp_path / "second", request.param)


def settle(devices):
    """Both sync in turn until neither writes; the runner says yes: they are his, and they went on purpose."""
    for _ in range(ROUNDS):
        done = [device.sync_here("found", "gone", "deletes") for device in devices]
        assert [(out.conflicts, out.fault, out.problems) for out in done] == [([], None, [])] * 2
        if [out.written for out in done] == [0, 0]:
            return
    raise AssertionError("they go on writing")


def check(devices):
    """Nothing is there twice, and both hold what the calendar holds."""
    first, _ = devices
    times = first.times()
    there = {uid: event.start for uid, event in first.lifts().items()}
    for device in devices:
        assert {uid: s.start for uid, s in device.sessions().items() if s.start >= device.now} == {
            uid: start for uid, start in there.items() if start >= device.now
        }
    return times


@pytest.mark.parametrize("devices", ['timezone = "Europe/Berlin"\n', OTHER_DAYS], indirect=True)
def test_the_second_device_asks_then_both_agree(devices):
    first, second = devices
    assert first.sync_here().written == 8
    asked = second.sync_here()
    assert ([question.key for question in asked.questions], asked.written) == (["found"], 0)
    settle(devices)
    check(devices)
    with first.connect() as login:
        assert [info.name for info in login.list_calendars()].count("Liftslot") == 1


@pytest.mark.parametrize("devices", ['timezone = "Europe/Berlin"\n', OTHER_DAYS], indirect=True)
def test_one_that_was_away_for_two_weeks_follows(devices):
    first, second = devices
    first.sync_here()
    settle(devices)
    for day in (3, 7, 10, 14):
        first.now = first.now.replace(hour=6) + timedelta(days=3 if day in {3, 10} else 4)
        ahead = sorted((e for e in first.lifts().values() if e.start > first.now), key=lambda event: event.start)
        first.move_lift(ahead[1].uid, 1)
        first.sync_here()
    second.now = first.now
    settle(devices)
    times = check(devices)
    assert max(start for start, _ in times) > second.now + timedelta(weeks=3)


@pytest.mark.parametrize("devices", [OTHER_DAYS], indirect=True)
def test_a_deletion_on_one_is_not_undone_by_the_other(devices):
    first, _ = devices
    first.sync_here()
    settle(devices)
    gone = sorted(first.lifts().values(), key=lambda event: event.start)[2]
    first.delete_lift(gone.uid)
    settle(devices)
    check(devices)
    assert gone.uid not in first.lifts()
