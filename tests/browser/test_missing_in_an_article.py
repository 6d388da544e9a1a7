"""Somebody searches on the first page, reads an article, misses something in it; who writes articles reads that."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import unfit
from tests.browser.stage import Window
from tests.browser.test_members import CIRCUMSTANCES, comes

pytestmark = pytest.mark.browser

DUTCH_ONLY = "Wie een dossier mag inzien"
MISSING = "Wat een invalkracht van een bureau mag zien."


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_what_a_reader_misses_is_read_by_who_writes(window: Window, at_: tuple) -> None:
    scripts, language = at_[:2]
    karim = comes(window, "karim", at_)
    karim.opens("/linde/")
    karim.page.locator("#q").fill("dossier")
    karim.presses("Search", within=".hero .search")
    assert unfit(karim.page, scripts) == []
    karim.follows(DUTCH_ONLY)
    karim.is_at(r"/linde/kb/[\w-]+")
    slug = karim.page.url.rsplit("/", 1)[1]
    title = karim.page.get_by_role("heading", level=1)
    expect(title).to_have_text(DUTCH_ONLY)
    if language == "nl":
        karim.does_not_read("Not translated yet.")
    else:
        karim.reads("Not translated yet.")
        expect(title).to_have_attribute("lang", "nl")  # so that it is read out as Dutch
    assert unfit(karim.page, scripts) == []

    karim.presses("No", within="#opinion")
    karim.fills("What is missing?", MISSING)
    assert unfit(karim.page, scripts) == []
    karim.presses("Send", within="#opinion")
    karim.reads("You said: no.")
    assert unfit(karim.page, scripts) == []

    ruud = comes(window, "ruud", at_)
    ruud.opens("/admin/articles")
    assert unfit(ruud.page, scripts) == []
    ruud.opens(f"/admin/articles/{slug}")
    beside = ruud.page.get_by_role("complementary", name=ruud.words("What readers think"))
    expect(beside).to_contain_text(MISSING)
    expect(beside).to_contain_text("Zorggroep De Linde")
    expect(beside).not_to_contain_text("Karim")
    assert unfit(ruud.page, scripts) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_who_reads_english_finds_the_english_text(window: Window, scripts: bool) -> None:
    karim = comes(window, "karim", (scripts, "en", 390, "light"))
    karim.opens("/linde/")
    karim.page.locator("#q").fill("payslip")
    karim.presses("Search", within=".hero .search")
    karim.follows("Opening and understanding your payslip")
    karim.does_not_read("Not translated yet.")
    expect(karim.page.locator("main")).to_contain_text("Where the payslip is")
    assert unfit(karim.page, scripts) == []
