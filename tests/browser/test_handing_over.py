"""An admin hands requests of a colleague over to another, who both stay: with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.stage import Window
from tests.browser.test_members import CIRCUMSTANCES, comes, fits, is_for_everybody

pytestmark = pytest.mark.browser
AT = (*CIRCUMSTANCES, (False, "nl", 320, "light"))


@pytest.mark.parametrize("at_", AT, ids=str)
def test_one_request_goes_and_then_the_others(window: Window, at_: tuple) -> None:
    looks = is_for_everybody if at_[0] else fits
    henk = comes(window, "henk", at_)
    page = henk.page
    henk.opens("/linde/org/users?q=Kuipers")
    henk.follows("Bram Kuipers")
    henk.follows(henk.words("Hand over requests"))
    henk.is_at(".*/handover")
    looks(henk)
    every = page.locator("[name=requests]").count()
    assert every > 1
    page.locator("[name=requests]").first.check()
    henk.presses("Check what happens")
    henk.reads("Choose a colleague from the list")
    expect(page.locator("[name=requests]").first).to_be_checked()
    looks(henk)
    page.locator("#who").fill("Bouali")
    henk.presses("Search", within=".colleague")
    page.get_by_label("Karim Bouali").check()
    henk.presses("Check what happens")
    henk.reads("Check what you hand over")
    looks(henk)
    henk.presses("Choose otherwise")
    expect(page.get_by_label("Karim Bouali")).to_be_checked()
    expect(page.locator("[name=requests]").first).to_be_checked()
    henk.presses("Check what happens")
    henk.presses("Hand over", within=".sendbar")
    henk.reads("%(num)s request is handed over to %(name)s.", num=1, name="Karim Bouali")
    looks(henk)

    henk.follows(henk.words("Hand over requests"))
    expect(page.locator("[name=requests]")).to_have_count(every - 1)
    page.locator("#which").check()
    page.locator("#who").fill("Bouali")
    henk.presses("Search", within=".colleague")
    page.get_by_label("Karim Bouali").check()
    henk.presses("Check what happens")
    henk.presses("Hand over", within=".sendbar")
    expect(page.get_by_role("link", name=henk.words("Hand over requests"))).to_have_count(0)
