import threading

import pytest

from core.errors import NetworkError
from desktop.jobs import Job, Jobs

PATIENCE_S = 60


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.close()


def forbid(fault):
    raise AssertionError(fault)


def test_work_runs_elsewhere_and_its_answer_comes_here(jobs, qtbot):
    here, seen = threading.get_ident(), []
    jobs.submit(
        "a", Job(lambda _t: threading.get_ident(), lambda there: seen.append((there, threading.get_ident())), forbid)
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_one_lane_works_in_order(jobs, qtbot):
    seen = []
    for number in range(20):
        jobs.submit("a", Job(lambda _t, n=number: n, seen.append, forbid))
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen == list(range(20))


def test_lanes_do_not_wait_for_each_other(jobs, qtbot):
    gate, seen = threading.Event(), []
    jobs.submit("slow", Job(lambda _t: gate.wait(PATIENCE_S), lambda _: seen.append("slow"), forbid))
    jobs.submit("fast", Job(lambda _t: None, lambda _: seen.append("fast"), forbid))
    qtbot.waitUntil(lambda: seen == ["fast"])
    gate.set()
    qtbot.waitUntil(lambda: seen == ["fast", "slow"])


def test_a_fault_that_can_be_mended_is_told(jobs, qtbot):
    seen = []

    def work(_ticket):
        raise NetworkError("gone")

    jobs.submit("a", Job(work, forbid, seen.append))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].id == "gone"


def test_a_bug_is_raised_on_the_windows_thread(jobs, qtbot):
    def work(_ticket):
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        jobs.submit("a", Job(work, forbid, forbid))
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_a_bug_keeps_no_other_answer_back(jobs, qtbot):
    gate, seen = threading.Event(), []

    def fail(_ticket):
        gate.wait(PATIENCE_S)
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        ticket = jobs.submit("a", Job(fail, forbid, forbid))
        jobs.submit("a", Job(lambda _t: 1, seen.append, forbid))
        gate.set()
        qtbot.waitUntil(lambda: seen == [1])
    assert len(caught) == 1
    assert ticket.ended


def test_dropped_work_delivers_nothing(jobs, qtbot):
    gate = threading.Event()
    ticket = jobs.submit("a", Job(lambda _t: gate.wait(PATIENCE_S), forbid, forbid))
    queued = jobs.submit("a", Job(forbid, forbid, forbid))
    ticket.drop()
    queued.drop()
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert ticket.stopped()


def test_work_that_is_asked_to_end_still_tells_what_it_did(jobs, qtbot):
    seen = []

    def work(ticket):
        steps = 0
        while not ticket.stopped():
            steps += 1
        return steps

    ticket = jobs.submit("a", Job(work, seen.append, forbid))
    ticket.ask()
    qtbot.waitUntil(lambda: bool(seen))


def test_progress_comes_before_the_answer(jobs, qtbot):
    seen = []

    def work(ticket):
        ticket.report(1, 2)
        return "done"

    jobs.submit("a", Job(work, seen.append, forbid, lambda done, total: seen.append((done, total))))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [(1, 2), "done"]


def test_a_closed_window_hears_nothing_more(qapp, qtbot):
    jobs, gate, ended = Jobs(), threading.Event(), threading.Event()

    def work(_ticket):
        gate.wait(PATIENCE_S)
        ended.set()

    jobs.submit("a", Job(work, forbid, forbid))
    jobs.close()
    gate.set()
    assert ended.wait(PATIENCE_S)
    qtbot.wait(20)


def test_idle_is_told_when_the_last_work_ends(jobs, qtbot):
    with qtbot.waitSignal(jobs.idle):
        jobs.submit("a", Job(lambda _t: None, lambda _: None, forbid))
