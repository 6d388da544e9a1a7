"""Forget drafts of long ago, and those that were thrown away."""

from sqlalchemy import delete, or_, select

from tenants.clock import now
from tenants.context import all_organisations
from tenants.database import db, write_transaction
from tenants.scope import Scope, inside

from .models import Draft
from .rules import KEPT, UNDONE_WITHIN


def sweep_drafts() -> int:
    """Remove drafts that nobody touched for 30 days; return how many."""
    late = or_(Draft.updated_at < now() - KEPT, Draft.deleted_at < now() - UNDONE_WITHIN)
    with inside(Scope(frozenset(all_organisations()))):
        found = list(db.session.scalars(select(Draft.organisation_id).where(late).distinct()))
        db.session.rollback()
    count = 0
    for organisation_id in found:
        with inside(organisation_id), write_transaction():
            gone = db.session.execute(
                delete(Draft).where(late).returning(Draft.id), execution_options={"synchronize_session": False}
            )
            count += len(gone.all())
    return count


DUTIES = (sweep_drafts,)
