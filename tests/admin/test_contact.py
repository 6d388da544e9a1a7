"""The service admin says how the desk is reached; customers read it where they need it."""

from datetime import UTC, datetime

import pytest

from tenants.clock import at
from tests.admin.setting_up import sets
from tests.players import Page

EVENING = datetime(2026, 11, 17, 19, 30, tzinfo=UTC)


def card(page: Page) -> str:
    """The words of the card with the telephone."""
    found = page.soup.select_one(".phone")
    return " ".join(found.get_text(" ").split()) if found else ""


def test_the_start_page_says_who_to_call_until_when_and_with_which_number(noon, bram):
    assert card(bram.opens("/linde/")) == (
        "Spoed? Bel ons Nu open 088 000 00 00 Vandaag open tot 18.00 uur. Noem je klantnummer: 40217"
    )
    assert bram.opens("/linde/").soup.select_one("a[href='tel:+31880000000']")


def test_in_the_evening_it_says_when_the_telephone_is_answered_again(bram):
    with at(EVENING):
        bram.signs_in()
        assert "Nu dicht 088 000 00 00 Morgen open vanaf 8.00 uur." in card(bram.opens("/linde/"))
    with at(datetime(2026, 12, 24, 19, 0, tzinfo=UTC)):
        bram.signs_in()
        assert "Open vanaf maandag 28 december, 8.00 uur." in card(bram.opens("/linde/"))


def test_the_same_card_stands_beside_a_request_and_on_the_pages_that_explain(noon, bram, nobody):
    ticket = bram.files()

    assert card(bram.page(ticket)) == card(bram.opens("/linde/"))
    for path in ("/help", "/privacy", "/accessibility", "/contact"):
        assert "088 000 00 00" in card(nobody.opens(path))


def test_who_has_work_that_stopped_is_told_to_call_too(noon, noor):
    fields = {
        "subject": "Niemand kan inloggen",
        "impact": "high",
        "i_do": "Ik log in.",
        "i_see": "Een wit scherm.",
        "i_expect": "Mijn rooster.",
        "consequence": "Het werk ligt stil.",
    }
    path = "/linde/new/problem/planning"
    form = noor.opens(path).form("")
    high = Page(noor.browser.get(Page(noor.browser.post(path, data=form | fields)).location))
    low = Page(
        noor.browser.get(
            Page(noor.browser.post(path, data=noor.opens(path).form("") | fields | {"impact": "low"})).location
        )
    )

    assert "Bel ons ook" in high
    assert "088 000 00 00" in high
    assert "Noem je klantnummer: 40217" in high
    assert "Bel ons ook" not in low


def test_new_hours_and_a_new_number_are_read_at_once(noon, ruud, bram):
    saved = sets(ruud, "/admin/contact", telephone="0800 12 34", from_1="9:00", until_1="12.30", closed="18-11-2026")

    assert saved.status == 303
    assert card(bram.opens("/linde/")).startswith("Spoed? Bel ons Nu open 0800 12 34 Vandaag open tot 12.30 uur.")
    assert "woensdag 18 november" in bram.opens("/contact")
    assert "Dinsdag van 9.00 tot 12.30 uur" in bram.opens("/contact")


def test_without_a_number_no_page_says_to_call(noon, ruud, bram):
    sets(ruud, "/admin/contact", telephone="", email="")

    assert card(bram.opens("/linde/")) == ""
    assert card(bram.page(bram.files())) == ""
    assert "nog geen telefoonnummer of mailadres" in bram.opens("/contact")
    assert "Nog te doen" in ruud.opens("/admin")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"telephone": "bel mij"}, "Schrijf een telefoonnummer, zoals 088 123 45 67"),
        ({"telephone": "1"}, "Schrijf een telefoonnummer, zoals 088 123 45 67"),
        ({"email": "geen adres"}, "Dit is geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl"),
        ({"from_0": "25:00"}, "Schrijf een tijd zo: 17:30"),
        ({"from_0": "8:61"}, "Schrijf een tijd zo: 17:30"),
        ({"until_0": ""}, "Vul ook in tot wanneer"),
        ({"from_0": ""}, "Vul ook in vanaf wanneer"),
        ({"from_0": "18:00", "until_0": "08:00"}, "Kies een tijd na de eerste"),
        ({"closed": "31-2-2026"}, "“31-2-2026” is geen datum. Schrijf hem zo: 24-12-2026"),
        ({"closed": "morgen"}, "“morgen” is geen datum. Schrijf hem zo: 24-12-2026"),
    ],
)
def test_what_is_not_right_is_said_at_its_field(ruud, fields, says):
    page = sets(ruud, "/admin/contact", **fields)

    assert page.status == 422
    assert says in page.errors
    name, typed = next(iter(fields.items()))
    assert page.form("")[name] == typed


@pytest.mark.parametrize("odd", ["\x00", "x" * 10_000, str(10**18), "-1", "٠٨:٠٠", "24:30"])
def test_odd_input_never_breaks_the_page(ruud, odd):
    for field in ("telephone", "email", "from_0", "until_6", "closed", "version"):
        assert sets(ruud, "/admin/contact", **{field: odd}).status in (303, 409, 422)


def test_who_saves_second_reads_both_texts(ruud):
    mine = ruud.opens("/admin/contact").form("") | {"telephone": "088 111 11 11"}
    sets(ruud, "/admin/contact", telephone="088 222 22 22", from_5="10:00", until_5="12:00")

    page = Page(ruud.browser.post("/admin/contact", data=mine))
    assert page.status == 409
    assert "088 222 22 22" in page
    assert page.form("")["telephone"] == "088 111 11 11"
    assert ruud.browser.post("/admin/contact", data=page.form("")).status_code == 303


def test_a_member_of_two_organisations_reads_both_customer_numbers(come):
    page = come("karin", "eemland").opens("/contact")

    assert "Het klantnummer van Gemeente Vechtdal: 40311" in page
    assert "Het klantnummer van Thuiszorg Eemland: 40502" in page
