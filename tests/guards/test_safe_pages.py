"""No page brings inline style or script, or asks another host for anything; every answer forbids it besides."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.guards.conftest import PLANTED, ROOT
from tests.guards.crawl import Visit
from tests.guards.reading import read

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
        "font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

OF_FILES = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}
"""What people sent along is no page of ours: it may do less."""

FILES = {"files.download", "desk_files.download"}

KEPT_BY_BROWSERS = {"static"}
"""Answers that hold nothing of anybody and may be kept."""

IN_SOURCE = {
    "style=": re.compile(r"""<[^>]*\sstyle\s*=""", re.I),
    "on...=": re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["']""", re.I),
    "<style>": re.compile(r"<style\b", re.I),
    "<script> without src": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "javascript:": re.compile(r"javascript:", re.I),
    "another host": re.compile(r"""(?:src|href|action|url\()\s*=?\s*["']?(?:https?:)?//""", re.I),
}


def unsafe_source(paths: Iterable[Path], root: Path) -> list[str]:
    """Return each template or style sheet that brings what the policy of pages forbids."""
    found = []
    for path in sorted(paths):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        found += [f"{path.relative_to(root)}: {name}" for name, wrong in IN_SOURCE.items() if wrong.search(text)]
    return found


def unsafe_pages(visits: Iterable[Visit]) -> list[str]:
    """Return what pages, as they came, bring that they may not."""
    return sorted({f"{visit.endpoint}: {wrong}" for visit in visits for wrong in visit.read.wrong})


def without_headers(visits: Iterable[Visit]) -> list[str]:
    """Return each answer that lacks a header, or has it otherwise."""
    found = set()
    for visit in visits:
        for name, value in HEADERS.items():
            if name == "Cache-Control" and visit.endpoint in KEPT_BY_BROWSERS:
                continue
            values = [given for known, given in visit.headers if known == name]
            if visit.endpoint in FILES and visit.status == 200:
                value = OF_FILES.get(name, value)
            if values != [value]:
                found.add(f"{visit.endpoint or visit.path}: {name} is {values}")
    return sorted(found)


def pages_in(folder: Path) -> list[Path]:
    """Return the templates of pages; mails are read by programs that know no style sheets."""
    return [path for path in folder.rglob("*.html") if "mail" not in path.relative_to(folder).parts]


def test_no_template_has_inline_style_or_script_or_another_host():
    assert unsafe_source(pages_in(ROOT / "templates"), ROOT) == []


def test_no_style_sheet_fetches_from_another_host():
    sheets = list((ROOT / "portal/static").glob("*.css"))

    assert sheets
    assert [fault for fault in unsafe_source(sheets, ROOT) if "host" in fault] == []


def test_no_mail_fetches_anything_or_runs_a_script():
    mails = list((ROOT / "templates/mail").rglob("*.html"))

    assert mails
    assert [fault for fault in unsafe_source(mails, ROOT) if "style" not in fault] == []


def test_no_page_as_it_comes_has_inline_style_or_script_or_another_host(walks):
    assert unsafe_pages(walks.pages()) == []


def test_every_page_carries_the_headers_that_forbid_it(walks):
    assert without_headers(walks.visits()) == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nergens/te/vinden", 404),
        ("PUT", "/linde/", 405),
        ("POST", "/linde/requests/1/replies", 400),
        ("POST", "/signin", 400),
        ("OPTIONS", "/linde/", 200),
        ("HEAD", "/linde/", 200),
        ("GET", "/static/0/balie.css", 200),
        ("GET", "/static/0/nothing.css", 404),
        ("GET", "/rate/linde.nothing", 404),
    ],
)
def test_every_other_answer_carries_them_too(bram, method, path, status):
    response = bram.browser.open(path, method=method)

    assert response.status_code == status
    assert without_headers([_visit(response, path, "static" if status == 200 and "static" in path else "")]) == []
    response.close()


def test_an_answer_to_a_broken_page_carries_them_too(demo):
    from tests.guards.planted import unmarked
    from tests.guards.twin import twin_of
    from tests.players import Player, somebody

    with twin_of(demo, unmarked.blueprint) as twin:
        response = Player(twin, somebody("bram")).browser.get("/planted/unmarked")

    assert response.status_code == 500
    assert without_headers([_visit(response, "/planted/unmarked")]) == []


def test_a_post_from_another_site_is_refused(bram):
    form = bram.opens("/linde/new/question/planning").form("")
    for origin in ("https://kwaad.example", "null", "http://localhost.kwaad.example"):
        answer = bram.browser.post("/linde/new/question/planning", data=form, headers={"Origin": origin})
        assert answer.status_code == 400


def test_a_host_nobody_set_up_is_refused(bram):
    assert bram.browser.get("/linde/", base_url="http://kwaad.example").status_code == 400


def test_a_planted_template_is_found():
    found = unsafe_source([PLANTED / "unsafe.html"], PLANTED)

    assert found == [f"unsafe.html: {name}" for name in IN_SOURCE]


def test_a_planted_page_is_found():
    html = (PLANTED / "unsafe.html").read_text()

    assert sorted(read(html).wrong) == [
        "<iframe>",
        "a link to elsewhere.example without rel=noopener",
        "a script as href of <a>",
        "href of <link> fetches from cdn.example",
        "inline <script>",
        "inline <style>",
        "onclick= on <button>",
        "src of <iframe> fetches from elsewhere.example",
        "src of <img> fetches from pictures.example",
        "style='color:red' on <p>",
    ]


def test_a_planted_answer_with_a_softer_policy_is_found():
    headers = [(name, value) for name, value in HEADERS.items() if name != "X-Content-Type-Options"]
    headers[0] = (headers[0][0], headers[0][1].replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"))
    soft = Visit("employee", "/planted", "", 200, headers, "", "planted")

    found = without_headers([soft])

    assert len(found) == 2
    assert "unsafe-inline" in found[0]
    assert found[1] == "planted: X-Content-Type-Options is []"


def _visit(response: Any, path: str, endpoint: str = "") -> Visit:
    return Visit("employee", path, "", response.status_code, list(response.headers.items()), "", endpoint)
