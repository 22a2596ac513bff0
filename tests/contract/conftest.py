"""One account of each kind: in memory, and on real servers that are started once for the folder."""

import contextlib
import itertools

import pytest

from core.calendar.caldav import connect
from core.calendar.memory import MemoryAccount
from tests.servers.debian import DEBIAN
from tests.servers.processes import open_folder, radicale, xandikos

NUMBERS = itertools.count(1)
SERVERS = {"radicale": radicale, "xandikos": xandikos} | DEBIAN
KINDS = ["memory", "radicale", "xandikos", *(pytest.param(name, marks=pytest.mark.servers) for name in DEBIAN)]


@pytest.fixture(scope="session")
def accounts():
    """Makes the account of a name, starting its server the first time."""
    with contextlib.ExitStack() as stack:
        made = {"memory": MemoryAccount()}

        def find(name):
            if name not in made:
                server = stack.enter_context(SERVERS[name](stack.enter_context(open_folder())))
                made[name] = connect(server.url, server.user, server.password, timeout_s=10)
                stack.callback(made[name].client.close)
            return made[name]

        yield find


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def account(kind, accounts):
    return accounts(kind)


@pytest.fixture
def calendar(account):
    """An empty calendar of its own for each test."""
    return account.open(account.make_calendar(f"Lifts {next(NUMBERS)}").url)
