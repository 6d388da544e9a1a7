"""A form that is kept apart from its repetition carries the key that tells the two apart; the script counts on it."""

import re
from pathlib import Path

from tests.guards.conftest import ROOT

FORM = re.compile(r"<form\b[^>]*\bdata-once\b.*?</form>", re.S)
KEY = re.compile(r"\bkey\(|\bhidden\(form\)|\bonce\(|name=\"key\"|\bfor one in form\b")
"""How templates write the key: as a field, through the macros that do, or with all fields of a form."""


def keyless(folder: Path) -> list[str]:
    """Return each template with a form that is marked so and has no key."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*.html")
        for form in FORM.findall(path.read_text(encoding="utf-8"))
        if not KEY.search(form)
    )


def test_every_form_that_is_sent_once_has_a_key():
    assert keyless(ROOT / "templates") == []


def test_a_form_without_one_is_found(tmp_path):
    (tmp_path / "good.html").write_text("<form data-once>{{ form.key() }}</form>")
    (tmp_path / "plain.html").write_text("<form>{{ csrf() }}</form>")
    (tmp_path / "bad.html").write_text("<form data-once>\n{{ csrf() }}\n</form><form>{{ form.key() }}</form>")

    assert keyless(tmp_path) == ["bad.html"]
