"""A name that was wrong is right everywhere afterwards, but in what people wrote with it."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.notices.posting import mail_folder
from portal.notices.sending import send_due
from portal.personal import PARTS
from portal.privacy import correcting_duties
from tenants.correcting import Correction
from tenants.database import db
from tenants.models import Account, Membership, Person
from tenants.organisations import organisation_named
from tenants.privacy import named_columns
from tenants.scope import inside
from tests.drafts.test_drafts import saves
from tests.players import Page, Player, somebody
from tests.privacy.erased import called, has_address, is_called
from tests.privacy.everything import where_it_stands

WRONG, RIGHT, NUMBER = "Zebedeus Quackenbosch", "Zebedeus Quakkelstein", "PX40917"
WORDS = "Kwikstaartje"


def follows() -> set[str]:
    return {f"{table}.{column}" for part in PARTS for table, column in named_columns(part.follows)}


def stays() -> set[str]:
    every = (columns for part in PARTS for columns in part.stays.values())
    return {f"{table}.{column}" for columns in every for table, column in named_columns(columns)}


@pytest.fixture
def misspelt(app, bram, post_office) -> Player:
    """Somebody of De Linde whose name nobody else has."""
    is_called(app, "bram@linde.example", WRONG, NUMBER)
    has_address(app, "bram@linde.example", "z@linde.example")
    post_office.works()
    bram.browser = Player(app, None).browser
    bram.one = replace(somebody("bram"), name=WRONG, email="z@linde.example")
    bram.signs_in()
    return bram


@pytest.fixture
def lived(app, misspelt, samira, joost, anneke, henk, post_office):
    """What they do, what is done for them, and what others write of them."""
    mine = misspelt.files(f"Vraag over {WORDS}", f"Groet, {WRONG}.")
    joost.answers(mine, f"Dag {WRONG}.")
    misspelt.replies(mine, "Dank.")
    public = called(app, "linde", WRONG)
    theirs = samira.files(f"Hulp bij {WORDS}", "Zonder naam.", **{"for": public})
    listed = samira.files(f"Lijst van {WORDS}", "Zonder naam.", **{"for": "several", "for_numbers": f"{NUMBER} 20533"})
    watched = samira.files(f"Meekijken met {WORDS}", "Zonder naam.")
    samira.acts(watched, "watchers", watchers=public)
    saves(misspelt, subject=f"Concept van {WRONG}", note="half")
    return mine, theirs, listed, watched


def handle_of(app: Any, house: str, email: str) -> str:
    with app.app_context(), inside(organisation_named(house) or 0):
        whose = select(Account.id).where(Account.email == email).scalar_subquery()
        return db.session.scalars(select(Membership.handle).where(Membership.account_id == whose)).one()


def puts_right(henk: Player, name: str = RIGHT, **fields: Any) -> Page:
    path = f"/linde/org/users/{handle_of(henk.app, 'linde', 'z@linde.example')}"
    return henk.posts(path, {"name": name} | fields, on=path)


def without_index(places: list[str]) -> set[str]:
    return {place for place in places if not place.startswith("search_")}


def test_after_a_correction_the_wrong_name_stands_only_where_the_registry_says_why(app, henk, lived, post_office):
    before = set(where_it_stands(app, WRONG, "quackenbosch"))
    assert {"ticket.filed_by_name", "ticket_person.name", "entry.author_name", "entry.detail", "account.name"} <= before

    assert puts_right(henk).status == 303
    post_office.works()

    left = without_index(where_it_stands(app, WRONG, "quackenbosch"))
    assert left
    assert left - stays() == set()
    assert {"ticket.filed_by_name", "ticket.filed_for_name", "ticket_person.name", "entry.detail"} <= set(
        where_it_stands(app, RIGHT)
    )


def test_requests_are_found_by_the_right_name_and_no_more_by_the_wrong_one(samira, henk, lived, post_office):
    _mine, theirs, _listed, _watched = lived
    both = {f"Hulp bij {WORDS}", f"Lijst van {WORDS}"}
    assert both <= set(samira.lists(q="Quackenbosch"))

    puts_right(henk)
    post_office.works()

    assert both <= set(samira.lists(q="Quakkelstein"))
    assert not both & set(samira.lists(q="Quackenbosch"))
    assert RIGHT in samira.page(theirs).text


def test_what_people_wrote_stays_as_they_wrote_it(henk, samira, lived, post_office):
    puts_right(henk)
    post_office.works()

    page = samira.page(lived[0]).text

    assert f"Groet, {WRONG}." in page
    assert f"Dag {WRONG}." in page


def test_a_personnel_number_is_right_on_the_lists_of_requests_too(app, henk, lived, post_office):
    assert puts_right(henk, personnel_number="PX40971").status == 303
    post_office.works()

    assert without_index(where_it_stands(app, NUMBER)) == set()
    assert "ticket_person.number" in where_it_stands(app, "PX40971")


def test_somebody_who_corrects_their_own_name_has_it_everywhere(app, misspelt, lived, post_office):
    assert misspelt.posts("/account", {"name": RIGHT}, on="/account").status == 303
    post_office.works()

    assert without_index(where_it_stands(app, WRONG)) - stays() == set()


def test_mail_that_waits_says_the_right_name(app, henk, misspelt, joost, samira, post_office, later):
    ticket = samira.files("Hulp", "Zonder naam.", **{"for": called(app, "linde", WRONG)})
    with app.app_context():
        send_due()
        before = set(mail_folder().glob("*.eml"))
    misspelt.replies(ticket, "Er is meer.")
    puts_right(henk)
    with later(minutes=5), app.app_context():
        correcting_duties.carry_out_corrections()
        send_due()
        texts = [
            message_from_bytes(path.read_bytes(), policy=default)
            for path in mail_folder().glob("*.eml")
            if path not in before
        ]

    assert any("Quakkelstein" in str(mail) for mail in texts)
    assert not any("Quackenbosch" in str(mail) for mail in texts)


def test_a_name_of_the_desk_is_right_at_every_customer(app, joost, lived, post_office):
    joost.takes(lived[1])
    assert joost.posts("/account", {"name": RIGHT}, on="/account").status == 303
    post_office.works()

    assert {"ticket.assignee_name", "entry.author_name", "entry.detail"} <= set(where_it_stands(app, RIGHT))
    left = without_index(where_it_stands(app, "Joost Bakker"))
    assert left - stays() == set()


def test_an_account_of_two_organisations_keeps_the_name_its_owner_gave(app, come, dewi, post_office):
    karin = come("karin", "vechtdal")
    path = f"/eemland/org/users/{handle_of(app, 'eemland', 'karin@eemland.example')}"

    assert dewi.posts(path, {"name": "Karin Anders"}, on=path).status == 303
    post_office.works()

    assert karin.opens("/account").form("/account")["name"] == karin.name
    assert "Karin Anders" in dewi.opens("/eemland/org/users").text


def test_a_namesake_keeps_what_is_theirs(app, henk, misspelt, samira, post_office):
    is_called(app, "noor@linde.example", WRONG)
    ticket = samira.files("Van een naamgenoot", "Zonder naam.")
    puts_right(henk)
    post_office.works()

    assert RIGHT in where_names(app)
    assert WRONG in where_names(app)
    assert samira.sees(ticket)


def where_names(app) -> list[str]:
    with app.app_context(), inside(organisation_named("linde") or 0):
        return list(db.session.scalars(select(Person.name)))


def test_a_worker_that_dies_leaves_the_rest_for_the_next(app, henk, lived, monkeypatch, post_office, later):
    puts_right(henk)
    with monkeypatch.context() as dying, app.app_context():
        dying.setattr(correcting_duties, "_places", lambda _claimed: 1 / 0)
        assert correcting_duties.carry_out_corrections() == 0
    with app.app_context(), inside(organisation_named("linde") or 0):
        assert db.session.scalar(select(func.count(Correction.id))) == 1

    with later(minutes=11):
        post_office.works()

    assert without_index(where_it_stands(app, WRONG)) - stays() == set()
    with app.app_context(), inside(organisation_named("linde") or 0):
        assert db.session.scalar(select(func.count(Correction.id))) == 0


def test_only_an_admin_puts_a_colleague_right(app, henk, samira, misspelt, dewi):
    handle = handle_of(app, "linde", "z@linde.example")
    for other, refused in ((samira, 403), (misspelt, 403), (dewi, 404)):
        assert other.sends(f"/linde/org/users/{handle}", {"name": RIGHT}).status == refused


def test_who_cannot_put_something_right_reads_whom_to_ask(app, misspelt, henk, dewi, come):
    page = misspelt.opens("/account")

    assert NUMBER in page.text
    assert "Klopt hier iets niet wat je zelf niet kunt wijzigen? Vraag het aan: Henk Visser" in page.text
    assert "mailto:henk@linde.example" in page.links
    assert dewi.name not in page.text
    assert "mailto:henk@linde.example" not in henk.opens("/account").links


def test_who_is_in_two_organisations_reads_it_of_both(come, dewi, henk):
    page = come("karin", "vechtdal").opens("/account")

    assert dewi.name in page.text
    assert henk.name not in page.text
