"""For whom a broadcast is: one condition, asked from both sides.

It narrows as `portal/catalogue/audience.py` says. A unit stands for the units below it too. A broadcast of an
organisation never leaves it; one of the service organisation goes to its customers.
"""

from typing import Any

from sqlalchemy import Integer, and_, bindparam, or_, select, true
from sqlalchemy.orm import aliased

from portal.catalogue.audience import for_roles, narrowed, reader, subscribed
from tenants.columns import Moment
from tenants.context import in_force
from tenants.models import Account, Membership, Person, Unit

from .models import Broadcast, BroadcastOrganisation, BroadcastService, BroadcastUnit


def readable(*columns: Any) -> Any:
    """Select from the broadcasts that the member with id `member` may read at `moment`: all that reading goes through.

    Given with the statement: `member`, a membership's id, and `moment`.
    """
    moment = bindparam("moment", type_=Moment)
    who = reader()
    return (
        select(*columns)
        .select_from(Broadcast)
        .join(who, true())
        .where(
            Broadcast.released_at.is_not(None),
            Broadcast.starts_at <= moment,
            or_(Broadcast.ends_at.is_(None), Broadcast.ends_at > moment),
            _meant_for(who.c.organisation_id, who.c.roles, who.c.unit_id),
        )
    )


def readers(*columns: Any) -> Any:
    """Select from the members whom the broadcast with id `broadcast` is for, of the organisations in scope."""
    return (
        select(*columns)
        .select_from(Broadcast)
        .join(Membership, true())
        .join(Person, and_(Person.organisation_id == Membership.organisation_id, Person.id == Membership.person_id))
        .join(Account, Account.id == Membership.account_id)
        .where(
            Broadcast.id == bindparam("broadcast", type_=Integer),
            *in_force(Membership),
            Account.active,
            _meant_for(Membership.organisation_id, Membership.roles, Person.unit_id),
        )
    )


def _meant_for(home: Any, roles: Any, unit_id: Any) -> Any:
    """Say whether a broadcast is for somebody of the organisation `home` with these roles, in this unit: columns."""
    own = home == Broadcast.publisher_id
    return and_(
        or_(and_(~Broadcast.everywhere, own), and_(Broadcast.everywhere, ~own)),
        _narrowed(BroadcastOrganisation, BroadcastOrganisation.target_id == home),
        _narrowed(BroadcastService, subscribed(BroadcastService.target_id, home)),
        _narrowed(BroadcastUnit, _below(unit_id)),
        for_roles(Broadcast.roles, roles),
    )


def _narrowed(targets: Any, reached: Any) -> Any:
    return narrowed(targets.broadcast_id == Broadcast.id, reached)


def _below(unit_id: Any) -> Any:
    above = select(Unit.id.label("unit_id"), Unit.id.label("above_id")).cte("above", recursive=True)
    higher = aliased(Unit)
    above = above.union(select(above.c.unit_id, higher.parent_id).where(higher.id == above.c.above_id))
    theirs = select(above.c.above_id).where(above.c.unit_id == unit_id)
    return BroadcastUnit.target_id.in_(theirs.correlate(unit_id.table))
