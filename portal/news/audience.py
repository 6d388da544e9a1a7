"""For whom a broadcast is: one condition, asked from both sides.

The audience narrows by organisation, service, role and unit. Within one of these any will do; between them
all must hold; what names nothing narrows nothing. A unit stands for the units below it too. A broadcast of an
organisation never leaves it; one of the service organisation goes to its customers.
"""

from functools import cache
from typing import Any

from sqlalchemy import Integer, Text, and_, bindparam, exists, literal_column, or_, select, true
from sqlalchemy.orm import aliased

from portal.catalogue.models import Subscription
from tenants.columns import Moment, among
from tenants.context import in_force
from tenants.models import Account, Membership, Person, Unit
from tenants.roles import TENANT_ROLES, Role

from .models import Broadcast, BroadcastOrganisation, BroadcastService, BroadcastUnit


def readable(*columns: Any) -> Any:
    """Select from the broadcasts that the member with id `member` may read at `moment`: all that reading goes through.

    Given with the statement: `member`, a membership's id, and `moment`.
    """
    moment = bindparam("moment", type_=Moment)
    reader = _reader()
    return (
        select(*columns)
        .select_from(Broadcast)
        .join(reader, true())
        .where(
            Broadcast.released_at.is_not(None),
            Broadcast.starts_at <= moment,
            or_(Broadcast.ends_at.is_(None), Broadcast.ends_at > moment),
            _meant_for(reader.c.organisation_id, reader.c.roles, reader.c.unit_id),
        )
    )


@cache
def _reader() -> Any:
    """Return the one row of who reads: found before all else, or PostgreSQL takes everybody of the organisation
    times all news, because it cannot know how few rows row-level security leaves."""
    one = (
        select(Membership.organisation_id, Membership.roles, Person.unit_id)
        .join(Person, and_(Person.organisation_id == Membership.organisation_id, Person.id == Membership.person_id))
        .where(Membership.id == bindparam("member", type_=Integer), *in_force(Membership))
    )
    return one.cte("reader").prefix_with("MATERIALIZED")


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
        _narrowed(BroadcastService, _subscribed(home)),
        _narrowed(BroadcastUnit, _below(unit_id)),
        or_(Broadcast.roles == "|", *(_has(role, roles) for role in sorted(TENANT_ROLES))),
    )


def _narrowed(targets: Any, reached: Any) -> Any:
    named = targets.broadcast_id == Broadcast.id
    return or_(~exists().where(named), exists().where(named, reached))


def _subscribed(home: Any) -> Any:
    has = select(Subscription.service_id).where(Subscription.organisation_id == home)
    return BroadcastService.target_id.in_(has.correlate(home.table))


def _below(unit_id: Any) -> Any:
    above = select(Unit.id.label("unit_id"), Unit.id.label("above_id")).cte("above", recursive=True)
    higher = aliased(Unit)
    above = above.union(select(above.c.unit_id, higher.parent_id).where(higher.id == above.c.above_id))
    theirs = select(above.c.above_id).where(above.c.unit_id == unit_id)
    return BroadcastUnit.target_id.in_(theirs.correlate(unit_id.table))


def _has(role: Role, roles: Any) -> Any:
    # Written out: SQLite prepares a statement anew each time that a pattern is bound to it.
    pattern = literal_column(f"'{among(role)}'", Text)
    return and_(Broadcast.roles.like(pattern), roles.like(pattern))
