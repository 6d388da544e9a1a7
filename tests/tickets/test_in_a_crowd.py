"""Where thousands work and all see each other's requests, a page counts them and names whose part differs."""

import pytest
from sqlalchemy import update

from tenants.database import db, write_transaction
from tenants.models import Organisation
from tenants.permissions import Reach

CROWD = "portal.tickets.audience.NAMED"


@pytest.fixture
def open_house(app):
    """All employees see all requests of their organisation."""
    with app.test_request_context(), write_transaction():
        db.session.execute(update(Organisation).values(employees_see=int(Reach.ORGANISATION)))


def names_on(page) -> str:
    return " ".join(page.soup.select_one(".seen dl").get_text(" ").split())


def test_a_page_names_everybody_where_few_work(open_house, bram, karim):
    page = bram.page(bram.files("Waar staat mijn rooster?"))

    assert "Alle anderen" not in names_on(page)
    assert karim.name in names_on(page)


def test_a_page_counts_the_crowd_and_names_who_has_a_part(open_house, bram, karim, monkeypatch):
    ticket = bram.files("Waar staat mijn rooster?")
    monkeypatch.setattr(CROWD, 1)
    page = bram.page(ticket)

    assert "1 collega" in page.soup.select_one(".seen p").get_text()
    assert "Alle anderen" in names_on(page)
    assert karim.name not in names_on(page)
    assert page.statements <= 7


def test_beyond_a_thousand_a_page_says_more_than_so_many(open_house, bram, monkeypatch):
    ticket = bram.files("Waar staat mijn rooster?")
    monkeypatch.setattr(CROWD, 1)
    monkeypatch.setattr("portal.tickets.audience.COUNTED", 2)

    assert "meer dan" in bram.page(ticket).soup.select_one(".seen p").get_text()


def test_a_confidential_request_names_its_few_readers_however_many_work_there(open_house, bram, karim, monkeypatch):
    monkeypatch.setattr(CROWD, 1)
    page = bram.page(bram.files("Waar staat mijn rooster?", confidential="yes"))

    assert "Alle anderen" not in names_on(page)
    assert karim.name not in names_on(page)
