"""Behind the back of every browser test somebody watches; here it is seen that they do."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.stage import Demo
from tests.browser.watching import watch

pytestmark = pytest.mark.browser

PLANTED = Path(__file__).parent / "planted"


def test_planted_complaints_are_heard(browser: Browser, demo: Demo) -> None:
    faults: list[str] = []
    context = browser.new_context(base_url=demo.url)
    watch(context, demo.url, faults)
    page = context.new_page()
    page.route("**/planted", lambda route: route.fulfill(path=PLANTED / "complaints.html"))
    page.route("http://elsewhere.example/**", lambda route: route.abort("connectionrefused"))

    page.goto("/planted", wait_until="networkidle")

    heard = "\n".join(faults)
    for sign in (
        "violates the following Content Security Policy",
        "asks another host: http://elsewhere.example/pixel.gif",
        "ERR_CONNECTION_REFUSED: http://elsewhere.example",
        "broken script: planted",
        f"404: {demo.url}/static/0/nothing.js",
    ):
        assert sign in heard
    context.close()


def test_a_page_that_says_no_is_no_complaint(browser: Browser, demo: Demo) -> None:
    faults: list[str] = []
    context = browser.new_context(base_url=demo.url)
    watch(context, demo.url, faults)

    context.new_page().goto("/rate/linde.nothing", wait_until="networkidle")

    assert faults == []
    context.close()
