"""The service organisation looks in for a reason, and an admin reads it in the log: with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import unfit
from tests.browser.people import Person
from tests.browser.stage import Window

pytestmark = pytest.mark.browser

CIRCUMSTANCES = ((True, "nl", 1280, "light"), (False, "en", 390, "dark"), (True, "en", 390, "light"))
WHY = "Jullie vroegen om een dienst erbij."


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_a_look_in_is_asked_for_and_read_in_the_log(window: Window, at_: tuple) -> None:
    scripts, language, width, theme = at_
    ruud, henk = (Person(window(who, width=width, theme=theme, scripts=scripts)) for who in ("ruud", "henk"))
    for person in (ruud, henk):
        person.opens("/")
        if language != "nl":
            person.chooses_language(language)
    ruud.opens("/admin/organisations/linde")
    assert unfit(ruud.page, scripts) == []
    ruud.presses("Look in")
    ruud.reads("Write why you look in")
    ruud.fills("Reason", WHY)
    ruud.presses("Look in")
    ruud.is_at("/admin/organisations/linde")
    ruud.reads("The admins of %(name)s are told that you look in, and why.", name="Zorggroep De Linde")

    henk.opens("/linde/org")
    henk.page.locator(".tile", has_text=henk.words("Who did what, and when.")).click()
    henk.is_at("/linde/org/audit")
    henk.page.get_by_label(henk.words("What it is about")).select_option("support")
    henk.presses("Show")
    expect(henk.page.locator("tbody tr").first).to_contain_text(WHY)
    assert unfit(henk.page, scripts) == []
