"""An admin asks for everything of the organisation, and reads that it is made: with and without scripts."""

import pytest

from tests.browser.looking import unfit
from tests.browser.people import Person
from tests.browser.stage import Window

pytestmark = pytest.mark.browser

CIRCUMSTANCES = ((True, "nl", 1280, "light"), (False, "en", 390, "dark"))


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_everything_is_asked_for_from_the_first_page_of_the_organisation(window: Window, at_: tuple) -> None:
    scripts, language, width, theme = at_
    henk = Person(window("henk", width=width, theme=theme, scripts=scripts))
    henk.opens("/")
    if language != "nl":
        henk.chooses_language(language)
    henk.opens("/linde/org")
    henk.page.locator(".tile", has_text=henk.words("One file with everything.")).click()
    henk.is_at("/linde/org/export")
    henk.reads("Confidential requests are in it too")
    assert unfit(henk.page, scripts) == []
    henk.presses("Make the file")
    henk.is_at("/linde/org/export")
    henk.reads("We are making the file. All admins get an e-mail, now and when it is ready.")
    assert unfit(henk.page, scripts) == []
