"""A list gives what its admin may give, to people of their own organisation: nothing of it reaches anybody else."""

from dataclasses import replace

import pytest

from tenants.context import member_for
from tenants.database import db, write_transaction
from tenants.errors import Forbidden
from tenants.everybody import everybody, lock_directory
from tenants.intake import take_in
from tenants.models import Account
from tenants.organisations import organisation_named
from tenants.roles import Authorisation, Role
from tenants.scope import Scope, inside
from tests.guards.behind import Behind
from tests.importing.bringing import as_csv, brings, fates, imports, told

# what the row says (name, address, number, roles, rights)                      why it is refused
REFUSED = """
Joke Aalbers;joke@linde.example;30001;agent;                                    “agent” is een rol van de service
Joke Aalbers;joke@linde.example;30001;lead;                                     “lead” is een rol van de service
Joke Aalbers;joke@linde.example;30001;manager, service_admin;                   “service_admin” is een rol van
Joke Aalbers;joke@linde.example;30001;koning;                                   we kennen het woord “koning” niet
Bram Kuipers;;20418;agent;                                                      “agent” is een rol van de service
Bram Kuipers;;20418;manager;vertrouwelijk                                       past niet bij deze rollen
Henk Visser;henk@linde.example;;professional, beheerder;                        je kunt je eigen rollen en rechten
Henk Visser;henk@linde.example;;medewerker;                                     je kunt je eigen rollen en rechten
Bram Kuipers;tom@vechtdal.example;20418;;                                       het account heeft het adres bram@
"""
HEADS = ["Naam", "E-mailadres", "Personeelsnummer", "Rollen", "Meer rechten"]


def standing(engine):
    """All roles, rights, names and addresses there are, of every organisation."""
    behind = Behind(engine)
    return [
        sorted(map(repr, behind.rows(statement)))
        for statement in (
            "select account_id, organisation_id, roles, authorisations, active from membership",
            "select email, name, language, active from account",
            "select organisation_id, name, email, personnel_number, active from person",
        )
    ]


@pytest.mark.parametrize("line", REFUSED.strip().splitlines())
def test_a_row_that_gives_what_nobody_may_give_is_refused_and_changes_nothing(henk, engine, line):
    row, why = line[:80].strip().split(";"), line[80:].strip()
    before = standing(engine)
    preview = brings(henk, as_csv([HEADS, row]), invite="y", missing="leave")
    page = henk.opens(preview)
    assert fates(page)["Niet goed"] == "1"
    assert why in next(iter(told(page).values()))
    assert henk.sends(f"{preview}/carrying-out", {"seal": "0" * 32}).status == 303
    assert standing(engine) == before


def test_an_account_elsewhere_gets_a_place_here_besides_and_stays_as_it_is(henk, engine, post_office):
    before = standing(engine)
    imports(henk, as_csv([HEADS, ["Thomas B.", "tom@vechtdal.example", "1", "manager", ""]]), invite="y")
    members, accounts, people = (set(rows) for rows in standing(engine))
    assert set(before[0]) < members
    assert set(before[1]) == accounts
    assert set(before[2]) < people
    assert len(members - set(before[0])) == len(people - set(before[2])) == 1
    assert len(post_office.mails("tom")) == 1


def test_people_of_another_organisation_are_no_match_and_stay(henk, ilse, engine):
    imports(ilse, as_csv([HEADS[:3], ["Roos Vechter", "roos@vechtdal.example", "70001"]]))
    others = {row for row in standing(engine)[2] if "Vechter" in row}
    page = imports(henk, as_csv([HEADS[:3], ["Roos Linde", "roos@vechtdal.example", "70001"]]), missing="end")
    assert fates(page)["Nieuw"] == "1"
    assert others <= set(standing(engine)[2])
    assert ilse.opens("/vechtdal/org").status == 200


def test_the_last_admin_stays_whatever_is_missing(henk, engine):
    imports(henk, as_csv([["Naam"], ["Joke Aalbers"]]), missing="end")
    assert henk.opens("/linde/org").status == 200
    assert Behind(engine).rows("select count(*) from membership where roles like '%|admin|%' and active")[0][0] == 3


def test_the_verb_itself_refuses_roles_of_the_service_and_ones_own(inside_app):
    linde = organisation_named("linde")
    henk = db.session.query(Account.id).filter(Account.email == "henk@linde.example").scalar()
    with inside(Scope.of(linde, henk)):
        member = member_for(henk, linde)
        for name, change in (
            ("Bram Kuipers", {"roles": frozenset({Role.EMPLOYEE, Role.AGENT})}),
            ("Henk Visser", {"rights": frozenset({Authorisation.SEE_CONFIDENTIAL})}),
        ):
            from portal.importing.planning import as_they_are

            one = next(one for one in everybody(member) if one.name == name)
            with pytest.raises(Forbidden):
                takes_in(member, replace(as_they_are(one), **change))


def takes_in(member, wanted):
    with write_transaction():
        lock_directory(member)
        take_in(member, [wanted], [])
