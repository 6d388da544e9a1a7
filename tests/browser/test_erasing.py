"""An admin erases somebody at a window: what goes is read first, and afterwards requests name a pseudonym."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from portal.demo.cast import PASSWORD
from portal.privacy.erasing_duties import carry_out_erasures
from tenants.clock import at
from tenants.database import db
from tests.browser.looking import unfit
from tests.browser.people import Person
from tests.browser.stage import Demo, Window
from tests.browser.test_fresh_proof import CIRCUMSTANCES, long_ago
from tests.browser.test_members import comes

pytestmark = pytest.mark.browser


def works(demo: Demo) -> int:
    """Let the worker erase who is to be erased; return how many are done. Their files are as old as the test."""
    with at(datetime.now(UTC) + timedelta(minutes=25)), demo.app.app_context():
        done = carry_out_erasures()
        db.session.remove()
    return done


def hands_over_to_bram(henk: Person) -> None:
    henk.follows(henk.words("Hand open requests over"))
    henk.page.locator("#who").fill("Kuipers")
    henk.presses("Search", within="fieldset")
    henk.page.get_by_label("Bram Kuipers").check()
    henk.page.locator(".sendbar button").click()
    henk.reads("Let in again")


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_who_is_erased_has_a_pseudonym_on_the_page_of_the_request(window: Window, demo: Demo, at_: tuple) -> None:
    scripts = at_[0]
    henk = comes(window, "henk", at_)
    page = henk.page
    henk.opens("/linde/org/users?q=Graaf")
    henk.follows("Noor de Graaf")
    henk.follows(henk.words("Erase %(name)s", name="Noor de Graaf"))
    erasure = page.url
    henk.reads("This cannot be done now")
    assert unfit(page, scripts) == []
    hands_over_to_bram(henk)
    page.goto(erasure)
    henk.does_not_read("This cannot be done now")
    assert unfit(page, scripts) == []
    henk.fills("Write the full name: %(name)s", "Noor", name="Noor de Graaf")
    henk.presses("Erase")
    henk.reads("Write the name exactly as it stands above")
    assert unfit(page, scripts) == []
    long_ago(demo)
    henk.fills("Write the full name: %(name)s", "Noor de Graaf", name="Noor de Graaf")
    henk.presses("Erase")
    henk.is_at(r"/account/proof/.*")
    henk.fills("Your password", PASSWORD)
    henk.presses("Confirm")
    henk.presses("Send it now")
    henk.reads("This person can no longer sign in, and has a pseudonym")
    told = re.search(r"Oud-collega \w{4}", page.locator("h1").inner_text())
    pseudonym = told[0] if told else "?"
    assert unfit(page, scripts) == []

    assert works(demo) == 1
    page.reload()
    henk.reads("Everything is erased")
    assert unfit(page, scripts) == []

    bram = comes(window, "bram", at_)
    bram.opens("/linde/requests/22")
    expect(bram.page.locator("main")).to_contain_text(pseudonym)
    expect(bram.page.locator("main")).not_to_contain_text("Noor de Graaf")
    assert unfit(bram.page, scripts) == []


def test_a_confidential_request_that_nobody_takes_over_is_said_and_leads_to_no_page_without_it(window: Window) -> None:
    henk = comes(window, "henk", (True, "nl", 390, "dark"))
    henk.opens("/linde/org/users?q=Bouali")
    henk.follows("Karim Bouali")
    henk.follows(henk.words("Erase %(name)s", name="Karim Bouali"))
    erasure = henk.page.url
    hands_over_to_bram(henk)

    henk.page.goto(erasure)

    henk.reads("There is an open confidential request for this person. Nobody takes that over: let it be finished.")
    expect(henk.button("Hand open requests over")).to_have_count(0)
    assert unfit(henk.page, True) == []
