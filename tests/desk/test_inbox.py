"""The inbox: what stands in which view, in which order, for whom."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.desk import counting
from portal.desk import inbox as pages
from portal.search import queries
from tenants.clock import at
from tenants.database import db, write_transaction
from tenants.models import Account, Assignment, Organisation
from tests.desk.reading import counted, inbox, marked, subjects


def only_handles(app, email: str, key: str) -> None:
    """Assign one organisation to an agent: from then on they handle no other."""
    with app.app_context(), write_transaction():
        account = db.session.scalar(select(Account.id).where(Account.email == email))
        house = db.session.scalar(select(Organisation.id).where(Organisation.key == key))
        db.session.add(Assignment(account_id=account, organisation_id=house))


def test_the_desk_begins_with_ones_own_work(joost):
    page = joost.opens("/desk")

    assert (page.status, page.location) == (302, "/desk/inbox/mine")


def test_a_new_question_is_unassigned_for_everybody_and_in_its_department(joost, fatma, bram):
    bram.files("Hoe ruil ik?")

    for agent in (joost, fatma):
        assert inbox(agent, "unassigned") == ["Hoe ruil ik?"]
        assert inbox(agent, "department-helpdesk") == ["Hoe ruil ik?"]
        assert inbox(agent, "mine") == []
        assert inbox(agent, "department-bi") == []


def test_what_somebody_took_is_their_work_and_nobody_elses(joost, fatma, bram):
    ticket = bram.files("Hoe ruil ik?")

    joost.takes(ticket)

    assert inbox(joost, "mine") == ["Hoe ruil ik?"]
    assert inbox(fatma, "mine") == []
    assert inbox(fatma, "unassigned") == []


def test_what_waits_for_the_customer_leaves_the_work_and_comes_back_with_their_reply(joost, bram):
    ticket = bram.files("Hoe ruil ik?")

    joost.asks(ticket)
    assert (inbox(joost, "waiting"), inbox(joost, "mine")) == (["Hoe ruil ik?"], [])
    assert inbox(joost, "department-helpdesk") == []

    bram.replies(ticket, "Week 48.")
    assert (inbox(joost, "waiting"), inbox(joost, "mine")) == ([], ["Hoe ruil ik?"])


def test_what_is_solved_is_found_among_all_only(joost, bram):
    ticket = bram.files("Hoe ruil ik?")

    joost.resolves(ticket)

    assert inbox(joost, "all") == ["Hoe ruil ik?"]
    for view in ("mine", "unassigned", "waiting", "department-helpdesk", "unhappy"):
        assert inbox(joost, view) == []


def test_a_dissatisfied_customer_is_seen_by_everybody_until_a_lead_answered(joost, marijke, bram):
    ticket = bram.files("Hoe ruil ik?")
    joost.resolves(ticket)
    bram.rates(ticket, "dissatisfied", reasons="not_solved")

    for agent in (joost, marijke):
        assert inbox(agent, "unhappy") == ["Hoe ruil ik?"]
        assert counted(agent.opens("/desk/inbox/unhappy"), "unhappy") == "1"

    marijke.acts(ticket, "follow-up", body="Excuses, zo los ik het op.")
    assert inbox(joost, "unhappy") == []


def test_work_is_sorted_by_what_is_first_to_be_late_and_all_by_what_is_newest(joost, bram, tom, noon):
    bram.files("Eerste")
    with at(noon + timedelta(hours=1)):
        tom.files("Tweede")
    with at(noon + timedelta(hours=2)):
        bram.files("Derde")

        assert inbox(joost, "unassigned") == ["Eerste", "Tweede", "Derde"]
        assert inbox(joost, "all") == ["Derde", "Tweede", "Eerste"]


def test_a_list_is_walked_page_by_page_there_and_back_without_loss_even_at_one_moment(joost, bram, tom, noon):
    filed = [who.files(f"Vraag {count}").reference for count in range(14) for who in (bram, tom)]

    for view in ("unassigned", "all"):
        first = joost.opens(f"/desk/inbox/{view}")
        onward = first.soup.select_one("a[rel=next]")
        assert onward is not None
        assert first.soup.select_one("a[rel=prev]") is None
        second = joost.opens(onward["href"])
        references = [one.get_text() for page in (first, second) for one in page.soup.select(".tk .num")]
        assert references == (filed if view == "unassigned" else filed[::-1])
        back = second.soup.select_one("a[rel=prev]")
        assert subjects(joost.opens(back["href"])) == subjects(first)
        assert "offset" not in onward["href"]
        assert onward["href"].endswith(first.soup.select(".tk .num")[-1].get_text())


def test_an_edge_that_is_none_leads_to_the_first_page(joost, bram):
    bram.files("Hoe ruil ik?")

    for edge in ("x", "20261119T081230000001-LINDE-0", "20261119T081230000001", "' or 1=1"):
        assert inbox(joost, "all", after=edge) == ["Hoe ruil ik?"]


def test_a_reference_in_the_search_box_leads_to_its_request(joost, bram):
    ticket = bram.files()

    for typed in (ticket.reference, ticket.reference.lower()):
        page = joost.opens(f"/desk/inbox/all?q={typed}")
        assert (page.status, page.location) == (302, f"/desk/requests/{ticket.reference}")


def test_a_reference_of_nothing_is_searched_like_any_word(joost, bram):
    bram.files()

    page = joost.opens("/desk/inbox/all?q=LINDE-99")

    assert page.status == 200
    assert "LINDE-99" in page


def test_words_are_searched_in_all_organisations_and_in_notes(joost, bram, tom):
    first, second = bram.files("Rooster kwijt"), tom.files("Salaris te laat", "Waar is het?")
    tom.files("Iets anders", "Waar is het?")
    joost.notes(second, "Lijkt op de roosterfout van vorige week")

    assert set(inbox(joost, "all", q="rooster")) == {"Rooster kwijt", "Salaris te laat"}
    assert inbox(joost, "all", q="olifant") == []
    assert joost.sees(first)


@pytest.mark.parametrize("many", [0, 1000])
def test_of_a_word_that_is_everywhere_all_are_found_page_by_page(joost, bram, tom, monkeypatch, many):
    monkeypatch.setattr(queries, "MANY", many)
    monkeypatch.setattr(pages, "PAGE", 2)
    for count in range(3):
        bram.files(f"Rooster {count}")
    tom.files("Salaris", "Het staat niet op het rooster.")
    pages._page.cache_clear()

    first = joost.opens("/desk/inbox/all?q=rooster")
    older = next(link for link in first.links if "after=" in link)

    assert inbox(joost, "all", q="rooster") == ["Salaris", "Rooster 2"]
    assert subjects(joost.opens(older)) == ["Rooster 1", "Rooster 0"]
    pages._page.cache_clear()


def test_an_agent_with_assigned_organisations_finds_nothing_of_others(app, joost, fatma, bram, tom):
    ours, theirs = bram.files("Van De Linde"), tom.files("Van Vechtdal")
    only_handles(app, "joost@nova.example", "VECHTDAL")

    assert inbox(joost, "all") == inbox(joost, "unassigned") == ["Van Vechtdal"]
    assert inbox(joost, "all", q="linde") == []
    assert counted(joost.opens("/desk/inbox/all"), "unassigned") == "1"
    assert joost.opens(f"/desk/inbox/all?q={ours.reference}").status == 200
    assert (joost.sees(ours), joost.sees(theirs)) == (False, True)
    assert counted(fatma.opens("/desk/inbox/all"), "unassigned") == "2"


def test_counts_stop_where_enough_is_said(joost, bram, monkeypatch):
    monkeypatch.setattr(counting, "AT_MOST", 3)
    monkeypatch.setattr("portal.desk.show.AT_MOST", 3)
    counting._counting.cache_clear()
    for count in range(2):
        bram.files(f"Vraag {count}")
    assert counted(joost.opens("/desk/inbox/mine"), "unassigned") == "2"

    for count in range(2):
        bram.files(f"Nog een {count}")
    page = joost.opens("/desk/inbox/mine")
    assert counted(page, "unassigned") == "2+"
    assert counted(page, "mine") == ""
    counting._counting.cache_clear()


def test_a_view_with_something_too_late_says_so(joost, fatma, bram, later):
    fatma.takes(bram.files("Op tijd"))
    with later(hours=-25):
        joost.takes(bram.files("Te laat"))

    page = joost.opens("/desk/inbox/mine")

    assert page.soup.select_one(".side a[href='/desk/inbox/mine'] i.hot")
    assert page.soup.select_one(".tk .sla.over")
    assert not fatma.opens("/desk/inbox/mine").soup.select(".side a[href='/desk/inbox/mine'] i.hot, .tk .sla.over")


def test_an_empty_view_leads_to_the_next_with_work(joost, bram):
    bram.files()

    page = joost.opens("/desk/inbox/mine")

    assert [link["href"] for link in page.soup.select(".empty a")] == ["/desk/inbox/unassigned"]


@pytest.mark.parametrize("view", ["nothing", "department-", "department-nothing", "department-helpdesk-2", "MINE"])
def test_a_view_that_is_none_is_not_found(joost, view):
    assert joost.opens(f"/desk/inbox/{view}").status == 404


def test_the_desk_is_the_desks(bram, samira, henk, ruud, nobody):
    for customer in (bram, samira, henk, ruud):
        assert customer.opens("/desk/inbox/all").status == 404
    assert nobody.opens("/desk/inbox/all").location.startswith("/signin")


def test_a_request_is_opened_beside_the_list_it_was_in(joost, bram):
    bram.files("Eerste")
    bram.files("Tweede")

    row = joost.opens("/desk/inbox/unassigned").soup.select(".tk a")[1]
    page = joost.opens(row["href"])

    assert subjects(page) == ["Eerste", "Tweede"]
    assert marked(page) == ["Tweede"]
    assert page.title == "Tweede"


def test_a_page_of_the_inbox_takes_four_statements_however_much_there_is(joost, bram, tom):
    bram.files()
    few = [joost.opens(f"/desk/inbox/{view}").statements for view in ("mine", "all", "unhappy", "department-helpdesk")]
    for count in range(13):
        bram.files(f"Vraag {count}")
        tom.files(f"Vraag {count}")
    many = [joost.opens(f"/desk/inbox/{view}").statements for view in ("mine", "all", "unhappy", "department-helpdesk")]

    assert few == many == [4, 4, 4, 4]
    assert joost.opens("/desk/inbox/all?q=vraag").statements == 5
