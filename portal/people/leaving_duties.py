"""What the worker does: let those go whose last day is over, and hand their work over with it."""

from typing import Any

from sqlalchemy import select

from portal.tickets.handover import hand_over
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.leaving import let_go
from tenants.models import Leaving
from tenants.organisations import all_organisations
from tenants.scope import Scope, inside

AT_ONCE = 200


def let_leavers_go() -> int:
    """Let them go, each in a transaction of their own: a worker that dies has done all of it or nothing."""
    with inside(Scope(frozenset(all_organisations()))):
        due = select(Leaving.organisation_id, Leaving.id).where(Leaving.ended_at.is_(None), Leaving.ends_at <= now())
        found: list[Any] = list(db.session.execute(due.limit(AT_ONCE)))
        db.session.rollback()
    count = 0
    for organisation_id, leaving_id in found:
        with inside(organisation_id), write_transaction():
            left = let_go(leaving_id)
            if left is not None and left.successor_id is not None:
                hand_over(None, left.person_id, left.successor_id)
            count += left is not None
    return count


DUTIES = (let_leavers_go,)
