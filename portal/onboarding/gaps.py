"""Organisations that nobody manages: noticed once for each time it happens, until there is an admin again."""

from sqlalchemy import select, update

from portal.admin.unmanaged import unmanaged
from portal.outbox.verbs import post
from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.passwords import new_token
from tenants.scope import inside

from .models import AdminGap
from .queries import one_at_a_time, service_admins


def watch_admins() -> int:
    """Note which organisations lost their admin and which have one again; tell of the first; return how many."""
    lost, found = _changes()
    if not lost and not found:
        return 0
    with write_transaction():
        home = one_at_a_time()
        lost, found = _changes()
        seed = new_token()
        db.session.add_all([AdminGap(customer_id=customer_id, told_as=seed) for customer_id in lost])
        db.session.flush()
        if lost:
            for person_id in service_admins(home):
                post("no admin", home, person_id, seed=seed)
        _note(lost, "organisation.without admin")
        _note(found, "organisation.admin again")
        _close(found)
    return len(lost)


def _changes() -> tuple[list[int], list[int]]:
    """Return the organisations to tell of, and those of which was told and that have an admin again."""
    open_ones = set(db.session.scalars(select(AdminGap.customer_id).where(AdminGap.ended_at.is_(None))))
    without = unmanaged()
    lost = [one.id for one in without if one.to_tell and one.id not in open_ones]
    return lost, sorted(open_ones - {one.id for one in without})


def _close(customers: list[int]) -> None:
    if customers:
        db.session.execute(
            update(AdminGap)
            .where(AdminGap.customer_id.in_(customers), AdminGap.ended_at.is_(None))
            .values(ended_at=now()),
            execution_options={"synchronize_session": False},
        )


def _note(customers: list[int], what: str) -> None:
    open_ones = select(AdminGap).where(AdminGap.customer_id.in_(customers), AdminGap.ended_at.is_(None))
    for gap in list(db.session.scalars(open_ones.order_by(AdminGap.id))):
        with inside(gap.customer_id):
            leave_trail(what, gap, by=None)
            db.session.flush()
