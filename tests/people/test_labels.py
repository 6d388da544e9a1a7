"""What an organisation calls its roles: read wherever roles are read there, and nothing in what a role may do."""

import pytest

from portal.people.wording import ALL_ROLES, official_words
from tenants.labels import OFFICIAL
from tests.people.inviting import fields_of, handle_of, member_page
from tests.players import Page

PATH = "/linde/org/access/labels"


def calls(admin, path=PATH, **labels):
    return admin.posts(path, labels, on=path)


def heads(player):
    return [head.find(string=True) for head in player.opens("/linde/org/access").soup.select(".table thead th")][1:]


def test_a_name_of_its_own_stands_wherever_a_role_is_read_in_that_organisation(henk, bram, noor, come):
    ticket = bram.files("Een vraag")
    assert calls(henk, professional="Digicoach", manager="Superuser").status == 303

    assert heads(henk) == ["Medewerker", "Superuser", "Digicoach", "Beheerder"]
    members = henk.opens("/linde/org/users").soup
    assert "Digicoach" in [row.select("td")[0].get_text() for row in members.select(".table tbody tr")]
    assert "Digicoach" in [option.get_text() for option in members.select("#role option")]
    cards = {
        card.b.get_text(): card.small.get_text()
        for card in member_page(henk, "Bram Kuipers").soup.select(".radio")
        if card.small
    }
    assert cards["Digicoach"].startswith("Professional. ")
    page = bram.page(ticket).text
    assert "2 met de rol Digicoach" in page
    assert "professionals" not in page
    assert "Digicoach" in henk.opens("/linde/news/new")


def test_another_organisation_and_the_desk_read_the_names_that_everybody_knows(henk, bram, come, joost):
    bram.files("Een vraag")
    calls(henk, professional="Digicoach")

    assert "Digicoach" not in come("ilse").opens("/vechtdal/org/users").html
    assert "Digicoach" not in joost.opens("/desk/requests/LINDE-1").html


def test_a_name_moves_nothing_in_what_anybody_may(henk, bram, noor, anneke):
    theirs = noor.files("Van Noor")
    before = [player.opens(path).status for player in (bram, anneke, noor) for path in ("/linde/org", theirs.path)]

    assert calls(henk, employee="Opperbaas", professional="Stagiair").status == 303

    assert [
        player.opens(path).status for player in (bram, anneke, noor) for path in ("/linde/org", theirs.path)
    ] == before
    assert (
        henk.sends(
            f"/linde/org/users/{handle_of(henk, 'Bram Kuipers')}",
            {"roles": "Opperbaas", "name": "Bram Kuipers", "version": "1"},
        ).status
        == 422
    )


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("x" * 31, "Maak dit korter: nu 31 tekens, hooguit 30"),
        ("Digi\x00coach", "tekens die iedereen kan zien"),
        ("Digi\u202ecoach", "tekens die iedereen kan zien"),
        ("Digi\u200bcoach", "tekens die iedereen kan zien"),
        ("Digi\ncoach", "tekens die iedereen kan zien"),
        ("---", "tekens die iedereen kan zien"),
        ("Beheerder", "Een andere rol heet zo"),
        ("ADMIN", "Een andere rol heet zo"),
        ("\uff21dmin", "Een andere rol heet zo"),
        ("medewerker ", "Een andere rol heet zo"),
        ("Agent", "Een andere rol heet zo"),
        ("Superuser", "Je gaf een andere rol deze naam"),
    ],
)
def test_a_name_that_is_none_or_that_is_another_roles_is_refused_in_words_and_kept(henk, label, why):
    page = calls(henk, professional=label, manager="Superuser")

    assert page.status == 422
    assert len(page.errors) == 1
    assert why in page.errors[0]
    assert page.soup.select_one("[name=manager]")["value"] == "Superuser"
    assert heads(henk) == ["Medewerker", "Leidinggevende", "Professional", "Beheerder"]


def test_markup_in_a_name_is_text_and_an_emptied_name_is_the_one_that_everybody_knows(henk):
    calls(henk, professional="<b>Coach</b> & co")
    assert heads(henk)[2] == "<b>Coach</b> & co"

    calls(henk, professional="")
    assert heads(henk)[2] == "Professional"


def test_nobody_but_an_admin_of_the_organisation_names_roles(bram, anneke, samira, joost, ruud, come, henk):
    for player in (bram, anneke, samira):
        assert (player.opens(PATH).status, player.sends(PATH, {"admin": "Baas", "version": "1"}).status) == (403, 403)
    for player in (joost, ruud, come("ilse")):
        assert (player.opens(PATH).status, player.sends(PATH, {"admin": "Baas", "version": "1"}).status) == (404, 404)
    assert henk.sends(PATH, {"agent": "Baas", "version": "1"}).status == 400
    assert heads(henk)[3] == "Beheerder"


def test_who_is_second_reads_what_the_first_one_chose(henk, come):
    other = come("henk")
    form = fields_of(other.opens(PATH), PATH)
    calls(henk, professional="Digicoach")

    page = Page(other.browser.post(PATH, data=form | {"professional": "Coach"}))

    assert page.status == 409
    assert "Digicoach" in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_names_that_are_reserved_are_those_that_pages_use(app, language):
    from flask_babel import force_locale

    with app.test_request_context("/"), force_locale(language):
        for role in ALL_ROLES:
            assert official_words(role).casefold() in OFFICIAL[role]
