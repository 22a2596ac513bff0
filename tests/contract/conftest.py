"""One account of each kind: in memory, and on real servers that are started once for the folder."""

import contextlib
import itertools

import pytest

from core.calendar.caldav import connect
from core.calendar.memory import MemoryAccount
from tests.servers.processes import radicale, xandikos

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def accounts(tmp_path_factory):
    """Makes the account of a name, starting its server the first time."""
    with contextlib.ExitStack() as stack:
        made = {"memory": MemoryAccount()}

        def find(name):
            if name not in made:
                run = {"radicale": radicale, "xandikos": xandikos}[name]
                server = stack.enter_context(run(tmp_path_factory.mktemp(name)))
                made[name] = connect(server.url, server.user, server.password, timeout_s=10)
                stack.callback(made[name].client.close)
            return made[name]

        yield find


@pytest.fixture(params=["memory", "radicale", "xandikos"])
def account(request, accounts):
    return accounts(request.param)


@pytest.fixture
def calendar(account):
    """An empty calendar of its own for each test."""
    return account.open(account.make_calendar(f"Lifts {next(NUMBERS)}").url)
