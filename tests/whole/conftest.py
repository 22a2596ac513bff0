"""A Radicale and a life with it for each test."""

import pytest

from tests.servers.processes import open_folder, radicale
from tests.whole.living import Life
from tests.whole.ordeal import Ordeal, live_on


def pytest_addoption(parser):
    parser.addoption(
        "--every-call",
        action="store_true",
        help="with pytest tests/whole: spoil a sync at every system call, not at a sample (an hour)",
    )


@pytest.fixture
def server():
    with open_folder() as folder, radicale(folder) as running:
        yield running


@pytest.fixture
def life(server, tmp_path):
    return Life(server, tmp_path)


@pytest.fixture(scope="module", params=["first", "later"])
def ordeal(request, tmp_path_factory):
    """The first sync of all; and one on a day when the coach, the phone and the planner have news. Needs strace."""
    folder = tmp_path_factory.mktemp(request.param)
    with open_folder() as place, radicale(place) as running:
        life = Life(running, folder)
        if request.param == "later":
            live_on(life)
        yield Ordeal(life, folder)
