"""The list of members: by name, narrowed, page after page, and only those of the organisation."""

import pytest

from portal.demo import colleagues
from tests.guards.masking import masked
from tests.people.inviting import invites
from tests.players import Player


@pytest.fixture
def crowd(app):
    """Zorggroep De Linde with more people than fit on a page."""
    with app.app_context():
        colleagues.come()


def names(henk: Player, query: str = "") -> list[str]:
    return [link.get_text() for link in henk.opens(f"/linde/org/users{query}").soup.select(".table th a")]


def test_henk_reads_who_is_in_his_organisation_and_nobody_else(henk):
    found = names(henk)

    assert found == sorted(found, key=str.lower)
    assert {"Bram Kuipers", "Pim Hendriks", "Henk Visser"} <= set(found)
    assert not {"Tom Bakker", "Joost van Dam", "Ria Smit"} & set(found)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=kui", ["Bram Kuipers"]),
        ("?q=BRAM%40linde", ["Bram Kuipers"]),
        ("?q=20418", ["Bram Kuipers"]),
        ("?role=professional", ["Noor de Graaf", "Samira El Amrani"]),
        ("?role=admin", ["Henk Visser"]),
        ("?role=employee&unit=Zuid", ["Karim Bouali", "Pim Hendriks"]),
        ("?state=invited", ["Pim Hendriks"]),
        ("?state=deactivated", []),
        ("?unit=Noord&role=manager", ["Anneke de Boer"]),
        ("?q=%25", []),
        ("?q=_", []),
        ("?q=bakker", []),
    ],
)
def test_filters_narrow_the_list(henk, query, expected):
    assert names(henk, query) == expected


ODD = ("role=agent", "role=koning", "state=x", "unit=Nergens", "unit=%00", "before=x", "after=%00", "q=%00", "q=%F0%9F")


@pytest.mark.parametrize("query", [*ODD, "after=" + "9" * 99, "q=" + "x" * 9999])
def test_an_odd_filter_is_no_fault(henk, query):
    assert henk.opens(f"/linde/org/users?{query}").status == 200


def test_page_after_page_shows_everybody_once_and_back_again(henk, crowd):
    first = henk.opens("/linde/org/users")
    onwards = first.soup.select_one("a[rel=next]")["href"]
    second = henk.opens(onwards)
    back = henk.opens(second.soup.select_one("a[rel=prev]")["href"])

    def read(page):
        return [link.get_text() for link in page.soup.select(".table th a")]

    every = read(first) + read(second)
    assert len(read(first)) == 25
    assert len(every) == len(set(every)) == 29
    assert every == sorted(every, key=str.lower)
    assert read(back) == read(first)
    assert second.soup.select_one("a[rel=next]") is None


def test_a_full_list_takes_as_many_statements_as_a_short_one(henk, app):
    short = henk.opens("/linde/org/users").statements
    with app.app_context():
        colleagues.come()

    assert henk.opens("/linde/org/users").statements == short <= 6


def test_what_happens_elsewhere_changes_no_byte_of_the_list(noon, henk, come):
    ilse = come("ilse")
    before = masked(henk.opens("/linde/org/users").response), masked(henk.opens("/linde/org").response)

    invites(ilse, "nieuw@vechtdal.example", "Nieuwe Vechtdaler")

    assert (masked(henk.opens("/linde/org/users").response), masked(henk.opens("/linde/org").response)) == before


def test_the_first_page_counts_who_is_in_and_who_has_not_come(henk):
    page = henk.opens("/linde/org")

    assert "6 collega’s kunnen inloggen" in page
    assert "1 collega is er nog niet" in page
    assert "klantnummer 40217" in page


def test_only_admins_find_the_door(henk, bram, samira):
    assert "/linde/org" in henk.opens("/linde/").links
    for player in (bram, samira):
        assert "/linde/org" not in player.opens("/linde/").links
        assert player.opens("/linde/org").status == 403


@pytest.mark.parametrize("handle", ["%00", "-1", "x" * 5000, "é", "%F0%9F%9A%B2", "1e9", "0123456789ab"])
def test_a_handle_that_never_was_is_not_found(henk, handle):
    token = henk.opens("/linde/org/users/new").soup.select_one("input[name=csrf_token]")["value"]

    assert henk.opens(f"/linde/org/users/{handle}").status == 404
    for what in ("invitation", "withdrawal", "activation", "deactivation"):
        answer = henk.browser.post(f"/linde/org/users/{handle}/{what}", data={"csrf_token": token})
        assert (what, answer.status_code) == (what, 404)
