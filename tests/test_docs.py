"""What stands in docs/ and cannot be allowed to differ from the program."""

import importlib.util
import re
import tomllib
from pathlib import Path

from core.catalogue import equipment_names
from core.rules.numbers import NUMBERS
from core.rules.rule import RULES
from desktop.__main__ import run_command

ROOT = Path(__file__).resolve().parent.parent


def load_writer():
    path = ROOT / "packaging" / "write_rules_page.py"
    spec = importlib.util.spec_from_file_location("write_rules_page", path)
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    return writer


def test_the_page_of_rules_is_the_table():
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == load_writer().page_text(), "run: make docs"


def test_the_page_of_rules_names_every_rule_and_number():
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert [rule.id for rule in RULES if f"| {rule.id} |" not in page] == []
    assert [number.name for number in NUMBERS if f"`{number.name}`" not in page] == []


def test_the_page_of_rules_says_every_sentence():
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    said = dict(re.findall(r"^\| ([PS]\d\d) \| (.+?) \|", page, re.MULTILINE))
    assert set(said) == {rule.id for rule in RULES}
    assert [rule for rule, sentence in said.items() if " " not in sentence or "rules." in sentence] == []


def test_every_paper_that_a_rule_cites_is_in_the_evidence():
    evidence = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    cited = {number for rule in RULES for number in re.findall(r"\[(\d+)\]", rule.source)}
    assert {number for number in cited if f"\n| {number} |" not in evidence} == set()


def test_every_command_is_documented(capsys):
    assert run_command(["--help"]) == 0
    commands = re.findall(r"^  (\w+)  +\S", capsys.readouterr().out, re.MULTILINE)
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert len(commands) >= 9
    assert [name for name in commands if f"liftslot {name}" not in page] == []


def test_every_page_that_a_page_links_to_is_there():
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_locks_name_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=\[]", name)[0].lower().replace("_", "-") for name in project["dependencies"]}
    for lock in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert wanted <= set(re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE))
        assert "://" not in text


def test_every_locked_package_has_hashes():
    for lock in ("requirements.txt", "requirements-dev.txt"):
        for block in re.split(r"\n(?=[a-z])", (ROOT / lock).read_text(encoding="utf-8").strip()):
            assert "--hash=sha256:" in block, block[:60]


def test_the_page_of_commands_names_every_piece_of_equipment():
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if "| `equipment` |" in line]
    assert set(re.findall(r"`(\w+)`", row)) - {"equipment"} == equipment_names()
