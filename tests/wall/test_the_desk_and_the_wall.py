"""An agent handles the organisations assigned to them; of the others the desk shows nothing, as if they were not."""

import pytest
from flask import Flask
from sqlalchemy import select

from tenants.database import db, write_transaction
from tenants.models import Account, Assignment, Organisation
from tests.guards.crawl import crawl
from tests.guards.masking import masked, masked_parts
from tests.players import Player, somebody
from tests.wall.houses import files_more, live_in
from tests.wall.test_what_pages_tell import changed, telling

WORD = "kwetsal"
NEVER = "NERGENS-1"

POSTS = {
    "replies": {"send": "note", "body": "Een notitie.", "ring": "note"},
    "assignee": {"assignee": "me", "was": "nobody"},
    "department": {"department": "bi", "body": ""},
    "follow-up": {"body": "Het spijt ons."},
}


@pytest.fixture
def agents(app: Flask, houses) -> list[Player]:
    """An agent and a lead who handle De Linde only."""
    with app.app_context():
        with write_transaction():
            linde = db.session.scalar(select(Organisation.id).where(Organisation.key == "LINDE"))
            for email in ("joost@nova.example", "marijke@nova.example"):
                account_id = db.session.scalar(select(Account.id).where(Account.email == email))
                db.session.add(Assignment(account_id=account_id, organisation_id=linde))
        db.session.remove()
    return [Player(app, somebody("joost")), Player(app, somebody("marijke"))]


def desk_pages(player: Player) -> dict[str, object]:
    walk = crawl(player.name, player.browser.get, ("/", "/desk", "/desk/inbox/all", "/desk/inbox/all?q=vraag"))
    assert telling([walk], WORD) == []
    return {
        f"{player.name} {visit.path}": masked_parts(visit.status, visit.headers, visit.html)
        for visit in walk.visits.values()
    }


def test_no_page_of_the_desk_holds_a_word_of_an_organisation_that_is_not_assigned(noon, agents):
    for agent in agents:
        assert len(desk_pages(agent)) > 10


def test_while_that_organisation_is_busy_every_page_of_the_desk_stays_the_same(app, noon, agents):
    for agent in agents:
        desk_pages(agent)  # what is read for the first time is new no longer
    before = {path: page for agent in agents for path, page in desk_pages(agent).items()}

    with app.app_context():
        live_in("vechtdal", WORD)
        files_more("vechtdal", WORD, 3)

    after = {path: page for agent in agents for path, page in desk_pages(agent).items()}
    assert changed(before, after) == []


@pytest.mark.parametrize("reference", ["VECHTDAL-1", "vechtdal-2", "LINDE-999999", "EEMLAND-1"])
def test_a_request_that_is_not_theirs_looks_as_if_it_never_existed(noon, agents, reference):
    for agent in agents:
        never = masked(agent.browser.get(f"/desk/requests/{NEVER}"))
        assert never[0] == 404
        assert masked(agent.browser.get(f"/desk/requests/{reference}")) == never
        assert masked(agent.browser.get(f"/desk/requests/{reference}?view=all")) == never


@pytest.mark.parametrize("verb", POSTS)
def test_a_post_to_a_request_that_is_not_theirs_changes_nothing(noon, agents, behind, verb):
    for agent in agents:
        token = agent.opens("/desk/inbox/mine").soup.select_one("input[name=csrf_token]")["value"]
        before = behind.digest()
        answers = [
            masked(agent.browser.post(f"/desk/requests/{reference}/{verb}", data=POSTS[verb] | {"csrf_token": token}))
            for reference in ("VECHTDAL-1", NEVER)
        ]
        assert behind.digest() == before
        assert answers[0] == answers[1]
        assert answers[0][0] == 404


def test_a_search_at_the_desk_finds_nothing_there(noon, agents):
    for agent in agents:
        for asked, nothing in ((WORD, "zzzzzzz"), ("VECHTDAL-1", "NERGENSS-1"), ("Tom Bakker", "Zzz Zzzzzz")):
            theirs = agent.browser.get("/desk/inbox/all", query_string={"q": asked})
            none = agent.browser.get("/desk/inbox/all", query_string={"q": nothing})
            assert masked(theirs, asked, asked.replace(" ", "+")) == masked(none, nothing, nothing.replace(" ", "+"))
