"""An agent is away: their work, and the replies to it, reach the deputy; who gives out work sees it."""

from datetime import timedelta

from tenants.clock import at
from tenants.clock import now as the_time
from tests.deputies.standing_in import ends, fills_in

ME = "/desk/absence/me"


def handle_at_desk(lead, name: str) -> str:
    page = lead.opens("/desk/absence")
    return next(link["href"].rpartition("/")[2] for link in page.soup.select("main a") if link.get_text() == name)


def mine(agent) -> str:
    return agent.opens("/desk/inbox/mine").text


def test_new_work_and_replies_reach_the_deputy(joost, fatma, marijke, bram):
    ticket = bram.files("Zandloper in het rooster")
    joost.answers(ticket)
    assert fills_in(joost, ME, handle_at_desk(marijke, "Fatma Yıldız")).status == 303
    assert "Zandloper" not in mine(fatma)

    bram.replies(ticket, "Het klopt nog niet.")

    assert "Zandloper" in mine(fatma)
    other = bram.files("Weegschaal is leeg")
    assert marijke.acts(other, "assignee", assignee="Joost van Dam").status == 303
    assert "Weegschaal" in mine(fatma)
    assert fatma.takes(other).status == 303
    assert fatma.answers(ticket).status == 303


def test_it_ends_by_itself(joost, fatma, marijke, bram):
    ticket = bram.files("Zandloper in het rooster")
    joost.takes(ticket)
    fills_in(joost, ME, handle_at_desk(marijke, "Fatma Yıldız"), 0, 3)
    assert "Zandloper" in mine(fatma)

    with at(the_time() + timedelta(days=5)):
        fatma.signs_in()
        assert "Zandloper" not in mine(fatma)
        assert fatma.takes(ticket).status == 409


def test_the_menu_says_who_is_away_and_who_stands_in(joost, fatma, marijke, bram):
    ticket = bram.files()
    fills_in(joost, ME, handle_at_desk(marijke, "Fatma Yıldız"))

    menu = marijke.page(ticket).soup.select_one("select[name=assignee]").get_text()

    assert "Joost van Dam (afwezig t/m" in menu
    assert "Fatma Yıldız vervangt)" in menu


def test_a_lead_names_one_for_any_agent_and_an_agent_for_themselves_only(joost, fatma, marijke, ruud):
    joosts = f"/desk/absence/{handle_at_desk(marijke, 'Joost van Dam')}"
    assert fatma.opens(joosts).status == 403
    assert ruud.opens("/desk/absence").status == 404

    assert fills_in(marijke, joosts, handle_at_desk(marijke, "Fatma Yıldız")).status == 303

    assert ends(joost).status == 303


def test_who_does_not_work_at_the_desk_does_not_stand_in_there(joost, marijke, post_office):
    found = fills_in(joost, ME, "", who="ruud", find="1")
    assert "Ruud Peters" not in found
    page = fills_in(joost, ME, handle_at_desk(marijke, "Joost van Dam"))
    assert page.errors == ["Je kunt niet voor jezelf invallen. Kies een collega"]
    assert post_office.subjects("ruud") == []


def test_the_mail_leads_to_the_desk(joost, fatma, marijke, post_office):
    fills_in(joost, ME, handle_at_desk(marijke, "Fatma Yıldız"))

    text = post_office.mails("fatma")[0].get_body(("plain",)).get_content()

    assert "/desk/inbox/mine" in text
    assert fatma.opens("/desk/inbox/mine").status == 200
