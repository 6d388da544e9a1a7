"""How long somebody stays signed in, and how an account is kept out at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tenants.clock import at
from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Organisation, Session
from tenants.scope import inside
from tests.players import Player, somebody


def change(app, statement):
    """Let an admin, elsewhere, change one row."""
    with app.app_context():
        linde = db.session.scalar(select(Organisation.id).where(Organisation.key == "LINDE"))
        with inside(linde), write_transaction():
            db.session.execute(statement, execution_options={"synchronize_session": False})


def account(email: str):
    return select(Account.id).where(Account.email == email).scalar_subquery()


def test_who_is_busy_stays_signed_in_for_days(bram, noon):
    for hours in range(0, 60, 6):
        with at(noon + timedelta(hours=hours)):
            assert bram.opens("/linde/").status == 200


def test_who_is_away_for_twelve_hours_signs_in_again(app, noon):
    bram = Player(app, somebody("bram"))

    with at(noon + timedelta(hours=11, minutes=59)):
        assert bram.opens("/linde/").status == 200
    with at(noon + timedelta(hours=24)):
        assert bram.opens("/linde/").location.startswith("/signin")


def test_after_thirty_days_even_the_busiest_signs_in_again(app, noon):
    bram = Player(app, somebody("bram"))

    for hours in range(0, 30 * 24, 10):
        with at(noon + timedelta(hours=hours)):
            assert bram.opens("/linde/").status == 200
    with at(noon + timedelta(days=30, minutes=1)):
        assert bram.opens("/linde/").location.startswith("/signin")


def test_the_use_of_a_session_is_noted_once_in_five_minutes(app, noon):
    bram = Player(app, somebody("bram"))

    noted = []
    for minutes in (1, 4, 5, 6, 9, 11):
        with at(noon + timedelta(minutes=minutes)):
            bram.opens("/linde/")
        with app.app_context():
            noted.append(db.session.scalar(select(Session.used_at).order_by(Session.id.desc())))
    minutes = [round((moment - noon).total_seconds() / 60) for moment in noted]
    assert minutes == [0, 0, 5, 5, 5, 11]


@pytest.mark.parametrize(
    "change_of",
    [
        lambda: update(Account).where(Account.email == "bram@linde.example").values(active=False),
        lambda: (
            update(Session).where(Session.account_id == account("bram@linde.example")).values(ended_at=Session.used_at)
        ),
    ],
    ids=["the account is disabled", "the session is ended elsewhere"],
)
def test_the_next_page_asks_to_sign_in(app, bram, samira, change_of):
    assert bram.opens("/linde/").status == 200

    change(app, change_of())

    assert bram.opens("/linde/").location.startswith("/signin")
    assert samira.opens("/linde/").status == 200


def test_who_is_no_member_any_more_finds_nothing_at_once(app, bram):
    ticket = bram.files()

    change(app, update(Membership).where(Membership.account_id == account("bram@linde.example")).values(active=False))

    assert bram.page(ticket).status == 404
    assert bram.opens("/linde/").status == 404
    assert bram.opens("/").location == "/organisations"
    assert "Er is hier nu niets" in bram.opens("/organisations")


def test_who_was_invited_and_has_not_come_yet_cannot_sign_in(app, nobody):
    with app.app_context():
        assert db.session.scalar(select(Account.password_hash).where(Account.email == "pim@linde.example")) is None

    page = nobody.posts("/signin", {"email": "pim@linde.example"}, on="/signin")
    again = nobody.browser.post("/signin", data=page.form("/signin") | {"password": ""})
    assert again.status_code == 422


def test_a_service_admin_finds_no_door_that_leads_nowhere(app):
    ruud = Player(app, somebody("ruud"))

    assert ruud.opens("/").location == "/admin"
    page = ruud.opens("/admin")
    assert page.status == 200
    assert "/desk" not in " ".join(page.links)


def test_signing_in_gives_a_new_session_and_signing_out_ends_it(app, bram):
    held = {cookie.value for cookie in bram.browser._cookies.values()}
    again = Player(app, somebody("bram"))
    assert held.isdisjoint(cookie.value for cookie in again.browser._cookies.values())

    bram.posts("/signout", {}, on="/linde/")

    assert bram.opens("/linde/").location.startswith("/signin")
    assert again.opens("/linde/").status == 200
