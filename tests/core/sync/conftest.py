import pytest

from tests.core.sync.weeks import RUN, Desk


@pytest.fixture
def desk(tmp_path):
    """A device whose calendar holds a run of the runner's own."""
    desk = Desk(tmp_path)
    desk.source.keep(desk.source.href_for("run-1.ics"), RUN)
    yield desk
    desk.store.close()
