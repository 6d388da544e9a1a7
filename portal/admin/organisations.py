"""Set up an organisation that is a customer: its name, key, number, language and services."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError

from portal.audit.looking_in import expect_look_in
from portal.catalogue.models import Service, Subscription
from portal.tickets.models import Ticket
from portal.trail.verbs import leave_trail
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid, NotFound, NotNow
from tenants.guard import ask
from tenants.members import invite_first_admin
from tenants.models import Membership, Organisation
from tenants.organisations import organisation_named
from tenants.permissions import Action
from tenants.scope import inside
from tenants.writing import add_unless_there


@dataclass(frozen=True, slots=True)
class Given:
    """What the service organisation says of a customer. `key` is in upper case; `services` are slugs."""

    name: str
    key: str
    customer_number: str
    language: str
    services: frozenset[str]


def add_organisation(member: Member, given: Given) -> Organisation:
    """Add a customer. Raises Invalid when another has its key or its customer number."""
    ask(member, Action.ADMINISTER)
    _expect_own_number(given, but=0)
    if db.session.scalar(select(exists().where(Organisation.key == given.key))):
        raise _key_taken()
    row = Organisation(key=given.key, version=0)
    db.session.add(row)
    return _fill(member, row, given, "organisation.added")


def change_organisation(member: Member, key: str, version: int, given: Given) -> Organisation:
    """Change a customer. Its key stays once it has requests, because their numbers begin with it.

    Raises NotFound, NotNow when somebody else changed it since `version`, Invalid as for a new one, Forbidden for who
    has not said why they look in.
    """
    ask(member, Action.ADMINISTER)
    home = organisation_named(key)
    if home is None:
        raise NotFound
    expect_look_in(member, home)  # before the row is there: another scope forgets what was loaded
    row = db.session.scalars(select(Organisation).where(Organisation.id == home).with_for_update()).one()
    if row.version != version:
        raise NotNow(_("Somebody has just changed this. Your text is still here."))
    _expect_own_number(given, but=row.id)
    if given.key != row.key:
        with inside(row.id):
            used = db.session.scalar(select(exists(select(Ticket.id))))
        if used:
            raise Invalid("code", _("There are requests with this short name in their number. It cannot change."))
        db.session.add(row)
        row.key = given.key
    return _fill(member, row, given, "organisation.changed")


def invite_admin(member: Member, key: str, address: str, name: str, language: str) -> Membership:
    """Invite the first admin of a customer. Raises as changing it does; NotNow when it has one."""
    ask(member, Action.ADMINISTER)
    row = db.session.scalar(
        select(Organisation).where(Organisation.key == key.upper(), ~Organisation.is_service_organisation)
    )
    if row is None:
        raise NotFound
    expect_look_in(member, row.id)
    with inside(row.id):
        return invite_first_admin(member, row, address, name, language)


def _expect_own_number(given: Given, but: int) -> None:
    if not given.customer_number:
        return
    has = (Organisation.customer_number == given.customer_number, Organisation.id != but)
    if other := db.session.scalar(select(Organisation.name).where(*has).limit(1)):
        raise Invalid("customer_number", _("%(name)s has this customer number already", name=other))


def _fill(member: Member, row: Organisation, given: Given, what: str) -> Organisation:
    row.name, row.customer_number, row.language = given.name, given.customer_number, given.language
    row.version += 1
    try:
        db.session.flush()
    except IntegrityError:  # another took the key at this very moment
        raise _key_taken() from None
    with inside(row.id):
        _subscribe(given.services)
        leave_trail(what, row, by=member, version=row.version)
    return row


def _subscribe(slugs: frozenset[str]) -> None:
    """Let the organisation in scope have these services and no others; what it asked about others stays."""
    chosen = set(db.session.scalars(select(Service.id).where(Service.slug.in_(slugs))))
    db.session.execute(
        delete(Subscription).where(Subscription.service_id.not_in(chosen)),
        execution_options={"synchronize_session": False},
    )
    for service_id in sorted(chosen):
        add_unless_there(Subscription, {"service_id": service_id})


def _key_taken() -> Invalid:
    return Invalid("code", _("Another organisation has this short name"))
