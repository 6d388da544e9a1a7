"""Recovery codes are shown once, and kept on paper or as a text: each says whose they are and what they are for."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.demo.cast import SERVICE_NAME
from tenants.clock import at
from tests.browser.looking import unfit
from tests.browser.people import Person
from tests.browser.stage import MOMENT, Window
from tests.browser.test_members import CIRCUMSTANCES, comes
from tests.factor.proving import HERE, Telephone

pytestmark = pytest.mark.browser


NOTED = "print = () => { document.documentElement.dataset.printed = 'yes' }"
"""In the place of the window in which somebody chooses a printer."""


def sets_up_an_app(bram: Person) -> list[str]:
    bram.opens(HERE)
    bram.presses("Set up an app")
    secret = bram.page.locator(".typed-key").inner_text().replace(" ", "").strip()
    with at(MOMENT):
        bram.page.locator("#code").fill(Telephone(secret).code())
    bram.page.locator("main form button.pri").click()
    expect(bram.page.locator(".codes code")).to_have_count(10)
    return bram.page.locator(".codes code").all_inner_texts()


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_codes_are_seen_once_and_kept_on_paper_and_as_a_text(window: Window, at_: tuple, tmp_path: Path) -> None:
    scripts = at_[0]
    bram = comes(window, "bram", at_)
    page = bram.page
    if scripts:
        page.add_init_script(NOTED)
    codes = sets_up_an_app(bram)
    whose = bram.words(
        "Recovery codes of %(email)s for Balie of %(name)s", email="bram@linde.example", name=SERVICE_NAME
    )
    what_for = bram.words("With one of them you sign in when you have lost your telephone. Each works once.")
    bram.reads("You see them only now: print them, write them down, or keep the file in a safe place.")
    assert unfit(page, scripts) == []

    with page.expect_download() as coming:
        bram.presses("Download as text")
    kept = tmp_path / coming.value.suggested_filename
    coming.value.save_as(kept)
    assert kept.name == "balie-codes.txt"
    assert kept.read_text().splitlines() == [whose, what_for, "", *codes]

    expect(bram.button("Print")).to_have_count(1 if scripts else 0)
    if scripts:
        bram.presses("Print")
        expect(page.locator("html")).to_have_attribute("data-printed", "yes")
        assert not any(code in page.evaluate("JSON.stringify([localStorage, sessionStorage])") for code in codes)
    page.emulate_media(media="print")
    on_paper = [line for line in page.locator("body").inner_text().splitlines() if line.strip()]
    heads = [bram.words("Your recovery codes"), bram.words("Keep these ten codes")]
    assert on_paper == [*heads, whose, what_for, *codes]
    page.emulate_media(media="screen")

    bram.presses("I have kept them")
    bram.is_at(HERE)
    assert not any(code in page.content() for code in codes)
