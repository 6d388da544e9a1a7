"""An admin chooses at a window how long requests are kept: what goes is read first, and a hold stops it."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import unfit
from tests.browser.stage import Window
from tests.browser.test_members import CIRCUMSTANCES, comes

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_an_admin_reads_what_goes_keeps_the_choice_and_holds_everything(window: Window, at_: tuple) -> None:
    scripts = at_[0]
    henk = comes(window, "henk", at_)
    henk.opens("/linde/org")
    henk.page.locator(".tile", has_text=henk.words("How long we keep requests")).click()
    henk.is_at("/linde/org/retention")
    assert unfit(henk.page, scripts) == []
    henk.page.locator("#question_texts").select_option("12")
    henk.page.locator("#question_files").select_option("6")
    henk.presses("Show what would go")

    henk.reads("What goes with this choice")
    henk.reads("What goes cannot be brought back. Requests that are held stay.")
    expect(henk.page.locator("#question_texts")).to_have_value("12")
    assert unfit(henk.page, scripts) == []
    henk.opens("/linde/org/retention")
    expect(henk.page.locator("#question_texts")).to_have_value("")  # reading is not choosing

    henk.page.locator("#question_texts").select_option("12")
    henk.page.locator("#question_files").select_option("24")
    henk.presses("Show what would go")
    henk.presses("Save this choice")
    expect(henk.page.locator(".errsum")).to_be_visible()
    assert unfit(henk.page, scripts) == []
    henk.page.locator("#question_files").select_option("6")
    henk.presses("Show what would go")
    henk.presses("Save this choice")
    henk.reads("Saved.")
    expect(henk.page.locator("#question_files")).to_have_value("6")

    henk.fills("Why?", "Een rechtszaak over de nachtdienst")
    henk.presses("Hold everything")
    henk.reads("Nothing goes now: everything is held")
    henk.reads("Nothing goes until you lift this.")
    expect(henk.text("Een rechtszaak over de nachtdienst").first).to_be_visible()
    assert unfit(henk.page, scripts) == []
    henk.presses("Lift the hold")
    henk.reads("What was chosen holds again.")
    expect(henk.page.locator("#question_texts")).to_have_value("12")
