"""Customers that nobody manages: no active admin, so nobody there lets colleagues in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, select

from tenants.clock import now
from tenants.columns import among
from tenants.context import in_force
from tenants.database import db
from tenants.models import Account, Membership, Organisation
from tenants.roles import Role
from tenants.scope import Scope, inside

from .rules import NEW_FOR


@dataclass(frozen=True, slots=True)
class Unmanaged:
    """An organisation without an active admin, and whether it ever had one."""

    id: int
    key: str
    name: str
    created_at: datetime
    had_one: bool

    @property
    def to_tell(self) -> bool:
        """Say whether it is time to warn: a new organisation has some days to find its first admin."""
        return self.had_one or now() - self.created_at >= NEW_FOR


def unmanaged() -> list[Unmanaged]:
    """Return every customer without an active admin, by name."""
    tenants = list(db.session.scalars(select(Organisation.id).where(~Organisation.is_service_organisation)))
    run = and_(Membership.organisation_id == Organisation.id, Membership.roles.like(among(Role.ADMIN)))
    accounts = select(Membership.id).join(Account, Account.id == Membership.account_id)
    active = exists(accounts.where(run, *in_force(Membership), Account.active))
    had = exists(select(Membership.id).where(run, Membership.joined_at.is_not(None)))
    wanted = select(
        *(Organisation.id, Organisation.key, Organisation.name, Organisation.created_at, had.label("had_one"))
    ).where(~Organisation.is_service_organisation, ~active)
    with inside(Scope(frozenset(tenants))):
        rows: list[Any] = list(db.session.execute(wanted.order_by(Organisation.name, Organisation.id)))
    return [Unmanaged(*row) for row in rows]
