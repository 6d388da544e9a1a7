"""For whom a publication is: the conditions that news and articles share.

An audience narrows by organisation, service, role and unit. Within one of these any will do; between them all must
hold; what names nothing narrows nothing.
"""

from functools import cache
from typing import Any

from sqlalchemy import Integer, Text, and_, bindparam, exists, literal_column, or_, select

from tenants.columns import among
from tenants.context import in_force
from tenants.models import Membership, Person
from tenants.roles import TENANT_ROLES, Role

from .models import Subscription


@cache
def reader() -> Any:
    """Return the one row of who reads, given as `member`: found before all else, or PostgreSQL takes everybody of the
    organisation times all there is to read, because it cannot know how few rows row-level security leaves."""
    one = (
        select(Membership.organisation_id, Membership.roles, Person.unit_id)
        .join(Person, and_(Person.organisation_id == Membership.organisation_id, Person.id == Membership.person_id))
        .where(Membership.id == bindparam("member", type_=Integer), *in_force(Membership))
    )
    return one.cte("reader").prefix_with("MATERIALIZED")


def narrowed(named: Any, reached: Any) -> Any:
    """Say that a publication names nothing, or something that was reached: conditions on what it names."""
    return or_(~exists().where(named), exists().where(named, reached))


def subscribed(service_id: Any, home: Any) -> Any:
    """Say that the organisation `home` has a service: columns."""
    has = select(Subscription.service_id).where(Subscription.organisation_id == home)
    return service_id.in_(has.correlate(home.table))


def for_roles(wanted: Any, roles: Any) -> Any:
    """Say that somebody with these roles is among those that are wanted, or that any role will do: columns."""
    return or_(wanted == "|", *(_has(role, wanted, roles) for role in sorted(TENANT_ROLES)))


def _has(role: Role, wanted: Any, roles: Any) -> Any:
    # Written out: SQLite prepares a statement anew each time that a pattern is bound to it.
    pattern = literal_column(f"'{among(role)}'", Text)
    return and_(wanted.like(pattern), roles.like(pattern))
