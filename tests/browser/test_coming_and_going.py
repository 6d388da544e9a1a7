"""An admin brings two hundred people from a spreadsheet, and lets somebody go: with and without scripts."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal.web.language import ZONE
from tests.browser.people import Person
from tests.browser.stage import MOMENT, Window
from tests.browser.test_members import CIRCUMSTANCES, comes, fits, is_for_everybody

pytestmark = pytest.mark.browser
AT = (*CIRCUMSTANCES, (False, "nl", 390, "light"))
MANY = 200
LIST = "\r\n".join(
    [
        "Naam;E-mailadres;Personeelsnummer;Onderdeel",
        *(f"Nieuwe Collega {n};collega{n}@linde.example;8{n:04};Zuid" for n in range(MANY)),
        "Wie Weet;geen adres;90001;Zuid",
    ]
)


@pytest.mark.parametrize("at_", AT, ids=str)
def test_two_hundred_people_come_in_five_presses_and_one_row_is_told_to_be_wrong(window: Window, at_: tuple) -> None:
    looks = is_for_everybody if at_[0] else fits
    henk = comes(window, "henk", at_)
    page = henk.page
    henk.opens("/linde/org/import")
    page.set_input_files("#file", {"name": "mensen.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")})
    henk.presses("Next")
    henk.is_at(r"/linde/org/import/[\w-]+/columns")
    expect(page.locator("select[name=columns]").nth(1)).to_have_value("email")
    looks(henk)

    henk.presses("Show what happens")
    expect(page.locator(".table tbody tr")).to_have_count(1)
    expect(page.locator(".table tbody")).to_contain_text("geen adres")
    looks(henk)
    page.locator(".switch a").nth(1).click()
    expect(page.locator(".table tbody")).to_contain_text("Nieuwe Collega 0")

    page.get_by_role("button", name=re.compile(rf" {MANY} ")).click()
    henk.reads("The people are imported")
    looks(henk)
    henk.presses("To the directory")
    henk.is_at("/linde/org/people")

    page.go_back()
    henk.presses("Undo this import")
    expect(henk.button("Undo the import", "main")).to_be_visible()
    looks(henk)
    henk.presses("Undo the import")
    henk.reads("The import is undone")
    expect(page.locator("dl.kv dd").first).to_have_text(str(MANY))


@pytest.mark.parametrize("at_", AT, ids=str)
def test_somebody_leaves_on_a_day_to_come_then_stays_and_then_leaves_now(window: Window, at_: tuple) -> None:
    looks = is_for_everybody if at_[0] else fits
    henk = comes(window, "henk", at_)
    page = henk.page
    henk.opens("/linde/org/users?q=Kuipers")
    page.get_by_role("link", name="Bram Kuipers", exact=True).click()
    henk.presses("Deactivate")
    henk.is_at(".*/deactivation")
    looks(henk)
    names_karim(henk)
    henk.fills("Last day", (MOMENT.astimezone(ZONE) + timedelta(days=9)).strftime("%d-%m-%Y"))
    page.locator(".sendbar button").click()
    expect(page.get_by_text(henk.words("Change or take back that they leave")).first).to_be_visible()
    looks(henk)
    henk.presses("Change or take back that they leave")
    henk.reads("%(name)s takes over.", name="Karim Bouali")
    looks(henk)
    henk.presses("Take this back")
    henk.reads("This colleague stays.")

    henk.presses("Deactivate")
    names_karim(henk)
    page.locator(".sendbar button").click()
    henk.reads("Let in again")
    looks(henk)


def names_karim(henk: Person) -> None:
    henk.page.locator("#who").fill("Bouali")
    henk.presses("Search", within="fieldset")
    henk.page.get_by_label("Karim Bouali").check()
