"""What an address fills in: the supplier's own product leads to a form and tells where somebody came from."""

from urllib.parse import urlencode

import pytest

from tests.players import Page

PAGE = "https://app.nova.example/rooster?week=48"
ODD = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://app.nova.example",
    "data:text/html,<script>alert(1)</script>",
    "ftp://app.nova.example/x",
    "//app.nova.example/x",
    "app.nova.example",
    "https://",
    "https:///x",
    "https://[",
    "https://app.nova.example/een twee",
    'https://app.nova.example/"onmouseover=alert(1)',
    "https://app.nova.example/<script>",
    "https://app.nova.example/\nBcc: x",
    "https://app.nova.example/" + "a" * 2_000,
    "\x00",
)


def form_of(player, kind, **given):
    return player.opens(f"/linde/new/{kind}/planning?{urlencode(given)}").form("")


def test_a_page_that_is_named_is_a_line_in_the_text_of_a_question(bram):
    page = bram.opens(f"/linde/new?{urlencode({'service': 'planning', 'subject': 'Rooster', 'url': PAGE})}")
    page = bram.opens(page.location)
    form = bram.opens(page.location).form("")

    assert form["subject"] == "Rooster"
    assert form["note"].strip() == f"Pagina: {PAGE}"
    ticket = bram.files("Rooster", "Wie kan dit zien?" + form["note"])
    assert f"Wie kan dit zien? Pagina: {PAGE}" in bram.page(ticket)


def test_who_takes_the_line_away_does_not_send_it(bram):
    ticket = bram.files("Rooster", "Wie kan dit zien?")

    assert "Pagina:" not in bram.page(ticket)


def test_a_page_that_is_named_is_in_the_description_of_a_change(samira):
    start = f"/linde/new/change/planning?{urlencode({'subject': 'Nachttoeslag', 'url': PAGE})}"
    begun = Page(samira.browser.post(start, data=samira.opens(start).form("")))
    part = samira.opens(begun.location).form("")

    assert part["subject"] == "Nachttoeslag"
    assert part["description"].strip() == f"Pagina: {PAGE}"


def test_a_page_that_is_named_stands_in_its_own_field_of_a_problem(noor):
    form = form_of(noor, "problem", url=PAGE)

    assert form["url"] == PAGE
    assert "Pagina:" not in form["i_do"]


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_page_of_the_web_is_left_out(noor, samira, odd):
    assert form_of(noor, "question", url=odd, subject="Rooster")["note"] == ""
    assert form_of(noor, "problem", url=odd)["url"] == ""
    assert "description" not in form_of(samira, "change", url=odd)


def test_nothing_of_it_is_live_in_the_form(noor):
    page = noor.opens(f"/linde/new/question/planning?{urlencode({'url': PAGE, 'subject': '<b>x</b>'})}")

    assert PAGE not in page.links
    assert page.form("")["subject"] == "<b>x</b>"
