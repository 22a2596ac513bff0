"""What the code points to is written down."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "training.md").read_text("utf-8")


def list_documented():
    """The statement numbers of the table's first column; "43 - 46" stands for all between."""
    numbers = set()
    for cell in re.findall(r"^\| ([\d, -]+) \|", PAGE, re.MULTILINE):
        for part in cell.split(","):
            first, _, last = part.partition("-")
            numbers.update(range(int(first), int(last or first) + 1))
    return numbers


def list_cited():
    """Statement numbers in our sources and tests: "#24", "#43-#46", "rule_24"."""
    files = [*(ROOT / "core" / "training").glob("*.py"), *(ROOT / "tests" / "core" / "training").glob("*.py")]
    texts = [path.read_text("utf-8") for path in files if path != Path(__file__)]
    return {int(number) for text in texts for number in re.findall(r"(?:#|rules?_)(\d+)", text)}


def test_every_statement_that_is_cited_is_documented():
    assert list_cited() - list_documented() == set()


def test_every_section_that_is_cited_is_there():
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "core" / "training").glob("*.py"))
    sections = set(re.findall(r"training\.md (2\.\d)", sources))
    assert sections
    assert all(f"### {section} " in PAGE for section in sections)
