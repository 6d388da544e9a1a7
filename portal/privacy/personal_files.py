"""Files with all that is kept of somebody: asked for, made by the worker, fetched by who asked, gone after a week.

A row is what must not be lost. A worker that dies leaves its claim to run out and bytes that no row tells of, which
are swept; the next try writes its bytes under a name of its own.
"""

from datetime import timedelta

from sqlalchemy import delete, select

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
LEASE = timedelta(minutes=30)
TRIES = 3


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


def claim(code: str) -> PersonalFile | None:
    """Claim a file that waits to be made; None when another worker has it, or it failed too often."""
    row = _waiting(code)
    if row is None or row.due_at > now():
        return None
    if row.tries >= TRIES:
        row.failed_at = now()
        return None
    row.due_at, row.tries = now() + LEASE, row.tries + 1
    return row


def made(code: str, lies_at: str, size: int) -> None:
    """Note that a file is ready. Nothing happens when another worker was first."""
    row = _waiting(code)
    if row is not None:
        row.made_at, row.kept_until = now(), now() + KEPT
        row.lies_at, row.size = lies_at, size


def give_up(code: str) -> None:
    """Note that a file cannot be made: who asked may not have it any more."""
    row = _waiting(code)
    if row is not None:
        row.failed_at = now()


def forget_old() -> int:
    """Remove the rows of files that are too old; return how many. Their bytes are swept."""
    gone = delete(PersonalFile).where(PersonalFile.kept_until <= now()).returning(PersonalFile.id)
    return len(db.session.execute(gone, execution_options={"synchronize_session": False}).all())


def _waiting(code: str) -> PersonalFile | None:
    wanted = (PersonalFile.code == code, PersonalFile.made_at.is_(None), PersonalFile.failed_at.is_(None))
    return db.session.scalar(
        select(PersonalFile).where(*wanted).with_for_update().execution_options(populate_existing=True)
    )
