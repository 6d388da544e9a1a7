"""Two people with one name: what stands beside an id follows the one it is of, and the other keeps what is theirs."""

import pytest
from sqlalchemy import select, update

from portal.drafts.models import Draft
from portal.onboarding.models import AdminApplication
from tenants.database import db, write_transaction
from tenants.models import Account, AddressChange, Invitation, Membership, Person
from tenants.organisations import organisation_named, the_service_organisation
from tenants.roles import Role
from tenants.scope import inside
from tests.onboarding.applying import applies, declines, first_in_queue, without_admin
from tests.people.inviting import invites
from tests.players import Player, somebody
from tests.privacy.erased import erases, is_called
from tests.privacy.test_correcting import handle_of

ONE_NAME, RIGHT = "Zebedeus Quackenbosch", "Zebedeus Quakkelstein"


@pytest.fixture
def two(app, henk, noor, samira, post_office):
    """Henk and Noor, both admins of De Linde and both of one name; each invited, handed over and asked."""
    for first in ("henk", "noor"):
        is_called(app, f"{first}@linde.example", ONE_NAME)
    with app.app_context(), inside(organisation_named("linde") or 0), write_transaction():
        noors = select(Account.id).where(Account.email == "noor@linde.example").scalar_subquery()
        both = frozenset({Role.EMPLOYEE, Role.ADMIN})
        db.session.execute(update(Membership).where(Membership.account_id == noors).values(roles=both))
    post_office.works()
    henk, noor = (Player(app, somebody(first)) for first in ("henk", "noor"))
    for player, house in ((henk, "een"), (noor, "twee")):
        assert invites(player, email=f"{house}@linde.example").status == 303
        path = f"/linde/org/users/{handle_of(app, 'linde', 'bram@linde.example')}/address"
        assert player.posts(path, {"email": f"bram.{house}@linde.example"}, on=path).status == 303
    with app.app_context(), inside(organisation_named("linde") or 0), write_transaction():
        for first in ("henk", "noor"):
            account = db.session.scalars(select(Account.id).where(Account.email == f"{first}@linde.example")).one()
            whose = {"given_by": ONE_NAME, "given_by_id": account}
            mine = db.session.execute(
                select(Membership.person_id, Membership.account_id).where(Membership.account_id == account)
            ).one()
            db.session.add(Draft(person_id=mine.person_id, account_id=_samira(), kind="change", **whose))
    return henk, noor


def _samira() -> int:
    return db.session.scalars(select(Account.id).where(Account.email == "samira@linde.example")).one()


def names(app) -> dict[str, list[str]]:
    """Who is said to have invited, asked and handed over, first Henk and then Noor."""
    with app.app_context(), inside(organisation_named("linde") or 0):
        mails = ("een@linde.example", "twee@linde.example")
        invited = (
            select(Invitation.invited_by)
            .join(Membership, Membership.id == Invitation.membership_id)
            .join(Account, Account.id == Membership.account_id)
            .where(Account.email.in_(mails))
            .order_by(Invitation.id)
        )
        asked = select(AddressChange.asked_by).where(AddressChange.asked_by != "").order_by(AddressChange.id)
        given = select(Draft.given_by).where(Draft.given_by != "").order_by(Draft.id)
        return {
            name: list(db.session.scalars(wanted))
            for name, wanted in {"invited": invited, "asked": asked, "given": given}.items()
        }


def test_a_name_that_is_put_right_changes_on_what_is_theirs_alone(app, two, post_office):
    henk, _noor = two
    assert names(app) == {name: [ONE_NAME, ONE_NAME] for name in ("invited", "asked", "given")}

    assert henk.posts("/account", {"name": RIGHT}, on="/account").status == 303
    post_office.works()

    assert names(app) == {name: [RIGHT, ONE_NAME] for name in ("invited", "asked", "given")}


def test_who_is_erased_is_named_on_nothing_and_the_other_keeps_their_name(app, two, post_office, later):
    _henk, noor = two
    page = erases(noor, ONE_NAME, page_of_henk(app))
    assert page.status == 303, page.text
    post_office.works()

    found = names(app)
    assert {name: both[1] for name, both in found.items()} == dict.fromkeys(found, ONE_NAME)
    assert all(both[0].startswith("Oud-collega") for both in found.values())


def page_of_henk(app) -> str:
    with app.app_context(), inside(organisation_named("linde") or 0):
        henks = select(Account.id).where(Account.email == "henk@linde.example").scalar_subquery()
        person = select(Membership.person_id).where(Membership.account_id == henks).scalar_subquery()
        public = db.session.scalars(select(Person.public_id).where(Person.id == person)).one()
    return f"/linde/org/people/{public}/erasure"


def test_of_two_service_admins_with_one_name_the_decision_follows_the_one_who_took_it(
    app, ruud, marijke, nobody, post_office
):
    is_called(app, "ruud@nova.example", ONE_NAME, house="nova")
    is_called(app, "marijke@nova.example", ONE_NAME, house="nova")
    post_office.works()
    without_admin(app)
    applies(nobody)
    post_office.works()
    declines(ruud, first_in_queue(ruud))

    assert ruud.posts("/account", {"name": RIGHT}, on="/account").status == 303
    post_office.works()
    assert decided_by(app) == RIGHT

    is_called(app, "marijke@nova.example", RIGHT, house="nova")
    assert marijke.posts("/account", {"name": "Marijke Anders"}, on="/account").status == 303
    post_office.works()
    assert decided_by(app) == RIGHT


def decided_by(app) -> str:
    with app.app_context(), inside(the_service_organisation()):
        return db.session.scalars(select(AdminApplication.decided_by)).one()
