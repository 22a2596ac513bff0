"""One sync that is spoilt in many ways, each time from the same beginning."""

from tests.whole.living import Snapshot
from tests.whole.tracing import find_calls, spoil

SYNC = ("sync", "--yes", "--json")


def move_a_run(life):
    """The coach moves a run onto a day that we lift on."""
    life.edit(
        "Running",
        lambda raw: b"UID:run-1-0" in raw,
        lambda raw: raw.replace(b":20261130T063000", b":20261201T143000"),
    )


class Ordeal:
    """One sync to be spoilt again and again from the same beginning, and what it comes to where nobody spoils it."""

    def __init__(self, life, folder):
        self.life = life
        self.before = Snapshot(life, folder / "before")
        self.runs = life.objects("Running")
        self.calls = find_calls(life, folder / "trace", *SYNC)
        self.times = life.times()
        self.pins = self.list_pins()
        self.before.restore()

    def list_pins(self):
        return sorted(session.start for session in self.life.sessions().values() if session.pinned)

    def spoil(self, call, fault, number, names=()):
        """Status, output and words of the sync; ``names`` in the home folder are spoilt alone."""
        self.before.restore()
        paths = [self.life.home / name for name in names]
        return self.life.run(*SYNC, before=spoil(call, fault, number, paths))

    def check(self):
        """The next start mends everything: what the runner did elsewhere is kept, and the one after has nothing to do."""
        mended = self.life.sync_here()
        assert (mended.fault, mended.problems, mended.questions, mended.conflicts) == (None, [], [], [])
        assert self.life.times() == self.times
        assert self.list_pins() == self.pins
        assert self.life.objects("Running") == self.runs
        events, sessions = self.life.lifts(), self.life.sessions()
        assert {uid: event.start for uid, event in events.items()} == {uid: s.start for uid, s in sessions.items()}
        quiet = self.life.sync_here()
        assert (quiet.changes, quiet.written, quiet.questions) == ([], 0, [])
        with self.life.connect() as login:
            assert [info.name for info in login.list_calendars()].count("Liftslot") == 1


def live_on(life):
    """After the first sync the coach, the runner's phone and the planner all have news."""
    life.sync_here()
    first, second, *_ = sorted(life.lifts().values(), key=lambda event: event.start)
    life.move_lift(first.uid, 1)
    life.delete_lift(second.uid)
    move_a_run(life)
