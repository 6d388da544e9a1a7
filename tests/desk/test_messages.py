"""What an agent writes: to the customer in four ways, or to colleagues; and what is refused at its field."""

from datetime import timedelta

import pytest

from tenants.clock import now
from tests.desk.reading import OWNER, PROMISE, beside, inbox, messages


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
