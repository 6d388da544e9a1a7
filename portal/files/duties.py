"""What the worker does with files: take away what nobody sent, and bytes that no row tells of."""

from itertools import islice
from pathlib import Path

from sqlalchemy import delete, select

from tenants.clock import now
from tenants.context import all_organisations
from tenants.database import db, write_transaction
from tenants.scope import Scope, inside

from . import storage
from .models import Attachment

ORPHANED = 3600.0
"""Seconds after which bytes that no row tells of are nobody's: an upload has its row long before."""

AT_ONCE = 500


def sweep_staged() -> int:
    """Forget files that were staged and never sent; return how many."""
    with inside(Scope(frozenset(all_organisations()))):
        late = select(Attachment.organisation_id).where(Attachment.kept_until < now()).distinct()
        found = list(db.session.scalars(late))
        db.session.rollback()
    count = 0
    for organisation_id in found:
        with inside(organisation_id), write_transaction():
            gone = db.session.execute(
                delete(Attachment).where(Attachment.kept_until < now()).returning(Attachment.id),
                execution_options={"synchronize_session": False},
            )
            count += len(gone.all())
    return count


def sweep_bytes() -> int:
    """Remove bytes that no row tells of, at most once an hour; return how many files went."""
    mark = storage.folder() / ".swept"
    if not storage.folder().is_dir() or (mark.exists() and now().timestamp() - mark.stat().st_mtime < ORPHANED):
        return 0
    mark.touch()
    organisations = all_organisations()
    db.session.rollback()
    return sum(_sweep(organisation_id) for organisation_id in organisations)


def _sweep(organisation_id: int) -> int:
    count = 0
    old = storage.old_bytes(organisation_id, ORPHANED)
    while some := list(islice(old, AT_ONCE)):
        count += _remove_unknown(organisation_id, some)
    return count


def _remove_unknown(organisation_id: int, some: list[tuple[str, Path]]) -> int:
    with inside(organisation_id):
        digests = {digest for digest, _path in some}
        known = set(db.session.scalars(select(Attachment.digest).where(Attachment.digest.in_(digests))))
        db.session.rollback()
    orphans = [path for digest, path in some if digest not in known]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


DUTIES = (sweep_staged, sweep_bytes)
