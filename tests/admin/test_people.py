"""A service admin invites the people of the desk, says what they do, and lets them go; nobody else does."""

import pytest
from sqlalchemy import select

from portal.demo.cast import Somebody
from portal.tickets.models import FollowUp
from tenants.database import db
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.people.inviting import activates, token_in
from tests.players import Page, Player, somebody

SASKIA = {"email": "saskia@nova.example", "name": "Saskia Bos", "language": "nl", "roles": ["agent"]}


def sends_form(player: Player, on: str, path: str, **fields: object) -> Page:
    form = player.opens(on).form("" if on == path else path)
    kept = {name: value for name, value in form.items() if name not in ("roles", "organisations")}
    return Page(player.browser.post(path, data=kept | fields))


def invites(ruud: Player, **fields: object) -> Page:
    return sends_form(ruud, "/admin/people/new", "/admin/people/new", **(SASKIA | fields))


def page_of(ruud: Player, name: str) -> str:
    links = {link.get_text(): link["href"] for link in ruud.opens("/admin/people").soup.select(".list a.t")}
    return links[name]


def presses(ruud: Player, name: str, verb: str, **fields: object) -> Page:
    path = page_of(ruud, name)
    return ruud.posts(f"{path}/{verb}", fields, on=path)


def saskia_at(app: object) -> Player:
    saskia = Player(app, None)  # type: ignore[arg-type]
    saskia.one = Somebody("NOVA", "Saskia Bos", "saskia@nova.example")
    return saskia


def comes_in(app, ruud, post_office, **fields: object) -> Player:
    assert invites(ruud, **fields).status == 303
    saskia = saskia_at(app)
    assert activates(saskia, token_in(post_office.mails("saskia@nova")[-1])).status == 303
    return saskia


def test_an_agent_who_is_invited_comes_in_and_answers_a_request(app, ruud, bram, post_office):
    ticket = bram.files()
    saskia = comes_in(app, ruud, post_office)

    assert saskia.opens("/").location.startswith("/desk")
    assert saskia.sees(ticket)
    assert saskia.answers(ticket).status == 303
    assert saskia.opens("/admin").status == 404
    assert "Saskia Bos" in ruud.opens("/admin/people")
    assert saskia.opens("/nova/").status == 404


def test_who_handles_some_organisations_sees_those_only(app, ruud, bram, tom, post_office):
    of_linde, of_vechtdal = bram.files(), tom.files()
    saskia = comes_in(app, ruud, post_office, organisations=["linde"])
    assert saskia.sees(of_linde)
    assert not saskia.sees(of_vechtdal)

    path = page_of(ruud, "Saskia Bos")
    assert sends_form(ruud, path, path, roles=["agent"], organisations=["vechtdal"]).status == 303
    assert not saskia.sees(of_linde)
    assert saskia.sees(of_vechtdal)


def test_an_invitation_goes_out_once_again_and_is_withdrawn(app, ruud, post_office, later):
    form = ruud.opens("/admin/people/new").form("") | SASKIA
    assert [ruud.browser.post("/admin/people/new", data=form).status_code for _twice in range(2)] == [303, 303]
    assert len(post_office.mails("saskia@nova")) == 1

    with later(minutes=5):
        assert presses(ruud, "Saskia Bos", "invitation").status == 303
        assert len(post_office.mails("saskia@nova")) == 2
    assert presses(ruud, "Saskia Bos", "withdrawal").status == 303
    for mail in post_office.mails("saskia@nova"):
        assert saskia_at(app).opens(f"/activate/{token_in(mail)}").status == 410


def test_new_roles_begin_with_a_new_session_and_an_older_form_is_shown_both(app, ruud, post_office):
    saskia = comes_in(app, ruud, post_office)
    path = page_of(ruud, "Saskia Bos")
    older = ruud.opens(path).form("") | {"name": "Saskia de Bos", "roles": ["agent"]}
    assert sends_form(ruud, path, path, roles=["agent", "lead"]).status == 303
    assert saskia.opens("/desk/inbox/all").status == 302

    page = Page(ruud.browser.post(path, data=older))
    assert page.status == 409
    assert "Behandelaar, Teamleider" in page
    assert page.form("")["name"] == "Saskia de Bos"


def test_who_leaves_is_out_at_once_and_hands_over_what_was_in_hand(app, ruud, bram, joost, fatma, marijke):
    mine, done = bram.files(), bram.files("Klaar")
    joost.takes(mine)
    joost.takes(done)
    joost.resolves(done)
    path = page_of(ruud, "Joost van Dam")
    assert "Er loopt nog 1 aanvraag" in ruud.opens(f"{path}/deactivation")

    page = sends_form(ruud, f"{path}/deactivation", f"{path}/deactivation", successor="Joost van Dam")
    assert page.status == 422
    page = sends_form(ruud, f"{path}/deactivation", f"{path}/deactivation", successor="Fatma Yıldız")

    assert page.status == 303
    assert joost.opens("/desk/inbox/all").status == 302
    assert mine.reference in fatma.opens("/desk/inbox/mine").html
    assert done.reference not in fatma.opens("/desk/inbox/mine").html
    assert presses(ruud, "Joost van Dam", "activation").status == 303


