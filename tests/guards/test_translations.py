"""Both languages are complete: each message of the source has a Dutch one, and none is there for nothing.

The ids are the English texts.
"""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

from tests.guards.conftest import PLANTED, ROOT

CATALOGUE = ROOT / "portal/translations/nl/LC_MESSAGES/messages.po"
CALLS = {"_", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext", "pgettext", "npgettext"}
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None, "lazy_ngettext": (1, 2)}
PLACE = re.compile(r"%\((\w+)\)[sd]")


def messages_in(paths: Iterable[Path]) -> dict[str, str]:
    """Return every message of these files with the file that says it."""
    found: dict[str, str] = {}
    for path in sorted(paths):
        method = "python" if path.suffix == ".py" else "jinja2"
        for _line, message, _comments, _context in extract_from_file(method, str(path), keywords=KEYWORDS):
            found.setdefault(message if isinstance(message, str) else message[0], path.name)
    return found


def faults_of(catalogue: Catalog, messages: dict[str, str]) -> list[str]:
    """Return what is missing in a catalogue, unsure, left over, or says something else than its source."""
    there = {_id(message): message for message in catalogue if message.id}
    found = [f"missing, from {messages[one]}: {one}" for one in sorted(messages.keys() - there.keys())]
    found += [f"left over: {one}" for one in sorted(there.keys() - messages.keys())]
    found += [f"left over: {one}" for one in sorted(map(str, catalogue.obsolete))]
    for name, message in sorted(there.items()):
        if message.fuzzy:
            found.append(f"unsure: {name}")
        if not all(_texts(message.string)):
            found.append(f"empty: {name}")
        elif _places(message.id) != _places(message.string):
            found.append(f"other places to fill in: {name}")
    return found


def made_up_messages(paths: Iterable[Path], root: Path) -> list[str]:
    """Return each message that is put together while the program runs, so that nobody can translate it."""
    found = []
    for path in sorted(paths):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in CALLS:
                continue
            if not (node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)):
                found.append(f"{path.relative_to(root).as_posix()}:{node.lineno}")
    return found


def _id(message: Message) -> str:
    return _texts(message.id)[0]


def _texts(one: str | tuple[str, ...] | list[str]) -> list[str]:
    return [one] if isinstance(one, str) else list(one)


def _places(one: str | tuple[str, ...] | list[str]) -> set[str]:
    # The number of a plural may be left out of the singular: "one colleague".
    return {name for text in _texts(one) for name in PLACE.findall(text)}


def source() -> list[Path]:
    """Return everything that holds messages."""
    return [
        *(path for path in (ROOT / "portal").rglob("*.py") if path.name != "build_assets.py"),
        *(ROOT / "tenants").rglob("*.py"),
        *(path for path in (ROOT / "templates").rglob("*") if path.is_file()),
    ]


def test_every_message_has_a_dutch_one_and_none_is_left_over():
    assert CATALOGUE.exists(), "there is no Dutch catalogue"
    with CATALOGUE.open("rb") as file:
        assert faults_of(read_po(file, locale="nl"), messages_in(source())) == []


def test_no_message_is_put_together_while_the_program_runs():
    assert made_up_messages((path for path in source() if path.suffix == ".py"), ROOT) == []


def test_a_planted_catalogue_with_gaps_is_found():
    with (PLANTED / "gaps.po").open("rb") as file:
        found = faults_of(read_po(file, locale="nl"), messages_in([PLANTED / "source_of_messages.py"]))

    assert found == [
        "missing, from source_of_messages.py: Nobody translated this",
        "missing, from source_of_messages.py: You have ",
        "left over: Nobody says this any more",
        "left over: Was said once",
        "empty: Empty",
        "other places to fill in: Hello %(name)s",
        "unsure: Is this right?",
    ]


def test_a_planted_message_that_is_put_together_is_found():
    assert made_up_messages([PLANTED / "source_of_messages.py"], PLANTED) == ["source_of_messages.py:14"]
