"""Stored script: whatever people type, wherever it is shown, it is text; and what links lead to never runs."""

import io
import re
from urllib.parse import urlsplit

import pytest

from portal.web.text import written
from tests.files.pictures import PDF
from tests.files.test_sending_files import upload
from tests.guards.conftest import ROOT
from tests.guards.crawl import crawl
from tests.guards.reading import read

SCRIPT = "<script>zap()</script><img src=x onerror=zap()><svg/onload=zap()>\"'><b onmouseover=zap()>"
LINKS = (
    "[klik](javascript:zap())",
    "[klik](JaVaScRiPt:zap())",
    "[klik](data:text/html,<script>zap()</script>)",
    "[klik](vbscript:zap())",
    "<javascript:zap()>",
    "![x](javascript:zap())",
    "[klik](&#106;avascript:zap())",
    "[klik](java\tscript:zap())",
)


def live(html: str) -> list[str]:
    """Return what would run of a page."""
    return [wrong for wrong in read(html).wrong if "zap" in wrong or "inline" in wrong]


def test_a_script_in_any_text_is_shown_as_text_everywhere(bram, anneke, henk, joost, post_office):
    ticket = bram.files(f"Vraag {SCRIPT}", f"Ik zie {SCRIPT}", files=[upload(PDF, f"brief {SCRIPT}.pdf")])
    joost.answers(ticket, f"Antwoord {SCRIPT}")
    joost.notes(ticket, f"Notitie {SCRIPT}")
    bram.replies(ticket, f"Reactie {SCRIPT}")
    bram.posts("/account", {"name": f"Bram {SCRIPT}"[:100]}, on="/account")

    shown = 0
    for player, seeds in (
        (bram, ("/",)),
        (henk, ("/linde/requests?scope=organisation",)),
        (joost, ("/desk/inbox/all",)),
    ):
        walk = crawl(player.name, player.browser.get, seeds, lambda path: urlsplit(path).path.rpartition("/")[0], 12)
        for visit in walk.pages():
            assert live(visit.html) == [], visit.path
            shown += "zap()" in visit.html
    assert shown > 8
    for mail in post_office.mails():
        html = mail.get_body(("html",)).get_content()
        assert [wrong for wrong in live(html) if wrong != "inline <style>"] == []


@pytest.mark.parametrize("link", LINKS)
def test_a_link_that_would_run_is_no_link(link):
    html = written(f"Kijk: {link} eens.").html

    assert not re.search(r"""(?:href|src)=["']?(?!https?:|mailto:)""", html)


def test_a_page_that_is_dressed_as_a_picture_is_no_file_that_we_take(bram):
    token = bram.opens("/linde/new/question/planning").form("")["csrf_token"]
    for name, content in (
        ("foto.png", b"<html><script>zap()</script></html>"),
        ("foto.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>zap()</script></svg>'),
        ("foto.jpg", b"<?xml version='1.0'?><svg onload='zap()'/>"),
    ):
        sent = {"csrf_token": token, "files": (io.BytesIO(content), name)}
        assert bram.browser.post("/linde/files", data=sent).status_code == 422


def test_our_scripts_put_no_text_in_as_markup():
    found = {}
    for script in sorted((ROOT / "portal/static").glob("*.js")):
        lines = script.read_text().splitlines()
        wrong = [line.strip() for line in lines if re.search(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(", line)]
        found |= {script.name: wrong} if wrong else {}

    # Parts of pages that the server made, their words escaped there; what is said of a session has none of anybody's.
    assert found == {
        "people.js": ["if (html && mine === latest) sees.innerHTML = html"],
        "session.js": ["bar.lastElementChild.innerHTML = words"],
    }
