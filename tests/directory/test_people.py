"""Everybody in an organisation's directory: with an account, without one, and clients."""

import pytest

from tests.directory.arranging import fields_of, sends
from tests.directory.listing import adds, changes, finds_to_help, names, person_path, presses


def test_henk_finds_everybody_by_name_number_and_address(henk):
    assert "Ria Smit" in names(henk)
    assert names(henk, "?q=ria") == ["Ria Smit"]
    assert names(henk, "?q=20777") == ["Ria Smit"]
    assert names(henk, "?q=bram@") == ["Bram Kuipers"]


def test_the_directory_is_narrowed_to_who_has_no_account(henk):
    assert names(henk, "?who=without-account") == ["Ria Smit"]
    assert "Ria Smit" in names(henk, "?unit=Noord")
    assert "Ria Smit" not in names(henk, "?unit=Zuid")


def test_a_long_directory_has_pages_in_the_order_of_names(henk):
    for number in range(30):
        adds(henk, name=f"Collega {number:02}")

    page = henk.opens("/linde/org/people?q=collega")
    first = [link.get_text() for link in page.soup.select(".table th a")]
    second = henk.opens(page.soup.select_one("a[rel=next]")["href"])
    rest = [link.get_text() for link in second.soup.select(".table th a")]
    assert first + rest == [f"Collega {number:02}" for number in range(30)]
    back = henk.opens(second.soup.select_one("a[rel=prev]")["href"])
    assert [link.get_text() for link in back.soup.select(".table th a")] == first


def test_who_is_added_can_be_asked_for_at_once(henk, samira):
    added = adds(henk, name="Wil de Wit", personnel_number="20999", unit="Zuid", email="wil@linde.example")
    assert added.status == 303

    assert finds_to_help(samira, "wil de") == ["Wil de Wit"]
    assert names(henk, "?who=without-account") == ["Ria Smit", "Wil de Wit"]


def test_a_client_may_be_a_number(henk):
    assert adds(henk, kind="client", personnel_number="C-4471").status == 303

    assert names(henk, "?who=clients") == ["C-4471"]
    assert names(henk, "?who=staff&q=C-4471") == []


def test_a_colleague_has_a_name(henk):
    assert adds(henk, personnel_number="20999").errors == ["Vul de naam in"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"personnel_number": "20418"}, "Bram Kuipers heeft dit personeelsnummer al"),
        ({"email": "geen adres"}, "Dit is geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl"),
        ({"email": "bram@linde.example"}, "Iemand in je organisatie heeft dit adres al"),
        ({"unit": "Sociaal domein"}, "Kies een onderdeel uit de lijst"),
        ({"kind": "admin"}, "Kies uit deze lijst"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_keeps_what_was_typed(henk, fields, why):
    page = adds(henk, name="Wil de Wit", **fields)

    assert page.status == 422
    assert page.errors == [why]
    assert fields_of(page)["name"] == "Wil de Wit"


def test_ria_moves_to_another_unit(henk):
    assert changes(henk, "Ria Smit", unit="Zuid").status == 303

    assert "Ria Smit" in names(henk, "?unit=Zuid")


def test_who_gets_another_manager_is_no_longer_the_first_ones_to_ask_for(henk, anneke):
    assert finds_to_help(anneke, "ria smit") == ["Ria Smit"]

    assert changes(henk, "Ria Smit", manager="").status == 303
    assert finds_to_help(anneke, "ria smit") == []


def test_who_has_an_account_is_changed_where_their_roles_are(henk):
    path = person_path(henk, "Bram Kuipers")

    assert path.startswith("/linde/org/users/")


def test_who_is_gone_shows_when_asked_for_and_comes_back(henk, samira):
    path = person_path(henk, "Ria Smit")
    assert presses(henk, path, "end").status == 303

    assert "Ria Smit" not in names(henk)
    assert names(henk, "?who=ended") == ["Ria Smit"]
    assert finds_to_help(samira, "ria smit") == []
    presses(henk, path, "return")
    assert "Ria Smit" in names(henk)


def test_two_admins_who_change_one_person_both_read_what_the_other_made(henk):
    path = person_path(henk, "Ria Smit")
    stale = fields_of(henk.opens(path))
    changes(henk, "Ria Smit", name="Ria Smit-Jansen")

    answer = sends(henk, path, stale | {"name": "Ria de Smit"})
    assert answer.status == 409
    assert "Ria Smit-Jansen" in answer.text
    assert fields_of(answer)["name"] == "Ria de Smit"


def test_a_manager_is_found_by_name_and_what_was_typed_stays(henk):
    path = "/linde/org/people/new"
    form = fields_of(henk.opens(path)) | {"name": "Wil de Wit", "who": "anneke", "find": "1"}

    page = sends(henk, path, form)
    chosen = next(one["value"] for one in page.soup.select("input[name=manager]") if one["value"])
    assert fields_of(page)["name"] == "Wil de Wit"
    assert sends(henk, path, fields_of(page) | {"manager": chosen}).status == 303
    assert "Anneke de Boer" in henk.opens("/linde/org/people?q=wil").text


@pytest.mark.parametrize("who", ["bram", "samira", "anneke", "ilse", "joost"])
def test_only_its_own_admins_read_the_directory(request, henk, who):
    somebody = request.getfixturevalue(who)
    colleague = who in ("bram", "samira", "anneke")

    for path in ("/linde/org/people", "/linde/org/people/new", person_path(henk, "Ria Smit")):
        assert somebody.opens(path).status == (403 if colleague else 404)


def test_the_directory_takes_the_same_statements_whatever_its_size(henk):
    before = henk.opens("/linde/org/people").statements
    for number in range(12):
        adds(henk, name=f"Collega {number}", unit="Noord")

    assert henk.opens("/linde/org/people").statements == before
