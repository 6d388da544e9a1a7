"""Erase somebody, as an admin does it on the page."""

from typing import Any

from sqlalchemy import select, update

from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Person
from tenants.organisations import organisation_named
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


def is_called(app: Any, email: str, name: str, number: str = "") -> None:
    """Give somebody of De Linde another name, and a number, wherever the directory has it."""
    with app.app_context(), inside(organisation_named("linde") or 0), write_transaction():
        account = db.session.scalars(select(Account).where(Account.email == email)).one()
        account.name = name
        mine = select(Membership.person_id).where(Membership.account_id == account.id).scalar_subquery()
        person = db.session.scalars(select(Person).where(Person.id == mine)).one()
        person.name, person.personnel_number = name, number or None


def has_address(app: Any, email: str, other: str) -> None:
    """Let an account have another address."""
    with app.app_context(), write_transaction():
        db.session.execute(update(Account).where(Account.email == email).values(email=other))
