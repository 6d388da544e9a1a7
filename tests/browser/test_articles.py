"""Articles at a screen: they come under the subject while one types, and one of them is enough."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import barriers
from tests.browser.stage import Window

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_articles_come_under_the_subject_and_leave_the_focus_where_it_is(window: Window, width: int) -> None:
    page = window("bram", width=width)
    page.goto("/linde/new/question/planning")
    subject = page.locator("#subject")
    subject.press_sequentially("Hoe ruil ik een dienst")

    expect(page.locator("#articles-told")).to_have_text("1 suggestie")
    expect(subject).to_be_focused()
    assert barriers(page) == []
    page.locator(".offered summary").first.click()
    page.get_by_role("button", name="Opgelost, ik meld niets").first.click()
    page.wait_for_url("**/linde/")
    expect(page.get_by_text("Je hoeft niets te melden.")).to_be_visible()
