"""What the worker does with files: take away what nobody sent, and bytes that no row tells of."""

import io
from datetime import timedelta
from itertools import islice

from sqlalchemy import delete, select

from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.organisations import all_organisations
from tenants.scope import Scope, inside

from . import storage
from .models import Attachment

ORPHANED = timedelta(hours=1)
"""After which bytes that no row tells of are nobody's: an upload has its row long before."""

AT_ONCE = 500
MARK = ".swept"
"""The name that tells when all files were looked at last."""


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
    """Remove bytes that no row tells of, at most once an hour for all workers; return how many files went."""
    place = storage.place()
    swept_at = place.put_at(MARK)
    if swept_at and now() - swept_at < ORPHANED:
        return 0
    place.put(MARK, io.BytesIO(b"swept"))
    organisations = all_organisations()
    db.session.rollback()
    return sum(_sweep(organisation_id) for organisation_id in organisations)


def _sweep(organisation_id: int) -> int:
    count = 0
    old = storage.old_names(organisation_id, now() - ORPHANED)
    while some := list(islice(old, AT_ONCE)):
        count += _remove_unknown(organisation_id, some)
    return count


def _remove_unknown(organisation_id: int, some: list[tuple[str, str]]) -> int:
    with inside(organisation_id):
        digests = {digest for digest, _name in some}
        known = set(db.session.scalars(select(Attachment.digest).where(Attachment.digest.in_(digests))))
        db.session.rollback()
    orphans = [name for digest, name in some if digest not in known]
    return sum(storage.remove_old(name, now() - ORPHANED) for name in orphans)


DUTIES = (sweep_staged, sweep_bytes)
