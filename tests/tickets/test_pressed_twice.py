"""The same act pressed twice says the same; another act on what is finished says what is true."""

from typing import Any

import pytest

from portal.tickets import change_views
from tests.players import Filed, Page, Player, somebody


def told(player: Player, answer: Page, ticket: Filed) -> str:
    """What stands above the request after an act: in the answer itself, or on the page it leads to."""
    page = player.page(ticket) if answer.status == 303 else answer
    return " ".join(" ".join(one.get_text(" ").split()) for one in page.soup.select(".alert, .collide"))


def forged(player: Player, ticket: Filed, verb: str, **fields: str) -> Page:
    """Post what the page no longer offers, as a page that was opened earlier does."""
    return player.sends(f"{player.path_of(ticket)}/{verb}", fields)


def test_solved_twice_is_good_to_hear_twice(bram):
    ticket = bram.files()
    assert "Fijn dat het is opgelost." in told(bram, bram.solves(ticket), ticket)

    assert "Fijn dat het is opgelost." in told(bram, forged(bram, ticket, "resolution", reason="solved"), ticket)


def test_withdrawn_twice_is_withdrawn_twice(bram):
    ticket = bram.files()
    assert "De aanvraag is ingetrokken." in told(bram, bram.withdraws(ticket), ticket)

    again = forged(bram, ticket, "resolution", reason="withdrawn")
    assert "De aanvraag is ingetrokken." in told(bram, again, ticket)


def test_who_withdraws_what_the_desk_has_solved_reads_that_it_is_solved(bram, joost, post_office):
    ticket = bram.files()
    joost.resolves(ticket)
    mails = post_office.subjects()

    answer = forged(bram, ticket, "resolution", reason="withdrawn", words="Laat maar.")

    assert answer.status == 409
    assert told(bram, answer, ticket) == "Deze aanvraag is al opgelost."
    assert answer.title == "Waar vind ik mijn rooster?"
    assert "Laat maar." not in bram.page(ticket)
    assert post_office.subjects() == mails


def test_who_says_solved_of_what_a_colleague_withdrew_reads_that_it_is_withdrawn(bram, anneke):
    ticket = bram.files()
    bram.withdraws(ticket)

    answer = forged(anneke, ticket, "resolution", reason="solved")

    assert (answer.status, told(anneke, answer, ticket)) == (409, "Deze aanvraag is al ingetrokken.")


def test_who_withdraws_what_they_solved_themselves_reads_that_it_is_solved(bram):
    ticket = bram.files()
    bram.solves(ticket)

    answer = forged(bram, ticket, "resolution", reason="withdrawn")

    assert (answer.status, told(bram, answer, ticket)) == (409, "Deze aanvraag is al opgelost.")


def test_opened_again_twice_it_is_open_again_and_said_once(bram, joost):
    ticket = bram.files()
    joost.resolves(ticket)
    bram.reopens(ticket, "Het werkt nog niet.")

    again = forged(bram, ticket, "reopening", words="Het werkt nog niet.")

    assert again.status == 303
    assert bram.page(ticket).text.count("Het werkt nog niet.") == 1


def test_what_is_said_of_a_request_that_is_open_already_is_kept_to_be_sent_as_a_reply(bram, anneke, joost):
    ticket = bram.files()
    joost.resolves(ticket)
    anneke.reopens(ticket, "Bram belt mij.")

    answer = forged(bram, ticket, "reopening", words="Het werkt **nog** niet.")

    assert answer.status == 409
    assert "Deze aanvraag is al open" in told(bram, answer, ticket)
    assert answer.form(f"{ticket.path}/replies")["body"] == "Het werkt **nog** niet."
    assert "Het werkt" not in bram.page(ticket)


# At the desk.


@pytest.mark.parametrize(("first", "then", "state"), [("answer", "resolve", "Opgelost"), ("comment", "ask", "Wacht")])
def test_another_act_after_going_back_is_done_and_not_taken_for_the_first(bram, joost, first, then, state):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/replies"
    filled = joost.page(ticket).form(path) | {"body": "Kijk onder Planning.", "reason": "solved"}
    joost.browser.post(path, data=filled | {"send": first})

    assert joost.browser.post(path, data=filled | {"send": then}).status_code == 303
    assert state in joost.page(ticket)

    assert joost.browser.post(path, data=filled | {"send": then}).status_code == 303
    assert bram.page(ticket).text.count("Kijk onder Planning.") == 2


def test_a_request_is_not_moved_to_where_it_lies(bram, joost):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/department"
    here = joost.page(ticket).form(path)["department"]

    page = joost.acts(ticket, "department", department=here, body="Dit zoeken we uit.")

    assert page.status == 422
    assert page.errors == ["De aanvraag ligt al bij deze afdeling. Kies een andere"]
    assert page.form(path)["body"] == "Dit zoeken we uit."
    assert "Dit zoeken we uit." not in bram.page(ticket)


def test_a_request_that_is_moved_twice_is_moved_and_told_once(bram, joost):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}/department"
    filled = joost.page(ticket).form(path) | {"department": "bi", "body": "BI kijkt mee."}

    assert [joost.browser.post(path, data=filled).status_code for _time in range(2)] == [303, 303]
    assert bram.page(ticket).text.count("BI kijkt mee.") == 1


def test_dissatisfaction_that_is_answered_twice_in_the_same_words_is_answered_once(bram, joost, marijke):
    ticket = bram.files()
    joost.resolves(ticket)
    bram.rates(ticket, "dissatisfied", "Te traag.")
    path = f"/desk/requests/{ticket.reference}/follow-up"
    filled = marijke.page(ticket).form(path) | {"body": "Dat was te lang."}

    assert [marijke.browser.post(path, data=filled).status_code for _time in range(2)] == [303, 303]
    assert bram.page(ticket).text.count("Dat was te lang.") == 1
    assert marijke.browser.post(path, data=filled | {"body": "Nog iets."}).status_code == 409


def test_made_good_pressed_twice_is_made_good(bram, joost, marijke):
    ticket = bram.files()
    joost.resolves(ticket)
    bram.rates(ticket, "dissatisfied", "Te traag.")
    marijke.acts(ticket, "follow-up", body="Dat was te lang.")

    assert bram.acts(ticket, "follow-up", made_good="yes").status == 303
    assert forged(bram, ticket, "follow-up", made_good="yes").status == 303
    assert forged(bram, ticket, "follow-up", made_good="no").status == 409


def test_a_change_that_another_press_sends_at_the_same_moment_leads_to_what_that_made(app, samira, monkeypatch):
    draft = samira.begins_a_change()
    check, other = f"{draft}/check", Player(app, somebody("samira"))
    fields, theirs, really = (
        samira.opens(check).form(check),
        other.opens(check).form(check),
        change_views.write_transaction,
    )

    def a_moment_later() -> Any:
        monkeypatch.undo()
        first.append(Page(other.browser.post(check, data=theirs)))
        return really()

    first: list[Page] = []
    monkeypatch.setattr(change_views, "write_transaction", a_moment_later)
    second = Page(samira.browser.post(check, data=fields))

    assert (second.status, second.location) == (303, first[0].location)
