"""What the worker does for persons: make the files they asked for, and take away those that are too old."""

import zipfile
from functools import partial
from tempfile import TemporaryFile
from typing import IO

from flask_babel import force_locale, gettext
from sqlalchemy import select

from portal.files import storage
from portal.files.made import claim, forget_old, give_up, name_for, sweep_bytes, tried, unmade
from tenants.clock import now
from tenants.context import Member, member_for
from tenants.database import db, write_transaction
from tenants.everywhere import counts_in
from tenants.models import Account, Person
from tenants.permissions import Action, permits
from tenants.personal import account_sections, concerned
from tenants.privacy import Telling
from tenants.scope import Scope, inside

from . import personal_files
from .archive import sections_of, write_files, write_part
from .models import PersonalFile


def make_personal_files() -> int:
    """Make each file that waits; return how many were made."""
    waiting = select(PersonalFile.code).where(*unmade(PersonalFile))
    found = list(db.session.scalars(waiting.where(PersonalFile.due_at <= now()).order_by(PersonalFile.due_at)))
    db.session.rollback()
    return sum(tried(partial(_make, code), file=code) for code in found)


def _make(code: str) -> bool:
    with write_transaction():
        asked = claim(PersonalFile, code)
    if asked is None:
        return False
    lies_at = name_for(asked)
    with TemporaryFile() as made, force_locale(asked.language):
        if not _written(asked, made):
            with write_transaction():
                give_up(PersonalFile, code)
            return False
        size = made.tell()
        made.seek(0)
        storage.place().put(lies_at, made)
    with write_transaction():
        personal_files.made(code, lies_at, size)
    return True


def _written(asked: PersonalFile, made: IO[bytes]) -> bool:
    """Write the archive; return False when who asked may not have it any more."""
    account_id, customer_id, about = asked.account_id, asked.customer_id, asked.about
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        if customer_id is not None:
            return _about(archive, account_id, customer_id, about)
        return _own(archive, account_id)


def _own(archive: zipfile.ZipFile, account_id: int) -> bool:
    account = db.session.get(Account, account_id)
    if account is None or not account.active:
        return False
    write_part(archive, "account", gettext("Your account"), account_sections(account_id))
    db.session.rollback()
    for organisation_id in counts_in(account_id):
        with inside(Scope.of(organisation_id, account_id)):
            member = member_for(account_id, organisation_id)
            if member is not None:
                _place(archive, member, member.person_id, own=True)
            db.session.rollback()
    return True


def _about(archive: zipfile.ZipFile, account_id: int, customer_id: int, about: str) -> bool:
    with inside(Scope.of(customer_id, account_id)):
        admin = member_for(account_id, customer_id)
        person_id = db.session.scalar(select(Person.id).where(Person.public_id == about))
        if admin is None or person_id is None or not permits(admin, Action.MANAGE_MEMBERS):
            db.session.rollback()
            return False
        _place(archive, admin, person_id, own=False)
        db.session.rollback()
        return True


def _place(archive: zipfile.ZipFile, member: Member, person_id: int, *, own: bool) -> None:
    telling = Telling(concerned(member.organisation_id, person_id), member, own)
    folder = member.organisation_key
    write_part(archive, folder, member.organisation_name, sections_of(telling))
    write_files(archive, folder, telling)


def sweep_personal_files() -> int:
    """Forget files that are too old, and remove their bytes; return how many rows went."""
    with write_transaction():
        count = forget_old(PersonalFile)
    sweep_bytes(PersonalFile)
    return count


DUTIES = (make_personal_files, sweep_personal_files)
