"""The page about security names tests and files that exist, and every date by which something is due is a date."""

import ast
import re
from datetime import date

from tests.guards.conftest import ROOT

PAGE = ROOT / "docs/security.md"
TEST = re.compile(r"`([a-z_]+/test_[a-z_]+\.py)(?:::(test_[a-z0-9_]+))?`")
FILE = re.compile(r"`((?:portal|tenants|templates|migrations)/(?![a-z_/]*test_)[a-z_./]+|[a-z-]+\.(?:txt|json|toml))`")
DUE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
NUMBER = re.compile(r"^\| (\d+\.\d+\.\d+)", re.M)


def untrue(text: str) -> list[str]:
    """Return each test, file or date of a page that does not exist."""
    found = []
    for path, test in TEST.findall(text):
        file = ROOT / "tests" / path
        if not file.is_file():
            found.append(f"there is no tests/{path}")
        elif test and test not in _tests_in(file.read_text(encoding="utf-8")):
            found.append(f"tests/{path} has no {test}")
    found += [f"there is no {path}" for path in FILE.findall(text) if not (ROOT / path.rstrip("/")).exists()]
    return found + [f"{due} is no day" for due in DUE.findall(text) if not _is_day(due)]


def _tests_in(source: str) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def test_what_the_page_about_security_names_is_there():
    text = PAGE.read_text(encoding="utf-8")

    assert untrue(text) == []
    assert len(NUMBER.findall(text)) > 100
    assert len(TEST.findall(text)) > 100


def test_no_requirement_has_two_lines():
    numbers = NUMBER.findall(PAGE.read_text(encoding="utf-8"))

    assert sorted(numbers) == sorted(set(numbers))


def test_a_planted_page_that_names_what_is_not_there_is_found():
    planted = "`guards/test_nothing.py::test_a` `guards/test_docs.py::test_b` `portal/nothing.py` 2027-02-30"

    assert untrue(planted) == [
        "there is no tests/guards/test_nothing.py",
        "tests/guards/test_docs.py has no test_b",
        "there is no portal/nothing.py",
        "2027-02-30 is no day",
    ]
