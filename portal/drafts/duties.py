"""Forget drafts of long ago, and those that were thrown away."""

from typing import Any

from sqlalchemy import delete, or_, select

from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.organisations import all_organisations
from tenants.scope import Scope, inside

from .models import Draft, ReplyDraft
from .rules import KEPT, UNDONE_WITHIN


def sweep_drafts() -> int:
    """Remove drafts of requests that nobody touched for 30 days; return how many."""
    return _sweep(Draft)


def sweep_replies() -> int:
    """Remove drafts of replies and notes that nobody touched for 30 days; return how many."""
    return _sweep(ReplyDraft)


def _sweep(model: type[Any]) -> int:
    late = or_(model.updated_at < now() - KEPT, model.deleted_at < now() - UNDONE_WITHIN)
    with inside(Scope(frozenset(all_organisations()))):
        found = list(db.session.scalars(select(model.organisation_id).where(late).distinct()))
        db.session.rollback()
    count = 0
    for organisation_id in found:
        with inside(organisation_id), write_transaction():
            gone = db.session.execute(
                delete(model).where(late).returning(model.organisation_id),
                execution_options={"synchronize_session": False},
            )
            count += len(gone.all())
    return count


DUTIES = (sweep_drafts, sweep_replies)
