"""The pictures of the README: taken here, and kept in docs/pictures/ with fewer colours."""

import pytest

from tests.browser.stage import PICTURES, Window

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("name", "who", "path"),
    [("start", "samira", "/linde/"), ("desk", "joost", "/desk/requests/LINDE-10?view=mine")],
)
def test_a_picture_for_the_readme(window: Window, name: str, who: str, path: str) -> None:
    page = window(who)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(path, wait_until="networkidle")

    page.screenshot(path=PICTURES / "readme" / f"{name}.png")
