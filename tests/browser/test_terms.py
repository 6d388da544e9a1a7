"""Terms of use at a window: an admin writes them, a member accepts them and goes on: with and without scripts."""

import pytest

from tests.browser.looking import unfit
from tests.browser.people import Person
from tests.browser.stage import Window

pytestmark = pytest.mark.browser

CIRCUMSTANCES = ((True, "nl", 1280, "light"), (False, "en", 390, "dark"), (True, "en", 390, "light"))


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_terms_are_written_and_accepted_before_anything_else(window: Window, at_: tuple) -> None:
    scripts, language, width, theme = at_
    henk, bram = (Person(window(who, width=width, theme=theme, scripts=scripts)) for who in ("henk", "bram"))
    for person in (henk, bram):
        person.opens("/")
        if language != "nl":
            person.chooses_language(language)
    henk.opens("/linde/org")
    henk.page.locator(".tile", has_text=henk.words("What everybody accepts first.")).click()
    henk.fills("In Dutch", "Wees aardig voor elkaar.")
    henk.presses("Save")
    henk.reads("Write it in English too")
    assert unfit(henk.page, scripts) == []
    henk.fills("In English", "Be kind to each other.")
    henk.presses("Save")

    bram.opens("/linde/requests")
    bram.is_at(r"/linde/terms\?next=.*")
    bram.reads("Terms of use")
    assert unfit(bram.page, scripts) == []
    bram.presses("I accept")
    bram.is_at("/linde/requests")
    assert unfit(bram.page, scripts) == []
