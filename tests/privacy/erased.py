"""Erase somebody, as an admin does it on the page."""

from typing import Any

from sqlalchemy import select, update

from portal.privacy import erasing_duties
from portal.privacy.models import Erasure
from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Person
from tenants.organisations import organisation_named, the_service_organisation
from tenants.scope import inside
from tests.players import Page, Player


def called(app: Any, house: str, name: str) -> str:
    """Return the public id of somebody of the directory."""
    with app.app_context(), inside(organisation_named(house) or 0):
        return db.session.scalars(select(Person.public_id).where(Person.name == name)).one()


def page_about(admin: Player, name: str) -> str:
    """Return the address of the page on which somebody is erased."""
    return f"/{admin.house}/org/people/{called(admin.app, admin.house, name)}/erasure"


def erases(admin: Player, name: str, path: str = "", **fields: str) -> Page:
    """Fill in the page and press the button."""
    path = path or page_about(admin, name)
    return admin.posts(path, {"typed": name, "files": "yes"} | fields, on=path)


def is_called(app: Any, email: str, name: str, number: str = "", house: str = "linde") -> None:
    """Give somebody of an organisation another name, and a number, wherever the directory has it."""
    with app.app_context(), inside(organisation_named(house) or the_service_organisation()), write_transaction():
        account = db.session.scalars(select(Account).where(Account.email == email)).one()
        account.name = name
        mine = select(Membership.person_id).where(Membership.account_id == account.id).scalar_subquery()
        person = db.session.scalars(select(Person).where(Person.id == mine)).one()
        person.name, person.personnel_number = name, number or None


def has_address(app: Any, email: str, other: str) -> None:
    """Let an account have another address."""
    with app.app_context(), write_transaction():
        db.session.execute(update(Account).where(Account.email == email).values(email=other))


def dying(app: Any, later: Any, monkeypatch: Any, *, house: str, each: int) -> int:
    """Let workers die at each step of that number until one is done; return how many died. No house is the desk's."""
    steps, died, goes_on = 0, 0, erasing_duties.goes_on

    def dies(*given: Any, **more: Any) -> Any:
        nonlocal steps
        steps += 1
        if steps % each == 0:
            raise KeyboardInterrupt
        return goes_on(*given, **more)

    for lease in range(1, 60):
        with later(minutes=11 * lease), monkeypatch.context() as killing, app.app_context():
            killing.setattr(erasing_duties, "goes_on", dies)
            try:
                erasing_duties.carry_out_erasures()
            except KeyboardInterrupt:
                died += 1
                db.session.rollback()
            db.session.remove()
        with app.app_context(), inside(organisation_named(house) or the_service_organisation()):
            if db.session.scalars(select(Erasure.done_at)).one() is not None:
                break
    return died
