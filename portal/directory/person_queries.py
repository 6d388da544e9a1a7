"""Everybody in the directory, with and without an account, as its admins read of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from portal.web.around import beyond, one_page
from tenants.database import db
from tenants.errors import NotFound
from tenants.models import Membership, Person, Unit
from tenants.names import folded
from tenants.passwords import is_handle
from tenants.persons import PersonKind

PAGE = 25
BOSS = aliased(Person)
ORDER = (Person.found_as, Person.public_id)
COLUMNS = (
    Person.public_id,
    Person.name,
    Person.personnel_number,
    Person.email,
    Person.kind,
    Person.active,
    Person.version,
    Person.manager_id,
    Unit.name.label("unit"),
    BOSS.name.label("manager_name"),
    Membership.handle,
    Membership.active.label("account_active"),
    Membership.joined_at,
)


class Who(StrEnum):
    """Which people the list shows."""

    STAFF = "staff"
    WITHOUT = "without-account"
    CLIENTS = "clients"
    ENDED = "ended"


WHO = {
    Who.STAFF: and_(Person.active, Person.kind == PersonKind.STAFF),
    Who.WITHOUT: and_(Person.active, Person.kind == PersonKind.STAFF, Membership.id.is_(None)),
    Who.CLIENTS: and_(Person.active, Person.kind == PersonKind.CLIENT),
    Who.ENDED: ~Person.active,
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; "" does not narrow, but who is gone shows when asked for only."""

    words: str = ""
    unit: str = ""
    who: str = ""


def page_of_people(narrowed: Filter, after: str, before: str) -> tuple[list[Any], bool]:
    """Return the people after, or before, the one with a public id, by name, and whether there are more that way."""
    place = select(*ORDER).where(Person.public_id == (before or after)).scalar_subquery()
    wanted = beyond(_people().where(*_conditions(narrowed)), ORDER, place if after else None, place if before else None)
    return one_page(db.session.execute(wanted.limit(PAGE + 1)).all(), PAGE, backwards=bool(before))


def person_row(public_id: str) -> Any:
    """Return somebody of the directory by public id. Raises NotFound."""
    row = db.session.execute(_people().where(Person.public_id == public_id)).first() if is_handle(public_id) else None
    if row is None:
        raise NotFound
    return row


def _people() -> Any:
    return (
        select(*COLUMNS)
        .select_from(Person)
        .outerjoin(Unit, and_(Unit.organisation_id == Person.organisation_id, Unit.id == Person.unit_id))
        .outerjoin(BOSS, and_(BOSS.organisation_id == Person.organisation_id, BOSS.id == Person.manager_id))
        .outerjoin(
            Membership, and_(Membership.organisation_id == Person.organisation_id, Membership.person_id == Person.id)
        )
        .where(Person.erased_at.is_(None))
    )


def _conditions(narrowed: Filter) -> list[Any]:
    found: list[Any] = [WHO[Who(narrowed.who)] if narrowed.who else Person.active]
    for word in folded(narrowed.words).split():
        number = func.lower(Person.personnel_number).startswith(word, autoescape=True)
        found.append(
            or_(Person.found_as.contains(word, autoescape=True), number, Person.email.contains(word, autoescape=True))
        )
    if narrowed.unit:
        found.append(Unit.name == narrowed.unit)
    return found
