"""Every page of every role is for everybody: axe finds nothing, and nothing sticks out at 320 pixels."""

from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint
from playwright.sync_api import Page

from tenants.guard import public
from tests.browser.looking import barriers, sideways
from tests.browser.stage import Demo, Window
from tests.browser.ways import CUSTOMERS, EVERYBODY, came_across, house_of, pages_for, way_of
from tests.guards.twin import twin_of

pytestmark = pytest.mark.browser

PLANTED = Path(__file__).parent / "planted"

LOOKS = [(who, 1280, "light") for who in EVERYBODY] + [
    (who, width, theme)
    for width, theme in ((390, "dark"), (390, "light"), (1280, "dark"))
    for who in ("samira", "marijke", "")
]
"""Every role by day on a desk; one of each kind at night, on a phone, and both."""


@pytest.mark.parametrize(("who", "width", "theme"), LOOKS)
def test_every_page_is_for_everybody(window: Window, demo: Demo, who: str, width: int, theme: str) -> None:
    page = window(who, house_of(who) if who in CUSTOMERS else "", width=width, theme=theme)
    faults: dict[str, list[str]] = {}
    seen: set[str] = set()
    for path in way_of(who, page, demo.app):
        seen |= came_across(demo.app, open_page(page, path))
        if path not in faults:
            faults[path] = barriers(page) + (sideways(page) if width < 1280 else [])
    assert {path: found for path, found in faults.items() if found} == {}
    assert sorted(pages_for(who, demo.app) - seen) == []


def open_page(page: Page, path: str) -> list[str]:
    """Open a page; return the addresses that led to it."""
    response: Any = page.goto(path)
    assert (path, response.status) == (path, 200)
    chain = [response.url]
    request = response.request
    while request := request.redirected_from:
        chain.append(request.url)
    return chain


def test_a_page_that_nobody_comes_across_is_found(demo: Demo) -> None:
    blueprint = Blueprint("planted", __name__)

    @blueprint.get("/planted/lonely")
    @public("planted: no page leads here")
    def lonely() -> str:
        return "alone"

    with twin_of(demo.app, blueprint) as twin:
        assert pages_for("", twin) - pages_for("", demo.app) == {"planted.lonely"}


def test_a_number_that_breaks_is_found_and_one_that_is_kept_whole_is_not(window: Window) -> None:
    page = window()
    kept, loose = '<span style="white-space: nowrap">LINDE-24</span>', "LINDE-25"
    words = f'<p style="width: 4ch; font: 16px monospace">{kept} {loose}</p>'
    page.route("**/planted", lambda route: route.fulfill(body=words, content_type="text/html"))
    page.goto("/planted")

    assert sideways(page) == ["LINDE-25 breaks at 320"]


def test_a_planted_barrier_is_found(window: Window, demo: Demo) -> None:
    page = window()
    page.route(
        "**/planted",
        lambda route: route.fulfill(body=(PLANTED / "barriers.html").read_text(), content_type="text/html"),
    )
    page.goto("/planted")

    found = barriers(page)

    assert {one.split(" at ")[0] for one in found} >= {
        "button-name",
        "color-contrast",
        "label",
        "image-alt",
        "html-has-lang",
    }
    assert sideways(page)
