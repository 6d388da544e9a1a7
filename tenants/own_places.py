"""How somebody stands in the directory of each organisation they are in, and who there can put it right."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from .columns import among
from .context import in_force
from .database import db
from .models import Account, Membership, Organisation, Person, Unit
from .roles import Role
from .scope import Scope, inside

MOST_NAMED = 3  # admins that are named to ask


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """One's own line of a directory. `admins` are name and address of who changes it, some of them, never oneself."""

    organisation: str
    name: str
    personnel_number: str
    unit: str
    manager: str
    admins: tuple[tuple[str, str], ...]


def own_places(account_id: int) -> list[OwnPlace]:
    """Return how an account stands in each organisation, by name: three statements, however many there are."""
    with inside(Scope(account_id=account_id)):
        mine = select(Membership.organisation_id).where(Membership.account_id == account_id, *in_force(Membership))
        organisations = frozenset(db.session.scalars(mine))
    if not organisations:
        return []
    with inside(Scope(organisations, account_id=account_id)):
        admins = _admins(organisations, account_id)
        return [
            OwnPlace(
                organisation=row.organisation,
                name=row.Person.name,
                personnel_number=row.Person.personnel_number or "",
                unit=row.unit or "",
                manager=row.manager or "",
                admins=tuple(admins[row.Person.organisation_id][:MOST_NAMED]),
            )
            for row in db.session.execute(_lines(account_id))
        ]


def _lines(account_id: int):
    boss = aliased(Person)
    return (
        select(Person, Organisation.name.label("organisation"), Unit.name.label("unit"), boss.name.label("manager"))
        .select_from(Membership)
        .join(Person, and_(Person.organisation_id == Membership.organisation_id, Person.id == Membership.person_id))
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .outerjoin(Unit, and_(Unit.organisation_id == Person.organisation_id, Unit.id == Person.unit_id))
        .outerjoin(boss, and_(boss.organisation_id == Person.organisation_id, boss.id == Person.manager_id))
        .where(Membership.account_id == account_id, *in_force(Membership))
        .order_by(Organisation.name, Organisation.id)
    )


def _admins(organisations: frozenset[int], account_id: int) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    keepers = Membership.roles.like(among(Role.ADMIN)) | Membership.roles.like(among(Role.SERVICE_ADMIN))
    wanted = (
        select(Membership.organisation_id, Account.name, Account.email)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.organisation_id.in_(organisations), keepers, *in_force(Membership))
        .where(Account.active, Account.id != account_id)
        .order_by(Account.name, Account.id)
    )
    for row in db.session.execute(wanted):
        found[row.organisation_id].append((row.name, row.email))
    return found
