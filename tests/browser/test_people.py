"""Finding people in a form: with a script while one types, without it by a button, with and without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import barriers
from tests.browser.people import Person
from tests.browser.stage import Window
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser

FORM = "/linde/new/question/planning"


def fills_in(person: Person) -> None:
    person.fills("Subject", "Rooster van Bram")
    person.fills("Explanation", "Er staat een dienst dubbel.")


def reads_who_it_is_for(person: Person) -> None:
    person.presses("Send")
    person.presses("View your request")
    expect(person.page.locator("aside")).to_contain_text("namens Bram Kuipers")
    expect(person.page.locator("aside")).to_contain_text("Karim Bouali")


@pytest.mark.parametrize("width", [390, 1280])
def test_people_are_found_while_their_names_are_typed_by_keyboard_only(window: Window, width: int) -> None:
    samira = Person(window("samira", width=width)).opens(FORM)
    page = samira.page
    tab_to(page, samira.field("For myself"))
    page.keyboard.press("ArrowDown")
    expect(samira.field("For somebody else")).to_be_checked()
    find = page.locator("#find")
    tab_to(page, find)
    page.keyboard.type("bo")
    expect(page.locator(".options:visible")).to_have_count(0)
    page.keyboard.type("u")
    options = page.get_by_role("option")
    expect(options).to_have_text(["Karim Bouali Zuid · personeelsnummer 20533"], use_inner_text=False)
    expect(find).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(find).to_have_attribute("aria-expanded", "false")
    find.fill("")
    page.keyboard.type("kui")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert find.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.locator("[name=whom]:checked")).to_have_count(1)
    expect(page.locator(".hits").first).to_contain_text("Bram Kuipers")
    expect(page.locator("#who-sees")).to_contain_text("Bram Kuipers (voor wie het is)")

    tab_to(page, page.locator("#find_watcher"))
    page.keyboard.type("bouali")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("[name=watchers]:checked")).to_have_count(1)
    assert page.url.split("?")[0].endswith(FORM)  # what was typed is a draft by now
    samira.ticks("Confidential")
    page.locator(".if-secret summary").click()
    expect(page.locator(".if-secret")).to_contain_text("Karim Bouali")
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    fills_in(samira)
    reads_who_it_is_for(samira)


@pytest.mark.parametrize("width", [390, 1280])
def test_without_scripts_a_button_finds_them_and_keeps_what_was_typed(window: Window, width: int) -> None:
    samira = Person(window("samira", width=width, scripts=False)).opens(FORM)
    page = samira.page
    fills_in(samira)
    samira.field("For somebody else").check()
    page.locator("#find").fill("kuipers")
    page.locator(".if-other .finder button").click()
    expect(samira.field("Subject")).to_have_value("Rooster van Bram")
    page.get_by_label("Bram Kuipers").check()
    page.locator("#find_watcher").fill("bouali")
    page.locator("[formaction='?look=watchers']").click()
    expect(page.get_by_label("Bram Kuipers")).to_be_checked()
    page.get_by_label("Karim Bouali").check()
    samira.presses("Show again who sees it")
    expect(page.locator(".if-open")).to_contain_text("Bram Kuipers (voor wie het is)")
    expect(page.get_by_label("Karim Bouali")).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    reads_who_it_is_for(samira)


def test_enter_in_the_subject_sends_the_form_and_does_not_search(window: Window) -> None:
    samira = Person(window("samira", scripts=False)).opens(FORM)
    fills_in(samira)

    samira.field("Subject").press("Enter")

    samira.reads("Your question is sent")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_watcher_is_added_on_the_page(window: Window, scripts: bool) -> None:
    bram = Person(window("bram", width=390, scripts=scripts)).opens(FORM)
    page: Page = bram.page
    fills_in(bram)
    bram.presses("Send")
    bram.presses("View your request")
    page.locator(".adds summary").click()
    page.locator("#find_watcher").fill("bouali")
    if scripts:
        page.get_by_role("option").click()
    else:
        page.locator(".adds .finder button").click()
        page.get_by_label("Karim Bouali").check()
    if scripts:
        assert barriers(page) == []
    bram.presses("Add")

    expect(page.locator(".thread")).to_contain_text("laat Karim Bouali meekijken")
