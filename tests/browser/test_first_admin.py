"""A visitor asks to be the first admin of an organisation, and the service admin decides, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import barriers, sideways
from tests.browser.people import Person
from tests.browser.stage import Window

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_visitor_applies_and_corrects_what_is_not_right(window: Window, scripts: bool, width: int) -> None:
    page = window(width=width, scripts=scripts)
    eva = Person(page).opens("/signin")
    eva.follows(eva.words("Register first admin"))
    eva.is_at("/start/organisation")
    page.locator("#organisation").fill("Stichting Veldzicht")  # the box at the end holds the word too
    eva.fills("Customer number", "40777")
    eva.fills("Your name", "Eva Jansen")
    eva.fills("Your function", "Manager")
    eva.fills("Your work e-mail", "eva@gmail.com")
    eva.presses("Send the application")

    eva.reads("Use your work e-mail")
    eva.reads("Write the number on which we can reach you")
    assert (barriers(page) if scripts else []) + (sideways(page) if scripts and width < 1280 else []) == []
    expect(page.locator("#organisation")).to_have_value("Stichting Veldzicht")
    eva.fills("Your work e-mail", "eva@veldzicht.example")
    eva.fills("Telephone", "033 123 45 67")
    page.locator("#may").check()
    eva.presses("Send the application")

    eva.is_at("/start/organisation/sent")
    eva.reads("We have your application")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_organisation_is_made_first_and_then_has_an_admin(window: Window, scripts: bool, width: int) -> None:
    page = window("ruud", width=width, scripts=scripts)
    ruud = Person(page).opens("/admin/onboarding")
    ruud.follows("Stichting De Brug")
    application = page.url
    ruud.presses("Decline")
    ruud.reads("Write why, for the person who applied")
    assert (barriers(page) if scripts else []) + (sideways(page) if scripts and width < 1280 else []) == []
    ruud.follows(ruud.words("Make the organisation first"))
    page.locator("#name").fill("Stichting De Brug")  # "Korte naam" holds the word too
    ruud.fills("Short name", "brug")
    ruud.fills("Customer number", "40688")
    ruud.presses("Add")
    ruud.reads("Saved.")

    page.goto(application)
    expect(page.locator("#customer")).to_have_value("BRUG")
    ruud.presses("Approve")

    ruud.reads("%(name)s has a first admin. They get an e-mail.", name="Stichting De Brug")
    expect(page.locator("main form")).to_have_count(0)
