"""People of the directory who do not sign in: colleagues without an account, and clients. For its admins.

Who has an account is changed where their roles are (`members.py`).
"""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from .acting import acting_admin
from .context import Member
from .database import db
from .directory import Place, put
from .errors import Invalid, NotFound, NotNow
from .models import Membership, Person
from .passwords import is_handle
from .signals import tell


class PersonKind(StrEnum):
    """Whether somebody works here or is helped here."""

    STAFF = "staff"
    CLIENT = "client"


class PersonChangedMeanwhile(NotNow):
    """Somebody else changed this person after the form was opened."""


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What an admin fills in. `email` is "" for who has none, else as `folded_address` writes it."""

    kind: PersonKind
    email: str
    place: Place


def add_person(member: Member, plan: PersonPlan) -> Person:
    """Put somebody in the directory. Raises Invalid for a number, address, unit or manager that cannot be."""
    acting_admin(member)
    person = Person(name=plan.place.name)
    _fill(person, plan)
    db.session.add(person)
    _flushed()
    tell("person.added", person, by=member)
    return person


def change_person(member: Member, public_id: str, version: int, plan: PersonPlan) -> None:
    """Change somebody who has no account here.

    Raises PersonChangedMeanwhile when they changed since `version`, Invalid as `add_person` does.
    """
    person = _locked(member, public_id)
    if person.version != version:
        raise PersonChangedMeanwhile(_("Somebody changed this in the meantime. What you filled in is still here."))
    _fill(person, plan)
    person.version += 1
    _flushed()
    tell("person.changed", person, by=member)


def end_person(member: Member, public_id: str) -> None:
    """Say that somebody is no longer here: nobody files for them any more, what was filed stays."""
    _set_active(member, public_id, to=False)


def bring_back(member: Member, public_id: str) -> None:
    """Say that somebody is here again."""
    _set_active(member, public_id, to=True)


def _set_active(member: Member, public_id: str, *, to: bool) -> None:
    person = _locked(member, public_id)
    if person.active is not to:
        person.active, person.version = to, person.version + 1
        tell("person.returned" if to else "person.ended", person, by=member)


def _fill(person: Person, plan: PersonPlan) -> None:
    person.kind = str(plan.kind)
    if plan.email and _has_address(plan.email, person):
        raise Invalid("email", _("Somebody in your organisation has this address already"))
    person.email = plan.email
    put(person, plan.place)


def _has_address(email: str, mine: Person) -> bool:
    with db.session.no_autoflush:
        found = db.session.scalars(select(Person.id).where(Person.email == email)).all()
    return any(one != mine.id for one in found)


def _locked(member: Member, public_id: str) -> Person:
    wanted = select(Person).where(Person.public_id == public_id) if is_handle(public_id) else None
    person = None
    if wanted is not None:
        person = db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    acting_admin(member)
    if person is None or person.erased_at is not None or _signs_in(person):
        raise NotFound
    return person


def _signs_in(person: Person) -> bool:
    return db.session.scalar(select(Membership.id).where(Membership.person_id == person.id)) is not None


def _flushed() -> None:
    try:
        db.session.flush()
    except IntegrityError as refusal:
        raise Invalid("personnel_number", _("A colleague has this personnel number already")) from refusal
