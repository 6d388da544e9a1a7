"""The members of an organisation, as its admins read of them. What they do elsewhere is nobody's business here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from portal.trail.models import Trail
from portal.trail.rules import Kind
from portal.web.around import beyond, one_page
from portal.web.language import ZONE, day_said
from tenants.clock import now
from tenants.columns import among
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
from tenants.models import Account, Leaving, Membership, Person, Unit
from tenants.names import folded
from tenants.passwords import is_handle
from tenants.roles import Role

from .rules import Standing

PAGE = 25
HITS = 8
SHORTEST_WORD = 2
QUIET = timedelta(days=90)
"""After so long without a visit somebody is shown as one who does not come."""

STANDINGS = {
    Standing.ACTIVE: and_(Membership.active, Membership.joined_at.is_not(None)),
    Standing.INVITED: and_(Membership.active, Membership.joined_at.is_(None)),
    Standing.DEACTIVATED: and_(~Membership.active, Membership.joined_at.is_not(None)),
    Standing.WITHDRAWN: and_(~Membership.active, Membership.joined_at.is_(None)),
}

COLUMNS = (
    Membership.id,
    Membership.handle,
    Membership.roles,
    Membership.authorisations,
    Membership.active,
    Membership.joined_at,
    Membership.invited_at,
    Membership.seen_at,
    Membership.version,
    Membership.person_id,
    Person.name,
    Person.personnel_number,
    Person.manager_id,
    Account.email,
    Account.second_factor,
    Unit.name.label("unit"),
    Person.public_id,
    Leaving.ends_at,
)
ORDER = (func.lower(Person.name), Membership.handle)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of members is narrowed to; "" does not narrow."""

    words: str = ""
    role: str = ""
    state: str = ""
    unit: str = ""
    quiet: bool = False


def page_of_members(member: Member, narrowed: Filter, after: str, before: str) -> tuple[list[Any], bool]:
    """Return the members after, or before, the one with a handle, by name, and whether there are more that way."""
    place = _edge(member, before or after)
    wanted = beyond(
        _members(member).where(*_conditions(narrowed)), ORDER, place if after else None, place if before else None
    )
    return one_page(db.session.execute(wanted.limit(PAGE + 1)).all(), PAGE, backwards=bool(before))


def member_row(member: Member, handle: str) -> Any:
    """Return a member of the organisation by handle, with the name of their manager. Raises NotFound."""
    if not is_handle(handle):
        raise NotFound
    boss = aliased(Person)
    wanted = _members(member).add_columns(boss.name.label("manager_name"))
    wanted = wanted.outerjoin(boss, and_(boss.organisation_id == Person.organisation_id, boss.id == Person.manager_id))
    row = db.session.execute(wanted.where(Membership.handle == handle)).first()
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True, slots=True)
class Planned:
    """That somebody leaves: their last day, and who takes over (handle and name, "" for nobody)."""

    last: date
    successor: str
    name: str
    version: int

    @property
    def day(self) -> str:
        """Return the last day in words."""
        return day_said(self.last)


def planned_leaving(membership_id: int) -> Planned | None:
    """Return what is planned for a member; None when nothing is."""
    next_one = aliased(Membership)
    row = db.session.execute(
        select(Leaving.ends_at, Leaving.version, next_one.handle, Person.name)
        .outerjoin(
            next_one,
            and_(next_one.organisation_id == Leaving.organisation_id, next_one.id == Leaving.successor_id),
        )
        .outerjoin(Person, and_(Person.organisation_id == next_one.organisation_id, Person.id == next_one.person_id))
        .where(Leaving.membership_id == membership_id, Leaving.ended_at.is_(None))
    ).first()
    if row is None:
        return None
    return Planned(last_day(row.ends_at), row.handle or "", row.name or "", row.version)


def last_day(ends_at: datetime) -> date:
    """Return the last day of who leaves at a moment."""
    return (ends_at.astimezone(ZONE) - timedelta(microseconds=1)).date()


def unit_names() -> list[str]:
    """Return the names of the units of the organisation in scope."""
    return list(db.session.scalars(select(Unit.name).order_by(Unit.name)))


def colleagues(member: Member, words: str, but: str = "") -> list[Any]:
    """Return handle, name and unit of active members whose name holds `words`, at most eight."""
    if len(words) < SHORTEST_WORD:
        return []
    wanted = _members(member).where(
        STANDINGS[Standing.ACTIVE],
        Membership.handle != but,
        func.lower(Person.name).contains(words.lower(), autoescape=True),
    )
    return list(db.session.execute(wanted.order_by(*ORDER).limit(HITS)))


def colleague_row(member: Member, handle: str) -> Any:
    """Return handle, name and unit of the active member with a handle; None for nobody."""
    return db.session.execute(_members(member).where(STANDINGS[Standing.ACTIVE], Membership.handle == handle)).first()


