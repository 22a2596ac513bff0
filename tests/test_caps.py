"""The caps of CONTRIBUTING.md on files and functions (ruff checks parameters and complexity)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(p for folder in ("core", "desktop", "resources") for p in (ROOT / folder).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FILE_LINES, TEST_FILE_LINES, FUNCTION_LINES = 300, 500, 36


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_file_is_longer_than_its_cap(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES


@pytest.mark.parametrize("path", TESTS, ids=name_of)
def test_no_test_file_is_longer_than_its_cap(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= TEST_FILE_LINES


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_function_is_longer_than_its_cap(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [f.name for f in functions if count_lines(f) > FUNCTION_LINES] == []


def count_lines(function):
    """Lines of a function without its docstring."""
    last = function.end_lineno
    first = function.lineno
    doc = function.body[0]
    is_doc = isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant) and isinstance(doc.value.value, str)
    return last - first + 1 - (doc.end_lineno - doc.lineno + 1 if is_doc else 0)
