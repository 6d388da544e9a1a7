"""The parts of an organisation, as its admins arrange them."""

import pytest
from sqlalchemy import select

from portal.trail.models import Trail
from tenants.database import db
from tenants.models import Unit
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.directory.arranging import adds, changes, fields_of, handle_of, removes, sends, tree, unit_path
from tests.news.telling import publishes


def test_henk_sees_the_parts_of_his_organisation_as_a_tree(henk):
    assert adds(henk, "Noord-West", within="Noord").status == 303
    assert adds(henk, "Team Duinen", within="Noord-West").status == 303

    assert tree(henk) == ["Noord", "  Noord-West", "    Team Duinen", "Zuid"]


def test_each_part_says_how_many_people_are_in_it(henk):
    page = henk.opens("/linde/org/units")
    row = next(item for item in page.soup.select("#units li") if item.a.get_text() == "Noord")

    assert "mensen" in row.get_text()


@pytest.mark.parametrize("name", ["noord", "NOORD", " Noord "])
def test_two_parts_do_not_have_one_name(henk, name):
    page = adds(henk, name)

    assert page.status == 422
    assert page.errors == ["Dit onderdeel bestaat al. Kies een andere naam"]
    assert fields_of(page)["name"] == name.strip()


def test_a_part_needs_a_name(henk):
    assert adds(henk, "  ").errors == ["Vul de naam in"]


def test_a_part_moves_with_all_below_it(henk):
    adds(henk, "Noord-West", within="Noord")
    adds(henk, "Team Duinen", within="Noord-West")

    assert changes(henk, "Noord-West", within="Zuid").status == 303
    assert tree(henk) == ["Noord", "Zuid", "  Noord-West", "    Team Duinen"]


@pytest.mark.parametrize("below", ["Noord", "Noord-West", "Team Duinen"])
def test_no_part_lies_inside_itself(henk, below):
    adds(henk, "Noord-West", within="Noord")
    adds(henk, "Team Duinen", within="Noord-West")

    page = changes(henk, "Noord", within=below)
    assert page.status == 422
    assert page.errors == ["Een onderdeel kan niet onder zichzelf vallen. Kies een ander"]


def test_a_part_that_is_removed_leaves_its_people_and_parts_to_the_one_above(henk, app):
    adds(henk, "Noord-West", within="Noord")
    adds(henk, "Team Duinen", within="Noord-West")

    assert removes(henk, "Noord-West").status == 303
    assert tree(henk) == ["Noord", "  Team Duinen", "Zuid"]


def test_a_part_that_news_is_for_is_not_removed(henk):
    publishes(henk, "Nieuw rooster", units="Noord")

    told = henk.opens(removes(henk, "Noord").location)
    assert "Er is nieuws voor dit onderdeel" in told.text
    assert tree(henk) == ["Noord", "Zuid"]


def test_two_admins_who_change_one_part_both_read_what_the_other_made(henk):
    path = unit_path(henk, "Noord")
    stale = fields_of(henk.opens(path))
    changes(henk, "Noord", name="Noord en Oost")

    answer = sends(henk, path, stale | {"name": "Noorden"})
    assert answer.status == 409
    assert "Noord en Oost" in answer
    assert fields_of(answer)["name"] == "Noorden"
    assert sends(henk, path, fields_of(answer)).status == 303
    assert tree(henk) == ["Noorden", "Zuid"]


def test_the_same_form_sent_twice_adds_one_part(henk):
    form = fields_of(henk.opens("/linde/org/units/new")) | {"name": "Oost"}

    assert [sends(henk, "/linde/org/units/new", form).status for _ in range(2)] == [303, 303]
    assert tree(henk) == ["Noord", "Oost", "Zuid"]


@pytest.mark.parametrize("who", ["bram", "samira", "anneke", "ilse", "joost"])
def test_only_its_own_admins_arrange_an_organisation(request, henk, who):
    somebody = request.getfixturevalue(who)
    colleague = who in ("bram", "samira", "anneke")

    for path in ("/linde/org/units", "/linde/org/units/new", unit_path(henk, "Noord")):
        assert somebody.opens(path).status == (403 if colleague else 404)


def test_a_part_of_another_organisation_is_not_found(henk, ilse):
    theirs = unit_path(ilse, "Sociaal domein")
    form = fields_of(henk.opens("/linde/org/units/new")) | {"name": "Binnen hen"}

    assert henk.opens(theirs.replace("vechtdal", "linde")).status == 404
    assert sends(henk, "/linde/org/units/new", form | {"within": handle_of(ilse, "Sociaal domein")}).status == 422


def test_what_admins_arrange_leaves_a_trail(henk, app):
    adds(henk, "Oost")
    changes(henk, "Oost", name="Oosten")
    removes(henk, "Oosten")

    with app.app_context():
        linde = organisation_named("linde")
        assert linde
        with inside(linde):
            done = db.session.scalars(select(Trail.action).where(Trail.subject == "unit").order_by(Trail.id)).all()
            assert done == ["unit.added", "unit.changed", "unit.removed"]
            assert "Oosten" not in db.session.scalars(select(Unit.name)).all()


def test_the_tree_takes_the_same_statements_whatever_its_size(henk):
    before = henk.opens("/linde/org/units").statements
    for number in range(12):
        adds(henk, f"Deel {number}", within="Noord")

    assert henk.opens("/linde/org/units").statements == before
