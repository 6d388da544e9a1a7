"""The admins let in who asks or tell them no: one decides, the other reads what happened, no role comes by itself."""

import pytest
from sqlalchemy import select

from tenants.database import db
from tenants.models import Account, Membership
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.joining.asks import ADDRESS, approves, asks_and_confirms, declines, memberships, trail_of, waiting
from tests.people.inviting import activates, changes, fields_of, handle_of, invites, member_page, token_in
from tests.players import Page, Player

ANSWERED = "/linde/org/joining/decided"
CLOSED = "Je vraag is gesloten"
INVITED = "Je account voor het loket van Nova Zorgsoftware"


def test_who_is_let_in_gets_the_link_and_comes_in_as_an_employee(app, henk, sanne, nobody, post_office):
    assert approves(henk, sanne, name="Sanne van der Meer").status == 303
    assert waiting(henk) == {}

    assert post_office.subjects("sanne")[-1] == INVITED
    assert activates(nobody, token_in(post_office.mails("sanne")[-1])).location == "/linde/"
    assert memberships(app, "sanne@linde.example") == [{"employee"}]
    assert "Sanne van der Meer" in member_page(henk, "Sanne van der Meer").title


def test_an_admin_gives_the_role_the_unit_and_the_manager(app, henk, sanne):
    manager = handle_of(henk, "Anneke de Boer")
    assert approves(henk, sanne, roles=["professional"], unit="Zuid", manager=manager).status == 303

    assert memberships(app, "sanne@linde.example") == [{"employee", "professional"}]
    page = member_page(henk, "Sanne Vermeer")
    assert page.soup.select_one("select[name=unit] option[selected]")["value"] == "Zuid"
    assert "Anneke de Boer" in page


def test_a_manager_is_searched_for_without_losing_what_was_typed(henk, sanne):
    form = fields_of(henk.opens(sanne), sanne) | {"name": "Sanne V.", "who": "anneke", "find": "1"}
    page = Page(henk.browser.post(sanne, data=form))

    assert page.status == 200
    assert "Anneke de Boer" in page
    assert fields_of(page, sanne)["name"] == "Sanne V."


def test_who_is_in_the_directory_becomes_that_person(app, henk, nobody, post_office):
    with app.app_context(), inside(organisation_named("linde") or 0):
        from tenants.database import write_transaction
        from tenants.models import Person

        with write_transaction():
            ria = db.session.scalars(select(Person).where(Person.name == "Ria Smit")).one()
            ria.email, ria_id = "ria@linde.example", ria.id
    asks_and_confirms(nobody, post_office, "ria@linde.example", name="Ria Smit")
    assert approves(henk, waiting(henk)["Ria Smit"]).status == 303

    with app.app_context(), inside(organisation_named("linde") or 0):
        account = select(Membership.person_id).join(Account, Account.id == Membership.account_id)
        assert db.session.scalars(account.where(Account.email == "ria@linde.example")).all() == [ria_id]


def test_approving_twice_makes_one_account_and_one_mail(app, henk, sanne, post_office):
    form = fields_of(henk.opens(sanne), sanne)
    answers = [henk.browser.post(sanne, data=form).status_code for _time in range(2)]
    late = henk.browser.post(sanne, data=form | {"key": "another-key-of-a-form"})

    assert answers == [303, 303]
    assert late.status_code == 409
    assert len(memberships(app, "sanne@linde.example")) == 1
    assert post_office.subjects("sanne").count(INVITED) == 1
    assert trail_of(app).count("asker.approved") == 1


@pytest.fixture
def noor_too(henk, noor) -> Player:
    """Noor, who is an admin besides."""
    changes(henk, "Noor de Graaf", roles=["professional", "admin"])
    noor.signs_in()
    return noor


def test_of_two_admins_one_decides_and_the_other_reads_what_happened(app, henk, noor_too, sanne, post_office):
    form = fields_of(noor_too.opens(sanne), sanne) | {"roles": ["admin"]}
    no = noor_too.opens(sanne).form(f"{sanne}/refusal") | {"reason": "Nee."}
    assert approves(henk, sanne).status == 303

    for path, fields in ((sanne, form), (f"{sanne}/refusal", no)):
        page = Page(noor_too.browser.post(path, data=fields))
        assert page.status == 409
        assert "Hier is al over beslist" in page
        assert "Henk Visser gaf Sanne Vermeer een account." in page
    assert memberships(app, "sanne@linde.example") == [{"employee"}]
    assert "Je krijgt nu geen account" not in post_office.subjects("sanne")


def test_who_is_declined_reads_why(app, henk, sanne, post_office):
    assert declines(henk, sanne, "Vraag het eerst aan je teamleider.").status == 303
    assert declines_again(henk, sanne).status == 303

    mail = post_office.mails("sanne")[-1]
    assert mail["Subject"] == "Je krijgt nu geen account"
    assert "Vraag het eerst aan je teamleider." in mail.get_body(("plain",)).get_content()
    assert "Vraag het eerst aan je teamleider." in mail.get_body(("html",)).get_content()
    assert post_office.subjects("sanne").count("Je krijgt nu geen account") == 1
    assert memberships(app, "sanne@linde.example") == []
    page = henk.opens(sanne)
    assert "Henk Visser wees het af." in page
    assert page.soup.select_one("main form") is None