def authorised(member: Member) -> list[Any]:
    """Return handle, name and authorisations of the active members who have any, by name."""
    wanted = _members(member).where(STANDINGS[Standing.ACTIVE], Membership.authorisations != frozenset())
    return list(db.session.execute(wanted.order_by(*ORDER)))


def managers_found(words: str, but: str = "") -> list[Any]:
    """Return handle, name and unit of staff of the directory whose name holds `words`, at most eight.

    Who has no account is called by their public id: somebody may be a manager before they can sign in.
    """
    if len(words) < SHORTEST_WORD:
        return []
    wanted = _managers().where(but != HANDLE, Person.found_as.contains(folded(words), autoescape=True))
    return list(db.session.execute(wanted.order_by(Person.found_as, Person.public_id).limit(HITS)))


def manager_row(handle: str) -> Any:
    """Return handle, name and unit of the one who is called so; None for nobody."""
    return db.session.execute(_managers().where(handle == HANDLE)).first()


HANDLE = func.coalesce(Membership.handle, Person.public_id)


def _managers() -> Any:
    account = and_(Membership.organisation_id == Person.organisation_id, Membership.person_id == Person.id)
    return (
        select(HANDLE.label("handle"), Person.name, Unit.name.label("unit"))
        .select_from(Person)
        .outerjoin(Membership, account)
        .outerjoin(Unit, and_(Unit.organisation_id == Person.organisation_id, Unit.id == Person.unit_id))
        .where(Person.active, Person.kind == "staff", or_(Membership.id.is_(None), Membership.active))
    )


def how_many(member: Member) -> dict[str, int]:
    """Return how many members there are in each standing, and as `quiet` how many have not been here for long."""
    conditions = {**STANDINGS, "quiet": _quiet()}
    counts = [func.sum(case((condition, 1), else_=0)) for condition in conditions.values()]
    row = db.session.execute(select(*counts).where(Membership.organisation_id == member.organisation_id)).one()
    return {str(name): count or 0 for name, count in zip(conditions, row, strict=True)}


def _quiet() -> Any:
    """Return the condition under which somebody who may come in has not done so for long."""
    return and_(STANDINGS[Standing.ACTIVE], func.coalesce(Membership.seen_at, Membership.joined_at) < now() - QUIET)


def changed_by(membership_id: int) -> str:
    """Return the name of who changed a membership last; "" when nobody did."""
    last = (
        select(Account.name)
        .join(Trail, Trail.account_id == Account.id)
        .where(Trail.subject == "membership", Trail.subject_id == membership_id)
        .where(Trail.kind.in_((Kind.ACCOUNT, Kind.RIGHTS)))
        .order_by(Trail.id.desc())
        .limit(1)
    )
    return db.session.scalar(last) or ""


def _members(member: Member) -> Any:
    return (
        select(*COLUMNS)
        .select_from(Membership)
        .join(Person, and_(Person.organisation_id == Membership.organisation_id, Person.id == Membership.person_id))
        .join(Account, Account.id == Membership.account_id)
        .outerjoin(Unit, and_(Unit.organisation_id == Person.organisation_id, Unit.id == Person.unit_id))
        .outerjoin(Leaving, _leaves())
        .where(Membership.organisation_id == member.organisation_id, Membership.erased_at.is_(None))
    )


def _leaves() -> Any:
    same = (Leaving.organisation_id == Membership.organisation_id, Leaving.membership_id == Membership.id)
    return and_(*same, Leaving.ended_at.is_(None))


def _conditions(narrowed: Filter) -> list[Any]:
    found: list[Any] = []
    if narrowed.words:
        words = narrowed.words.lower()
        found.append(
            or_(
                func.lower(Person.name).contains(words, autoescape=True),
                Account.email.contains(words, autoescape=True),
                Person.personnel_number == narrowed.words,
            )
        )
    if narrowed.role == Role.EMPLOYEE:
        found.append(Membership.roles == frozenset({Role.EMPLOYEE}))
    elif narrowed.role:
        found.append(Membership.roles.like(among(Role(narrowed.role))))
    if narrowed.state:
        found.append(STANDINGS[Standing(narrowed.state)])
    if narrowed.unit:
        found.append(Unit.name == narrowed.unit)
    if narrowed.quiet:
        found.append(_quiet())
    return found


def _edge(member: Member, handle: str) -> Any:
    """Return the place of a member in the order of the list, as a subquery of two columns."""
    return (
        select(*ORDER)
        .select_from(Membership)
        .join(Person, and_(Person.organisation_id == Membership.organisation_id, Person.id == Membership.person_id))
        .where(Membership.organisation_id == member.organisation_id, Membership.handle == handle)
        .scalar_subquery()
    )
