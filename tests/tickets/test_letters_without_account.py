"""Mails to somebody who has no account."""

import pytest

from tenants.database import db, write_transaction
from tenants.models import Person
from tenants.scope import inside
from tests.notices.reading import (
    follows,
    house_id,
    is_for,
    person_id,
)


@pytest.fixture
def ria_has_an_address(app):
    with app.app_context(), inside(house_id("linde")), write_transaction():
        db.session.get_one(Person, person_id("ria")).email = "ria@linde.example"


@pytest.mark.usefixtures("ria_has_an_address")
def test_who_has_no_account_can_say_how_it_went_and_is_shown_no_closed_doors(app, samira, desk, newest):
    ticket = samira.files("Pasje van Ria")
    is_for(app, ticket, "ria")
    desk.resolves(ticket, "Het pasje werkt.")

    mail = newest("ria")

    assert "Het pasje werkt." in mail
    assert len(mail.links) == 2
    assert all(link.startswith("http://localhost/rate/linde.") for link in mail.links)


@pytest.mark.usefixtures("ria_has_an_address")
def test_who_has_no_account_gets_no_mail_as_a_follower_nor_about_a_confidential_request(app, samira, desk, post_office):
    followed = samira.files("Pasje")
    follows(app, followed, "ria")
    secret = samira.files("Gesprek", confidential="y")
    is_for(app, secret, "ria")
    for ticket in (followed, secret):
        desk.answers(ticket)

    assert post_office.mails("ria") == []


def test_who_was_invited_and_has_not_come_is_a_person_of_the_directory(app, samira, desk, newest):
    ticket = samira.files("Rooster van Pim")
    is_for(app, ticket, "pim")
    desk.answers(ticket)

    assert newest("pim").links == []
