"""The list at a screen: suggestions by keyboard, filters with and without scripts, a file, news while it is open."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import barriers, sideways
from tests.browser.stage import Demo, Window
from tests.players import Player, somebody

pytestmark = pytest.mark.browser


def subjects(page: Page) -> list[str]:
    return page.locator(".list a.t").all_inner_texts()


@pytest.mark.parametrize("width", [390, 1280])
def test_suggestions_are_walked_through_by_keyboard(window: Window, width: int) -> None:
    page = window("samira", width=width)
    page.goto("/linde/")
    field = page.get_by_role("combobox")
    field.press_sequentially("rooster")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert barriers(page) == []
    field.press("ArrowDown")
    chosen = page.locator("#suggestions [aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    page.wait_for_url("**/requests?q=rooster")
    assert page.locator(".list mark").count()


def test_enter_opens_what_is_chosen(window: Window) -> None:
    page = window("samira")
    page.goto("/linde/")
    field = page.get_by_role("combobox")
    field.press_sequentially("LINDE-3")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/linde/requests/3")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [390, 1280])
def test_filters_work_with_and_without_scripts(window: Window, width: int, scripts: bool) -> None:
    page = window("samira", width=width, scripts=scripts)
    page.goto("/linde/requests?scope=organisation")
    every = subjects(page)
    page.locator(".more summary").click()
    page.get_by_label("Wie is aan zet").select_option("customer")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**turn=customer**")
    narrowed = subjects(page)
    assert narrowed
    assert narrowed != every
    page.locator("a.chip").first.click()
    expect(page.locator("a.chip")).to_have_count(0)
    assert subjects(page) == every
    if scripts:
        page.goto("/linde/requests?scope=organisation&turn=desk&q=rooster&since=x")
        assert barriers(page) == []
        assert sideways(page) == []


def test_a_file_is_taken_along_twice_without_loading_the_page_anew(window: Window) -> None:
    page = window("samira")
    page.goto("/linde/requests?scope=organisation")
    page.get_by_text("Exporteren").click()
    for form in ("CSV-bestand", "Excel-bestand", "CSV-bestand"):
        with page.expect_download() as download:
            page.get_by_role("button", name=form).click()
        assert download.value.suggested_filename.startswith("aanvragen-")


def test_an_open_page_is_told_of_a_reply_and_keeps_what_is_typed(window: Window, demo: Demo) -> None:
    page = window("bram")
    page.goto("/linde/requests?scope=mine&turn=desk")
    page.locator(".list a.t").first.click()
    page.wait_for_url("**/linde/requests/*")
    page.locator("#reply textarea").fill("Ik ben nog aan het typen")
    number = page.url.rsplit("/", 1)[1].partition("#")[0]
    joost = Player(demo.app, somebody("joost"))
    answer = joost.opens(f"/desk/requests/LINDE-{number}")
    path = f"/desk/requests/LINDE-{number}/replies"
    fields = answer.form(path) | {"send": "answer", "body": "Zo doe je dat."}
    assert joost.browser.post(path, data=fields).status_code == 303

    page.evaluate(
        "htmx.ajax('GET', document.querySelector('.newsbar').getAttribute('hx-get'), {target: '.newsbar', select: 'a'})"
    )
    expect(page.locator(".newsbar a")).to_contain_text("Er is een nieuwe reactie")
    assert page.locator("#reply textarea").input_value() == "Ik ben nog aan het typen"
    assert barriers(page) == []
