"""Files with all that is kept of somebody: asked for, made by the worker, fetched by who asked, gone after a week."""

from datetime import timedelta

from sqlalchemy import select

from portal.files.made import waiting
from portal.trail.verbs import leave_trail
from tenants.acting import acting_admin
from tenants.clock import now
from tenants.context import Member, Visitor
from tenants.database import db
from tenants.errors import NotFound
from tenants.everywhere import tell_everywhere
from tenants.models import Person
from tenants.passwords import is_handle, new_handle
from tenants.writing import add_once

from .models import PersonalFile

KEPT = timedelta(days=7)


def ask_for_mine(visitor: Visitor) -> bool:
    """Ask for what is kept of oneself; return False when a file is being made already."""
    asked = _asked(visitor.account_id, None, "", visitor.language)
    if asked:
        tell_everywhere("member.data asked", visitor.account_id)
    return asked


def ask_about(member: Member, public_id: str) -> bool:
    """Ask, as an admin, for what the organisation keeps of one of its people; False when one is being made."""
    acting_admin(member)
    person = person_called(public_id)
    asked = _asked(member.account_id, member.organisation_id, public_id, member.language)
    if asked:
        leave_trail("person.data asked", person, by=member)
    return asked


def note_fetched(member: Member, public_id: str) -> None:
    """Note that an admin fetches a file about one of their people."""
    leave_trail("person.data fetched", person_called(public_id), by=member)


def person_called(public_id: str) -> Person:
    """Return a person of the organisation in scope. Raises NotFound."""
    wanted = select(Person).where(Person.public_id == public_id)
    person = db.session.scalar(wanted) if is_handle(public_id) else None
    if person is None:
        raise NotFound
    return person


def _asked(account_id: int, customer_id: int | None, about: str, language: str) -> bool:
    values = {
        "code": new_handle(),
        "account_id": account_id,
        "customer_id": customer_id,
        "about": about,
        "language": language,
        "asked_at": now(),
        "due_at": now(),
        "kept_until": now() + KEPT,
    }
    return add_once(PersonalFile, values)


def files_about(account_id: int, about: str = "") -> list[PersonalFile]:
    """Return the files an account asked for about somebody ("": itself), newest first; old ones are gone."""
    mine = (PersonalFile.account_id == account_id, PersonalFile.about == about, PersonalFile.kept_until > now())
    return list(db.session.scalars(select(PersonalFile).where(*mine).order_by(PersonalFile.id.desc())))


def file_called(account_id: int, about: str, code: str, customer_id: int | None = None) -> PersonalFile:
    """Return a file that is ready, for who asked for it. Raises NotFound for anybody else's, and for an old one."""
    wanted = (
        PersonalFile.code == code,
        PersonalFile.account_id == account_id,
        PersonalFile.about == about,
        PersonalFile.customer_id == customer_id,
        PersonalFile.made_at.is_not(None),
        PersonalFile.kept_until > now(),
    )
    found = db.session.scalar(select(PersonalFile).where(*wanted)) if is_handle(code) else None
    if found is None:
        raise NotFound
    return found


# What the worker does.


def made(code: str, lies_at: str, size: int) -> None:
    """Note that a file is ready. Nothing happens when another worker was first."""
    row = waiting(PersonalFile, code)
    if row is not None:
        row.made_at, row.kept_until = now(), now() + KEPT
        row.lies_at, row.size = lies_at, size