def declines_again(admin: Player, path: str) -> Page:
    token = admin.opens("/linde/org/users/new").form("")["csrf_token"]
    return Page(admin.browser.post(f"{path}/refusal", data={"csrf_token": token, "reason": "Nog eens."}))


def test_a_reason_that_is_too_long_is_said_at_its_field_and_stays(henk, sanne):
    page = declines(henk, sanne, "x" * 301)

    assert page.status == 422
    assert page.errors == ["Maak dit korter: nu 301 tekens, hooguit 300"]
    assert page.form(f"{sanne}/refusal")["reason"] == "x" * 301


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": ""}, "Vul de naam in"),
        ({"roles": ["agent"]}, "Kies uit de rollen op deze pagina"),
        ({"roles": ["service_admin"]}, "Kies uit de rollen op deze pagina"),
        ({"unit": "Nergens"}, "Kies een onderdeel uit de lijst"),
        ({"language": "fr"}, "Kies uit de lijst"),
        ({"personnel_number": "20418"}, "Bram Kuipers heeft dit personeelsnummer al"),
    ],
)
def test_what_an_admin_may_not_give_is_refused_and_the_asker_waits_on(app, henk, sanne, fields, says):
    page = approves(henk, sanne, **fields)

    assert page.status == 422
    assert page.errors == [says]
    assert memberships(app, "sanne@linde.example") == []
    assert list(waiting(henk)) == ["Sanne Vermeer"]


@pytest.mark.parametrize("more", [{"email": "kwaad@elders.example"}, {"state": "approved"}, {"organisation": "linde"}])
def test_forged_fields_of_a_decision_are_refused(app, henk, sanne, more):
    form = fields_of(henk.opens(sanne), sanne)

    assert henk.browser.post(sanne, data=form | more).status_code == 400
    assert memberships(app, "sanne@linde.example") == []


@pytest.mark.parametrize(("name", "status"), [("bram", 403), ("anneke", 403), ("samira", 403), ("joost", 404)])
def test_who_is_no_admin_decides_nothing(app, come, sanne, henk, name, status):
    player = come(name)
    token = henk.opens(sanne).form(sanne)["csrf_token"]
    for path in (sanne, "/linde/org/joining"):
        assert player.opens(path).status == status
    token = player.opens("/signin").form("/signin")["csrf_token"]
    for path in (sanne, f"{sanne}/refusal"):
        assert player.browser.post(path, data={"csrf_token": token, "name": "x"}).status_code == status
    assert memberships(app, "sanne@linde.example") == []
    assert list(waiting(henk)) == ["Sanne Vermeer"]


def test_the_admin_of_another_organisation_finds_nobody(app, ilse, henk, sanne):
    theirs = sanne.replace("/linde/", "/vechtdal/")
    token = ilse.opens("/signin").form("/signin")["csrf_token"]

    assert waiting(ilse) == {}
    assert ilse.opens(theirs).status == ilse.opens(sanne).status == 404
    for path in (theirs, f"{theirs}/refusal", sanne):
        assert ilse.browser.post(path, data={"csrf_token": token, "name": "x"}).status_code == 404
    assert list(waiting(henk)) == ["Sanne Vermeer"]


def test_who_has_an_address_of_another_domain_asks_there_and_not_here(henk, ilse, nobody, post_office):
    asks_and_confirms(nobody, post_office, "sanne@vechtdal.example")

    assert waiting(henk) == {}
    assert list(waiting(ilse)) == ["Sanne Vermeer"]


def test_who_is_invited_meanwhile_needs_no_decision(app, henk, sanne, post_office):
    invites(henk, ADDRESS.lower(), "Sanne Vermeer")
    page = approves(henk, sanne, roles=["admin"])

    assert page.status == 303
    assert "Sanne Vermeer heeft al een account of een uitnodiging." in henk.opens("/linde/org/joining").text
    assert memberships(app, "sanne@linde.example") == [{"employee"}]
    assert post_office.subjects("sanne").count(INVITED) == 1
    assert waiting(henk) == {}


def test_the_log_says_who_decided(henk, nobody, sanne, post_office):
    approves(henk, sanne)
    asks_and_confirms(nobody, post_office, "piet@linde.example", name="Piet Jansen")
    declines(henk, waiting(henk)["Piet Jansen"])

    log = henk.opens("/linde/org/audit")
    assert "Iemand met een mailadres van de organisatie vroeg om een account." in log
    assert "Henk Visser gaf Sanne Vermeer een account. Daar was om gevraagd." in log
    assert "Henk Visser wees iemand af die om een account vroeg." in log
