"""Whatever the planner, the runner, his other programs and a failing server do: nothing is harmed, nothing doubled."""

import contextlib
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core.errors import NetworkError
from core.model.ledger import RowState
from core.store.database import Store
from core.sync.decision import Consent
from core.sync.fields import Own, differing, read_event, rewrite
from tests.core.sync.faulty import AFTER, BEFORE, BROKEN, BUSY, FaultyCalendar
from tests.core.sync.weeks import RUN, URL, ZONE, Desk, lift

NUMBERS = st.integers(1, 6)
HOURS = st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.5])
FAULTS = st.lists(st.sampled_from([None, BEFORE, AFTER, BUSY, BROKEN]), min_size=1, max_size=4)
YES = Consent(gone=True, deletes=True, found=True)


class SyncMachine(RuleBasedStateMachine):
    """``plan``: what we want; ``hand``: what the runner did to events on the server since the last settling."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.source = FaultyCalendar(URL)
        self.desk = Desk(Path(self.folder.name), self.source)
        self.plan, self.hand, self.dead, self.next = {}, {}, set(), 100
        self.foreign = {}

    @initialize(flags=st.sets(st.sampled_from(["rewrites", "shy", "forgetful", "repeats"])), synced=st.booleans())
    def meet_server(self, flags, synced):
        for name in flags:
            setattr(self.source, name, True)
        self.write_run(0, b"Easy run")
        self.plan = {lift(number).uid: lift(number) for number in range(1, 7)}
        if synced:
            self.sync(Consent())

    @rule(number=st.integers(0, 2), title=st.sampled_from([b"Easy run", b"Long run", b"Notes on liftslot-x"]))
    def write_run(self, number, title):
        href = self.source.href_for(f"run-{number}.ics")
        self.foreign[href] = RUN.replace(b"run-1", b"run-%d" % number).replace(b"Easy run", title)
        self.source.keep(href, self.foreign[href])

    @rule(number=NUMBERS)
    def want(self, number):
        if lift(number).uid not in self.dead:
            self.plan.setdefault(lift(number).uid, lift(number))

    @rule(number=NUMBERS, hours=HOURS, text=st.sampled_from(["Squat 3 x 5", "Deadlift 3 x 3"]))
    def replan(self, number, hours, text):
        uid = lift(number).uid
        if uid in self.plan:
            self.plan[uid] = lift(number, hours, text, summary=self.plan[uid].summary)

    @rule(number=NUMBERS)
    def unwant(self, number):
        self.plan.pop(lift(number).uid, None)

    @rule(number=NUMBERS, hours=HOURS)
    def move_by_hand(self, number, hours):
        self.edit_by_hand(
            number, lambda event: replace(event, start=lift(number, hours).start, end=lift(number, hours).end)
        )

    @rule(number=NUMBERS)
    def rename_by_hand(self, number):
        self.edit_by_hand(number, lambda event: replace(event, summary="Mine"))

    def edit_by_hand(self, number, change):
        uid = lift(number).uid
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
        href = self.href_of(uid)
        row = next((row for row in self.desk.store.all_rows() if row.uid == uid), None)
        if href is None or row is None or row.base is None:  # before we know that it is there nobody can tell
            return
        self.source.drop(href)
        self.hand.pop(uid, None)
        self.dead.add(uid)

    @rule(faults=FAULTS, reading=st.lists(st.booleans(), max_size=4))
    def sync_badly(self, faults, reading):
        self.source.faults, self.source.reading = list(faults), list(reading)
        with contextlib.suppress(NetworkError):
            self.sync(Consent())
        self.source.faults, self.source.reading = [], []

    @rule(stop_after=st.integers(0, 3))
    def sync_and_stop(self, stop_after):
        asked = iter(range(100))
        self.sync(Consent(), stop=lambda: next(asked) >= stop_after)

    @rule()
    def restart(self):
        self.desk.store.close()
        self.desk.store = Store(self.desk.path)

    @rule()
    def settle(self):
        """Without faults, and with the runner's yes, three syncs are enough for peace."""
        for _ in range(3):
            report = self.sync(YES)
        assert (report.requests, report.again, report.waiting) == (0, (), ())
        assert self.on_server().keys() == self.plan.keys()
        for uid, event in self.on_server().items():
            assert not differing(Own(event), Own(self.plan[uid]))
        self.hand.clear()

    def sync(self, consent, **kwargs):
        decision = self.desk.decide(tuple(self.plan.values()), consent=consent)
        report = self.desk.sync(tuple(self.plan.values()), consent=consent, **kwargs)
        for adoption in decision.adoptions:
            self.plan[adoption.event.uid] = adoption.event
            self.hand.pop(adoption.event.uid, None)  # seen: from now on the plan may change it again
        for event in decision.skips:
            self.plan.pop(event.uid, None)
        for clash in decision.conflicts:
            self.plan[clash.uid] = clash.theirs
            self.hand.pop(clash.uid, None)
        for uid in decision.reborn:
            event = self.plan.pop(uid)
            self.next += 1
            fresh = lift(self.next)
            self.plan[fresh.uid] = replace(fresh, start=event.start, end=event.end)
        return report

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
            assert here[uid].summary == event.summary or event.summary != "Mine"

    @invariant()
    def no_row_is_doubled(self):
        rows = self.desk.store.all_rows()
        assert len({row.href for row in rows}) == len(rows)
        assert all(row.base is not None for row in rows if row.state is RowState.SYNCED)

    def teardown(self):
        if hasattr(self, "desk"):
            self.settle()
            self.desk.store.close()
        self.folder.cleanup()


SyncMachine.TestCase.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=timedelta(seconds=20), suppress_health_check=list(HealthCheck)
)
test_whatever_happens_the_calendar_is_unharmed_and_converges = SyncMachine.TestCase
