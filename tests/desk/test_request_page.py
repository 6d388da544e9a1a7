"""A request at the desk: what its page shows, and what each post does or refuses."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.tickets import rating
from portal.tickets.models import Ticket
from portal.tickets.queries import last_resolution
from portal.tickets.rules import Verdict
from tenants.clock import now
from tenants.context import organisation_named
from tenants.database import db, write_transaction
from tenants.models import Account, Person
from tenants.scope import inside
from tests.desk.reading import OWNER, PROMISE, beside, inbox, messages
from tests.desk.test_inbox import only_handles
from tests.notices.reading import switched_off
from tests.players import Page


def masked(page: Page) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.html)


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
    assert len({masked(page) for page in pages}) == 1


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


# What an agent writes.


@pytest.mark.parametrize(
    ("send", "state", "turn"),
    [
        ("ask", "postponed", "waiting"),
        ("answer", "answered", "waiting"),
        ("comment", "open", "mine"),
        ("resolve", "resolved", "all"),
    ],
)
def test_a_message_reaches_the_customer_and_says_who_is_at_turn(joost, bram, send, state, turn):
    ticket = bram.files("Hoe ruil ik?")

    page = joost.acts(ticket, "replies", send=send, body="Kies **Ruilen**.")

    assert (page.status, page.location) == (303, f"/desk/requests/{ticket.reference}")
    assert "Kies Ruilen ." in messages(bram.page(ticket))
    assert inbox(joost, turn) == ["Hoe ruil ik?"]
    assert (beside(joost.page(ticket), OWNER) == "Joost van Dam") is (send != "resolve")


def test_a_note_is_read_by_colleagues_and_by_nobody_else(joost, fatma, bram, samira):
    ticket = bram.files()

    assert joost.notes(ticket, "Lijkt op zaak zeven.").status == 303

    assert "Lijkt op zaak zeven." in messages(fatma.page(ticket))
    for customer in (bram, samira):
        assert "zaak zeven" not in customer.page(ticket).html


@pytest.mark.parametrize(("ring", "send"), [("note", "ask"), ("note", "answer"), ("reply", "note"), ("note", "")])
def test_when_form_and_button_disagree_nothing_goes_to_the_customer(joost, bram, ring, send):
    ticket = bram.files()

    assert joost.acts(ticket, "replies", ring=ring, send=send, body="Onder ons.").status == 303

    assert "Onder ons." in messages(joost.page(ticket))
    assert "Onder ons." not in bram.page(ticket)


@pytest.mark.parametrize("send", ["ask", "answer", "comment", "resolve", "note"])
def test_a_message_without_words_is_refused_at_the_field(joost, bram, send):
    ticket = bram.files()

    page = joost.acts(ticket, "replies", send=send, body="  ", until="2027-01-02", reason="workaround")

    assert page.status == 422
    assert len(page.errors) == 1
    assert page.soup.select_one("#body")["aria-invalid"] == "true"
    kept = page.form(f"/desk/requests/{ticket.reference}/replies")
    assert (kept["until"], kept["reason"]) == ("2027-01-02", "workaround")
    assert len(messages(page)) == 1


@pytest.mark.parametrize("until", ["", "tomorrow", "2026-02-30", "1999-01-01", "2099-01-01"])
def test_a_date_that_cannot_be_waited_for_is_refused_and_the_text_stays(joost, bram, until):
    ticket = bram.files()

    page = joost.asks(ticket, "Welke week?", until=until)

    assert page.status == 422
    assert page.soup.select_one("#until")["aria-invalid"] == "true"
    assert page.form(f"/desk/requests/{ticket.reference}/replies")["body"] == "Welke week?"
    assert joost.answers(ticket, "Welke week?").status == 303


def test_the_day_is_proposed_as_people_write_it_whatever_the_browser_speaks(joost, bram, noon):
    ticket = bram.files()

    field = joost.page(ticket).soup.select_one("#until")

    assert (field["type"], field["value"]) == ("text", "01-12-2026")


@pytest.mark.parametrize("send", ["answer", "comment", "note"])
def test_a_day_that_plays_no_part_is_not_read(joost, bram, send):
    ticket = bram.files()

    assert joost.acts(ticket, "replies", send=send, body="Kijk onder Planning.", until="ooit").status == 303


def test_a_question_waits_until_the_day_that_was_chosen(joost, bram):
    ticket = bram.files()
    day = (now() + timedelta(days=25)).date()

    assert joost.asks(ticket, "Welke week?", until=f"{day:%d-%m-%Y}").status == 303

    assert f" {day.day} " in beside(joost.page(ticket), PROMISE)
    assert joost.page(ticket).soup.select_one(".props .sla.stop")


@pytest.mark.parametrize("reason", ["", "withdrawn", "no_response", "because"])
def test_a_reason_that_is_not_the_desks_is_refused(joost, bram, reason):
    ticket = bram.files()

    page = joost.resolves(ticket, reason=reason)

    assert page.status == 422
    assert page.soup.select_one(".split details[open] #reason")
    assert joost.resolves(ticket, reason="workaround").status == 303


def test_a_way_of_sending_that_is_none_is_refused_and_an_unknown_field_too(joost, bram):
    ticket = bram.files()

    assert joost.acts(ticket, "replies", send="shout", body="Hoi").status == 422
    assert joost.acts(ticket, "replies", send="answer", body="Hoi", colour="red").status == 400
    assert messages(joost.page(ticket)) == ["Ik zoek het rooster."]


def test_the_same_post_sent_twice_is_carried_out_once(joost, bram):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/replies"
    filled = joost.page(ticket).form(path) | {"send": "answer", "body": "Onder Planning."}

    answers = [joost.browser.post(path, data=filled).status_code for _again in range(2)]

    assert answers == [303, 303]
    assert messages(bram.page(ticket)).count("Onder Planning.") == 1


# Who comes second reads first.


@pytest.mark.parametrize("send", ["ask", "answer", "comment", "resolve"])
def test_a_reply_that_just_arrived_is_read_before_anything_goes_out(joost, bram, send):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/replies"
    filled = joost.page(ticket).form(path) | {"send": send, "body": "Mijn antwoord", "reason": "workaround"}
    bram.replies(ticket, "Laat maar, gevonden")

    page = Page(joost.browser.post(path, data=filled))

    assert page.status == 409
    assert messages(page) == ["Ik zoek het rooster.", "Laat maar, gevonden"]
    assert page.soup.select_one(".collide[role=alert]")
    assert (
        page.soup.select_one(".since").find_next("article").select_one(".tx").get_text().strip()
        == "Laat maar, gevonden"
    )
    kept = page.form(path)
    assert (kept["body"], kept["reason"]) == ("Mijn antwoord", "workaround")
    assert "Mijn antwoord" not in bram.page(ticket)

    assert Page(joost.browser.post(path, data=kept | {"send": send})).status == 303
    assert "Mijn antwoord" in bram.page(ticket)


def test_an_answer_of_a_colleague_is_read_first_too(joost, fatma, bram):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/replies"
    filled = joost.page(ticket).form(path) | {"send": "answer", "body": "Mijn antwoord"}
    fatma.comments(ticket, "Ik was je voor.")

    assert joost.browser.post(path, data=filled).status_code == 409


def test_what_a_colleague_changed_is_looked_at_first(joost, fatma, bram):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/replies"
    filled = joost.page(ticket).form(path) | {"send": "answer", "body": "Mijn antwoord"}
    fatma.acts(ticket, "department", department="bi")

    page = Page(joost.browser.post(path, data=filled))

    assert page.status == 409
    assert "Fatma Yıldız" in page.soup.select_one(".collide").get_text()


def test_a_note_is_saved_whatever_arrived_and_own_words_are_no_news(joost, fatma, bram):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/replies"
    noted = joost.page(ticket).form(path) | {"send": "note", "body": "Onder ons"}
    bram.replies(ticket, "Nog iets")
    assert joost.browser.post(path, data=noted).status_code == 303

    answered = joost.page(ticket).form(path) | {"send": "answer", "body": "Antwoord"}
    joost.comments(ticket, "Ik kijk ernaar")
    fatma.notes(ticket, "Ik ook")
    assert joost.browser.post(path, data=answered).status_code == 303


def test_a_post_that_does_not_say_what_it_has_seen_goes_through(joost, bram):
    ticket = bram.files()
    bram.replies(ticket, "Nog iets")

    fields = {"send": "answer", "body": "Antwoord", "key": "0123456789", "seen": ""}
    assert joost.sends(f"/desk/requests/{ticket.reference}/replies", fields).status == 303


def test_a_request_that_moved_on_refuses_an_answer_and_keeps_its_text(joost, bram):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/replies"
    filled = joost.page(ticket).form(path) | {"send": "answer", "body": "Mijn antwoord", "seen": ""}
    bram.withdraws(ticket)

    page = Page(joost.browser.post(path, data=filled))

    assert page.status == 409
    assert page.form(path)["body"] == "Mijn antwoord"
    assert "Mijn antwoord" not in bram.page(ticket)


def test_a_finished_request_takes_notes_and_nothing_else(joost, bram):
    ticket = bram.files()
    joost.resolves(ticket)

    page = joost.page(ticket)

    assert page.soup.select_one("[name=until], [name=department], [name=assignee]") is None
    assert [button["value"] for button in page.soup.select("[name=send]")] == ["note"]
    assert joost.notes(ticket, "Nazorg gedaan.").status == 303
    assert joost.acts(ticket, "replies", send="answer", ring="reply", body="Nog iets.").status == 409
    assert joost.sends(f"/desk/requests/{ticket.reference}/department", {"department": "bi"}).status == 409
    assert joost.takes(ticket).status == 409


# Who has it.


def test_who_comes_second_to_take_a_request_reads_who_has_it(joost, fatma, bram):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/assignee"
    filled = joost.page(ticket).form(path)
    assert filled["assignee"] == "me"

    assert fatma.takes(ticket).status == 303
    page = Page(joost.browser.post(path, data=filled))

    assert page.status == 409
    assert "Fatma Yıldız" in page
    assert beside(joost.page(ticket), OWNER) == "Fatma Yıldız"


def test_a_lead_does_not_take_by_accident_what_was_just_taken_but_can_give_it_away(marijke, fatma, bram):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/assignee"
    filled = marijke.page(ticket).form(path)
    fatma.takes(ticket)

    assert marijke.browser.post(path, data=filled).status_code == 409
    assert marijke.acts(ticket, "assignee", assignee="Joost van Dam").status == 303
    assert inbox(fatma, "mine") == []


def test_an_agent_gives_away_their_own_request_and_not_that_of_a_colleague(joost, fatma, bram):
    ticket = bram.files("Hoe ruil ik?")
    joost.takes(ticket)

    assert fatma.acts(ticket, "assignee", assignee="nobody").status == 403
    assert fatma.acts(ticket, "assignee", assignee="Marijke Brandsma").status == 403
    assert joost.acts(ticket, "assignee", assignee="Fatma Yıldız").status == 303

    assert (inbox(joost, "mine"), inbox(fatma, "mine")) == ([], ["Hoe ruil ik?"])
    assert fatma.acts(ticket, "assignee", assignee="nobody").status == 303
    assert inbox(joost, "unassigned") == ["Hoe ruil ik?"]


def test_what_somebody_has_who_left_the_desk_is_taken_by_any_agent(app, joost, fatma, bram):
    ticket = bram.files()
    fatma.takes(ticket)
    assert "Pak op" not in joost.page(ticket).buttons
    switched_off(app, "fatma")

    assert "Pak op" in joost.page(ticket).buttons
    assert joost.takes(ticket).status == 303

    assert beside(joost.page(ticket), OWNER) == "Joost van Dam"


@pytest.mark.parametrize("name", ["", "Ruud Peters", "Bram Kuipers", "1", "joost@nova.example"])
def test_a_request_is_given_to_people_of_the_desk_by_name_only(joost, bram, name):
    ticket = bram.files()

    assert joost.acts(ticket, "assignee", assignee=name).status == 422
    choices = [one["value"] for one in joost.page(ticket).soup.select("#assignee option")]
    assert choices == ["me", "nobody", "Fatma Yıldız", "Marijke Brandsma"]


# Where it lies.


def test_a_request_moves_and_the_customer_reads_what_to_expect_and_a_word(joost, bram):
    ticket = bram.files("Hoe ruil ik?")

    assert joost.acts(ticket, "department", department="design", body="Dit nemen we mee.").status == 303

    assert inbox(joost, "department-design") == ["Hoe ruil ik?"]
    assert inbox(joost, "department-helpdesk") == []
    assert "Dit nemen we mee." in bram.page(ticket)
    assert joost.page(ticket).soup.select_one(".props .sla.stop")  # nothing is promised there


@pytest.mark.parametrize("department", ["", "nothing", "Helpdesk"])
def test_a_department_that_is_none_is_refused_and_the_word_stays(joost, bram, department):
    ticket = bram.files("Hoe ruil ik?")

    page = joost.acts(ticket, "department", department=department, body="Dit nemen we mee.")

    assert page.status == 422
    assert page.form(f"/desk/requests/{ticket.reference}/department")["body"] == "Dit nemen we mee."
    assert page.soup.select_one("details[open] #department")
    assert inbox(joost, "department-helpdesk") == ["Hoe ruil ik?"]


def test_a_word_with_a_move_is_not_sent_over_an_unread_reply(joost, bram):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/department"
    filled = joost.page(ticket).form(path) | {"department": "bi"}
    bram.replies(ticket, "Nog iets")

    assert joost.browser.post(path, data=filled | {"body": "Een woord"}).status_code == 409
    assert joost.browser.post(path, data=filled | {"body": ""}).status_code == 303


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
