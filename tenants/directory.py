"""Where somebody stands in their organisation: name, unit, manager, personnel number."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from .database import db
from .errors import Invalid
from .models import Membership, Person, Unit

KEEP = "keep"
"""The word for the manager somebody has already, who may have no account and so no handle."""


@dataclass(frozen=True, slots=True)
class Place:
    """What an admin fills in; "" is none.

    `unit` is a name, `manager` the handle of a member, the public id of who has no account, or KEEP.
    """

    name: str
    unit: str = ""
    manager: str = ""
    personnel_number: str = ""


def put(person: Person, place: Place) -> None:
    """Give a person of the organisation in scope their place.

    Raises Invalid for a unit or manager that is not there, a manager below them, and a number somebody else has.
    """
    person.name = place.name
    person.personnel_number = _free_number(person, place.personnel_number)
    person.unit_id = _unit(place.unit)
    if place.manager != KEEP:
        person.manager_id = _manager(person, place.manager)


def person_to_invite(address: str, place: Place) -> Person:
    """Return the person of the directory who is invited: with this address or number and no account, else a new one."""
    free = ~select(Membership.id).where(Membership.person_id == Person.id).exists()
    known = db.session.scalars(select(Person).where(free, Person.active, Person.email == address)).first()
    if known is None and place.personnel_number:
        same = (
            Person.personnel_number == place.personnel_number,
            func.lower(Person.name) == place.name.lower(),
        )
        known = db.session.scalars(select(Person).where(free, Person.active, *same)).first()
    if known is None:
        known = Person(name=place.name)
        db.session.add(known)
    known.email = address
    return known


def _free_number(person: Person, number: str) -> str | None:
    if not number:
        return None
    with db.session.no_autoflush:
        other = db.session.execute(select(Person.id, Person.name).where(Person.personnel_number == number)).first()
    if other is not None and other.id != person.id:
        raise Invalid("personnel_number", _("%(name)s has this personnel number already", name=other.name))
    return number


def _unit(name: str) -> int | None:
    if not name:
        return None
    found = db.session.scalars(select(Unit.id).where(Unit.name == name).order_by(Unit.id)).first()
    if found is None:
        raise Invalid("unit", _("Choose a unit from the list"))
    return found


def _manager(person: Person, handle: str) -> int | None:
    if not handle:
        return None
    account = and_(Membership.organisation_id == Person.organisation_id, Membership.person_id == Person.id)
    called = or_(
        and_(Membership.handle == handle, Membership.active), and_(Membership.id.is_(None), Person.public_id == handle)
    )
    with db.session.no_autoflush:
        found = db.session.scalar(
            select(Person.id).outerjoin(Membership, account).where(called, Person.active, Person.kind == "staff")
        )
    if found is None:
        raise Invalid("manager", _("Choose a manager from the list"))
    if person.id is not None and person.id in _and_above(found):
        raise Invalid("manager", _("Somebody cannot stand above their own manager. Choose another"))
    return found


def _and_above(person_id: int) -> set[int]:
    """Return a person and everybody above them."""
    above = select(Person.id, Person.manager_id).where(Person.id == person_id).cte("above", recursive=True)
    higher = aliased(Person)
    above = above.union(select(higher.id, higher.manager_id).where(higher.id == above.c.manager_id))
    return set(db.session.scalars(select(Person.id).join(above, above.c.id == Person.id)))
