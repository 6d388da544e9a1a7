"""The first step of an installation: the service organisation, and somebody who may set up the rest."""

from flask import current_app
from sqlalchemy import select

from portal.admin.rules import folded_key, is_reserved
from portal.signin.addresses import folded_address
from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.database import db
from tenants.keys import reserved
from tenants.models import Account, Membership, Organisation, Person
from tenants.roles import Role
from tenants.scope import inside

EVERYTHING = frozenset({Role.SERVICE_ADMIN, Role.LEAD, Role.AGENT})


class CannotFound(RuntimeError):
    """There is somebody already, or what was given cannot be used; the message says which."""


def found(key: str, address: str, name: str, language: str, password_hash: str) -> Organisation:
    """Add the service organisation with its first admin.

    Raises CannotFound once there is one: from then on people are let in on the pages. A customer that was brought in
    from another installation may be there before.
    """
    if db.session.scalar(select(Organisation.id).where(Organisation.is_service_organisation)) is not None:
        raise CannotFound("there is a service organisation already; people are let in by those who are in it")
    organisation = Organisation(
        key=_usable_key(key), name=current_app.config["SERVICE_NAME"], language=language, is_service_organisation=True
    )
    account = Account(email=_new(_usable(address)), name=name, language=language, password_hash=password_hash)
    db.session.add_all((organisation, account))
    db.session.flush()
    with inside(organisation.id):
        person = Person(name=name, email=account.email)
        db.session.add(person)
        db.session.flush()
        db.session.add(Membership(person_id=person.id, account_id=account.id, roles=EVERYTHING, joined_at=now()))
        leave_trail("organisation.added", organisation, by=None)
        db.session.flush()
    return organisation


def _usable_key(key: str) -> str:
    folded = folded_key(key)
    if not folded or is_reserved(folded, reserved(current_app.url_map)):
        raise CannotFound(f"{key} cannot be a short name: 2 to 12 letters and digits, and no word of an address")
    if db.session.scalar(select(Organisation.id).where(Organisation.key == folded)) is not None:
        raise CannotFound(f"{key} is the short name of a customer")
    return folded


def _usable(address: str) -> str:
    folded = folded_address(address)
    if not folded:
        raise CannotFound(f"{address} is no e-mail address")
    return folded


def _new(address: str) -> str:
    if db.session.scalar(select(Account.id).where(Account.email == address)) is not None:
        raise CannotFound(f"{address} is of somebody of a customer already")
    return address
