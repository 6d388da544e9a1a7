"""Every name under which something is recorded has a line in the table and, where the log shows it, a sentence."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from flask_babel import force_locale

from portal.audit.wording import SENTENCES
from portal.trail.rules import KINDS, OF_REQUESTS, Kind, kind_of
from tests.guards.conftest import ROOT
from tests.guards.test_source import product

PLANTED = Path(__file__).parent / "planted" / "wordless.py"
RECORDS = {"leave_trail", "tell", "tell_everywhere", "_fill", "_end"}
NAME = re.compile(r"[a-z]+\.[a-z_ ]+")


def recorded(sources: Iterable[Path]) -> Iterator[str]:
    """Yield every name that is given where something is recorded, and in any choice between names."""
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if called in RECORDS:
                yield from _names_in(node)


def _names_in(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.JoinedStr):
            first = one.values[0]
            yield f"{first.value}…" if isinstance(first, ast.Constant) else "…" + str(one.values[-1].value)
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and NAME.fullmatch(one.value):
            yield one.value


def wordless(names: Iterable[str]) -> list[str]:
    """Return each name that no table knows, or that the log would show without a sentence."""
    return sorted({name for name in names if not _known(name)})


def _known(name: str) -> bool:
    if name.endswith("…"):  # begins with words, the rest is decided when it happens
        return name.removesuffix("…").startswith(OF_REQUESTS)
    if name.startswith("…"):
        return any(known.endswith(name.removeprefix("…")) for known in SENTENCES)
    try:
        return kind_of(name) is Kind.REQUEST or name in SENTENCES
    except LookupError:
        return False


def test_every_name_that_is_recorded_has_words():
    names = list(recorded(product()))

    assert {"member.invited", "leaving.done", "organisation.settings", "ticket.filed", "….added"} <= set(names)
    assert wordless(names) == []


def test_the_table_and_the_sentences_name_the_same():
    assert set(SENTENCES) == set(KINDS)
    assert Kind.REQUEST not in KINDS.values()


def test_every_sentence_is_another_one_in_each_language(inside_app):
    for name, said in SENTENCES.items():
        with force_locale("nl"):
            dutch = str(said)
        with force_locale("en"):
            assert str(said) != dutch, name


def test_a_planted_name_without_words_is_found():
    assert wordless(recorded([PLANTED])) == ["member.vanished"]
    assert PLANTED.is_relative_to(ROOT)
