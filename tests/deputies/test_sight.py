"""A deputy sees the team of who is away, for as long as it lasts and not a moment longer: everywhere at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.outbox.verbs import post
from portal.tickets.models import Entry, Ticket
from tenants.clock import at
from tenants.clock import now as the_time
from tenants.database import db, write_transaction
from tenants.models import Organisation, Person
from tenants.permissions import Reach
from tenants.scope import inside
from tests.deputies.standing_in import ends, names
from tests.files.pictures import PDF
from tests.files.test_sending_files import fetch, upload
from tests.files.test_serving_files import address
from tests.listing.test_export import taken
from tests.people.inviting import changes

WORDS = "Zandloper"


@pytest.fixture(autouse=True)
def team_only(app):
    """Managers see their team only, so that what a deputy sees comes from the team."""
    with app.app_context(), write_transaction():
        db.session.execute(update(Organisation).values(managers_see=int(Reach.TEAM)))


def seen_at(player, ticket) -> set[bool]:
    """Say whether somebody sees a request: its page, the list, search, the suggestions, the file of the list."""
    house = f"/{player.house}"
    listed = player.opens(f"{house}/requests?scope=team")
    return {
        player.sees(ticket),
        WORDS in listed,
        f"{WORDS} in het rooster" in player.lists("team", q=WORDS.lower()),
        "in het rooster" in player.opens(f"{house}/search/suggest?q={WORDS}").html,
        WORDS in taken(player, "scope=team").html,
    }


def test_a_deputy_sees_the_team_everywhere_and_only_while_it_lasts(henk, anneke, bram, karim):
    ticket = bram.files(f"{WORDS} in het rooster")
    assert not karim.sees(ticket)

    assert names(anneke, "Karim Bouali", henk).status == 303

    assert seen_at(karim, ticket) == {True}
    assert "Karim Bouali" in bram.page(ticket).html
    with at(the_time() + timedelta(days=8)):
        karim.signs_in()
        assert not karim.sees(ticket)
        assert WORDS not in karim.opens("/linde/requests")
        bram.signs_in()
        assert "Karim Bouali" not in bram.page(ticket)


def test_ending_it_takes_sight_away_at_once_with_the_files_and_the_mail(henk, anneke, bram, karim, post_office, app):
    ticket = bram.files(f"{WORDS} in het rooster", files=[upload(PDF, "brief.pdf")])
    names(anneke, "Karim Bouali", henk)
    letter = address(karim, ticket, "brief.pdf")
    assert fetch(karim, letter).status_code == 200

    assert ends(anneke).status == 303

    assert not karim.sees(ticket)
    assert fetch(karim, letter).status_code == 404
    assert WORDS not in taken(karim, "scope=organisation").html
    assert "in het rooster" not in karim.opens(f"/linde/search/suggest?q={WORDS}").html
    told = mails_karim(app, ticket)
    assert told(post_office) == 0


def test_a_coming_deputy_sees_nothing_yet(henk, anneke, bram, karim):
    ticket = bram.files(f"{WORDS} in het rooster")

    names(anneke, "Karim Bouali", henk, first=2)

    assert not karim.sees(ticket)
    with at(the_time() + timedelta(days=3)):
        karim.signs_in()
        assert karim.sees(ticket)


def test_a_deputy_does_what_the_table_gives_a_manager_for_the_team_and_no_more(henk, anneke, bram, karim, samira, app):
    ticket, other = bram.files(), samira.files("Iets van de andere afdeling")
    assert karim.replies(ticket, "Ik kijk mee.").status == 404
    names(anneke, "Karim Bouali", henk)

    assert karim.replies(ticket, "Ik kijk mee.").status == 303
    assert filed_for(karim, public_id_of(app, "Ria Smit")) == 303
    assert filed_for(karim, public_id_of(app, "Noor de Graaf")) == 404
    assert not karim.sees(other)
    assert karim.opens("/linde/deputies/me").status == 403
    assert karim.opens("/linde/org/users").status == 403


def test_a_confidential_request_is_not_the_deputys(henk, anneke, bram, karim):
    secret = bram.files("Mijn ziekmelding", confidential="y")

    names(anneke, "Karim Bouali", henk)

    assert not karim.sees(secret)


def test_a_deputy_of_a_deputy_does_not_reach_the_team(henk, anneke, bram, karim, noor):
    ticket = bram.files()
    changes(henk, "Karim Bouali", roles=["manager"])
    karim.signs_in()
    names(anneke, "Karim Bouali", henk)
    changes(henk, "Noor de Graaf", roles=[])
    noor.signs_in()

    assert names(karim, "Noor de Graaf", henk).status == 303

    assert karim.sees(ticket)
    assert not noor.sees(ticket)


def test_changing_the_manager_of_somebody_changes_what_a_deputy_sees_and_never_the_history(henk, anneke, bram, karim):
    ticket = bram.files(f"{WORDS} in het rooster")
    names(anneke, "Karim Bouali", henk)
    assert karim.replies(bram.files("Een andere vraag"), "Ik kijk mee.").status == 303
    before = said_on(bram.page(ticket))
    assert karim.sees(ticket)

    assert changes(henk, "Bram Kuipers", manager="").status == 303

    assert not karim.sees(ticket)
    assert not anneke.sees(ticket)
    assert said_on(bram.page(ticket)) == before


def test_moving_somebody_to_another_unit_leaves_their_requests_where_they_are(henk, bram, karim, app):
    with app.app_context(), write_transaction():
        db.session.execute(update(Organisation).values(employees_see=int(Reach.UNIT)))
    ticket = bram.files(f"{WORDS} in het rooster")
    assert not karim.sees(ticket)

    assert changes(henk, "Bram Kuipers", unit="Zuid").status == 303

    assert karim.sees(ticket)
    assert f"{WORDS} in het rooster" in karim.lists("organisation")
    assert ticket.reference in bram.page(ticket).text


def test_who_is_no_manager_any_more_has_no_deputy(henk, anneke, bram, karim):
    ticket = bram.files()
    names(anneke, "Karim Bouali", henk)

    assert changes(henk, "Anneke de Boer", roles=[]).status == 303

    assert not karim.sees(ticket)


def said_on(page) -> list[str]:
    return [one.get_text(" ") for one in page.soup.select(".msg, .ev, h1, .ref")]


def filed_for(player, person: str) -> int:
    fields = {"for": "other", "whom": person, "subject": "Voor een ander", "note": "Een vraag."}
    return player.tries("question", **fields).status


def mails_karim(app, ticket):
    """Write Karim a mail about a request; return what counts those that left."""
    with app.app_context():
        linde = db.session.scalars(select(Organisation.id).where(Organisation.key == "LINDE")).one()
        with inside(linde), write_transaction():
            row = db.session.scalars(select(Ticket).where(Ticket.number == ticket.number)).one()
            entry = db.session.scalars(select(Entry.id).where(Entry.ticket_id == row.id).order_by(Entry.id)).first()
            person = db.session.scalars(select(Person.id).where(Person.name == "Karim Bouali")).one()
            post("watching", linde, person, row.id, entry)
        db.session.remove()
    return lambda office: sum(WORDS in subject for subject in office.subjects("karim"))


def public_id_of(app, name: str) -> str:
    with app.app_context():
        linde = db.session.scalars(select(Organisation.id).where(Organisation.key == "LINDE")).one()
        with inside(linde):
            found = db.session.scalars(select(Person.public_id).where(Person.name == name)).one()
        db.session.remove()
    return found