def test_what_nobody_takes_over_lies_at_the_desk_for_everybody(ruud, bram, joost, fatma):
    mine = bram.files()
    joost.takes(mine)
    path = page_of(ruud, "Joost van Dam")
    assert mine.reference not in fatma.opens("/desk/inbox/unassigned").html

    assert sends_form(ruud, f"{path}/deactivation", f"{path}/deactivation").status == 303
    assert mine.reference in fatma.opens("/desk/inbox/unassigned").html


def test_a_colleague_gets_nothing_of_organisations_they_do_not_handle(app, ruud, bram, tom, joost):
    of_linde, of_vechtdal = bram.files(), tom.files()
    joost.takes(of_linde)
    joost.takes(of_vechtdal)
    fatmas = page_of(ruud, "Fatma Yıldız")
    assert sends_form(ruud, fatmas, fatmas, roles=["agent"], organisations=["vechtdal"]).status == 303
    path = f"{page_of(ruud, 'Joost van Dam')}/deactivation"

    page = sends_form(ruud, path, path, successor="Fatma Yıldız")

    assert "1 aanvraag ligt nu bij het loket voor iedereen." in ruud.opens(page.location)
    fatma = Player(app, somebody("fatma"))
    assert of_vechtdal.reference in fatma.opens("/desk/inbox/mine").html
    assert not fatma.sees(of_linde)


def test_an_answer_that_is_owed_goes_to_another_lead(app, ruud, bram, joost, marijke, post_office):
    ticket = bram.files()
    joost.takes(ticket)
    joost.resolves(ticket)
    bram.rates(ticket, "dissatisfied", reasons="not_solved")
    assert owner_of_answer(app) == "Marijke Brandsma"
    saskia = comes_in(app, ruud, post_office, roles=["lead"])
    path = f"{page_of(ruud, 'Marijke Brandsma')}/deactivation"

    assert sends_form(ruud, path, path).status == 303

    assert owner_of_answer(app) == "Saskia Bos"
    assert ticket.reference in saskia.opens("/desk/inbox/unhappy").html


def owner_of_answer(app) -> str:
    with app.app_context(), inside(organisation_named("LINDE") or 0):
        return db.session.scalars(select(FollowUp.owner_name)).one()


def test_an_organisation_that_is_none_is_never_left_out_so_that_all_are_handled(app, ruud, post_office):
    page = invites(ruud, organisations=["linde", "nova"])

    assert page.status == 422
    assert "Saskia Bos" not in ruud.opens("/admin/people")


def test_a_service_admin_changes_and_ends_nothing_of_their_own_so_that_one_stays(ruud):
    path = page_of(ruud, "Ruud Peters")
    page = ruud.opens(path)
    assert "Je eigen rollen wijzigt een andere beheerder van het loket." in page
    token = ruud.opens("/admin/people/new").form("")["csrf_token"]

    for verb, fields in (("", {"name": "Ruud", "roles": "agent", "version": "1"}), ("/deactivation", {})):
        answer = ruud.browser.post(f"{path}{verb}", data={"csrf_token": token, **fields})
        assert answer.status_code == 403
    assert ruud.opens("/admin/people").status == 200


@pytest.mark.parametrize("roles", [["admin"], ["employee"], ["agent", "professional"], ["root"], []])
def test_nobody_gets_another_role_than_those_of_the_desk(ruud, roles):
    page = invites(ruud, roles=roles)

    assert page.status == 422
    assert "Saskia Bos" not in ruud.opens("/admin/people")


@pytest.mark.parametrize("roles", ["agent", "lead", "service_admin"])
def test_an_admin_of_a_customer_gives_no_role_of_the_desk(henk, roles):
    fields = henk.opens("/linde/org/users/new").form("")
    fields = {name: value for name, value in fields.items() if name not in ("roles", "authorisations", "find")}
    page = Page(henk.browser.post("/linde/org/users/new", data=fields | SASKIA | {"roles": roles}))

    assert page.status == 422


def test_no_agent_and_no_admin_of_a_customer_invites_to_the_desk(ruud, joost, marijke, henk, ilse, bram):
    path = page_of(ruud, "Joost van Dam")
    before = ruud.opens("/admin/people").text
    for other in (joost, marijke, henk, ilse, bram):
        for where in ("/admin/people", "/admin/people/new", path, f"{path}/deactivation"):
            assert other.opens(where).status == 404
        for where in ("/admin/people/new", path, *(f"{path}/{verb}" for verb in ("deactivation", "withdrawal"))):
            assert other.sends(where, SASKIA).status == 404
        assert other.opens("/nova/org/users").status == 404

    assert ruud.opens("/admin/people").text == before


def test_people_of_customers_are_not_found_at_the_set_up(ruud, henk):
    handle = henk.opens("/linde/org/users?q=Bram").soup.select_one(".table th a")["href"].rpartition("/")[2]

    assert "Bram Kuipers" not in ruud.opens("/admin/people")
    assert ruud.opens(f"/admin/people/{handle}").status == 404
    assert ruud.opens("/admin/people/onzin").status == 404


def test_the_page_says_what_stays_of_a_colleague_who_left(ruud):
    assert "De naam blijft staan bij wat diegene voor organisaties schreef en deed" in ruud.opens("/admin/people")
