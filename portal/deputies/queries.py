"""Who stands in for whom, as the pages show it."""

from typing import Any

from sqlalchemy import and_, or_, select, tuple_
from sqlalchemy.orm import aliased

from tenants.clock import now
from tenants.columns import among
from tenants.context import Member, in_force
from tenants.database import db
from tenants.models import Account, Deputy, Membership, Person
from tenants.permissions import Action, Reach, reach
from tenants.roles import Role

PAGE = 25
Absent, StandIn = aliased(Person), aliased(Person)


def page_of(member: Member, after: str) -> tuple[list[Any], bool]:
    """Return who stands in now or later, first to end first, and whether there are more.

    An admin or lead reads of everybody, others of themselves.
    """
    wanted = _rows(member).order_by(Deputy.ends_at, Deputy.code).limit(PAGE + 1)
    if not for_everybody(member):
        wanted = wanted.where(or_(Deputy.absent_id == member.person_id, Deputy.person_id == member.person_id))
    if after:
        edge = select(Deputy.ends_at, Deputy.code).where(Deputy.code == after).scalar_subquery()
        wanted = wanted.where(tuple_(Deputy.ends_at, Deputy.code) > edge)
    rows = list(db.session.execute(wanted))
    return rows[:PAGE], len(rows) > PAGE


def deputies_of(member: Member, absent_id: int) -> list[Any]:
    """Return who stands in for somebody now and later."""
    return list(db.session.execute(_rows(member).where(Deputy.absent_id == absent_id).order_by(Deputy.starts_at)))


def for_everybody(member: Member) -> bool:
    """Say whether somebody names deputies for others too."""
    return reach(member, Action.NAME_DEPUTY) >= Reach.ORGANISATION


def person_name(person_id: int) -> str:
    """Return the name of a person of the organisation in scope."""
    return db.session.scalars(select(Person.name).where(Person.id == person_id)).one()


def desk_colleagues(member: Member) -> list[Any]:
    """Return handle and name of everybody who works at the desk, by name."""
    works = or_(Membership.roles.like(among(Role.AGENT)), Membership.roles.like(among(Role.LEAD)))
    return list(
        db.session.execute(
            select(Membership.handle, Person.name)
            .join(Person, and_(Person.organisation_id == Membership.organisation_id, Person.id == Membership.person_id))
            .join(Account, Account.id == Membership.account_id)
            .where(Membership.organisation_id == member.organisation_id, *in_force(Membership), Account.active, works)
            .order_by(Person.name, Membership.handle)
        )
    )


def _rows(member: Member) -> Any:
    return (
        select(
            Deputy.code,
            Deputy.starts_at,
            Deputy.ends_at,
            Deputy.person_id,
            Deputy.absent_id,
            Absent.name.label("absent"),
            StandIn.name.label("deputy"),
            Membership.handle,
        )
        .select_from(Deputy)
        .join(Absent, and_(Absent.organisation_id == Deputy.organisation_id, Absent.id == Deputy.absent_id))
        .join(StandIn, and_(StandIn.organisation_id == Deputy.organisation_id, StandIn.id == Deputy.person_id))
        .join(
            Membership,
            and_(Membership.organisation_id == Deputy.organisation_id, Membership.person_id == Deputy.absent_id),
        )
        .where(Deputy.organisation_id == member.organisation_id, Deputy.ends_at > now())
    )
