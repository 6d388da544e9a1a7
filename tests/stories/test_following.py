"""Colleagues who follow a request: found by their name, told by mail, and named before they see anything."""

import pytest
from sqlalchemy import select, update

from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Organisation, Person
from tenants.scope import inside
from tests.players import Page


def called(app, name: str, house: str = "LINDE") -> str:
    """Return what forms call somebody."""
    with app.app_context():
        home = db.session.scalars(select(Organisation.id).where(Organisation.key == house)).one()
        with inside(home):
            return db.session.scalars(select(Person.public_id).where(Person.name == name)).one()


def looked(player, ticket, words):
    page = Page(
        player.browser.post(
            f"{ticket.path}/watchers?look=watchers",
            data=player.page(ticket).form(f"{ticket.path}/watchers") | {"find_watcher": words},
        )
    )
    assert page.status == 200
    return [one.find_next("b").text for one in page.soup.select("[name=watchers]")]


def test_watchers_chosen_while_filing_are_told_and_see_it(app, bram, karim, post_office):
    ticket = bram.files("Rooster van het team", watchers=called(app, "Karim Bouali"))

    assert karim.sees(ticket)
    assert "Rooster van het team" in karim.lists("mine")
    subject = f"Bram Kuipers laat je meekijken: Rooster van het team ({ticket.reference})"
    assert subject in post_office.subjects("karim@")
    assert "Karim Bouali" in bram.page(ticket)
    assert karim.replies(ticket, "Ik ook.").status == 303
    assert karim.withdraws(ticket).status == 403


def test_a_watcher_added_on_the_page_is_told_once(app, bram, karim, post_office):
    ticket = bram.files("Rooster van het team")
    assert not karim.sees(ticket)

    for _time in range(2):
        assert bram.acts(ticket, "watchers", watchers=called(app, "Karim Bouali")).status == 303
    assert karim.sees(ticket)
    assert len([one for one in post_office.subjects("karim@") if "laat je meekijken" in one]) == 1
    assert bram.page(ticket).text.count("laat Karim Bouali meekijken") == 1


def test_a_watcher_who_stops_does_not_see_it_any_more(app, bram, karim, joost, post_office):
    ticket = bram.files("Rooster van het team", watchers=called(app, "Karim Bouali"))
    post_office.works()

    answer = karim.acts(ticket, "following", follow="no")
    assert (answer.status, answer.location) == (303, "/linde/requests")
    assert not karim.sees(ticket)
    joost.answers(ticket)
    assert not any("Joost" in subject for subject in post_office.subjects("karim@"))
    assert karim.acts(ticket, "following", follow="no").status == 404


# Who adds watchers to whose request, by hand: employee, watcher, manager of the filer, of nobody, professional, admin.
def test_who_may_add_watchers(app, bram, karim, anneke, noor, henk, tom, joost):
    ticket = bram.files("Rooster van het team")
    noor_is = called(app, "Noor de Graaf")
    for player, status in ((bram, 303), (anneke, 303), (noor, 303), (henk, 403), (karim, 404), (tom, 404)):
        assert player.sends(f"{ticket.path}/watchers", {"watchers": noor_is}).status == status, player.name
        offered = "Laat iemand meekijken" in player.page(ticket).html
        assert offered is (status == 303), player.name
    bram.acts(ticket, "watchers", watchers=called(app, "Karim Bouali"))
    assert karim.sends(f"{ticket.path}/watchers", {"watchers": noor_is}).status == 403
    elsewhere = karim.files("Vraag van Zuid")
    assert anneke.sends(f"{elsewhere.path}/watchers", {"watchers": noor_is}).status == 403


def test_watchers_are_found_by_name_only_among_who_can_sign_in(app, bram, come):
    ticket = bram.files()

    assert looked(bram, ticket, "bouali") == ["Karim Bouali"]
    assert looked(bram, ticket, "bo") == []
    assert looked(bram, ticket, "20533") == []
    assert looked(bram, ticket, "smit") == []  # no account
    assert looked(bram, ticket, "hendriks") == []  # invited, not yet come
    assert looked(bram, ticket, "bakker") == []  # of another organisation
    found = bram.browser.post(
        f"{ticket.path}/watchers?look=watchers",
        data=bram.page(ticket).form(f"{ticket.path}/watchers") | {"find_watcher": "bouali"},
        headers={"X-Part": "1"},
    ).get_data(as_text=True)
    assert "Zuid" in found
    assert "20533" not in found
    assert "karim@" not in found


def test_at_most_eight_are_shown(app, bram):
    with app.app_context():
        home = db.session.scalars(select(Organisation.id).where(Organisation.key == "LINDE")).one()
        with inside(home), write_transaction():
            for place in range(12):
                person = Person(name=f"Zoekbaar {place:02}")
                account = Account(email=f"z{place}@linde.example", name=person.name)
                db.session.add_all([person, account])
                db.session.flush()
                roles = db.session.scalars(select(Membership.roles).limit(1)).one()
                db.session.add(Membership(person_id=person.id, account_id=account.id, roles=roles, joined_at=now()))
        db.session.remove()
    ticket = bram.files()

    assert looked(bram, ticket, "zoekbaar") == [f"Zoekbaar {place:02}" for place in range(8)]
    assert looked(bram, ticket, "zoekbaar 11") == ["Zoekbaar 11"]


@pytest.mark.parametrize("stranger", ["Ria Smit", "Pim Hendriks", "Tom Bakker", "nobody", "20533", "\x00"])
def test_who_cannot_be_found_cannot_be_added_and_looks_like_nobody(app, bram, stranger):
    house = "VECHTDAL" if stranger == "Tom Bakker" else "LINDE"
    id_ = called(app, stranger, house) if " " in stranger else stranger
    ticket = bram.files()

    assert bram.acts(ticket, "watchers", watchers=id_).status == 404
    assert bram.tries_to_file("Een vraag", "Mijn vraag", watchers=id_).status == 404


def test_somebody_whose_account_is_switched_off_is_not_found(app, bram):
    ticket, karim = bram.files(), called(app, "Karim Bouali")
    with app.app_context(), write_transaction():
        off = update(Account).where(Account.email == "karim@linde.example").values(active=False)
        db.session.execute(off, execution_options={"synchronize_session": False})

    assert looked(bram, ticket, "bouali") == []
    assert bram.acts(ticket, "watchers", watchers=karim).status == 404


def test_nobody_chosen_is_said_in_words(bram):
    page = bram.acts(bram.files(), "watchers")

    assert page.status == 422
    assert page.errors == ["Kies wie er meekijkt"]


def test_the_form_says_that_a_watcher_will_see_a_confidential_request(app, bram, karim, noor):
    path = "/linde/new/question/planning"
    fields = bram.opens(path).form("") | {"confidential": "y", "watchers": called(app, "Karim Bouali")}

    page = Page(bram.browser.post(f"{path}?look=seen", data=fields))

    assert "Karim Bouali" in page.soup.select_one(".if-secret").text
    assert "Noor de Graaf" not in page.soup.select_one(".if-secret").text
    ticket = bram.files("Geheim", confidential="y", watchers=called(app, "Karim Bouali"))
    assert karim.sees(ticket)
    assert not noor.sees(ticket)
    assert "al is die vertrouwelijk" in bram.page(ticket)
