"""Enlarged four times a window holds some fifteen lines: no bar stands in their way, and nothing sticks out."""

import pytest

from tests.browser.looking import sideways
from tests.browser.stage import Window

pytestmark = pytest.mark.browser

FOUR_TIMES = {"width": 320, "height": 256}
"""A window of 1280 by 1024, in the pixels of a page that is enlarged four times (WCAG 1.4.10)."""

IN_THE_WAY = """[...document.querySelectorAll("body *")]
    .filter((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position) && one.checkVisibility())
    .filter((one) => one.getBoundingClientRect().height > 1)
    .map((one) => one.className)"""


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("bram", "/linde/requests/24"),
        ("bram", "/linde/new/question/planning"),
        ("noor", "/linde/requests"),
        ("ruud", "/admin/people"),
    ],
)
def test_no_bar_stands_in_the_way(window: Window, who: str, path: str) -> None:
    page = window(who, width=390)
    page.goto(path)
    assert page.evaluate(IN_THE_WAY) != []  # on a phone there are bars

    page.set_viewport_size(FOUR_TIMES)

    assert page.evaluate(IN_THE_WAY) == []
    assert sideways(page) == []
