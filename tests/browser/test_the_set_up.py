"""The service admin at a window: a new customer, its services and its first admin, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import barriers, sideways, unfit
from tests.browser.people import Person
from tests.browser.stage import Demo, Window

pytestmark = pytest.mark.browser

PAGES = (
    *("/admin", "/admin/organisations", "/admin/organisations/linde", "/admin/organisations/new"),
    "/admin/organisations/linde/holds",
    *("/admin/services", "/admin/services/planning", "/admin/departments", "/admin/departments/helpdesk"),
    *("/admin/people", "/admin/people/new"),
    *("/admin/contact", "/help", "/contact", "/privacy", "/accessibility"),
)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_customer_is_set_up_from_its_name_to_its_first_admin(window: Window, scripts: bool, width: int) -> None:
    page = window("ruud", width=width, scripts=scripts)
    ruud = Person(page).opens("/admin/organisations")
    ruud.presses("Add an organisation")
    ruud.presses("Add")
    ruud.reads("Write the name of the organisation")
    page.locator("#name").fill("Stichting Veldzicht")  # "Korte naam" holds the word too
    ruud.fills("Short name", "veld")
    page.get_by_label("Planning en rooster").check()
    ruud.presses("Add")
    ruud.is_at("/admin/organisations/veld")
    ruud.reads("Saved.")
    expect(page.get_by_label("Planning en rooster")).to_be_checked()

    ruud.presses("Invite an admin")
    ruud.fills("E-mail address", "eva@veld.example")
    ruud.fills("Name", "Eva Jansen")
    ruud.presses("Invite")
    ruud.is_at("/admin/organisations/veld")
    expect(ruud.text("Eva Jansen").first).to_be_visible()


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, False)])
def test_a_colleague_is_invited_to_the_desk_for_one_customer(window: Window, scripts: bool, width: int) -> None:
    page = window("ruud", width=width, scripts=scripts)
    ruud = Person(page).opens("/admin/people")
    ruud.presses("Invite a colleague")
    ruud.fills("E-mail address", "saskia@nova.example")
    page.locator("#name").fill("Saskia Bos")
    ruud.presses("Invite")
    ruud.reads("Choose at least one of these roles")
    page.locator("[name=roles][value=agent]").check()
    page.locator("[name=organisations][value=linde]").check()
    assert unfit(page, scripts) == []
    ruud.presses("Invite")
    ruud.is_at("/admin/people")

    page.get_by_role("link", name="Saskia Bos").click()
    expect(page.locator("[name=organisations][value=linde]")).to_be_checked()
    ruud.reads("Withdraw the invitation")
    assert unfit(page, scripts) == []


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_every_page_of_the_set_up_and_of_help_is_for_everybody(window: Window, width: int, theme: str) -> None:
    page = window("ruud", width=width, theme=theme)
    faults = {}
    for path in PAGES:
        page.goto(path)
        faults[path] = barriers(page) + (sideways(page) if width < 1280 else [])

    assert {path: found for path, found in faults.items() if found} == {}


def test_call_us_too_shows_when_the_work_has_stopped_and_not_before(window: Window, demo: Demo) -> None:
    page = window("noor")
    noor = Person(page).opens("/linde/new/problem/planning")
    noor.does_not_read("Call us too")
    page.locator("input[name=impact][value=high]").check()
    noor.reads("Call us too")
    page.locator("input[name=impact][value=low]").check()
    noor.does_not_read("Call us too")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_every_page_of_the_set_up_is_within_reach_without_moving_sideways(
    window: Window, scripts: bool, width: int
) -> None:
    page = window("ruud", width=width, scripts=scripts)
    ruud = Person(page).opens("/admin/services")
    bar = page.locator(".tabs")
    expect(bar.locator("summary")).to_contain_text("Diensten")
    bar.locator("summary").click()
    links = bar.locator("a")
    assert links.count() == 10
    for one in links.all():
        box = one.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 44
    assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    assert not sideways(page)
    assert unfit(page, scripts) == []
    bar.get_by_role("link", name="Logboek").click()
    ruud.is_at("/admin/audit")
