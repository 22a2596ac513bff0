"""A whole ``liftslot sync`` is ended at its system calls: the next start finds nothing torn, doubled or lost."""

import pytest

from tests.whole.tracing import sample

pytestmark = [pytest.mark.strace, pytest.mark.timeout(6 * 3600)]
VARYING = 8  # calls that one sync may have fewer than another: new UIDs are random, and so are the pages they fall on
MOST = {"pwrite64": 4, "fdatasync": 2, "openat": 2, "unlink": 2, "ftruncate": 2, "sendto": 4, "rename": 2, "fsync": 2}


@pytest.fixture
def most(request):
    return (lambda _call: 0) if request.config.getoption("--every-call", default=False) else MOST.get


@pytest.mark.parametrize("call", sorted(MOST))
def test_a_kill_at_a_system_call_is_mended_by_the_next_start(ordeal, most, call):
    numbers = ordeal.calls.get(call, [])
    for number in sample(numbers, most(call)):
        status, _out, _err = ordeal.spoil(call, "signal=KILL", number)
        assert status in {-9, 137} or (status == 0 and number > numbers[-1] - VARYING)
        ordeal.check()
