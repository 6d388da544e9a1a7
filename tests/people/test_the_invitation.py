"""What an admin fills in to invite somebody: refused at its field, kept as typed, a manager found by name."""

import pytest
from sqlalchemy import func, select

from tenants.database import db
from tenants.models import Account, Membership
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.people.inviting import (
    changes,
    handle_of,
    invites,
    member_page,
)


@pytest.mark.parametrize(
    ("email", "stored"),
    [
        ("Jos@ZORG.Example", "jos@zorg.example"),
        ("jos@zörg.example", "jos@xn--zrg-sna.example"),
        ("o'neill+balie@zorg.example", "o'neill+balie@zorg.example"),
    ],
)
def test_odd_addresses_are_invited_as_they_are(henk, app, email, stored):
    assert invites(henk, email, "Jos O'Neill").status == 303

    with app.app_context():
        assert db.session.scalar(select(Account.id).where(Account.email == stored))


@pytest.mark.parametrize(
    "email", ["", "geen adres", "a@b", "a b@c.nl", "x" * 300 + "@a.nl", "jos@zorg.example\r\nBcc: a@b.nl", "@", "\x00"]
)
def test_what_is_no_address_is_refused_at_its_field(henk, email):
    page = invites(henk, email, "Jos")

    assert page.status == 422
    assert page.soup.select_one("#email-err")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 10_000),
        ("unit", "Bestaat niet"),
        ("manager", "000000000000"),
        ("manager", "-1"),
        ("personnel_number", "20418"),
        ("personnel_number", "9" * 1000),
        ("language", "fr"),
    ],
)
def test_bad_input_is_one_sentence_at_its_field_and_keeps_what_was_typed(henk, app, field, value):
    page = invites(henk, "lotte@linde.example", **{"name": "Lotte Meijer", field: value})

    assert page.status == 422
    assert len(page.errors) == 1
    assert page.soup.select_one(f"#{field}-err")
    assert page.soup.select_one("#email")["value"] == "lotte@linde.example"
    with app.app_context():
        assert db.session.scalar(select(Account.id).where(Account.email == "lotte@linde.example")) is None


def test_ria_of_the_directory_is_invited_as_the_person_she_is(henk, app):
    assert invites(henk, "ria@linde.example", "Ria Smit", personnel_number="20777", unit="Noord").status == 303

    with app.app_context(), inside(organisation_named("LINDE") or 0):
        assert db.session.scalar(select(func.count(Membership.id)).where(Membership.joined_at.is_(None))) == 2
    assert member_page(henk, "Ria Smit").soup.select_one("#personnel_number")["value"] == "20777"


def test_a_manager_is_found_by_name_without_scripts_and_what_was_typed_stays(henk):
    page = invites(henk, "lotte@linde.example", "Lotte Meijer", who="anne", find="1", roles=["professional"])

    assert page.status == 200
    assert page.errors == []
    assert "Anneke de Boer" in page
    assert page.soup.select_one("#email")["value"] == "lotte@linde.example"
    assert page.soup.select_one("input[value=professional]").has_attr("checked")
    anneke = handle_of(henk, "Anneke de Boer")
    assert invites(henk, "lotte@linde.example", "Lotte Meijer", manager=anneke).status == 303
    assert "Anneke de Boer" in member_page(henk, "Lotte Meijer")


def test_somebody_of_the_directory_without_an_account_is_found_and_becomes_manager(henk):
    page = changes(henk, "Karim Bouali", who="SMIT", find="1")
    found = {one.find_next("b").get_text(): one["value"] for one in page.soup.select("input[name=manager]")}

    assert changes(henk, "Karim Bouali", manager=found["Ria Smit"]).status == 303
    assert "Ria Smit" in member_page(henk, "Karim Bouali")
    refused = changes(henk, "Bram Kuipers", manager=found["Ria Smit"], personnel_number="x" * 41)
    assert refused.status == 422
    assert "Ria Smit" in refused  # whom he chose stays on the form
    assert changes(henk, "Bram Kuipers", manager="0" * 16).status == 422


def test_a_search_finds_nobody_of_another_organisation(henk):
    page = invites(henk, "lotte@linde.example", "Lotte Meijer", who="Bakker", find="1")

    assert "Tom Bakker" not in page
    assert "Niemand met deze naam" in page


def test_nobody_stands_above_their_own_manager(henk):
    bram = handle_of(henk, "Bram Kuipers")

    page = changes(henk, "Anneke de Boer", manager=bram)

    assert page.errors == ["Iemand kan niet boven de eigen leidinggevende staan. Kies een ander"]
