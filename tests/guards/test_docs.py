"""What the docs say is what is built: settings, commands and permissions, each from the code or compared with it."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
import pytest

from portal.cli import main
from portal.generated import PAGES, docs_folder
from portal.settings import SETTINGS
from tests.guards.conftest import PLANTED, ROOT
from tests.guards.test_source import product

FOR_TESTS = {"BALIE_TEST_ENGINE", "BALIE_TEST_POSTGRES"}
NAME = re.compile(r"\bBALIE_[A-Z][A-Z_0-9]*[A-Z0-9]\b")
COMMAND = re.compile(r"(?:^|[`/])balie ([a-z]+)", re.M)


def unknown_settings(paths: Iterable[Path], root: Path) -> list[str]:
    """Return each name of a setting in the source or the docs that is not in the table of settings."""
    known = {f"BALIE_{setting.name}" for setting in SETTINGS} | FOR_TESTS
    return sorted(
        f"{path.relative_to(root).as_posix()}: {name}"
        for path in paths
        for name in set(NAME.findall(path.read_text(encoding="utf-8"))) - known
    )


def differing_commands(commands: Mapping[str, click.Command], pages: Iterable[Path]) -> list[str]:
    """Return each command that no page of the docs names, and each named one that does not exist."""
    named = {name for page in pages for name in COMMAND.findall(page.read_text(encoding="utf-8"))}
    missing = [f"`balie {name}` is in no page of the docs" for name in sorted(commands.keys() - named)]
    return missing + [f"`balie {name}` is in the docs and does not exist" for name in sorted(named - commands.keys())]


def docs() -> list[Path]:
    """Return the pages that people read, decisions apart: those tell how it was."""
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    return [page for page in pages if page.exists()]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_the_code_is_what_the_code_says(name):
    assert (docs_folder() / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_every_setting_in_the_source_and_the_docs_is_in_the_table():
    assert unknown_settings([*product(), ROOT / "wsgi.py", *docs()], ROOT) == []


def test_every_setting_is_used():
    text = "".join(path.read_text(encoding="utf-8") for path in product() if path.name != "settings.py")
    own = (ROOT / "portal/settings.py").read_text(encoding="utf-8")

    unused = [
        setting.name
        for setting in SETTINGS
        if f'"{setting.name}"]' not in text and own.count(f'values["{setting.name}"]') == 0
    ]
    assert unused == []


def test_every_command_is_in_the_docs_and_every_command_in_the_docs_exists():
    assert differing_commands(main.commands, docs()) == []


def test_every_command_says_what_it_does():
    assert [name for name, command in main.commands.items() if not (command.help or "").strip().endswith(".")] == []


def test_planted_settings_and_commands_are_found():
    page = PLANTED / "docs.md"

    assert unknown_settings([page], PLANTED) == ["docs.md: BALIE_MAGIC"]
    assert differing_commands({"serve": main.commands["serve"], "work": main.commands["work"]}, [page]) == [
        "`balie work` is in no page of the docs",
        "`balie fly` is in the docs and does not exist",
    ]
