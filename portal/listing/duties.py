"""What the worker does with lists that were asked for as a file: make them, and take away those that are too old."""

from functools import partial
from tempfile import TemporaryFile

from flask_babel import force_locale
from sqlalchemy import select

from portal.files import storage
from portal.files.made import claim, give_up, name_for, sweep, tried, unmade
from portal.search.queries import hits_of
from portal.tickets.queries import rings_for
from portal.tickets.rules import ZONE
from tenants.clock import now
from tenants.context import Member, member_for
from tenants.database import db, write_transaction
from tenants.models import Membership
from tenants.organisations import all_organisations
from tenants.permissions import Action, permits
from tenants.scope import Scope, inside

from . import export_files
from .exporting import FORMATS, rows_of
from .models import ExportFile
from .saved import filter_in


def make_exports() -> int:
    """Make each file that waits; return how many were made."""
    with inside(Scope(frozenset(all_organisations()))):
        waiting = select(ExportFile.organisation_id, Membership.account_id, ExportFile.code).join(
            Membership, Membership.id == ExportFile.membership_id
        )
        waiting = waiting.where(*unmade(ExportFile))
        found = list(db.session.execute(waiting.where(ExportFile.due_at <= now()).order_by(ExportFile.due_at)))
        db.session.rollback()
    return sum(tried(partial(_make, *row), file=row.code) for row in found)


def _make(organisation_id: int, account_id: int, code: str) -> bool:
    with inside(Scope.of(organisation_id, account_id)):
        with write_transaction():
            asked = claim(ExportFile, code)
        member = member_for(account_id, organisation_id)
        if asked is None:
            return False
        if member is None or not permits(member, Action.SEE):
            with write_transaction():
                give_up(ExportFile, code)
            return False
        lies_at = name_for(asked)
        with force_locale(asked.language):
            size, numbers = _written(member, asked, lies_at)
        db.session.rollback()
        with write_transaction():
            export_files.made(member, code, lies_at, size, numbers)
    return True


def _written(member: Member, asked: ExportFile, lies_at: str) -> tuple[int, list[int]]:
    """Write the list to where files are kept; return its size in bytes, and the numbers in it."""
    narrowed = filter_in(asked.query, member)
    hits = hits_of(narrowed.words, rings_for(member)) if narrowed.words else None
    write, _kind = FORMATS[asked.form]
    numbers: list[int] = []
    with TemporaryFile() as made:
        write(rows_of(member, narrowed, now().astimezone(ZONE).date(), hits, numbers), made)
        size = made.tell()
        made.seek(0)
        storage.place().put(lies_at, made)
    return size, numbers


def sweep_exports() -> int:
    """Forget files that are too old, and remove their bytes; return how many rows went."""
    return sweep(ExportFile)


DUTIES = (make_exports, sweep_exports)
