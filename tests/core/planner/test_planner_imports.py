import subprocess
import sys

import pytest

from core import planner

LATER = ("core.calendar", "core.rules.board", "core.runs", "core.solver", "core.training", "core.catalogue")


def test_a_state_and_its_history_come_without_what_reads_plans_and_judges():
    code = "import sys; from core.planner import History, State; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = said.split()
    assert "core.planner.state" in loaded
    assert [name for name in loaded if name.startswith(LATER)] == []


@pytest.mark.parametrize("name", planner.__all__)
def test_whatever_the_package_names_is_there_when_it_is_asked_for(name):
    assert callable(getattr(planner, name))


def test_planning_is_a_function_also_after_its_module_was_imported():
    code = "import core.planner.proposal; from core import planner; print(planner.propose.__name__)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "propose"


def test_another_name_is_no_part_of_it():
    with pytest.raises(AttributeError, match="dream"):
        _ = planner.dream
