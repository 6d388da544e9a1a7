"""What the worker does with lists that were asked for as a file: make them, and take away those that are too old."""

from datetime import timedelta
from tempfile import TemporaryFile

import structlog
from flask_babel import force_locale
from sqlalchemy import select

from portal.files import storage
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

log = structlog.get_logger()
FOLDER = "exports"
ORPHANED = timedelta(hours=1)
"""After which bytes that no row tells of are nobody's."""


def make_exports() -> int:
    """Make each file that waits; return how many were made."""
    with inside(Scope(frozenset(all_organisations()))):
        waiting = select(ExportFile.organisation_id, ExportFile.code, Membership.account_id).join(
            Membership, Membership.id == ExportFile.membership_id
        )
        waiting = waiting.where(ExportFile.made_at.is_(None), ExportFile.failed_at.is_(None))
        found = list(db.session.execute(waiting.where(ExportFile.due_at <= now()).order_by(ExportFile.due_at)))
        db.session.rollback()
    return sum(_tried(row.organisation_id, row.account_id, row.code) for row in found)


def _tried(organisation_id: int, account_id: int, code: str) -> bool:
    """Make a file; one that fails waits for its next try, and the others are made."""
    try:
        return _make(organisation_id, account_id, code)
    except Exception:
        log.exception("export failed", organisation=organisation_id, export=code)
        db.session.rollback()
        return False


def _make(organisation_id: int, account_id: int, code: str) -> bool:
    with inside(Scope.of(organisation_id, account_id)):
        with write_transaction():
            asked = export_files.claim(code)
        member = member_for(account_id, organisation_id)
        if asked is None:
            return False
        if member is None or not permits(member, Action.SEE):
            with write_transaction():
                export_files.give_up(code)
            return False
        lies_at = f"{FOLDER}/{code}-{asked.tries}"
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
    """Forget files that are too old, and remove bytes that no row tells of; return how many rows went."""
    organisations = all_organisations()
    with inside(Scope(frozenset(organisations))):
        late = select(ExportFile.organisation_id).where(ExportFile.kept_until <= now()).distinct()
        found = list(db.session.scalars(late))
        db.session.rollback()
    count = 0
    for organisation_id in found:
        with inside(organisation_id), write_transaction():
            count += export_files.forget_old()
    _sweep_bytes(organisations)
    return count


def _sweep_bytes(organisations: list[int]) -> None:
    old = [name for name, put_at in storage.place().listed(FOLDER) if put_at < now() - ORPHANED]
    if not old:
        return
    with inside(Scope(frozenset(organisations))):
        known = set(db.session.scalars(select(ExportFile.lies_at).where(ExportFile.lies_at != "")))
        db.session.rollback()
    for name in old:
        if name not in known:
            storage.remove_old(name, now() - ORPHANED)


DUTIES = (make_exports, sweep_exports)
