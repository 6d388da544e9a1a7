"""A request at the desk: what its page shows, and to whom; and how it went."""

import pytest
from sqlalchemy import select

from portal.tickets import rating
from portal.tickets.models import Ticket
from portal.tickets.queries import last_resolution
from portal.tickets.rules import Verdict
from tenants.database import db, write_transaction
from tenants.models import Account, Person
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.desk.reading import inbox, messages
from tests.desk.test_inbox import only_handles
from tests.guards.masking import masked_text


def test_the_page_shows_what_an_agent_needs_to_know(joost, bram):
    ticket = bram.files("Hoe ruil ik?", "Met **Karim**.", client_number="7731", confidential="y")
    joost.takes(ticket)
    joost.notes(ticket, "Bellen met planning.")

    page = joost.page(ticket)

    assert page.title == "Hoe ruil ik?"
    for words in (ticket.reference, "Bram Kuipers", "7731", "Zorggroep De Linde · 40217", "Planning en rooster"):
        assert words in page
    assert messages(page) == ["Met Karim .", "Bellen met planning."]
    assert len(page.soup.select(".msg.int .note")) == 1
    assert page.soup.select_one(".metaline .tag.pv")
    assert page.soup.select_one(".props .sla.fine")


@pytest.mark.parametrize("reference", ["linde-1", "LINDE-1", "Linde-1"])
def test_a_reference_is_found_in_any_case(joost, bram, reference):
    bram.files("Hoe ruil ik?")

    assert joost.opens(f"/desk/requests/{reference}").title == "Hoe ruil ik?"


def test_what_is_not_there_not_a_reference_or_not_theirs_looks_alike(app, joost, bram):
    ticket = bram.files()
    only_handles(app, "joost@nova.example", "VECHTDAL")

    pages = [
        joost.opens(f"/desk/requests/{name}")
        for name in (ticket.reference, "LINDE-99", "NOVA-1", "NERGENS-1", "LINDE", "linde-01", "1", "LINDE-1-2")
    ]

    assert {page.status for page in pages} == {404}
    assert len({masked_text(page.html) for page in pages}) == 1


def test_posts_of_an_agent_who_does_not_handle_it_are_not_found(app, joost, fatma, bram):
    ticket = bram.files()
    only_handles(app, "joost@nova.example", "VECHTDAL")

    for verb, fields in (
        ("replies", {"send": "note", "body": "Ik kijk mee."}),
        ("assignee", {"assignee": "me"}),
        ("department", {"department": "bi"}),
    ):
        assert joost.sends(f"/desk/requests/{ticket.reference}/{verb}", fields).status == 404
    assert fatma.takes(ticket).status == 303


# How it went.


def test_a_lead_answers_a_dissatisfied_customer_and_an_agent_does_not(joost, marijke, bram):
    ticket = bram.files()
    joost.resolves(ticket)
    bram.rates(ticket, "dissatisfied", "Te traag.", reasons="waited", call="06 1234")

    assert "Te traag." in joost.page(ticket)
    assert "06 1234" in joost.page(ticket)
    assert joost.acts(ticket, "follow-up", body="Sorry.").status == 404
    assert joost.page(ticket).soup.select_one("[name=place]") is None
    empty = marijke.acts(ticket, "follow-up", body=" ")
    assert (empty.status, len(empty.errors)) == (422, 1)
    assert marijke.acts(ticket, "follow-up", body="Sorry, zo gaat het beter.").status == 303

    assert "Sorry, zo gaat het beter." in bram.page(ticket)
    assert marijke.page(ticket).soup.select_one("[name=place]") is None
    assert marijke.acts(ticket, "follow-up", body="Nog eens.").status == 409


def test_a_satisfied_customer_is_seen_and_owed_nothing(joost, marijke, bram):
    ticket = bram.files()
    joost.resolves(ticket)
    bram.rates(ticket, "satisfied", "Snel geholpen!")

    assert "Snel geholpen!" in joost.page(ticket)
    assert marijke.acts(ticket, "follow-up", body="Graag gedaan.").status == 404


def test_each_of_two_dissatisfied_people_gets_an_answer(app, joost, marijke, bram):
    ticket = bram.files("Hoe ruil ik?")
    joost.resolves(ticket)
    bram.rates(ticket, "dissatisfied", "Te traag.")
    with app.app_context():
        house = organisation_named("LINDE")
        with inside(house), write_transaction():
            _anneke_is_dissatisfied_too(ticket.number)

    assert marijke.acts(ticket, "follow-up", body="Beste Bram.").status == 303
    assert inbox(marijke, "unhappy") == ["Hoe ruil ik?"]
    assert "Anneke de Boer" in marijke.page(ticket).soup.select_one("label[for=owed-body]").get_text()
    assert marijke.acts(ticket, "follow-up", body="Beste Anneke.").status == 303
    assert inbox(marijke, "unhappy") == []


def _anneke_is_dissatisfied_too(number: int) -> None:
    ticket = db.session.scalars(select(Ticket).where(Ticket.number == number)).one()
    anneke = db.session.scalars(select(Person.id).where(Person.name == "Anneke de Boer")).one()
    resolution = last_resolution(ticket)
    assert resolution is not None
    rating.record(ticket, resolution, anneke, rating.Opinion(Verdict.DISSATISFIED), None)


# The page itself.


def test_the_list_it_was_opened_from_stays_beside_it_after_a_post(joost, bram):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}?view=all&q=rooster"

    page = joost.opens(path)
    action = page.soup.select_one("form.comp")["action"]
    answer = joost.browser.post(
        action, data=page.form(path.split("?")[0] + "/replies") | {"send": "note", "body": "Onder ons"}
    )

    assert answer.headers["Location"] == path
    assert joost.opens(path).soup.select_one(".tlist .tk.on")
    assert joost.page(ticket).soup.select_one(".tlist") is None


def test_no_id_of_a_row_or_an_account_leaves_the_server(app, joost, bram):
    ticket = bram.files()
    with app.app_context():
        ids = {str(one) for one in db.session.scalars(select(Account.id))}

    page = joost.page(ticket)

    values = {one["value"] for one in page.soup.select("option, input[type=hidden]") if one.get("value")}
    assert not values & (ids - {page.form(f"/desk/requests/{ticket.reference}/replies")["seen"]})


def test_a_page_takes_the_same_few_statements_the_first_and_the_tenth_time(joost, bram):
    ticket = bram.files()
    first = joost.page(ticket).statements
    for count in range(10):
        joost.comments(ticket, f"Bericht {count}")

    assert first == joost.page(ticket).statements == 7
    assert joost.opens(f"/desk/requests/{ticket.reference}?view=mine").statements == 8
    joost.resolves(ticket)
    assert joost.page(ticket).statements == 7
