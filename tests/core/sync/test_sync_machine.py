"""Whatever the planner, the runner, his other device, the clock and a failing server do: nothing is harmed or doubled."""

import contextlib
import os
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.errors import NetworkError
from core.model.ledger import RowState
from core.store.database import Store
from core.sync.decision import Consent
from core.sync.fields import Own, differing, read_event, rewrite
from core.sync.publish import publish
from tests.core.sync.faulty import AFTER, BEFORE, BROKEN, BUSY, EDITED, FAILED, MEANWHILE, FaultyCalendar
from tests.core.sync.weeks import NOW, RUN, URL, ZONE, Desk, lift

NUMBERS = st.integers(1, 6)
HOURS = st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.5])
TEXTS = st.sampled_from(["Squat 3 x 5", "Deadlift 3 x 3"])
FAULTS = st.lists(
    st.sampled_from([None, BEFORE, AFTER, BUSY, BROKEN, FAILED, MEANWHILE, EDITED]), min_size=1, max_size=4
)
MOODS = ("rewrites", "shy", "forgetful", "repeats", "bare")  # how a server is, until it changes its mind
LIES = ("stale", "cuts")  # what it does in one sync only
WHO = st.sampled_from([0, 0, 0, 1])
YES = Consent(gone=True, deletes=True, found=True)


class Device:
    """A ledger and a plan; ``gone``: what this device knows to be deleted elsewhere."""

    def __init__(self, folder, source):
        folder.mkdir()
        self.desk = Desk(folder, source)
        self.plan, self.gone = {}, set()

    def known(self, uid):
        return next((row for row in self.desk.store.all_rows() if row.uid == uid), None)


