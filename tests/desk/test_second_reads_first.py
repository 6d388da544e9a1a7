"""Who comes second at the desk reads first what the other one did."""

import pytest

from tests.desk.reading import messages
from tests.players import Page


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
