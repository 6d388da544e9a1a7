"""Where people stand in the directory of the organisation in scope, and the members they are."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Integer, and_, bindparam, func, literal, select, union
from sqlalchemy.orm import aliased

from .context import MEMBER_COLUMNS, Member, in_force, member_in
from .database import db
from .deputising import in_force_now, people_in, stands_for
from .models import FURTHER, Account, Deputy, Membership, Organisation, Person
from .permissions import Reach, chosen_sight
from .reading import read
from .roles import Authorisation, Role
from .scope import Scope, scope_of

M = TypeVar("M", "Reader", Member)


class Reader(NamedTuple):
    """A member as far as it decides what they may see. A page that says who sees it asks for many."""

    person_id: int
    membership_id: int
    name: str
    roles: frozenset[Role]
    authorisations: frozenset[Authorisation]
    sight: Mapping[str, Reach]
    stands_for: frozenset[int]


class Placed(NamedTuple, Generic[M]):
    """A person of the directory: where they stand, and the member they are (None without an account)."""

    person_id: int
    name: str
    manager_id: int | None
    unit_id: int | None
    member: M | None


READER_COLUMNS = (
    Account.name,
    Membership.id.label("membership_id"),
    Membership.person_id,
    Membership.roles,
    Membership.authorisations,
    Organisation.employees_see,
    Organisation.employees_report,
    Organisation.managers_see,
    stands_for(Membership),
)


def people_here() -> list[Placed[Member]]:
    """Return everybody in the directory of the organisation in scope, by name, in one statement."""
    return _placed(read(_members(), {"home": _home()}), member_in)


def readers_here() -> list[Placed[Reader]]:
    """Return the same people, with as much of each as decides what they see."""
    return _placed(read(_readers(), {"home": _home()}), _reader_in)


def readers_around(parties: Iterable[int], others: Iterable[int], *, colleagues: bool = False) -> list[Placed[Reader]]:
    """Return these persons, everybody above `parties`, all deputies, and all who by role or name may see more.

    With `colleagues` also everybody of a unit of one of the `parties`.
    """
    given = {"home": _home(), "parties": sorted(parties), "others": sorted(others)}
    return _placed(read(_those_around(colleagues), given), _reader_in)


def how_many_members(most: int) -> int:
    """Return how many members the organisation in scope has; `most` and one more when there are more."""
    return read(_all_members(), {"home": _home(), "most": most + 1}).scalar_one()


def _home() -> int | None:
    return (scope_of(db.session()) or Scope()).home


def _placed(rows: Any, member_of: Callable[[Any], M]) -> list[Placed[M]]:
    return [
        Placed(
            row.placed_id,
            row.placed_name,
            row.manager_id,
            row.unit_id,
            member_of(row) if row.name is not None else None,
        )
        for row in rows
    ]


def _reader_in(row: Any) -> Reader:
    return Reader(
        row.person_id,
        row.membership_id,
        row.name,
        row.roles,
        row.authorisations,
        chosen_sight(row.employees_see, row.managers_see, row.employees_report),
        people_in(row.stands_for),
    )


@cache
def _those_around(colleagues: bool):
    """Gather the ids first: to look at everybody of a large organisation is work for each page of each request."""
    parties, home = bindparam("parties", expanding=True), bindparam("home", type_=Integer)
    start = select(Person.id, Person.manager_id, Person.unit_id).where(Person.id.in_(parties)).cte("start")
    above = select(start.c.manager_id.label("id")).cte("above", recursive=True)
    higher = aliased(Person)
    # One look for each step: joined, SQLite would prepare for a million steps and read every person first.
    step = select(higher.manager_id).where(higher.id == above.c.id).correlate(above).scalar_subquery()
    above = above.union(select(step).select_from(above))
    ids = [
        select(start.c.id),
        select(Person.id).where(Person.id.in_(bindparam("others", expanding=True))),
        select(above.c.id).where(above.c.id.is_not(None)),
        select(Deputy.person_id).where(*in_force_now()),
        select(Membership.person_id).where(Membership.organisation_id == home, FURTHER),
    ]
    if colleagues:
        ids.append(select(Person.id).where(Person.organisation_id == home, Person.unit_id.in_(select(start.c.unit_id))))
    return _readers().where(Person.id.in_(union(*ids)))


@cache
def _all_members():
    them = (
        select(Membership.id)
        .join(Account, and_(Account.id == Membership.account_id, Account.active))
        .where(Membership.organisation_id == bindparam("home", type_=Integer), *in_force(Membership))
        .limit(bindparam("most", type_=Integer))
    )
    return select(func.count()).select_from(them.subquery())


@cache
def _members():
    return _everybody(literal(1).label("memberships"), *MEMBER_COLUMNS)


@cache
def _readers():
    return _everybody(*READER_COLUMNS)


def _everybody(*columns: Any):
    return (
        select(
            Person.id.label("placed_id"),
            Person.name.label("placed_name"),
            Person.manager_id,
            Person.unit_id,
            *columns,
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