class SyncMachine(RuleBasedStateMachine):
    """``hand``: what the runner did to events on the server that no device has seen yet; ``dead``: what he deleted."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.source = FaultyCalendar(URL)
        self.source.meanwhile = self.edit_meanwhile
        self.devices = [Device(Path(self.folder.name) / name, self.source) for name in ("laptop", "desktop")]
        self.hand, self.dead, self.next, self.clock = {}, set(), 100, timedelta()
        self.foreign = {}

    @initialize(moods=st.sets(st.sampled_from(MOODS)), synced=st.booleans())
    def meet_server(self, moods, synced):
        for name in moods:
            setattr(self.source, name, True)
        self.write_run(0, b"Easy run")
        self.devices[0].plan = {lift(number).uid: lift(number) for number in range(1, 7)}
        if synced:
            self.sync(self.devices[0], Consent())

    # The runner, his coach, and the planner

    @rule(number=st.integers(0, 2), title=st.sampled_from([b"Easy run", b"Long run", b"Notes on liftslot-x"]))
    def write_run(self, number, title):
        href = self.source.href_for(f"run-{number}.ics")
        self.foreign[href] = RUN.replace(b"run-1", b"run-%d" % number).replace(b"Easy run", title)
        self.source.keep(href, self.foreign[href])

    @rule(number=NUMBERS)
    def write_about_ours(self, number):
        """A foreign event that names one of ours."""
        self.write_run(2, b"Notes on " + lift(number).uid.encode())

    @rule(who=WHO, number=NUMBERS)
    def want(self, who, number):
        uid, device = lift(number).uid, self.devices[who]
        if uid not in self.dead | device.gone and (who == 0 or device.known(uid)):
            device.plan.setdefault(uid, lift(number))

    @rule(who=WHO, number=NUMBERS, hours=HOURS, text=TEXTS)
    def replan(self, who, number, hours, text):
        uid, plan = lift(number).uid, self.devices[who].plan
        if uid in plan:
            plan[uid] = lift(number, hours, text, summary=plan[uid].summary)

    @rule(who=WHO, number=NUMBERS)
    def unwant(self, who, number):
        self.devices[who].plan.pop(lift(number).uid, None)

    @rule(number=NUMBERS, hours=HOURS)
    def move_by_hand(self, number, hours):
        self.edit_by_hand(
            lift(number).uid, lambda event: replace(event, start=lift(number, hours).start, end=lift(number, hours).end)
        )

    @rule(number=NUMBERS)
    def rename_by_hand(self, number):
        self.edit_by_hand(lift(number).uid, lambda event: replace(event, summary="Mine"))

    def edit_meanwhile(self, href):
        """Just before a device's write or just after it."""
        raw = self.source.objects.get(href)
        if raw is not None:
            uid = raw.split(b"UID:")[1].split(b"\r\n")[0].decode()
            self.edit_by_hand(uid, lambda event: replace(event, summary="Mine meanwhile"))

    def edit_by_hand(self, uid, change):
        href = self.href_of(uid)
        if href is None:
            return
        before = read_event(self.source.objects[href], uid, ZONE).event
        after = change(before)
        if not differing(Own(before), Own(after)):
            return
        self.source.keep(href, rewrite(self.source.objects[href], before, after, before.start))
        self.hand[uid] = after

    @rule(number=NUMBERS)
    def delete_by_hand(self, number):
        uid = lift(number).uid
        href, rows = self.href_of(uid), [device.known(uid) for device in self.devices]
        if href is None or not any(rows) or any(row and row.base is None for row in rows):
            return  # before we know that it is there nobody can tell
        self.source.drop(href)
        self.hand.pop(uid, None)
        self.dead.add(uid)

    # What goes wrong

    @rule(mood=st.sampled_from(MOODS), on=st.booleans())
    def change_server(self, mood, on):
        setattr(self.source, mood, on)

    @rule(hours=st.sampled_from([-400 * 24, -30, -1, 1, 26, 80, 400 * 24]))
    def jump(self, hours):
        """Summer time, a dead battery, a journey."""
        self.clock = timedelta(hours=hours)

    @rule(who=WHO, faults=FAULTS, reading=st.lists(st.booleans(), max_size=4), lies=st.sets(st.sampled_from(LIES)))
    def sync_badly(self, who, faults, reading, lies):
        self.source.faults, self.source.reading = list(faults), list(reading)
        for lie in lies:
            setattr(self.source, lie, True)
        with contextlib.suppress(NetworkError):
            self.sync(self.devices[who], Consent())
        self.source.faults, self.source.reading = [], []
        for lie in lies:
            setattr(self.source, lie, False)

    @rule(who=WHO, stop_after=st.integers(0, 3))
    def sync_and_stop(self, who, stop_after):
        asked = iter(range(100))
        self.sync(self.devices[who], Consent(), stop=lambda: next(asked) >= stop_after)

    @rule(who=WHO)
    def restart(self, who):
        desk = self.devices[who].desk
        desk.store.close()
        desk.store = Store(desk.path)

    # Peace

    @rule()
    @precondition(lambda self: self.next < 200)
    def settle(self):
        """Without faults, by the right clock and with the runner's yes, a few syncs are enough for peace.

        The first of them lists everything: a listing that was cut, and looked whole, leaves a copy that no token mends.
        """
        self.clock, self.source.bare = timedelta(), False
        before = self.source.forgetful
        for forgetful in (True, before, before):
            self.source.forgetful = forgetful
            for device in self.devices:
                self.sync(device, YES)
        for device in self.devices:
            report = self.sync(device, YES)
            assert (report.requests, report.again, report.waiting, report.refused) == (0, (), (), ())
            assert self.on_server().keys() == device.plan.keys()
            for uid, event in self.on_server().items():
                assert not differing(Own(event), Own(device.plan[uid]))
        self.hand.clear()

    def sync(self, device, consent, **kwargs):
        now = NOW + self.clock
        seen = dict(self.hand)
        decision = device.desk.decide(tuple(device.plan.values()), consent=consent, since=now, stamp=now)
        report = publish(decision, self.source, device.desk.store, **kwargs)
        for adoption in decision.adoptions:
            self.follow(device, adoption.event, seen)
        for clash in decision.conflicts:
            self.follow(device, clash.theirs, seen)
        for event in decision.skips:
            assert event.uid not in self.on_server()  # only what is gone was deleted
            device.plan.pop(event.uid, None)
            device.gone.add(event.uid)
        for uid in decision.reborn:
            event = device.plan.pop(uid)
            self.next += 1
            fresh = lift(self.next)
            device.plan[fresh.uid] = replace(fresh, start=event.start, end=event.end)
        return report

    def follow(self, device, event, seen):
        """The plan as the calendar has it; from now on it may change that again."""
        device.plan[event.uid] = event
        if self.hand.get(event.uid) is seen.get(event.uid):
            self.hand.pop(event.uid, None)

    def on_server(self):
        found = {}
        for raw in self.source.objects.values():
            if b"X-LIFTSLOT-ID" in raw:
                uid = raw.split(b"UID:")[1].split(b"\r\n")[0].decode()
                assert uid not in found
                found[uid] = read_event(raw, uid, ZONE).event
        return found

    def href_of(self, uid):
        return next((href for href, raw in self.source.objects.items() if b"UID:" + uid.encode() in raw), None)

    @invariant()
    def foreign_bytes_never_change(self):
        assert {href: self.source.objects.get(href) for href in self.foreign} == self.foreign

    @invariant()
    def a_deletion_by_hand_is_kept(self):
        assert not self.dead & self.on_server().keys()

    @invariant()
    def an_edit_by_hand_is_kept(self):
        here = self.on_server()
        for uid, event in self.hand.items():
            assert uid in here
            assert (here[uid].start, here[uid].summary) == (event.start, event.summary)

    @invariant()
    def no_row_is_doubled(self):
        for device in self.devices:
            rows = device.desk.store.all_rows()
            assert len({row.href for row in rows}) == len(rows)
            assert all(row.base is not None for row in rows if row.state is RowState.SYNCED)

    def teardown(self):
        try:
            self.settle()
        finally:
            for device in self.devices:
                device.desk.store.close()
            self.folder.cleanup()


# The same lives each time, so that a change is judged by itself; LIFTSLOT_EXPLORE=300 looks for new ones, as many.
EXPLORE = int(os.environ.get("LIFTSLOT_EXPLORE", "0"))
SyncMachine.TestCase.settings = settings(
    max_examples=EXPLORE or 30,
    stateful_step_count=25,
    derandomize=not EXPLORE,
    database=None,
    deadline=timedelta(seconds=20),
    suppress_health_check=list(HealthCheck),
)
test_whatever_happens_the_calendar_is_unharmed_and_converges = pytest.mark.timeout(600)(SyncMachine.TestCase)
