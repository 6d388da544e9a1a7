"""What the worker does for how long requests are kept: files first, then texts, some at a time."""

from collections.abc import Callable
from typing import Any

import structlog
from sqlalchemy import select

from tenants.database import db, write_transaction
from tenants.models import Organisation
from tenants.organisations import all_organisations
from tenants.scope import Scope, inside

from .keeping import chosen, take_files, take_texts
from .models import Retention

log = structlog.get_logger()
MOST = 40  # transactions for one organisation in one round; the next minute goes on


def keep_no_longer() -> int:
    """Take away what is kept long enough; return of how many requests something went."""
    with inside(Scope(frozenset(all_organisations()))):
        found = list(db.session.scalars(select(Retention.organisation_id).order_by(Retention.organisation_id)))
        db.session.rollback()
    return sum(_tried(organisation_id) for organisation_id in found)


def _tried(organisation_id: int) -> int:
    """Do it for one organisation; what fails there is tried again in a minute, and the others have their turn."""
    try:
        with inside(organisation_id):
            return _take(organisation_id)
    except Exception:
        log.exception("retention failed", organisation=organisation_id)
        db.session.rollback()
        return 0


def _take(organisation_id: int) -> int:
    _version, kept = chosen()
    held = db.session.scalar(select(Organisation.hold).where(Organisation.id == organisation_id))
    db.session.rollback()
    if held:
        return 0
    count = 0
    for kind, one in sorted(kept.items()):
        for months, take in ((one.files, take_files), (one.texts, take_texts)):
            if months is not None:
                count += _all_of(kind, months, take)
    return count


def _all_of(kind: str, months: int, take: Callable[[str, int], int]) -> int:
    count: int = 0
    for _round in range(MOST):
        with write_transaction():
            went: Any = take(kind, months)
        if not went:
            break
        count += went
    return count


DUTIES = (keep_no_longer,)
