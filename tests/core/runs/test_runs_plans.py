"""Whole invented plans of the shapes that feeds have: every entry is treated as its author meant it."""

import pytest
from tests_runs import PLANS, PROFILE, load_plan

from core.model.training import Treated
from core.runs.week import understand

FILES = sorted(PLANS.glob("invented_*.json"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def plan(request):
    occurrences, wanted = load_plan(request.param)
    found = {}
    for entry in understand(occurrences, PROFILE):
        found.setdefault(entry.uid, []).append(entry)
    return found, wanted


def test_every_entry_is_treated_as_its_author_meant_it(plan):
    found, wanted = plan
    told = {uid: [entry.treated_as and str(entry.treated_as) for entry in entries] for uid, entries in found.items()}
    assert told == wanted


def test_no_week_has_two_long_runs(plan):
    entries = [entry for group in plan[0].values() for entry in group]
    longs = [entry.start.isocalendar().week for entry in entries if entry.treated_as is Treated.LONG]
    assert longs
    assert len(longs) == len(set(longs))
