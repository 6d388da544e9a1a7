"""Who has a request at the desk, and where it lies: taken, given away, moved."""

import pytest

from tests.desk.reading import OWNER, beside, inbox
from tests.notices.reading import switched_off
from tests.players import Page


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
