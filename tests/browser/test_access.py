"""An admin reads what a choice changes before it counts, and looks as a colleague: with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stage import Window
from tests.browser.test_members import CIRCUMSTANCES, comes, fits, is_for_everybody

pytestmark = pytest.mark.browser
AT = (*CIRCUMSTANCES, (False, "nl", 390, "light"))


@pytest.mark.parametrize("at_", AT, ids=str)
def test_an_admin_reads_what_a_choice_changes_and_confirms_it(window: Window, at_: tuple) -> None:
    looks = is_for_everybody if at_[0] else fits
    henk = comes(window, "henk", at_)
    henk.opens("/linde/org")
    henk.page.locator(".tile", has_text=henk.words("Who may what")).click()
    henk.is_at("/linde/org/access")
    looks(henk)

    henk.page.get_by_label(henk.words("Employees see")).select_option("5")
    henk.presses("Save")
    expect(henk.page.get_by_role("heading", level=1)).to_have_text(henk.words("What this changes"))
    expect(henk.page.locator(".kv dd").first).to_have_text(re.compile(r"\d"))
    looks(henk)
    henk.presses("Save this")
    henk.is_at("/linde/org/access")
    expect(henk.page.get_by_label(henk.words("Employees see"))).to_have_value("5")

    henk.page.get_by_label(henk.words("Employees see")).select_option("2")
    henk.presses("Save")
    henk.presses("Save this")
    henk.is_at("/linde/org/access")


@pytest.mark.parametrize("at_", AT, ids=str)
def test_an_admin_looks_as_a_role_and_as_themselves_again(window: Window, at_: tuple) -> None:
    looks = is_for_everybody if at_[0] else fits
    henk = comes(window, "henk", at_)
    henk.opens("/linde/org/access")
    henk.page.locator("#look-role").select_option("manager")
    henk.presses("Look")
    henk.is_at("/linde/")
    banner = henk.page.get_by_role("region", name=henk.words("Looking as somebody else"))
    expect(banner).to_be_visible()
    looks(henk)
    henk.opens("/linde/requests")
    expect(banner).to_be_visible()
    henk.presses("Look as yourself again")
    henk.is_at("/linde/org/access")
    expect(banner).to_have_count(0)
