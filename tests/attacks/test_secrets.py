"""Secrets: none in the repository; a fault tells neither the log nor the page what was typed, nor where it stands."""

import json
import re

import pytest
from flask import Blueprint, request

from tenants.guard import public
from tests.guards.conftest import ROOT
from tests.guards.test_source import texts
from tests.guards.twin import twin_of

SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[0-9A-Za-z-]{10,}"
)
TYPED = "geheim-woord-dat-iemand-typte"

planted = Blueprint("planted", __name__)


@planted.get("/planted/fault")
@public("a page that breaks on what was typed")
def breaks() -> str:
    """Break, with what was typed in the message of the fault."""
    raise RuntimeError(f"cannot use {request.args['typed']}\nand more\n")


@pytest.fixture
def told(app, capfd):
    """What page and log say of a page that broke."""
    with twin_of(app, planted, LOG_LEVEL="INFO") as twin:
        twin.testing = False
        page = twin.test_client().get("/planted/fault", query_string={"typed": TYPED})
    return page, capfd.readouterr().err


def test_a_fault_tells_neither_log_nor_page_what_was_typed(told):
    page, log = told

    assert page.status_code == 500
    assert "RuntimeError" in log
    assert TYPED not in page.text
    assert TYPED not in log
    for inside in ("Traceback", "RuntimeError", ".py", "/portal"):
        assert inside not in page.text


def test_a_line_of_the_log_is_one_line(told):
    _page, log = told
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]

    assert [line["endpoint"] for line in lines if line["event"] == "fault"] == ["planted.breaks"]


def test_no_secret_stands_in_the_repository():
    paths = [*texts(), *ROOT.glob("*.md"), *ROOT.glob("*.toml"), *ROOT.glob("*.json"), *ROOT.glob("*.txt")]

    assert len(paths) > 300
    assert [str(path) for path in paths if SECRETS.search(path.read_text(encoding="utf-8"))] == []
