"""What an organisation's admins hold, the service admin reads: since when, by whom and why; holding stays theirs."""

import pytest

from tests.admin.setting_up import looks_in

PATH = "/admin/organisations/linde/holds"
EVERYTHING = "/linde/org/retention"


@pytest.fixture
def looking(ruud):
    looks_in(ruud, "linde")
    return ruud


def test_the_service_admin_reads_what_is_held_since_when_by_whom_and_why(looking, henk, bram):
    held = bram.files("Over een geheim onderwerp", "Tekst die niemand anders leest.")
    hold = f"{held.path}/hold"
    assert henk.posts(hold, {"reason": "Rechtszaak 12"}, on=hold).status == 303

    page = looking.opens(PATH)

    assert held.reference in page.text
    assert "Rechtszaak 12" in page.text
    assert "door Henk Visser" in page.text
    assert "vandaag" in page.text
    assert "geheim onderwerp" not in page.html
    assert "1 aanvraag wordt vastgehouden" in looking.opens("/admin/organisations/linde")


def test_everything_is_held_and_released_by_its_admin(looking, henk):
    henk.posts(f"{EVERYTHING}/hold", {"reason": "Onderzoek door de inspectie"}, on=EVERYTHING)
    page = looking.opens(PATH)
    assert "Alles wordt vastgehouden" in page.text
    assert "Onderzoek door de inspectie" in page.text
    assert "door Henk Visser" in page.text
    assert "Alles wordt vastgehouden" in looking.opens("/admin/organisations/linde")

    henk.posts(f"{EVERYTHING}/hold", {"reason": ""}, on=EVERYTHING)
    assert "Van deze organisatie wordt niets vastgehouden." in looking.opens(PATH).text


def test_the_page_says_whom_to_ask_and_offers_no_button(looking, henk):
    page = looking.opens(PATH)

    assert "Alleen de beheerders van Zorggroep De Linde houden vast en geven vrij." in page.text
    assert "Henk Visser" in page.text
    assert page.buttons == []
    assert looking.sends(f"{EVERYTHING}/hold", {"reason": "Van ons"}).status == 404
    assert "Van ons" not in looking.opens(PATH).text


def test_nobody_reads_it_without_saying_why_they_look_in(ruud, henk):
    henk.posts(f"{EVERYTHING}/hold", {"reason": "Onderzoek door de inspectie"}, on=EVERYTHING)

    assert "Onderzoek door de inspectie" not in ruud.opens(PATH).html


@pytest.mark.parametrize("after", ["x", "-1", "99999999999999999999", "\u0663"])
def test_an_odd_edge_shows_the_first_page(looking, after):
    assert looking.opens(f"{PATH}?after={after}").status == 200


def test_there_is_no_such_page_for_an_agent_or_of_nobody(joost, looking):
    assert joost.opens(PATH).status == 404
    assert looking.opens("/admin/organisations/nergens/holds").status == 404
