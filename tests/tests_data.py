"""Where the tests' data stands, and the worked cases in it."""

import importlib.util
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"

_spec = importlib.util.spec_from_file_location("build_cases", DATA / "build_cases.py")
build_cases = importlib.util.module_from_spec(_spec)
sys.modules["build_cases"] = build_cases
_spec.loader.exec_module(build_cases)
CASES = build_cases.load_cases()
