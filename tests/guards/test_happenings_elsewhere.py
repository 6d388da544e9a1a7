"""Every detail of a happening is known to mean the same elsewhere, or to lead to a row by its key."""

import ast
from collections.abc import Iterable
from pathlib import Path

from portal.exchange.happenings import REFERS, REFERS_IN, WORDS
from tests.guards.conftest import PLANTED
from tests.guards.test_source import product

RECORDS = {"leave_trail", "tell", "tell_everywhere"}
OF_ALL = {"by", "at"}


def unknown_details(sources: Iterable[Path]) -> set[str]:
    """Return the names of details that `portal/exchange/happenings.py` does not know: an id might leave with them."""
    known = {*REFERS, *WORDS, *OF_ALL, *(name for _action, name in REFERS_IN)}
    return {name for path in sources for name in _details(path) if name not in known}


def _details(path: Path) -> Iterable[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in RECORDS:
            yield from (word.arg for word in node.keywords if word.arg)


def test_every_detail_of_what_happens_is_known_to_those_who_leave():
    assert unknown_details(product()) == set()


def test_the_guard_finds_a_detail_that_nobody_knows():
    assert unknown_details([PLANTED / "detail_of_nobody.py"]) == {"neighbour"}
