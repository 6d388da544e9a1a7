"""The pages that explain are for everybody, in their own language, and tell what is so."""

import pytest

from tenants.sessions import IDLE, LONGEST

PAGES = ("/help", "/contact", "/privacy", "/accessibility")


@pytest.mark.parametrize("path", PAGES)
def test_anybody_reads_them_in_their_own_language(noon, nobody, bram, come, path):
    dutch = nobody.opens(path, **{"Accept-Language": "nl"})
    english = nobody.opens(path, **{"Accept-Language": "en"})

    assert (dutch.status, english.status) == (200, 200)
    assert dutch.title != english.title or path == "/privacy"
    assert dutch.text != english.text
    assert come("dewi").opens(path, **{"Accept-Language": "nl"}).soup.html["lang"] == "en"
    assert bram.opens(path, **{"Accept-Language": "en"}).soup.html["lang"] == "nl"


@pytest.mark.parametrize("path", PAGES)
def test_who_is_signed_in_keeps_their_menu_and_a_visitor_finds_the_way_in(bram, come, nobody, path):
    page = bram.opens(path)
    assert [link["href"] for link in page.soup.select("nav.nav a")][:2] == ["/linde/", "/linde/requests"]
    assert page.soup.select_one("nav.tabs .plus")["href"] == "/linde/new"
    assert page.soup.select_one(".top a.bell")
    assert (
        come("karin", "eemland").opens(path).soup.select_one("nav.nav a[href='/']")
    )  # of several organisations none is meant
    assert not bram.opens(path).soup.select(".top a[href='/signin']")
    assert nobody.opens(path).soup.select_one(".top a[href='/signin']")


def test_how_it_works_names_the_levels_and_every_department(nobody):
    page = nobody.opens("/help")

    for level in ("Hoog", "Gemiddeld", "Laag", "Vraag"):
        assert level in page
    assert "Je hoort binnen 24 uur van ons." in page
    assert "Dit komt op de agenda van het maandelijkse overleg." in page


def test_what_is_said_of_sessions_is_what_they_do(nobody):
    hours, days = IDLE.total_seconds() / 3600, LONGEST.days

    assert f"als je {hours:.0f} uur niets doet, en na {days} dagen" in nobody.opens("/privacy")


def test_there_are_the_cookies_that_are_said(bram):
    bram.opens("/linde/")

    assert {cookie.key for cookie in bram.browser._cookies.values()} == {"balie", "balie-device"}


def test_the_pages_tell_nobody_of_a_customer(nobody):
    for path in PAGES:
        for word in ("Linde", "Vechtdal", "Eemland", "40217"):
            assert word not in nobody.opens(path).html
