"""Whom a publisher can choose, and how many people that is.

An organisation chooses among its roles and units, which forms know by name; the service organisation among roles,
organisations and services.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, Text, and_, bindparam, func, select

from portal.catalogue.addressees import Choice, customers_and_services
from tenants.context import Member
from tenants.database import db
from tenants.models import Membership, Organisation, Person, Unit
from tenants.organisations import all_organisations
from tenants.scope import Scope, inside

from .audience import readers
from .models import Broadcast, BroadcastRead

MOST_NAMES = 300
"""How many names a page of receipts shows; who looks for another one searches."""


def choices(member: Member) -> dict[str, list[Choice]]:
    """Return what this publisher can choose from, by the name of the field."""
    if not member.is_desk:
        units = db.session.execute(select(Unit.id, Unit.name).order_by(Unit.name, Unit.id))
        return {"units": [Choice(row.id, row.name, row.name) for row in units]}
    return customers_and_services()


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people a broadcast is for, in how many organisations, and how many of them read it."""

    people: int
    houses: int
    opened: int
    acknowledged: int


def counted(member: Member, broadcast_id: int) -> Counted:
    """Count whom a broadcast is for."""
    with _reaching(member):
        return Counted(*db.session.execute(_counted(), {"broadcast": broadcast_id}).one())


def by_house(member: Member, broadcast_id: int) -> list[Any]:
    """Return key, name and the counts of each organisation that a broadcast is for, by name."""
    with _reaching(member):
        return list(db.session.execute(_by_house(), {"broadcast": broadcast_id}))


def receipts(member: Member, broadcast_id: int, read: bool, words: str = "", house: str = "") -> list[Any]:
    """Return name, unit and the moment of who said that they read it, or did not, by name; perhaps of one house."""
    statement = _receipts(read, bool(words), bool(house))
    given = {"broadcast": broadcast_id, "words": words, "house": house.upper()}
    with _reaching(member):
        return list(db.session.execute(statement, given))


def _reaching(member: Member):
    """Enter what a publisher's news can reach: their organisation, or that of all customers."""
    reach = frozenset(all_organisations()) if member.is_desk else frozenset({member.organisation_id})
    return inside(Scope(reach, member.organisation_id, member.account_id))


ACKNOWLEDGED = BroadcastRead.acknowledged_at
COUNTS = (
    func.count(Membership.id).label("people"),
    func.count(Membership.organisation_id.distinct()).label("houses"),
    func.count(BroadcastRead.read_at).label("opened"),
    func.count(ACKNOWLEDGED).label("acknowledged"),
)


def _with_reads(statement: Select[Any]) -> Select[Any]:
    theirs = and_(BroadcastRead.broadcast_id == Broadcast.id, BroadcastRead.membership_id == Membership.id)
    return statement.outerjoin(BroadcastRead, theirs)


@cache
def _counted() -> Select[Any]:
    return _with_reads(readers(*COUNTS))


@cache
def _by_house() -> Select[Any]:
    return (
        _with_reads(readers(Organisation.key, Organisation.name, *COUNTS))
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .group_by(Organisation.key, Organisation.name)
        .order_by(Organisation.name, Organisation.key)
    )


@cache
def _receipts(read: bool, searched: bool, one_house: bool) -> Select[Any]:
    at_unit = and_(Unit.organisation_id == Person.organisation_id, Unit.id == Person.unit_id)
    statement = (
        _with_reads(readers(Person.name, Unit.name.label("unit"), ACKNOWLEDGED))
        .outerjoin(Unit, at_unit)
        .where(ACKNOWLEDGED.is_not(None) if read else ACKNOWLEDGED.is_(None))
        .order_by(Person.name, Membership.id)
        .limit(MOST_NAMES)
    )
    if searched:
        statement = statement.where(func.lower(Person.name).contains(func.lower(bindparam("words", type_=Text))))
    if one_house:
        home = select(Organisation.id).where(Organisation.key == bindparam("house", type_=Text)).scalar_subquery()
        statement = statement.where(Membership.organisation_id == home)
    return statement
