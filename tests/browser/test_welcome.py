"""A new admin at a window: reads what there is to set up, says what is done, and puts the rest off."""

import pytest

from tests.browser.looking import unfit
from tests.browser.people import Person
from tests.browser.stage import Window

pytestmark = pytest.mark.browser

CIRCUMSTANCES = ((True, "nl", 1280, "light"), (False, "en", 390, "dark"), (True, "en", 390, "light"))


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_an_admin_sets_up_says_what_is_done_and_puts_the_rest_off(window: Window, at_: tuple) -> None:
    scripts, language, width, theme = at_
    henk = Person(window("henk", width=width, theme=theme, scripts=scripts)).opens("/")
    if language != "nl":
        henk.chooses_language(language)
    henk.opens("/linde/org")
    henk.follows(henk.words("Go on setting up your organisation"))
    henk.is_at("/linde/welcome")
    henk.reads("%(some)s of %(all)s done", some=2, all=5)
    assert unfit(henk.page, scripts) == []

    details = henk.page.locator(".tasks li", has_text=henk.words("Check your details")).locator("button")
    details.click()
    henk.reads("Noted: this is done.")
    henk.reads("%(some)s of %(all)s done", some=3, all=5)
    details.click()
    henk.reads("%(some)s of %(all)s done", some=2, all=5)

    henk.follows(henk.words("Terms of use"))
    henk.is_at("/linde/org/terms")
    henk.fills("In Dutch", "Wees aardig voor elkaar.")
    henk.fills("In English", "Be kind to each other.")
    henk.presses("Save")
    henk.opens("/linde/welcome")
    henk.presses("I accept")
    henk.is_at("/linde/welcome")
    henk.reads("%(some)s of %(all)s done", some=3, all=5)

    henk.presses("Not now")
    henk.is_at("/linde/(#.*)?")
    henk.reads("You find this list under Organisation until all of it is done.")
    henk.opens("/linde/org")
    henk.does_not_read("Go on setting up your organisation")
    henk.follows(henk.words("Setting up: %(some)s of %(all)s done", some=3, all=5))
    henk.is_at("/linde/welcome")
    assert unfit(henk.page, scripts) == []
