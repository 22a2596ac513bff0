from datetime import UTC, datetime

import pytest

from desktop.crash import KEPT_BYTES, make_hook, write_report

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def seen():
    return []


@pytest.fixture
def hook(tmp_path, seen):
    return make_hook(tmp_path / "home" / "crash.log", lambda: NOW, seen.append, lambda *_: seen.append("usual"))


def burst(bug):
    raise bug


def fail(hook, bug):
    try:
        burst(bug)
    except BaseException as caught:  # noqa: BLE001 - what a hook gets
        hook(type(caught), caught, caught.__traceback__)


def test_a_bug_is_logged_and_shown(hook, seen, tmp_path):
    fail(hook, KeyError("Dentist with Anna"))
    log = tmp_path / "home" / "crash.log"
    assert seen == ["usual", log]
    assert log.read_text().startswith("2026-11-23T09:00:00+00:00 KeyError\n  test_desktop_crash.py:")


def test_the_log_never_quotes_what_was_in_the_calendar(hook, tmp_path):
    fail(hook, ValueError("Dentist with Anna"))
    assert "Anna" not in (tmp_path / "home" / "crash.log").read_text()


def test_what_the_runner_stops_himself_is_no_bug(hook, seen, tmp_path):
    fail(hook, KeyboardInterrupt())
    assert seen == ["usual"]
    assert not (tmp_path / "home").exists()


def test_the_log_stays_small(tmp_path):
    log = tmp_path / "crash.log"
    for _ in range(5):
        write_report(log, "x" * 100_000)
    assert log.stat().st_size <= KEPT_BYTES + 100_000
