"""What no mail tells of a confidential request."""

from sqlalchemy import select

from portal.tickets.models import RatingLink
from tenants.database import db
from tenants.scope import inside
from tests.notices.reading import (
    Desk,
    follows,
    house_id,
    read,
)

SECRET = "zeegroen"


def test_no_mail_tells_what_a_confidential_request_is_about(bram, desk, post_office, noon, later):
    ticket = bram.files(f"Over {SECRET}", f"Mijn collega {SECRET}.", confidential="y")
    desk.comments(ticket, SECRET)
    desk.answers(ticket, SECRET)
    desk.moves(ticket, "bi", SECRET)
    desk.asks(ticket, SECRET)
    with later(days=8):
        post_office.works()
        desk.resolves(ticket, SECRET)
        bram.signs_in()
        bram.rates(ticket, "dissatisfied", SECRET)
        Desk(desk.app, "marijke").makes_good(ticket, SECRET)
        mails = [read(mail) for mail in post_office.mails("bram")]

    assert len(mails) == 8
    for mail in mails:
        assert SECRET not in f"{mail.subject} {mail.text} {mail.html} {mail.links}".lower()
        assert mail.subject in ("Er is nieuws over je aanvraag (LINDE-1)", "There is news about your request (LINDE-1)")
        assert mail.links == ["http://localhost/linde/requests/1"]


def test_a_mail_to_a_follower_of_a_confidential_request_names_nobody(app, bram, desk, newest, noon):
    ticket = bram.files(f"Over {SECRET}", confidential="y")
    follows(app, ticket, "samira")
    desk.asks(ticket, SECRET)

    mail = newest("samira")

    for name in ("Bram", "Kuipers", "Joost", SECRET):
        assert name not in mail


def test_no_link_opens_a_confidential_request_without_signing_in(app, bram, desk, newest, noon):
    desk.resolves(bram.files(confidential="y"))

    assert not [link for link in newest("bram").links if "/rate/" in link]
    with app.app_context(), inside(house_id("linde")):
        assert db.session.scalars(select(RatingLink)).all() == []
