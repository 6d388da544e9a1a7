"""Where people stand in the directory of the organisation in scope, and the members they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Integer, and_, bindparam, literal, or_, select
from sqlalchemy.orm import aliased

from .columns import among
from .context import MEMBER_COLUMNS, Member, in_force, member_in
from .database import db
from .deputising import in_force_now
from .models import Account, Deputy, Membership, Organisation, Person
from .reading import read
from .roles import SIGHTS, Role
from .scope import Scope, scope_of


@dataclass(frozen=True, slots=True)
class Placed:
    """A person of the directory: where they stand, and the member they are (None without an account)."""

    person_id: int
    name: str
    manager_id: int | None
    unit_id: int | None
    member: Member | None


def people_here() -> list[Placed]:
    """Return everybody in the directory of the organisation in scope, by name, in one statement."""
    return _placed(read(_everybody(), {"home": _home()}))


def people_around(parties: Iterable[int], others: Iterable[int]) -> list[Placed]:
    """Return these persons, everybody above `parties`, all deputies, and all who by role or name may see more."""
    given = {"home": _home(), "parties": sorted(parties), "others": sorted(others)}
    return _placed(read(_those_around(), given))


def _home() -> int | None:
    return (scope_of(db.session()) or Scope()).home


def _placed(rows) -> list[Placed]:
    return [
        Placed(
            row.placed_id,
            row.placed_name,
            row.manager_id,
            row.unit_id,
            member_in(row) if row.account_id is not None else None,
        )
        for row in rows
    ]


@cache
def _those_around():
    parties = bindparam("parties", expanding=True)
    above = select(Person.manager_id.label("id")).where(Person.id.in_(parties)).cte("above", recursive=True)
    higher = aliased(Person)
    above = above.union(select(higher.manager_id).where(higher.id == above.c.id))
    return _everybody().where(
        or_(
            Membership.roles != frozenset({Role.EMPLOYEE}),
            *(Membership.authorisations.like(among(sight)) for sight in sorted(SIGHTS)),
            Person.id.in_(parties),
            Person.id.in_(bindparam("others", expanding=True)),
            Person.id.in_(select(above.c.id).where(above.c.id.is_not(None))),
            Person.id.in_(select(Deputy.person_id).where(*in_force_now())),
        )
    )


@cache
def _everybody():
    return (
        select(
            Person.id.label("placed_id"),
            Person.name.label("placed_name"),
            Person.manager_id,
            Person.unit_id,
            literal(1).label("memberships"),
            *MEMBER_COLUMNS,
        )
        .select_from(Person)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(
            Membership,
            and_(
                Membership.organisation_id == Person.organisation_id,
                Membership.person_id == Person.id,
                *in_force(Membership),
            ),
        )
        .outerjoin(Account, and_(Account.id == Membership.account_id, Account.active))
        .where(Person.organisation_id == bindparam("home", type_=Integer))
        .order_by(Person.name)
    )
